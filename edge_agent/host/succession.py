"""A living program whose journal is over goes on under a new session id.

A journal whose history the archive knows otherwise is never continued under its id. The new one
begins with a `started` line that names the old session.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from edge_agent.host.journal import Identity, Journal
from edge_agent.host.launch import Launch, load
from edge_agent.host.session_files import prepare
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

MOST = 8
"""Successions of one program; whoever forks it more often is not telling the truth."""


def begin(home: Home, before: Launch, columns: int, rows: int) -> tuple[Launch, Journal, Path]:
    """A new session's launch, journal and run folder. Raises `Refused`."""
    asked = dataclasses.replace(
        before, session="", continues=before.session, columns=columns, rows=rows
    )
    folder, run_dir = prepare(home, asked)
    launch = load(folder.launch)
    journal = Journal(folder, Identity(launch.machine, launch.project, launch.session))
    if journal.seq:
        raise Refused("internal", "a new journal is not empty")
    return launch, journal, run_dir
