"""Nothing is carried out late, and nothing twice, whatever stands still or is asked again."""

from __future__ import annotations

import contextlib
import random
import signal
from typing import Any

import pytest

from schemas.wire import ids
from schemas.wire.clock import Clock
from tests.system.conftest import MakeFleet
from tests.system.fleet import Fleet
from tests.system.person import Person
from tests.waiting import until

STALL_S = 6.0
"""More than the 5 s after which the daemon no longer believes what lies in its sockets."""
KEEP_ALIVE_S = 5
JUMPS = """
import sys
from pathlib import Path
from edge_agent.daemon.__main__ import run
from schemas.wire.clock import Clock

SHIFT = Path(sys.argv[1]) / "shift"

class Jumping(Clock):
    def boot_us(self):
        return super().boot_us() + (8 * 3600 * 1_000_000 if SHIFT.exists() else 0)

sys.exit(run(Path(sys.argv[1]), clock=Jumping()))
"""


@pytest.mark.parametrize(
    "seconds", [STALL_S, pytest.param(2 * KEEP_ALIVE_S, marks=pytest.mark.slow)]
)
def test_what_was_asked_while_the_daemon_stood_still_never_happens(
    fleet: Fleet, seconds: float
) -> None:
    session = fleet.run("cat")
    with fleet.person() as owner:
        stall([(fleet, owner, session)], seconds)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_stalls_and_no_request_is_carried_out_late(make_fleet: MakeFleet) -> None:
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    with contextlib.ExitStack() as stack:
        stalled = []
        for _ in range(5):
            fleet = make_fleet().up(["broker", "steward", "daemon"])
            stalled.append((fleet, stack.enter_context(fleet.person()), fleet.run("cat")))
        for _ in range(20):
            # From just too short to be noticed by the loop, to just long enough.
            stall(stalled, STALL_S + chance.random() * 0.5 - 0.25)


def test_after_a_jump_of_eight_hours_nothing_that_was_asked_before_happens(fleet: Fleet) -> None:
    session = fleet.run("cat")
    fleet.kill("daemon")
    fleet.entries["daemon"] = JUMPS
    fleet.up(["daemon"])
    with fleet.person() as owner:
        owner.want("title", session, title="before")
        seen = owner.beat()
        fleet.signal("daemon", signal.SIGSTOP)
        for n in range(5):
            owner.send("prompt", session, text=f"late{n}", ttl=300, seen=seen)
        owner.pass_time(0.5)  # they lie in the daemon's socket now
        (fleet.home.root / "shift").touch()
        fleet.signal("daemon", signal.SIGCONT)
        until(lambda: owner.beat()["boot"] > seen["boot"] + 8 * 3600_000, "a beat after it", 30)
        # Also what arrives afterwards, but was asked by somebody who last saw the old beat.
        until(lambda: refused_as_too_late(owner, session, seen), "the refusal", 60)
        until(lambda: accepted(owner, session), "the daemon takes requests again", 30)
    check_nothing_happened(fleet, session)


def test_one_request_repeated_a_hundred_times_across_reconnects_has_one_effect(
    fleet: Fleet,
) -> None:
    session = fleet.run("cat")
    start, prompt = ids.new_request(), ids.new_request()
    answers = set()
    for _ in range(4):
        with fleet.person() as owner:
            until(lambda who=owner: accepted(who, session), "the daemon takes requests", 30)
            fields = {"ttl": 300, "seen": owner.beat()}
            for _ in range(25):
                owner.send("prompt", session, id_=prompt, text="only once", **fields)
                owner.send(
                    "start", id_=start, agent="terminal", argv=["cat"], folder="/tmp", **fields
                )
            answers.add(owner.answer("build-01", start)["data"]["session"])
            assert owner.answer("build-01", prompt)["status"] == "accepted"
        fleet.kill("broker")
        fleet.up(["broker"])
    fleet.kill("daemon")
    fleet.up(["daemon"])
    with fleet.person() as owner:
        until(lambda: accepted(owner, session), "the next daemon takes requests", 30)
        owner.send("start", id_=start, agent="terminal", argv=["cat"], folder="/tmp")
        answers.add(owner.answer("build-01", start)["data"]["session"])
    assert len(answers) == 1 and set(fleet.alive()) == {session, *answers}
    assert len(fleet.bodies(session, "prompt")) == 1
    assert fleet.printed(session).count("only once") == 2  # the terminal's echo, and cat's


def stall(stalled: list[tuple[Fleet, Person, str]], seconds: float) -> None:
    """Stop daemons, ask for this and that, let them go on: nothing of it may happen."""
    seen = {}
    for fleet, owner, session in stalled:
        until(lambda who=owner, of=session: accepted(who, of), "the daemon takes requests", 30)
        seen[session] = owner.beat()
        fleet.signal("daemon", signal.SIGSTOP)
    begun, clock = Clock().boot_us(), Clock()
    while clock.boot_us() - begun < seconds * 1_000_000:
        for _, owner, session in stalled:
            # Their ttl is long enough: it is the standing still that makes them late.
            owner.send("prompt", session, text="late", seen=seen[session], ttl=60)
            owner.pass_time(0.05)
    for fleet, _, _ in stalled:
        fleet.signal("daemon", signal.SIGCONT)
    for fleet, owner, session in stalled:
        until(lambda who=owner, of=session: accepted(who, of), "requests are taken again", 30)
        check_nothing_happened(fleet, session)


def accepted(owner: Person, session: str) -> bool:
    """Whether a request is carried out now; one that meets no subscriber is not answered."""
    return owner.refusal("title", session, timeout_s=2, title="t") == ""


def refused_as_too_late(owner: Person, session: str, seen: dict[str, Any]) -> bool:
    """Whether this is refused now; like `accepted`, asked while nobody listens it is lost."""
    ask = {"text": "late", "seen": seen, "ttl": 300}
    return owner.refusal("prompt", session, timeout_s=3, **ask) == "too-late"


def check_nothing_happened(fleet: Fleet, session: str) -> None:
    assert fleet.bodies(session, "prompt") == []
    assert "late" not in fleet.printed(session)
