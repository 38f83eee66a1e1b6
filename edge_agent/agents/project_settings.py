"""Reads the settings that a project holds for an agent, for the rules in them alone.

The project may be hostile: only regular files within it are read, bounded, and never through a link
that leads out of it. What cannot be read may say anything, so everything asks then.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

from edge_agent.agents import claude_permissions
from edge_agent.gate.rules import Rule


class ProjectSettings:
    """The stricter rules of a project for one agent; files are read again when they change."""

    def __init__(self, agent: str, project: str) -> None:
        self._files = claude_permissions.FILES if agent.startswith("claude") else ()
        self._project = os.path.realpath(project)
        self._known: dict[str, tuple[tuple[int, ...], tuple[Rule, ...]]] = {}

    def rules(self, folder: str) -> tuple[Rule, ...]:
        """For a request that runs in `folder`: what stands there, above it within the project, and
        in the project's own folder."""
        place = Path(os.path.realpath(folder))
        root = Path(self._project)
        folders = [root]
        if place.is_relative_to(root):
            folders = [one for one in (place, *place.parents) if one.is_relative_to(root)]
        found = [
            rule for one in folders[:64] for file in self._files for rule in self._of(one, file)
        ]
        # One list for all of them, in which what denies comes first.
        return tuple(sorted(found, key=lambda rule: rule.decide != "deny"))

    def _of(self, folder: Path, file: str) -> tuple[Rule, ...]:
        path = str(folder / file)
        try:
            status = os.stat(path)
        except FileNotFoundError:
            return ()
        except NotADirectoryError:
            return ()
        except OSError as error:
            return (claude_permissions.unreadable(file, str(error.strerror)),)
        marks = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        known = self._known.get(path)
        if known is None or known[0] != marks:
            if len(self._known) > 256:
                self._known.clear()
            known = self._known[path] = marks, self._read(path, folder, file)
        return known[1]

    def _read(self, path: str, folder: Path, file: str) -> tuple[Rule, ...]:
        try:
            return claude_permissions.rules_of(self._value(path), str(folder), file)
        except (OSError, ValueError, RecursionError) as error:
            return (claude_permissions.unreadable(file, str(error)[:100]),)

    def _value(self, path: str) -> Any:
        """Raises OSError, ValueError or RecursionError."""
        real = os.path.realpath(path)
        if not Path(real).is_relative_to(self._project):
            raise ValueError("it leads out of the project")
        if not stat.S_ISREG(os.lstat(real).st_mode):
            raise ValueError("it is no file")
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
        with open(os.open(real, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ValueError("it is no file")
            data = file.read(claude_permissions.MAX_BYTES + 1)
        if len(data) > claude_permissions.MAX_BYTES:
            raise ValueError(f"more than {claude_permissions.MAX_BYTES // 1024} KiB")
        return json.loads(data)
