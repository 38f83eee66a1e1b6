"""`signalbox open`: the console in a browser, logged in by a link that works once."""

from __future__ import annotations

import argparse
import html
import os
import sys
import webbrowser
from pathlib import Path
from urllib.parse import urlencode

from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from signalbox import console_address, logged_in, show, where
from signalbox.local_sessions import LocalSession
from signalbox.logged_in import LoggedIn


def open_console(arguments: argparse.Namespace) -> int:
    """Print a link to the console, or to one session in it, and start a browser where one is."""
    home = layout.home_from()
    login = _login(home)
    place = _place(home, arguments.session) if arguments.session else "/"
    console = console_address.find(home, login, arguments.url)
    token, _, secret = login.password.rpartition(".")
    asked = {"token": token, "secret": secret, "where": place}
    told = console_address.post(console, "/open/deposit", asked)
    link = f"{console.url}/open#{told['code']}"
    if arguments.json:
        show.as_json({"link": link, "user": told["user"], "seconds": told["seconds"]})
        return 0
    print(link)
    minutes = int(told["seconds"]) // 60
    show.hint(f"It logs a browser in as {told['user']}, once, within {minutes} minutes.")
    if not arguments.print and _has_browser():
        webbrowser.open(_page(home, link).as_uri())
    return 0


def _login(home: Home) -> LoggedIn:
    """The log-in of this account; whoever sits at the hub is told how to get one."""
    try:
        return logged_in.load(home)
    except Refused:
        if not home.access.exists():
            raise
        url = console_address.of_this_computer(home).url
        raise Refused("not-logged-in", f"signalbox login {url}") from None


def _place(home: Home, words: str) -> str:
    """The page of a session."""
    found = where.find(home, words)
    if isinstance(found, LocalSession):
        machine, project = found.launch.get("machine"), found.launch.get("project")
        if not machine or not project:
            raise Refused("no-such-session", f"{found.id} was never known to a hub")
    else:
        machine, project = found.machine, found.project
        found.client.close()
    return "/session?" + urlencode({"s": f"{machine}/{project}/{found.id}"}, safe="/")


def _has_browser() -> bool:
    """Whether a window can come up here; a browser in this very terminal is none."""
    if sys.platform != "darwin" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _page(home: Home, link: str) -> Path:
    """A file (0600) that leads there: a browser's arguments can be read by everybody here."""
    path = home.root / "open.html"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        there = html.escape(link, quote=True)
        file.write(f'<!doctype html><meta http-equiv="refresh" content="0;url={there}">\n')
    return path
