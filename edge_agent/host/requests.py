"""Requests of people: each is carried out once, now, after its line is on the disk, or refused.

A known id gets its receipt again. The `request` line is synced before the effect, and the deadline
is judged last thing before it, by the boot clock. Keys are the exception: typed at once and
journalled in the same group; only their refusal is answered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from edge_agent.host.connection import Connection
from edge_agent.host.journal import Closed, Full
from edge_agent.host.record import Record
from schemas.wire import frames, ids
from schemas.wire.clock import Clock
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.fields import Field, check
from schemas.wire.verbs import VERBS

MAX_KNOWN = 20_000
"""Ids that are remembered; a request lives 5 minutes, and nobody types so much in that time."""

MAX_WAITING = 256
"""Requests whose effect is still to come."""

SAFE = frozenset({"interrupt", "stop"})
"""These go through even where the journal takes no more: they can only make things stop."""

UNRECORDED = frozenset({"keys", "watch"})
"""These have lines of their own instead of `request` and `receipt`."""

DESK_RIGHTS = ("view", "operate", "drive", "approve")
"""Of somebody at the machine itself; what else a desk may do, a rule must say."""

_FRAME = {
    "who": Field("name", True),
    "verb": Field("text", True, most=20),
    "id": Field("name", True),
    "fields": Field("object", True),
    "deadline_ms": Field("int", least=0),
    "rights": Field("list"),
    "groups": Field("list"),
    "bare": Field("bool"),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. `bare`: by an approval's id alone, without having said which action was seen."""

    name: str
    rights: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    bare: bool = False


Done = Callable[[dict[str, Any] | Refused | None], None]
"""Called with the receipt's data, or with why it was not carried out after all."""
Effect = Callable[[Asker, dict[str, Any], Done], None]
"""`effect(asker, fields, done)`: carry it out and call `done`, at once or later; may raise
`Refused`, which becomes the receipt."""


class _Request:
    """One request on its way; `peers` are those who asked, each time anew."""

    def __init__(
        self, asker: Asker, verb: str, id_: str, given: dict[str, Any], deadline: int | None
    ) -> None:
        self.asker, self.who = asker, asker.name
        self.verb, self.id, self.fields = verb, id_, given
        self.deadline_ms = deadline
        self.peers: list[Connection] = []
        self.receipt: dict[str, Any] | None = None

    def answer(self, peer: Connection) -> None:
        """Send the receipt, if there is one yet."""
        if self.receipt is not None:
            peer.send(frames.control("receipt", **self.receipt))
        elif peer not in self.peers:
            self.peers.append(peer)


class Requests:
    """What this session was asked for."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        effects: Mapping[str, Effect],
        describe: Callable[[str, dict[str, Any]], dict[str, Any]],
    ) -> None:
        """`effects` by verb; `describe(verb, fields)`: the fields for the journal, masked."""
        self._record = record
        self._clock = clock
        self._effects = effects
        self._describe = describe
        self._known: OrderedDict[tuple[str, str], _Request] = OrderedDict()
        self._open = 0
        self.ended = False
        """The session has ended: nothing more is carried out."""

    def handle(self, peer: Connection, value: dict[str, Any]) -> None:
        """A `request` frame from a peer that may steer. Raises `Refused` for no such frame."""
        value = check(_FRAME, value)
        # Only the daemon, which checked the person's rights, may speak for somebody.
        asker = _asker(value) if peer.role == "daemon" else Asker(ids.DESK, DESK_RIGHTS)
        who = asker.name
        verb, id_ = value["verb"], value["id"]
        known = self._known.get((who, id_))
        if known is not None:
            known.answer(peer)
            return
        request = _Request(asker, verb, id_, value["fields"], value.get("deadline_ms"))
        request.peers.append(peer)
        self._remember(request)
        try:
            self._check(request)
            if verb in UNRECORDED:
                self._perform(request)
            else:
                self._write(request)
        except Refused as refused:
            self._reject(request, refused)

    def _check(self, request: _Request) -> None:
        row = VERBS.get(request.verb)
        if row is None:
            raise Refused("unknown-verb", ascii(request.verb))
        check(row.fields, _whole(request))
        if request.verb not in self._effects:
            raise Refused("not-possible", f"{request.verb} of a terminal session")
        self._check_deadline(request)
        if self.ended:
            raise Refused("session-ended")
        if _safe(request):
            return
        if not self._record.open:
            raise Refused("journal-fault")
        if self._record.full:
            raise Refused("disk-full")
        if self._open >= MAX_WAITING:
            raise Refused("too-many", "requests wait for this session")

    def _check_deadline(self, request: _Request) -> None:
        if request.deadline_ms is not None and self._clock.boot_ms() > request.deadline_ms:
            raise Refused("too-late")

    def _write(self, request: _Request) -> None:
        body = {"who": request.who, "verb": request.verb, "id": request.id}
        told = self._describe(request.verb, request.fields)
        try:
            seq = self._record.add("request", {**body, **({"fields": told} if told else {})})
            if request.verb == "prompt":
                seq = self._record.add(
                    "prompt", {"who": request.who, **self._describe("", request.fields)}
                )
        except (Full, Closed):
            self._synced(request, False)
            return
        self._open += 1
        self._record.when_synced(seq, lambda safe: self._written(request, safe))

    def _written(self, request: _Request, safe: bool) -> None:
        self._open -= 1
        self._synced(request, safe)

    def _synced(self, request: _Request, safe: bool) -> None:
        try:
            if not safe and not _safe(request):
                raise Refused("disk-full" if self._record.full else "journal-fault")
            self._check_deadline(request)
            self._perform(request)
        except Refused as refused:
            self._reject(request, refused)

    def _perform(self, request: _Request) -> None:
        self._check_deadline(request)

        def done(data: dict[str, Any] | Refused | None) -> None:
            if isinstance(data, Refused):
                self._reject(request, data)
            else:
                self._finish(request, {"status": "accepted", **({"data": data} if data else {})})

        self._effects[request.verb](request.asker, request.fields, done)

    def _reject(self, request: _Request, refused: Refused) -> None:
        reason = f"{refused.detail}: {ERRORS[refused.code]}" if refused.detail else str(refused)
        self._finish(request, {"status": "rejected", "code": refused.code, "reason": reason[:1000]})

    def _finish(self, request: _Request, outcome: dict[str, Any]) -> None:
        receipt = {"id": request.id, "who": request.who, **outcome}
        if request.verb not in UNRECORDED and self._record.open:
            body = {name: value for name, value in receipt.items() if name != "data"}
            try:
                self._record.add("receipt", body)
            except (Full, Closed):
                pass  # only SAFE verbs get here; both were told by a fault
        request.receipt = receipt
        # Keys that were typed are not answered: the echo is.
        if request.verb != "keys" or outcome["status"] != "accepted":
            for peer in request.peers:
                request.answer(peer)
        request.peers, request.fields = [], {}

    def _remember(self, request: _Request) -> None:
        self._known[request.who, request.id] = request
        while len(self._known) > MAX_KNOWN:
            self._known.popitem(last=False)


def _asker(value: Mapping[str, Any]) -> Asker:
    rights, groups = value.get("rights", ()), value.get("groups", ())
    return Asker(value["who"], tuple(rights), tuple(groups), value.get("bare") is True)


def _safe(request: _Request) -> bool:
    """Whether it can only make things stop: a *no* too."""
    return request.verb in SAFE or (
        request.verb == "answer" and request.fields.get("decide") == "deny"
    )


def _whole(request: _Request) -> dict[str, Any]:
    """The fields as their table has them: a bare answer names no digest."""
    if request.verb == "answer" and request.asker.bare and "digest" not in request.fields:
        return {**request.fields, "digest": "0" * 64}
    return request.fields
