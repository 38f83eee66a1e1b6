"""Reads from the disk what the gate must know about files (`edge_agent.gate.world`).

A program is trusted when nobody but the system can change it: it and every folder above it belong
to root, and neither group nor others may write there. For root's own
sessions the same files count, except below home and wherever others may write, sticky bit or not.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from edge_agent.gate.world import Place, Program


class Files:
    """A `World` over the real disk.

    `path`: the agent's PATH; `ours`: files and folders of Signalbox itself.
    """

    def __init__(
        self,
        project: Path,
        folder: Path,
        home: Path,
        path: str,
        ours: Sequence[Path] = (),
        uid: int | None = None,
    ) -> None:
        self._home = str(home)
        self._project = os.path.realpath(project)
        self._folder = os.path.realpath(folder)
        self._path = path
        self._uid = os.getuid() if uid is None else uid
        self._ours = {os.path.realpath(one) for one in ours}
        self._ids = {known for one in ours for known in _identities(one)}

    @property
    def home(self) -> str:
        return self._home

    @property
    def project(self) -> str:
        return self._project

    @property
    def folder(self) -> str:
        return self._folder

    def program(self, word: str, folder: str) -> Program:
        """The file that bash in `folder` would run, and why it may not be what it seems."""
        if "/" in word:
            return self._trusted(os.path.join(folder, word))
        for entry in self._path.split(":"):
            if not entry.startswith("/"):
                return Program("", "PATH holds a folder that is not absolute")
            candidate = os.path.join(entry, word)
            if os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                return self._trusted(candidate)
            # A missing file in a folder that a session can write may be there a moment later.
            trouble = self._writable(entry) if os.path.isdir(entry) else ""
            if trouble:
                return Program("", f"it could be put into {entry}, which {trouble}")
        return Program("", "no such program")

    def place(self, path: str, folder: str) -> Place:
        """Where a path lies; for what does not exist, where it would."""
        joined = os.path.join(folder, path)
        real = os.path.realpath(joined)
        inside = real == self._project or real.startswith(self._project.rstrip("/") + "/")
        ours = any(real == one or real.startswith(one + "/") for one in self._ours)
        ours = ours or any(known in self._ids for known in _identities(Path(real), above=True))
        return Place(real, inside, ours, os.path.lexists(joined), os.path.isdir(real))

    def _trusted(self, found: str) -> Program:
        real = os.path.realpath(found)
        if not os.path.isfile(real):
            return Program("", "no such program")
        if real == self._project or real.startswith(self._project + "/"):
            return Program(real, "it lies in the project, which sessions write")
        if real.startswith(self._home.rstrip("/") + "/"):
            return Program(real, "it lies in the account's home")
        # The name on PATH, too: whoever can replace the link chooses what runs.
        for name in dict.fromkeys((real, os.path.abspath(found))):
            trouble = self._writable(name)
            if trouble:
                return Program(real, f"{name} {trouble}")
        return Program(real)

    def _writable(self, name: str) -> str:
        """Why sessions can change this file, or one of the folders above it; "" if they cannot."""
        for one in (Path(name), *Path(name).parents):
            try:
                status = one.lstat()
            except OSError:
                return "cannot be looked at"
            if status.st_uid != 0:
                owner = "the session's own account" if status.st_uid == self._uid else "an account"
                return f"belongs to {owner} ({one})"
            if stat.S_ISLNK(status.st_mode):
                continue
            if status.st_mode & 0o022:
                return f"can be written by others than its owner ({one})"
        return ""


def _identities(path: Path, above: bool = False) -> list[tuple[int, int]]:
    """Device and inode of a path, and of the folders above it."""
    found: list[tuple[int, int]] = []
    for one in (path, *path.parents) if above else (path,):
        try:
            status = one.stat()
        except OSError:
            continue
        found.append((status.st_dev, status.st_ino))
    return found
