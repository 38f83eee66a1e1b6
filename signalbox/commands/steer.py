"""`signalbox prompt`, `interrupt` and `stop`: to a host of this machine, else through the hub."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.verbs import MAX_PROMPT
from signalbox import local_sessions, show, where
from signalbox.host_client import HostClient
from signalbox.local_sessions import LocalSession


def prompt(arguments: argparse.Namespace) -> int:
    """Send a whole prompt; `-` reads it from standard input."""
    text = " ".join(arguments.text)
    if text == "-":
        text = sys.stdin.read(MAX_PROMPT + 1)
    if len(text) > MAX_PROMPT:
        raise Refused(
            "too-large", f"a prompt has at most {MAX_PROMPT} characters; put it in a file"
        )
    return _ask(arguments, "prompt", {"text": text}, "sent")


def interrupt(arguments: argparse.Namespace) -> int:
    """Stop what the session does just now."""
    return _ask(arguments, "interrupt", {}, "interrupted")


def stop(arguments: argparse.Namespace) -> int:
    """End the session and everything it started."""
    grace = max(arguments.grace, 0)
    return _ask(arguments, "stop", {"grace": grace}, "stopped", timeout_s=grace + 15)


def _ask(
    arguments: argparse.Namespace,
    verb: str,
    fields: dict[str, Any],
    done: str,
    timeout_s: float = 15,
) -> int:
    home = layout.home_from()
    found = where.find(home, arguments.session)
    if not found.alive:
        raise Refused("session-ended", found.id)
    if isinstance(found, LocalSession):
        client = HostClient(local_sessions.socket_of(home, found.id))
        try:
            receipt = client.request(verb, fields, timeout_s)
        finally:
            client.close()
    else:
        with found.client:
            receipt = found.ask(verb, timeout_s, **fields)
    if arguments.json:
        show.as_json(receipt)
    else:
        print(f"{found.id}: {done}")
    return 0
