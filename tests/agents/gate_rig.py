"""A session's gate for tests with real agents: the real rules and approvals behind a real socket.

What is missing of a host: the journal, people's rights, masking. The lines that would be written
are kept in order, each before its effect.
"""

from __future__ import annotations

import json
import select
import socket
import socketserver
import threading
from pathlib import Path
from typing import Any

from edge_agent.agents import claude_terminal
from edge_agent.files import Files
from edge_agent.gate.approvals import Approvals, Step, Verdict
from edge_agent.gate.decide import decide
from edge_agent.gate.decision import Guard
from edge_agent.gate.question import Answer, Person, Question
from edge_agent.gate.rules import Rule, Where
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.ids import new_approval

BOB = Person("bob")


def gone(connection: socket.socket) -> bool:
    """Whether the other end is closed altogether, and not only for writing."""
    poll = select.poll()
    poll.register(connection, 0)
    return any(events & select.POLLHUP for _, events in poll.poll(0))


class GateRig:
    """Listens at `path` for hooks. `rules`: the policy's."""

    def __init__(self, path: Path, folder: Path, rules: tuple[Rule, ...] = ()) -> None:
        self.path = path
        self.folder = folder
        self.guard = Guard(rules)
        self.lines: list[str] = []
        self.events: list[str] = []
        self.book = Approvals(new_approval)
        self._clock = Clock()
        self._changed = threading.Condition()
        self._verdicts: dict[str, Verdict] = {}
        rig = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                told = json.loads(self.rfile.read())
                answer = rig.hook(told, self.connection)
                if answer is not None:
                    self.wfile.write(answer)

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        self._server = Server(str(path), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> GateRig:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The gate is gone; its socket too."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self.path.unlink()

    # ----- the agent's side

    def hook(self, told: dict[str, Any], connection: socket.socket) -> bytes | None:
        """One hook's answer; waits for people where a rule asks."""
        event = str(told.get("hook_event_name"))
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
        if event != "PreToolUse":
            return b"{}\n"
        try:
            request, action = claude_terminal.request(told)
        except Refused as refused:
            return claude_terminal.answer(False, str(refused))
        world = Files(self.folder, Path(action.folder), self.folder.parent, "/usr/bin:/bin")
        where = Where("claude", "build-01", "web", world.project, world.home)
        with self._changed:
            step = self._did(
                self.book.ask(
                    action,
                    decide(request, self.guard, world, where),
                    {"ana"},
                    self._clock.boot_ms(),
                )
            )
            if step.asked is None:
                (verdict,) = step.verdicts
                return claude_terminal.answer(verdict.allow, verdict.reason)
            id = step.asked.id
            while not self._changed.wait_for(lambda: id in self._verdicts, 0.2):
                if gone(connection):
                    self._did(self.book.withdraw(id, "its hook is gone"))
                    return None
            verdict = self._verdicts[id]
            if verdict.allow:
                (verdict,) = self._did(self.book.release(id, action)).verdicts
            return claude_terminal.answer(verdict.allow, verdict.reason)

    def _did(self, step: Step) -> Step:
        self.lines += [kind for kind, _ in step.lines]
        for verdict in step.verdicts:
            if verdict.approval is not None:
                self._verdicts.setdefault(verdict.approval, verdict)
        self._changed.notify_all()
        return step

    # ----- people's side

    def over(self, question: Question, seconds: float = 30) -> None:
        """Return once the question waits no longer."""
        with self._changed:
            assert self._changed.wait_for(lambda: not question.open, seconds), "still open"

    def question(self, seconds: float = 30) -> Question:
        """The oldest open question, once there is one."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.book.open(), seconds), "nothing was asked"
            return self.book.open()[0]

    def heard(self, event: str, seconds: float = 30) -> None:
        """Return once a hook told of this event."""
        with self._changed:
            assert self._changed.wait_for(lambda: event in self.events, seconds), self.events

    def say(self, question: Question, decide: str, reason: str = "") -> None:
        """bob answers."""
        with self._changed:
            answer = Answer(decide, question.action.digest, reason=reason)
            self._did(self.book.answer(question.id, BOB, answer, self._clock.boot_ms()))
