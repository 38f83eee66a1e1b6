"""Approvals: bound to the exact action, decided once, released once, and *no* by default."""

from __future__ import annotations

import pytest

from edge_agent.gate.action import OPENED_ABOVE, Action
from edge_agent.gate.approvals import MAX_OPEN, PAUSE_AFTER, Approvals
from edge_agent.gate.decision import Decision
from edge_agent.gate.grants import GRANT_MS
from edge_agent.gate.question import Answer
from edge_agent.gate.rules import Ask
from schemas.wire.errors import Refused
from schemas.wire.kinds import KINDS
from schemas.wire.lifecycle import NotPossible
from tests.edge_agent.gate.asking import (
    ANA,
    BOB,
    CID,
    DESK,
    HOUR_MS,
    action,
    allow,
    asked,
    asks,
    deny,
    ids,
)


@pytest.fixture
def book() -> Approvals:
    return Approvals(ids())


def code(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


# ----- one question, from asked to effect


def test_an_allowed_action_is_released_exactly_once(book: Approvals) -> None:
    question = asked(book)
    step = book.answer(question.id, BOB, allow(question), 1)
    assert [(one.allow, one.approval) for one in step.verdicts] == [(True, question.id)]
    assert [one.allow for one in book.release(question.id, action()).verdicts] == [True]
    with pytest.raises(NotPossible):
        book.release(question.id, action())
    book.effected(question.id, action())
    assert question.state == "effected"


def test_nothing_is_released_before_somebody_allowed_it(book: Approvals) -> None:
    question = asked(book)
    with pytest.raises(NotPossible):
        book.release(question.id, action())


def test_a_denials_reason_reaches_the_agent(book: Approvals) -> None:
    question = asked(book)
    step = book.answer(question.id, BOB, deny(question, "use the other database"), 1)
    assert [(one.allow, one.reason) for one in step.verdicts] == [
        (False, "denied by bob: use the other database")
    ]
    with pytest.raises(NotPossible):
        book.release(question.id, action())


def test_a_later_answer_hears_of_the_decision(book: Approvals) -> None:
    question = asked(book)
    book.answer(question.id, BOB, deny(question), 1)
    for late in (allow(question), deny(question), Answer("allow")):
        with pytest.raises(Refused, match="denied by bob") as error:
            book.answer(question.id, CID, late, 2)
        assert code(error) == "approval-decided"


def test_an_answer_to_an_id_that_was_not_asked_is_refused(book: Approvals) -> None:
    with pytest.raises(Refused) as error:
        book.answer("00000001", BOB, Answer("allow"), 0)
    assert code(error) == "no-such-approval"
    # Nor does it count once the id is given out.
    question = asked(book)
    assert question.id == "00000001" and question.open and not question.yes


def test_an_answer_to_another_action_than_was_shown_is_refused(book: Approvals) -> None:
    question = asked(book)
    for decide in ("allow", "deny"):
        with pytest.raises(Refused) as error:
            book.answer(question.id, BOB, Answer(decide, action("make ").digest), 1)
        assert code(error) == "wrong-digest"
    assert question.open


def test_one_byte_of_anything_is_another_digest() -> None:
    base = Action.of("claude", "Bash", {"a": 1.5, "b": "\ud800"}, "/p", {"/x": "00"})
    others = [
        Action.of("codex", "Bash", {"a": 1.5, "b": "\ud800"}, "/p", {"/x": "00"}),
        Action.of("claude", "Edit", {"a": 1.5, "b": "\ud800"}, "/p", {"/x": "00"}),
        Action.of("claude", "Bash", {"a": 1.6, "b": "\ud800"}, "/p", {"/x": "00"}),
        Action.of("claude", "Bash", {"a": 1.5, "b": "\ud800"}, "/q", {"/x": "00"}),
        Action.of("claude", "Bash", {"a": 1.5, "b": "\ud800"}, "/p", {"/x": "01"}),
        Action.of("claude", "Bash", {"a": 1.5, "b": "\ud800"}, "/p", {}),
    ]
    assert len({base.digest, *(one.digest for one in others)}) == 7
    assert base == Action.of("claude", "Bash", {"b": "\ud800", "a": 1.5}, "/p", {"/x": "00"})


def test_a_program_file_that_changed_after_the_yes_is_not_run(book: Approvals) -> None:
    before, after = action("./build", **{"/p/build": "aa"}), action("./build", **{"/p/build": "bb"})
    question = book.ask(before, asks(), {"ana"}, 0).asked
    assert question is not None
    book.answer(question.id, BOB, allow(question), 1)
    step = book.release(question.id, after)
    assert [one.allow for one in step.verdicts] == [False]
    assert question.state == "withdrawn"
    with pytest.raises(NotPossible):
        book.release(question.id, before)


def test_another_input_than_the_allowed_one_is_a_fault_and_pauses(book: Approvals) -> None:
    question = asked(book)
    book.answer(question.id, BOB, allow(question), 1)
    book.release(question.id, action())
    step = book.effected(question.id, action("make evil"))
    assert "fault" in [kind for kind, _ in step.lines]
    assert book.paused and step.paused


def test_a_failed_action_is_told_as_failed(book: Approvals) -> None:
    question = asked(book)
    book.answer(question.id, BOB, allow(question), 1)
    book.release(question.id, action())
    step = book.effected(question.id, None, failed=True)
    assert question.state == "failed" and step.lines[0][1]["failed"] is True


# ----- who


def test_two_of_a_group_are_needed_and_the_same_one_twice_is_one(book: Approvals) -> None:
    question = asked(book, Ask(group="leads", count=2))
    assert not book.answer(question.id, ANA, allow(question), 1).verdicts
    assert not book.answer(question.id, ANA, allow(question), 2).verdicts
    assert list(question.missing()) == ["1 of leads"]
    assert book.answer(question.id, BOB, allow(question), 3).verdicts[0].allow


def test_one_no_is_enough_where_two_yes_are_needed(book: Approvals) -> None:
    question = asked(book, Ask(group="leads", count=2))
    book.answer(question.id, ANA, allow(question), 1)
    assert not book.answer(question.id, CID, deny(question), 2).verdicts[0].allow
    assert question.state == "denied"


def test_several_rules_that_ask_must_all_be_satisfied(book: Approvals) -> None:
    question = asked(book, Ask(group="leads"), Ask(exclude_requester=True))
    assert not book.answer(question.id, ANA, allow(question), 1).verdicts
    assert book.answer(question.id, CID, allow(question), 2).verdicts[0].allow


def test_who_asked_for_it_may_not_allow_it_but_may_deny_it(book: Approvals) -> None:
    question = asked(book, Ask(exclude_requester=True))
    with pytest.raises(Refused, match="somebody else") as error:
        book.answer(question.id, ANA, allow(question), 1)
    assert code(error) == "not-granted"
    assert not book.answer(question.id, ANA, deny(question), 2).verdicts[0].allow


def test_only_the_group_may_allow(book: Approvals) -> None:
    question = asked(book, Ask(group="leads"))
    with pytest.raises(Refused, match="leads"):
        book.answer(question.id, CID, allow(question), 1)


@pytest.mark.parametrize("decide", ["allow", "deny"])
def test_the_desk_answers_only_where_a_rule_says_so(book: Approvals, decide: str) -> None:
    question = asked(book)
    with pytest.raises(Refused, match="desk"):
        book.answer(question.id, DESK, Answer(decide, question.action.digest), 1)
    other = book.ask(action("b"), asks(Ask(desk=True)), {"ana"}, 2).asked
    assert other is not None
    assert book.answer(other.id, DESK, Answer(decide, other.action.digest), 3).verdicts


def test_the_desk_counts_as_who_asked_for_it(book: Approvals) -> None:
    question = asked(book, Ask(desk=True, exclude_requester=True))
    with pytest.raises(Refused):
        book.answer(question.id, DESK, allow(question), 1)


def test_a_yes_bears_a_reason_where_a_rule_wants_one(book: Approvals) -> None:
    question = asked(book, Ask(reason=True))
    with pytest.raises(Refused, match="reason"):
        book.answer(question.id, BOB, allow(question, reason="  "), 1)
    assert book.answer(question.id, BOB, allow(question, reason="release day"), 2).verdicts[0].allow


def test_a_bare_id_answers_only_what_travelled_whole(book: Approvals) -> None:
    question = asked(book)
    assert book.answer(question.id, BOB, Answer("allow"), 1).verdicts[0].allow
    long = book.ask(action("x" * OPENED_ABOVE), asks(), {"ana"}, 2).asked
    assert long is not None
    with pytest.raises(Refused, match="too long"):
        book.answer(long.id, BOB, Answer("allow"), 3)
    assert book.answer(long.id, BOB, allow(long), 4).verdicts[0].allow


# ----- time


def test_nobody_in_time_is_a_no_that_the_agent_hears_of(book: Approvals) -> None:
    question = asked(book, now_ms=5)
    assert not book.expire(5 + HOUR_MS - 1).verdicts
    step = book.expire(5 + HOUR_MS)
    assert [(one.allow, one.reason) for one in step.verdicts] == [
        (False, "expired: nobody answered within 60 min")
    ]
    with pytest.raises(Refused, match="expired") as error:
        book.answer(question.id, BOB, allow(question), 6 + HOUR_MS)
    assert code(error) == "approval-decided"


def test_an_answer_at_the_deadline_is_late_even_before_anybody_looked(book: Approvals) -> None:
    question = asked(book)
    with pytest.raises(Refused, match="expired"):
        book.answer(question.id, BOB, allow(question), HOUR_MS)
    with pytest.raises(Refused, match="expired"):
        book.edit(question.id, BOB, question.action.digest, HOUR_MS)


def test_the_shortest_of_several_rules_ends_it(book: Approvals) -> None:
    question = asked(book, Ask(), Ask(expires_s=60))
    assert book.expire(60_000).verdicts and question.state == "expired"


def test_the_end_of_a_turn_voids_what_is_open_and_what_is_not_yet_released(book: Approvals) -> None:
    waiting, allowed = asked(book), asked(book)
    book.answer(allowed.id, BOB, allow(allowed), 1)
    step = book.turn_ended()
    assert {waiting.state, allowed.state} == {"withdrawn"}
    assert [one.allow for one in step.verdicts] == [False, False]
    with pytest.raises(NotPossible):
        book.release(allowed.id, action())
    with pytest.raises(Refused, match="withdrawn"):
        book.answer(waiting.id, BOB, allow(waiting), 2)


# ----- bounds


def test_the_ninth_open_question_is_denied(book: Approvals) -> None:
    for _ in range(MAX_OPEN):
        asked(book)
    step = book.ask(action(), asks(), {"ana"}, 0)
    assert step.asked is None and not step.verdicts[0].allow
    assert len(book.open()) == MAX_OPEN


def test_three_denials_in_a_turn_pause_the_session_until_a_person_goes_on(book: Approvals) -> None:
    for at in range(PAUSE_AFTER):
        question = asked(book)
        step = book.answer(question.id, BOB, deny(question), 1)
        assert step.paused is (at == PAUSE_AFTER - 1)
    assert not book.ask(action(), Decision("allow", ()), {"ana"}, 2).verdicts[0].allow
    book.turn_started()
    assert book.ask(action(), Decision("allow", ()), {"ana"}, 3).verdicts[0].allow


def test_denials_of_another_turn_do_not_count(book: Approvals) -> None:
    for _ in range(PAUSE_AFTER):
        question = asked(book)
        book.answer(question.id, BOB, deny(question), 1)
        book.turn_ended()
    assert not book.paused


def test_an_id_that_was_given_out_is_never_another_action() -> None:
    book = Approvals(lambda: "00000001")
    asked(book)
    with pytest.raises(ValueError):
        asked(book)


def test_a_decision_that_nobody_knows_is_a_no(book: Approvals) -> None:
    step = book.ask(action(), Decision("perhaps", ()), {"ana"}, 0)
    assert step.asked is None and not step.verdicts[0].allow


# ----- scopes


def test_a_grant_for_the_digest_covers_the_same_and_nothing_else(book: Approvals) -> None:
    question = asked(book)
    book.answer(question.id, BOB, allow(question, "session-digest"), 1)
    # Before it was released there is nothing to build on.
    assert book.ask(action(), asks(), {"ana"}, 2).asked is not None
    book.release(question.id, action())
    again = book.ask(action(), asks(), {"ana"}, 3)
    assert again.asked is None and again.verdicts[0].allow and again.verdicts[0].by_grant
    assert book.ask(action("make x"), asks(), {"ana"}, 4).asked is not None
    assert book.ask(action(), asks(repeatable=False), {"ana"}, 5).asked is not None
    assert book.ask(action(), asks(), {"ana"}, GRANT_MS + 10).asked is not None


def test_a_grant_for_the_rule_covers_what_this_rule_asks_for(book: Approvals) -> None:
    question = asked(book, grantable=True)
    book.answer(question.id, BOB, allow(question, "session-rule"), 1)
    book.release(question.id, action())
    assert book.ask(action("make x"), asks(grantable=True), {"ana"}, 2).verdicts[0].by_grant
    assert book.ask(action("make x"), asks(grantable=False), {"ana"}, 3).asked is not None
    denied = book.ask(action("make x"), Decision("deny", (), rule="make"), {"ana"}, 4)
    assert not denied.verdicts[0].allow


def test_what_runs_files_of_the_session_is_granted_once_only(book: Approvals) -> None:
    question = asked(book, repeatable=False)
    for scope in ("session-digest", "session-rule", "for-ever"):
        with pytest.raises(Refused) as error:
            book.answer(question.id, BOB, allow(question, scope), 1)
        assert code(error) == "not-possible"


def test_of_several_scopes_the_narrowest_counts(book: Approvals) -> None:
    question = asked(book, Ask(count=2), grantable=True)
    book.answer(question.id, ANA, allow(question, "session-rule"), 1)
    book.answer(question.id, BOB, allow(question), 2)
    book.release(question.id, action())
    assert book.ask(action(), asks(grantable=True), {"ana"}, 3).asked is not None


def test_a_revoked_grant_asks_again(book: Approvals) -> None:
    question = asked(book)
    book.answer(question.id, BOB, allow(question, "session-digest"), 1)
    book.release(question.id, action())
    (grant,) = book.grants.standing()
    book.grants.revoke(grant.scope, grant.what)
    assert book.ask(action(), asks(), {"ana"}, 2).asked is not None
    with pytest.raises(Refused):
        book.grants.revoke(grant.scope, grant.what)


# ----- edits, questions, faults


def test_an_edit_voids_the_question_and_its_answers(book: Approvals) -> None:
    question = asked(book, Ask(count=2))
    book.answer(question.id, ANA, allow(question), 1)
    step = book.edit(question.id, BOB, question.action.digest, 2)
    assert question.state == "withdrawn" and not step.verdicts
    with pytest.raises(Refused, match="edited by bob"):
        book.answer(question.id, CID, allow(question), 3)


def test_an_editor_counts_as_who_asked_for_it(book: Approvals) -> None:
    question = asked(book, Ask(exclude_requester=True))
    book.edit(question.id, BOB, question.action.digest, 1)
    anew = book.ask(action("make safe"), asks(Ask(exclude_requester=True)), {"ana", "bob"}, 2).asked
    assert anew is not None and anew.id != question.id
    with pytest.raises(Refused):
        book.answer(anew.id, BOB, allow(anew), 3)


def test_a_question_takes_the_choices_that_it_offers(book: Approvals) -> None:
    question = book.ask(action(), asks(), {"ana"}, 0, "question", ("red", "blue")).asked
    assert question is not None
    digest = question.action.digest
    for wrong in (
        Answer("choice", digest, choice="green"),
        Answer("choice", digest, text="mauve"),
        Answer("choice", digest),
        Answer("allow", digest),
    ):
        with pytest.raises(Refused):
            book.answer(question.id, BOB, wrong, 1)
    step = book.answer(question.id, BOB, Answer("choice", digest, choice="red"), 2)
    assert step.verdicts[0].allow and step.verdicts[0].reason == "red"


def test_a_permission_takes_no_choice(book: Approvals) -> None:
    question = asked(book)
    with pytest.raises(Refused):
        book.answer(question.id, BOB, Answer("choice", question.action.digest, choice="yes"), 1)


def test_a_plan_is_asked_even_where_a_rule_allows(book: Approvals) -> None:
    assert book.ask(action(), Decision("allow", ()), {"ana"}, 0, "plan").asked is not None


def test_a_gate_without_its_journal_is_shut_and_says_why(book: Approvals) -> None:
    waiting, allowed = asked(book), asked(book)
    book.answer(allowed.id, BOB, allow(allowed), 1)
    step = book.shut("the disk is full")
    assert [one.allow for one in step.verdicts] == [False, False]
    with pytest.raises(Refused) as error:
        book.release(allowed.id, action())
    assert code(error) == "journal-fault"
    with pytest.raises(Refused):
        book.answer(waiting.id, BOB, allow(waiting), 2)
    denied = book.ask(action(), Decision("allow", ()), {"ana"}, 3).verdicts[0]
    assert not denied.allow and "the disk is full" in denied.reason


def test_every_line_has_a_kind_and_only_its_fields(book: Approvals) -> None:
    lines = []
    for scope in ("once", "session-digest"):
        step = book.ask(action(), asks(), {"ana"}, 0)
        assert step.asked is not None
        lines += step.lines
        lines += book.answer(step.asked.id, BOB, allow(step.asked, scope), 1).lines
        lines += book.release(step.asked.id, action()).lines
        lines += book.effected(step.asked.id, action("other")).lines
        book.turn_started()
    lines += book.ask(action(), Decision("deny", (), reason="x", rule="r"), {"ana"}, 2).lines
    lines += book.ask(action(), Decision("allow", (), rule="r"), {"ana"}, 2).lines
    question = asked(book, repeatable=False)
    lines += book.answer(question.id, BOB, deny(question), 3).lines
    book.turn_started()
    asked(book, Ask(expires_s=1), now_ms=3, repeatable=False)
    lines += book.expire(2000).lines
    asked(book, repeatable=False)
    lines += book.turn_ended().lines
    assert {kind for kind, _ in lines} == {
        kind for kind, one in KINDS.items() if one.group == "gate"
    } | {"fault"}
    for kind, body in lines:
        assert body.keys() <= KINDS[kind].fields.keys()
