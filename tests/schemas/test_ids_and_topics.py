"""Ids and topics: what was built is read back, and nothing hostile gets into a level."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire import ids
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.rights import MODES, RIGHTS, ROLES
from schemas.wire.topics import FIELD, HUB_PARTS, TOPICS, build, filter_for, parse
from schemas.wire.verbs import VERBS, check, right_for

NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True)
SESSIONS = st.text(ids.CROCKFORD, min_size=14, max_size=14)
FIELDS = {
    "m": NAMES,
    "p": NAMES | st.just("-"),
    "s": SESSIONS | st.just("-"),
    "u": NAMES,
    "r": NAMES,
    "verb": st.sampled_from(sorted(VERBS)),
    "part": st.sampled_from(HUB_PARTS),
    "c": st.text(ids.CROCKFORD, min_size=4, max_size=4),
}

HOSTILE = [
    "",
    "+",
    "#",
    "/",
    "a/b",
    "$SYS",
    "a.b",
    "a b",
    " a",
    "a\n",
    "a\0",
    "A",
    "ä",
    "ａ",
    "١",
    "a" * 41,
    "-a",
    "_a",
    "--",
    "..",
    "\ud800",
    "a\u202e",
]


@st.composite
def topics(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    name = draw(st.sampled_from(sorted(TOPICS)))
    return name, {f: draw(FIELDS[f]) for f in FIELD.findall(TOPICS[name].pattern)}


@given(topics())
def test_a_topic_that_was_built_is_read_back_the_same(topic: tuple[str, dict[str, str]]) -> None:
    name, fields = topic
    found = parse(build(name, **fields))
    assert (found.name, found.fields) == (name, fields)
    assert build(found.name, **found.fields) == build(name, **fields)


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            [
                "fleet",
                "do",
                "machine",
                "session",
                "hub",
                "reply",
                "ack",
                "policy",
                "presence",
                "-",
                "+",
                "#",
                "",
                "ana",
                "m1",
                "allow",
                "stop",
                "info",
                "record",
                "event",
                "access",
                "anchor",
                "x.y",
            ]
        ),
        max_size=9,
    ).map("/".join)
)
def test_any_text_is_refused_or_is_exactly_a_topic(text: str) -> None:
    try:
        found = parse(text)
    except Refused as refused:
        assert refused.code in ("bad-topic", "bad-id", "unknown-verb")
    else:
        assert build(found.name, **found.fields) == text
        assert not set("+#$. ") & set(text)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("name", TOPICS)
def test_a_hostile_id_gets_into_no_level(name: str, bad: str) -> None:
    good = {"m": "m1", "p": "web", "s": "0" * 14, "u": "ana", "r": "r1", "verb": "stop"}
    good |= {"part": "broker", "c": "7k3f"}
    fields = {f: good[f] for f in FIELD.findall(TOPICS[name].pattern)}
    for field in fields:
        with pytest.raises(Refused) as refused:
            build(name, **{**fields, field: bad})
        assert refused.value.code in ("bad-id", "unknown-verb")
        assert len(str(refused.value)) < 250 and str(refused.value).isprintable()
        whole = TOPICS[name].pattern.format(**{**fields, field: bad})
        with pytest.raises(Refused):
            parse(whole)


def test_no_two_rows_can_be_the_same_topic() -> None:
    taken: dict[str, str] = {}
    good = {"m": "hub", "p": "-", "s": "-", "u": "ana", "r": "allow", "verb": "stop"}
    good |= {"part": "broker", "c": "7k3f"}
    for name, row in TOPICS.items():
        topic = row.pattern.format(**good)
        assert topic not in taken, (name, taken)
        taken[topic] = name
        assert parse(topic).name == name


def test_a_person_called_like_a_level_is_still_a_person() -> None:
    for user in ("allow", "deny", "hub", "machine", "session"):
        assert parse(f"fleet/do/{user}/allow").fields == {"u": user}
        assert parse(f"fleet/do/{user}/m1/-/-/start").fields["u"] == user


@given(topics())
def test_the_filter_of_a_row_matches_its_topics_and_takes_no_wildcard_as_a_value(
    topic: tuple[str, dict[str, str]],
) -> None:
    name, fields = topic
    wide = filter_for(name)
    assert all(
        w in ("+", t)
        for w, t in zip(wide.split("/"), build(name, **fields).split("/"), strict=True)
    )
    assert filter_for(name, **fields) == build(name, **fields)
    for field in fields:
        with pytest.raises(Refused):
            filter_for(name, **{field: "+"})


def test_building_takes_exactly_the_fields_of_the_row() -> None:
    for name, fields in (
        ("ack", {}),
        ("ack", {"m": "m1", "p": "web"}),
        ("hub.anchor", {"m": "m1"}),
    ):
        with pytest.raises(TypeError):
            build(name, **fields)
    with pytest.raises(TypeError):
        filter_for("ack", u="ana")
    with pytest.raises(KeyError):
        build("elsewhere")


@given(st.integers(0, 32**10 - 1))
def test_session_ids_sort_by_start_and_tell_it(moment: int) -> None:
    session = ids.new_session(moment)
    assert ids.session_started_ms(session) == moment
    if moment:
        assert ids.new_session(moment - 1) < session


def test_new_ids_are_valid_and_differ() -> None:
    assert len({ids.check_session(ids.new_session()) for _ in range(200)}) == 200
    assert len({ids.check_approval(ids.new_approval()) for _ in range(200)}) == 200
    assert len({ids.check_name(ids.new_request()) for _ in range(200)}) == 200
    for bad in ("0" * 13, "0" * 15, "i" * 14, "0" * 13 + "\n", "L" * 14):
        with pytest.raises(Refused):
            ids.check_session(bad)
    for bad in ("0" * 7, "0" * 9, "u" * 8, "0" * 7 + "-"):
        with pytest.raises(Refused):
            ids.check_approval(bad)


def test_qos_and_retain_are_what_the_design_says() -> None:
    at_most_once = {n for n, row in TOPICS.items() if row.qos == 0}
    assert at_most_once == {
        "session.journal", "session.event", "session.screen", "ack",
        "hub.record.event", "hub.record.journal",
    }  # fmt: skip
    assert {n for n, row in TOPICS.items() if row.retained} == {
        "machine.presence", "machine.info", "session.state", "session.screen", "policy",
        "hub.presence", "hub.access", "hub.inbox", "hub.anchor",
    }  # fmt: skip


def test_rights_of_verbs_and_roles_are_rights() -> None:
    assert {row.right for row in VERBS.values()} <= RIGHTS.keys() | {"own"}
    assert all(role <= RIGHTS.keys() for role in ROLES.values())
    assert {row.target for row in VERBS.values()} == {"session", "machine", "hub"}
    assert MODES[0] == "watch-only"


@pytest.mark.parametrize("first", "!/#@$")
def test_a_prompt_that_an_agent_takes_for_a_command_needs_drive(first: str) -> None:
    def right(text: str, gated: bool = True) -> str:
        return right_for(check("prompt", {"id": "r", "text": text}), gated)

    assert right("run the tests\n\tnow") == "operate"
    assert right("run the tests", gated=False) == "drive"
    assert right(first + "x") == "drive"
    # An agent trims what it is given.
    assert right(" \n\t" + first + "x") == "drive"
    assert right("\ufeff\u3000" + first + "x") == "drive"
    assert right("x " + first) == "operate"
    for control in "\x1b\x03\r\x7f\x9b":
        assert right("x" + control) == "drive"


def test_a_start_of_what_is_not_gated_needs_drive() -> None:
    seen = {"boot": 1, "incarnation": "d"}
    request = check("start", {"id": "r", "seen": seen, "agent": "terminal"})
    assert right_for(request, gated=False) == "drive"
    assert right_for(request, gated=True) == "operate"


def test_every_error_code_is_a_word_and_says_something() -> None:
    for code, text in ERRORS.items():
        assert code.replace("-", "").isalpha() and code.islower()
        assert text.endswith(".") and "\n" not in text
    with pytest.raises(KeyError):
        Refused("no-such-code")
