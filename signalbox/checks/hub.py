"""The hub: its port, a round trip of rights, the archiver's lag."""

from __future__ import annotations

import hashlib
import secrets
import socket
import time

from schemas.wire import ids, strictjson, topics
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from signalbox import show
from signalbox.hub_client import HubClient

LAG_LINES = 100_000
"""Behind by so many lines is a backlog worth a word: two seconds at the measured rate."""
LIFETIME_S = 60


def port(home: Home) -> tuple[str, str, str]:
    """Whether something answers where the broker should."""
    settings = load(home.config)
    address = (settings["broker.host"], settings["broker.port"])
    try:
        socket.create_connection(address, timeout=3).close()
    except OSError as error:
        return "bad", f"{address[0]}:{address[1]}: {error.strerror or error}", "signalbox up"
    return "good", f"the broker answers on {address[0]}:{address[1]}", ""


def rights_round_trip(home: Home) -> tuple[str, str, str]:
    """As a viewer, ask for what a viewer may and for what it may not.

    The machine answers a request that reaches it, if only with a refusal of its own; a publish
    that the broker has dropped is never answered.
    """
    machine = load(home.config)["machine.name"]
    if not machine:
        return "warning", "no machine on this home to ask", "signalbox up"
    with _viewer(home) as viewer:
        if not viewer.granted(topics.filter_for("session.state", m=machine)):
            return "bad", "a viewer is not given what it may see", "see docs/reference/access.md"
        if viewer.granted(topics.filter_for("session.journal", m=machine)):
            return "bad", "a viewer is given journals, which are the archiver's alone", _REPORT
        # A session that does not exist: nothing can happen by it.
        session = ids.new_session()
        refused = viewer.publish("stop", machine, ids.NONE, session)
        allowed = viewer.publish("watch", machine, ids.NONE, session, lease=0)
        try:
            viewer.answer(machine, allowed, timeout_s=5)
        except Refused as answer:
            if answer.code == "hub-unreachable":
                return "bad", "the machine does not answer a viewer", "see `signalbox status`"
        if refused in viewer.receipts(0.3):
            return "bad", "a viewer's `stop` reached the machine", _REPORT
    return "good", "a viewer gets what it may see, and its `stop` is dropped", ""


def archiver_lag(home: Home) -> tuple[str, str, str]:
    """What the archiver says of itself."""
    topic = topics.build("hub.presence", part="archiver")
    with _viewer(home) as viewer:
        viewer.read([topics.filter_for("hub.presence")], expect=4, timeout_s=1)
        payload = viewer.retained.get(topic)
    if payload is None:
        return "bad", "the archiver has not said anything", "see `signalbox status`"
    said = strictjson.loads_object(payload)
    if not said.get("online"):
        return "bad", "the archiver is away", "see `signalbox status`"
    health = said.get("health") or {}
    if health.get("state") != "ok":
        return "bad", f"the archiver says: {health.get('why') or health.get('state')}", "make room"
    lag = int(said.get("lag") or 0)
    sessions, parts = health.get("sessions", 0), health.get("parts", 0)
    held = f"{show.count(sessions, 'session')} in {show.count(parts, 'part')}"
    text = f"{show.count(lag, 'line')} behind; {held}"
    if health.get("forks") or health.get("quarantined"):
        return "warning", f"{text}; lines lie in quarantine", "see docs/archive.md"
    if lag > LAG_LINES:
        return "warning", text, "it catches up by itself; machines keep what is not acked"
    return "good", text, ""


_REPORT = "stop using this hub, and report it: this must not happen"


def _viewer(home: Home) -> HubClient:
    """Log in as the first administrator with a token that carries *view* alone, for a minute."""
    from broker import logins, tokens
    from broker.access import document, edit

    found = document.read(home.access.read_bytes())
    people = edit.administrators(found)
    if not people:
        raise Refused("not-granted", "access.toml names no administrator")
    secret = secrets.token_hex(32)
    now = time.time_ns() // 1000
    made = tokens.Token(
        user=people[0],
        id=ids.new_request(),
        issued_us=now,
        until_us=now + LIFETIME_S * 1_000_000,
        holder=hashlib.sha256(secret.encode()).hexdigest(),
        rights=("view",),
    )
    logins.change(home, lambda known: known.with_new(made, "doctor"))
    token = tokens.mint(tokens.signing_key(home), made)
    urls = load(home.config)["hub.urls"]
    return HubClient(urls, people[0], f"{token}.{secret}").connect()
