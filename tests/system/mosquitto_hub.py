"""Debian's Mosquitto in our broker's place, with the very rights that ours would enforce.

Its dynamic-security plugin reads one JSON file: a role for each principal, made from what
`broker.access.compile` allows it. Nobody may do anything that stands in no role.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from broker import hub_keys
from broker.access import document
from broker.access.compile import Who, compile_for
from schemas.wire.layout import Home
from tests.mosquitto import PROGRAM

__all__ = ["PLUGIN", "PROGRAM", "WITNESS", "configure"]

PLUGIN = Path("/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so")
PARTS = ("archiver", "steward", "broker")
WITNESS = ("witness", "sees-everything")
"""User and password of somebody who may read every topic: no such right exists in ours."""


def configure(home: Home, port: int, folder: Path, passwords: Mapping[str, str]) -> Path:
    """Write Mosquitto's files into `folder` (0700); returns its configuration.

    `passwords`: of people. Machines' and parts' secrets are read from the home.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = document.read(home.access.read_bytes())
    known: list[tuple[str, str, Who]] = [
        (user, password, Who("user", user)) for user, password in passwords.items()
    ]
    secret = (home.edge_keys / "machine.secret").read_text().strip()
    known += [(f"machine:{machine}", secret, Who("machine", machine)) for machine in found.machines]
    known += [(f"hub:{part}", hub_keys.secret(home, part), Who("hub", part)) for part in PARTS]
    now = time.time_ns() // 1000
    roles: dict[str, list[dict[str, Any]]] = {WITNESS[0]: [_acl("publishClientReceive", "#")]}
    for name, _, who in known:
        may = compile_for(found, who, now)
        receive = {f for each in (*may.subscribe.values(), *may.orphans.values()) for f in each}
        send = {f for each in (*may.publish.values(), *may.orphans.values()) for f in each}
        roles[name] = [_acl("publishClientSend", f) for f in sorted(send)]
        roles[name] += [_acl("publishClientReceive", f) for f in sorted(receive)]
    secrets = {name: password for name, password, _ in known} | {WITNESS[0]: WITNESS[1]}
    (folder / "rights.json").touch(mode=0o600)
    (folder / "rights.json").write_text(
        json.dumps(
            {
                "defaultACLAccess": {
                    "publishClientSend": False,
                    "publishClientReceive": False,
                    "subscribe": True,  # rights filter what is delivered
                    "unsubscribe": True,
                },
                "clients": [
                    {"username": name, "roles": [{"rolename": name}], **_hashed(secret)}
                    for name, secret in secrets.items()
                ],
                "roles": [{"rolename": name, "acls": acls} for name, acls in roles.items()],
            }
        )
    )
    conf = folder / "mosquitto.conf"
    lines = [
        f"listener {port} 127.0.0.1",
        "allow_anonymous false",
        "set_tcp_nodelay true",
        "persistence false",
        f"plugin {PLUGIN}",
        f"plugin_opt_config_file {folder / 'rights.json'}",
    ]
    if os.getuid() == 0:
        lines.append("user root")
    conf.write_text("".join(f"{line}\n" for line in lines))
    return conf


def _acl(kind: str, topic: str) -> dict[str, Any]:
    return {"acltype": kind, "topic": topic, "priority": 0, "allow": True}


def _hashed(secret: str) -> dict[str, Any]:
    salt = os.urandom(12)
    digest = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, 101)
    return {
        "password": base64.b64encode(digest).decode(),
        "salt": base64.b64encode(salt).decode(),
        "iterations": 101,
    }
