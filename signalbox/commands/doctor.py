"""`signalbox doctor`: a list of checks, each with what mends it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import show
from signalbox.checks import cloned, disk, hub, machine

GOOD, WARNING, BAD = "good", "warning", "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `mend` says what to do, where something is to be done."""

    check: str
    state: str
    text: str
    mend: str = ""


Check = Callable[[Home], tuple[str, str, str]]

CHECKS: dict[str, Check] = {
    "home": disk.home,
    "fsync": disk.fsync,
    "disk": disk.space,
    "account": machine.shared_account,
    "parts": machine.parts,
    "port": hub.port,
    "rights": hub.rights_round_trip,
    "archive": hub.archiver_lag,
    "clones": cloned.check,
    "clock": machine.clock,
}
"""In this order, because each one leans on those before it."""


def doctor(arguments: argparse.Namespace) -> int:
    """Run every check; exit status 1 where one of them is bad."""
    home = layout.home_from()
    findings = []
    for name, check in CHECKS.items():
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
