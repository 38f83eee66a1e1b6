"""`signalbox log`: a session's journal, from this machine's disk, else from archive and machine."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas.wire import layout, line
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from signalbox import local_sessions, show, waits, where
from signalbox.local_sessions import LocalSession
from signalbox.proof import Proof
from signalbox.remote import hub_record
from signalbox.remote.hub_record import Record
from signalbox.remote.sessions import RemoteSession

_POLL_S = 0.1
LAST_KINDS = ("ended", "host_lost")


def log(arguments: argparse.Namespace) -> int:
    """Print the lines; with --follow go on until the session has ended."""
    home = layout.home_from()
    found = _found(home, arguments.session)
    if not isinstance(found, LocalSession):
        with found.client:
            from signalbox.remote import following, history

            if arguments.follow:
                if not isinstance(found, RemoteSession):
                    raise Refused("not-possible", "the hub's own record cannot be followed")
                lines_there = following.lines(found, arguments.last)
            elif arguments.last is not None:
                lines_there = history.last(found, arguments.last)
            else:
                lines_there = history.since(found)
            for one in lines_there:
                if arguments.json:
                    sys.stdout.write(json.dumps(one, ensure_ascii=True) + "\n")
                else:
                    _print(one["at"], one["seq"], one["kind"], one.get("body"))
                if arguments.follow:
                    _hint_at(one["kind"], one.get("body"))
                sys.stdout.flush()
            if isinstance(found, RemoteSession) and not arguments.follow:
                show.hint_if(waits.in_words([q.model_dump() for q in found.state.questions]))
        return 0
    if not local_sessions.segments(home, found.id):
        raise Refused("no-such-session", f"{found.id} keeps no journal here")
    proof = Proof(home, found)
    if arguments.last is not None:
        kept = proof.of(_whole_lines(home, found.id, follow=False))
        lines: Iterator[bytes] = iter(deque(kept, maxlen=max(arguments.last, 0)))
    else:
        lines = proof.of(_whole_lines(home, found.id, follow=arguments.follow))
    for raw in lines:
        if arguments.json:
            sys.stdout.write(raw.decode())
        else:
            split = line.split(raw)
            body = local_sessions.body_of(split)
            _print(split.at, split.seq, split.kind, body)
            if arguments.follow:
                _hint_at(split.kind, body)
        sys.stdout.flush()
    if not arguments.follow:
        show.hint_if(waits.in_words(found.document.get("questions") or ()))
    if proof.broken:
        raise Refused("journal-damaged", f"{found.id}: {proof.broken}")
    return 0


def _found(home: Home, words: str) -> LocalSession | RemoteSession | Record:
    """A session, or else the hub's own record of that id."""
    try:
        return where.find(home, words)
    except Refused as refused:
        record = hub_record.find(home, words) if refused.code == "no-such-session" else None
        if record is None:
            raise
        return record


def _print(at: int, seq: int, kind: str, told: dict[str, Any] | None) -> None:
    """One line for people. `told` is None where it was redacted."""
    body = dict(told) if told is not None else {"redacted": True}
    text = body.pop("text", None)
    rest = "  ".join(f"{key}={value}" for key, value in body.items())
    shown = "  ".join(str(part) for part in (rest, text) if part)
    print(f"{show.moment(at)}  {seq:>6}  {plain(kind):<15} {plain(shown)}")


def _hint_at(kind: str, told: dict[str, Any] | None) -> None:
    """The command that answers, under a question that has just been asked."""
    if kind == "asked" and told is not None:
        show.hint(show.line("allow", plain(str(told.get("approval", "ID")))))


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
        if follow and whole and line.split(whole[-1]).kind in LAST_KINDS:
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
