"""Rights and the built-in roles: who may do what, as a table that fits on one screen."""

from __future__ import annotations

RIGHTS: dict[str, str] = {
    "view": "see sessions, their events, state and screen, and machines",
    "operate": "start, prompt, interrupt, stop, title",
    "drive": "type raw keys, and prompt what is not gated: as good as a shell",
    "approve": "answer approvals",
    "audit": "search and query the archive, what was typed included",
    "admin": "people, rights, machines, locks, updates",
}

ROLES: dict[str, frozenset[str]] = {
    "viewer": frozenset({"view"}),
    "operator": frozenset({"view", "operate"}),
    "driver": frozenset({"view", "operate", "drive"}),
    "approver": frozenset({"view", "approve"}),
    "auditor": frozenset({"view", "audit"}),
    "admin": frozenset(RIGHTS),
}

MODES = ("watch-only", "standard", "ask-all", "custom")
"""A session's modes, strictest first; `custom` is compared by its own rules."""
