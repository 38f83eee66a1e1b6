"""The first packet of a browser's MQTT connection, rewritten to carry its person: pure.

Pages hold no credential. Their CONNECT comes without a password, and the bridge puts in who the
cookie says it is. Everything that a page of ours would not send is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_CONNECT = 4096
"""Bytes of a CONNECT; ours has less than 100."""
MAX_CLIENT_ID = 64
KEEPALIVE_S = (5, 120)
"""A page that forgets to ping is found out within three minutes."""

_PROTOCOL = b"\0\4MQTT\4"
_USERNAME, _PASSWORD, _WILL, _CLEAN = 0x80, 0x40, 0x3C, 0x02


class Wrong(Exception):
    """Not a CONNECT that a page of ours sends; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Connect:
    """What a page asked for; `rest`: what came behind the packet."""

    client_id: bytes
    username: str
    keepalive_s: int
    rest: bytes


def read(data: bytes) -> Connect | None:
    """The packet at the start of `data`; None while it is not whole. Raises Wrong."""
    if not data:
        return None
    if data[0] != 0x10:
        raise Wrong("the first packet is no CONNECT")
    length, start = 0, 0
    for index in range(1, 5):
        if index >= len(data):
            return None
        length |= (data[index] & 0x7F) << (7 * (index - 1))
        if data[index] < 0x80:
            start = index + 1
            break
    else:
        raise Wrong("the length has more than four bytes")
    if length > MAX_CONNECT:
        raise Wrong(f"a CONNECT of {length} bytes")
    if len(data) < start + length:
        return None
    return _body(data[start : start + length], data[start + length :])


def _body(body: bytes, rest: bytes) -> Connect:
    if body[:7] != _PROTOCOL:
        raise Wrong("not MQTT 3.1.1")
    if len(body) < 10:
        raise Wrong("it is cut")
    flags = body[7]
    if flags & ~(_USERNAME | _CLEAN):
        raise Wrong("it carries a password, a will or what is reserved")
    if not flags & _CLEAN:
        raise Wrong("it asks the broker to keep a session")
    keepalive = int.from_bytes(body[8:10], "big")
    client_id, at = _field(body, 10)
    username = b""
    if flags & _USERNAME:
        username, at = _field(body, at)
    if at != len(body):
        raise Wrong("something stands behind its fields")
    if not 0 < len(client_id) <= MAX_CLIENT_ID or not client_id.isascii():
        raise Wrong("its client id")
    try:
        return Connect(client_id, username.decode(), keepalive, rest)
    except UnicodeDecodeError:
        raise Wrong("its user name") from None


def _field(body: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + int.from_bytes(body[at : at + 2], "big")
    if at + 2 > len(body) or end > len(body):
        raise Wrong("a field is cut")
    return body[at + 2 : end], end


def rewrite(found: Connect, user: str, password: str) -> bytes:
    """The bytes to send to the broker in its place. Raises Wrong for another person's name."""
    if found.username not in ("", user):
        raise Wrong("it names somebody else")
    least, most = KEEPALIVE_S
    keepalive = most if found.keepalive_s == 0 else min(max(found.keepalive_s, least), most)
    body = _PROTOCOL + bytes([_USERNAME | _PASSWORD | _CLEAN]) + keepalive.to_bytes(2, "big")
    for text in (found.client_id, user.encode(), password.encode()):
        body += len(text).to_bytes(2, "big") + text
    return b"\x10" + _length(len(body)) + body + found.rest


def _length(number: int) -> bytes:
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)
