"""A real host with a gate: hooks ask on its socket, people answer, lines come first."""

from __future__ import annotations

from pathlib import Path

from tests.edge_agent.host.gated import GATE_LINES, gated


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
