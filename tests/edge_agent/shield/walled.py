"""A gated program's surroundings for tests: a home with a secret, sockets, and a real shield.

As root each is also made for another account, because root and accounts get different walls.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from edge_agent.shield import before_exec, prepare, why_plain
from edge_agent.shield.prepare import Shield
from schemas.wire import layout
from schemas.wire.layout import Home

SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PYTHON = "/usr/bin/python3"
"""The system's: another account cannot read every interpreter that tests run under."""
SECRET = "the-secret-of-this-home"
ACCOUNTS = (0, 12345) if os.getuid() == 0 else (os.getuid(),)
SESSION = "01kshie1dwa11s"


def need_shield() -> None:
    """Skip where this computer gives none, with the reason; in CI that is a failure."""
    reason, _ = why_plain(Home(Path("/nonexistent")), os.environ)
    if reason:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def as_account(uid: int, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """`ask()` in a child that is this account; its answer as JSON."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            become(uid)
            os.write(writer, json.dumps(ask()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with open(reader, "rb") as file:
        told = file.read()
    assert os.waitpid(pid, 0)[1] == 0, "the child failed"
    answer: dict[str, Any] = json.loads(told)
    return answer


def become(uid: int) -> None:
    """Be this account from now on."""
    if uid != os.getuid():
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)


class Walled:
    """One session's surroundings, of account `uid`, at `level`."""

    def __init__(
        self,
        folder: Path,
        uid: int,
        level: str = "shielded",
        variables: Mapping[str, str] | None = None,
        no_new_privs: bool = True,
    ) -> None:
        self.folder, self.uid = folder, uid
        self.ends = ExitStack()
        self.home = Home(folder / "home")
        self.work = folder / "work"
        for one in (self.home.root, self.work):
            one.mkdir(mode=0o700, exist_ok=True)
        (self.home.root / "secret").write_text(SECRET)
        self.run_dir = Path(
            as_account(uid, lambda: {"run": str(layout.run_dir(self.home).root)})["run"]
        )
        self.gate_sock = self.run_dir / SESSION / "gate.sock"
        self.session_sock = self.run_dir / SESSION / "session.sock"
        self.gate_sock.parent.mkdir(mode=0o700, parents=True)
        self.ends.callback(shutil.rmtree, self.run_dir, ignore_errors=True)
        self.gate = self.listen(str(self.gate_sock))
        self.listen(str(self.session_sock))
        self.own(folder, self.run_dir)
        self.environment = {
            "PATH": SYSTEM_PATH,
            "HOME": str(folder),
            "SB_HOME": str(self.home.root),
            "SB_RUN": str(self.gate_sock.parent),
            **(variables or {}),
        }
        self.shield = self.prepare(level, no_new_privs)

    def prepare(
        self,
        level: str,
        no_new_privs: bool = True,
        ssh_agent: bool = False,
        shown: Sequence[Path] = (),
    ) -> Shield:
        """The real `prepare`, asked by the account."""

        def ask() -> dict[str, Any]:
            made = prepare(
                self.home,
                str(self.work),
                self.gate_sock,
                self.environment,
                level=level,
                shown=shown,
                no_new_privs=no_new_privs,
                ssh_agent=ssh_agent,
            )
            return {
                name: getattr(made, name)
                for name in ("level", "reason", "notes", "argv_prefix", "environment")
            }

        told = as_account(self.uid, ask)
        told |= {name: tuple(told[name]) for name in ("notes", "argv_prefix")}
        self._no_new_privs = no_new_privs or told["level"] == "shielded"
        return Shield(**told, preexec=self.preexec())

    def preexec(self) -> Callable[[], None]:
        """What comes before exec, for a program whose parent is the process that asks now."""
        # Root, who makes it here, could have a scope without no_new_privs; the account cannot.
        abi = None if self._no_new_privs or self.uid == 0 else 0
        given = before_exec.given(self._no_new_privs, abi)

        def apply() -> None:
            become(self.uid)
            given.apply()

        return apply

    def own(self, *paths: Path) -> None:
        """Give these to the account, with all that is in them."""
        for top in paths:
            for folder, _, names in os.walk(top):
                for name in ("", *names):
                    os.chown(os.path.join(folder, name), self.uid, self.uid)

    def listen(self, path: str) -> socket.socket:
        """A socket that listens; `@name` is an abstract one."""
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(("\0" + path[1:]) if path.startswith("@") else path)
        listener.listen()
        return self.ends.enter_context(listener)

    def outside(self, *words: str, **more: Any) -> subprocess.Popen[bytes]:
        """A process of the account beside the session."""
        child = subprocess.Popen(
            words,
            env={"PATH": SYSTEM_PATH, "HOME": str(self.folder)},
            cwd="/",
            preexec_fn=lambda: become(self.uid),
            **more,
        )
        self.ends.callback(end, child)
        return child

    def start(self, *words: str, **more: Any) -> subprocess.Popen[bytes]:
        """A process of the session."""
        child = subprocess.Popen(
            [*self.shield.argv_prefix, *words],
            env={**self.shield.environment, **more.pop("variables", {})},
            cwd=self.work,
            preexec_fn=self.shield.preexec,
            **more,
        )
        self.ends.callback(end, child)
        return child

    def attempt(self, script: str, **variables: str) -> str:
        """What a shell in the session prints, both streams, when it tries this."""
        child = self.start(
            "bash",
            "-c",
            script,
            variables=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return child.communicate(timeout=60)[0].decode("utf-8", "replace")


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill and reap."""
    try:
        child.send_signal(signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait(timeout=60)
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream:
            stream.close()
