"""Requests from afar: never late, never twice, and never without the right to it.

In this order: a known id gets its receipt; then lateness; then rights; then it is carried out.
Ids of session verbs are kept by the host, which writes the line before the effect and judges the
deadline last; ids of machine verbs stand in the request log.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from edge_agent import never
from edge_agent.daemon import by_id, judge
from edge_agent.daemon.first_prompts import FirstPrompts
from edge_agent.daemon.history import History
from edge_agent.daemon.hosts import Hosts
from edge_agent.daemon.loop import Loop, tell
from edge_agent.daemon.policy import PolicyKeeper
from edge_agent.daemon.requestlog import RequestLog
from edge_agent.daemon.sessions import Session
from edge_agent.daemon.starting import is_gated, launch_for
from edge_agent.host.launch import Launch
from edge_agent.host.spawn import spawn
from schemas.documents import reply
from schemas.wire import frames, ids
from schemas.wire.clock import Clock
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object
from schemas.wire.topics import Topic
from schemas.wire.verbs import VERBS, Request, check

MAX_KNOWN = 4_096
"""Receipts and pending requests that are remembered; hosts and the log remember longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, where: the topic's word for it, which the broker has checked."""

    who: str
    project: str
    session: str
    request: Request
    bare: bool = False
    """An answer by the approval's id alone."""


@dataclass(slots=True)
class _Pending:
    session: str
    frame: bytes
    other_incarnation: bool = False


Publish = Callable[[str, str, bytes], bool]
"""`publish(who, request, payload)` to the person's reply topic."""


class Requests:
    """Takes what people ask of this machine and its sessions."""

    def __init__(
        self,
        home: Home,
        machine: str,
        clock: Clock,
        incarnation: str,
        loop: Loop,
        policy: PolicyKeeper,
        hosts: Hosts,
        history: History,
        acked: Callable[[str], int],
        publish: Publish,
        umask: int,
    ) -> None:
        """Raises `Refused` where the request log cannot be trusted."""
        self._home = home
        self._machine = machine
        self._clock = clock
        self._incarnation = incarnation
        self._loop = loop
        self._policy = policy
        self._hosts = hosts
        self._history = history
        self._acked = acked
        self._publish = publish
        self._umask = umask
        self._log = RequestLog(home.edge / "requests.jsonl", clock)
        self._receipts: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._pending: OrderedDict[tuple[str, str], _Pending] = OrderedDict()
        self._starting: set[tuple[str, str]] = set()
        self._first = FirstPrompts(hosts, clock)
        self._held = by_id.Held()

    def settle(self) -> None:
        """After a crash: what was begun and not decided was carried out where a session names
        it; else nobody can say, and it is never tried again."""
        if not self._log.undecided():
            return
        started = {
            (session.launch.who, session.launch.request): session.id
            for session in self._hosts.sessions.values()
            if session.launch.request and session.synced
        }
        for who, request in self._log.undecided():
            session_id = started.get((who, request))
            if session_id is not None:
                told = reply.accepted(request, {"session": session_id})
            else:
                told = reply.rejected(request, "unknown-outcome")
            self._log.decide(who, request, told.value())

    def message(self, topic: Topic, payload: bytes, retained: bool) -> None:
        """A message on a request topic. Never raises for what was sent."""
        request_id = ""
        try:
            value = loads_object(payload)
            request_id = ids.check_name(str(value.get("id", "")), "request")
            if retained:
                raise Refused("retained")
            request = check(topic["verb"], value)
            self._take(Asked(topic["u"], topic["p"], topic["s"], request))
        except Refused as refused:
            if not request_id:
                # No id, nobody to answer.
                tell(f"a request of {topic['u']} that cannot be answered: {refused}")
                return
            self._answer_refused(topic["u"], request_id, refused)

    def by_id(self, topic: Topic, payload: bytes, retained: bool) -> None:
        """A message on `fleet/do/<u>/allow` or `/deny`. What another machine has asked, or nobody,
        is passed over without a word. Never raises for what was sent."""
        approval = by_id.approval_in(payload)
        session = self._hosts.sessions.get(self._held.session_of(approval or "") or "")
        if approval is None or session is None:
            return
        request = by_id.request_for(by_id.DECIDES[topic.name], approval)
        try:
            if retained:
                raise Refused("retained")
            self._take(Asked(topic["u"], session.project, session.id, request, True))
        except Refused as refused:
            # Not remembered: its id is the same each time, and the next one is judged anew.
            told = reply.rejected(request.id, refused.code, str(refused))
            self._publish(topic["u"], request.id, told.encode())

    def receipt(self, session: Session, fields: dict[str, Any]) -> None:
        """A host has answered."""
        who, request = str(fields.get("who")), str(fields.get("id"))
        if who == ids.DESK:
            return
        pending = self._pending.pop((who, request), None)
        if fields.get("status") == "accepted":
            told = reply.accepted(request, fields.get("data"))
        else:
            code = str(fields.get("code"))
            if pending is not None and pending.other_incarnation and code == "too-late":
                code = "stale"
            known = code if code in ERRORS else "internal"
            told = reply.rejected(request, known, str(fields.get("reason") or ""))
        self._answer(who, request, told.encode())

    def told(self, session: Session) -> None:
        """A host has sent its document."""
        self._held.told(session.id, session.document)
        self._first.look(session)

    def adopted(self, session: Session) -> None:
        """Its host is (again) connected: what it has not answered is asked again; it knows ids."""
        for pending in self._pending.values():
            if pending.session == session.id:
                self._hosts.send(session, pending.frame)

    def ended(self, session: Session) -> None:
        """No host will answer any more."""
        self._first.ended(session)
        for key, pending in list(self._pending.items()):
            if pending.session == session.id:
                del self._pending[key]
                self._answer_refused(*key, Refused("unknown-outcome"))

    def close(self) -> None:
        """Give the log back."""
        self._log.close()

    # -- judging

    def _take(self, asked: Asked) -> None:
        key = (asked.who, asked.request.id)
        known = self._receipts.get(key)
        if known is not None:
            self._publish(*key, known)
            return
        if key in self._starting or key in self._pending:
            return  # it is under way, and has one receipt
        target = VERBS[asked.request.verb].target
        if target == "hub":
            raise Refused("unknown-verb", f"{asked.request.verb} is asked of the hub")
        if target == "machine":
            self._machine_verb(asked)
        else:
            self._session_verb(asked)

    def _machine_verb(self, asked: Asked) -> None:
        request = asked.request
        if asked.session != ids.NONE:
            raise Refused("bad-topic", f"{request.verb} is asked of the machine")
        logged = self._log.find(asked.who, request.id)
        if logged is not None:
            if logged.receipt is not None:
                self._answer(asked.who, request.id, reply.Reply.of(logged.receipt).encode())
            return
        until = judge.deadline(request, self._clock.boot_ms(), self._incarnation)
        policy = self._policy.fresh()
        gated = request.verb == "start" and is_gated(request)
        judge.check_rights(policy, asked.who, asked.project, request, gated)
        judge.check_locks(policy, asked.who, asked.session, self._clock.wall_us())
        never.check(self._home, request.verb)
        if request.verb != "start":
            raise Refused("not-possible", f"{request.verb} {request.fields['command'][:40]!a}")
        launch = launch_for(request, asked.who, self._machine, asked.project, policy.projects)
        rules = [rule.model_dump(exclude_none=True) for rule in policy.guardrails]
        judge.check_start_rules(rules, launch.agent, self._machine, launch.project, launch.folder)
        self._start(asked, launch, until)

    def _session_verb(self, asked: Asked) -> None:
        request = asked.request
        session = self._hosts.sessions.get(asked.session)
        if session is None or session.project != asked.project:
            raise Refused("no-such-session")
        now = self._clock.boot_ms()
        other_incarnation = False
        try:
            until = judge.deadline(request, now, self._incarnation)
        except Refused as late:
            # The host may know the id: it answers with the receipt, or refuses it as late.
            until, other_incarnation = 0, late.code == "stale"
            if session.peer is None or request.verb == "history":
                raise
        policy = self._policy.fresh()
        gated = session.launch.gate == "gated"
        judge.check_rights(policy, asked.who, session.project, request, gated, session.id)
        judge.check_locks(policy, asked.who, session.id, self._clock.wall_us())
        if request.verb == "history":
            acked = self._acked(session.id)
            self._history.ask(session, asked.who, request.id, request.fields, acked)
            return
        if session.complete:
            raise Refused("session-ended")
        more: dict[str, Any] = {}
        if request.verb == "answer":
            more["groups"] = sorted(policy.groups_of(asked.who))
            if asked.bare:
                more["bare"] = True
        frame = frames.control(
            "request",
            who=asked.who,
            verb=request.verb,
            id=request.id,
            fields=request.fields,
            deadline_ms=until,
            rights=sorted(policy.rights_of(asked.who, session.project, session.id)),
            **more,
        )
        if not self._hosts.send(session, frame):
            raise Refused("not-running", "its host cannot be reached just now")
        if request.verb == "keys":
            return  # the echo is their answer; the host answers refusals by itself
        self._pending[asked.who, request.id] = _Pending(session.id, frame, other_incarnation)
        while len(self._pending) > MAX_KNOWN:
            self._pending.popitem(last=False)

    # -- starting

    def _start(self, asked: Asked, launch: Launch, until: int) -> None:
        key = (asked.who, asked.request.id)
        self._log.begin(*key, asked.request.verb)
        self._starting.add(key)
        prompt = asked.request.fields.get("prompt")

        def work() -> str:
            if self._clock.boot_ms() > until:
                raise Refused("too-late")
            return spawn(self._home, launch, umask=self._umask)

        def then(session: str | None, error: Exception | None) -> None:
            self._starting.discard(key)
            if error is None:
                told = reply.accepted(asked.request.id, {"session": session})
            else:
                refused = error if isinstance(error, Refused) else Refused("internal", str(error))
                told = reply.rejected(asked.request.id, refused.code, str(refused))
            try:
                self._log.decide(*key, told.value())
            except Refused as refused:
                tell(f"error: {refused}")
            self._hosts.scan()
            found = self._hosts.sessions.get(session or "")
            if found is not None and prompt:
                self._first.add(found, asked.who, prompt)
            self._answer(*key, told.encode())

        self._loop.errand(work, then)

    # -- answering

    def _answer_refused(self, who: str, request: str, refused: Refused) -> None:
        told = reply.rejected(request, refused.code, str(refused))
        key = (who, request)
        if key in self._receipts or key in self._pending or key in self._starting:
            # A second message with this id was not good; the first one's answer stands.
            self._publish(who, request, told.encode())
            return
        self._answer(who, request, told.encode())

    def _answer(self, who: str, request: str, payload: bytes) -> None:
        self._receipts[who, request] = payload
        self._receipts.move_to_end((who, request))
        while len(self._receipts) > MAX_KNOWN:
            self._receipts.popitem(last=False)
        self._publish(who, request, payload)
