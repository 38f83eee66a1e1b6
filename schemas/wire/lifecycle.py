"""What all life cycles share: a table `{(state, event): next state}` that decides every pair.

`None` as the next state means: this may not happen here. The tables stand in
`session_phase`, `approval_state` and `connection_state`; everything that follows a life cycle
drives one of these and keeps no rules of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[tuple[str, str], str | None]


class NotPossible(Exception):
    """An event that cannot happen in this state."""


def step(table: Table, state: str, event: str) -> str:
    """The next state. Raises `NotPossible` for a refused pair and `KeyError` for unknown words."""
    following = table[state, event]
    if following is None:
        raise NotPossible(f"{event} cannot happen while {state}")
    return following


def can(table: Table, state: str, event: str) -> bool:
    """Whether `event` may happen in `state`."""
    return table[state, event] is not None


def states(table: Table) -> list[str]:
    """All states, in the order in which the table names them."""
    return list(dict.fromkeys(state for state, _ in table))


def events(table: Table) -> list[str]:
    """All events, in the order in which the table names them."""
    return list(dict.fromkeys(event for _, event in table))


def complete(
    states: tuple[str, ...], events: tuple[str, ...], moves: Table
) -> dict[tuple[str, str], str | None]:
    """A table over all pairs: those of `moves`, and every other pair refused.

    Raises ValueError where `moves` names a state or event that is not listed.
    """
    for (state, event), following in moves.items():
        if state not in states or event not in events or following not in (*states, None):
            raise ValueError(f"unknown words in {state}, {event} → {following}")
    return {(state, event): moves.get((state, event)) for state in states for event in events}


def mermaid(table: Table, first: str) -> str:
    """The drawing of a table for docs, as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for (state, event), following in table.items():
        if following is not None and following != state:
            lines.append(f"    {state} --> {following}: {event}")
    ends = [s for s in states(table) if not any(table[s, e] for e in events(table))]
    lines += [f"    {state} --> [*]" for state in ends]
    return "\n".join(lines)
