"""Whether a folder may be Signalbox's home: writable, private, and in no git worktree."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home


def checked(home: Home) -> Home:
    """Make the home's folders (0700) if need be. Raises `Refused` with what is wrong."""
    _refuse_worktree(home.root)
    for folder in (home.root, home.edge, home.sessions, home.logs):
        try:
            layout.make_private(folder)
        except OSError as error:
            raise Refused("home-unwritable", f"{folder}: {error.strerror or error}") from None
    probe = home.root / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused("home-unwritable", f"{home.root}: {error.strerror}") from None
    return home


def _refuse_worktree(root: Path) -> None:
    # What lies in a worktree is one `git add` from being published: keys, journals, passwords.
    # A home whose own folder of everything is a repository (dotfiles) is the account's business.
    for folder in (root, *root.parents):
        if (folder / ".git").exists() and folder != Path.home():
            raise Refused("home-in-worktree", str(folder))
