"""From a message to everybody who gets it: filters, retained documents, remembered recipients."""

from __future__ import annotations

from collections.abc import Callable

from broker.mqtt.limits import Limits
from broker.mqtt.message import Message
from broker.mqtt.retained import Retained
from broker.mqtt.rights import ALLOWED
from broker.mqtt.session import Link, Overflow, Session
from broker.mqtt.topics import Filters


class Router:
    """Routes synchronously: when `route` returns, the message is written, queued or dropped for
    each receiver, and nobody was waited for."""

    def __init__(self, limits: Limits, retained: Retained) -> None:
        self._limits = limits
        self._filters: Filters[Session] = Filters()
        self._recipients: dict[str, tuple[tuple[Session, int], ...]] = {}
        self.retained = retained
        self.taps: dict[str, Callable[[bytes], None]] = {}
        """Topics that the broker itself reads, and what takes their payloads."""
        self.routed = 0
        """Messages taken since the start."""
        self.delivered = 0
        """Copies written or queued."""
        self.dropped = 0
        """Copies at QoS 0 that a full buffer cost."""

    def forget(self) -> None:
        """Recipients are worked out anew: a filter or a right has changed."""
        self._recipients.clear()

    def subscribe(self, session: Session, text: str, qos: int) -> int:
        """Hold a filter, replay the retained documents that it matches. Rights are judged before
        (subscribe) and at each delivery (receive). Returns how many documents it matches."""
        session.filters[text] = qos
        self._filters.add(text, session, qos)
        self.forget()
        found = 0
        for document in self.retained.match(text):
            session.replay(document.topic, qos)
            found += 1
        return found

    def unsubscribe(self, session: Session, text: str) -> None:
        if session.filters.pop(text, None) is not None:
            self._filters.remove(text, session)
            self.forget()

    def drop(self, session: Session) -> None:
        """The session is over."""
        for text in session.filters:
            self._filters.remove(text, session)
        if session.filters:
            self.forget()
        session.filters.clear()
        session.clear()

    def route(self, message: Message) -> bool:
        """To all whose filters match and who may receive it, one copy each (at the highest QoS
        of their filters, at most the publisher's). Live copies never carry the retain flag.
        Whether it went into a queue that is more than half full."""
        self.routed += 1
        tap = self.taps.get(message.topic)
        if tap is not None:
            tap(message.payload)
        recipients = self._recipients.get(message.topic)
        if recipients is None:
            recipients = self._find(message.topic)
        full: list[Link] = []
        crowded = False
        for session, granted in recipients:
            link = session.link
            if granted == 0 or message.qos == 0:
                if link is None:
                    continue
                if link.room():
                    link.send(message.at_qos_0())
                    self.delivered += 1
                else:
                    session.dropped += 1
                    self.dropped += 1
                continue
            try:
                frame = session.offer(message, link is not None and link.room())
            except Overflow:
                if link is not None:
                    full.append(link)
                continue
            self.delivered += 1
            if frame is None:
                crowded = crowded or session.crowded
            elif link is not None:
                link.send(frame)
        for link in full:  # last, because an end may fire a will and route again
            link.end("slow")
        return crowded

    def _find(self, topic: str) -> tuple[tuple[Session, int], ...]:
        recipients = tuple(
            (session, qos)
            for session, qos in self._filters.match(topic).items()
            if session.view.verdict("receive", topic) == ALLOWED
        )
        if len(self._recipients) >= self._limits.cached_topics:
            self._recipients.clear()
        self._recipients[topic] = recipients
        return recipients

    def filters_empty(self) -> bool:
        """Has every filter been given back, and its branches too?"""
        return self._filters.empty()
