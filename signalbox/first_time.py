"""The first `signalbox up` on a home: an owner, a machine, secrets, and free ports."""

from __future__ import annotations

import getpass
import ipaddress
import os
import re
import secrets
import socket
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import settings_file

PORTS_TRIED = 100
TLS_PORT = 8883
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9]([a-z0-9-]{0,62}))*")
_CONSONANTS = "bdfghjkmnprstvz"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who was made the owner; the password is nowhere else in clear."""

    user: str
    password: str


def hub(home: Home, *, with_machine: bool = True) -> Owner | None:
    """Set up the hub's side if that was never done; returns the new owner, else None.

    `with_machine`: this account is a machine of it too.
    """
    from broker import hub_keys, identity
    from broker.access import first

    layout.make_private(home.hub)
    hub_keys.make(home)
    if home.access.exists():
        return None
    machine = machine_name(home) if with_machine else None
    owner = Owner(name_from(getpass.getuser(), "owner"), new_password())
    # The credential first: access.toml is what says that the set-up is complete.
    identity.set_password(home, owner.user, owner.password)
    first.create(home, owner.user, machine, {})
    return owner


def edge(home: Home) -> str:
    """Enrol this account as a machine of the hub on the same home; returns the machine's name."""
    from broker import enrol, hub_keys, identity
    from broker.access import document, edit

    layout.make_private(home.edge_keys)
    machine = machine_name(home)
    if machine not in document.read(home.access.read_bytes()).machines:
        with edit.changing(home.access) as edited:
            edit.add_machine(edited, machine, {})
    cloned = enrol.load(home).twins(machine)
    if cloned:
        # Beside its own hub it is this one that stays; the copy's secret is void.
        with enrol.changing(home) as (_, machines):
            del machines[machine]
    if cloned or not (home.edge_keys / "machine.secret").exists():
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
    """(wanted, taken): the broker's port, moved to the next free one and kept in the settings.

    The console's is moved in the same way, and stays: browsers have it in their bookmarks.
    """
    settings = load(home.config)
    host, wanted = settings["broker.host"], settings["broker.port"]
    port = _first_free(host, wanted, {settings["gateway.port"], settings["broker.tls_port"]})
    # Parts of the hub and the machine beside it stay on this computer, whoever else may come.
    near = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    own = [f"mqtt://{near}:{port}"]
    if port != wanted or settings["hub.urls"] != own:
        settings_file.change(home.config, broker__port=port, hub__urls=own)
    console = _first_free(settings["gateway.host"], settings["gateway.port"], {port})
    if console != settings["gateway.port"]:
        settings_file.change(home.config, gateway__port=console)
    return wanted, port


def network(
    home: Home, host: str, certificate: Path | None = None, key: Path | None = None
) -> tuple[int, int]:
    """Open the hub for other computers under this name, over TLS; (wanted, taken) port.

    Certificates are given, or made by the hub's own authority. Raises Refused or OSError.
    """
    from broker import certificates

    host = public_host(host)
    if certificate is not None and key is not None:
        certificates.check_given(certificate, key, host)
    else:
        certificates.make(home, host)
        certificate, key = certificates.made_path(home), certificates.made_key_path(home)
    settings = load(home.config)
    wanted = settings["broker.tls_port"] or TLS_PORT
    port = _first_free(settings["broker.tls_host"], wanted)
    if settings["gateway.host"] == "127.0.0.1" and not settings["gateway.behind_proxy"]:
        # Same name, same certificate; behind a proxy it stays where the proxy finds it.
        console = _first_free("0.0.0.0", settings["gateway.port"])
        settings_file.change(home.config, gateway__host="0.0.0.0", gateway__port=console)
    settings_file.change(
        home.config,
        broker__public_host=host,
        broker__tls_port=port,
        broker__tls_cert=str(certificate.absolute()),
        broker__tls_key=str(key.absolute()),
    )
    return wanted, port


def public_host(text: str) -> str:
    """A host name or address as others write it. Raises `Refused("bad-field")`."""
    host = text.strip().strip("[]").lower()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if not _HOST.fullmatch(host):
            raise Refused("bad-field", f"--host {text[:60]!a}: a name or an address") from None
    return host


def plain_text_to_the_network(home: Home) -> None:
    """Let the broker listen without TLS on every address: whoever asked for it said so."""
    settings_file.change(home.config, broker__host="0.0.0.0", broker__plaintext_from_anywhere=True)


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


def _first_free(host: str, wanted: int, others: Set[int] = frozenset()) -> int:
    """`others` are about to be taken by parts of our own."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        if port not in others and _is_free(host, port):
            return port
    raise Refused("port-taken", f"{wanted} and the {PORTS_TRIED} after it")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
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
