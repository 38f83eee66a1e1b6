"""Documents: only their own shape is taken, and nothing is believed that was not signed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.documents import reply
from schemas.documents.access import Access, Held, Pages, pages
from schemas.documents.catalogue import DOCUMENTS, read
from schemas.documents.policy import Policy, SignedPolicy, public_key, sign, verify
from schemas.documents.presence import HubPresence, MachinePresence
from schemas.documents.reply import Reply
from schemas.documents.rules import Rule, seconds
from schemas.documents.session import State
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.strictjson import MAX_BYTES, MAX_INT, canon
from tests.schemas import examples
from tests.schemas.test_strictjson import VALUES

PINNED = public_key(examples.POLICY_KEY)
OTHER_KEY = bytes(32)


def refused(call: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert len(str(caught.value)) < 500 and str(caught.value).isprintable()
    return caught.value.code


@pytest.mark.parametrize("name", DOCUMENTS)
@given(data=st.data())
@settings(max_examples=40)
def test_a_document_with_one_field_of_another_kind_is_refused_or_reads_as_itself(
    name: str, data: st.DataObject
) -> None:
    value = json.loads(examples.topic_payloads()[name])
    field = data.draw(st.sampled_from(sorted(value)))
    value[field] = data.draw(VALUES)
    try:
        found = DOCUMENTS[name].read(canon(value))
    except Refused as caught:
        assert caught.code in ("bad-field", "bad-json")
    else:
        # What was taken is what was meant; a null is the same as nothing.
        again = found.value()
        if value[field] is None:
            assert field not in again
        elif field not in ("policy", "beat", "health", "host", "disk"):
            assert again[field] == value[field]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_required_field_that_is_missing_is_named(name: str) -> None:
    value = json.loads(examples.topic_payloads()[name])
    for field, info in DOCUMENTS[name].model_fields.items():
        if info.is_required():
            without = {k: v for k, v in value.items() if k != field}
            with pytest.raises(Refused) as caught:
                DOCUMENTS[name].read(canon(without))
            assert field in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("session", "0" * 13),
        ("machine", "Build"),
        ("project", "a/b"),
        ("phase", "sleeping"),
        ("kind", "browser"),
        ("gate", "open"),
        ("head", -1),
        ("head", True),
        ("head", "1"),
        ("since", MAX_INT + 1),
        ("columns", 0),
        ("columns", 1001),
        ("title", "x" * 2001),
        ("watchers", ["x"] * 101),
        ("watchers", "ana"),
        ("questions", [{"approval": "00000000"}]),
        ("exit", {"status": 0, "core": True}),
        ("tokens", {"input": -5}),
    ],
)
def test_a_state_beyond_its_bounds_is_refused(field: str, value: object) -> None:
    good = examples.state().value()
    assert State.of(good) == examples.state()
    assert refused(State.of, {**good, field: value}) == "bad-field"


def test_a_machine_that_is_online_has_a_beat_and_a_will_needs_none() -> None:
    assert refused(MachinePresence.read, b'{"online":true,"since":1}') == "bad-field"
    assert MachinePresence.read(b'{"online":false,"since":1}').beat is None


def test_a_hub_process_adds_counts_to_its_health_and_nothing_else() -> None:
    rest = {"online": True, "run": "a-1", "since": 1, "version": "1"}
    good = HubPresence.of({**rest, "health": {"state": "ok", "why": "", "forks": 2}})
    assert good.value()["health"] == {"state": "ok", "why": "", "forks": 2}
    assert HubPresence.of({**rest, "health": {}}).value()["health"] == {}
    for wrong in ({"forks": -1}, {"forks": "2"}, {"forks": [1]}, {"state": "Bad"}, "ok"):
        assert refused(HubPresence.of, {**rest, "health": wrong}) == "bad-field"


# ----- replies


def test_a_reply_is_either_a_receipt_or_a_page() -> None:
    assert reply.accepted("r1").value() == {"id": "r1", "status": "accepted", "final": True}
    assert reply.rejected("r1", "locked").reason == ERRORS["locked"]
    assert reply.page("r1", 1, {}).value() == {"id": "r1", "page": 1, "data": {}, "final": False}
    for wrong in (
        {"id": "r1", "final": True},
        {"id": "r1", "final": False},
        {"id": "r1", "final": False, "status": "accepted", "page": 1},
        {"id": "r1", "final": True, "status": "accepted", "page": 1},
        {"id": "r1", "final": True, "status": "rejected"},
        {"id": "r1", "final": True, "status": "accepted", "code": "locked"},
        {"id": "r1", "final": True, "status": "rejected", "code": "no-such-code"},
        {"id": "R1", "final": True, "status": "accepted"},
        {"id": "r1", "final": 1, "status": "accepted"},
    ):
        assert refused(Reply.of, wrong) == "bad-field", wrong


# ----- the policy


def test_a_policy_is_believed_only_with_the_pinned_key_unchanged_and_for_this_machine() -> None:
    payload = sign(examples.policy(), examples.POLICY_KEY)
    assert verify(payload, PINNED, examples.MACHINE) == examples.policy()
    assert SignedPolicy.read(payload).policy == examples.policy()
    value = json.loads(payload)

    def wrong(**change: Any) -> str:
        return refused(verify, canon({**value, **change}), PINNED, examples.MACHINE)

    assert refused(verify, payload, PINNED, "build-02") == "no-policy"
    assert refused(verify, payload, public_key(OTHER_KEY), examples.MACHINE) == "no-policy"
    forged = sign(examples.policy(), OTHER_KEY)
    assert refused(verify, forged, PINNED, examples.MACHINE) == "no-policy"
    assert wrong(signature=json.loads(forged)["signature"]) == "no-policy"
    assert wrong(key=PINNED, signature="A") == "no-policy"
    assert wrong(signature=1) == "no-policy"
    assert wrong(signature="é") == "no-policy"
    assert wrong(policy={**value["policy"], "version": 1}) == "no-policy"
    assert wrong(policy={}) == "no-policy"
    assert wrong(policy=[]) == "bad-field"
    assert wrong(more=1) == "bad-field"
    assert refused(verify, b"", PINNED, examples.MACHINE) == "bad-json"
    assert refused(verify, payload, "not base64", examples.MACHINE) == "no-policy"


def test_a_signed_policy_with_a_field_that_nobody_knows_is_refused() -> None:
    import base64

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    value = {**examples.policy().value(), "sudo": True}
    signature = Ed25519PrivateKey.from_private_bytes(examples.POLICY_KEY).sign(
        b"sb1p\0" + canon(value)
    )
    signed = {"key": PINNED, "policy": value, "signature": base64.b64encode(signature).decode()}
    assert refused(verify, canon(signed), PINNED, examples.MACHINE) == "bad-field"


def test_a_policy_in_another_spelling_is_the_same_policy() -> None:
    value = json.loads(sign(examples.policy(), examples.POLICY_KEY))
    spaced = json.dumps(value, indent=2).encode()
    assert verify(spaced, PINNED, examples.MACHINE) == examples.policy()


def test_every_project_is_not_no_project_and_strangers_hold_nothing() -> None:
    policy = Policy(
        machine="m1",
        version=1,
        fresh_until=10,
        grants={"ana": {"*": ["view"], "web": ["operate"], "-": ["drive"]}, "bo": {"*": ["view"]}},
    )
    assert policy.rights_of("ana", "web") == {"view", "operate"}
    assert policy.rights_of("ana", "api") == {"view"}
    assert policy.rights_of("ana", "-") == {"drive"}
    assert policy.rights_of("bo", "-") == frozenset()
    assert policy.rights_of("eve", "web") == frozenset()
    assert policy.is_fresh(9) and not policy.is_fresh(10)


# ----- rules


@pytest.mark.parametrize(
    "rule",
    [
        {"name": "a", "kind": "command", "match": [], "decide": "allow"},
        {"name": "a", "kind": "command", "match": ["x"], "decide": "deny"},
        {"name": "a", "kind": "command", "match": ["x"], "decide": "allow", "ask": {}},
        {"name": "a", "kind": "command", "match": ["x"], "decide": "ask", "ask": {"count": 0}},
        {"name": "a", "kind": "command", "match": ["x"], "decide": "ask", "ask": {"expires": "1"}},
        {"name": "a", "kind": "command", "match": ["x"], "decide": "ask", "ask": {"expires": "0h"}},
        {"name": "a", "kind": "weather", "match": ["x"], "decide": "ask"},
        {"name": "a", "kind": "any", "decide": "perhaps"},
        {"name": "", "kind": "any", "decide": "ask"},
        {"name": "a", "kind": "any", "decide": "ask", "projects": ["a/b"]},
    ],
)
def test_a_rule_that_does_not_add_up_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Rule.model_validate(rule)


def test_spans_are_seconds() -> None:
    assert [seconds(s) for s in ("90s", "15m", "1h", "7d")] == [90, 900, 3600, 604_800]


# ----- access


FILTERS = st.lists(st.from_regex(r"fleet/[a-z]{1,120}", fullmatch=True), max_size=30)
ACCESS = st.builds(
    Access,
    user=st.just("ana"),
    version=st.just(7),
    subscribe=st.dictionaries(st.sampled_from(["reply", "machine"]), FILTERS, max_size=2),
    publish=st.dictionaries(st.sampled_from(["do.stop", "do.keys"]), FILTERS, max_size=2),
    held=st.lists(
        st.just(Held(machine="m1", project="+", rights=["view", "operate", "drive"])), max_size=9
    ),
)


@given(ACCESS, st.integers(700, 4000))
def test_pages_of_an_access_document_fit_and_are_the_whole_together(
    whole: Access, most: int
) -> None:
    cut = pages(whole, most)
    assert all(len(page.encode()) <= most for page in cut)
    assert [page.page for page in cut] == list(range(1, len(cut) + 1))
    assert {page.pages for page in cut} == {len(cut)}
    join = Pages()
    older = whole.model_copy(update={"version": whole.version + 1, "page": 2, "pages": 2})
    assert join.take(older) is None, "of another version: no part of it"
    *first, together = [join.take(page) for page in reversed(cut)]
    assert first == [None] * len(first) and together is not None
    kept = {p: f for p, f in whole.subscribe.items() if f}
    assert {p: f for p, f in together.subscribe.items() if f} == kept
    kept = {p: f for p, f in whole.publish.items() if f}
    assert {p: f for p, f in together.publish.items() if f} == kept
    assert together.held == whole.held
    if len(whole.encode()) <= most:
        assert cut == [whole]


# ----- the catalogue


def test_a_payload_beyond_its_row_is_refused_before_it_is_read() -> None:
    topic = examples.topic_for("do.allow")
    assert read(topic, b" 4w3k9zq0\n") == "4w3k9zq0"
    assert refused(read, topic, b"0" * 65) == "too-large"
    assert refused(read, topic, "٤".encode()) == "bad-id"
    assert refused(read, examples.topic_for("reply"), b" " * (MAX_BYTES + 1)) == "too-large"


def test_journal_lines_without_their_last_newline_are_refused() -> None:
    topic = examples.topic_for("session.journal")
    lines = examples.lines()["note"]
    assert len(read(topic, lines + examples.lines()["output"])) == 2  # type: ignore[arg-type]
    assert refused(read, topic, lines[:-1]) == "bad-json"
    assert refused(read, topic, lines + b"\n") == "bad-json"
    assert refused(read, topic, lines + b"{}\n") == "bad-json"
