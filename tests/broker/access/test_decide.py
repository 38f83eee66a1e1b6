"""Every decision, compared with the design's table as an oracle of its own reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.access import filters
from broker.access.compile import Who
from broker.access.decide import Decider
from broker.access.document import Document, Grant, Machine, User
from schemas.wire import topics
from schemas.wire.rights import ROLES
from tests.broker.access import documents as d
from tests.broker.access import oracle

FEW = settings(max_examples=40)


@FEW
@given(d.documents, d.people)
def test_people_may_do_what_the_table_says_and_nothing_else(document: Document, who: Who) -> None:
    agree(document, who)


@settings(max_examples=15)
@given(d.documents, st.sampled_from(d.OTHERS))
def test_machines_and_parts_may_do_what_the_table_says_and_nothing_else(
    document: Document, who: Who
) -> None:
    agree(document, who)


def agree(document: Document, who: Who) -> None:
    """A grant of `*` also reaches what is not declared (nobody can publish there); what no grant
    names is out of reach, declared or not."""
    decider = Decider(document, d.NOW)
    declared = d.all_declared(document) if who.kind == "user" else document
    for topic in d.TOPICS:
        got = decider.may(who, "publish", topic)
        least = oracle.may_publish(document, who, topic, d.NOW)
        most = least or oracle.may_publish(declared, who, topic, d.NOW)
        assert least <= got <= most, ("publish", topic)
        got = decider.may(who, "receive", topic)
        least = oracle.may_receive(document, who, topic, d.NOW)
        most = least or oracle.may_receive(declared, who, topic, d.NOW)
        assert least <= got <= most, ("receive", topic)


@settings(max_examples=15)
@given(d.documents, st.one_of(d.people, st.sampled_from(d.OTHERS)))
def test_retained_is_only_what_the_protocol_retains_and_wills_only_presence(
    document: Document, who: Who
) -> None:
    decider = Decider(document, d.NOW)
    for topic in d.TOPICS:
        found = topics.parse(topic)
        plain = decider.may(who, "publish", topic)
        kept = decider.may(who, "publish", topic, retain=True)
        cleans = oracle.cleans(document, who, topic)
        assert kept == ((plain or cleans) and found.row.retained), topic
        will = decider.may(who, "publish", topic, retain=True, will=True)
        assert will == (plain and found.name in ("machine.presence", "hub.presence")), topic


@FEW
@given(d.documents, d.people, d.grants)
def test_granting_more_never_takes_anything_away(
    document: Document, who: Who, grant: Grant
) -> None:
    before = Decider(document, d.NOW)
    after = Decider(replace(document, grants=(*document.grants, grant)), d.NOW)
    for topic in d.TOPICS:
        if not oracle.is_declared(document, topic):
            continue  # nobody publishes there, and the fewest filters may cover it or not
        for action in ("publish", "receive"):
            assert before.may(who, action, topic) <= after.may(who, action, topic), topic


@FEW
@given(d.documents, d.people)
def test_nobody_without_a_grant_that_names_it_sees_a_topic_of_a_project(
    document: Document, who: Who
) -> None:
    for project in (*d.PROJECTS, "-", d.OLD):
        without = replace(
            document,
            grants=tuple(g for g in document.grants if not g.names_project(project)),
        )
        decider = Decider(without, d.NOW)
        for topic in d.OTHER_TOPICS:
            found = topics.parse(topic)
            if found.name.startswith("session.") and found["p"] == project:
                assert not decider.may(who, "receive", topic), topic


@FEW
@given(d.documents, st.one_of(d.people, st.sampled_from(d.OTHERS)))
def test_filters_of_one_purpose_never_overlap(document: Document, who: Who) -> None:
    allowed = Decider(document, d.NOW).allowed(who)
    for by_purpose in (allowed.publish, allowed.subscribe):
        for purpose, listed in by_purpose.items():
            for at, one in enumerate(listed):
                for other in listed[at + 1 :]:
                    assert not filters.overlap(one, other), (purpose, one, other)


@FEW
@given(d.documents, d.people)
def test_no_two_filters_that_a_person_subscribes_to_overlap_at_all(
    document: Document, who: Who
) -> None:
    allowed = Decider(document, d.NOW).allowed(who).subscribe
    listed = [text for texts in allowed.values() for text in texts]
    for at, one in enumerate(listed):
        assert not any(filters.overlap(one, other) for other in listed[at + 1 :]), one


@settings(max_examples=8)
@given(d.documents, d.people, st.data())
def test_a_wide_filter_is_taken_only_where_some_of_it_is_granted(
    document: Document, who: Who, data: st.DataObject
) -> None:
    """Brute force: each topic with each choice of its levels made `+` or cut to `#`."""
    decider = Decider(document, d.NOW)
    may = [topic for topic in d.TOPICS if decider.may(who, "receive", topic)]
    for topic in data.draw(st.lists(st.sampled_from(d.OTHER_TOPICS), min_size=3, max_size=3)):
        for text in widened(topic):
            hit = any(filters.contains(text, one) for one in may)
            got = decider.may(who, "subscribe", text)
            assert hit <= got, text
            granted = [f for fs in decider.allowed(who).subscribe.values() for f in fs]
            assert got == any(filters.overlap(text, one) for one in granted), text


def widened(topic: str) -> list[str]:
    levels = topic.split("/")
    out = [topic + "/#", "#"]
    for bits in range(2 ** len(levels)):
        chosen = ["+" if bits >> at & 1 else level for at, level in enumerate(levels)]
        out.append("/".join(chosen))
        out += ["/".join([*chosen[:cut], "#"]) for cut in range(1, len(levels))]
    return out


# ----- cases with a name

VIEWER = Document(
    users={"ana": User()},
    grants=(Grant(("ana",), ROLES["viewer"], ("build-01",), ("web",)),),
    machines={"build-01": Machine({"web": "/srv/web", "api": "/srv/api"}), "lab": Machine()},
)
ANA = Who("user", "ana")
SESSION = d.SESSIONS[0]


def test_a_viewer_publishes_what_looking_takes_and_nothing_else() -> None:
    decider = Decider(VIEWER, d.NOW)
    may = {topic for topic in d.TOPICS if decider.may(ANA, "publish", topic)}
    looking = {
        topics.build("do.request", u="ana", m="build-01", p="web", s=s, verb=verb)
        for s in ("-", *d.SESSIONS)
        for verb in ("watch", "history", "diff")
    }
    own = {"fleet/do/ana/hub/-/-/token", "fleet/do/ana/hub/-/-/logins"}
    assert may == looking | own


@pytest.mark.parametrize("topic", ["fleet/do/ana/hub/-/-/token", "fleet/do/ana/allow"])
def test_a_request_can_neither_be_retained_nor_be_a_will(topic: str) -> None:
    everything = replace(VIEWER, grants=(Grant(("ana",), ROLES["admin"], ("*",), ("*", "-")),))
    decider = Decider(everything, d.NOW)
    assert decider.may(ANA, "publish", topic)
    assert not decider.may(ANA, "publish", topic, retain=True)
    assert not decider.may(ANA, "publish", topic, will=True)


def test_to_administer_some_machines_is_not_to_administer_the_hub() -> None:
    some = replace(
        VIEWER, grants=(Grant(("ana",), ROLES["admin"], ("build-*", "lab"), ("*", "-")),)
    )
    decider = Decider(some, d.NOW)
    assert decider.may(ANA, "publish", "fleet/do/ana/build-01/-/-/update")
    for verb in ("admin", "search", "query"):
        assert not decider.may(ANA, "publish", f"fleet/do/ana/hub/-/-/{verb}")
    assert not decider.may(ANA, "publish", f"fleet/do/ana/hub/-/{SESSION}/history")
    assert not decider.may(ANA, "receive", f"fleet/hub/record/{SESSION}/event")


def test_the_hub_by_its_name_gives_the_hub_and_no_machine() -> None:
    hub = replace(VIEWER, grants=(Grant(("ana",), ROLES["auditor"], ("hub",), ("-",)),))
    decider = Decider(hub, d.NOW)
    assert decider.may(ANA, "publish", "fleet/do/ana/hub/-/-/query")
    assert not decider.may(ANA, "publish", "fleet/do/ana/hub/-/-/admin")
    assert not decider.may(ANA, "receive", f"fleet/session/build-01/-/{SESSION}/event")


def test_a_token_cannot_ask_for_another_token() -> None:
    decider = Decider(VIEWER, d.NOW)
    assert decider.may(ANA, "publish", "fleet/do/ana/hub/-/-/token")
    by_token = Who("user", "ana", direct=False)
    assert not decider.may(by_token, "publish", "fleet/do/ana/hub/-/-/token")
    assert decider.may(by_token, "publish", "fleet/do/ana/hub/-/-/logins")


@pytest.mark.parametrize(
    "topic",
    [
        "fleet/do/ana/build-01/web/UPPER/watch",
        "fleet/do/ana/build-01/web/$x/watch",
        "fleet/do/ana/build-01/web//watch",
        "fleet/do/ana/build-01/web/+/watch",
        "fleet/do/ana/build-01/web/0123456789abcd/watch/",
        "/fleet/do/ana/allow",
        "$SYS/broker",
        "",
    ],
)
def test_a_topic_that_is_no_topic_of_the_protocol_is_never_published(topic: str) -> None:
    assert not Decider(VIEWER, d.NOW).may(ANA, "publish", topic)


def test_nobody_reads_a_journal_but_the_archiver() -> None:
    """The session key goes there."""
    everything = replace(VIEWER, grants=(Grant(("ana",), ROLES["admin"], ("*",), ("*", "-")),))
    decider = Decider(everything, d.NOW)
    journal = f"fleet/session/build-01/web/{SESSION}/journal"
    readers = [who for who in (ANA, *d.OTHERS) if decider.may(who, "receive", journal)]
    assert readers == [Who("hub", "archiver")]
    assert not decider.may(ANA, "subscribe", journal)
    assert not decider.may(ANA, "subscribe", "fleet/session/+/+/+/journal")


def test_nobody_publishes_under_the_name_of_the_hub_as_if_it_were_a_machine() -> None:
    """`fleet/machine/+/+` matches it too, so there must be nothing to read."""
    everything = replace(VIEWER, grants=(Grant(("ana",), ROLES["admin"], ("*",), ("*", "-")),))
    decider = Decider(everything, d.NOW)
    for topic in ("fleet/machine/hub/presence", f"fleet/session/hub/-/{SESSION}/event"):
        for who in (ANA, *d.OTHERS):
            assert not decider.may(who, "publish", topic), who


def test_the_steward_clears_what_was_removed_and_nothing_that_lives() -> None:
    decider = Decider(VIEWER, d.NOW)
    steward = Who("hub", "steward")
    for gone in ("ghost/web", "build-01/old"):
        topic = f"fleet/session/{gone}/{SESSION}/state"
        assert decider.may(steward, "publish", topic, retain=True)
        assert not decider.may(steward, "publish", topic)
    for alive in ("build-01/web", "build-01/-", "lab/-"):
        topic = f"fleet/session/{alive}/{SESSION}/state"
        assert not decider.may(steward, "publish", topic, retain=True)
        assert not decider.may(steward, "receive", topic)
