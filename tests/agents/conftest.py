from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.agents import claude


@pytest.fixture(scope="session")
def claude_program() -> Path:
    """The pinned Claude Code; where it cannot be fetched, CI fails and others skip."""
    try:
        return claude.program()
    except (FileNotFoundError, KeyError, subprocess.SubprocessError) as wrong:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"Claude Code {claude.VERSION} could not be fetched with npm: {wrong!r}")
