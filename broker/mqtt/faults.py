"""Tracebacks of our own failures, each kind at most once a minute: a client must not be able to
fill a disk by making us fail again and again."""

from __future__ import annotations

import logging
import time

log = logging.getLogger(__name__)

AGAIN_S = 60.0

_told: dict[str, tuple[float, int]] = {}


def tell(what: str) -> None:
    """Log the exception that is being handled. `what` is one of few constant texts."""
    now = time.monotonic()
    since, more = _told.get(what, (-AGAIN_S, 0))
    if now - since < AGAIN_S:
        _told[what] = (since, more + 1)
        return
    _told[what] = (now, 0)
    log.exception("%s%s", what, f" ({more} times more before)" if more else "")
