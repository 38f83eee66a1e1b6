"""A gated session for tests: a real host, a signed policy, hooks by hand, a person's answers.

The agent is a stand-in that starts nothing: what its hooks would say comes from the test itself, on
`gate.sock`, word for word as Claude Code 2.1.330 says it.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.documents.policy import Lock, Policy, sign
from schemas.documents.rules import Rule
from schemas.documents.session import State
from schemas.wire import ids, layout
from schemas.wire.layout import Home
from tests.edge_agent.host.session import Desk, Session, running
from tests.waiting import until

PRIVATE = bytes(range(32))
AGENT = """#!/bin/sh
case "$1" in --version) echo "2.1.330 (Claude Code)"; exit 0;; esac
trap '' INT  # as agents do
exec cat
"""
WAIT = 40.0
"""Seconds; the cores may have much else to do."""


def give_policy(
    home: Home,
    rules: Sequence[Mapping[str, Any]] = (),
    locks: Sequence[Lock] = (),
    version: int | None = None,
    fresh_s: int = 3600,
) -> int:
    """Put a signed policy where the daemon would; its version."""
    now = time.time_ns() // 1000
    policy = Policy(
        machine="m1",
        version=version or now,
        fresh_until=now + fresh_s * 1_000_000,
        guardrails=[Rule.model_validate(dict(one)) for one in rules],
        locks=list(locks),
    )
    for private in (home.root, home.edge, home.edge_keys):
        layout.make_private(private)
    key = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
    (home.edge_keys / "hub.pub").write_text(base64.b64encode(key).decode() + "\n")
    fresh = home.edge / "policy.new"
    fresh.write_bytes(sign(policy, PRIVATE))
    fresh.rename(home.policy)
    return policy.version


class Hook:
    """One hook on the line."""

    def __init__(self, path: Path, told: Mapping[str, Any] | bytes, end: bool = True) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(WAIT)
        self.socket.connect(str(path))
        raw = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.socket.sendall(raw)
        if end:
            self.socket.shutdown(socket.SHUT_WR)

    def answer(self) -> dict[str, Any]:
        """The whole answer; empty where the gate hung up."""
        data = b""
        try:
            while piece := self.socket.recv(65536):
                data += piece
        except ConnectionResetError:
            return {}
        found: dict[str, Any] = json.loads(data) if data else {}
        return found

    def verdict(self) -> tuple[str, str]:
        """(decision, reason) of a PreToolUse."""
        inner = self.answer().get("hookSpecificOutput", {})
        return inner.get("permissionDecision", ""), inner.get("permissionDecisionReason", "")

    def waits(self) -> bool:
        """Whether no answer has come yet."""
        self.socket.settimeout(0.05)
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK)) and False
        except TimeoutError:
            return True
        finally:
            self.socket.settimeout(WAIT)

    def hang_up(self) -> None:
        self.socket.close()


class GatedSession:
    """A running one, with its daemon's role in the test's hands."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.folder = folder
        self.gate = session.run_dir / "gate.sock"
        self._calls = 0
        self.document: dict[str, Any] = {}
        self.daemon = self.new_daemon()

    def new_daemon(self) -> Desk:
        """Speak as the daemon: the process that holds the daemon's lock."""
        (self.session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        self.daemon = Desk(self.session.run_dir / "session.sock", "daemon")
        return self.daemon

    # ----- the agent's side

    def hook(self, event: str, **fields: Any) -> Hook:
        told = {"session_id": "c-1", "cwd": str(self.folder), "hook_event_name": event, **fields}
        return Hook(self.gate, told)

    def tell(self, event: str, **fields: Any) -> dict[str, Any]:
        return self.hook(event, **fields).answer()

    def begin(self) -> None:
        self.tell("SessionStart", source="startup")
        self.tell("UserPromptSubmit", prompt="do it")

    def tool(self, command: str, call: str = "", **more: Any) -> Hook:
        """A Bash call."""
        self._calls += 1
        return self.hook(
            "PreToolUse",
            tool_name="Bash",
            tool_input={"command": command, **more},
            tool_use_id=call or f"toolu_{self._calls}",
        )

    def ran(self, command: str, call: str, event: str = "PostToolUse", **more: Any) -> None:
        """The agent says that it ran."""
        self.tell(
            event,
            tool_name="Bash",
            tool_input={"command": command},
            tool_use_id=call,
            tool_response={"stdout": "done", "stderr": ""},
            **more,
        )

    # ----- people's side

    def look(self) -> dict[str, Any]:
        """The newest document; it must be one that the daemon would publish."""
        self.daemon.receive()
        for frame in list(self.daemon.frames):
            if frame.name == "state":
                self.daemon.frames.remove(frame)
                self.document = frame.fields["document"]
                State.of({**self.document, "v": 1})
        return self.document

    def wait_for(self, what: str, check: Any) -> dict[str, Any]:
        """The first document for which `check(document)` holds."""

        def look() -> dict[str, Any]:
            found = self.look()
            return found if found and check(found) else {}

        return until(look, what, WAIT, every=0.01)

    def question(self) -> dict[str, Any]:
        """The oldest open question."""
        found = self.wait_for("a question", lambda one: one["questions"])
        first: dict[str, Any] = found["questions"][0]
        return first

    def no_question(self) -> None:
        self.wait_for("no question", lambda one: not one["questions"])

    def say(
        self,
        question: Mapping[str, Any],
        decide: str,
        who: str = "bob",
        groups: Sequence[str] = (),
        bare: bool = False,
        **fields: Any,
    ) -> dict[str, Any]:
        """Somebody answers; the receipt."""
        id_ = ids.new_request()
        given: dict[str, Any] = {"approval": question["approval"], "decide": decide, **fields}
        if not bare:
            given.setdefault("digest", question["digest"])
        self.daemon.send(
            "request", who=who, verb="answer", id=id_, fields=given,
            rights=["view", "approve"], groups=list(groups), **({"bare": True} if bare else {}),
        )  # fmt: skip
        return self.receipt(id_)

    def request(
        self, verb: str, who: str = "bob", rights: Sequence[str] = (), **fields: Any
    ) -> Any:
        id_ = ids.new_request()
        self.daemon.send("request", who=who, verb=verb, id=id_, fields=fields, rights=list(rights))
        return self.receipt(id_)

    def receipt(self, id_: str) -> dict[str, Any]:
        while True:
            found: dict[str, Any] = self.daemon.wait("receipt", seconds=WAIT).fields
            if found["id"] == id_:
                return found

    # ----- the record

    def kinds(self, *wanted: str) -> list[str]:
        """Kinds of the lines so far; only these, where some are named."""
        kinds = [line["kind"] for line in self.session.lines()]
        return [kind for kind in kinds if not wanted or kind in wanted]

    def wait_for_line(self, kind: str, count: int = 1) -> dict[str, Any]:
        until(lambda: len(self.session.bodies(kind)) >= count, f"{count} {kind}", WAIT)
        return self.session.bodies(kind)[count - 1]


GATE_LINES = (
    "asked", "answered", "expired", "withdrawn", "denied_by_rule", "allowed_by_rule", "taken",
    "effected", "fault",
)  # fmt: skip


@contextmanager
def gated(
    short_dir: Path,
    rules: Sequence[Mapping[str, Any]] = (),
    *,
    policy: bool = True,
    agent: str = AGENT,
    environment: Mapping[str, str] | None = None,
    config: str = "",
    **fields: Any,
) -> Iterator[GatedSession]:
    """A gated session at level *plain*, with nothing said by its agent yet."""
    home, folder = Home(short_dir / "home"), short_dir / "work"
    folder.mkdir(exist_ok=True)
    program = short_dir / "bin" / "claude"
    program.parent.mkdir(exist_ok=True)
    program.write_text(agent)
    program.chmod(0o755)
    if policy:
        give_policy(home, rules)
    launch = {"agent": "claude", "gate": "gated", "level": "plain", "who": "ana", **fields}
    with running(
        short_dir,
        str(program),
        environment=environment,
        config=config,
        **{"folder": str(folder), **launch},
    ) as session:
        yield GatedSession(session, folder)
