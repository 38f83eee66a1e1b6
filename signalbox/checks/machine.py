"""This computer: account, parts, clock."""

from __future__ import annotations

import json
import time

from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import up_lock

EARLIEST = 1_767_225_600
"""2026-01-01: a clock before that was never set."""


def shared_account(home: Home) -> tuple[str, str, str]:
    """Whether hub and sessions share an account."""
    if home.access.exists() and load(home.config)["machine.name"]:
        return (
            "warning",
            "hub and sessions share this account: a program in a session can reach the hub's keys",
            "fine for a trial; for more, give the hub an account of its own (docs/security.md)",
        )
    return "good", "hub and sessions do not share this account", ""


def parts(home: Home) -> tuple[str, str, str]:
    """Whether what should run does."""
    if up_lock.holder(home.up_lock) is None:
        return "bad", "signalbox is not running", "signalbox up"
    found = json.loads(home.up_state.read_text())["parts"]
    broken = [name for name, part in found.items() if part.get("state") != "ready"]
    if broken:
        return "bad", f"{', '.join(broken)}: not ready", f"see {home.logs / 'signalbox.log'}"
    again = sum(int(part.get("restarts", 0)) for part in found.values())
    text = f"{', '.join(found)} run"
    if again:
        return "warning", f"{text}; restarted {again} times", f"see {home.logs / 'signalbox.log'}"
    return "good", text, ""


def clock(home: Home) -> tuple[str, str, str]:
    """Whether the wall clock can be right. (Lateness is judged by the clock since boot.)"""
    if time.time() < EARLIEST:
        return "bad", "the clock was never set", "set the clock; journals bear its time"
    return "good", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()), ""
