"""The processes that `signalbox up` starts, in this order; `down` stops them in reverse."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """`side`: hub or edge. `first`: the next parts wait until this one is ready."""

    name: str
    side: str
    module: str
    first: bool = False


PARTS = (
    Part("broker", "hub", "broker", first=True),
    Part("steward", "hub", "broker.steward"),
    Part("archiver", "hub", "archiver"),
    Part("gateway", "hub", "console"),
    Part("daemon", "edge", "edge_agent.daemon"),
)
"""Without a broker nobody could connect, so it comes first; the others come at the same time."""
