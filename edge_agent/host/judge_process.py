"""The judge's process, as its host starts and ends it."""

from __future__ import annotations

import os
import signal
import socket
import sys
from dataclasses import dataclass

from edge_agent.host import judge_frames as wire


@dataclass(frozen=True, slots=True)
class Process:
    """`handle`: a file for this very process, -1 where the system has none: the host reaps whatever
    ends, and a pid may be another's by then."""

    pid: int
    handle: int

    def kill(self) -> None:
        """End it, and wait for nothing: in a file system that hangs it may end late. Its status is
        taken now or by the host, which reaps whatever ends."""
        try:
            if sys.platform == "linux" and self.handle >= 0:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)
                os.waitid(os.P_PIDFD, self.handle, os.WEXITED | os.WNOHANG)
            else:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, os.WNOHANG)
        except (ProcessLookupError, ChildProcessError):
            pass  # the host was quicker
        finally:
            if self.handle >= 0:
                os.close(self.handle)


def start(deadline_s: float) -> tuple[Process, socket.socket]:
    """A new process, and our end of its socket. Raises OSError."""
    ours, theirs = socket.socketpair()
    try:
        with theirs, open(os.devnull, "wb") as nothing:
            pid = os.posix_spawn(
                sys.executable,
                argv(deadline_s),
                # Nothing of the session's environment: it may hold secrets.
                {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
                    (os.POSIX_SPAWN_DUP2, nothing.fileno(), 1),
                    (os.POSIX_SPAWN_DUP2, nothing.fileno(), 2),
                ],
                setpgroup=0,
            )
    except OSError:
        ours.close()
        raise
    ours.setblocking(False)
    return Process(pid, _handle(pid)), ours


def argv(deadline_s: float) -> list[str]:
    """Its command line."""
    # The child's alarm is the second belt, for a host that is stopped meanwhile.
    return [sys.executable, "-I", "-m", wire.MODULE, str(deadline_s + 1)]


def _handle(pid: int) -> int:
    if sys.platform != "linux":
        return -1
    try:
        return os.pidfd_open(pid)
    except OSError:
        return -1
