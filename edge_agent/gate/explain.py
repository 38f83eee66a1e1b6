"""What `rule test` prints: which rule decided each part, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from edge_agent.gate.decision import Decision, Explained
from schemas.wire.plain import plain


@dataclass(frozen=True, slots=True)
class Row:
    """One part, as text for people."""

    decide: str
    what: str
    text: str
    rule: str
    why: str


def rows(decision: Decision) -> list[Row]:
    """The parts in order, then what is not clear."""
    found = [_row(one) for one in decision.parts]
    found += [
        Row("ask", "syntax", plain(text), "syntax", plain(why)) for why, text in decision.unclear
    ]
    return found


def lines(decision: Decision) -> list[str]:
    """For a terminal: the whole first."""
    out = [f"{decision.decide}: {plain(decision.reason)} ({plain(decision.rule)})"]
    for row in rows(decision):
        out.append(f"  {row.decide:5}  {row.what:7}  {row.text}")
        out.append(f"         {row.rule}: {row.why}")
    return out


def value(decision: Decision) -> dict[str, Any]:
    """For `--json`."""
    return {
        "decide": decision.decide,
        "rule": decision.rule,
        "reason": decision.reason,
        "grantable": decision.grantable,
        "programs": list(decision.programs),
        "parts": [
            {"decide": r.decide, "what": r.what, "text": r.text, "rule": r.rule, "why": r.why}
            for r in rows(decision)
        ],
    }


def _row(one: Explained) -> Row:
    via = f" (through {', '.join(one.part.via)})" if one.part.via else ""
    return Row(one.decide, one.part.what, plain(one.part.text) + via, one.rule, plain(one.why))
