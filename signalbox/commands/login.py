"""`signalbox login` and `whoami`."""

from __future__ import annotations

import argparse
import getpass
import hashlib
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from schemas.wire import ids, layout, strictjson, topics
from schemas.wire.errors import Refused
from schemas.wire.settings import load
from signalbox import home_checks, logged_in, show
from signalbox.hub_client import HubClient

LIFETIME_S = 30 * 86_400


def login(arguments: argparse.Namespace) -> int:
    """Ask for the password once; what is kept is a token of the steward's, good for 30 days."""
    home = home_checks.checked(layout.home_from())
    urls = [arguments.url] if arguments.url else load(home.config)["hub.urls"]
    user = ids.check_name(arguments.user or _ask_user(), "user")
    password = getpass.getpass(f"Password of {user}: ") if sys.stdin.isatty() else _line()
    ca = Path(arguments.ca) if arguments.ca else None
    # The token travels on a reply topic; without this secret, which does not, it is of no use.
    secret = secrets.token_hex(32)
    holder = hashlib.sha256(secret.encode()).hexdigest()
    with HubClient(urls, user, password, ca).connect() as client:
        data = client.ask("token", ids.HUB, ids.NONE, ids.NONE, lifetime=LIFETIME_S, holder=holder)
    until_us = int(data["until"])
    logged_in.keep(
        home,
        logged_in.LoggedIn(
            urls[0], user, f"{data['token']}.{secret}", until_us, arguments.ca or ""
        ),
    )
    if arguments.json:
        show.as_json({"user": user, "url": urls[0], "until_us": until_us})
    else:
        print(f"Logged in to {urls[0]} as {user} until {show.moment(until_us)[:16]}.")
        show.hint("See your rights: signalbox whoami")
    return 0


def whoami(arguments: argparse.Namespace) -> int:
    """Tell as whom this account is logged in, and what that person may do."""
    home = layout.home_from()
    found = logged_in.load(home)
    if found.until_us < time.time_ns() // 1000:
        raise Refused("unauthenticated", "the log-in has run out; run `signalbox login`")
    ca = Path(found.ca) if found.ca else None
    with HubClient([found.url], found.user, found.password, ca).connect() as client:
        topic = topics.build("hub.access", u=found.user)
        client.read([topic])
        access = strictjson.loads_object(client.retained.get(topic, b"{}"))
    if arguments.json:
        show.as_json({"user": found.user, "url": found.url, "access": access})
        return 0
    print(f"{found.user} at {found.url}")
    for row in _in_words(access):
        print(f"  {row}")
    return 0


def _in_words(access: dict[str, Any]) -> list[str]:
    """The access document as lines for people."""
    rows = []
    for entry in access.get("verbs", ()):
        places = ", ".join(_place(place) for place in entry["places"])
        rows.append(f"{places}: {', '.join(entry['verbs'])}")
    own = [verb for verb in access.get("hub", ()) if verb != "token"]
    if own:
        rows.append(f"hub: {', '.join(own)}")
    if access.get("cut"):
        rows.append("(and more than fits here)")
    return rows or ["no rights yet; ask an administrator"]


def _place(place: str) -> str:
    """`build-01/web/+` for people: machine, project."""
    machine, project, *_ = [*place.split("/"), "+"]
    every = "every machine" if machine == "+" else machine
    if project == "+":
        return every
    return f"{every} without a project" if project == ids.NONE else f"{every}, project {project}"


def _ask_user() -> str:
    if not sys.stdin.isatty():
        raise Refused("bad-field", "--user is missing")
    return input("User: ").strip()


def _line() -> str:
    return sys.stdin.readline(1025).rstrip("\n")
