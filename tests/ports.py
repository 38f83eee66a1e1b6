"""Ports of loopback for servers that a test starts in a moment."""

from __future__ import annotations

import itertools
import os
import socket
import zlib

# Below where the kernel takes the ports of outgoing connections, so that none of those is given
# one of ours between the asking and the listening; each process begins elsewhere. Ports right
# behind one are left out: a server whose port is taken moves there.
_FIRST, _LAST = 10_000, 32_000
_offered = itertools.count(zlib.crc32(str(os.getpid()).encode()), 13)


def free_port() -> int:
    """A port that nobody has now, and that this process has not offered before."""
    while True:
        port = _FIRST + next(_offered) % (_LAST - _FIRST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
