"""A live broker under damaged streams: it stays, serves others, and keeps nothing of them."""

from __future__ import annotations

import random
import threading

import psutil

from tests.broker import raw
from tests.broker.rig import Rig
from tests.waiting import until

STREAM = b"".join(
    [
        raw.connect("fuzz", "eve", "eve-pw", will=("w", b"x", 1, True)),
        raw.subscribe("a/+", ("b/#", 0)),
        raw.publish("a/b", b"payload" * 20, qos=1),
        raw.publish("b/c", b"payload", qos=2, packet_id=2),
        raw.pubrel(2),
        raw.PINGREQ,
        raw.unsubscribe("a/+"),
        raw.publish("b/c", b"payload", retain=True),
    ]
)
SEED = 20261122


def test_damaged_streams_leave_no_trace_and_disturb_nobody(hub: Rig) -> None:
    files = psutil.Process().num_fds()
    chance = random.Random(SEED)
    good = hub.client("bob")
    good.subscribe("good")
    sender = hub.client("ana")
    for n in range(400):
        hurt = bytearray(STREAM)
        start = chance.choice([0, 0, len(raw.connect("fuzz", "eve", "eve-pw"))])
        for _ in range(chance.randint(1, 4)):
            hurt[chance.randrange(start, len(hurt))] = chance.randrange(256)
        client = raw.Raw(hub.port)
        client.send(bytes(hurt[: chance.randrange(1, len(hurt) + 1)]))
        if n % 2:
            client.reset()
        else:
            client.close()
        if n % 40 == 0:
            sender.publish("good", b"%d" % n)
            assert raw.payloads(good.messages(1, seconds=5)) == [b"%d" % n]
    until(lambda: hub.run(lambda: len(hub.broker.core.connections)) == 2, "only two are left")
    core = hub.broker.core
    left = hub.run(lambda: (len(core.sessions), core.door.total, core.door.strangers))
    assert left == (2, 2, 0) or _only_away(hub)
    assert hub.run(lambda: core.budget.used) < 100_000
    until(lambda: psutil.Process().num_fds() <= files + 4, "no socket is left open")
    assert threading.active_count() < 20


def _only_away(hub: Rig) -> bool:
    """A damaged flag byte may have asked for a session that stays: then nobody is attached."""
    return hub.run(
        lambda: sum(session.link is not None for session in hub.broker.core.sessions.values()) == 2
    )
