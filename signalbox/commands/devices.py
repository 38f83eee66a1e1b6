"""`signalbox device`: a phone or a program with a password of its own, and fewer rights."""

from __future__ import annotations

import argparse
import hashlib
import secrets

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.rights import RIGHTS
from signalbox import administer, show


def add(arguments: argparse.Namespace) -> int:
    """Add a device. Its password is made here and shown once; the hub is sent its digest alone."""
    device = ids.check_name(arguments.device, "device")
    user = ids.check_name(arguments.user or administer.me(), "user")
    may = administer.listed(arguments.may)
    for right in may or ():
        if right not in RIGHTS:
            raise Refused("bad-field", f"there is no right {right[:40]!a}; {', '.join(RIGHTS)}")
    secret = secrets.token_hex(32)
    told = administer.ask(
        "device.add",
        user=user,
        device=device,
        may=may,
        until=administer.moment(arguments.until),
        digest=hashlib.sha256(secret.encode()).hexdigest(),
    )
    name = told["username"]
    if arguments.json:
        show.as_json({"username": name, "password": secret})
        return 0
    print(f"{name} may {', '.join(may) if may is not None else f'do what {user} may'}.")
    print(f"  user     {name}\n  password {secret}   (shown once)")
    show.hint("How an MQTT app uses it: docs/clients.md")
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove a device; its connections and tokens end within a second."""
    device = ids.check_name(arguments.device, "device")
    user = ids.check_name(arguments.user or administer.me(), "user")
    administer.ask("device.remove", user=user, device=device)
    if arguments.json:
        show.as_json({"removed": f"{user}.{device}"})
    else:
        print(f"{user}.{device} is let in no more.")
    return 0


def list_devices(arguments: argparse.Namespace) -> int:
    """List devices, of one person or of all."""
    found = [
        {
            "user": row["user"],
            "device": device,
            "may": row["may"].get(device),
            "until_us": row["until"].get(device),
        }
        for row in administer.ask("user.list")["rows"]
        for device in row["devices"]
        if arguments.user in (None, row["user"])
    ]
    if arguments.json:
        show.as_json(found)
        return 0
    show.table(
        ("USER", "DEVICE", "MAY", "UNTIL"),
        [
            (
                one["user"],
                one["device"],
                "all of the person's" if one["may"] is None else ", ".join(one["may"]),
                show.moment(one["until_us"])[:16] if one["until_us"] else "",
            )
            for one in found
        ],
        most=120,
    )
    return 0
