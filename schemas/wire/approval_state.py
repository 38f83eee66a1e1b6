"""An approval's states: decided exactly once, and everything that is not a yes is a no."""

from __future__ import annotations

from schemas.wire.lifecycle import Table, complete

FIRST = "asked"
STATES = ("asked", "allowed", "taken", "effected", "failed", "denied", "expired", "withdrawn")
EVENTS = ("allow", "deny", "expire", "withdraw", "take", "effect", "fail")

TABLE: Table = complete(
    STATES,
    EVENTS,
    {
        ("asked", "allow"): "allowed",
        ("asked", "deny"): "denied",
        ("asked", "expire"): "expired",
        ("asked", "withdraw"): "withdrawn",
        ("allowed", "take"): "taken",
        # Files that the request names changed between the answer and the release.
        ("allowed", "withdraw"): "withdrawn",
        ("taken", "effect"): "effected",
        ("taken", "fail"): "failed",
    },
)
