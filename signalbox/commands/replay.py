"""`signalbox rule replay`: what these rules would have made of the archive's real tool calls."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from edge_agent.projects import known_projects
from schemas.documents.rules import seconds
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, home_from
from schemas.wire.settings import load
from signalbox import show
from signalbox.commands import audit
from signalbox.commands.rules import rules_of
from signalbox.replaying import calls, judged
from signalbox.replaying.calls import Call
from signalbox.replaying.judged import MASK, Judged

PAGE = 2_000
MOST_CALLS = 200_000
TELL_EVERY_S = 1.0


def replay(arguments: argparse.Namespace) -> int:
    """Judge them again and print what would be otherwise."""
    home = home_from()
    rules, source = rules_of(home, arguments.rules)
    since = _since(arguments.since)
    progress = _Progress()
    made = _calls(since, progress)
    found = list(judged.judge(home, made, rules, _roots(home), progress.judged(len(made))))
    progress.end()
    changed = sorted((one for one in found if one.changed), key=lambda one: one.call.at)
    if arguments.json:
        show.as_json(_as_json(since, source, found, changed))
        return 0
    print(f"{show.count(len(found), 'tool call')} since {since:%Y-%m-%d %H:%M} UTC, by {source}")
    if not found:
        return 0
    _print(home, found, changed, arguments.limit)
    return 0


def _print(home: Home, found: Sequence[Judged], changed: Sequence[Judged], limit: int) -> None:
    counts = judged.counts(found)
    rows = [(was, now, count) for (was, now), count in counts.items()]
    show.table(("WAS", "WOULD BE", "CALLS"), rows)
    for why, count in judged.unjudged(found).items():
        print(f"{MASK}: {show.count(count, 'call')} cannot be judged again: {why}")
    machine = str(load(home.config)["machine.name"])
    away = sum(one.call.machine != machine for one in found if one.now != MASK)
    if away:
        calls_there = show.count(away, "call")
        print(f"{calls_there} of other machines: judged by the programs and files of this one")
    unsure = sum(bool(one.call.unsure) for one in found if one.now != MASK)
    if unsure:
        print(f"{show.count(unsure, 'call')}: judged as recorded, with secrets masked")
    if not changed:
        print("Nothing of what can be judged would be otherwise.")
        return
    print()
    shown = changed[-limit:]
    show.table(
        ("AT", "SESSION", "TOOL", "WAS", "WOULD BE", "WHAT", "RULE", "WHY"),
        [
            (
                one.call.at[:19],
                one.call.session,
                one.call.tool,
                one.call.was,
                one.now,
                one.call.text,
                one.rule,
                one.why,
            )
            for one in shown
        ],
        most=80,
    )
    if len(shown) < len(changed):
        print(
            f"({len(changed) - len(shown)} older ones would be otherwise too; --limit shows more)"
        )


def _as_json(
    since: datetime, source: str, found: Sequence[Judged], changed: Sequence[Judged]
) -> dict[str, Any]:
    return {
        "since": since.isoformat(),
        "rules": source,
        "calls": len(found),
        "counts": [
            {"was": was, "now": now, "calls": count}
            for (was, now), count in judged.counts(found).items()
        ],
        "unjudged": [{"why": why, "calls": count} for why, count in judged.unjudged(found).items()],
        "changes": [
            {
                "at": one.call.at,
                "machine": one.call.machine,
                "project": one.call.project,
                "session": one.call.session,
                "seq": one.call.seq,
                "agent": one.call.agent,
                "tool": one.call.tool,
                "input": one.call.input,
                "was": one.call.was,
                "was_rule": one.call.rule,
                "now": one.now,
                "rule": one.rule,
                "why": one.why,
                "unsure": one.call.unsure,
            }
            for one in changed
        ],
    }


def _since(span: str) -> datetime:
    try:
        return datetime.now(UTC) - timedelta(seconds=seconds(span))
    except (ValueError, OverflowError):
        raise Refused("bad-field", f"--since {span[:20]!a}: a span such as 12h or 7d") from None


def _calls(since: datetime, progress: _Progress) -> list[Call]:
    found: list[Call] = []
    after: tuple[str, str, int] | None = None
    while True:
        answer = audit.ask("query", {"sql": calls.select(since, after)}, PAGE)
        found += [one for row in answer.rows if (one := calls.read(row)) is not None]
        if not answer.more or not answer.rows:
            return found
        if len(found) > MOST_CALLS:
            raise Refused("too-many", f"more than {MOST_CALLS} calls; --since names fewer days")
        last = answer.rows[-1]
        after = (str(last[0]), str(last[2]), int(last[3]))
        progress.tell(f"{len(found)} calls read")


def _roots(home: Home) -> Callable[[Call], str]:
    """The folder of a call's project: as this machine's policy maps it, else where its session
    was started."""
    machine = str(load(home.config)["machine.name"])
    mapped = known_projects(home)
    return lambda call: (
        mapped.get(call.project, call.root) if call.machine == machine else call.root
    )


class _Progress:
    """A line on standard error, now and then, where the work is long."""

    def __init__(self) -> None:
        self._told = time.monotonic()
        self._shown = False

    def tell(self, text: str) -> None:
        """Where it is time."""
        now = time.monotonic()
        if now - self._told < TELL_EVERY_S:
            return
        self._told = now
        self._shown = True
        alone = sys.stderr.isatty()
        print(f"\r{text}\x1b[K" if alone else text, end="" if alone else "\n", file=sys.stderr)
        sys.stderr.flush()

    def judged(self, of: int) -> Callable[[int], None]:
        """To be called with how many are done."""
        return lambda done: self.tell(f"{done} of {of} calls judged")

    def end(self) -> None:
        """Nothing more is told."""
        if self._shown and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
