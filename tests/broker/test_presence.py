"""What the broker says of itself, and that it says so when it changes for the worse."""

from __future__ import annotations

import os

from broker import presence
from schemas.documents.presence import HubPresence
from tests.broker.raw import Raw
from tests.broker.rig import Rig
from tests.waiting import until

TOPIC = "fleet/hub/presence/broker"


def read(watcher: Raw) -> HubPresence:
    """The next document that arrives."""
    return HubPresence.read(watcher.messages(1)[0].payload)


def test_a_fault_is_announced_and_so_is_its_end(hub: Rig) -> None:
    watcher = hub.client("ana")
    watcher.subscribe(TOPIC)
    start = presence.Start(hub.broker)
    hub.run(lambda: start.announce(online=True))
    assert read(watcher).health.state == "ok"
    hub.run(start.refresh)
    assert watcher.ping() == []

    hub.authority.broken = ("access.toml line 3: the secret is hunter2",)
    hub.run(start.refresh)
    health = read(watcher).health
    assert health.state == "fault" and health.why is not None
    assert "last good one" in health.why and "hunter2" not in health.why

    hub.authority.broken = ()
    hub.run(start.refresh)
    assert read(watcher).health.state == "ok"


def test_connections_are_counted_but_not_told_one_by_one(hub: Rig) -> None:
    watcher = hub.client("ana")
    watcher.subscribe(TOPIC)
    start = presence.Start(hub.broker)
    passed = 0.0
    clock = hub.broker.core.clock
    hub.broker.core.clock = lambda: clock() + passed
    hub.run(lambda: start.announce(online=True))
    assert read(watcher).health.model_extra == {"connections": 1}

    other = hub.client("bob")
    passed = presence.BEAT_S - 1
    hub.run(start.refresh)
    assert watcher.ping() == []
    passed = presence.BEAT_S + 1
    hub.run(start.refresh)
    assert read(watcher).health.model_extra == {"connections": 2}
    hub.run(start.refresh)
    assert watcher.ping() == []

    other.close()
    until(lambda: len(hub.broker.core.connections) == 1, "the broker has seen it go", 5)
    hub.authority.broken = ("access.toml line 3",)
    hub.run(start.refresh)  # a fault does not wait for its turn, and takes the count along
    health = read(watcher).health
    assert health.state == "fault" and health.model_extra == {"connections": 1}
    hub.run(lambda: start.announce(online=False))
    assert read(watcher).health.model_extra == {}


def test_documents_that_cannot_be_written_are_told_and_mended(hub: Rig) -> None:
    ana = hub.client("ana")
    log = hub.broker.retained_log
    ana.publish("a", b"1", retain=True)

    def break_it() -> None:
        """From now on writes to the file fail, as on a full disk."""
        read_only = os.open(log.path, os.O_RDONLY)
        os.dup2(read_only, log._fd)
        os.close(read_only)

    hub.run(break_it)
    ana.publish("b", b"2", retain=True)
    start = presence.Start(hub.broker)
    watcher = hub.client("bob")
    watcher.subscribe(TOPIC)
    hub.run(lambda: start.announce(online=True))
    assert "not on disk" in str(read(watcher).health.why)

    until(lambda: not log.fault, "the file was written anew", 5)
    hub.stop()
    found = {kept.message.topic for kept in type(log)(log.path).open()}
    assert found == {"a", "b", TOPIC}
