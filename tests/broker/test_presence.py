"""What the broker says of itself, and that it says so when it changes for the worse."""

from __future__ import annotations

import json
import os

from broker import presence
from tests.broker.rig import Rig
from tests.waiting import until

TOPIC = "fleet/hub/presence/broker"


def test_a_fault_is_announced_and_so_is_its_end(hub: Rig) -> None:
    watcher = hub.client("ana")
    watcher.subscribe(TOPIC)
    said = hub.run(lambda: presence.announce(hub.broker, online=True, start=7))
    assert json.loads(watcher.messages(1)[0].payload)["health"] == "ok"
    assert hub.run(lambda: presence.refresh(hub.broker, said, start=7)) == said
    assert watcher.ping() == []

    hub.authority.broken = ("access.toml line 3: the secret is hunter2",)
    said = hub.run(lambda: presence.refresh(hub.broker, said, start=7))
    health = json.loads(watcher.messages(1)[0].payload)["health"]
    assert "last good one" in health and "hunter2" not in health

    hub.authority.broken = ()
    hub.run(lambda: presence.refresh(hub.broker, said, start=7))
    assert json.loads(watcher.messages(1)[0].payload)["health"] == "ok"


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
    assert "not on disk" in hub.run(lambda: presence._health(hub.broker))

    until(lambda: not log.fault, "the file was written anew", 5)
    hub.stop()
    found = {kept.message.topic for kept in type(log)(log.path).open()}
    assert found == {"a", "b"}
