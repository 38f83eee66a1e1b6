"""Ids: how machines, projects, people, requests, sessions and approvals are named.

A level of a topic never holds `.`, `/`, `+`, `#`, `$`, white space or an upper-case letter,
because brokers give each of these a meaning of their own (NATS maps `/` to `.`).
"""

from __future__ import annotations

import re
import secrets
import time

from schemas.wire.errors import Refused

NONE = "-"
"""Stands where there is no project or no session."""

HUB = "hub"
"""The reserved machine id of the hub itself."""

DESK = "desk"
"""Who acts when somebody sits at the machine itself; no person may bear this id."""

RESERVED_USERS = frozenset({DESK, HUB, "gate", "archiver", "steward", "gateway", "broker"})

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SESSION = re.compile(rf"[{CROCKFORD}]{{14}}")
_APPROVAL = re.compile(rf"[{CROCKFORD}]{{8}}")
_CODE = re.compile(rf"[{CROCKFORD}]{{4}}")
_TIME_DIGITS = 10


def check_name(text: str, what: str = "id") -> str:
    """Return `text` if it may name a machine, project, person or request.

    Raises `Refused("bad-id")` otherwise.
    """
    if not isinstance(text, str) or not _NAME.fullmatch(text):
        raise Refused("bad-id", f"{what} {_shown(text)}")
    return text


def check_name_or_none(text: str, what: str = "id") -> str:
    """Like `check_name`, and `-` for *none* is allowed."""
    return text if text == NONE else check_name(text, what)


def check_session(text: str) -> str:
    """Return `text` if it is a session id, else raise `Refused("bad-id")`."""
    if not isinstance(text, str) or not _SESSION.fullmatch(text):
        raise Refused("bad-id", f"session {_shown(text)}")
    return text


def check_approval(text: str) -> str:
    """Return `text` if it is an approval id, else raise `Refused("bad-id")`."""
    if not isinstance(text, str) or not _APPROVAL.fullmatch(text):
        raise Refused("bad-id", f"approval {_shown(text)}")
    return text


def check_code(text: str) -> str:
    """Return `text` if it is the public part of a joining code, else raise `Refused("bad-id")`."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        raise Refused("bad-id", f"code {_shown(text)}")
    return text


def new_session(now_ms: int | None = None) -> str:
    """A new session id: ten characters of milliseconds, four random; sorts by start."""
    moment = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    return _encode(moment, _TIME_DIGITS) + _encode(secrets.randbits(20), 4)


def session_started_ms(session: str) -> int:
    """Milliseconds since 1970 at which the session with this id was named."""
    value = 0
    for character in check_session(session)[:_TIME_DIGITS]:
        value = value * 32 + CROCKFORD.index(character)
    return value


def new_approval() -> str:
    """A new approval id: 40 random bits."""
    return _encode(secrets.randbits(40), 8)


def new_request() -> str:
    """A new request id, unique enough for one person: 80 random bits."""
    return _encode(secrets.randbits(80), 16)


def _encode(value: int, digits: int) -> str:
    out = []
    for _ in range(digits):
        value, rest = divmod(value, 32)
        out.append(CROCKFORD[rest])
    return "".join(reversed(out))


def _shown(text: object) -> str:
    shown = ascii(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."
