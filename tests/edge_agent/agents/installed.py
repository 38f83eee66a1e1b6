"""Programs that look like an installed agent, for tests."""

from __future__ import annotations

import shlex
from pathlib import Path


def install(folder: Path, version: str = "2.1.330", name: str = "claude", then: str = "") -> Path:
    """A program of that name which prints its version; `then`: more lines of shell before that."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    said = shlex.quote(f"{version} (Claude Code)")
    fresh = folder / f".{name}"
    fresh.write_text(f"#!/bin/sh\n{then}\necho {said}\n")
    fresh.chmod(0o755)
    fresh.rename(program)
    return program
