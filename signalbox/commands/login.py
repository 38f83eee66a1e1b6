"""`signalbox login`, `logout` and `whoami`."""

from __future__ import annotations

import argparse
import getpass
import hashlib
import platform
import secrets
import sys
from pathlib import Path
from typing import Any

from schemas.documents.access import Access, Held
from schemas.wire import ids, layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.rights import RIGHTS
from schemas.wire.settings import load
from signalbox import console_address, home_checks, logged_in, show
from signalbox.hub_client import HubClient
from signalbox.remote import hub

LIFETIME_S = 30 * 86_400

LAST_WORD_S = 4
"""Long enough to be cut and refused, where the answer was overtaken by what it tells."""

WITHHELD = frozenset({"approve", "drive", "admin"})
"""What a log-in carries only if asked on a computer where agents run: code that an agent was let
run there can read the token, as it can read all that the account can."""


def login(arguments: argparse.Namespace) -> int:
    """Ask for the password once; what is kept is a token of the steward's, good for 30 days."""
    home = home_checks.checked(layout.home_from())
    given = arguments.url and console_address.hub_url(arguments.url)
    urls = [given] if given else load(home.config)["hub.urls"]
    user = ids.check_name(arguments.user or _ask_user(), "user")
    password = getpass.getpass(f"Password of {user}: ") if sys.stdin.isatty() else _line()
    ca = Path(arguments.ca) if arguments.ca else None
    asked_for = _rights(arguments.withheld)
    # The token travels on a reply topic; without this secret, which does not, it is of no use.
    secret = secrets.token_hex(32)
    holder = hashlib.sha256(secret.encode()).hexdigest()
    with HubClient(urls, user, password, ca).connect() as client:
        held = {right for place in client.access().held for right in place.rights}
        missing = sorted(asked_for - held)
        if missing:
            raise Refused("not-granted", f"{user} holds no right to {missing[0]} anywhere")
        carried = _carried(home, asked_for)
        only = {} if carried is None else {"rights": carried}
        data = client.ask(
            "token",
            ids.HUB,
            ids.NONE,
            ids.NONE,
            lifetime=LIFETIME_S,
            holder=holder,
            name=_own_name(),
            **only,
        )
    until_us = int(data["until"])
    logged_in.keep(
        home,
        logged_in.LoggedIn(
            urls[0],
            user,
            f"{data['token']}.{secret}",
            until_us,
            arguments.ca or "",
            carried,
            str(data["id"]),
        ),
    )
    left_out = sorted(held - set(carried)) if carried is not None else []
    if arguments.json:
        told = {"user": user, "url": urls[0], "until_us": until_us, "rights": carried}
        show.as_json(told | {"left_out": left_out})
        return 0
    print(f"Logged in to {urls[0]} as {user} until {show.moment(until_us)[:16]}.")
    if left_out:
        print(
            f"Agents run on this computer, so the log-in carries no right to "
            f"{', '.join(left_out)}; --with takes them along."
        )
    show.hint(f"See your rights: {show.line('whoami')}")
    return 0


def logout(arguments: argparse.Namespace) -> int:
    """End the log-in of this account, or all of its person's; here it is forgotten in any case."""
    home = layout.home_from()
    path = logged_in.path_of(home)
    if not path.exists():
        raise Refused("nothing-changed", "nobody is logged in")
    found = logged_in.load(home)
    which: dict[str, Any] = {"all": True} if arguments.everywhere else {"token": found.token}
    ended = 0
    try:
        with hub.connect(home) as client:
            ended = _end(client, which)
    except Refused as refused:
        # What the hub takes no more is ended already.
        if refused.code != "not-logged-in" or arguments.everywhere:
            path.unlink()
            raise Refused(
                refused.code,
                f"forgotten here, but not ended at the hub (good until "
                f"{show.moment(found.until_us)[:16]}); {refused.detail}",
            ) from None
    path.unlink()
    if arguments.json:
        show.as_json({"logged_in": False, "ended": ended})
    elif arguments.everywhere:
        print(f"Logged out everywhere: {show.count(ended, 'log-in')} ended.")
    else:
        print("Logged out.")
    return 0


def _end(client: HubClient, which: dict[str, Any]) -> int:
    """How many log-ins were ended. The hub may cut this very connection before it answers."""
    try:
        asked = client.publish("logins", ids.HUB, ids.NONE, ids.NONE, do="void", **which)
        data = client.answer(ids.HUB, asked, LAST_WORD_S)["data"]
    except Refused as refused:
        if refused.code == "nothing-changed":
            return 0
        if client.link.trouble_code == "unauthenticated":
            return 1
        raise
    return len(data["ended"])


def _rights(asked: list[str] | None) -> frozenset[str]:
    """`--with drive,approve` or several of them. Raises `Refused` for what is no right."""
    named = [right for each in asked or () for right in each.split(",") if right]
    for right in named:
        if right not in RIGHTS:
            raise Refused("bad-field", f"there is no right {right[:40]!a}; {', '.join(RIGHTS)}")
    return frozenset(named)


def _carried(home: Home, asked_for: frozenset[str]) -> list[str] | None:
    """What the token is to carry; None: all. An edge is where a machine has its secret."""
    if not (home.edge_keys / "machine.secret").exists():
        return None
    return [right for right in RIGHTS if right not in WITHHELD or right in asked_for]


def whoami(arguments: argparse.Namespace) -> int:
    """Tell as whom this account is logged in, and what that person may do."""
    home = layout.home_from()
    found = logged_in.load(home)
    with hub.connect(home) as client:
        access = client.access()
        logins = client.ask("logins", ids.HUB, ids.NONE, ids.NONE)["logins"]
    if arguments.json:
        told = {"user": found.user, "url": found.url, "rights": found.rights}
        show.as_json(told | {"access": access.value(), "login": found.token, "logins": logins})
        return 0
    print(f"{found.user} at {found.url}")
    for row in _in_words(access, client.carries):
        print(f"  {row}")
    print(f"{show.count(len(logins), 'log-in')}:")
    for login in logins:
        print(f"  {_login_in_words(login, found.token)}")
    return 0


def _login_in_words(login: dict[str, Any], this: str) -> str:
    name = plain(str(login["name"])) or "unnamed"
    rights = "" if login["rights"] is None else f", only {', '.join(login['rights'])}"
    device = f", as {login['device']}" if login["device"] else ""
    here = " (this one)" if login["id"] == this else ""
    since, until = show.moment(login["issued"])[:16], show.moment(login["until"])[:16]
    return f"{name}{here}: since {since}, until {until}{device}{rights}"


def _own_name() -> str:
    """What this log-in is called in the list."""
    return plain(f"signalbox on {platform.node() or 'a computer'}")[:60]


def _in_words(access: Access, carries: frozenset[str] | None) -> list[str]:
    """What is held, place by place, for people."""
    rows = []
    for held in access.held:
        rights = [right for right in held.rights if carries is None or right in carries]
        without = [right for right in held.rights if right not in rights]
        left_out = f" (not by this log-in: {', '.join(without)})" if without else ""
        rows.append(f"{_place(held)}: {', '.join(rights) or 'nothing'}{left_out}")
    if access.pages > 1:
        rows.append("(and more than fits here)")
    return rows or ["no rights yet; ask an administrator"]


def _place(held: Held) -> str:
    """A place for people: the hub, or machine, project and session."""
    if held.machine == ids.HUB:
        return "the hub"
    words = "every machine" if held.machine == "+" else held.machine
    if held.project == ids.NONE:
        words += " without a project"
    elif held.project != "+":
        words += f", project {held.project}"
    return words if held.session == "+" else f"{words}, session {held.session}"


def _ask_user() -> str:
    if not sys.stdin.isatty():
        raise Refused("bad-field", "--user is missing")
    return input("User: ").strip()


def _line() -> str:
    return sys.stdin.readline(1025).rstrip("\n")
