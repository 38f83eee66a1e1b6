"""A real host with a gate: hooks ask on its socket, people answer, lines come first."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from schemas.documents.policy import Lock
from tests.edge_agent.host.gated import GATE_LINES, WAIT, Hook, gated, give_policy
from tests.edge_agent.host.session import alive, below
from tests.waiting import until

TOUCH: dict[str, Any] = {
    "name": "touch", "kind": "command", "match": ["touch *"], "decide": "ask", "grantable": True,
}  # fmt: skip


def ask(**more: Any) -> dict[str, Any]:
    """The rule with these words about whom to ask."""
    return {**TOUCH, "ask": more}


def test_what_people_allow_goes_on_once_and_each_line_is_written_before(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one", "toolu_a")
        question = at.question()
        assert question["summary"] == "touch one" and question["whole"]
        assert question["input"] == {"command": "touch one"}
        assert at.document["phase"] == "waiting"
        assert hook.waits()
        receipt = at.say(question, "allow")
        assert receipt["status"] == "accepted", receipt
        assert receipt["data"] == {"state": "allowed", "decided": "allowed by bob"}
        assert hook.verdict() == ("allow", "allowed by bob")
        at.no_question()
        assert at.kinds(*GATE_LINES) == ["asked", "answered", "taken"]
        at.ran("touch one", "toolu_a")
        at.wait_for_line("effected")
        late = at.say(question, "deny")
        assert (late["status"], late["code"]) == ("rejected", "approval-decided")
        assert "allowed by bob" in late["reason"]
        at.session.check_chain()


def test_a_denial_reaches_the_agent_with_its_reason_and_is_counted_once(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        assert at.say(question, "deny", reason="use the other one")["status"] == "accepted"
        assert hook.verdict() == ("deny", "denied by bob: use the other one")
        assert at.say(question, "allow")["code"] == "approval-decided"
        assert at.kinds(*GATE_LINES) == ["asked", "answered"]
        assert at.session.bodies("answered")[0]["who"] == "bob"


def test_rules_decide_without_people_and_stand_on_the_record_with_the_input(
    short_dir: Path,
) -> None:
    rules = [
        {"name": "ok", "kind": "command", "match": ["touch a"], "decide": "allow"},
        {"name": "no", "kind": "command", "match": ["touch b"], "decide": "deny", "reason": "why"},
    ]
    with gated(short_dir, rules) as at:
        at.begin()
        assert at.tool("touch a", timeout=1.5).verdict()[0] == "allow"
        assert at.tool("touch b").verdict() == ("deny", "why")
        allowed, denied = at.wait_for_line("allowed_by_rule"), at.wait_for_line("denied_by_rule")
        assert allowed["input"] == {"command": "touch a", "timeout": "1.5"}
        assert allowed["spelt"] == ["timeout"] and allowed["folder"] == str(at.folder)
        assert (denied["rule"], denied["reason"]) == ("no", "why")
        assert not at.kinds("asked")


def test_a_hook_that_hangs_up_voids_its_question_and_a_later_yes_does_nothing(
    short_dir: Path,
) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        hook.hang_up()
        assert at.wait_for_line("withdrawn")["reason"] == "its hook is gone"
        at.no_question()
        late = at.say(question, "allow")
        assert late["code"] == "approval-decided" and "its hook is gone" in late["reason"]
        assert "taken" not in at.kinds()


def test_the_end_of_a_turn_an_interrupt_and_a_stop_deny_what_waits(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        first = at.tool("touch one")
        at.question()
        at.tell("Stop", last_assistant_message="I have done it")
        assert first.verdict() == ("deny", "withdrawn: the turn ended")
        at.wait_for("idle", lambda one: one["phase"] == "idle" and not one["questions"])
        assert at.session.bodies("message") == [{"text": "I have done it", "claimed": True}]

        at.tell("UserPromptSubmit", prompt="again")
        second = at.tool("touch two")
        at.question()
        assert at.request("interrupt")["status"] == "accepted"
        assert second.verdict() == ("deny", "withdrawn: interrupted by bob")

        at.tell("UserPromptSubmit", prompt="again")
        third = at.tool("touch three")
        at.question()
        at.daemon.send("request", who="bob", verb="stop", id="s1", fields={"grace": 1})
        assert third.verdict() == ("deny", "withdrawn: the session is being stopped")
        at.session.ended()
        assert at.kinds("taken") == []


def test_a_ninth_open_question_is_denied_at_once(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hooks = [at.tool(f"touch {one}") for one in range(8)]
        at.wait_for("eight questions", lambda one: len(one["questions"]) == 8)
        decide, reason = at.tool("touch 9").verdict()
        assert decide == "deny" and "8 questions" in reason
        assert at.wait_for_line("denied_by_rule")["rule"] == "gate"
        assert all(hook.waits() for hook in hooks)


def test_three_denials_pause_the_turn_until_a_person_prompts(short_dir: Path) -> None:
    deny = {"name": "no", "kind": "command", "match": ["touch *"], "decide": "deny",
            "reason": "because"}  # fmt: skip
    with gated(short_dir, [deny]) as at:
        at.begin()
        for one in range(3):
            assert at.tool(f"touch {one}").verdict()[0] == "deny"
        assert at.wait_for_line("interrupted") == {"who": "gate"}
        at.wait_for("a pause", lambda one: one.get("paused"))
        assert "paused" in at.tool("true").verdict()[1]
        # The agent cannot end it by itself.
        at.tell("UserPromptSubmit", prompt="go on")
        assert "paused" in at.tool("true").verdict()[1]


def test_a_prompt_of_a_person_ends_a_pause(short_dir: Path) -> None:
    deny = {"name": "no", "kind": "command", "match": ["touch *"], "decide": "deny",
            "reason": "because"}  # fmt: skip
    with gated(short_dir, [deny]) as at:
        at.begin()
        for one in range(3):
            assert at.tool(f"touch {one}").verdict()[0] == "deny"
        at.wait_for("a pause", lambda one: one.get("paused"))
        assert at.request("prompt", "cid", text="go on")["status"] == "accepted"
        at.tell("UserPromptSubmit", prompt="go on")
        assert at.tool("true").verdict()[0] == "allow"
        at.wait_for("no pause", lambda one: not one.get("paused"))
        # What a request typed has its line from there, and no second one that is claimed.
        assert [one for one in at.session.bodies("prompt") if one["text"] == "go on"] == [
            {"who": "cid", "text": "go on"}
        ]


def test_secrets_are_masked_wherever_the_input_goes_and_then_a_bare_id_is_not_enough(
    short_dir: Path,
) -> None:
    secret = "hunter2hunter2"
    with gated(short_dir, environment={"MY_TOKEN": secret}) as at:
        at.begin()
        hook = at.tool(f"touch {secret}")
        question = at.question()
        assert question["input"] == {"command": f"touch {'*' * len(secret)}"}
        assert not question["whole"]
        bare = at.say(question, "allow", bare=True)
        assert bare["code"] == "not-possible", bare
        assert at.say(question, "allow", reason=f"{secret} is fine")["status"] == "accepted"
        assert hook.verdict()[0] == "allow"
        raw = b"".join(path.read_bytes() for path in at.session.folder.journal.iterdir())
        assert secret.encode() not in raw
        assert secret not in str(question) and secret not in str(at.look())
        denied = at.tool(f"cat <({secret}")
        assert secret not in str(at.question())
        denied.hang_up()


def test_a_plain_input_can_be_answered_by_the_bare_id(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        first = at.tool("touch one")
        assert at.say(at.question(), "allow", bare=True)["status"] == "accepted"
        assert first.verdict()[0] == "allow"
        at.no_question()
        second = at.tool("touch \u202eevil")
        assert not at.question()["whole"], "what cannot be seen must be opened"
        assert at.say(at.question(), "allow", bare=True)["code"] == "not-possible"
        assert at.say(at.question(), "deny", bare=True)["status"] == "accepted"
        assert second.verdict()[0] == "deny"


def test_fractions_large_numbers_and_lone_surrogates_are_spelt_and_named(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch \ud800", timeout=1.5, many=2**60, deep=[{"a": [0.25]}])
        question = at.question()
        assert question["input"] == {
            "command": "touch \\ud800",
            "timeout": "1.5",
            "many": str(2**60),
            "deep": [{"a": ["0.25"]}],
        }
        assert question["spelt"] == ["command", "deep[0].a[0]", "many", "timeout"]
        assert not question["whole"]
        at.say(question, "allow")
        assert hook.verdict()[0] == "allow"
        assert at.session.bodies("asked")[0]["masked"]


def test_a_large_input_must_be_opened_and_a_huge_one_is_denied(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        large = "touch " + "x" * 40_000
        hook = at.tool(large, "toolu_l")
        question = at.question()
        assert "input" not in question and question["cut"] and not question["whole"]
        assert at.say(question, "allow", bare=True)["code"] == "not-possible"
        at.say(question, "allow")
        assert hook.verdict()[0] == "allow"
        (asked,) = [one for one in at.session.lines() if one["seq"] == question["seq"]]
        assert asked["kind"] == "asked" and asked["body"]["input"] == {"command": large}
        decide, reason = at.tool("touch " + "x" * 1_100_000).verdict()
        assert decide == "deny" and "1024 KiB" in reason
        decide, reason = at.tool("touch " + "x" * 3_000_000).verdict()
        assert decide == "deny" and "1 MiB" in reason


def test_the_document_stays_within_its_bound_and_says_what_it_left_out(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hooks = [at.tool(f"touch {one} " + "y" * 20_000) for one in range(4)]
        found = at.wait_for("four", lambda one: len(one["questions"]) == 4)
        shown = [one for one in found["questions"] if "input" in one]
        cut = [one for one in found["questions"] if "input" not in one]
        assert shown and cut and all(one["cut"] and not one["whole"] for one in cut)
        assert at.say(cut[0], "allow", bare=True)["code"] == "not-possible"
        assert all(hook.waits() for hook in hooks)


def test_the_same_call_is_asked_about_once(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        first = at.tool("touch one", "toolu_same")
        question = at.question()
        decide, reason = at.tool("touch one", "toolu_same").verdict()
        assert decide == "deny" and "before" in reason
        at.say(question, "allow")
        assert first.verdict()[0] == "allow"
        assert at.tool("touch one", "toolu_same").verdict()[0] == "deny"
        assert at.kinds("asked") == ["asked"]


def test_the_agents_own_question_follows_the_decision_that_was_taken(short_dir: Path) -> None:
    def behavior(command: str) -> str:
        told = at.tell("PermissionRequest", tool_name="Bash", tool_input={"command": command})
        found: str = told["hookSpecificOutput"]["decision"]["behavior"]
        return found

    with gated(short_dir) as at:
        at.begin()
        assert behavior("touch one") == "deny"
        hook = at.tool("touch one", "toolu_a")
        question = at.question()
        assert behavior("touch one") == "deny", "it is still open"
        at.say(question, "allow")
        assert hook.verdict()[0] == "allow"
        assert behavior("touch one") == "allow" and behavior("touch  one") == "deny"
        at.ran("touch one", "toolu_a")
        assert behavior("touch one") == "deny", "it has happened"


def test_what_ran_is_compared_with_what_was_allowed(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch fine", "toolu_a")
        at.say(at.question(), "allow")
        assert hook.verdict()[0] == "allow"
        at.ran("touch EVIL", "toolu_a")
        assert "another input" in at.wait_for_line("fault")["what"]
        at.wait_for("a pause", lambda one: one.get("paused"))
        assert "paused" in at.tool("true").verdict()[1]


@pytest.mark.parametrize("rule", [True, False])
def test_what_ran_without_having_been_allowed_is_a_fault(short_dir: Path, rule: bool) -> None:
    rules = [{"name": "ok", "kind": "command", "match": ["touch *"], "decide": "allow"}]
    with gated(short_dir, rules if rule else ()) as at:
        at.begin()
        if rule:
            assert at.tool("touch fine", "toolu_a").verdict()[0] == "allow"
        at.ran("touch EVIL", "toolu_a", "PostToolUseFailure" if rule else "PostToolUse")
        at.wait_for_line("fault")
        at.wait_for("a pause", lambda one: one.get("paused"))


def test_what_agents_say_is_recorded_as_claimed(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        at.tool("true", "toolu_a").verdict()
        at.ran("true", "toolu_a")
        at.tell("ConfigChange", source="user_settings")
        assert at.wait_for_line("prompt")["claimed"]
        assert at.wait_for_line("tool_call") == {
            "call": "toolu_a", "tool": "Bash", "input": {"command": "true"}, "claimed": True,
        }  # fmt: skip
        assert at.wait_for_line("tool_result") == {
            "call": "toolu_a", "text": "done", "claimed": True,
        }  # fmt: skip
        until(
            lambda: any("user_settings" in one["text"] for one in at.session.bodies("note")),
            "a note of the changed settings",
            WAIT,
        )


def test_what_is_no_hook_is_denied_and_harms_nothing(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        cases: list[Any] = [
            b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"hook_event_name": 3}',
            {"hook_event_name": "Nonsense"}, {"hook_event_name": "PreToolUse"},
            {"hook_event_name": "PreToolUse", "tool_name": "Bash", "cwd": "/", "tool_input": {}},
            {"hook_event_name": "PreToolUse", "tool_name": "Bash", "cwd": "/",
             "tool_input": {"command": "ls"}},
            {"hook_event_name": "PreToolUse", "tool_name": "Bash", "cwd": "/",
             "tool_input": {"command": "ls"}, "tool_use_id": "x" * 1000},
        ]  # fmt: skip
        for case in cases:
            assert Hook(at.gate, case).verdict()[0] == "deny", case
        silent = Hook(at.gate, b"", end=False)
        assert at.tool("true").verdict()[0] == "allow"
        silent.hang_up()
        assert alive(at.session.pid)


def test_a_mode_gets_stricter_by_anybody_and_looser_by_admins_alone(short_dir: Path) -> None:
    rules = [{"name": "ok", "kind": "command", "match": ["touch *"], "decide": "allow"}]
    with gated(short_dir, rules) as at:
        at.begin()
        at.wait_for("its mode", lambda one: one["mode"] == "standard")
        assert at.tool("touch a").verdict()[0] == "allow"
        assert at.request("mode", rights=["operate"], mode="ask-all")["status"] == "accepted"
        at.wait_for("the mode", lambda one: one["mode"] == "ask-all")
        assert at.wait_for_line("mode") == {"who": "bob", "mode": "ask-all"}
        hook = at.tool("touch a")
        at.question()
        for mode, code in (("ask-all", "nothing-changed"), ("standard", "not-granted")):
            assert at.request("mode", rights=["operate"], mode=mode)["code"] == code
        assert at.request("mode", rights=["operate"], mode="watch-only")["status"] == "accepted"
        # What was asked before the mode changed is judged again before it goes on.
        at.say(at.question(), "allow")
        decide, reason = hook.verdict()
        assert decide == "deny" and "watching only" in reason
        assert at.request("mode", rights=["admin"], mode="standard")["status"] == "accepted"
        assert at.request("mode", rights=["admin"], mode="custom")["code"] == "not-possible"


def test_everybody_who_steered_is_a_requester(short_dir: Path) -> None:
    with gated(short_dir, [ask(exclude_requester=True, desk=True)]) as at:
        at.begin()
        assert at.request("prompt", "cid", ["operate"], text="go")["status"] == "accepted"
        at.daemon.send("request", who="dan", verb="keys", id="k1", fields={"text": "x"})
        desk = at.session.desk()
        desk.attach()
        desk.type(b"y")
        until(lambda: len(at.session.bodies("keys")) >= 2, "both keys", WAIT)
        hook = at.tool("touch one")
        question = at.question()
        assert question["requesters"] == ["ana", "cid", "dan", "desk"]
        for who in ("ana", "cid", "dan"):
            assert at.say(question, "allow", who)["code"] == "not-granted"
        own = desk.ask("answer", approval=question["approval"], digest=question["digest"],
                       decide="allow")  # fmt: skip
        assert own["code"] == "not-granted"
        assert at.say(question, "allow", "eve")["status"] == "accepted"
        assert hook.verdict()[0] == "allow"


def test_the_desk_answers_only_where_the_rule_says_so_and_is_told_what_is_open(
    short_dir: Path,
) -> None:
    with gated(short_dir, [{**ask(desk=True), "match": ["touch *"]}]) as at:
        at.begin()
        desk = at.session.desk()
        desk.attach()
        assert desk.wait("questions").fields == {"open": []}
        hook = at.tool("touch one")
        (row,) = desk.wait("questions", seconds=WAIT).fields["open"]
        assert row["summary"] == "touch one" and row["desk"]
        digest = at.question()["digest"]
        desk.ask("answer", approval=row["approval"], digest=digest, decide="allow")
        assert hook.verdict() == ("allow", "allowed by desk")
        assert desk.wait("questions").fields == {"open": []}
        other = at.tool("mv a b")
        (row,) = desk.wait("questions", seconds=WAIT).fields["open"]
        digest = at.question()["digest"]
        refused = desk.ask("answer", approval=row["approval"], digest=digest, decide="allow")
        assert refused["code"] == "not-granted" and not row["desk"]
        assert other.waits()


def test_two_of_a_group_are_counted_and_shown(short_dir: Path) -> None:
    with gated(short_dir, [ask(group="leads", count=2, reason=True)]) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        assert (question["group"], question["count"]) == ("leads", 2)
        assert question["missing"] == ["2 of leads"] and question["reason_required"]
        assert at.say(question, "allow", "bob", reason="x")["code"] == "not-granted"
        assert at.say(question, "allow", "bob", ["leads"])["code"] == "bad-field"
        first = at.say(question, "allow", "bob", ["leads"], reason="read it")
        assert first["data"] == {"state": "asked", "missing": ["1 of leads"]}
        at.wait_for("bob's yes", lambda one: one["questions"][0]["yes"] == ["bob"])
        assert at.say(question, "allow", "bob", ["leads"], reason="again")["data"]["missing"]
        assert hook.waits()
        at.say(question, "allow", "cid", ["leads"], reason="too")
        assert hook.verdict() == ("allow", "allowed by bob, cid")


def test_a_standing_grant_is_shown_and_covers_the_same_digest_alone(short_dir: Path) -> None:
    with gated(short_dir, [TOUCH]) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        assert question["scopes"] == ["once", "session-digest", "session-rule"]
        at.say(question, "allow", scope="session-digest")
        assert hook.verdict()[0] == "allow"
        found = at.wait_for("the grant", lambda one: one.get("standing"))
        (grant,) = found["standing"]
        assert (grant["scope"], grant["summary"]) == ("session-digest", "touch one")
        assert grant["by"] == ["bob"] and grant["until"] > question["asked"]
        assert at.tool("touch one").verdict()[0] == "allow"
        assert at.wait_for_line("allowed_by_rule")["granted"]
        other = at.tool("touch two")
        at.question()
        assert other.waits()


def test_a_lock_that_appears_denies_what_waits_and_what_comes(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        locks = [Lock(scope="machine", reason="incident", who="root")]
        give_policy(at.session.home, locks=locks)
        at.daemon.send("policy")
        decide, reason = hook.verdict()
        assert decide == "deny" and "incident" in reason
        at.wait_for("the lock", lambda one: "incident" in (one.get("shut") or ""))
        assert at.say(question, "allow")["code"] == "approval-decided"
        # Nobody had to say that the policy changed: it is looked at before each decision.
        assert "incident" in at.tool("true").verdict()[1]
        give_policy(at.session.home)
        assert at.tool("true").verdict()[0] == "allow"


def test_without_a_policy_everything_is_denied_and_the_document_says_why(short_dir: Path) -> None:
    with gated(short_dir, policy=False) as at:
        at.begin()
        decide, reason = at.tool("true").verdict()
        assert decide == "deny" and "no guardrails" in reason
        assert "no guardrails" in at.look()["shut"]
        give_policy(at.session.home)
        assert at.tool("true").verdict()[0] == "allow"
        at.wait_for("an open gate", lambda one: not one.get("shut"))


def test_a_killed_host_takes_its_agent_along_and_hangs_up_on_every_hook(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        at.question()
        tree = below(at.session.pid)
        assert tree
        os.kill(at.session.pid, signal.SIGKILL)
        assert hook.answer() == {}, "half an answer would be none either"
        until(lambda: not [pid for pid in tree if alive(pid)], "the end of all of it", WAIT)
        assert at.kinds("answered", "taken") == []


def test_an_answer_after_another_daemon_came_is_carried_out_once(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        question = at.question()
        at.daemon.close()
        at.new_daemon()
        again = at.question()
        assert again == question
        assert at.say(again, "allow")["status"] == "accepted"
        assert hook.verdict()[0] == "allow"
        assert at.say(again, "allow")["code"] == "approval-decided"
        assert at.kinds("taken") == ["taken"]


def test_an_agent_whose_hooks_never_come_is_stopped_with_a_fault(short_dir: Path) -> None:
    with gated(short_dir) as at:
        body = at.session.ended(seconds=90)
        assert body["signal"]
        assert "no hook" in at.session.bodies("fault")[0]["what"]


def test_a_gate_goes_on_where_its_agent_knows_it_when_the_session_gets_another_id(
    short_dir: Path,
) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        at.question()
        at.daemon.send("fork", seq=1)
        decide, reason = hook.verdict()
        assert decide == "deny"
        others = [one for one in at.session.home.sessions.iterdir() if one.name != at.session.id]
        assert len(others) == 1
        # Its hooks still know the old place; what they ask stands in the new journal.
        assert at.tool("true").verdict()[0] == "allow", reason
        raw = b"".join(path.read_bytes() for path in (others[0] / "journal").iterdir())
        assert b"allowed_by_rule" in raw


def test_a_program_that_exits_leaves_no_question_behind(short_dir: Path) -> None:
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch one")
        at.question()
        (program,) = [one for one in below(at.session.pid) if is_agent(one)]
        os.kill(program, signal.SIGKILL)
        assert hook.verdict()[0] == "deny"
        at.session.ended()
        assert at.kinds("withdrawn", "ended") == ["withdrawn", "ended"]
        found = at.wait_for("the end", lambda one: one["phase"] == "ended")
        assert found["questions"] == [] and not found.get("shut")


def is_agent(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").read_bytes() == b"cat\0"
