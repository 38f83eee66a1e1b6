"""Start a session: check what can be checked, write its folder, detach a host, wait until it is up.

Used by the command line (no daemon needed) and by the daemon.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from edge_agent.host.launch import Launch, check_folder, find_program
from edge_agent.host.session_files import prepare
from schemas.wire import frames, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, SessionDir

READY_WITHIN_S = 20.0
"""A host is up in 0.1 s; a loaded machine may take long."""


def spawn(
    home: Home,
    launch: Launch,
    environment: Mapping[str, str] | None = None,
    umask: int = -1,
) -> str:
    """Start a detached host for `launch` and return its session id once the program runs.

    `environment` and `umask` are the program's (by default ours); the environment is inherited
    and never written down.
    Raises `Refused`: "no-such-folder", "no-such-program", "quota-full", "home-unwritable", or
    what the host itself says.
    """
    variables = dict(os.environ if environment is None else environment)
    check_folder(launch.folder)
    find_program(launch.argv, launch.folder, variables.get("PATH"))
    folder, run_dir = prepare(home, launch)
    try:
        _start(folder, run_dir, variables, umask)
    except Refused:
        # Where the host got as far as a journal, that is kept: it says what happened.
        if not folder.journal.exists() or not any(folder.journal.iterdir()):
            shutil.rmtree(folder.root, ignore_errors=True)
        shutil.rmtree(run_dir, ignore_errors=True)
        raise
    _poke_daemon(home, folder.root.name)
    return folder.root.name


def _start(folder: SessionDir, run_dir: Path, environment: dict[str, str], umask: int) -> None:
    log = os.open(folder.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        # Its child leaves at once for good (`--detach`), so nobody waits for a host.
        starter = subprocess.Popen(
            [sys.executable, "-I", "-m", "edge_agent.host",
             "--session-dir", str(folder.root), "--run-dir", str(run_dir), "--detach"],
            cwd="/", env=environment, start_new_session=True, umask=umask,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
    finally:
        os.close(log)
    assert starter.stdout is not None
    with starter.stdout as answers:
        answer = _first_line(answers.fileno(), READY_WITHIN_S)
    starter.wait()
    name, _, rest = answer.partition(b" ")
    if name == b"ready":
        return
    if name == b"refused":
        told = json.loads(rest)
        raise Refused(told["code"], told["detail"])
    raise Refused("internal", f"the host did not start; see {folder.log}")


def _first_line(file: int, seconds: float) -> bytes:
    """One line from a pipe; what there is when it closes or time is up."""
    until = time.monotonic() + seconds
    got = b""
    while not got.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0 or not select.select([file], [], [], left)[0]:
            break
        data = os.read(file, 4096)
        if not data:
            break
        got += data
    return got


def _poke_daemon(home: Home, session: str) -> None:
    """Tell the daemon to look now; it finds the session within half a second anyway."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(0.5)
        try:
            connection.connect(str(layout.run_dir(home).daemon))
            connection.sendall(frames.control("spawned", session=session))
        except OSError:
            pass  # no daemon: sessions need none
