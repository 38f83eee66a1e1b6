"""`signalbox join`: make this account a machine of a hub elsewhere."""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import stat
import sys
from pathlib import Path

from schemas.link_address import parse_url
from schemas.wire import layout, pins
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import first_time, home_checks, show, up_lock
from signalbox.joining import enrolment, pin

MAX_CODE = 200


def join(arguments: argparse.Namespace) -> int:
    """Check the hub by its pin, ask it by the code, keep what it says."""
    home = home_checks.checked(layout.home_from())
    if home.access.exists():
        raise Refused(
            "not-possible", f"{home.root} holds a hub with a machine of its own; use another home"
        )
    address = parse_url(arguments.url)
    if not address.tls:
        raise Refused("bad-config", f"{arguments.url[:80]}: machines join over mqtts://")
    name = _own_name(arguments.name)
    running = _running(home)
    shown = pin.check(address, arguments.pin)
    code = pins.split_code(_code(arguments.code_file))
    with up_lock.alone(home.root / "setup.lock"):
        member = enrolment.join(home, address, shown, code, name)
    if arguments.json:
        show.as_json({"machine": member.machine, "words": member.words, "url": str(address)})
        return 0
    print(f"This is now {member.machine} of {address}.")
    print(f"  six words  {member.words}")
    show.hint("The hub shows the same six: signalbox machine list. If not, revoke it there.")
    if running:
        show.hint("It still runs as it was: signalbox down, then signalbox up")
    else:
        show.hint("Start it: signalbox up")
    return 0


def _own_name(given: str | None) -> str:
    name = given or socket.gethostname()
    return first_time.name_from(name, "machine")


def _running(home: Home) -> bool:
    return up_lock.holder(home.up_lock) is not None


def _code(file: str | None) -> str:
    """From a file, a question or standard input: never from the arguments, which all may read."""
    if file:
        path = Path(file)
        with open(path, encoding="utf-8", errors="replace") as opened:
            mode = os.fstat(opened.fileno())
            if stat.S_ISREG(mode.st_mode) and mode.st_mode & 0o077:
                show.hint(f"{path} can be read by others; the code in it is good for one join only")
            return opened.read(MAX_CODE)
    if sys.stdin.isatty():
        return getpass.getpass("Code (it is not shown): ")
    return sys.stdin.readline(MAX_CODE)
