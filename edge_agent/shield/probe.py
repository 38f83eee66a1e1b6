"""Whether the shield can be had: the very words, around a program that does nothing."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence

from schemas.wire.plain import plain

WITHIN_S = 5.0
"""It takes 4 ms; a loaded machine may take long."""

MISSING = "bubblewrap is not installed (apt-get install bubblewrap, or dnf install bubblewrap)"

_PROGRAM = "true"
_PATH = {"PATH": "/usr/bin:/bin:/run/current-system/sw/bin"}

FIXES: tuple[tuple[str, str], ...] = (
    (
        r"uid map: Permission denied|RTM_NEWADDR",
        "on Ubuntu its AppArmor profile is missing: install apparmor-profiles, copy"
        " /usr/share/apparmor/extra-profiles/bwrap-userns-restrict to /etc/apparmor.d and load it"
        " with apparmor_parser -r",
    ),
    (
        r"max_\*_namespaces|nesting depth",
        "this system allows no more user namespaces: raise user.max_user_namespaces",
    ),
    (
        r"unprivileged_userns_clone|No permissions to create",
        "allow user namespaces to accounts: sysctl kernel.unprivileged_userns_clone=1",
    ),
    (r"Unknown option", "it is too old: 0.8 or newer is needed"),
    (
        r"slave|mount proc|Creating new namespace",
        "a container around this machine forbids it: allow it user namespaces and mounts, or run"
        " the machine outside of it",
    ),
)
"""What bubblewrap says → what to do, the first that fits."""


def why_not(argv: Sequence[str], preexec: Callable[[], None] | None = None) -> str:
    """Why these words do not work here, in one line for people; empty where they do."""
    try:
        ran = subprocess.run(
            [*argv, _PROGRAM],
            env=_PATH,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=preexec,
            timeout=WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"bubblewrap did not answer within {WITHIN_S:.0f} s"
    except subprocess.SubprocessError:
        return "what is given before exec was refused by the kernel"
    except OSError as error:
        return f"bubblewrap cannot be started: {error.strerror}"
    if ran.returncode == 0:
        return ""
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    said = lines[0] if lines else f"nothing, with status {ran.returncode}"
    shown = plain(said.removeprefix("bwrap: "), most=200)
    fix = next((words for pattern, words in FIXES if re.search(pattern, said)), "")
    return f"bubblewrap says: {shown}" + (f" ({fix})" if fix else "")
