"""Principal × action × topic → yes or no, by one document at one moment.

A `Decider` never changes: whoever learns of a new file, or that an `until` has run out, makes a
new one and lets the old one go, and with it every answer that was cached.
"""

from __future__ import annotations

from typing import Literal

from broker.access import filters
from broker.access.compile import Allowed, Who, compile_for
from broker.access.document import Document
from broker.access.filters import FilterSet
from schemas.wire import ids, topics
from schemas.wire.errors import Refused

Action = Literal["publish", "subscribe", "receive"]

WILLS = frozenset({"machine.presence", "hub.presence"})
"""Topics that a will may go to. A request as a will would be carried out at a moment that nobody
chose."""


class Decider:
    """Answers from memory; compiles a principal's filters when it is first asked about it."""

    def __init__(self, document: Document, now_us: int) -> None:
        self.document = document
        self.now_us = now_us
        self._rights: dict[Who, _Rights] = {}

    def allowed(self, who: Who) -> Allowed:
        """The filters of this principal."""
        return self._of(who).allowed

    def may(
        self, who: Who, action: Action, topic: str, *, retain: bool = False, will: bool = False
    ) -> bool:
        """publish and receive: `topic` is a topic; subscribe: a filter.

        A filter wider than the grant is taken when some of it is granted, since this broker asks
        again (receive) at each delivery; one of which nothing is granted is refused.
        """
        rights = self._of(who)
        if action == "subscribe":
            return filters.valid(topic) and (
                rights.subscribe.touches(topic) or rights.orphans.touches(topic)
            )
        if action == "receive":
            return rights.subscribe.matches(topic) or (
                rights.orphans.matches(topic) and self.orphan(topic)
            )
        if action == "publish":
            return self._publish(rights, topic, retain, will)
        return False

    def covers(self, who: Who, text: str) -> bool:
        """Whether a grant contains the whole filter: what a broker without checks at delivery
        must ask."""
        return self._of(who).subscribe.covers(text)

    def orphan(self, topic: str) -> bool:
        """Whether a document's machine or project is no longer declared."""
        try:
            found = topics.parse(topic)
        except Refused:
            return False
        machine = self.document.machines.get(found.fields.get("m", ""))
        if machine is None:
            return "m" in found.fields
        project = found.fields.get("p", ids.NONE)
        return project != ids.NONE and project not in machine.projects

    def _publish(self, rights: _Rights, topic: str, retain: bool, will: bool) -> bool:
        cleaning = rights.orphans.matches(topic) and retain and not will
        if not (rights.publish.matches(topic) or (cleaning and self.orphan(topic))):
            return False
        try:
            found = topics.parse(topic)
        except Refused:
            return False  # a `+` level lets more through than ids may hold
        if will and found.name not in WILLS:
            return False
        return found.row.retained or not retain

    def _of(self, who: Who) -> _Rights:
        found = self._rights.get(who)
        if found is None:
            found = self._rights[who] = _Rights(compile_for(self.document, who, self.now_us))
        return found


class _Rights:
    """One principal's filters, ready to be asked."""

    __slots__ = ("allowed", "orphans", "publish", "subscribe")

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.publish = _flat(allowed.publish)
        self.subscribe = _flat(allowed.subscribe)
        self.orphans = _flat(allowed.orphans)


def _flat(by_purpose: object) -> FilterSet:
    assert isinstance(by_purpose, dict)
    return FilterSet(text for listed in by_purpose.values() for text in listed)
