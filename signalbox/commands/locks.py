"""`signalbox lock` and `unlock`: no requests, and gates held shut, until somebody lifts it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from signalbox import administer, show
from signalbox.local_sessions import LocalSession


def lock(arguments: argparse.Namespace) -> int:
    """Lock a machine, a person, a session, or everything; without words: list the locks."""
    if arguments.scope is None:
        return _list(arguments)
    if not arguments.message:
        raise Refused("bad-field", "say why: -m WHY; whoever is refused is told")
    place = _place(arguments)
    ttl = _seconds(arguments.ttl)
    until = administer.ask("lock.add", **place, ttl=ttl, reason=arguments.message).get("until")
    if arguments.json:
        show.as_json({**place, "reason": arguments.message, **({"until": until} if until else {})})
    else:
        end = f"until {_moment(until)}" if until else "until it is lifted"
        print(f"Locked: {_words(place)}, {end}. It is in force within a second.")
    return 0


def unlock(arguments: argparse.Namespace) -> int:
    """Lift a lock."""
    if arguments.scope is None:
        raise Refused("bad-field", "say what: machine NAME, user NAME, session S or all")
    place = _place(arguments)
    administer.ask("lock.remove", **place)
    if arguments.json:
        show.as_json({"unlocked": place})
    else:
        print(f"Unlocked: {_words(place)}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = administer.ask("lock.list")["rows"]
    if arguments.json:
        show.as_json(found)
        return 0
    show.table(
        ("LOCKED", "UNTIL", "BY", "WHY"),
        [(_words(row), _moment(row.get("until_us")), row["who"], row["reason"]) for row in found],
        most=200,
    )
    return 0


def _place(arguments: argparse.Namespace) -> dict[str, Any]:
    """Scope and name as the hub wants them. Raises `Refused`."""
    scope, name = arguments.scope, arguments.name
    if scope == "all":
        if name:
            raise Refused("bad-field", "all takes no name")
        return {"scope": scope}
    if not name:
        raise Refused("bad-field", f"say which {scope}")
    if scope != "session":
        return {"scope": scope, "name": ids.check_name(name, scope)}
    return {"scope": scope, "name": _session(name)}


def _session(words: str) -> str:
    """A whole id is taken as it stands: its machine may be out of reach just now."""
    try:
        return ids.check_session(words)
    except Refused:
        pass
    from signalbox import where

    found = where.find(layout.home_from(), words)
    if not isinstance(found, LocalSession):
        found.client.close()
    return found.id


def _seconds(span: str | None) -> int | None:
    if span is None:
        return None
    from schemas.documents.rules import seconds

    try:
        return seconds(span)
    except ValueError as error:
        raise Refused("bad-field", f"--ttl {span[:20]!a}: {error}") from None


def _words(place: dict[str, Any]) -> str:
    return "everything" if place["scope"] == "all" else f"{place['scope']} {place['name']}"


def _moment(until_us: int | None) -> str:
    """Local time, with its day where that is another one."""
    if not until_us:
        return ""
    when = datetime.fromtimestamp(until_us / 1_000_000, UTC).astimezone()
    today = when.date() == datetime.now().astimezone().date()
    return when.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M")
