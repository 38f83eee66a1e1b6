"""acl_file and password_file for Mosquitto 2 (measured with 2.0.11 of Debian 12).

Mosquitto filters at delivery by acl_file, so these rights hold as ours do, with two gaps that it
cannot close: it knows no right to retain, and none for wills alone. Machines refuse retained
requests themselves. A client id is not bound to a user there: see docs/reference/access.md.
Its password file ends a user name at the first colon, so machines and parts of the hub are called
`machine@build-01` and `hub@archiver` there; our broker knows both spellings.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping

from broker.access.compile import Allowed, Who, compile_for
from broker.access.document import Document
from schemas.wire.topics import HUB_PARTS

SALT = 12
"""Bytes, exactly: with any other length Mosquitto drops the user and only logs it."""
ITERATIONS = 101
"""Its own default. Secrets are random 256 bits, and it hashes on its only thread."""


def principals(document: Document) -> dict[str, Who]:
    """MQTT user name → who that is: people, devices, machines, parts of the hub."""
    out = {f"hub@{part}": Who("hub", part) for part in HUB_PARTS}
    out |= {f"machine@{machine}": Who("machine", machine) for machine in document.machines}
    for name, user in document.users.items():
        out[name] = Who("user", name)
        for device, bounds in user.devices.items():
            out[f"{name}.{device}"] = Who("user", name, bounds.may, direct=False)
    return out


def acl_file(document: Document, now_us: int) -> str:
    """The whole file. It must be made anew when access.toml changes, or an `until` runs out."""
    parts = ["# Made from access.toml; changes here are lost."]
    for username, who in sorted(principals(document).items()):
        allowed = compile_for(document, who, now_us)
        if _run_out(document, username, now_us):
            allowed = Allowed()
        parts.append(f"\nuser {username}")
        parts += [f"topic write {text}" for text in _flat(allowed.publish)]
        parts += [f"topic read {text}" for text in _flat(allowed.subscribe)]
        readable = _flat(allowed.subscribe)
        # It cannot see whether a document's machine is still declared.
        for text in _flat(allowed.orphans):
            parts.append(f"topic {'write' if text in readable else 'readwrite'} {text}")
    return "\n".join(parts) + "\n"


def password_file(secrets: Mapping[str, str]) -> str:
    """The whole file, for these users and their passwords or secrets. Keep it 0600.

    Raises ValueError for a user name that Mosquitto would cut.
    """
    if any(":" in user or "\n" in user for user in secrets):
        raise ValueError("no user name may hold a colon")
    return "".join(f"{user}:{password_hash(secrets[user])}\n" for user in sorted(secrets))


def password_hash(secret: str, salt: bytes | None = None) -> str:
    """`$7$<iterations>$<salt>$<PBKDF2-SHA512>`, as mosquitto_passwd writes it."""
    salted = os.urandom(SALT) if salt is None else salt
    if len(salted) != SALT:
        raise ValueError(f"the salt must have {SALT} bytes")
    hashed = hashlib.pbkdf2_hmac("sha512", secret.encode(), salted, ITERATIONS)
    return (
        f"$7${ITERATIONS}${base64.b64encode(salted).decode()}${base64.b64encode(hashed).decode()}"
    )


def _flat(filters: Mapping[str, tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(text for listed in filters.values() for text in listed))


def _run_out(document: Document, username: str, now_us: int) -> bool:
    user, _, device = username.partition(".")
    if not device or user not in document.users:
        return False
    until = document.users[user].devices[device].until_us
    return until is not None and now_us >= until
