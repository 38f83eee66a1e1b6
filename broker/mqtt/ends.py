"""The words that say how a connection ended, and what each of them entails.

The life cycle itself is the table in schemas.wire.connection_state; these are its reasons.
"""

from __future__ import annotations

from typing import NamedTuple


class End(NamedTuple):
    event: str
    """The event of the life cycle: "refused", "timeout" or "lost"."""
    will: bool
    """Does the will fire?"""
    abrupt: bool
    """Is what is unsent thrown away? Else it may still leave, for CLOSE_S seconds."""
    why: str


ENDS: dict[str, End] = {
    "disconnect": End("lost", False, False, "the client said goodbye"),
    "displaced": End("lost", False, True, "the same principal connected with its client id"),
    "shutdown": End("lost", False, False, "the broker stops"),
    "lost": End("lost", True, True, "the socket ended"),
    "keep-alive": End("timeout", True, True, "silent for 1.5 times what it promised"),
    "partial": End("timeout", True, True, "it began a packet and did not finish it in time"),
    "malformed": End("refused", True, True, "not MQTT 3.1.1, or beyond a bound"),
    "slow": End("refused", True, True, "its queue is full"),
    "stalled": End("timeout", True, True, "its buffer is full and it takes nothing"),
    "revoked": End("refused", True, True, "it read too slowly what it may not read any more"),
    "gone": End("refused", True, True, "its principal is nobody any more"),
    "fault": End("refused", True, True, "ours; the log says what"),
}
"""Of connections that had been accepted. A will is judged by the rights of that moment."""

REFUSALS: dict[str, str] = {
    "address": "too many connections from its address",
    "connections": "too many connections",
    "connect-timeout": "no CONNECT in time",
    "lost": "it went away",
    "level": "another MQTT version",
    "malformed": "not MQTT 3.1.1, or beyond a bound",
    "client-id": "client id too long, or empty without clean_session",
    "credentials": "the authority does not know it",
    "authenticate-timeout": "the authority did not answer in time",
    "will": "it may not publish its will",
    "sessions": "too many sessions of this principal",
    "shutdown": "the broker stops",
    "fault": "ours; the log says what",
}
"""Of connections that ended before CONNACK 0."""


def event_of(reason: str, live: bool) -> str:
    """The event of the life cycle that a reason stands for."""
    if live:
        return ENDS[reason].event
    if reason not in REFUSALS:
        raise KeyError(reason)
    return "timeout" if reason.endswith("-timeout") else "refused"
