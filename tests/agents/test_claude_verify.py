"""`agents verify` with the real Claude Code, as a user runs it: no key, no network, no hub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent.host import gated_start
from schemas.wire.errors import Refused
from tests.agents import claude

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

SIGNALBOX = [sys.executable, "-I", "-m", "signalbox"]
# What a computer may lack: a service manager of the account, cron, tmux.
MAY_BE_SKIPPED = (
    "shielded: it cannot use the account's service manager",
    "shielded: it cannot type into other terminals",
    "shielded: it cannot have cron run something",
)


def test_every_row_of_the_pinned_version_holds(claude_program: Path, short_dir: Path) -> None:
    try:
        gated_start.python()
    except Refused as refused:
        pytest.skip(str(refused))
    environment = {
        "HOME": str(short_dir),
        "SIGNALBOX_HOME": str(short_dir / "sb"),
        "PATH": f"{claude_program.parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
    }

    def signalbox(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*SIGNALBOX, *words], env=environment, capture_output=True, text=True, timeout=1400
        )

    done = signalbox("agents", "verify", "claude", "--json")
    assert done.stdout, done.stderr
    (told,) = json.loads(done.stdout)
    rows = {row["name"]: row for row in told["rows"]}
    assert [row for row in rows.values() if row["state"] == "red"] == []
    skipped = {name for name, row in rows.items() if row["state"] == "skipped"}
    assert skipped <= set(MAY_BE_SKIPPED), [rows[name] for name in skipped]
    assert len(rows) == len(told["rows"]) > 40
    assert (done.returncode, told["state"], told["version"]) == (0, "verified", claude.VERSION)

    listed = json.loads(signalbox("agents", "--json").stdout)["agents"]
    assert [(one["agent"], one["verified"], one["gate"]) for one in listed] == [
        ("claude", "verified", "gated")
    ]
