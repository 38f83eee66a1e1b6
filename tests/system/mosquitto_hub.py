"""Debian's Mosquitto in our broker's place, with the rights and passwords that we export for it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from broker import hub_keys
from broker.access import document
from broker.access.export import mosquitto
from schemas.wire.layout import Home
from tests.mosquitto import PROGRAM

__all__ = ["PROGRAM", "WITNESS", "configure"]

WITNESS = ("witness", "sees-everything")
"""User and password of somebody who may read every topic: no such right exists in ours."""


def configure(home: Home, port: int, folder: Path, passwords: Mapping[str, str]) -> Path:
    """Write Mosquitto's files into `folder` (0700); returns its configuration.

    `passwords`: of people. Machines' and parts' secrets are read from the home.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = document.read(home.access.read_bytes())
    machine = (home.edge_keys / "machine.secret").read_text().strip()
    secrets = dict([WITNESS], **passwords)
    for name, who in mosquitto.principals(found).items():
        if who.kind == "machine":
            secrets[name] = machine
        elif who.kind == "hub":
            secrets[name] = hub_keys.secret(home, who.name)
    rights = mosquitto.acl_file(found, time.time_ns() // 1000)
    conf = [
        f"listener {port} 127.0.0.1",
        "allow_anonymous false",
        "set_tcp_nodelay true",
        "persistence false",
        f"password_file {folder / 'passwords'}",
        f"acl_file {folder / 'acl'}",
    ]
    if os.getuid() == 0:
        conf.append("user root")
    _write(folder / "passwords", mosquitto.password_file(secrets))
    _write(folder / "acl", f"{rights}\nuser {WITNESS[0]}\ntopic read #\n")
    _write(folder / "mosquitto.conf", "".join(f"{line}\n" for line in conf))
    return folder / "mosquitto.conf"


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
