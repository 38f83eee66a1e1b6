"""The first `signalbox up` on a home: an owner, a machine, secrets, and free ports."""

from __future__ import annotations

import getpass
import os
import re
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import settings_file

PORTS_TRIED = 100
_CONSONANTS = "bdfghjkmnprstvz"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who was made the owner; the password is nowhere else in clear."""

    user: str
    password: str


def hub(home: Home) -> Owner | None:
    """Set up the hub's side if that was never done; returns the new owner, else None."""
    from broker import hub_keys, identity
    from broker.access import first

    layout.make_private(home.hub)
    hub_keys.make(home)
    if home.access.exists():
        return None
    machine = machine_name(home)
    owner = Owner(name_from(getpass.getuser(), "owner"), new_password())
    # The credential first: access.toml is what says that the set-up is complete.
    identity.set_password(home, owner.user, owner.password)
    first.create(home, owner.user, machine, {})
    return owner


def edge(home: Home) -> str:
    """Enrol this account as a machine of the hub on the same home; returns the machine's name."""
    from broker import hub_keys, identity

    layout.make_private(home.edge_keys)
    machine = machine_name(home)
    if not (home.edge_keys / "machine.secret").exists():
        secret = identity.set_secret(home, f"machine:{machine}")
        _write_private(home.edge_keys / "machine.secret", secret)
    # Pinned: what the machine does for people is judged by what this key has signed.
    _write_private(home.edge_keys / "hub.pub", hub_keys.policy_public(home))
    return machine


def machine_name(home: Home) -> str:
    """This machine's name; chosen from the host's name once, because journals bear it for ever."""
    machine = str(load(home.config)["machine.name"])
    if not machine:
        machine = name_from(socket.gethostname(), "machine")
        settings_file.change(home.config, machine__name=machine)
    return machine


def free_port(home: Home) -> tuple[int, int]:
    """(wanted, taken): the broker's port, moved to the next free one and kept in the settings."""
    settings = load(home.config)
    host, wanted = settings["broker.host"], settings["broker.port"]
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        if _is_free(host, port):
            break
    else:
        raise Refused("port-taken", f"{wanted} and the {PORTS_TRIED} after it")
    own = [f"mqtt://{host}:{port}"]
    if port != wanted or settings["hub.urls"] != own:
        settings_file.change(home.config, broker__port=port, hub__urls=own)
    return wanted, port


def name_from(text: str, otherwise: str) -> str:
    """An id made from a host's or an account's name."""
    made = re.sub(r"[^a-z0-9_-]+", "-", text.split(".")[0].lower()).strip("-_")[:40]
    try:
        name = ids.check_name(made)
    except Refused:
        return otherwise
    return otherwise if name in ids.RESERVED_USERS else name


def new_password() -> str:
    """Four groups like `kora7`, 61 bits: read once from a screen, typed elsewhere."""

    def group() -> str:
        return "".join(
            secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(2)
        ) + secrets.choice("23456789")

    return "-".join(group() for _ in range(4))


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
