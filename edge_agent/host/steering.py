"""What each verb does to a terminal session, and how what was typed is journalled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from edge_agent.host.journal import Closed, Full
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text
from edge_agent.host.printed import Printed
from edge_agent.host.pty import Terminal
from edge_agent.host.record import Record
from edge_agent.host.requests import Done, Effect
from edge_agent.host.watching import Watching
from schemas.wire.clock import Timeline
from schemas.wire.errors import Refused

Fields = dict[str, Any]

KEYS_CHARACTERS = 4096
"""Characters of one `keys` line."""

ENTER_AFTER_S = 0.05
"""Between a paste and Enter: an agent's prompt line takes an Enter in the same read for text."""


class Steering:
    """The effects of requests. Each may raise `Refused`, which becomes the receipt."""

    def __init__(
        self,
        loop: Loop,
        terminal: Terminal,
        printed: Printed,
        record: Record,
        watching: Watching,
        timeline: Timeline,
        patterns: Patterns,
        resize: Callable[[str, int, int], None],
        stop: Callable[[float | None, Callable[[], None]], None],
        watched: Callable[[], None],
        titled: Callable[[str], None],
        heard: Callable[[str], None],
        prompted: Callable[[str], None],
        interrupted: Callable[[str], None],
    ) -> None:
        """`resize(who, columns, rows)`; `stop(grace, then)`; `watched()`: leases have changed;
        `titled(title)`; `heard(who)`: a person types or prompts; `prompted(text)`: what;
        `interrupted(who)`: before the program hears of it."""
        self._loop = loop
        self._terminal = terminal
        self._printed = printed
        self._record = record
        self._watching = watching
        self._timeline = timeline
        self._patterns = patterns
        self._resize = resize
        self._stop = stop
        self._watched = watched
        self._titled = titled
        self._heard = heard
        self._prompted = prompted
        self._interrupted = interrupted
        self.effects = {
            "prompt": _by_name(self._on_prompt),
            "interrupt": _by_name(self._on_interrupt),
            "stop": _by_name(self._on_stop),
            "title": _by_name(self._on_title),
            "keys": _by_name(self._on_keys),
            "resize": _by_name(self._on_resize),
            "watch": _by_name(self._on_watch),
        }

    def describe(self, verb: str, fields: Fields) -> Fields:
        """The fields of a request for the journal: masked; a prompt's text has a line of its own,
        asked for with an empty verb."""
        if verb == "prompt":
            return {}
        if verb == "" and self._printed.secret_is_asked()():
            return {"text": "*" * len(fields["text"])}
        return {name: self._masked(value) for name, value in fields.items()}

    def _masked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._masked(name): self._masked(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._masked(one) for one in value]
        return mask_text(value, self._patterns) if isinstance(value, str) else value

    def typed(self, who: str, data: bytes) -> None:
        """Type bytes, and journal them in the same group. Raises `Refused`."""
        hidden = self._printed.secret_is_asked()
        self._terminal.type(data)
        self._heard(who)
        text = data.decode("utf-8", "backslashreplace")
        for start in range(0, len(text), KEYS_CHARACTERS):
            body = partial(self._keys, who, text[start : start + KEYS_CHARACTERS], hidden)
            self._record.add_soon("keys", body)

    def _keys(self, who: str, piece: str, hidden: Callable[[], bool]) -> Fields:
        if hidden():
            return {"who": who, "masked": len(piece)}
        return {"who": who, "text": mask_text(piece, self._patterns)}

    def typed_at_desk(self, data: bytes) -> None:
        """Bytes from a desk. Raises `Refused`; but `^C` works on a full disk too."""
        broken = self._record.full or not self._record.open
        if broken and data == self._terminal.interrupt_character:
            self._on_interrupt("desk", {}, lambda _: None)
            return
        self.may_type()
        self.typed("desk", data)

    def may_type(self) -> None:
        """Raises `Refused` while nothing that is typed could be recorded."""
        if not self._record.open:
            raise Refused("journal-fault")
        if self._record.full:
            raise Refused("disk-full")

    def _on_prompt(self, who: str, fields: Fields, done: Done) -> None:
        self._heard(who)
        self._prompted(fields["text"])
        self._terminal.type(self._printed.pasting.typed(fields["text"]))

        def enter() -> None:
            try:
                self._terminal.type(b"\r")
            except Refused:
                pass  # the program takes nothing any more; what it took is on its screen
            done(None)

        self._loop.after(ENTER_AFTER_S if self._printed.pasting.bracketed else 0, enter)

    def _on_interrupt(self, who: str, fields: Fields, done: Done) -> None:
        # What waited for people is void before the program hears of anything.
        self._interrupted(who)
        self._terminal.interrupt()
        try:
            self._record.add("interrupted", {"who": who})
        except (Full, Closed):
            pass  # it must work on a full disk too
        done(None)

    def _on_stop(self, who: str, fields: Fields, done: Done) -> None:
        self._stop(fields.get("grace"), lambda: done(None))

    def _on_title(self, who: str, fields: Fields, done: Done) -> None:
        title = mask_text(fields["title"], self._patterns)
        self._record.add("titled", {"title": title, "who": who})
        self._titled(title)
        done(None)

    def _on_keys(self, who: str, fields: Fields, done: Done) -> None:
        self.may_type()
        self.typed(who, fields["text"].encode("utf-8", "surrogatepass"))
        done(None)

    def _on_resize(self, who: str, fields: Fields, done: Done) -> None:
        self._resize(who, fields["columns"], fields["rows"])
        done(None)

    def _on_watch(self, who: str, fields: Fields, done: Done) -> None:
        if self._watching.full_for(who):
            raise Refused("too-many", "people watch this session")
        now = self._loop.now()
        self._watching.renew(
            who, fields.get("lease", 60), now, self._timeline.now_us(), fields.get("window", "")
        )
        done(None)
        self._watched()


def _by_name(effect: Callable[[str, Fields, Done], None]) -> Effect:
    """An effect that asks no more of its asker than the name."""
    return lambda asker, fields, done: effect(asker.name, fields, done)
