"""`signalbox log`: a session's journal, read from this machine's disk."""

from __future__ import annotations

import argparse
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from schemas.wire import layout, line
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import local_sessions, show

_POLL_S = 0.1
_LAST_KINDS = ("ended", "host_lost")


def log(arguments: argparse.Namespace) -> int:
    """Print the lines; with --follow go on until the session has ended."""
    home = layout.home_from()
    found = local_sessions.resolve(home, arguments.session)
    if not local_sessions.segments(home, found.id):
        raise Refused("no-such-session", f"{found.id} keeps no journal here")
    if arguments.last is not None:
        kept = deque(_whole_lines(home, found.id, follow=False), maxlen=max(arguments.last, 0))
        lines: Iterator[bytes] = iter(kept)
    else:
        lines = _whole_lines(home, found.id, follow=arguments.follow)
    for raw in lines:
        if arguments.json:
            sys.stdout.write(raw.decode())
        else:
            _print(line.split(raw))
        sys.stdout.flush()
    return 0


def _print(found: line.Line) -> None:
    body = local_sessions.body_of(found)
    text = body.pop("text", None)
    rest = "  ".join(f"{key}={value}" for key, value in body.items())
    shown = "  ".join(part for part in (rest, text) if part)
    print(f"{show.moment(found.at)}  {found.seq:>6}  {found.kind:<15} {plain(shown)}")


def _whole_lines(home: Home, session: str, follow: bool) -> Iterator[bytes]:
    """Complete lines in order, across segments; with `follow` until the session has ended."""
    index, offset, rest = 0, 0, b""
    while True:
        names = local_sessions.segments(home, session)
        data = _read(names[index], offset) if index < len(names) else b""
        offset += len(data)
        *whole, rest = (rest + data).split(b"\n")
        for raw in whole:
            yield raw + b"\n"
        if follow and whole and line.split(whole[-1]).kind in _LAST_KINDS:
            return
        if data:
            continue
        if index + 1 < len(names):
            index, offset = index + 1, 0
        elif not follow or not local_sessions.look(home, session).alive:
            return
        else:
            # The journal is a file that another process appends to: there is nothing to wait on.
            time.sleep(_POLL_S)


def _read(path: Path, offset: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(1024 * 1024)
