"""`approvals`, `allow` and `deny` against a real hub, daemon and host with an agent that asks."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.signalbox.elsewhere import ME, Elsewhere
from tests.signalbox.gated import WAIT_S, Gated, running
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def gated() -> Iterator[Gated]:
    root = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    try:
        with running(root) as made:
            made.fleet.add_user("bob", "approver")
            yield made
    finally:
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def owner(gated: Gated) -> Elsewhere:
    """Whom the fleet belongs to, at another computer."""
    return Elsewhere(gated.fleet, "owner").login()


@pytest.fixture(scope="module")
def bob(gated: Gated) -> Elsewhere:
    """Somebody who may approve and nothing else, at another computer."""
    return Elsewhere(gated.fleet, "bob", "bob").login()


def waits(who: Elsewhere, approval: str) -> str:
    """What `approvals` prints there, once this one is in it."""
    return until(
        lambda: found if approval in (found := who.good("approvals")) else None,
        f"{approval} is seen there",
        WAIT_S,
        every=0.3,
    )


def test_an_action_is_shown_whole_from_afar_allowed_by_a_prefix_and_followed_to_its_end(
    gated: Gated, owner: Elsewhere
) -> None:
    session = gated.start("--title", "far")
    approval = gated.ask(session, "echo one > allowed; echo 'x  y' >> allowed")
    told = waits(owner, approval)
    for part in (
        f"{approval}  claude wants to use Bash",
        f"session far ({session})",
        f"build-01/-, {gated.folder}, ",
        "│ echo one > allowed; echo 'x  y' >> allowed",
        "description, as the agent says",
        "min left; then it is denied",
    ):
        assert part in told, told
    done = owner.good("allow", approval[:5])
    assert "│ echo one > allowed; echo 'x  y' >> allowed" in done
    assert [line for line in done.splitlines() if not line.startswith(" ")][1:] == [
        f"sent as {owner.user}",
        "taken by build-01: allowed",
        f"allowed by {owner.user}; the agent went on",
    ]
    gated.wait_said(session, "SAID ran (allowed by")
    assert (gated.folder / "allowed").read_text() == "one\nx  y\n"
    late = owner.refused("deny", approval, "-m", "too late")
    assert f"allowed by {owner.user}; the agent went on" in late
    gated.fleet.cli("stop", session, "--grace", "0")


def test_a_denial_reaches_the_agent_with_its_reason_and_whoever_comes_later_hears_of_it(
    gated: Gated, owner: Elsewhere, bob: Elsewhere
) -> None:
    session = gated.start()
    approval = gated.ask(session, "echo no > denied")
    waits(bob, approval)
    done = bob.json("deny", approval, "-m", "not on a Friday")
    assert (done["state"], done["session"]) == ("denied", session)
    gated.wait_said(session, "denied by bob: not on a Friday")
    assert not (gated.folder / "denied").exists()
    assert "denied by bob: not on a Friday" in owner.refused("allow", approval)
    assert "denied by bob" in gated.fleet.cli("allow", approval, check=False).stderr
    assert "no question is open under 'zzzz'" in owner.refused("allow", "zzzz")
    gated.fleet.cli("stop", session, "--grace", "0")
    gated.fleet.wait_ended(session)
    for late in (owner.refused("allow", approval), gated.fleet.cli("allow", approval, check=False)):
        assert "denied by bob" in (late if isinstance(late, str) else late.stderr)
    missing = owner.do("deny", approval)
    assert missing.returncode == 2 and "-m" in missing.stderr


def test_two_people_must_say_yes_where_a_rule_wants_two_and_each_with_a_reason(
    gated: Gated, owner: Elsewhere, bob: Elsewhere
) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch two")
    assert "2 must say yes" in waits(bob, approval)
    assert "needs a reason" in bob.refused("allow", approval)
    first = bob.good("allow", approval, "-m", "looked at it")
    assert "your yes counts; it still waits for 1 of" in first
    assert not (gated.folder / "two").exists()
    until(lambda: "so far: bob" in owner.good("approvals"), "the first yes is seen", WAIT_S)
    done = owner.json("allow", approval, "-m", "me too")
    assert done["state"] in ("taken", "effected")
    until((gated.folder / "two").exists, "it ran", WAIT_S)
    gated.fleet.cli("stop", session, "--grace", "0")


def test_the_desk_answers_without_a_hub_only_where_a_rule_says_so(gated: Gated) -> None:
    session = gated.start()
    cli = gated.fleet.cli
    approval = gated.ask(session, "touch not-for-the-desk")
    for words in (("allow", approval), ("allow", approval, "--desk")):
        done = cli(*words, check=False)
        assert done.returncode == 1 and "no rule lets the desk answer" in done.stderr
        assert "signalbox login" in done.stderr
    cli("interrupt", session)
    until(lambda: not gated.listed(), "the question ends with its turn", WAIT_S)
    approval = gated.ask(session, "touch desk")
    assert "or the desk" in cli("approvals").stdout
    assert "sent as the desk" in cli("allow", approval, "--desk").stdout
    until((gated.folder / "desk").exists, "it ran", WAIT_S)
    (answer,) = gated.fleet.bodies(session, "answered")
    assert answer["who"] == "desk"
    cli("stop", session, "--grace", "0")


def test_a_process_inside_a_session_cannot_answer_at_the_desk(gated: Gated) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch desk-inside")
    words = " ".join([*ME, "allow", approval, "--desk", "--yes"])
    inside = gated.fleet.run("sh", "-c", f"{words}; echo status $?; cat")
    gated.fleet.wait_printed(inside, "status 1", WAIT_S)
    assert "may not steer sessions" in gated.fleet.printed(inside)
    assert [one["question"]["approval"] for one in gated.listed()] == [approval]
    assert not (gated.folder / "desk-inside").exists()
    for one in (inside, session):
        gated.fleet.cli("stop", one, "--grace", "0")


def test_what_is_hidden_in_an_action_is_seen_by_whoever_is_asked(
    gated: Gated, owner: Elsewhere
) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch \u202ehs.x; # \u200b")
    told = waits(owner, approval)
    assert "touch ⟨U+202E⟩hs.x; # ⟨U+200B⟩" in told
    assert "\u202e" not in told and "cannot be seen; they are spelt out" in told
    terminal = owner.terminal("approvals", "--json", size=(200, 200))
    terminal.expect(r"touch \\u202ehs")
    terminal.expect(pexpect.EOF)
    gated.fleet.cli("stop", session, "--grace", "0")


def test_a_long_action_is_never_allowed_unseen(gated: Gated, owner: Elsewhere) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch long; : '" + '"' * 20_000 + "END'")
    told = waits(owner, approval)
    shown = owner.good("allow", approval)
    assert "END'" in told or "allow shows it whole" in told
    assert "touch long; : '" + '"' * 20_000 + "END'" in shown
    until((gated.folder / "long").exists, "it ran", WAIT_S)
    gated.fleet.cli("stop", session, "--grace", "0")


def test_what_is_allowed_for_the_session_is_asked_no_more_and_listed(
    gated: Gated, owner: Elsewhere
) -> None:
    session = gated.start()
    refused = gated.ask(session, "touch x-once")
    waits(owner, refused)
    assert "cannot be allowed for session-rule" in owner.refused(
        "allow", refused, "--scope", "session-rule"
    )
    owner.good("deny", refused, "-m", "no")
    approval = gated.ask(session, "touch grant-1")
    waits(owner, approval)
    owner.good("allow", approval, "--scope", "session-rule")
    until((gated.folder / "grant-1").exists, "it ran", WAIT_S)
    gated.fleet.cli("prompt", session, "bash touch grant-2")
    until((gated.folder / "grant-2").exists, "the next ran without being asked for", WAIT_S)
    standing = gated.fleet.cli("approvals", "--standing").stdout
    assert session in standing and "for the session" in standing and owner.user in standing
    told = json.loads(gated.fleet.cli("approvals", "--standing", "--json").stdout)
    assert [one["grant"]["scope"] for one in told] == ["session-rule"]
    gated.fleet.cli("stop", session, "--grace", "0")


def test_lists_and_attached_terminals_tell_what_waits_and_how_to_answer(
    gated: Gated, owner: Elsewhere
) -> None:
    session = gated.start("--title", "seen")
    terminal = pexpect.spawn(
        sys.executable,
        ["-I", "-m", "signalbox", "attach", session],
        env=gated.fleet.environment(),
        dimensions=(30, 100),
        timeout=WAIT_S,
        encoding="utf-8",
    )
    terminal.expect("READY")
    approval = gated.ask(session, "touch seen")
    terminal.expect(f"\x1b]2;It waits for a yes .*touch seen.*allow {approval}\x1b\\\\\x07")
    assert "1 question waits for a yes: signalbox approvals" in gated.fleet.cli("ls").stdout
    assert "1 question waits" in gated.fleet.cli("status", check=False).stdout
    terminal.send("\x1c")
    terminal.expect(f"It waits for a yes .*signalbox allow {approval}")
    terminal.wait()
    waits(owner, approval)
    far = owner.terminal("attach", session)
    far.expect(f"\x1b]2;It waits for a yes .*touch seen.*allow {approval}\x1b\\\\\x07")
    far.send("\x1c")
    far.expect("It goes on")
    far.expect(f"It waits for a yes .*signalbox allow {approval}")
    log = owner.terminal("log", session)
    log.expect(f"It waits for a yes .*signalbox allow {approval}")
    assert "1 question waits for a yes: signalbox approvals" in owner.good("ls")
    gated.fleet.cli("stop", session, "--grace", "0")
    assert gated.fleet.cli("approvals").stdout == "Nothing waits for a yes.\n"
    assert gated.listed() == []


def test_at_a_terminal_a_yes_is_asked_for_once_more_below_the_action(
    gated: Gated, owner: Elsewhere
) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch sure")
    waits(owner, approval)
    for answer, said in (("n", "Nothing was sent"), ("y", "sent as")):
        terminal = owner.terminal("allow", approval)
        terminal.expect("touch sure")
        terminal.expect(r"Allow this \(once\)\? \[y/N\] ")
        terminal.sendline(answer)
        terminal.expect(said)
        terminal.expect(pexpect.EOF)
        assert (gated.folder / "sure").exists() == (answer == "y")
    gated.fleet.cli("stop", session, "--grace", "0")


def test_run_tells_the_gate_and_the_level_and_starts_gated_from_afar_too(
    gated: Gated, owner: Elsewhere
) -> None:
    here = gated.fleet.cli("run", "-d", "--mode", "ask-all", "claude", cwd=gated.folder)
    level = gated.fleet.bodies(here.stdout.strip(), "started")[0]["level"]
    assert f"[claude: gated (ask-all, {level})]" in here.stderr
    words = ("run", "-d", "--on", "build-01", "--in", str(gated.folder))
    far = owner.do(*words, "--mode", "watch-only", "claude")
    assert far.returncode == 0 and "[claude: gated (watch-only)]" in far.stderr, far
    (started,) = gated.fleet.bodies(far.stdout.strip(), "started")
    assert (started["gate"], started["mode"]) == ("gated", "watch-only")
    free = owner.do(*words, "--not-gated", "claude")
    assert free.returncode == 0 and "NOT GATED" in free.stderr, free
    # Without its gate this program ends at once.
    for done in (here, far):
        gated.fleet.cli("stop", done.stdout.strip(), "--grace", "0")


def test_the_demo_asks_and_an_interrupt_ends_its_turn_and_not_the_session(
    gated: Gated, owner: Elsewhere
) -> None:
    cli = gated.fleet.cli
    session = cli("demo", "-d").stdout.strip()
    gated.fleet.wait_printed(session, "Type something", WAIT_S)
    cli("prompt", session, "one")
    until(gated.listed, "it asks", WAIT_S, every=0.2)
    cli("interrupt", session)
    gated.fleet.wait_printed(session, "interrupted", WAIT_S)
    assert not gated.listed()
    cli("prompt", session, "two")
    (asked,) = until(gated.listed, "it asks again", WAIT_S, every=0.2)
    assert asked["question"]["input"]["content"] == "You said: two\n"
    waits(owner, asked["question"]["approval"])
    owner.good("allow", asked["question"]["approval"])
    gated.fleet.wait_printed(session, "it is there", WAIT_S)
    cli("stop", session, "--grace", "0")
    shutil.rmtree(asked["folder"])


def test_who_is_a_moment_too_late_hears_what_was_decided_meanwhile(
    gated: Gated, owner: Elsewhere, bob: Elsewhere
) -> None:
    session = gated.start()
    approval = gated.ask(session, "touch race")
    waits(owner, approval)
    terminal = owner.terminal("allow", approval)
    terminal.expect(r"\[y/N\] ")
    bob.good("deny", approval, "-m", "I was first")
    terminal.sendline("y")
    terminal.expect("denied by bob: I was first")
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 1 and not (gated.folder / "race").exists()
    gated.fleet.cli("stop", session, "--grace", "0")
