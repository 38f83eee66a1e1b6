"""The disk's facts for a shield: which of the places to hide are there, and as what."""

from __future__ import annotations

import glob
import os
import pwd
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from edge_agent.shield import places
from edge_agent.shield.masks import Mask
from schemas.wire import layout
from schemas.wire.layout import Home

BWRAP = ("/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap", "/run/current-system/sw/bin/bwrap")
"""Where bubblewrap is looked for. Never by PATH: a session could have put its own there."""


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
    found = _there(wanted)
    found |= _there(places.sockets_named(environment, ssh_agent), stat.S_ISSOCK)
    found |= _there(places.folders_named(environment, uid), stat.S_ISDIR)
    for pattern in places.patterns(uid, of_account, ssh_agent):
        found |= _there(path for path in glob.glob(pattern) if _owner(path) == uid)
    return tuple(sorted(found))


def make_place_for_tmux(uid: int) -> None:
    """Make the folder that tmux would make, so that a server which starts later is hidden too.

    Where it cannot be made it is not there to be hidden either; tmux itself checks whose it is.
    """
    try:
        os.mkdir(f"/tmp/tmux-{uid}", 0o700)
    except OSError:
        pass


def _there(wanted: Iterable[str], kind: Callable[[int], bool] = lambda mode: True) -> set[Mask]:
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


def _owner(path: str) -> int | None:
    try:
        return os.lstat(path).st_uid
    except OSError:
        return None
