"""Whose address a connection over the Unix socket carries: one line before CONNECT. Pure.

The gateway's bridge says it in the words of the PROXY protocol, version 1, so that any proxy which
knows it can stand there: `PROXY TCP4 203.0.113.7 127.0.0.1 51234 8443` and CR LF. It is read only
from a peer on the Unix socket that runs under our own uid. CONNECT begins with another byte.
"""

from __future__ import annotations

import ipaddress

FIRST = b"P"
MOST_BYTES = 107
"""The longest line that version 1 of the protocol knows, CR LF included."""
_FAMILIES = {b"TCP4": 4, b"TCP6": 6}


class Wrong(Exception):
    """That was no such line."""


def read(data: bytes) -> tuple[str, int, bytes] | None:
    """(address, port, what follows), None while the line is not whole. Raises Wrong.

    `PROXY UNKNOWN` names nobody: address "" and port 0.
    """
    end = data.find(b"\r\n", 0, MOST_BYTES)
    if end < 0:
        if len(data) >= MOST_BYTES or not (b"PROXY ".startswith(data[:6])):
            raise Wrong
        return None
    words = data[:end].split(b" ")
    rest = data[end + 2 :]
    if words[:2] == [b"PROXY", b"UNKNOWN"]:
        return "", 0, rest
    if len(words) != 6 or words[0] != b"PROXY" or words[1] not in _FAMILIES:
        raise Wrong
    try:
        source = ipaddress.ip_address(words[2].decode("ascii"))
        port = int(words[4].decode("ascii")) if words[4].isdigit() else -1
    except ValueError:
        raise Wrong from None
    if source.version != _FAMILIES[words[1]] or not 0 <= port <= 65_535:
        raise Wrong
    return str(source), port, rest
