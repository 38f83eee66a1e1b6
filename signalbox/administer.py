"""Administration: on the hub's own computer by its files, elsewhere by `admin` requests."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import logged_in

_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def ask(command: str, **said: Any) -> dict[str, Any]:
    """Carry out one of the steward's commands; its data, with the `rows` of all pages.

    Raises `Refused`, also where there is neither a hub on this home nor a log-in.
    """
    home = layout.home_from()
    given = {name: value for name, value in said.items() if value is not None}
    if home.access.exists():
        return _here(home, command, given)
    from signalbox.remote import hub

    with hub.connect(home) as client:
        if "admin" not in hub.rights_at(client, client.access(), ids.HUB, ids.NONE):
            carried = client.carries is None or "admin" in client.carries
            more = "" if carried else ", which this log-in does not carry (login --with admin)"
            raise Refused("not-granted", f"this takes the right to admin on the hub{more}")
        rows, data = client.rows("admin", command=command, arguments=given)
    return {**data, "rows": rows}


def _here(home: Home, command: str, said: dict[str, Any]) -> dict[str, Any]:
    from broker.steward import commands

    # As it would arrive from elsewhere.
    return commands.run(home, command, json.loads(json.dumps(said)))


def me() -> str:
    """Whose devices are meant where nobody is named: who is logged in, or the hub's one person.

    Raises `Refused` where that is not one.
    """
    home = layout.home_from()
    if logged_in.path_of(home).exists():
        return logged_in.load(home).user.partition(".")[0]
    people = [row["user"] for row in ask("user.list")["rows"]] if home.access.exists() else []
    if len(people) == 1:
        return str(people[0])
    raise Refused("bad-field", f"say --user; there are {', '.join(people) or 'nobody'}")


def moment(text: str | None) -> str | None:
    """`--until`: a date, a moment, or a span from now such as `30d`; with its offset.

    A date alone means until its beginning here, and a moment without an offset is local time.
    """
    if text is None:
        return None
    span = re.fullmatch(r"(\d{1,4})([mhdw])", text)
    if span:
        length = timedelta(**{_SPANS[span[2]]: int(span[1])})
        return (datetime.now(UTC) + length).replace(microsecond=0).isoformat()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("bad-field", f"--until {text[:40]!a}: 2026-12-31, or 30d") from None
    if found.tzinfo is None:
        found = found.astimezone()
    if found < datetime.now(UTC):
        raise Refused("bad-field", f"--until {text[:40]} has passed already")
    return found.isoformat()


def listed(given: list[str] | None) -> list[str] | None:
    """`--may view,approve`, or several of them, as one list; None where it was not said."""
    if given is None:
        return None
    return [word for each in given for word in each.split(",") if word]
