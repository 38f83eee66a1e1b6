"""The level that gated sessions get on this machine."""

from __future__ import annotations

import os

from edge_agent.shield import why_plain
from schemas.wire.layout import Home


def check(home: Home) -> tuple[str, str, str]:
    """Shielded or plain, as a start would find it now."""
    reason, notes = why_plain(home, os.environ)
    if reason:
        return (
            "warning",
            f"gated sessions are plain: {reason}",
            "docs/security.md says what that is",
        )
    if notes:
        return "warning", f"gated sessions are shielded, but {'; '.join(notes)}", ""
    return "good", "gated sessions are shielded", ""
