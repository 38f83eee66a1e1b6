"""A systemd of one account, fenced in: where no systemd runs as the first process of a computer.

`systemd --user` in a bubblewrap without one capability, on a file system that cannot be written
but for its own /tmp, /run and /var, with a cgroup of its own: so it can mount, set and clean
nothing outside. (Booted as the first process of a namespace it empties the /tmp that it finds.)
Takes root, to make the cgroup.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
MANAGER = Path("/lib/systemd/systemd")
BEGIN = """
mkdir -p /run/user/0 /run/systemd/system && chmod 700 /run/user/0
%s --user >/tmp/systemd.log 2>&1 &
tries=0
while [ $tries -lt 150 ] && ! systemctl --user is-system-running >/dev/null 2>&1; do
  tries=$((tries + 1)); sleep 0.1
done
exec "$@"
"""


def _hierarchy() -> Path | None:
    for folder in (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")):
        if (folder / "cgroup.procs").exists() and (folder / "cgroup.controllers").exists():
            return folder
    return None


def missing() -> str:
    """Why there can be none here, or nothing."""
    if os.getuid() != 0:
        return "a cgroup takes root to make"
    if not MANAGER.exists() or shutil.which("bwrap") is None:
        return "systemd or bubblewrap is not installed"
    hierarchy = _hierarchy()
    if hierarchy is None:
        return "no cgroup2 is mounted"
    if not os.access(hierarchy, os.W_OK):
        return "its cgroups cannot be written"
    return ""


def within(
    words: list[str], folders: dict[str, Path], timeout_s: float
) -> subprocess.CompletedProcess[str]:
    """Run a command line beside such a systemd; everything ends with it. `folders`: paths inside
    and what is seen there, read only."""
    hierarchy = _hierarchy()
    assert hierarchy is not None
    group = hierarchy / f"sb{os.getpid()}"
    group.mkdir()
    try:
        seen = [word for to, what in folders.items() for word in ("--ro-bind", str(what), to)]
        fence = [
            *("bwrap", "--die-with-parent", "--cap-drop", "ALL"),
            *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup"),
            *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
            *("--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/var"),
            # Where the checkout or its Python lies in one of these three.
            *("--ro-bind", str(ROOT), str(ROOT), "--ro-bind", sys.prefix, sys.prefix),
            *("--bind", str(group), "/sys/fs/cgroup", "--chdir", str(ROOT), *seen),
            *("--setenv", "XDG_RUNTIME_DIR", "/run/user/0", "--setenv", "HOME", "/tmp/bare"),
            *("--unsetenv", "SIGNALBOX_HOME"),
            *("sh", "-c", BEGIN % MANAGER, "sh", *words),
        ]
        enter = 'echo $$ >"$0/cgroup.procs" && exec "$@"'
        return subprocess.run(
            ["sh", "-c", enter, str(group), *fence],
            capture_output=True,
            text=True,
            timeout=timeout_s,
        )
    finally:
        until(lambda: _removed(group), "what ran in the cgroup ends", 20)


def _removed(group: Path) -> bool:
    """A cgroup goes when its last process has, and its innermost folder first."""
    for folder, _, _ in os.walk(group, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(folder)
    return not group.exists()


def script(module: str, *words: str) -> list[str]:
    """The command line of a module of the tests."""
    return [sys.executable, "-m", module, *words]
