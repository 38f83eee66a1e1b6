"""Machines of this hub that run twice."""

from __future__ import annotations

from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import loads_object

MAX_FILE = 16 * 1024 * 1024


def here(home: Home) -> list[str]:
    """Machines that this home's hub refuses because two of each displaced each other."""
    try:
        # Read as data and not by the hub's own code, which an edge-only machine does not have.
        machines = loads_object((home.hub / "enrol.json").read_bytes(), MAX_FILE)["machines"]
    except (OSError, Refused, KeyError):
        return []
    return sorted(name for name, about in machines.items() if about.get("twins"))


def check(home: Home) -> tuple[str, str, str]:
    """A check of `doctor`."""
    found = here(home)
    if not found:
        return "good", "no machine of this hub runs twice", ""
    text = f"{', '.join(found)}: two run under one name (a cloned home), so neither is let in"
    return "bad", text, f"signalbox machine add {found[0]}, and let one of the two join by it"
