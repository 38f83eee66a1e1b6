"""The session document, as far as the host knows it: the daemon adds what the archive has."""

from __future__ import annotations

from typing import Any

from edge_agent.host.launch import Launch
from schemas.wire import session_phase
from schemas.wire.lifecycle import can, step
from schemas.wire.plain import plain

MAX_DOING = 200
"""Characters of the line for people."""

WATCHED_EVERY_S = 2.0
UNWATCHED_EVERY_S = 10.0
"""Seconds between two documents that differ in `doing` or numbers only."""


ECHO_US = 2_000_000
"""A bell so soon after a key is the answer to that key (a completion that finds nothing)."""


class Document:
    """Built from events; `urgent` after a change of phase, title, size or watchers."""

    def __init__(self, launch: Launch, at_us: int) -> None:
        self._value: dict[str, Any] = {
            "session": launch.session,
            "machine": launch.machine,
            "project": launch.project,
            "folder": launch.folder,
            "agent": launch.agent,
            "kind": launch.kind,
            "title": launch.title or "",
            "gate": launch.gate,
            "phase": session_phase.FIRST,
            "since": at_us,
            "started": at_us,
            "doing": "",
            "questions": [],
            "watchers": [],
            "columns": launch.columns,
            "rows": launch.rows,
            "head": 0,
        }
        for name in ("version", "continues", "mode"):
            if getattr(launch, name):
                self._value[name] = getattr(launch, name)
        self._told: dict[str, Any] = {}
        self._typed_us: int | None = None
        self.urgent = True
        self.changed = True

    @property
    def phase(self) -> str:
        """The session's phase."""
        return str(self._value["phase"])

    def happened(self, event: str, at_us: int) -> None:
        """An event of `schemas.wire.session_phase`; one that cannot happen now is left out."""
        if not can(session_phase.TABLE, self.phase, event):
            return
        following = step(session_phase.TABLE, self.phase, event)
        if following != self.phase:
            self._value.update(phase=following, since=at_us)
            self.urgent = self.changed = True

    def called(self, at_us: int, *, bell: bool) -> None:
        """The program calls for attention; that stands from its first call until somebody types."""
        if bell and self._typed_us is not None and at_us - self._typed_us < ECHO_US:
            return
        if self._value.get("attention") is None:
            self.set(attention=at_us)

    def typed(self, at_us: int) -> None:
        """A person has typed or prompted: nothing is called for any more."""
        self._typed_us = at_us
        if self._value.get("attention") is not None:
            self.set(attention=None)

    def set(self, *, urgent: bool = True, **fields: Any) -> None:
        """Set fields; `urgent` ones are told at once."""
        for name, value in fields.items():
            if self._value.get(name) != value:
                self._value[name] = value
                self.changed = True
                self.urgent = self.urgent or urgent

    def doing(self, text: str) -> None:
        """What goes on, in a few words."""
        self.set(urgent=False, doing=plain(text, most=MAX_DOING))

    def take(self) -> dict[str, Any]:
        """The document as it is now; it counts as told."""
        self.urgent = self.changed = False
        return dict(self._value)
