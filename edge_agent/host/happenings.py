"""What the screen reports: answers to the program's queries, its title, its calls for attention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edge_agent.host import screen
from edge_agent.host.document import Document
from edge_agent.host.flood import Bucket
from edge_agent.host.loop import Loop
from edge_agent.host.pty import Terminal
from schemas.wire.errors import Refused
from schemas.wire.plain import plain

ATTENTION_BURST = 20
"""Bells and notices that are journalled at once; then one a second."""

MAX_TITLE = 200


class Happenings:
    """Turns the screen's events into what they mean for the session."""

    def __init__(
        self,
        loop: Loop,
        terminal: Terminal,
        document: Document,
        titled: bool,
        add: Callable[[str, dict[str, Any]], None],
        snapshot: Callable[[screen.Snapshot], None],
        now_us: Callable[[], int],
    ) -> None:
        """`titled`: a person gave it a title, which the program's does not replace. `now_us`:
        microseconds since 1970 as in the journal."""
        self._loop = loop
        self._terminal = terminal
        self._document = document
        self._add = add
        self._snapshot = snapshot
        self._now_us = now_us
        self._attention = Bucket(1, ATTENTION_BURST, loop.now())
        self.titled = titled

    def take(self, event: screen.Event) -> None:
        """One event of the screen."""
        if isinstance(event, screen.Reply):
            try:
                self._terminal.type(event.data)
            except Refused:
                pass  # it asks and does not listen
        elif isinstance(event, screen.Snapshot):
            self._snapshot(event)
        elif isinstance(event, screen.Title):
            if not self.titled:
                self._document.set(urgent=False, title=plain(event.text, most=MAX_TITLE))
        elif isinstance(event, screen.Bell):
            self._call({"how": "bell"})
        elif isinstance(event, screen.Notice):
            text = ": ".join(part for part in (event.title, event.body) if part)
            self._call({"how": "notify", "text": text[:1000]})
        elif isinstance(event, screen.Restarted):
            self._add("note", {"text": f"the screen was started again: {event.why}"})
        elif isinstance(event, screen.Lost):
            self._add("note", {"text": f"no screen is kept: {event.why}"})

    def _call(self, body: dict[str, Any]) -> None:
        self._document.called(self._now_us(), bell=body["how"] == "bell")
        now = self._loop.now()
        if self._attention.level(now) >= 1:
            self._attention.spend(1, now)
            self._add("attention", body)
