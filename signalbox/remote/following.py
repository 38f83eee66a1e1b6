"""`log -f` from afar: what was recorded, then live lines, and what was missed meanwhile."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator

from schemas.link import run
from schemas.wire import line, session_phase, strictjson, topics
from schemas.wire.errors import Refused
from signalbox.remote import history
from signalbox.remote.sessions import RemoteSession
from signalbox.remote.watching import Watch

LAST_KINDS = ("ended", "host_lost")
HELD = 5_000
"""Live lines that wait while older ones are fetched; what does not fit is fetched later."""


def lines(session: RemoteSession, last: int | None) -> Iterator[history.Line]:
    """Lines in order, each once, until the session has ended. Raises `Refused`."""
    waiting: deque[history.Line] = deque(maxlen=HELD)
    watch = Watch(session)
    event, state = session.topic("event"), session.topic("state")
    phase = session.phase
    client = session.client

    def arrived(topic: str, payload: bytes) -> bool:
        nonlocal phase
        if topic == event:
            found = read_line(payload)
            if found is not None:
                waiting.append(found)
            return True
        if topic == state and payload:
            phase = str(_value(payload).get("phase", phase))
        return topics.parse(topic).name == "reply" and watch.is_mine(topics.parse(topic)["r"])

    client.on_message = arrived
    client.link.subscribe([event])
    watch.tick()
    following = 1
    for one in history.last(session, last) if last is not None else history.since(session):
        following = one["seq"] + 1
        yield one
        if one["kind"] in LAST_KINDS:
            return
    told = True
    try:
        while True:
            watch.tick()
            run([client.link], 0.25)
            if client.link.connected != told:
                told = client.link.connected
                _say("connected again" if told else f"reconnecting: {client.link.trouble}")
                if told:
                    watch.renew()
            if not told:
                continue
            ended = phase in session_phase.FINAL
            while waiting or ended:
                found, silent = [], False
                if waiting and waiting[0]["seq"] <= following:
                    found.append(waiting.popleft())
                else:
                    # A hole: lines that came while nobody was connected. After the end, the rest.
                    try:
                        found.extend(history.since(session, following, whole=True))
                    except Refused as refused:
                        if refused.code != "hub-unreachable":
                            raise
                        silent = True
                    if not found and waiting and not silent:
                        following = waiting[0]["seq"]  # nobody has them
                        continue
                for one in found:
                    if one["seq"] >= following:
                        following = one["seq"] + 1
                        yield one
                        if one["kind"] in LAST_KINDS:
                            return
                if silent:
                    break  # somebody is not back yet: asked again at the next pass
                if ended and not found:
                    return
    finally:
        watch.end()


def read_line(payload: bytes) -> history.Line | None:
    """A live line; None for what is none."""
    try:
        found = line.split(payload)
        line.check_body(found)
    except Refused:
        return None
    told: history.Line = {"seq": found.seq, "at": found.at, "kind": found.kind}
    if found.body is not None:
        told["body"] = json.loads(found.body)
    return told


def _value(payload: bytes) -> dict[str, object]:
    try:
        return strictjson.loads_object(payload)
    except Refused:
        return {}


def _say(text: str) -> None:
    print(f"signalbox: {text}", file=sys.stderr)
