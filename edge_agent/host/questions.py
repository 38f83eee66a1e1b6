"""Open questions as the session document shows them, and the bodies of their journal lines. Pure.

The document is bounded, the `asked` line is not: what had to be cut here says so, and can be read
whole in that line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from edge_agent.gate import explain
from edge_agent.gate.decision import Decision, Request
from edge_agent.gate.grants import Grant
from edge_agent.gate.question import Question
from edge_agent.host.spelling import Spelt
from schemas.wire.plain import plain

MAX_ALL = 44 * 1024
"""Bytes of all questions together: a document has 64 KiB, and a folder, a title and standing grants
of its own."""
MAX_INPUT = 32 * 1024
"""Bytes of one input; see `edge_agent.gate.action.OPENED_ABOVE`."""
MAX_ROWS = 64
MAX_NAMES = 32
SHORT, SHOWN = 200, 2000
"""Characters; see `schemas.documents.model`."""
SUMMARY = 300


@dataclass(slots=True)
class Told:
    """What people are told of one action, from the moment when it was asked."""

    spelt: Spelt
    decision: Decision
    summary: str
    call: str
    seq: int = 0
    asked_us: int = 0
    until_us: int = 0
    whole: bool = False
    """As the document shows it now: somebody may answer by the bare id."""


def summary(request: Request, masked: str) -> str:
    """One line for people. `masked`: what the request is about, without secrets."""
    text = masked if request.kind == "command" else f"{request.tool} {masked}".strip()
    return plain(text or request.tool, most=SUMMARY)[:SHOWN]


def masked(decision: Decision, mask: Callable[[str], str]) -> Decision:
    """A decision whose texts say no secrets. Those that were cut on their way may end within one,
    which nothing finds any more: they lose their last word."""

    def text(one: str) -> str:
        found = mask(one.encode("utf-8", "backslashreplace").decode())
        return found.rpartition(" ")[0] + " …" if found.endswith("…") else found

    return replace(
        decision,
        parts=tuple(
            replace(one, part=replace(one.part, text=text(one.part.text)), why=text(one.why))
            for one in decision.parts
        ),
        unclear=tuple((text(why), text(what)) for why, what in decision.unclear),
        reason=text(decision.reason),
    )


def rule_body(told: Told, folder: str) -> dict[str, Any]:
    """What the host adds to `allowed_by_rule` and `denied_by_rule`."""
    body: dict[str, Any] = {"input": told.spelt.value, "folder": _utf8(folder)}
    return {**body, "spelt": told.spelt.named} if told.spelt.named else body


def asked_body(question: Question, told: Told) -> dict[str, Any]:
    """What the host adds to `asked`."""
    body = rule_body(told, question.action.folder)
    body["masked"] = told.spelt.changed
    body["reason"] = told.decision.reason
    body["parts"] = [line[:SHOWN] for line in explain.lines(told.decision)[1:]]
    body["programs"] = {_utf8(path): digest for path, digest in question.action.programs}
    body["requesters"] = sorted(question.requesters)
    body["call"] = told.call
    body["until"] = told.until_us
    return body


def rows(open_ones: Iterable[tuple[Question, Told]], mode: str) -> list[dict[str, Any]]:
    """`questions` of the document, oldest first. Sets `whole` of each as it is shown."""
    pairs = list(open_ones)
    found = [_row(question, told, mode) for question, told in pairs]
    for names in (("parts",), ("programs",), ("input", "spelt")):
        for row in sorted(found, key=_size, reverse=True):
            if sum(map(_size, found)) <= MAX_ALL:
                break
            _cut(row, names)
    for row, (_, told) in zip(found, pairs, strict=True):
        told.whole = row["whole"]
    return found


def standing(
    grants: Iterable[tuple[Grant, Question, Told]], offset_us: int
) -> list[dict[str, Any]] | None:
    """`standing` of the document: each grant, and the question that it comes from. `offset_us`:
    from the boot clock to 1970."""
    found = [
        {
            "scope": one.scope,
            "tool": plain(question.action.tool, most=60)[:SHORT],
            "summary": told.summary,
            "rule": plain(question.rule, most=60)[:SHORT],
            "by": list(one.by)[:MAX_NAMES],
            "until": one.until_ms * 1000 + offset_us,
        }
        for one, question, told in grants
    ]
    return found[-MAX_NAMES:] or None


def _row(question: Question, told: Told, mode: str) -> dict[str, Any]:
    action, asks = question.action, question.asks
    fits = len(action.input) <= MAX_INPUT and _size(told.spelt.value) <= MAX_INPUT
    groups = sorted({ask.group for ask in asks if ask.group})
    row: dict[str, Any] = {
        "approval": question.id,
        "form": question.form,
        "digest": action.digest,
        "tool": plain(action.tool, most=60)[:SHORT],
        "summary": told.summary,
        "whole": fits and told.spelt.plain,
        "cut": not fits,
        "folder": plain(action.folder, most=1000)[:4096],
        "rule": plain(question.rule, most=60)[:SHORT],
        "why": plain(told.decision.reason, most=SHORT)[:SHOWN],
        "seq": told.seq,
        "asked": told.asked_us,
        "until": told.until_us,
        "mode": mode,
        "count": min(max(ask.count for ask in asks), 100),
        "yes": sorted(question.yes)[:MAX_NAMES],
        "missing": [one[:SHORT] for one in islice(question.missing(), 16)],
        "exclude_requester": any(ask.exclude_requester for ask in asks),
        "reason_required": any(ask.reason for ask in asks),
        "desk": any(ask.desk for ask in asks),
        "scopes": list(question.scopes),
        "requesters": sorted(question.requesters)[:MAX_NAMES],
    }
    if groups:
        row["group"] = ", ".join(groups)[:SHORT]
    if fits:
        row["input"] = told.spelt.value
        if told.spelt.named:
            row["spelt"] = told.spelt.named
    parts = explain.rows(told.decision)
    row["parts"] = [_part(one) for one in parts[:MAX_ROWS]]
    row["programs"] = [_program(*one) for one in action.programs[:MAX_ROWS]]
    if len(parts) > MAX_ROWS or len(action.programs) > MAX_ROWS:
        row["cut"] = True
    return row


def _part(one: explain.Row) -> dict[str, Any]:
    return {
        "decide": one.decide,
        "what": one.what[:SHORT],
        "text": one.text[:SHOWN],
        "rule": one.rule[:SHORT],
        "why": one.why[:SHOWN],
    }


def _program(path: str, digest: str) -> dict[str, Any]:
    shown = {"path": plain(path, most=1000)[:4096]}
    return {**shown, "sha256": digest} if digest else shown


def _cut(row: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if row.pop(name, None):
            row["cut"] = True
    row["whole"] = row["whole"] and "input" in row


def _size(value: Mapping[str, Any]) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _utf8(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
