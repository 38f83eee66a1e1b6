"""A journal line as a row for people: who did what, cut around the hit, linked to its place."""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from console import words
from console.draw import Clock
from schemas.wire import ids

SHOWN = 320
"""Characters of a line in a list of results; about three lines on a desktop."""
BEFORE = 60
"""Of these, before the hit."""
MOST = 2_000

_ESCAPES = re.compile(
    r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])"
)

# Kind → glyph, and what somebody (`{who}`) did. Lines of a program have no person.
KINDS: dict[str, tuple[str, str]] = {
    "session": ("play", "{who} started a session"),
    "started": ("play", "{who} started the session"),
    "ended": ("tick", "The session ended"),
    "host_lost": ("cross", "The session’s host was lost"),
    "titled": ("dot", "{who} named the session"),
    "note": ("dot", "Note"),
    "output": ("lines", "Printed"),
    "elided": ("lines", "Output left out"),
    "keys": ("play", "{who} typed"),
    "resized": ("dot", "{who} changed the size"),
    "watching": ("eye", "{who} watched"),
    "attention": ("flag", "The program called for a person"),
    "prompt": ("play", "{who} prompted"),
    "message": ("lines", "The agent said"),
    "thinking": ("lines", "The agent thought"),
    "tool_call": ("dot", "The agent used a tool"),
    "tool_result": ("dot", "What the tool gave"),
    "plan": ("lines", "The agent’s plan"),
    "diff": ("dot", "The agent changed a file"),
    "request": ("play", "{who} asked"),
    "receipt": ("tick", "The machine answered {who}"),
    "interrupted": ("cross", "{who} interrupted"),
    "mode": ("dot", "{who} changed the mode"),
    "asked": ("flag", "The agent asked"),
    "answered": ("tick", "{who} answered"),
    "expired": ("cross", "Nobody answered in time, so it was denied"),
    "withdrawn": ("dot", "The question was withdrawn"),
    "denied_by_rule": ("cross", "A rule denied it"),
    "allowed_by_rule": ("tick", "A rule allowed it"),
    "taken": ("tick", "The machine took the answer"),
    "effected": ("tick", "The agent went on"),
    "usage": ("dot", "Usage"),
    "files": ("dot", "Files changed"),
    "part": ("lines", "Part of a longer line"),
    "signed": ("dot", "The machine signed"),
    "fault": ("cross", "Something of ours failed"),
    "hub_started": ("dot", "A part of the hub started"),
    "hub_stopped": ("dot", "A part of the hub stopped"),
    "connected": ("dot", "{who} connected"),
    "refused": ("cross", "A log-in was refused"),
    "denied": ("cross", "{who} was denied"),
    "disconnected": ("dot", "{who} disconnected"),
    "viewed": ("eye", "{who} subscribed"),
    "access_changed": ("dot", "Rights changed"),
    "administered": ("dot", "{who} administered"),
}

_TONES = {"cross": "sb-stop", "flag": "sb-wait"}


def glyph(name: str, tone: str | None = None) -> str:
    """A small picture that repeats what the words beside it say; drawn by `pages.css`, because
    Streamlit takes every SVG out of what a page gives it."""
    said = _TONES.get(name, "") if tone is None else tone
    return (
        f'<span class="sb-g g-{html.escape(name)} {html.escape(said)}" aria-hidden="true"></span>'
    )


def link(machine: str, project: str, session: str, seq: int | None = None) -> str:
    """The address of a session's page, or of one line in it; empty for what is no session."""
    if machine == ids.HUB:
        return ""
    at = f"&seq={int(seq)}" if seq is not None else ""
    return f"/session?s={quote(f'{machine}/{project}/{session}', safe='/')}{at}"


def excerpt(text: str, hits: Sequence[str], shown: int = SHOWN) -> str:
    """HTML: `text` without terminal sequences, cut around the first hit, all hits marked.

    Hits are looked for in the text as it was written, and marked in what is shown of it.
    """
    bare = _ESCAPES.sub("", text).strip("\r\n")
    lower = bare.lower()
    places = [place for hit in hits if hit and (place := lower.find(hit.lower())) >= 0]
    start = max(min(places) - BEFORE, 0) if places else 0
    piece = bare[start : start + shown].replace("\r\n", "\n")
    before = "… " if start else ""
    after = " …" if start + shown < len(bare) else ""
    return before + _marked(piece, hits) + after


def _marked(text: str, hits: Sequence[str]) -> str:
    wanted = [re.escape(hit) for hit in sorted(hits, key=len, reverse=True) if hit]
    if not wanted:
        return words.safe(text, keep_lines=True)
    out, done = [], 0
    for found in re.finditer("|".join(wanted), text, re.IGNORECASE):
        out.append(words.safe(text[done : found.start()], keep_lines=True))
        out.append(f"<mark>{words.safe(found.group(), keep_lines=True)}</mark>")
        done = found.end()
    out.append(words.safe(text[done:], keep_lines=True))
    return "".join(out)


def body_of(text: str) -> dict[str, Any]:
    """The body where `text` is one as JSON; empty where it is text, or was cut."""
    if not text.startswith("{"):
        return {}
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _ended(body: dict[str, Any]) -> str:
    if body.get("signal"):
        return f"ended by {body['signal']}"
    status = body.get("status")
    took = body.get("duration")
    said = "no exit status" if status is None else f"exit status {status}"
    return f"{said}, after {words.lasting(took / 1000)}" if isinstance(took, int) else said


def _watching(body: dict[str, Any]) -> str:
    start, end = body.get("from"), body.get("until")
    if isinstance(start, int) and isinstance(end, int):
        return f"for {words.lasting((end - start) / 1e6)}"
    return ""


def _receipt(body: dict[str, Any]) -> str:
    said = "accepted" if body.get("status") == "accepted" else "refused"
    return f"{said}: {body['reason']}" if body.get("reason") else said


def command(argv: Any) -> str:
    """A program and its arguments as one would type them."""
    return shlex.join(str(part) for part in argv) if isinstance(argv, list) else str(argv)


def _started(body: dict[str, Any]) -> str:
    said = [str(body.get("title") or ""), command(body.get("argv") or []), str(body.get("folder"))]
    return " · ".join(part for part in said if part)


def _titled(text: str) -> str:
    """A title, or the program of a session without one, which the archive keeps as JSON."""
    if text.startswith('["'):
        try:
            return command(json.loads(text))
        except ValueError:
            return text
    return text or "Untitled"


def _joined(*names: str) -> Any:
    def told(body: dict[str, Any]) -> str:
        return " · ".join(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name in names
            if (value := body.get(name)) not in (None, "")
        )

    return told


_SAID: dict[str, Any] = {
    "ended": _ended,
    "watching": _watching,
    "receipt": _receipt,
    "started": _started,
    "titled": _joined("title"),
    "tool_call": _joined("tool", "input"),
    "asked": _joined("tool", "input", "rule"),
    "answered": _joined("what", "choice", "reason"),
    "denied_by_rule": _joined("rule", "reason", "input"),
    "allowed_by_rule": _joined("rule", "input"),
    "request": _joined("verb", "fields"),
    "fault": _joined("what", "meant"),
    "mode": _joined("mode"),
    "host_lost": lambda body: f"{body.get('left', 0)} processes had to be ended",
    "elided": lambda body: words.size(body.get("bytes", 0)),
    "attention": _joined("text", "how"),
    "files": lambda body: ", ".join(body.get("changed") or ()),
    "resized": lambda body: f"{body.get('columns')} × {body.get('rows')}",
    "diff": _joined("path", "diff"),
    "connected": _joined("client", "address"),
    "refused": _joined("code", "reason", "client", "address"),
    "denied": _joined("action", "topic", "filter"),
    "viewed": _joined("filter"),
    "administered": _joined("command", "arguments"),
    "signed": lambda body: f"every line up to {body.get('seq')}",
    "usage": _joined("model", "input_tokens", "output_tokens"),
}


def did(kind: str, who: str | None, body: dict[str, Any]) -> str:
    """What happened, in a few words; foreign text, not yet safe."""
    _, said = KINDS.get(kind, ("dot", kind))
    if kind == "answered":
        verb = {"allow": "allowed it", "deny": "denied it"}.get(str(body.get("what")), "answered")
        return f"{words.name(who or 'somebody')} {verb}"
    if kind in ("started", "session") and not who:
        return "A session started" if kind == "session" else "The session started"
    person = words.name(who) if said.startswith("{who}") and who else who or "somebody"
    return said.format(who=person if who else "Somebody" if said.startswith("{who}") else person)


def failed(kind: str, body: dict[str, Any]) -> bool:
    """Whether the row's glyph is a red cross."""
    return (
        (kind == "ended" and bool(body.get("status") or body.get("signal")))
        or (kind == "receipt" and body.get("status") == "rejected")
        or (kind == "answered" and body.get("what") == "deny")
        or (kind in ("tool_result", "effected") and bool(body.get("failed")))
    )


def row(
    found: dict[str, Any],
    clock: Clock,
    hits: Sequence[str] = (),
    *,
    names: Mapping[str, str] | None = None,
    here: bool = False,
) -> str:
    """One line of an answer (columns of `saved_questions.COLUMNS`) as a row; a link where the
    line has a session. `names`: session → what it is called; nothing is said where that is in
    the page's head."""
    kind, who = str(found["kind"]), found.get("who")
    raw = str(found.get("text") or "")
    body = body_of(raw)
    said = _SAID.get(kind)
    text = said(body) if said and body else str(body.get("text") or raw) if body else raw
    # A hit may stand in a part of the body that the sentence leaves out.
    if hits and body and not any(hit in text.lower() for hit in hits):
        text = raw
    picture = "cross" if failed(kind, body) else KINDS.get(kind, ("dot", ""))[0]
    at = words.archived(str(found["at"]))
    where = " · ".join(
        part
        for part in (
            found["project"] if found["project"] != ids.NONE else "",
            "the hub" if found["machine"] == ids.HUB else found["machine"],
            _called(found, names) if names is not None else "",
            f"line {found['seq']}",
        )
        if part
    )
    inner = (
        f"{glyph(picture)}<span>"
        f'<span class="t"><span>{words.safe(did(kind, who, body), 120)}</span>'
        f"<time>{words.safe(clock.when(at, seconds=True))}</time></span>"
        + (f'<span class="x">{excerpt(text, hits)}</span>' if text.strip() else "")
        + f'<span class="m">{words.safe(where)}</span></span>'
    )
    return wrapped(
        inner, link(found["machine"], found["project"], found["session"], found["seq"]), here=here
    )


def _called(found: dict[str, Any], names: Mapping[str, str]) -> str:
    if found["machine"] == ids.HUB:
        return ""
    session = str(found["session"])
    return words.shown(names.get(session) or f"session {session[-6:]}", 60)


def session_row(found: dict[str, Any], clock: Clock, hits: Sequence[str] = ()) -> str:
    """One session of *which sessions ran*."""
    ended = found.get("ended")
    at = words.archived(str(found["at"]))
    if found.get("lost"):
        how, picture = "its host was lost", "cross"
    elif ended:
        status, signal = found.get("status"), found.get("signal")
        bad = bool(status or signal)
        how = f"ended by {signal}" if signal else f"exit status {status}" if bad else "ended"
        picture = "cross" if bad else "tick"
    else:
        how, picture = "has not ended", "play"
    over = words.archived(str(ended or found["last_at"])) if ended or found.get("lost") else None
    lasted = words.lasting((over - at).total_seconds()) if over else f"for {clock.ago(at)}"
    who = found.get("who")
    meta = " · ".join(
        part
        for part in (
            f"{words.name(who)} started it" if who else "",
            how,
            lasted,
            words.agent(str(found.get("agent") or "")),
            found["project"] if found["project"] != ids.NONE else "",
            found["machine"],
        )
        if part
    )
    inner = (
        f"{glyph(picture)}<span>"
        f'<span class="t"><span>{excerpt(_titled(str(found["text"] or "")), hits, 160)}</span>'
        f"<time>{words.safe(clock.when(at))}</time></span>"
        f'<span class="m">{words.safe(meta)}</span></span>'
    )
    return wrapped(inner, link(found["machine"], found["project"], found["session"]))


def wrapped(inner: str, href: str, *, here: bool = False) -> str:
    """A row, as a link where there is somewhere to go."""
    name = "sb-row here" if here else "sb-row"
    if not href:
        return f'<div class="{name}">{inner}</div>'
    return f'<a class="{name}" href="{html.escape(href)}" target="_self">{inner}</a>'


def listed(rows: Sequence[str], name: str = "") -> str:
    """Rows in one plate."""
    return f'<div class="sb-plate {html.escape(name)}">{"".join(rows)}</div>'
