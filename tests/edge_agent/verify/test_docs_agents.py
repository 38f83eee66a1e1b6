"""docs/agents.md names every row of `agents verify`, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from edge_agent.agents.profiles import profiles
from edge_agent.verify.bench import Bench
from edge_agent.verify.claude import Claude
from edge_agent.verify.levels import levels
from edge_agent.verify.rows import NO_SUCH_ARGUMENT, scenes

PAGE = Path(__file__).resolve().parents[3] / "docs" / "agents.md"


def test_the_page_has_each_row_once_and_in_order() -> None:
    bench = Bench(profiles()["claude"], "terminal", "/bin/true", Claude())
    tried = [trial.name for one in [*scenes(bench), *levels(bench)] for trial in one.trials]
    assert len(tried) == len(set(tried))
    told = re.findall(r"^\| `(.+?)` \|", PAGE.read_text(), re.MULTILINE)
    assert told == [NO_SUCH_ARGUMENT, *tried]
