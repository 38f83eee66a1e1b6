"""Codes and what they may do; the steward's answer to a machine that asks to join."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker import credentials, enrol, enrol_desk, hub_keys
from broker.access import document, first
from broker.steward.twins import WITHIN_US, Twins
from schemas.documents.join import JoinAsk, JoinReply
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.six_words import WORDS, six_words

HOUR_US = 3_600_000_000


class Shifted(Clock):
    """The real clock, set wrong by so much."""

    def __init__(self, by_us: int) -> None:
        super().__init__()
        self.by_us = by_us

    def wall_us(self) -> int:
        return super().wall_us() + self.by_us


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "h")
    made.root.mkdir(mode=0o700)
    first.create(made, "ana", None, {})
    hub_keys.make(made)
    return made


def a_code(home: Home, **given: object) -> str:
    code, secret = enrol.new_code()
    enrol.add_invite(home, code, enrol.digest(secret), **{"ttl_s": 60, **given})  # type: ignore[arg-type]
    return code


def ask(name: str = "lab", **given: object) -> bytes:
    fields = {
        "name": name,
        "digest": secrets.token_hex(32),
        "key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "clock": Clock().wall_us(),
        **given,
    }
    return JoinAsk.model_validate(fields).encode()


def answer(home: Home, code: str, payload: bytes, shift_us: int = 0) -> JoinReply:
    return enrol_desk.answer(home, code, payload, Shifted(shift_us))


def test_a_join_is_in_every_file_and_nothing_of_the_code_is(home: Home) -> None:
    code, secret = enrol.new_code()
    enrol.add_invite(
        home, code, enrol.digest(secret), ttl_s=60, machine="build-01", projects={"web": "/srv/web"}
    )
    payload = ask()
    reply = answer(home, code, payload)
    assert (reply.status, reply.machine) == ("accepted", "build-01")
    assert reply.hub == hub_keys.policy_public(home)
    machines = document.read(home.access.read_bytes()).machines
    assert dict(machines["build-01"].projects) == {"web": "/srv/web"}
    kept = credentials.load(home).known["machine:build-01"].hash
    assert kept == JoinAsk.read(payload).digest
    for path in home.root.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_the_same_key_gets_the_same_answer_and_another_one_finds_the_code_used(home: Home) -> None:
    code = a_code(home)
    payload = ask()
    assert answer(home, code, payload).machine == "lab"
    assert answer(home, code, payload).machine == "lab"
    assert answer(home, code, ask()).code == "code-used"
    # Also when the code has expired meanwhile: the machine is in, only the answer was lost.
    assert answer(home, code, payload, 2 * HOUR_US).code == "clock-off"
    now = Clock().wall_us() + 2 * HOUR_US
    again = ask(**{**JoinAsk.read(payload).value(), "clock": now})
    assert answer(home, code, again, 2 * HOUR_US).machine == "lab"
    assert answer(home, code, ask(clock=now), 2 * HOUR_US).code == "code-expired"


@pytest.mark.parametrize("off", [-24 * HOUR_US, 24 * HOUR_US])
def test_a_clock_that_is_off_by_a_day_is_told_and_uses_up_nothing(home: Home, off: int) -> None:
    code = a_code(home)
    refused = answer(home, code, ask(clock=Clock().wall_us() + off))
    assert refused.code == "clock-off" and "24 hours" in str(refused.reason)
    assert answer(home, code, ask()).machine == "lab"


def test_an_open_invitation_takes_over_no_machine(home: Home) -> None:
    code = a_code(home, uses=4)
    assert answer(home, code, ask("lab")).machine == "lab"
    assert answer(home, code, ask("lab")).machine == "lab-2"
    assert answer(home, code, ask("hub")).machine == "hub-2"
    refused = answer(home, code, ask("lab", keep=True))
    assert refused.status == "rejected" and "lab" in str(refused.reason)
    assert answer(home, code, ask("x" * 40)).machine == "x" * 40


def test_a_code_for_one_machine_is_for_no_other_where_sessions_bear_a_name(home: Home) -> None:
    code = a_code(home, machine="build-01")
    assert answer(home, code, ask("old", keep=True)).status == "rejected"
    assert answer(home, code, ask("old")).machine == "build-01"


def test_of_two_codes_for_one_machine_the_first_is_void(home: Home) -> None:
    before = a_code(home, machine="build-01")
    a_code(home, machine="build-01")
    assert answer(home, before, ask()).code == "unknown-code"


def test_what_is_no_ask_changes_nothing(home: Home) -> None:
    code = a_code(home)
    good = JoinAsk.read(ask()).value()
    for bad in (b"", b"{}", b"\xff", ask()[:-1], ask(key="AAAA"), ask(key="A")):
        assert answer(home, code, bad).status == "rejected"
    assert answer(home, code, JoinAsk.of(good).encode()).status == "accepted"


def test_bounds_of_invitations(home: Home) -> None:
    for wrong in ({"uses": 0}, {"uses": 1001}, {"ttl_s": 0}, {"ttl_s": 40 * 86_400}):
        with pytest.raises(Refused):
            a_code(home, **wrong)
    assert (home.hub / "enrol.json").exists() is False


LEVELS = ("fleet", "join", "7k3f", "aaaa", "r1", "ask", "reply", "+", "#", "hub", "")
MINE = "fleet/join/7k3f/r1/ask", "fleet/join/7k3f/r1/reply"


def test_a_code_may_ask_and_hear_its_answer_and_nothing_else() -> None:
    assert enrol.may("7k3f", "publish", MINE[0], retain=False)
    assert enrol.may("7k3f", "subscribe", MINE[1], retain=False)
    assert enrol.may("7k3f", "receive", MINE[1], retain=False)
    assert not enrol.may("7k3f", "publish", MINE[0], retain=True)
    assert not enrol.may("7k3f", "publish", MINE[1], retain=False)
    assert not enrol.may("7k3f", "subscribe", MINE[0], retain=False)
    for other in ("fleet/join/7k3f/+/reply", "fleet/join/7k3f/#", "#", "fleet/join/aaaa/r1/reply"):
        assert not enrol.may("7k3f", "subscribe", other, retain=False)


@given(
    st.lists(st.sampled_from(LEVELS), max_size=7).map("/".join),
    st.sampled_from(["publish", "subscribe", "receive"]),
)  # fmt: skip
def test_of_all_topics_a_code_may_use_exactly_two(topic: str, action: str) -> None:
    wanted = {"publish": MINE[0]}.get(action, MINE[1])
    shape = topic.split("/")
    fits = len(shape) == 5 and [*shape[:3], shape[4]] == [
        *wanted.split("/")[:3],
        wanted.split("/")[4],
    ]
    good = fits and shape[3] not in ("", "+", "#")
    assert enrol.may("7k3f", action, topic, retain=False) is good


def test_six_words_fit_both_keys() -> None:
    assert len(set(WORDS)) == 256 and len({word[:4] for word in WORDS}) == 256
    assert six_words(b"m" * 32, b"h" * 32) != six_words(b"h" * 32, b"m" * 32)
    assert six_words(b"m" * 32, b"h" * 32) == "picnic cotton museum melon fern coral"


def test_only_an_incarnation_that_comes_back_is_a_twin(home: Home) -> None:
    code = a_code(home)
    answer(home, code, ask("lab"))
    twins = Twins(home)
    assert not any(twins.seen("lab", each, at) for at, each in enumerate(["a", "b", "c", "d"]))
    assert not enrol.load(home).twins("lab")
    assert not Twins(home).seen("lab", "a", 0)
    assert not twins.seen("lab", "b", WITHIN_US * 2)  # a document that lay somewhere for long
    assert twins.seen("lab", "d", WITHIN_US * 2 + 5) is False
    assert twins.seen("lab", "b", WITHIN_US * 2 + 9) is True
    assert enrol.load(home).twins("lab")
