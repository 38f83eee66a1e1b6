"""Who is at the other end of a Unix socket, and may that process steer?

The uid must be ours. A process that descends from any session's host, or whose ancestors cannot
be read up to the first process, may neither steer nor answer in any session: an agent must not
type into its own terminal, nor into its neighbour's. Hosts are sub-reapers, so what a session
starts stays below its host for as long as the host lives.
"""

from __future__ import annotations

import ctypes
import os
import select
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from schemas.wire.errors import Refused

HOST_MODULE = b"edge_agent.host"
MAX_ANCESTORS = 512
_SO_PEERPIDFD = 77  # Linux 6.5; Python 3.11 has no name for it
_LOCAL_PEERPID = 2  # macOS, level 0
_PROC_PIDT_SHORTBSDINFO = 13  # macOS, sys/proc_info.h


@dataclass(frozen=True, slots=True)
class Peer:
    """The process that connected. `pid` is 0 where the system does not tell it."""

    pid: int
    uid: int


def identify(connection: socket.socket) -> Peer:
    """The peer of a connected Unix socket. Raises `Refused("peer-refused")` for other accounts."""
    if sys.platform == "darwin":
        uid = struct.unpack_from("II", connection.getsockopt(0, 1, 76))[1]
        peer = Peer(connection.getsockopt(0, _LOCAL_PEERPID), uid)
    else:
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        pid, uid, _ = struct.unpack("3i", raw)
        peer = Peer(pid, uid)
    if peer.uid != os.getuid():
        raise Refused("peer-refused", f"uid {peer.uid}")
    return peer


def check_may_steer(connection: socket.socket) -> Peer:
    """The peer, when it is no descendant of a host. Raises `Refused("peer-refused")` otherwise."""
    peer = identify(connection)
    alive = _handle_of(connection)
    try:
        for pid in ancestry(peer.pid):
            if is_host(pid):
                raise Refused("peer-refused", f"process {peer.pid} runs inside a session")
        # A pid that was reused meanwhile would have told us of somebody else.
        if alive is not None and select.select([alive], [], [], 0)[0]:
            raise Refused("peer-refused", f"process {peer.pid} has gone")
    finally:
        if alive is not None:
            os.close(alive)
    return peer


def ancestry(pid: int) -> list[int]:
    """`pid` and its ancestors, up to the first process of this pid namespace.

    Raises `Refused("peer-refused")` where one of them cannot be read.
    """
    if pid <= 0:
        raise Refused("peer-refused", "the process is not visible from here")
    found = [pid]
    while found[-1] != 1:
        try:
            parent = parent_of(found[-1])
        except OSError:
            raise Refused("peer-refused", f"process {found[-1]} cannot be read") from None
        if parent == 0:
            break
        found.append(parent)
        if len(found) > MAX_ANCESTORS:
            raise Refused("peer-refused", f"more than {MAX_ANCESTORS} ancestors")
    return found


def parent_of(pid: int) -> int:
    """The parent's pid; 0 for the first process. Raises OSError where it cannot be read."""
    if sys.platform == "darwin":
        return _parent_on_macos(pid)
    # The name in parentheses may itself hold parentheses and spaces.
    stat = Path(f"/proc/{pid}/stat").read_bytes()
    return int(stat.rpartition(b")")[2].split()[1])


def is_host(pid: int) -> bool:
    """Whether this process is the host of a session, of this home or another.

    Raises `Refused("peer-refused")` where that cannot be read.
    """
    if pid == os.getpid():
        return True
    if sys.platform == "darwin":
        return pid in _hosts_by_pid_file()
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        raise Refused("peer-refused", f"process {pid} cannot be read") from None
    return b"-m" in words and HOST_MODULE in words


def _hosts_by_pid_file() -> set[int]:
    """Pids that hosts of this account wrote into their run folders; stale ones do no harm."""
    found = set()
    for path in Path("/tmp").glob(f"signalbox-{os.getuid()}-*/*/pid"):
        try:
            # Anybody may make a folder of this name, and could so name any process.
            if os.lstat(path.parents[1]).st_uid == os.getuid():
                found.add(int(path.read_text()))
        except (OSError, ValueError):
            continue
    return found


def _handle_of(connection: socket.socket) -> int | None:
    """A pidfd of the peer: readable once it has ended. None on systems without."""
    if sys.platform != "linux":
        return None
    try:
        return connection.getsockopt(socket.SOL_SOCKET, _SO_PEERPIDFD)
    except OSError:
        return None


def _parent_on_macos(pid: int) -> int:
    library = ctypes.CDLL("/usr/lib/libproc.dylib", use_errno=True)
    answer = ctypes.create_string_buffer(64)
    size = library.proc_pidinfo(pid, _PROC_PIDT_SHORTBSDINFO, ctypes.c_uint64(0), answer, 64)
    if size != 64:
        raise OSError(ctypes.get_errno(), "proc_pidinfo")
    parent: int = struct.unpack_from("II", answer.raw)[1]
    return parent
