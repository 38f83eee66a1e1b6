"""In a real gated session: what becomes of a request when judge, policy or files change."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.documents.policy import Lock
from tests.edge_agent.host.gated import GatedSession, gated, give_policy
from tests.waiting import until

ALLOW = {"name": "readers", "kind": "command", "match": ["cat *"], "decide": "allow"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def judge_of(at: GatedSession) -> int:
    """The judge's process, once it has been started."""

    def look() -> int:
        for entry in Path("/proc").iterdir():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                line = (entry / "cmdline").read_bytes()
            except (OSError, IndexError, ValueError):
                continue
            if parent == at.session.pid and b"edge_agent.host.judge_child" in line:
                return int(entry.name)
        return 0

    return until(look, "the judge's process", 40)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


@linux
def test_without_its_judge_a_session_asks_people_and_then_has_another(short_dir: Path) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        assert at.tool("cat x").verdict()[0] == "allow"
        pid = judge_of(at)
        os.kill(pid, signal.SIGSTOP)
        hook = at.tool("cat y")
        question = at.question()
        assert "nobody could judge it" in question["why"] and question["scopes"] == ["once"]
        assert at.say(question, "allow")["status"] == "accepted"
        assert hook.verdict()[0] == "allow"
        assert at.tool("cat z").verdict()[0] == "allow"
        until(lambda: gone(pid) and judge_of(at) != pid, "another judge", 40)


@linux
def test_without_its_judge_a_session_denies_where_the_owner_forbids_commands(
    short_dir: Path,
) -> None:
    with gated(short_dir, [ALLOW]) as at:
        (at.session.home.edge / "never.toml").write_text('commands = ["rm *"]')
        at.begin()
        assert at.tool("cat x").verdict()[0] == "allow"
        assert "owner of this machine" in at.tool("rm x").verdict()[1]
        pid = judge_of(at)
        os.kill(pid, signal.SIGSTOP)
        hook = at.tool("cat y")
        decide, why = hook.verdict()
        assert decide == "deny" and "nobody could judge it" in why


@linux
def test_a_judge_does_not_outlive_its_host(short_dir: Path) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        assert at.tool("cat x").verdict()[0] == "allow"
        pid = judge_of(at)
        os.kill(pid, signal.SIGSTOP)
        os.kill(at.session.pid, signal.SIGKILL)
        until(lambda: gone(pid), "the judge's end", 40)


# ----- guardrails that change


def _missing(at: GatedSession) -> None:
    at.session.home.policy.unlink()


def _forged(at: GatedSession) -> None:
    raw = at.session.home.policy.read_bytes()
    at.session.home.policy.write_bytes(raw.replace(b'"decide":"allow"', b'"decide":"deny" '))


def _older(at: GatedSession) -> None:
    give_policy(at.session.home, [ALLOW], version=1)


def _other_key(at: GatedSession) -> None:
    (at.session.home.edge_keys / "hub.pub").write_text("A" * 43 + "=\n")


def _broken_veto(at: GatedSession) -> None:
    (at.session.home.edge / "never.toml").write_text("commands = [")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_missing, "policy"),
        (_forged, ""),
        (_older, "older"),
        (_other_key, "key"),
        (_broken_veto, "never.toml"),
    ],
)
def test_guardrails_that_cannot_be_believed_any_more_deny_everything_and_say_why(
    short_dir: Path, spoil: Callable[[GatedSession], None], says: str
) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        assert at.tool("cat x").verdict()[0] == "allow"
        spoil(at)
        decide, why = at.tool("cat x").verdict()
        assert decide == "deny" and says in why
        assert at.wait_for("why it is shut", lambda one: says in (one.get("shut") or ""))
        (at.session.home.edge / "never.toml").unlink(missing_ok=True)
        give_policy(at.session.home, [ALLOW])
        assert at.tool("cat x").verdict()[0] == "allow"


def test_without_a_policy_a_gated_session_denies_everything(short_dir: Path) -> None:
    with gated(short_dir, policy=False) as at:
        at.begin()
        decide, why = at.tool("cat x").verdict()
        assert decide == "deny" and "no guardrails" in why


def test_a_policy_that_was_not_refreshed_in_time_asks_where_it_would_allow(
    short_dir: Path,
) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        give_policy(at.session.home, [ALLOW], fresh_s=-1)
        hook = at.tool("cat x")
        question = at.question()
        assert "refreshed" in question["why"]
        at.say(question, "deny", reason="no")
        assert hook.verdict()[0] == "deny"


def test_a_rule_that_comes_meanwhile_stops_what_was_already_allowed(short_dir: Path) -> None:
    deny = {"name": "no", "kind": "command", "match": ["touch *"], "decide": "deny",
            "reason": "frozen"}  # fmt: skip
    with gated(short_dir) as at:
        at.begin()
        hook = at.tool("touch x")
        question = at.question()
        give_policy(at.session.home, [deny])
        at.say(question, "allow")
        decide, why = hook.verdict()
        assert decide == "deny" and "frozen" in why
        assert at.kinds("taken") == []


def test_a_lock_withdraws_what_is_open_and_denies_what_comes(short_dir: Path) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        hook = at.tool("touch x")
        at.question()
        lock = Lock(scope="user", user="ana", reason="closing time", who="eve")
        give_policy(at.session.home, [ALLOW], [lock])
        at.daemon.send("policy")
        decide, why = hook.verdict()
        assert decide == "deny" and "closing time" in why
        assert "closing time" in at.tool("cat x").verdict()[1]
        give_policy(at.session.home, [ALLOW])
        assert at.tool("cat x").verdict()[0] == "allow"


# ----- files that change


def test_what_the_project_forbids_claude_is_denied_in_its_session(short_dir: Path) -> None:
    with gated(short_dir, [ALLOW]) as at:
        at.begin()
        settings = at.folder / ".claude/settings.json"
        settings.parent.mkdir()
        settings.write_text('{"permissions": {"deny": ["Bash(cat:*)"], "allow": ["Bash(touch)"]}}')
        decide, why = at.tool("cat x").verdict()
        assert decide == "deny" and "settings.json says deny" in why
        hook = at.tool("touch x")
        assert at.question()["summary"] == "touch x" and hook.waits()


@pytest.mark.parametrize("command", ["./run.sh", "python3 run.sh", "bash run.sh"])
def test_a_script_that_changes_after_it_was_shown_does_not_run(
    short_dir: Path, command: str
) -> None:
    with gated(short_dir) as at:
        at.begin()
        script = at.folder / "run.sh"
        script.write_text("#!/bin/sh\necho 1\n")
        script.chmod(0o755)
        hook = at.tool(command)
        question = at.question()
        shown = {one["path"] for one in question["programs"]}
        assert os.path.realpath(script) in shown
        script.write_text("#!/bin/sh\nrm -rf ~\n")
        at.say(question, "allow")
        decide, why = hook.verdict()
        assert decide == "deny" and "not what was allowed" in why
        assert at.kinds("taken") == [] and at.kinds("withdrawn") == ["withdrawn"]
