"""A new session's folder: its key, its launch file, its place for sockets."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from edge_agent.host import quota
from edge_agent.host.launch import Launch
from schemas.wire import chain, ids, layout, settings
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, SessionDir


def prepare(home: Home, launch: Launch) -> tuple[SessionDir, Path]:
    """Write a new session's folder, key and launch file. Raises `Refused`."""
    session = launch.session or ids.new_session()
    content = dataclasses.replace(launch, session=session).encode()
    folder, run_dir = home.session(session), layout.run_dir(home).session(session)
    try:
        for private in (home.root, home.edge, home.sessions):
            layout.make_private(private)
        state = quota.measure(home, settings.load(home.config)["journal.quota_gib"])
        if state.full:
            raise Refused("quota-full", f"{state.used_mib} MiB of {state.quota_mib} MiB")
        layout.make_private(folder.root)
        layout.make_private(run_dir.parent)
        layout.make_private(run_dir)
        _write(folder.key, os.urandom(chain.KEY_BYTES).hex().encode() + b"\n")
        _write(folder.launch, content)
    except OSError as error:
        raise Refused("home-unwritable", f"{error.filename}: {error.strerror}") from None
    return folder, run_dir


def _write(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    file = os.open(path, flags, 0o600)
    with os.fdopen(file, "wb") as writer:
        writer.write(content)
        writer.flush()
        os.fsync(file)
