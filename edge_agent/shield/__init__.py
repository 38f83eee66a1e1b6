"""How far a gated session is walled off, and what its program is given before it starts.

Hosts ask `prepare` once, before their program starts, and put its answer around the program; what
to hide and which words bubblewrap is given are pure tables and functions beside the look at the
disk. A gate, not a sandbox: what may run is decided elsewhere, and no decision, no journal and no
network may ever move in here.
"""

from edge_agent.shield.prepare import Shield, prepare, why_plain

__all__ = ["Shield", "prepare", "why_plain"]
