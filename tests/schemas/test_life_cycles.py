"""Life cycles: every pair is decided, every state can be reached and left for an end."""

from __future__ import annotations

from types import ModuleType

import pytest

from schemas.wire import approval_state, connection_state, session_phase
from schemas.wire.lifecycle import NotPossible, can, complete, events, mermaid, states, step

MODULES = [session_phase, approval_state, connection_state]


def all_states(module: ModuleType) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(module, "PHASES", None) or module.STATES
    return found


def reached(module: ModuleType, start: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for event in module.EVENTS:
            following = module.TABLE[state, event]
            if following is not None and following not in seen:
                seen.add(following)
                todo.append(following)
    return seen


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_pair_of_state_and_event_is_decided(module: ModuleType) -> None:
    pairs = {(s, e) for s in all_states(module) for e in module.EVENTS}
    assert set(module.TABLE) == pairs
    assert set(module.TABLE.values()) <= {*all_states(module), None}
    assert tuple(states(module.TABLE)) == all_states(module)
    assert tuple(events(module.TABLE)) == module.EVENTS


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_state_is_reached_every_event_can_happen_and_an_end_is_never_out_of_reach(
    module: ModuleType,
) -> None:
    assert reached(module, module.FIRST) == set(all_states(module))
    for event in module.EVENTS:
        assert any(can(module.TABLE, s, event) for s in all_states(module)), event
    ends = {
        s for s in all_states(module) if not any(can(module.TABLE, s, e) for e in module.EVENTS)
    }
    assert ends
    for state in all_states(module):
        assert reached(module, state) & ends, state


def test_a_session_can_end_or_be_lost_from_everywhere_and_is_then_over() -> None:
    for phase in session_phase.PHASES:
        over = phase in session_phase.FINAL
        assert can(session_phase.TABLE, phase, "exited") != over
        assert can(session_phase.TABLE, phase, "host_died") != over
        if over:
            assert not any(can(session_phase.TABLE, phase, e) for e in session_phase.EVENTS)


def test_an_approval_is_decided_once_and_only_a_yes_is_taken() -> None:
    decided = {"allow", "deny", "expire", "withdraw"}
    for state in approval_state.STATES:
        for event in decided:
            if state != "asked" and (state, event) != ("allowed", "withdraw"):
                assert not can(approval_state.TABLE, state, event), (state, event)
        if state != "allowed":
            assert not can(approval_state.TABLE, state, "take")


def test_no_packet_counts_before_a_connection_is_live() -> None:
    for state in connection_state.STATES:
        assert can(connection_state.TABLE, state, "packet") == (state == "live")


def test_a_step_that_is_refused_raises_and_unknown_words_are_told_apart() -> None:
    assert step(session_phase.TABLE, "starting", "runs") == "running"
    with pytest.raises(NotPossible):
        step(session_phase.TABLE, "ended", "runs")
    with pytest.raises(KeyError):
        step(session_phase.TABLE, "ended", "walks")
    with pytest.raises(ValueError):
        complete(("a",), ("e",), {("a", "e"): "b"})


def test_a_drawing_shows_each_move_and_the_ends() -> None:
    table = complete(("a", "b"), ("go", "stay"), {("a", "go"): "b", ("a", "stay"): "a"})
    assert mermaid(table, "a").splitlines() == [
        "stateDiagram-v2",
        "    [*] --> a",
        "    a --> b: go",
        "    b --> [*]",
    ]
