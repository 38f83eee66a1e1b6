"""How a message may fail to arrive."""

from __future__ import annotations


class Unsent(Exception):
    """It never will; the text says why, for the person, and holds no secret."""


class Retry(Unsent):
    """It may arrive later."""


class Gone(Unsent):
    """The other side does not want any more messages."""
