"""A network namespace that has nothing but loopback, for this process and all that it starts.

Where the account may not make one (a container, a hardened kernel), the verifier goes on without:
what it starts is told of no other address than the scripted model's.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys

# linux/sched.h, linux/sockios.h, linux/if.h
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_SIOCGIFFLAGS = 0x8913
_SIOCSIFFLAGS = 0x8914
_IFF_UP = 0x1


def enter() -> str:
    """Leave the network; "" where that is done, else why it cannot be done.

    Only before any thread was started. It is tried in a child first, because half of it done could
    not be undone.
    """
    if sys.platform != "linux":
        return "only Linux has network namespaces"
    pid = os.fork()
    if pid == 0:
        try:
            _leave()
            _try_loopback()
        except BaseException:
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        return "this account may not make a network namespace"
    _leave()
    return ""


def _leave() -> None:
    """Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()
    # Root's namespace of its own would make its files look like nobody's.
    flags = _CLONE_NEWNET if uid == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    if library.unshare(flags):
        raise OSError(ctypes.get_errno(), "unshare")
    if uid != 0:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{uid} {uid} 1"),
            ("gid_map", f"{gid} {gid} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request)
        flags = struct.unpack("16sh14x", answer)[1] | _IFF_UP
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags))


def _try_loopback() -> None:
    """Raises OSError."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname(), 5).close()
