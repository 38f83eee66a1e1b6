"""A scripted machine that asks: it holds questions, takes answers, and counts what it let happen.

It speaks the true wire format over a real broker, with the life cycle of a gate and no agent behind
it, so that a test decides when something is taken, has its effect, is refused or stays unanswered.
"""

from __future__ import annotations

import contextlib
import json
import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from schemas.documents.reply import Reply, accepted, page, rejected
from schemas.wire import ids, parts, topics
from schemas.wire.errors import Refused
from schemas.wire.plain import plain
from tests.console.crowd import Machine
from tests.console.rig import Rig

HOUR_US = 3_600_000_000


class Asking(Machine):
    """One machine whose sessions ask. `effects`: approval → how often its action ran."""

    def __init__(self, rig: Rig, name: str, projects: tuple[str, ...]) -> None:
        super().__init__(rig, name, projects)
        self.effects: Counter[str] = Counter()
        self.said: list[dict[str, Any]] = []
        """Fields of the answers that arrived, with `who`."""
        self._holds = threading.Event()
        self._lock = threading.RLock()
        self._lines: dict[str, list[dict[str, Any]]] = {}
        self._documents: dict[str, dict[str, Any]] = {}
        self._decided: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self._seen: set[str] = set()
        self._client.subscribe(f"fleet/do/+/{name}/+/+/+")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(
        self,
        project: str,
        tool: str,
        given: Mapping[str, Any],
        *,
        session: str = "",
        fields: Mapping[str, Any] | None = None,
        **question: Any,
    ) -> str:
        """Ask for one action, in a session of its own unless one is named; the approval's id.

        `fields`: of the session's document; `question`: of the question, such as `count`.
        """
        with self._lock:
            session = session or ids.new_session()
            approval, digest = ids.new_approval(), secrets.token_hex(32)
            now = time.time_ns() // 1000
            document = self._documents.setdefault(
                session, {"project": project, "session": session, "questions": [], **(fields or {})}
            )
            said = {"approval": approval, "form": "permission", "digest": digest, "tool": tool}
            body = {**said, "input": dict(given), "reason": "no rule allows it"}
            kinds = list(parts.lines_for("asked", body))
            for kind, one in kinds:
                seq = self._line(session, kind, one)
            document["questions"] = [
                *document["questions"],
                {
                    **said,
                    "input": dict(given),
                    "summary": f"{tool} {next(iter(given.values()), '')}"[:200],
                    "rule": "no rule",
                    "why": "no rule allows it",
                    "seq": seq,
                    "asked": now,
                    "until": now + HOUR_US,
                    "scopes": ["once"],
                    "requesters": ["root"],
                    "whole": all(plain(str(v), keep_lines=True) == str(v) for v in given.values()),
                    **question,
                },
            ]
            self._asked[approval] = session
            self._publish(session)
            return approval

    def decide(self, approval: str, who: str, what: str, reason: str = "") -> None:
        """Somebody decides it at the machine itself."""
        with self._lock:
            session, question = self._find(approval)
            self._close(session, question, who, {"decide": what, "reason": reason})

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Within, what is allowed is not let go yet."""
        self._holds.set()
        try:
            yield
        finally:
            self._holds.clear()

    def place(self, approval: str) -> str:
        """`m/p/s` of a question that was asked here."""
        session = self._asked[approval]
        return f"{self.name}/{self._documents[session]['project']}/{session}"

    # ----- inside

    def _find(self, approval: str) -> tuple[str, dict[str, Any]]:
        for session, document in self._documents.items():
            for question in document["questions"]:
                if question["approval"] == approval:
                    return session, question
        if approval in self._decided:
            raise Refused("approval-decided", self._decided[approval])
        raise Refused("no-such-approval")

    def _close(self, session: str, question: dict[str, Any], who: str, told: Any) -> list[str]:
        """What is still wanted."""
        approval, what = question["approval"], told["decide"]
        body = {"approval": approval, "who": who, "what": what}
        if told.get("reason"):
            body["reason"] = told["reason"]
        self._line(session, "answered", body)
        document = self._documents[session]
        if what == "allow":
            question["yes"] = sorted({*question.get("yes", []), who})
            left = question.get("count", 1) - len(question["yes"])
            if left > 0:
                question["missing"] = [
                    f"{left} of {question.get('group', 'those who may approve')}"
                ]
                self._publish(session)
                return question["missing"]
        word = "allowed" if what == "allow" else "denied"
        self._decided[approval] = f"{word} by {who}"
        document["questions"] = [q for q in document["questions"] if q["approval"] != approval]
        self._publish(session)
        if what == "allow":
            threading.Thread(target=self._let_go, args=(session, approval), daemon=True).start()
        return []

    def _let_go(self, session: str, approval: str) -> None:
        while self._holds.is_set() and not self._over.wait(0.02):
            pass
        with self._lock:
            self._line(session, "taken", {"approval": approval})
            self.effects[approval] += 1
            self._line(session, "effected", {"approval": approval})

    def _line(self, session: str, kind: str, body: dict[str, Any]) -> int:
        lines = self._lines.setdefault(session, [])
        line = {"seq": len(lines) + 1, "at": time.time_ns() // 1000, "kind": kind, "body": body}
        lines.append(line)
        levels = {"m": self.name, "p": self._documents[session]["project"], "s": session}
        whole = {**line, "h": "0" * 64, "v": 1}
        self._client.publish(topics.build("session.event", **levels), whole)
        return len(lines)

    def _publish(self, session: str) -> None:
        document = dict(self._documents[session])
        questions = document["questions"]
        self.session(
            document.pop("project"),
            phase="waiting" if questions else "working",
            gate="gated",
            head=len(self._lines[session]),
            ago_s=0,
            **document,
        )

    def _read(self) -> None:
        while not self._over.is_set():
            try:
                message = self._client.got.get(timeout=0.2)
            except queue.Empty:
                continue
            levels = message.topic.split("/")
            user, session, verb = levels[2], levels[5], levels[6]
            told = json.loads(message.payload)
            if told["id"] in self._seen:
                continue
            self._seen.add(told["id"])
            for reply in self._answer(user, session, verb, told):
                topic = topics.build("reply", u=user, m=self.name, r=told["id"])
                self._client.publish(topic, reply.encode())

    def _answer(self, user: str, session: str, verb: str, told: dict[str, Any]) -> list[Reply]:
        request = told["id"]
        with self._lock:
            if verb == "history":
                lines = self._lines.get(session, [])[told.get("from", 1) - 1 : told.get("to")]
                data = {"lines": lines, "source": "machine"}
                return [page(request, 1, data), accepted(request)]
            if verb != "answer":
                return [accepted(request)]
            self.said.append({**told, "who": user})
            try:
                found, question = self._find(told["approval"])
                if question["digest"] != told["digest"]:
                    raise Refused("wrong-digest")
                missing = self._close(found, question, user, told)
            except Refused as refused:
                return [rejected(request, refused.code, str(refused))]
            return [
                accepted(request, {"state": "asked" if missing else "done", "missing": missing})
            ]
