"""The retained documents that the steward owns: what should stand there, and what is to be sent.

A pure machine: it is told what should be published and what has gone out, and says what to send
next. It holds no connection; after each new one everything is sent again, because some brokers
lose retained documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Render = Callable[[int], list[bytes]]
"""Version → payloads, to be published one after another; the last one stays."""


@dataclass(slots=True)
class _Document:
    content: bytes
    render: Render
    sent_us: int | None = None


class Shelf:
    """Documents by topic. `version` only grows and is never lower than the time."""

    def __init__(self, version: int = 0, published: set[str] | None = None) -> None:
        self.version = version
        self._documents: dict[str, _Document] = {}
        self._clear = set(published or ())
        """Topics that may still stand in the broker from before, and that nobody wants."""

    @property
    def topics(self) -> set[str]:
        """All topics that may stand in the broker: to be remembered across a restart."""
        return set(self._documents) | self._clear

    @property
    def idle(self) -> bool:
        """Whether nothing is due."""
        unsent = any(document.sent_us is None for document in self._documents.values())
        return not self._clear and not unsent

    def want(self, wanted: Mapping[str, tuple[bytes, Render]]) -> None:
        """What should stand from now on, as (content, render): what has not changed in content
        is not sent again."""
        for topic in [topic for topic in self._documents if topic not in wanted]:
            del self._documents[topic]
            self._clear.add(topic)
        for topic, (content, render) in wanted.items():
            kept = self._documents.get(topic)
            if kept is None or kept.content != content:
                self._documents[topic] = _Document(content, render)
            self._clear.discard(topic)

    def again(self, topic: str | None = None) -> None:
        """Send this one, or all of them, once more."""
        for name, document in self._documents.items():
            if topic is None or name == topic:
                document.sent_us = None

    def renew(self, topics: Iterable[str], before_us: int) -> None:
        """Send those of these topics again that were last sent before that moment."""
        for topic in topics:
            document = self._documents.get(topic)
            if document and document.sent_us is not None and document.sent_us < before_us:
                document.sent_us = None

    def due(self, now_us: int) -> Iterator[tuple[str, list[bytes]]]:
        """Topics to publish, or to clear (no payload). Say `sent` of each that has gone out."""
        for topic in sorted(self._clear):
            yield topic, []
        for topic, document in sorted(self._documents.items()):
            if document.sent_us is None:
                self.version = max(now_us, self.version + 1)
                yield topic, document.render(self.version)

    def sent(self, topic: str, now_us: int) -> None:
        """It has gone out."""
        self._clear.discard(topic)
        if topic in self._documents:
            self._documents[topic].sent_us = now_us
