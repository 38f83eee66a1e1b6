"""The real Claude Code, started by `run`, asks; a person elsewhere answers from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edge_agent.verify.anthropic import Endpoint
from tests.agents import claude
from tests.signalbox.elsewhere import Elsewhere
from tests.signalbox.gated import running
from tests.waiting import until

pytestmark = pytest.mark.timeout(600)  # the first run fetches the program

WAIT_S = 60


def test_what_it_wants_is_seen_answered_and_followed_from_a_shell(
    claude_program: Path, short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = short_dir / "work"
    folder.mkdir()
    with Endpoint() as model:
        for name, value in claude.home(short_dir / "user", folder, model.url).items():
            monkeypatch.setenv(name, value)
        with running(short_dir, programs=claude_program.parent) as gated:
            cli = gated.fleet.cli
            done = cli("run", "-d", "--title", "real", "claude", cwd=folder)
            session = done.stdout.strip()
            assert "[claude: gated (standard, " in done.stderr
            until(lambda: _phase(gated.fleet.cli("ls", "--json").stdout) == "idle", "ready", WAIT_S)
            person = Elsewhere(gated.fleet, "away").login()
            person.good("prompt", "real", "script: bash echo x >> count; say first is done")
            (asked,) = until(lambda: gated.listed(), "it asks", WAIT_S)
            approval = asked["question"]["approval"]
            until(lambda: approval in person.good("approvals"), "it is seen", WAIT_S)
            said = person.good("allow", approval[:6])
            assert "│ echo x >> count" in said
            assert said.endswith(f"allowed by {person.user}; the agent went on\n")
            assert (folder / "count").read_text() == "x\n"
            until(lambda: "first is done" in _messages(gated.fleet.bodies(session, "message")),
                  "its turn ends", WAIT_S)  # fmt: skip

            person.good("prompt", "real", "script: bash echo x >> count; say second is done")
            (asked,) = until(lambda: gated.listed(), "it asks again", WAIT_S)
            person.good("deny", asked["question"]["approval"], "-m", "once is enough")
            until(lambda: "second is done" in _messages(gated.fleet.bodies(session, "message")),
                  "its turn ends", WAIT_S)  # fmt: skip
            assert (folder / "count").read_text() == "x\n"
            assert any("once is enough" in str(one.body) for one in model.conversations())
            cli("stop", session)


def _phase(listed: str) -> str:
    (row,) = json.loads(listed)
    return str(row["phase"])


def _messages(bodies: list[dict[str, object]]) -> str:
    return "\n".join(str(one["text"]) for one in bodies)
