"""`signalbox up` and `down`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from schemas.link_address import Address
from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.plain import plain
from schemas.wire.settings import load
from signalbox import (
    daemon_client,
    first_time,
    home_checks,
    local_sessions,
    settings_file,
    show,
    up_lock,
    ways_in,
)

STOP_S = 45
SEEN_S = 10
"""How long `up` waits on a machine for the hub's word before it says what is wrong."""


def up(arguments: argparse.Namespace) -> int:
    """Start hub and edge under the supervisor, wait until they are ready, say how to go on."""
    if arguments.hub_only and arguments.edge_only:
        raise Refused("bad-field", "--hub-only and --edge-only exclude each other")
    home = home_checks.checked(layout.home_from())
    # One at a time, or two first ones would each make an owner and settings.
    with up_lock.alone(home.root / "setup.lock"):
        if up_lock.holder(home.up_lock) is not None:
            raise Refused("already-running", f"signalbox in {home.root}")
        sides = _sides(arguments, home)
        owner = wanted = port = None
        if "hub" in sides:
            owner = first_time.hub(home, with_machine="edge" in sides)
            if arguments.plain_text:
                first_time.plain_text_to_the_network(home)
            wanted, port = first_time.free_port(home)
            moved = _open(arguments, home)
            _publish(arguments, home)
            if "edge" in sides:
                first_time.edge(home)
        elif not (home.edge_keys / "machine.secret").exists():
            raise Refused(
                "not-running", "this machine belongs to no hub yet; run `signalbox up` here"
            )
        told = _start(home, sides)
    if "error" in told:
        if owner is not None:
            # Made before anything could fail, and nowhere else in clear.
            print(f"owner {owner.user}, password {owner.password} (shown once)")
        print(f"signalbox: {told['error']}", file=sys.stderr)
        show.hint(f"More is in {home.logs / 'signalbox.log'}")
        return 1
    settings = load(home.config)
    trouble = "" if "hub" in sides else daemon_client.wait_for_hub(home, SEEN_S)
    if arguments.json:
        show.as_json(
            {
                "home": str(home.root),
                "machine": settings["machine.name"],
                "urls": [*settings["hub.urls"], *_public(settings)],
                "console": _console(settings) if "hub" in sides else None,
                "trouble": trouble or None,
                "owner": owner.user if owner else None,
                "password": owner.password if owner else None,
            }
        )
        return 0
    if port is not None and port != wanted:
        print(f"Port {wanted} is taken; the broker moved to {port}.")
    if port is not None and moved:
        print(moved)
    print(f"Signalbox is up in {home.root}.")
    if port is not None:
        _tell_listeners(home, settings)
    if settings["machine.name"] and "edge" in sides:
        print(f"  machine  {settings['machine.name']}")
    if "hub" not in sides:
        where = ", ".join(settings["hub.urls"])
        print(f"  hub      {where}: {plain(trouble, most=200) or 'connected'}")
        if trouble:
            print("  It goes on trying; sessions run and keep their journals meanwhile.")
    if owner is not None:
        print(f"  owner    {owner.user}")
        print(f"  password {owner.password}   (shown once; `user password` makes a new one)")
    if "hub" in sides and "edge" in sides:
        print("  This hub shares an account with its sessions: a trial. See docs/security.md.")
    if port is not None and _public(settings):
        print(f"  others   {show.line('machine add NAME')}    makes the line for another computer")
    if port is not None:
        print()
        for row in ways_in.console(settings, _ours(home, settings)).phone():
            print(row)
    if "edge" in sides:
        print(f"\nNext: {show.line('run', 'bash')}    or: {show.line('demo')}")
    return 0


_SIDES = {"hub": "edge_only", "edge": "hub_only"}


def _sides(arguments: argparse.Namespace, home: Home) -> list[str]:
    """Which sides to start: both, but for what the arguments leave out and for a machine that
    has joined a hub elsewhere, which needs none of its own."""
    sides = [s for s, left_out in _SIDES.items() if not getattr(arguments, left_out)]
    wants_hub = arguments.hub_only or arguments.host or arguments.plain_text
    wants_hub = wants_hub or arguments.public_url or arguments.proxy
    if arguments.edge_only and wants_hub:
        raise Refused("bad-field", "--edge-only starts no hub, so --host is nothing for it")
    joined = (home.edge_keys / "machine.secret").exists() and not home.access.exists()
    if joined and wants_hub:
        raise Refused("not-possible", f"{home.root} has joined a hub elsewhere; use another home")
    return ["edge"] if joined else sides


def _open(arguments: argparse.Namespace, home: Home) -> str:
    """Open the hub for other computers if that is wanted, or was; a line where its port moved."""
    given = arguments.tls_cert, arguments.tls_key
    if any(given) and not (all(given) and arguments.host):
        raise Refused("bad-field", "--tls-cert, --tls-key and --host belong together")
    settings = load(home.config)
    host = arguments.host or settings["broker.public_host"]
    if not host:
        return ""
    if not any(given) and not arguments.host and not _ours(home, settings):
        return ""  # certificates that were given stay, and their port was chosen with them
    paths = [Path(path).absolute() if path else None for path in given]
    wanted, taken = first_time.network(home, host, *paths)
    return f"Port {wanted} is taken; TLS moved to {taken}." if taken != wanted else ""


def _ours(home: Home, settings: dict[str, Any]) -> bool:
    """Whether the broker shows a certificate that we have made."""
    return bool(settings["broker.tls_cert"] == str(home.hub_keys / "tls.pem"))


def _public(settings: dict[str, Any]) -> list[str]:
    """Where other computers reach the broker."""
    if not settings["broker.tls_port"] or not settings["broker.public_host"]:
        return []
    return [str(Address(settings["broker.public_host"], settings["broker.tls_port"], True))]


def _publish(arguments: argparse.Namespace, home: Home) -> None:
    """Keep under which address browsers elsewhere reach the console, and whom it believes."""
    wanted = {"gateway.public_url": arguments.public_url, "gateway.behind_proxy": arguments.proxy}
    given = {name: value for name, value in wanted.items() if value is not None}
    if not given:
        return
    from console import site

    settings = load(home.config)
    if given.get("gateway.behind_proxy") in ("127.0.0.1", "::1"):
        # The proxy's TLS is the only one, so nobody else may reach what is behind it.
        given["gateway.host"] = "127.0.0.1"
    site.read({**settings, **given})
    settings_file.change(home.config, **{k.replace(".", "__"): v for k, v in given.items()})


def _console(settings: dict[str, Any]) -> str:
    """Under which address people open the console."""
    from console import site

    return site.read(settings).url


def _tell_listeners(home: Home, settings: dict[str, Any]) -> None:
    print(f"  broker   {settings['hub.urls'][0]} (this computer only)")
    for url in _public(settings):
        print(f"  broker   {url} (from everywhere, TLS)")
    if settings["broker.plaintext_from_anywhere"]:
        print(
            f"  WARNING  {settings['broker.host']}:{settings['broker.port']} takes everybody "
            "WITHOUT TLS: passwords and secrets cross the network in clear"
        )
    print(f"  console  {ways_in.console(settings, _ours(home, settings)).line}")


def down(arguments: argparse.Namespace) -> int:
    """Stop the supervisor and its parts; sessions go on."""
    home = layout.home_from()
    pid = up_lock.holder(home.up_lock)
    going_on = sum(local_sessions.look(home, i).alive for i in local_sessions.all_ids(home))
    if pid is None:
        raise Refused("not-running", f"signalbox in {home.root}")
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOP_S
    while up_lock.holder(home.up_lock) is not None:
        if time.monotonic() > until:
            raise Refused("internal", f"the supervisor (pid {pid}) did not stop in {STOP_S} s")
        time.sleep(0.05)
    if arguments.json:
        show.as_json({"stopped": True, "sessions": going_on})
    else:
        left = {0: "No session was running.", 1: "1 session goes on."}
        print(f"Stopped. {left.get(going_on, f'{going_on} sessions go on.')}")
        if going_on:
            show.hint(f"See them: {show.line('ls')}")
    return 0


def _start(home: Home, sides: list[str]) -> dict[str, Any]:
    """Start the detached supervisor and wait for what it tells."""
    reader, writer = os.pipe()
    log = os.open(home.logs / "supervisor.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-m",
                "signalbox.supervisor",
                "--home",
                str(home.root),
                "--sides",
                ",".join(sides),
                "--tell-fd",
                str(writer),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(writer,),
            start_new_session=True,
            cwd="/",
        )
    finally:
        os.close(writer)
        os.close(log)
    with os.fdopen(reader, "rb") as tells:
        line = tells.readline()
    if not line:
        return {"error": (home.logs / "supervisor.log").read_text().strip()[-500:] or "it died"}
    told: dict[str, Any] = json.loads(line)
    return told
