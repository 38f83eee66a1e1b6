"""What must hold of the parser for any bytes whatever; used by mutations and by the fuzzer."""

from __future__ import annotations

import random

from broker.mqtt import wire
from broker.mqtt.limits import Limits
from tests.broker import raw

LIMITS = Limits()
STREAMS = (
    raw.connect("c", will=("w/t", b"gone", 1, True)),
    raw.connect("c", None, None, clean=False),
    raw.connect() + raw.subscribe("a/+", ("b/#", 0)) + raw.unsubscribe("a/+") + raw.PINGREQ,
    raw.connect() + raw.publish("a/b", b"x" * 40, qos=1) + raw.puback(1) + raw.DISCONNECT,
    raw.connect() + raw.publish("é/€", b"", qos=2, retain=True, dup=True) + raw.pubrel(1),
    raw.connect() + raw.publish("a", b"x" * 200) + raw.publish("b", b"\0") + raw.PINGREQ,
)


def decode(*chunks: bytes) -> tuple[list[wire.Packet], str]:
    """The packets, and why it ended ("" where it did not). Anything else that is raised is wrong.

    What is fed is bounded by what a packet may announce: more is never kept.
    """
    decoder = wire.Decoder(LIMITS)
    found: list[wire.Packet] = []
    for chunk in chunks:
        decoder.feed(chunk)
        try:
            while (packet := decoder.next()) is not None:
                found.append(packet)
        except wire.Malformed as error:
            return found, f"malformed {error.args[0]}"
        except wire.UnsupportedLevel:
            return found, "level"
    return found, ""


def check(data: bytes, cut: int) -> None:
    """Raises AssertionError, or whatever the parser raises that it must not."""
    found, end = decode(data)
    cut %= len(data) + 1
    assert decode(data[:cut], data[cut:]) == (found, end), "a split made a difference"
    for position, packet in enumerate(found):
        assert isinstance(packet, wire.Connect) == (position == 0), "CONNECT first, and once"
        check_packet(packet)


def check_packet(packet: wire.Packet) -> None:
    """What everybody behind the parser relies on."""
    if isinstance(packet, wire.Publish):
        clean(packet.topic)
        assert packet.topic and not {"+", "#"} & set(packet.topic)
        assert packet.qos in (0, 1, 2) and bool(packet.qos) == bool(packet.packet_id)
    elif isinstance(packet, wire.Subscribe):
        assert packet.packet_id and packet.filters
        for text, qos in packet.filters:
            clean(text)
            assert text and qos in (0, 1, 2)
    elif isinstance(packet, wire.Unsubscribe):
        assert packet.packet_id and packet.filters
        for text in packet.filters:
            clean(text)
    elif isinstance(packet, wire.Connect):
        clean(packet.client_id)
        clean(packet.username or "")
        if packet.will is not None:
            clean(packet.will[0])


def clean(text: str) -> None:
    """Printable as far as a log or a topic is concerned, and bounded."""
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in text)
    assert len(text.encode()) <= LIMITS.connect_bytes


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to four of: a byte changed, bytes cut out, doubled, put in, two streams joined."""
    hurt = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(hurt) + 1)
        how = chance.randrange(6)
        if how < 3 and at < len(hurt):
            hurt[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif how == 3:
            del hurt[at : at + chance.randint(1, 9)]
        elif how == 4:
            hurt[at:at] = hurt[at : at + chance.randint(1, 30)]
        else:
            hurt[at:at] = chance.randbytes(chance.randint(1, 6))
    return bytes(hurt)
