"""A session as a pure machine: whatever happens in whatever order, nothing is lost or doubled."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from broker.mqtt.authority import Principal
from broker.mqtt.limits import ClientLimits, Limits
from broker.mqtt.message import Message
from broker.mqtt.retained import Retained
from broker.mqtt.rights import Rights
from broker.mqtt.session import Budget, Overflow, Session
from tests.broker.raw import Received
from tests.broker.rig import BookAuthority

LIMITS = ClientLimits(window=3, queue_messages=6, offline_messages=6)


class There:
    """A link that takes everything, for `session.link`."""

    def send(self, frame: bytes) -> None: ...

    def clogged(self) -> bool:
        return False

    def room(self) -> bool:
        return True

    def end(self, reason: str) -> None: ...


def read(frame: bytes) -> Received:
    assert frame[1] < 0x80, "the frames of this test are short"
    return Received(frame[0], frame[2:])


class AnyOrder(RuleBasedStateMachine):
    """A client that reads, acknowledges, goes and comes back, beside a model of what it has."""

    def __init__(self) -> None:
        super().__init__()
        rights = Rights(BookAuthority(), Limits())
        self.budget = Budget(1_000_000)
        key = ("user", "ana", "c")
        view = rights.of(Principal("ana", "user"))
        self.session = Session(key, view, False, LIMITS, self.budget)
        self.session.link = There()
        self.retained = Retained(Limits(), lambda topic, kept: None)
        self.room = True
        self.sent = 0
        self.expected: list[int] = []
        self.unacknowledged: dict[int, int] = {}
        self.received: list[int] = []

    def take(self, frame: bytes, dup: bool = False) -> None:
        got = read(frame)
        number = int(got.payload)
        assert got.dup == dup and got.qos == 1
        if dup:
            assert self.unacknowledged[got.packet_id] == number
        else:
            assert got.packet_id not in self.unacknowledged
            self.received.append(number)
            self.unacknowledged[got.packet_id] = number
        assert len(self.unacknowledged) <= LIMITS.window

    def pump(self) -> None:
        for frame in self.session.pump(lambda: self.room, self.retained):
            self.take(frame)

    @rule()
    def publish(self) -> None:
        message = Message("t", b"%d" % self.sent, 1)
        away = self.session.link is None
        full = self.session.queued >= LIMITS.queue_messages
        try:
            frame = self.session.offer(message, self.room and not away)
        except Overflow:
            assert full and not away
            return
        assert away or not full or frame is not None
        if away and full:
            self.expected.remove(min(set(self.expected) - set(self.received)))  # the oldest
        self.expected.append(self.sent)
        self.sent += 1
        if frame is not None:
            self.take(frame)

    @precondition(lambda self: self.session.link is not None and self.unacknowledged)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        packet_id = data.draw(st.sampled_from(sorted(self.unacknowledged)))
        del self.unacknowledged[packet_id]
        self.session.acknowledged(packet_id)
        self.session.acknowledged(packet_id)  # twice does no harm
        self.pump()

    @precondition(lambda self: self.session.link is not None)
    @rule(room=st.booleans())
    def buffer(self, room: bool) -> None:
        self.room = room
        self.pump()

    @precondition(lambda self: self.session.link is not None)
    @rule()
    def go(self) -> None:
        self.session.part(1.0)

    @precondition(lambda self: self.session.link is None)
    @rule()
    def come_back(self) -> None:
        self.session.link = There()
        self.room = True
        again = [read(frame) for frame in self.session.resume()]
        assert [int(m.payload) for m in again] == sorted(self.unacknowledged.values())
        for frame in self.session.resume():
            self.take(frame, dup=True)
        self.pump()

    @invariant()
    def order_is_kept(self) -> None:
        assert self.received == self.expected[: len(self.received)]

    def teardown(self) -> None:
        if self.session.link is None:
            self.come_back()
        self.room = True
        self.pump()
        while self.unacknowledged:
            packet_id = min(self.unacknowledged)
            del self.unacknowledged[packet_id]
            self.session.acknowledged(packet_id)
            self.pump()
        assert self.received == self.expected
        assert self.budget.used == 0


AnyOrder.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyOrder = AnyOrder.TestCase


def test_clearing_gives_the_budget_back() -> None:
    machine = AnyOrder()
    for _ in range(8):
        machine.publish()
    assert machine.budget.used > 0
    machine.session.clear()
    assert machine.budget.used == 0 and not machine.session.waiting
