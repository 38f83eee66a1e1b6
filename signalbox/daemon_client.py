"""What this machine's daemon says of itself, asked at its socket."""

from __future__ import annotations

import time
from typing import Any

from schemas.wire import frames, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox.host_client import HostClient

TIMEOUT_S = 3.0


def status(home: Home) -> dict[str, Any]:
    """The daemon's status: `control` and `journal` (is each connection up), `policy` (the version
    in force), `trouble` and more. Raises `Refused("not-running")` where no daemon answers.
    """
    try:
        client = HostClient(layout.run_dir(home).daemon)
    except Refused:
        raise Refused("not-running", "the daemon of this machine") from None
    try:
        client.send(frames.control("status"))
        return dict(client.wait_for("status", TIMEOUT_S).fields)
    except OSError:
        raise Refused("not-running", "the daemon of this machine") from None
    finally:
        client.socket.close()


def wait_for_hub(home: Home, timeout_s: float) -> str:
    """Wait until the hub has let this machine in and has told it its rights: "" then, else why
    not, for people."""
    until = time.monotonic() + timeout_s
    trouble = "its daemon does not answer"
    while True:
        try:
            told = status(home)
        except Refused:
            told = {}
        if told.get("control") and told.get("policy"):
            return ""
        if told:
            trouble = str(told.get("trouble") or "the hub has sent no policy yet")
        if time.monotonic() > until:
            return trouble
        time.sleep(0.1)
