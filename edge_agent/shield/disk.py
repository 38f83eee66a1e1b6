"""The disk's facts for a shield: which of the places to hide are there, and as what."""

from __future__ import annotations

import glob
import os
import pwd
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

from edge_agent.shield import mounts, places
from edge_agent.shield.masks import Mask, below, outermost
from schemas.wire import layout
from schemas.wire.layout import Home

BWRAP = ("/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap", "/run/current-system/sw/bin/bwrap")
"""Where bubblewrap is looked for. Never by PATH: a session could have put its own there."""


KERNEL = ("/proc/sys", "/proc/sysrq-trigger", "/sys")
"""Root could set what the kernel runs (core_pattern, uevent_helper), outside of every namespace."""

RAW = ("/dev/sg*", "/dev/ng*", "/dev/bsg", "/dev/raw", "/dev/uinput", "/dev/input")
"""Besides block devices: other ways to a disk's bytes, and raw keyboards."""


def bwrap() -> str | None:
    """The system's bubblewrap: root's, and nobody else may write it."""
    for path in BWRAP:
        try:
            found = os.stat(path)
        except OSError:
            continue
        if found.st_uid == 0 and not found.st_mode & 0o022 and os.access(path, os.X_OK):
            return path
    return None


def homes(environment: Mapping[str, str], uid: int) -> tuple[str, ...]:
    """The account's home, as its variables say it and as the system does."""
    found = [environment.get("HOME", "")]
    try:
        found.append(pwd.getpwuid(uid).pw_dir)
    except KeyError:
        pass  # an account without an entry has no other home
    return tuple(dict.fromkeys(home for home in found if home.startswith("/") and home != "/"))


def masks(
    home: Home, uid: int, environment: Mapping[str, str], ssh_agent: bool
) -> tuple[Mask, ...]:
    """What is there now and has to be hidden. What appears later is not among it."""
    of_account = homes(environment, uid)
    wanted = []
    # This home, and the account's usual one where that is another.
    for ours in (home, *(Home(Path(one, ".signalbox")) for one in of_account)):
        wanted += [str(ours.root), str(layout.run_dir(ours).root)]
    wanted += places.paths(uid, of_account, ssh_agent)
    found = there(wanted)
    found |= there(places.sockets_named(environment, ssh_agent), stat.S_ISSOCK)
    found |= there(places.folders_named(environment, uid), stat.S_ISDIR)
    for pattern in places.patterns(uid, of_account, ssh_agent):
        found |= there(path for path in glob.glob(pattern) if _owner(path) == uid)
    return tuple(sorted(found | _seen_elsewhere(found) | devices()))


def _seen_elsewhere(found: Iterable[Mask]) -> set[Mask]:
    """The same places by their other names, where something is mounted twice."""
    try:
        mounted = mounts.parse(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return set()
    names = {name: mask for mask in found for name in mounts.other_names(mask.path, mounted)}
    # Another mount may lie over that name; then something else is seen there.
    return {
        other
        for name, mask in names.items()
        for other in there([name])
        if os.path.samefile(other.path, mask.path)
    }


def devices() -> set[Mask]:
    """Disks that this account could read past their file system, and raw keyboards."""
    paths = [path for pattern in RAW for path in glob.glob(pattern)]
    for folder, _, names in os.walk("/dev"):
        if folder not in ("/dev/pts", "/dev/shm"):
            paths += [os.path.join(folder, name) for name in names]
    found = there(
        path for path in paths if _is_disk(path) or any(fnmatch(path, pattern) for pattern in RAW)
    )
    return {
        mask for mask in found if os.access(mask.path, os.R_OK) or os.access(mask.path, os.W_OK)
    }


def kernel(uid: int) -> tuple[str, ...]:
    """The kernel's own files that a root's session may only read."""
    return tuple(path for path in KERNEL if uid == 0 and os.path.exists(path))


def code(folder: str) -> tuple[tuple[str, ...], str]:
    """Where our own code lies, which a session must not change, and a note where it may.

    `folder`: the session's, no link in it.
    """
    found = {os.path.realpath(__file__).removesuffix("/edge_agent/shield/disk.py")}
    if sys.prefix != sys.base_prefix:
        found.add(os.path.realpath(sys.prefix))
    kept = [one for one in found if not below(folder, one)]
    note = "" if len(kept) == len(found) else "the session works on Signalbox's own code"
    return tuple(mask.path for mask in outermost(Mask(one, "directory") for one in kept)), note


def make_place_for_tmux(uid: int) -> None:
    """Make the folder that tmux would make, so that a server which starts later is hidden too.

    Where it cannot be made it is not there to be hidden either; tmux itself checks whose it is.
    """
    try:
        os.mkdir(f"/tmp/tmux-{uid}", 0o700)
    except OSError:
        pass


def there(wanted: Iterable[str], kind: Callable[[int], bool] = lambda mode: True) -> set[Mask]:
    """Masks of those paths that are there; `kind`: which modes of files count."""
    found = set()
    for path in wanted:
        real = os.path.realpath(path)
        try:
            mode = os.stat(real).st_mode
        except OSError:
            continue
        if kind(mode):
            found.add(Mask(real, "directory" if stat.S_ISDIR(mode) else "file"))
    return found


def _is_disk(path: str) -> bool:
    try:
        return stat.S_ISBLK(os.lstat(path).st_mode)
    except OSError:
        return False


def _owner(path: str) -> int | None:
    try:
        return os.lstat(path).st_uid
    except OSError:
        return None
