"""The rewritten CONNECT: what a page of ours sends passes, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import connect_packet
from console.connect_packet import Connect, Wrong

PLAIN = bytes.fromhex("10 10 0004 4d515454 04 02 003c 0004 74657374".replace(" ", ""))


def packet(flags: int, *fields: bytes, keepalive: int = 60) -> bytes:
    """A CONNECT with these flags and fields."""
    body = b"\0\4MQTT\4" + bytes([flags]) + keepalive.to_bytes(2, "big")
    for one in fields:
        body += len(one).to_bytes(2, "big") + one
    assert len(body) < 128
    return b"\x10" + bytes([len(body)]) + body


def test_a_page_without_a_name_becomes_its_person() -> None:
    found = connect_packet.read(PLAIN + b"rest")
    assert found == Connect(b"test", "", 60, b"rest")
    made = connect_packet.rewrite(found, "ana", "sbt1.x.y.z")
    assert made == packet(0xC2, b"test", b"ana", b"sbt1.x.y.z") + b"rest"


def test_a_page_that_names_its_person_is_that_person_and_another_is_refused() -> None:
    found = connect_packet.read(packet(0x82, b"test", b"ana"))
    assert found is not None
    assert connect_packet.rewrite(found, "ana", "p").endswith(b"\0\3ana\0\1p")
    with pytest.raises(Wrong):
        connect_packet.rewrite(found, "ben", "p")


@pytest.mark.parametrize("cut", range(len(PLAIN)))
def test_a_packet_in_parts_is_waited_for(cut: int) -> None:
    assert connect_packet.read(PLAIN[:cut]) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x30\x02\0\0",
        b"GET / HTTP/1.1",
        b"\x10\xff\xff\xff\xff\x7f",
        b"\x10\xff\xff\x7f",
        packet(0x02),
        packet(0x00, b"test"),
        packet(0x03, b"test"),
        packet(0x06, b"test", b"fleet/x", b"will"),
        packet(0xC2, b"test", b"ana", b"password"),
        packet(0x02, b"test", b"more"),
        packet(0x82, b"test"),
        packet(0x02, b""),
        packet(0x02, b"x" * 65),
        packet(0x02, b"\xff\xfe"),
        packet(0x82, b"test", b"\xff"),
        PLAIN.replace(b"MQTT\4", b"MQTT\5"),
        PLAIN.replace(b"MQTT\4", b"MQIs\3"),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(data: bytes) -> None:
    with pytest.raises(Wrong):
        connect_packet.read(data)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_waited_for_or_refused(data: bytes, ours: bool) -> None:
    try:
        found = connect_packet.read(PLAIN[:8] + data if ours else data)
        if found is not None:
            made = connect_packet.rewrite(found, found.username or "ana", "p")
            # The broker reads one packet with one person in it, whatever the page has sent.
            assert made[0] == 0x10 and made.endswith(found.rest)
    except Wrong:
        pass


@pytest.mark.parametrize(("asked", "kept"), [(0, 120), (1, 5), (60, 60), (65_535, 120)])
def test_the_keep_alive_stays_within_bounds(asked: int, kept: int) -> None:
    found = connect_packet.read(packet(0x02, b"test", keepalive=asked))
    assert found is not None
    assert connect_packet.rewrite(found, "ana", "p")[10:12] == kept.to_bytes(2, "big")
