"""What one person holds, told to that person: filters to subscribe to, verbs to publish.

Clients ask for exactly these filters. It decides nothing: broker and machine judge by their own.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from schemas.documents.model import Document, Micros, Name, Natural, Part, Right
from schemas.wire.topics import TOPICS

Filter = Annotated[str, Field(min_length=1, max_length=256)]
Purpose = Annotated[str, Field(pattern=r"^[a-z][a-z_.]{0,39}$")]

MOST = TOPICS["hub.access"].max_bytes
ASKED = 5
"""People named for one right, those who hold it in most places first."""
DEVICES = 50
"""Devices told of; a person may have more."""


class Held(Part):
    """Rights in one place; `+` stands for all of them."""

    machine: Annotated[str, Field(pattern=r"^(\+|[a-z0-9][a-z0-9_-]{0,39})$")]
    project: Annotated[str, Field(pattern=r"^(\+|-|[a-z0-9][a-z0-9_-]{0,39})$")]
    session: Annotated[str, Field(pattern=r"^(\+|-|[0-9a-z]{14})$")] = "+"
    rights: Annotated[list[Right], Field(max_length=16)]


class Device(Part):
    """A declared device of this person: a log-in of its own for an MQTT app."""

    name: Name
    may: Annotated[list[Right], Field(max_length=16)] | None = None
    """Only these of the person's rights; None: all of them."""
    until: Micros | None = None
    """None: until somebody removes it."""


class Access(Document):
    """`fleet/hub/access/<u>`.

    Where one message cannot hold it, `pages` says how many there are; pages are published one
    after another with the same `version`, page 1 last, so that page 1 is what stays retained.
    `ask` and `devices` stand on page 1 alone.
    """

    user: Name
    version: Natural
    """Grows with each change."""
    subscribe: dict[Purpose, list[Filter]] = Field(default_factory=dict)
    """Purpose (a topic's name) → filters; they do not overlap."""
    publish: dict[Purpose, list[Filter]] = Field(default_factory=dict)
    """`do.<verb>`, `do.allow` and `do.deny` → filters of topics that may be published."""
    held: list[Held] = Field(default_factory=list)
    ask: dict[Right, Annotated[list[Name], Field(max_length=5)]] = Field(default_factory=dict)
    """A right that this person does not hold everywhere → people to ask for it."""
    devices: Annotated[list[Device], Field(max_length=50)] = Field(default_factory=list)
    page: Annotated[int, Field(ge=1)] = 1
    pages: Annotated[int, Field(ge=1)] = 1

    @classmethod
    def read(cls, payload: bytes, max_bytes: int = MOST) -> Self:
        """As `Document.read`, with this topic's own bound."""
        return super().read(payload, max_bytes)


def pages(whole: Access, most: int = MOST) -> list[Access]:
    """Cut a document into pages that fit `most` bytes each, the first page first."""
    if len(whole.encode()) <= most:
        return [whole]
    entries: list[tuple[str, str, str | Held]] = [
        *(("subscribe", p, f) for p, filters in whole.subscribe.items() for f in filters),
        *(("publish", p, f) for p, filters in whole.publish.items() for f in filters),
        *(("held", "", entry) for entry in whole.held),
    ]
    # Its own JSON, its purpose's name once more at worst, and punctuation.
    room = most - 400
    cut: list[list[tuple[str, str, str | Held]]] = [[]]
    # Page 1 carries what is not cut as well.
    used = len(_page(whole, [], 1, 1).encode())
    for entry in entries:
        size = len(purpose_of(entry)) + 8 + _size(entry[2])
        if used + size > room:
            cut.append([])
            used = 0
        cut[-1].append(entry)
        used += size
    return [_page(whole, part, number, len(cut)) for number, part in enumerate(cut, 1)]


class Pages:
    """The pages of one person as they arrive, put together again."""

    def __init__(self) -> None:
        self._seen: dict[int, Access] = {}

    def take(self, page: Access) -> Access | None:
        """The whole, once page 1 is there, which comes last; None before. Who came too late for
        the others gets page 1 alone."""
        if page.pages == 1:
            self._seen = {}
            return page
        if any(one.version != page.version for one in self._seen.values()):
            self._seen = {}
        self._seen[page.page] = page
        if page.page != 1:
            return None
        lists: dict[str, dict[str, list[str]]] = {"subscribe": {}, "publish": {}}
        held: list[Held] = []
        for _, one in sorted(self._seen.items()):
            held += one.held
            for name, whole in lists.items():
                for purpose, filters in getattr(one, name).items():
                    whole.setdefault(purpose, []).extend(filters)
        return page.model_copy(update={**lists, "held": held})


def purpose_of(entry: tuple[str, str, str | Held]) -> str:
    """The purpose that an entry of a page stands under; empty for what is held."""
    return entry[1]


def _size(entry: str | Held) -> int:
    if isinstance(entry, str):
        return len(entry)
    return len(entry.model_dump_json())


def _page(
    whole: Access, part: list[tuple[str, str, str | Held]], number: int, count: int
) -> Access:
    lists: dict[str, dict[str, list[str]]] = {"subscribe": {}, "publish": {}}
    held: list[Held] = []
    for where, purpose, entry in part:
        if isinstance(entry, Held):
            held.append(entry)
        else:
            lists[where].setdefault(purpose, []).append(entry)
    return Access(
        user=whole.user,
        version=whole.version,
        held=held,
        page=number,
        pages=count,
        ask=whole.ask if number == 1 else {},
        devices=whole.devices if number == 1 else [],
        **lists,
    )
