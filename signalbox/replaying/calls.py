"""Tool calls as the archive tells of them, and what there is to judge in each. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from edge_agent.agents import claude_terminal, demo_terminal
from edge_agent.gate.decision import Request
from schemas.wire.errors import Refused

NOT_GATED = "not gated"
WAS = {
    "asked": "ask",
    "allowed_by_rule": "allow",
    "denied_by_rule": "deny",
    "tool_call": NOT_GATED,
}
"""Kind of line → what was decided. A `tool_call` counts only where no gate stood before it."""
COLUMNS = (
    "machine",
    "project",
    "session",
    "seq",
    "at",
    "kind",
    "body",
    "agent",
    "folder",
    "mode",
    "gate",
)


READERS = {"claude": claude_terminal.request, demo_terminal.AGENT: claude_terminal.request}
"""Who reads an agent's tool calls."""


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call. `at`: as the archive tells it, UTC; `was`: a value of `WAS`."""

    machine: str
    project: str
    session: str
    seq: int
    at: str
    was: str
    agent: str
    tool: str
    folder: str
    """Where it ran."""
    root: str
    """Where its session was started."""
    mode: str
    rule: str
    input: Mapping[str, Any] | None
    unsure: str = ""
    """Why what is judged now is not word for word what was judged then."""

    @property
    def text(self) -> str:
        """What it did, for one line."""
        given = self.input or {}
        for name in ("command", "file_path", "notebook_path", "path", "url"):
            if isinstance(given.get(name), str):
                return str(given[name])
        return json.dumps(given, ensure_ascii=False) if given else ""


def select(since: datetime, after: tuple[str, str, int] | None) -> str:
    """The SELECT of the next calls, in the order (machine, session, seq)."""
    kinds = ", ".join(f"'{kind}'" for kind in WAS)
    moment = since.strftime("%Y-%m-%d %H:%M:%S")
    further = ""
    if after is not None:
        machine, session, seq = after
        further = (
            f" AND (e.machine > '{machine}' OR (e.machine = '{machine}' AND (e.session > "
            f"'{session}' OR (e.session = '{session}' AND e.seq > {seq}))))"
        )
    started = ", ".join(
        f"max(json_extract_string(body, '$.{name}')) AS {name}"
        for name in ("agent", "folder", "mode", "gate")
    )
    return (
        'SELECT e.machine, e.project, e.session, e.seq, e."at", e.kind, e.body, '
        "s.agent, s.folder, s.mode, s.gate FROM events e LEFT JOIN "
        f"(SELECT machine, session, {started} FROM events WHERE kind = 'started' "
        "GROUP BY machine, session) s USING (machine, session) "
        f"WHERE e.kind IN ({kinds}) AND e.machine <> 'hub' "
        f"AND e.\"at\" >= TIMESTAMP '{moment}'{further} "
        "ORDER BY e.machine, e.session, e.seq"
    )


def read(row: Sequence[Any]) -> Call | None:
    """One row of `select`; None for a call whose gate has a line of its own."""
    told = dict(zip(COLUMNS, row, strict=True))
    if told["kind"] == "tool_call" and told["gate"] == "gated":
        return None
    body = json.loads(told["body"]) if told["body"] else {}
    given = body.get("input")
    return Call(
        machine=told["machine"],
        project=told["project"],
        session=told["session"],
        seq=int(told["seq"]),
        at=str(told["at"]),
        # What people had allowed for the session before was theirs, and no rule's.
        was="ask" if body.get("granted") else WAS[told["kind"]],
        agent=str(told["agent"] or ""),
        tool=str(body.get("tool") or ""),
        folder=str(body.get("folder") or told["folder"] or "/"),
        root=str(told["folder"] or "/"),
        mode=str(told["mode"] or "standard"),
        rule=str(body.get("rule") or ""),
        input=given if isinstance(given, dict) else None,
        unsure=_unsure(body),
    )


def request_of(call: Call) -> Request:
    """What the gate would be asked. Raises `Refused` with why nobody can judge it again."""
    if call.input is None:
        raise Refused("not-possible", "its input is not in the archive in one line")
    reader = READERS.get(call.agent)
    if reader is None:
        raise Refused("not-possible", f"nothing here reads the tool calls of {call.agent!a}")
    told = {"tool_name": call.tool, "tool_input": dict(call.input), "cwd": call.folder}
    return reader(told)[0]


def _unsure(body: Mapping[str, Any]) -> str:
    if body.get("masked"):
        return "a secret in it is masked"
    return "it held what the record cannot" if body.get("spelt") else ""
