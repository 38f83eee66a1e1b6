"""How the console speaks: times and durations, rights and phases, and foreign text made safe.

Pure; every page says the same thing in the same words. Whatever machines, agents and people wrote
goes through `safe()` before it stands in HTML of ours, or through `shown()` elsewhere.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.wire.errors import ERRORS, Refused
from schemas.wire.plain import plain

RIGHTS: dict[str, str] = {
    "view": "see",
    "operate": "start, prompt, interrupt and stop",
    "drive": "type keys",
    "approve": "answer approvals",
    "audit": "search the archive",
    "admin": "administer",
}
"""Right → the verb of a sentence that begins with *You may*."""

PHASES: dict[str, str] = {
    "starting": "Starts",
    "running": "Running",
    "idle": "Idle",
    "working": "Working",
    "waiting": "Waits for an answer",
    "ended": "Ended",
    "lost": "Lost",
}

AGENTS: dict[str, str] = {
    "claude": "Claude Code",
    "claude-code": "Claude Code",
    "codex": "Codex",
    "gemini": "Gemini",
    "copilot": "Copilot",
    "opencode": "OpenCode",
    "qwen": "Qwen Code",
    "terminal": "Terminal",
}


def shown(text: object, most: int | None = None) -> str:
    """Foreign text on one line, everything hidden in it spelt out; not yet HTML."""
    return plain(str(text), most=most)


def safe(text: object, most: int | None = None, *, keep_lines: bool = False) -> str:
    """Foreign text for HTML."""
    return html.escape(plain(str(text), most=most, keep_lines=keep_lines))


def markdown(text: object, most: int | None = None) -> str:
    """Foreign text where a widget's label reads Markdown: every sign that means something there
    is escaped, so that a title draws no link, picture or heading."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~:<>$^&@/])", r"\\\1", shown(text, most))


def agent(name: str) -> str:
    """An agent by its own name where we know it; foreign text, not yet safe."""
    return AGENTS.get(name, name)


def zone(name: str | None) -> dt.tzinfo:
    """The reader's time zone; UTC where the browser names none that we know."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return dt.UTC


def moment(micros: int) -> dt.datetime:
    """Microseconds since 1970 as a time, UTC."""
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=micros)


def archived(text: str) -> dt.datetime:
    """A time as the archive's answers spell it (`2026-11-22 18:04:12.5`, UTC)."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def when(at: dt.datetime, now: dt.datetime, where: dt.tzinfo, *, seconds: bool = False) -> str:
    """Clock time today, *yesterday 18:02*, else the date; seconds for audit and receipts."""
    local, today = at.astimezone(where), now.astimezone(where).date()
    clock = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    if local.date() == today:
        return clock
    if local.date() == today - dt.timedelta(days=1):
        return f"yesterday {clock}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local.strftime('%b')}{year} {clock}"


def lasting(seconds: float) -> str:
    """A duration: *20 s*, *2 min*, *1 h 5 min*, *3 d 2 h*."""
    left = max(int(seconds), 0)
    if left < 60:
        return f"{left} s"
    minutes = left // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def size(count: float) -> str:
    """Bytes: *512 B*, *3.4 MB*."""
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def many(count: int, one: str, more: str | None = None) -> str:
    """*1 session*, *5 sessions*, *12 000 lines* (thousands apart by a thin space)."""
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def number(count: int) -> str:
    """A count, thousands apart by a thin space that does not break."""
    return f"{count:,}".replace(",", "\u202f")


def listed(names: list[str], last: str = "and") -> str:
    """*Ana*, *Ana and Ben*, *Ana, Ben and Chidi*."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def name(user: str) -> str:
    """A person's id at the beginning of a sentence."""
    return user[:1].upper() + user[1:]


def whom_to_ask(right: str, people: list[str]) -> str:
    """What to do about a right that is missing."""
    if not people:
        return (
            f"It takes the right “{right}”, which nobody holds yet. Whoever owns the hub gives it."
        )
    return f"It takes the right “{right}”. Ask {listed([shown(name(p)) for p in people], 'or')}."


def refusal(refused: Refused) -> str:
    """A refusal as a sentence: what is particular, then what to do."""
    told = ERRORS[refused.code]
    detail = shown(refused.detail, 600).strip().removesuffix(told).rstrip(" :")
    if not detail:
        return told
    return f"{detail[:1].upper()}{detail[1:].rstrip('.')}. {told}"


def place(machine: str, project: str) -> str:
    """Where rights hold, in words; foreign ids, not yet safe."""
    on = "every machine" if machine == "+" else machine
    if project == "+":
        return f"All projects on {on}"
    if project == "-":
        return f"Sessions without a project on {on}"
    return f"{project} on {on}"


def may(rights: list[str]) -> str:
    """*You may see and answer approvals.*"""
    known = [RIGHTS[r] for r in RIGHTS if r in rights]
    if not known:
        return "You may do nothing here."
    return f"You may {listed(known)}."


def session_name(title: str, session: str, agent_name: str = "", folder: str = "") -> str:
    """A session's title, or what it is and where (*Claude Code in signalbox*); foreign text, not
    yet safe. Twin of `sessionName` in the component."""
    if title.strip():
        return title.strip()
    name = agent(agent_name) or "Session"
    last = next((part for part in reversed(folder.split("/")) if part), "")
    return f"{name} in {last}" if last else f"{name} {session[-6:]}"
