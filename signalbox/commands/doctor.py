"""`signalbox doctor`: a list of checks, each with what mends it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import show
from signalbox.checks import agents, cloned, disk, hub, machine, shield, uplink

GOOD, WARNING, BAD = "good", "warning", "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `mend` says what to do, where something is to be done."""

    check: str
    state: str
    text: str
    mend: str = ""


Check = Callable[[Home], tuple[str, str, str]]

HERE: dict[str, Check] = {
    "home": disk.home,
    "fsync": disk.fsync,
    "disk": disk.space,
    "clock": machine.clock,
    "account": machine.shared_account,
    "parts": machine.parts,
}
"""In this order, because each one leans on those before it."""

HUB: dict[str, Check] = {
    "port": hub.port,
    "rights": hub.rights_round_trip,
    "archive": hub.archiver_lag,
    "clones": cloned.check,
}
"""Where there is a hub: only there are its port, its keys and its packages."""

EDGE: dict[str, Check] = {
    "uplink": uplink.check,
    "shield": shield.check,
    "agents": agents.check,
}
"""Where there is a machine."""


def checks_of(home: Home) -> dict[str, Check]:
    """What there is to look at on this home."""
    found = dict(HERE)
    if home.access.exists():
        found |= HUB
    if load(home.config)["machine.name"]:
        found |= EDGE
    return found


def doctor(arguments: argparse.Namespace) -> int:
    """Run every check; exit status 1 where one of them is bad."""
    home = layout.home_from()
    findings = []
    for name, check in checks_of(home).items():
        try:
            state, text, mend = check(home)
        except Refused as refused:
            state, text, mend = BAD, str(refused), ""
        except (OSError, json.JSONDecodeError) as error:
            state, text, mend = BAD, str(error), ""
        findings.append(Finding(name, state, text, mend))
        if not arguments.json:
            _print(findings[-1])
    if arguments.json:
        show.as_json([asdict(finding) for finding in findings])
    return 1 if any(finding.state == BAD for finding in findings) else 0


def _print(finding: Finding) -> None:
    mark = {GOOD: "ok  ", WARNING: "note", BAD: "BAD "}[finding.state]
    print(f"{mark}  {finding.check:<8} {finding.text}", flush=True)
    if finding.mend:
        print(f"      {'':<8} → {finding.mend}", flush=True)
