"""Lines of a session's journal from afar: the archive has the beginning, the machine the rest.

Both are asked by one request. What they answer is put together by seq; where the archive had not
yet what the machine counted as acked, the hole is asked for once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from schemas.wire import ids
from schemas.wire.errors import Refused
from signalbox.hub_client import HubClient, accepted

WINDOW = 5_000
"""Lines of one request; either side answers at most 10,000."""
ANSWER_S = 20.0
AGAIN_S = 4.0
"""Who has not said a word by then is asked again: a request that met no subscriber is gone."""


class Asked(Protocol):
    """A session, as far as its lines are asked for."""

    @property
    def client(self) -> HubClient: ...
    @property
    def machine(self) -> str: ...
    @property
    def online(self) -> bool:
        """Whether its machine is there to answer too."""
        ...

    def publish(self, verb: str, **fields: Any) -> str: ...


Line = dict[str, Any]
"""`seq`, `at` (microseconds), `kind`, and `body`, or `c` where it was redacted."""


@dataclass(slots=True)
class Answer:
    """Lines by seq, the highest seq that either side knows of, and who did not answer."""

    lines: dict[int, Line] = field(default_factory=dict)
    head: int = 0
    silent: list[str] = field(default_factory=list)

    def take(self, reply: dict[str, Any]) -> None:
        """A page or a receipt. Raises `Refused` where it says no."""
        if reply.get("final"):
            accepted(reply)
        data = reply.get("data") or {}
        self.head = max(self.head, int(data.get("head") or 0))
        for line in data.get("lines") or ():
            self.lines[int(line["seq"])] = line


def last(session: Asked, count: int) -> Iterator[Line]:
    """The last `count` lines, oldest first. Raises `Refused`."""
    found = ask(session, last=max(count, 1))
    newest = sorted(found.lines)[-count:] if count > 0 else []
    yield from (found.lines[seq] for seq in newest)


def since(session: Asked, first: int = 1, *, whole: bool = False) -> Iterator[Line]:
    """All lines from `first` on, in order, as far as anybody has them. Raises `Refused`, also
    where lines are missing that somebody may have who did not answer: none is passed over.

    `whole`: refuse also when nobody knows whether the one who did not answer has more.
    """
    following = first
    while True:
        upto = following + WINDOW - 1
        found = ask(session, **{"from": following, "to": upto})
        missing = _holes(found, following, upto)
        if missing:
            again = ask(session, **{"from": missing[0], "to": missing[-1]})
            found.lines |= again.lines
            found.silent = again.silent
        missing = _holes(found, following, upto)
        if found.silent and missing:
            yield from (found.lines[seq] for seq in range(following, missing[0]))
            raise Refused("hub-unreachable", f"line {missing[0]}: no answer")
        for seq in sorted(found.lines):
            if following <= seq <= upto:
                yield found.lines[seq]
        if found.silent and whole:
            raise Refused("hub-unreachable", f"no answer of {found.silent[0]}")
        following = upto + 1
        if following > found.head:
            return


def ask(session: Asked, **fields: Any) -> Answer:
    """One request, and what archive and machine answer. Raises `Refused` where nobody does."""
    id_ = session.publish("history", **fields)
    asked = [ids.HUB, *([session.machine] if session.online else [])]
    found = Answer()
    refusals: list[Refused] = []
    for source in asked:
        try:
            _take(session, source, id_, fields, found)
        except Refused as refused:
            refusals.append(refused)
            if refused.code == "hub-unreachable":
                found.silent.append(source)
    if len(refusals) == len(asked):
        raise refusals[-1]
    return found


def _take(session: Asked, source: str, id_: str, fields: dict[str, Any], found: Answer) -> None:
    """All that one side answers. Raises `Refused`, where it says so or never says a word."""
    begun = False
    for left in reversed(range(int(ANSWER_S / AGAIN_S))):
        try:
            for reply in session.client.replies(source, id_, AGAIN_S):
                begun = True
                found.take(reply)
            return
        except Refused as refused:
            if refused.code != "hub-unreachable" or not left:
                raise
        if not begun:
            # The same id: whoever has answered meanwhile only says so once more.
            session.publish("history", id=id_, **fields)


def _holes(found: Answer, first: int, last: int) -> list[int]:
    """Numbers within the window that should be there and are not."""
    upto = min(last, found.head)
    return [seq for seq in range(first, upto + 1) if seq not in found.lines]
