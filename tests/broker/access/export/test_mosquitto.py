"""Rights that are exported to Mosquitto, asked of a real one."""

from __future__ import annotations

import queue
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
import pytest

from broker.access.compile import Who
from broker.access.decide import Decider
from broker.access.document import Device, Document, Grant, Machine, User
from broker.access.export import mosquitto
from schemas.wire.rights import ROLES
from tests.broker.access import documents as d
from tests.mosquitto import Mosquitto, needs_mosquitto
from tests.waiting import until

DOCUMENT = Document(
    users={
        "ana": User(devices={"phone": Device(may=frozenset({"view", "approve"}))}),
        "bob": User(groups=frozenset({"leads"}), devices={"old": Device(until_us=d.NOW)}),
    },
    grants=(
        Grant(("ana",), ROLES["admin"], ("*",), ("*", "-")),
        Grant(("group:leads",), ROLES["operator"], ("build-*",), ("web",)),
        Grant(("bob",), ROLES["approver"], ("lab",), ("-",), d.SESSIONS[:1]),
    ),
    machines={"build-01": Machine({"web": "/w", "api": "/a"}), "lab": Machine({"web": "/w"})},
)
PROBE, END = "probe", "end"


def test_the_file_names_every_principal_once() -> None:
    text = mosquitto.acl_file(DOCUMENT, d.NOW)
    users = [line for line in text.splitlines() if line.startswith("user ")]
    assert len(users) == len(set(users)) == 4 + 2 + 4
    old = text.split("user bob.old\n")[1].split("user ")[0]
    assert "topic" not in old, "its time has run out"


def test_a_salt_of_another_length_is_not_made() -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        mosquitto.password_hash("x", b"16 bytes of salt")


class Listener:
    """Subscribes to everything and keeps the topics of what it is given."""

    def __init__(self, port: int, user: str) -> None:
        self.user = user
        own = "+" if user == PROBE else user
        self.topics: list[str] = []
        self.ready: queue.Queue[str] = queue.Queue()
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=f"l-{user}")
        self.client.username_pw_set(user, f"{user}-secret")
        self.client.on_connect = lambda c, *_: c.subscribe([("fleet/#", 0), (f"{END}/{own}", 0)])
        self.client.on_subscribe = lambda *_: self.ready.put("subscribed")
        self.client.on_message = lambda c, u, message: self.topics.append(message.topic)
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()
        assert self.ready.get(timeout=5)

    def seen(self, wanted: str) -> set[str]:
        until(lambda: wanted in self.topics, f"{wanted} at {self.user}", 20)
        return {topic for topic in self.topics if not topic.startswith(END)}

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


def test_a_name_that_mosquitto_would_cut_is_not_written() -> None:
    with pytest.raises(ValueError, match="colon"):
        mosquitto.password_file({"machine:build-01": "x"})
    assert not any(":" in name for name in mosquitto.principals(DOCUMENT))


@needs_mosquitto
def test_mosquitto_lets_through_what_we_would(short_dir: Path) -> None:
    who = mosquitto.principals(DOCUMENT)
    who.pop("bob.old")
    acl = mosquitto.acl_file(DOCUMENT, d.NOW).splitlines()
    acl += ["user probe", "topic readwrite #", f"pattern readwrite {END}/%u"]
    secrets = {user: f"{user}-secret" for user in (*who, PROBE)}
    # With 0, "unlimited", this Mosquitto hangs up on whoever is denied a publish.
    lines = ["max_queued_messages 100000"]
    decider = Decider(DOCUMENT, d.NOW)
    with Mosquitto(short_dir / "m", secrets, acl, lines) as broker:
        probe = Listener(broker.port, PROBE)
        listeners = {user: Listener(broker.port, user) for user in who}
        try:
            for topic in d.TOPICS:
                probe.client.publish(topic, b"x")
            for user in who:
                probe.client.publish(f"{END}/{user}", b"x")
            for user, listener in listeners.items():
                got = listener.seen(f"{END}/{user}")
                assert got == may(decider, who[user], "receive"), user
            everybody = {f"{END}/{user}" for user in who}
            until(lambda: everybody <= set(probe.topics), "its own messages at the probe", 20)
            for user, listener in listeners.items():
                probe.topics.clear()
                for topic in d.TOPICS:
                    listener.client.publish(topic, b"x")
                listener.client.publish(f"{END}/{user}", b"x")
                got = probe.seen(f"{END}/{user}")
                assert got == may(decider, who[user], "publish"), user
        finally:
            for listener in (probe, *listeners.values()):
                listener.close()


def may(decider: Decider, who: Who, action: Any) -> set[str]:
    """Ours, and for the steward also what it may clean up if it were an orphan."""
    found = {topic for topic in d.TOPICS if decider.may(who, action, topic)}
    if who == Who("hub", "steward"):
        cleaning = ("/state", "/screen")
        found |= {t for t in d.TOPICS if t.startswith("fleet/session") and t.endswith(cleaning)}
        if action == "publish":
            found |= {t for t in d.TOPICS if t.startswith("fleet/machine")}
    return found
