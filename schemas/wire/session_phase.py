"""A session's phases.

A program that tells what it does (an agent with hooks or a protocol) is `idle`, `working` or
`waiting`; one that does not is just `running`. `ended` and `lost` are final.
"""

from __future__ import annotations

from schemas.wire.lifecycle import Table, complete

FIRST = "starting"
PHASES = ("starting", "running", "idle", "working", "waiting", "ended", "lost")
FINAL = frozenset({"ended", "lost"})
EVENTS = ("runs", "ready", "turn_started", "turn_ended", "asked", "answered", "exited", "host_died")

TABLE: Table = complete(
    PHASES,
    EVENTS,
    {
        ("starting", "runs"): "running",
        ("starting", "ready"): "idle",
        # A program with hooks may tell of itself only later.
        ("running", "ready"): "idle",
        ("running", "turn_started"): "working",
        ("idle", "ready"): "idle",
        ("idle", "turn_started"): "working",
        ("working", "turn_started"): "working",
        ("working", "turn_ended"): "idle",
        ("idle", "turn_ended"): "idle",
        ("idle", "asked"): "waiting",
        ("working", "asked"): "waiting",
        ("waiting", "asked"): "waiting",
        ("waiting", "answered"): "working",
        # An interrupted turn ends while its question is still open.
        ("waiting", "turn_ended"): "idle",
        **{(phase, "exited"): "ended" for phase in PHASES if phase not in FINAL},
        **{(phase, "host_died"): "lost" for phase in PHASES if phase not in FINAL},
    },
)
