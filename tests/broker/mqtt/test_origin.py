"""The Unix socket's peer says whose address it carries; nobody else is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.mqtt import connection, origin
from broker.mqtt.limits import Limits
from tests.broker import raw
from tests.broker.conftest import StartRig
from tests.broker.raw import Raw
from tests.broker.rig import Rig
from tests.waiting import until

LINE = b"PROXY TCP4 203.0.113.7 127.0.0.1 51234 8443\r\n"


@given(st.ip_addresses(), st.integers(0, 65_535), st.binary(max_size=20), st.data())
def test_any_line_is_read_alike_however_it_is_split(
    address: object, port: int, rest: bytes, data: st.DataObject
) -> None:
    family = "TCP6" if ":" in str(address) else "TCP4"
    line = f"PROXY {family} {address} {address} {port} 8443\r\n".encode()
    cut = data.draw(st.integers(0, len(line) - 1))
    assert origin.read(line[:cut]) is None
    assert origin.read(line + rest) == (str(address), port, rest)


@pytest.mark.parametrize(
    "line",
    [
        b"PROXI TCP4 1.2.3.4 1.2.3.4 1 2\r\n",
        b"PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n",
        b"PROXY TCP4 ::1 ::1 1 2\r\n",
        b"PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n",
        b"PROXY TCP4 1.2.3.4 1.2.3.4 70000 2\r\n",
        b"PROXY TCP4 1.2.3.4 1.2.3.4 -1 2\r\n",
        b"PROXY TCP4 1.2.3.4\n 1.2.3.4 1 2\r\n",
        b"PROXY TCP4 \xff 1.2.3.4 1 2\r\n",
        b"PROXY " + b"x" * 200,
        b"PR0",
    ],
)
def test_what_is_no_such_line_is_refused(line: bytes) -> None:
    with pytest.raises(origin.Wrong):
        origin.read(line)


def unix(hub: Rig) -> str:
    return str(hub.broker.settings.unix)


def test_the_authority_and_the_record_are_told_the_address_behind_the_bridge(
    start: StartRig,
) -> None:
    hub = start(unix=True)
    client = Raw(unix(hub), before=LINE)
    assert client.login()[1] == 0 and client.ping() == []
    peer = hub.authority.peers[-1]
    assert (peer.listener, peer.address, peer.port) == ("unix", "203.0.113.7", 51_234)
    client.close()
    pieces = Raw(unix(hub))
    for byte in LINE + raw.connect():
        pieces.send(bytes([byte]))
    assert pieces.read().body == b"\0\0"
    assert hub.authority.peers[-1].address == "203.0.113.7"
    pieces.close()
    until(lambda: hub.run(lambda: hub.broker.core.door.total) == 0, "all places are free")
    assert not hub.broker.core.door._total and not hub.broker.core.door._strangers


def test_addresses_behind_the_bridge_are_bounded_like_any(start: StartRig) -> None:
    hub = start(Limits(per_address=2), unix=True)
    held = [Raw(unix(hub), before=LINE) for _ in range(2)]
    assert all(client.login(f"c{n}")[1] == 0 for n, client in enumerate(held))
    third = Raw(unix(hub), before=LINE)
    assert third.is_closed(2)
    other = Raw(unix(hub), before=LINE.replace(b".7 ", b".8 "))
    assert other.login("other")[1] == 0
    assert ("", "", "address") in hub.told("refused")
    for client in (*held, third, other):
        client.close()
    until(lambda: hub.run(lambda: hub.broker.core.door.total) == 0, "all places are free")
    assert hub.run(lambda: hub.broker.core.door.strangers) == 0


def test_over_tcp_nobody_is_believed(hub: Rig) -> None:
    client = Raw(hub.port, before=LINE)
    assert client.is_closed(2)
    assert hub.told("refused") == [("", "", "malformed")]


def test_a_peer_of_another_uid_is_not_believed(
    start: StartRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    hub = start(unix=True)
    mine = os.getuid()
    monkeypatch.setattr(connection.os, "getuid", lambda: mine + 1)
    client = Raw(unix(hub), before=LINE)
    assert client.is_closed(2)
    assert hub.told("refused") == [("", "", "malformed")]


def test_a_line_without_end_ends_the_connection(start: StartRig) -> None:
    hub = start(Limits(connect_s=0.5), unix=True)
    assert Raw(unix(hub), before=b"PROXY TCP4 " + b"1" * 200).is_closed(2)
    assert Raw(unix(hub), before=b"PROXY TCP4 1").is_closed(3)
