"""What stands in a host where a gate would be, in a session that has none: it does nothing.

`edge_agent.host.gated.Gated` has the same face; neither inherits, so that this one stays without
any import of the gate, which hosts of plain terminals are not to carry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from edge_agent.host import launch, sockets
from edge_agent.host.document import Document
from edge_agent.host.launch import Launch
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns
from edge_agent.host.record import Record
from schemas.wire.clock import Clock, Timeline

Program = tuple[list[str], dict[str, str], Callable[[], None] | None]
"""A command line, its environment, and what is done in the child before it starts."""


@dataclass(frozen=True, slots=True)
class GateParts:
    """What a host lends its gate once its parts stand. `add(kind, body)`: a line that nothing
    waits for; `interrupt()`: the present turn; `stop(why)`: the session, which cannot be gated;
    `tell_desks(frame)`."""

    record: Record
    document: Document
    clock: Clock
    timeline: Timeline
    patterns: Patterns
    add: Callable[[str, dict[str, Any]], None]
    interrupt: Callable[[], None]
    stop: Callable[[str], None]
    tell_desks: Callable[[bytes], None]


class GateSide(Protocol):
    """What a host needs of a gate, or of what stands in its place. `effects`: by verb."""

    effects: Mapping[str, Any]

    @property
    def pids(self) -> tuple[int, ...]:
        """Our own children, which are no part of what the session started."""

    @property
    def wrapped(self) -> bool:
        """Whether the program's first process is a shield around it."""

    def launch(self, asked: Launch) -> Launch:
        """What was asked for, with what was found."""

    def program(self, asked: Launch, environment: dict[str, str]) -> Program:
        """What to start. Raises `Refused`."""

    def join(self, parts: GateParts) -> None:
        """The program runs, and the loop will."""

    def open(self, run_dir: Path) -> None:
        """Be found in this folder. Raises OSError."""

    def move(self, run_dir: Path) -> None:
        """The session goes on in another folder. Raises OSError."""

    def close(self) -> None:
        """The session is over."""

    def heard(self, who: str) -> None:
        """This person types or prompts."""

    def prompted(self, text: str) -> None:
        """A request types this prompt, and has a line of its own."""

    def interrupted(self, who: str) -> None:
        """Somebody interrupts the turn."""

    def stopping(self) -> None:
        """The session is being ended."""

    def policy(self) -> None:
        """The daemon says that there is another policy."""

    def journal_changed(self, session: str) -> None:
        """The journal is full, has room again, is over, or goes on under this session's id."""

    def frames(self) -> list[bytes]:
        """What a desk is sent when it sits down."""


class Gateless:
    """A session without a gate; whoever asks on `gate.sock` is told no."""

    effects: Mapping[str, Any] = {}
    pids: tuple[int, ...] = ()
    wrapped = False

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._door: sockets.Door | None = None

    def launch(self, asked: Launch) -> Launch:
        """As it was."""
        return asked

    def program(self, asked: Launch, environment: dict[str, str]) -> Program:
        """What was asked for. Raises `Refused`."""
        launch.check_folder(asked.folder)
        found = launch.find_program(asked.argv, asked.folder, environment.get("PATH"))
        return [found, *asked.argv[1:]], environment, None

    def join(self, parts: GateParts) -> None:
        """There is nothing to join."""

    def open(self, run_dir: Path) -> None:
        """Listen. Raises OSError."""
        path = run_dir / "gate.sock"
        self._door = sockets.Door(self._loop, path, sockets.answer_gate, lambda _: None)

    def move(self, run_dir: Path) -> None:
        """Listen there instead. Raises OSError."""
        if self._door is not None:
            self._door.move(run_dir / "gate.sock")

    def close(self) -> None:
        """Hang up."""
        if self._door is not None:
            for peer in list(self._door.peers):
                peer.close()
            self._door.close()

    def heard(self, who: str) -> None:
        """Nobody keeps requesters."""

    def prompted(self, text: str) -> None:
        """Nothing else will tell of it."""

    def interrupted(self, who: str) -> None:
        """Nothing waits for people."""

    def stopping(self) -> None:
        """Nothing waits for people."""

    def policy(self) -> None:
        """Nothing here goes by it."""

    def journal_changed(self, session: str) -> None:
        """The record tells of it itself."""

    def frames(self) -> list[bytes]:
        """Nothing."""
        return []
