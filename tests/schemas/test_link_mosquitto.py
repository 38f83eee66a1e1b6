"""The link against a real broker that is not ours."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from schemas.link import Link, Priority, wait_for
from schemas.wire.errors import Refused
from tests.mosquitto import Mosquitto, needs_mosquitto

pytestmark = needs_mosquitto

INFO = "fleet/machine/build-01/info"
STATE = "fleet/session/build-01/-/01jd0q2m5n0000/state"


@dataclass
class Seen:
    """A link and everything that it told."""

    messages: list[tuple[str, bytes, bool]] = field(default_factory=list)
    downs: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ups: int = 0
    link: Any = None
    on_up: Callable[[], None] = lambda: None

    def up(self) -> None:
        self.ups += 1
        self.on_up()

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        self.messages.append((topic, payload, retained))

    def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        assert wait_for([self.link], condition, seconds), self.link.trouble

    def connect(self) -> None:
        self.until(lambda: bool(self.link.connected))

    def await_down(self) -> None:
        self.until(lambda: bool(self.downs))


Dialled = Callable[..., Seen]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path / "m", users={"ana": "right", "bob": "other"}) as running:
        yield running


@pytest.fixture
def dialled(broker: Mosquitto) -> Iterator[Dialled]:
    made: list[Link] = []

    def make(user: str = "ana", password: str = "right", **more: Any) -> Seen:
        seen = Seen()
        more.setdefault("on_message", seen.message)
        seen.link = Link(
            more.pop("urls", [broker.url]),
            client_id=f"{user}-{len(made)}",
            username=user,
            password=password,
            on_up=seen.up,
            on_down=seen.downs.append,
            on_fault=seen.faults.append,
            on_refused=seen.refused.append,
            **more,
        )
        made.append(seen.link)
        return seen

    yield make
    for link in made:
        link.close(0)


def test_a_document_is_retained_and_a_request_is_not(dialled: Dialled) -> None:
    one = dialled()
    one.until(lambda: one.link.connected)
    assert one.link.publish(INFO, b'{"a":1}')
    assert one.link.publish("fleet/do/ana/allow", b"01jd0q2m")
    two = dialled()
    two.link.subscribe([INFO, "fleet/do/ana/allow"])
    one.link.tick()
    assert wait_for([one.link, two.link], lambda: bool(two.messages), 5)
    assert two.messages == [(INFO, b'{"a":1}', True)]
    two.until(lambda: two.link.ready)
    one.link.publish("fleet/do/ana/allow", b"01jd0q2n")
    assert wait_for([one.link, two.link], lambda: len(two.messages) == 2, 5)
    assert two.messages[1] == ("fleet/do/ana/allow", b"01jd0q2n", False)
    assert one.link.clear(INFO)
    assert wait_for([one.link, two.link], lambda: len(two.messages) == 3, 5)
    three = dialled()
    three.link.subscribe([INFO])
    three.until(lambda: three.link.ready)
    assert three.messages == []


def test_subscriptions_come_back_after_the_broker_was_killed(
    broker: Mosquitto, dialled: Dialled
) -> None:
    one = dialled()
    one.link.subscribe([STATE])
    one.until(lambda: one.link.ready)
    broker.stop(signal.SIGKILL)
    one.until(lambda: bool(one.downs))
    assert not one.link.connected
    assert not one.link.publish(STATE, b"{}"), "what cannot be sent now is not kept"
    broker.start()
    one.until(lambda: one.link.ready, 15)
    assert one.ups == 2
    assert one.link.publish(STATE, b"{}")
    one.until(lambda: bool(one.messages))


def test_a_wrong_password_is_told_and_stands_in_no_text(dialled: Dialled) -> None:
    one = dialled(password="hunter2-wrong")
    one.until(lambda: bool(one.link.trouble))
    assert one.link.trouble_code == "unauthenticated"
    assert "hunter2" not in one.link.trouble + repr(vars(one.link))
    assert one.ups == 0 and one.downs == []


def test_the_will_is_sent_when_the_link_is_dropped_and_not_when_it_is_closed(
    dialled: Dialled,
) -> None:
    presence = "fleet/machine/build-01/presence"
    watcher = dialled()
    watcher.link.subscribe([presence])
    watcher.until(lambda: watcher.link.ready)
    for how, expected in (("close", 0), ("drop", 1)):
        dying = dialled("bob", "other", will=(presence, b'{"online":false}'))
        dying.connect()
        if how == "close":
            dying.link.close()
        else:
            dying.link.drop("for the test")
            dying.await_down()
        # A message of our own behind it shows that the will would have come by now.
        marker = dialled()
        marker.connect()
        marker.link.publish(presence, b'{"marker":1}')
        assert wait_for(
            [watcher.link, marker.link],
            lambda: any(b"marker" in m[1] for m in watcher.messages),
            5,
        )
        assert sum(b"online" in m[1] for m in watcher.messages) == expected, how
        watcher.messages.clear()


def test_sockets_send_small_messages_at_once_and_leave_little_to_the_kernel(
    dialled: Dialled,
) -> None:
    one = dialled()
    one.until(lambda: one.link.connected)
    sock = one.link.socket()
    assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert sock.getsockopt(socket.IPPROTO_TCP, 25) == 16 * 1024


def test_an_exception_in_a_callback_closes_the_link_and_is_told(dialled: Dialled) -> None:
    calls: list[bytes] = []

    def bad(topic: str, payload: bytes, retained: bool) -> None:
        calls.append(payload)
        if len(calls) == 1:
            raise ValueError("a bug of ours")

    one = dialled(on_message=bad)
    one.link.subscribe([STATE])
    one.until(lambda: one.link.ready)
    one.link.publish(STATE, b'{"n":1}')
    one.until(lambda: bool(one.downs))
    assert [str(e) for e in one.faults] == ["a bug of ours"]
    one.until(lambda: len(calls) == 2)  # the retained document, on the next connection
    assert one.link.connected and one.ups == 2


def test_messages_published_from_a_callback_are_sent(dialled: Dialled) -> None:
    echo = dialled()

    def answer(topic: str, payload: bytes, retained: bool) -> None:
        if topic == STATE:
            for number in range(300):
                assert echo.link.publish(INFO, b'{"n":%d}' % number, Priority.URGENT)
        else:
            echo.messages.append((topic, payload, retained))

    echo.link._on_message = answer
    echo.link.subscribe([STATE, INFO])
    echo.until(lambda: echo.link.ready)
    echo.link.publish(STATE, b"{}")
    echo.until(lambda: len(echo.messages) == 300)
    assert [m[1] for m in echo.messages] == [b'{"n":%d}' % n for n in range(300)]


def test_a_backlog_larger_than_any_socket_buffer_arrives_whole_and_in_order(
    dialled: Dialled,
) -> None:
    journal = "fleet/session/build-01/-/01jd0q2m5n0000/journal"
    reader, writer = dialled(), dialled()
    reader.link.subscribe([journal])
    assert wait_for(
        [reader.link, writer.link], lambda: reader.link.ready and writer.link.connected, 5
    )
    wanted = [b"%06d" % n + b"x" * 40_000 for n in range(200)]
    waiting = list(wanted)

    def pumped() -> bool:
        while waiting and not writer.link.unsent():
            assert writer.link.publish(journal, waiting.pop(0))
        return len(reader.messages) == len(wanted)

    assert wait_for([reader.link, writer.link], pumped, 20)
    assert [m[1] for m in reader.messages] == wanted


def test_what_a_broker_would_hang_up_on_is_never_handed_over(dialled: Dialled) -> None:
    one = dialled()
    one.until(lambda: one.link.connected)
    for topic, payload, code in (
        ("fleet/machine/build 01/info", b"{}", "bad-id"),
        ("fleet/machine/+/info", b"{}", "bad-id"),
        ("elsewhere", b"{}", "bad-topic"),
        (INFO, b"x" * 65_537, "too-large"),
        (INFO, b"", "bad-field"),
    ):
        with pytest.raises(Refused) as refused:
            one.link.publish(topic, payload)
        assert refused.value.code == code
    with pytest.raises(Refused):
        one.link.clear("fleet/do/ana/allow")
    assert one.link.connected


def test_the_next_address_is_tried_when_one_does_not_answer(
    broker: Mosquitto, dialled: Dialled
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"mqtt://127.0.0.1:{closed.getsockname()[1]}"
        one = dialled(urls=[dead, broker.url])
        one.until(lambda: one.link.connected)


def test_a_broker_that_stands_still_is_noticed(broker: Mosquitto, dialled: Dialled) -> None:
    one = dialled(ping_s=1)
    one.until(lambda: one.link.connected)
    broker.pause()
    one.until(lambda: bool(one.downs))
    broker.resume()
    one.until(lambda: one.link.connected, 15)
