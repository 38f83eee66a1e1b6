"""What a terminal session does just now: the command that holds its terminal."""

from __future__ import annotations

import os
import sys

MAX_COMMAND = 120


def running_command(group: int | None, program: int) -> str:
    """The foreground command's line, cut; empty where it is the session's own program or unknown.

    It is the program's own word about itself, so it is shown, never judged by.
    """
    if not group or group == program or sys.platform != "linux":
        return ""
    try:
        with open(f"/proc/{group}/cmdline", "rb") as file:
            words = file.read(4096).rstrip(b"\0").split(b"\0")
    except OSError:
        return ""
    words[0] = os.path.basename(words[0])
    return b" ".join(words).decode("utf-8", "replace")[:MAX_COMMAND]
