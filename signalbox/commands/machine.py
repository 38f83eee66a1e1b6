"""`signalbox machine`: which computers belong to this hub. On the hub's own computer it changes the
hub's files; elsewhere it asks the steward, as whoever is logged in."""

from __future__ import annotations

import argparse
import hashlib
import re
import time
from secrets import choice
from typing import Any

from schemas.wire import ids, layout, pins
from schemas.wire.errors import Refused
from schemas.wire.settings import load
from signalbox import administer, show

_SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def add(arguments: argparse.Namespace) -> int:
    """Print the line and the code by which one computer joins under this name."""
    machine = ids.check_name(arguments.machine, "machine")
    return _invite(arguments, machine=machine, projects=_projects(arguments.project), uses=1)


def invite(arguments: argparse.Namespace) -> int:
    """The same for several, which bring their own names."""
    return _invite(arguments, uses=arguments.uses)


def list_machines(arguments: argparse.Namespace) -> int:
    """List machines, the words of those that joined, and what is wrong with them."""
    rows = administer.ask("machine.list")["rows"]
    if arguments.json:
        show.as_json(rows)
        return 0
    show.table(
        ("MACHINE", "PROJECTS", "JOINED", "SIX WORDS", ""),
        [
            (
                row["machine"],
                ", ".join(sorted(row["projects"])) or "-",
                show.moment(row["joined"])[:16] if row.get("joined") else "",
                row.get("words", ""),
                _wrong(row),
            )
            for row in rows
        ],
        most=120,
    )
    return 0


def revoke(arguments: argparse.Namespace) -> int:
    """Let a machine in no more; cut within a second. Its sessions and journals stay there."""
    machine = ids.check_name(arguments.machine, "machine")
    administer.ask("machine.remove", machine=machine)
    if arguments.json:
        show.as_json({"revoked": machine})
    else:
        print(f"{machine} is let in no more.")
        show.hint("Its sessions go on there and keep their journals.")
    return 0


def rename(arguments: argparse.Namespace) -> int:
    """Print the line and the code by which a machine joins anew under another name."""
    machine = ids.check_name(arguments.machine, "machine")
    name = ids.check_name(arguments.name, "machine")
    return _invite(arguments, "machine.rename", machine=machine, name=name)


def _invite(arguments: argparse.Namespace, command: str = "machine.invite", **said: Any) -> int:
    drawn = "".join(choice(ids.CROCKFORD) for _ in range(pins.CODE_LENGTH))
    code, secret = drawn[:4], drawn[4:]
    ttl = _seconds(arguments.ttl)
    told = administer.ask(
        command,
        code=code,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        ttl=ttl,
        **{key: value for key, value in said.items() if value},
    )
    line = f"signalbox join {told['url']} --pin {told['pin']}"
    whole = pins.show_code(code, secret)
    paste = _paste(told["url"], told["pin"], whole)
    if arguments.json:
        show.as_json(
            {
                "line": line,
                "code": whole,
                "url": told["url"],
                "pin": told["pin"],
                "until_us": told["until"],
                "paste": paste and paste[0],
                "paste_with_code": paste and paste[1],
            }
        )
        return 0
    who = f"On {said['machine']}" if "machine" in said else f"On up to {said['uses']} computers"
    print(f"{who}, until {time.strftime('%H:%M', time.localtime(told['until'] / 1e6))}:\n")
    print(f"  {line}\n")
    print(f"and when it asks, the code:  {whole}\n")
    if told["known"]:
        print(f"{said['machine']} is known already: whoever joins by this takes its place.")
    if "name" in said:
        print(
            f"Its sessions must have ended and be archived: they bear the name {said['machine']}."
        )
    if paste:
        print("Nothing installed there yet? This does all of it, and asks for the code:\n")
        print(f"  {paste[0]}\n")
    else:
        show.hint(
            "Nothing installed there yet? The console has a line to paste: Fleet, add a machine."
        )
    show.hint("Both sides then show the same six words: signalbox machine list")
    return 0


def _paste(url: str, pin: str, code: str) -> tuple[str, str] | None:
    """Lines for a computer that has nothing, where this is the hub and others open its console."""
    home = layout.home_from()
    if not home.access.exists():
        return None
    from console import join, site

    try:
        return join.Desk(site.read(load(home.config)), home.hub / "wheel").lines(url, pin, code)
    except Refused:
        return None


def _wrong(row: dict[str, Any]) -> str:
    if row.get("twins"):
        return f"REFUSED: it runs twice (a cloned home); one must join again: {_again(row)}"
    return "" if row["secret"] else "has never joined"


def _again(row: dict[str, Any]) -> str:
    return f"signalbox machine add {row['machine']}"


def _projects(given: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given or ():
        name, equals, folder = text.partition("=")
        ids.check_name(name, "project")
        if not equals or not folder.startswith("/"):
            raise Refused("bad-field", f"--project {text[:60]}: NAME=/absolute/folder is wanted")
        found[name] = folder
    return found


def _seconds(text: str) -> int:
    found = re.fullmatch(r"(\d{1,6})([smhd])", text)
    if not found:
        raise Refused("bad-field", f"--ttl {text[:20]}: a number and s, m, h or d is wanted")
    return int(found[1]) * _SPANS[found[2]]
