"""What `doctor` says of levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_agent.shield import disk
from schemas.wire.layout import Home
from signalbox.checks import shield


def test_doctor_says_that_sessions_are_shielded_here(short_dir: Path) -> None:
    state, text, _ = shield.check(Home(short_dir))
    assert state in ("good", "warning") and text.startswith("gated sessions are shielded")


def test_doctor_says_why_sessions_are_plain(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "BWRAP", ("/nowhere/bwrap",))
    state, text, _ = shield.check(Home(short_dir))
    assert (state, "apt-get install bubblewrap" in text) == ("warning", True)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")
    assert "which it hides" in shield.check(Home(short_dir))[1]
