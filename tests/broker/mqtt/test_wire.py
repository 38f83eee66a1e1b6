"""The decoder against itself (splits), against amqtt's packets, and against hostile bytes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from amqtt.adapters import BufferReader
from amqtt.mqtt.connect import ConnectPacket, ConnectPayload, ConnectVariableHeader
from amqtt.mqtt.packet import MQTTFixedHeader
from amqtt.mqtt.publish import PublishPacket
from amqtt.mqtt.suback import SubackPacket
from amqtt.mqtt.subscribe import SubscribePacket
from amqtt.mqtt.unsubscribe import UnsubscribePacket
from hypothesis import given
from hypothesis import strategies as st

from broker.mqtt import wire
from broker.mqtt.limits import Limits
from broker.mqtt.message import Message
from tests.broker import raw

LIMITS = Limits()


@dataclass
class Outcome:
    packets: list[wire.Packet]
    end: str = ""


def decode(*chunks: bytes) -> Outcome:
    decoder = wire.Decoder(LIMITS)
    outcome = Outcome([])
    for chunk in chunks:
        decoder.feed(chunk)
        try:
            while (packet := decoder.next()) is not None:
                outcome.packets.append(packet)
        except wire.Malformed as error:
            outcome.end = error.args[0]
            return outcome
        except wire.UnsupportedLevel:
            outcome.end = "level"
            return outcome
    return outcome


def after_connect(data: bytes) -> Outcome:
    outcome = decode(raw.connect() + data)
    return Outcome(outcome.packets[1:], outcome.end)


level = st.text("abcdefghijklmnop-0123456789_é€😀", min_size=1, max_size=12)
topics = st.lists(level, min_size=1, max_size=6).map("/".join)
filters = st.lists(st.one_of(level, st.just("+")), min_size=1, max_size=6).flatmap(
    lambda levels: st.sampled_from(["/".join(levels), "/".join([*levels, "#"])])
)
ids = st.integers(1, 65_535)
publishes = st.builds(
    lambda topic, payload, qos, packet_id, retain, dup: raw.publish(
        topic, payload, qos=qos, packet_id=packet_id, retain=retain, dup=dup and qos > 0
    ),
    topics,
    st.binary(max_size=300),
    st.integers(0, 2),
    ids,
    st.booleans(),
    st.booleans(),
)
others = st.one_of(
    st.builds(lambda fs, i: raw.subscribe(*fs, packet_id=i), st.lists(filters, min_size=1), ids),
    st.builds(lambda fs, i: raw.unsubscribe(*fs, packet_id=i), st.lists(filters, min_size=1), ids),
    ids.map(raw.puback),
    ids.map(raw.pubrel),
    st.just(raw.PINGREQ),
)
streams = st.lists(st.one_of(publishes, others), max_size=8).map(
    lambda packets: raw.connect(will=("w/t", b"gone", 1, True)) + b"".join(packets)
)


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[a:b] for a, b in pairwise(places)]


@given(streams, st.lists(st.integers(0, 5_000), max_size=12))
def test_any_split_of_the_bytes_gives_the_same_packets(data: bytes, cuts: list[int]) -> None:
    whole = decode(data)
    assert whole.end == "" and whole.packets
    assert decode(*split(data, cuts)) == whole


@given(streams)
def test_one_byte_at_a_time_gives_the_same_packets(data: bytes) -> None:
    assert decode(*(data[i : i + 1] for i in range(len(data)))) == decode(data)


@given(
    streams,
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=5),
    st.lists(st.integers(0, 5_000), max_size=8),
)
def test_damaged_bytes_end_alike_however_they_are_split(
    data: bytes, damage: list[tuple[int, int]], cuts: list[int]
) -> None:
    hurt = bytearray(data)
    for at, value in damage:
        hurt[at % len(hurt)] = value
    assert decode(*split(bytes(hurt), cuts)) == decode(bytes(hurt))


@given(st.binary(max_size=200))
def test_any_bytes_give_packets_or_a_reason_and_nothing_else(data: bytes) -> None:
    decode(data)
    after_connect(data)


@given(topics, st.binary(max_size=400), st.integers(0, 2), ids, st.booleans())
def test_a_publish_that_amqtt_builds_is_read_as_meant(
    topic: str, payload: bytes, qos: int, packet_id: int, retain: bool
) -> None:
    packet = PublishPacket.build(topic, payload, packet_id if qos else None, False, qos, retain)
    assert after_connect(packet.to_bytes()).packets == [
        wire.Publish(topic, payload, qos, retain, False, packet_id if qos else 0)
    ]


@given(st.lists(st.tuples(filters, st.integers(0, 2)), min_size=1, max_size=5), ids)
def test_subscriptions_that_amqtt_builds_are_read_as_meant(
    wanted: list[tuple[str, int]], packet_id: int
) -> None:
    names = [text for text, _ in wanted]
    assert after_connect(SubscribePacket.build(wanted, packet_id).to_bytes()).packets == [
        wire.Subscribe(packet_id, tuple(wanted))
    ]
    assert after_connect(UnsubscribePacket.build(names, packet_id).to_bytes()).packets == [
        wire.Unsubscribe(packet_id, tuple(names))
    ]


def test_a_connect_that_amqtt_builds_is_read_as_meant() -> None:
    header = ConnectVariableHeader(connect_flags=0, keep_alive=17)
    header.username_flag = header.password_flag = header.will_flag = True
    header.clean_session_flag = header.will_retain_flag = True
    header.will_qos = 1
    payload = ConnectPayload("m-1", "fleet/will", b"gone", "ana", "se cret")
    packet = ConnectPacket(variable_header=header, payload=payload)
    assert decode(packet.to_bytes()).packets == [
        wire.Connect("m-1", True, 17, "ana", b"se cret", wire.Will("fleet/will", b"gone", 1, True))
    ]


def amqtt_reads(kind: Any, data: bytes) -> Any:
    """What amqtt makes of complete bytes."""

    async def read() -> Any:
        reader = BufferReader(data)
        header = await MQTTFixedHeader.from_stream(reader)
        return await kind.from_stream(reader, fixed_header=header)

    return asyncio.run(read())


@pytest.mark.parametrize("size", [0, 1, 110, 111, 16_368, 16_369, 70_000])
def test_amqtt_reads_the_publishes_that_we_encode(size: int) -> None:
    message = Message("a/é", b"p" * size, 2)
    got = amqtt_reads(PublishPacket, message.at_qos_1(513, dup=True))
    assert (got.topic_name, got.data, got.qos, got.packet_id) == ("a/é", b"p" * size, 1, 513)
    assert got.dup_flag and not got.retain_flag
    got = amqtt_reads(PublishPacket, message.at_qos_0(retained=True))
    assert (got.topic_name, got.data, got.qos, got.retain_flag) == ("a/é", b"p" * size, 0, True)


def test_amqtt_reads_the_suback_that_we_encode() -> None:
    got = amqtt_reads(SubackPacket, wire.suback(9, bytes([0, 1, 0x80] * 70)))
    assert got.payload.return_codes == [0, 1, 0x80] * 70
    assert got.variable_header.packet_id == 9


def flags(bits: int, rest: bytes = b"") -> bytes:
    """A CONNECT with these flags, no keep-alive, an empty client id and `rest`."""
    return raw.packet(0x10, raw.field("MQTT") + bytes([4, bits]) + b"\0\0\0\0" + rest)


MALFORMED = {
    "a packet before CONNECT": (raw.PINGREQ, "not-connect"),
    "plain HTTP": (b"GET / HTTP/1.1\r\n", "not-connect"),
    "a TLS hello": (b"\x16\x03\x01", "not-connect"),
    "another protocol name": (b"\x10\x0c\0\x04MQTX\x04\x02\0\0", "protocol-name"),
    "a CONNECT of 17 KiB": (b"\x10\x80\x88\x01", "too-large"),
    "a length of five bytes": (b"\x10\xff\xff\xff\xff", "length"),
    "a reserved connect flag": (flags(0x03), "connect-flags"),
    "a will QoS of 3": (flags(0x1e), "connect-flags"),
    "a will QoS without a will": (flags(0x0a), "connect-flags"),
    "a password without a name": (flags(0x42, b"\0\0"), "connect-flags"),
    "a missing user name": (flags(0x82), "short"),
    "bytes after the last field": (flags(0x02, b"!"), "trailing"),
    "a client id with a line break": (raw.connect("c\nINFO fake"), "control-character"),
    "a client id with NUL": (raw.connect("c\0"), "control-character"),
    "a will for a wildcard": (raw.connect(will=("a/#", b"", 0, False)), "wildcard"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_a_bad_beginning_is_refused(data: bytes, reason: str) -> None:
    assert decode(data) == Outcome([], reason)


MALFORMED_LATER = {
    "a second CONNECT": (raw.connect(), "second-connect"),
    "PUBREC, for we never send QoS 2": (b"\x50\x02\0\x01", "packet-type"),
    "a packet that only brokers send": (b"\x20\x02\0\0", "packet-type"),
    "packet type 0": (b"\x00\x00", "packet-type"),
    "packet type 15": (b"\xf0\x00", "packet-type"),
    "QoS 3": (raw.packet(0x36, raw.field("a") + b"\0\x01"), "packet-type"),
    "SUBSCRIBE with flags 0": (raw.packet(0x80, b"\0\x01" + raw.field("a") + b"\0"), "packet-type"),
    "PUBREL with flags 0": (raw.packet(0x60, b"\0\x01"), "packet-type"),
    "PINGREQ with a body": (b"\xc0\x01!", "length"),
    "a wildcard in a topic": (raw.publish("a/+"), "wildcard"),
    "an empty topic": (raw.publish(""), "empty-topic"),
    "NUL in a topic": (raw.publish("a\0b"), "control-character"),
    "a control character in a topic": (raw.publish("a\x1bb"), "control-character"),
    "a C1 control in a topic": (raw.publish("a\x9bb"), "control-character"),
    "bad UTF-8 in a topic": (raw.publish(b"a/\xff"), "utf-8"),
    "a surrogate in a topic": (raw.publish(b"a/\xed\xa0\x80"), "utf-8"),
    "an overlong form": (raw.publish(b"a\xc0\xaf"), "utf-8"),
    "a topic longer than its packet": (raw.packet(0x30, b"\x00\x09abc"), "short"),
    "a topic of 1,025 bytes": (raw.publish("a" * 1_025), "topic-too-long"),
    "packet id 0": (raw.publish("a", qos=1, packet_id=0), "packet-id"),
    "no packet id": (raw.packet(0x32, raw.field("a")), "short"),
    "DUP at QoS 0": (raw.publish("a", dup=True), "dup"),
    "SUBSCRIBE to nothing": (raw.packet(0x82, b"\0\x01"), "short"),
    "SUBSCRIBE at QoS 3": (raw.subscribe(("a", 3)), "qos"),
    "SUBSCRIBE cut inside": (raw.packet(0x82, b"\0\x01\0\x05ab"), "short"),
    "a filter with # inside": (raw.subscribe("a/#/b"), "wildcard"),
    "a filter with + in a word": (raw.subscribe("a/b+"), "wildcard"),
    "a filter with # in a word": (raw.subscribe("a/b#"), "wildcard"),
    "1,001 filters": (raw.subscribe(*["a"] * 1_001), "filters"),
    "UNSUBSCRIBE from nothing": (raw.packet(0xA2, b"\0\x01"), "short"),
    "256 MiB announced": (b"\x30\xff\xff\xff\x7f", "too-large"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), MALFORMED_LATER.values(), ids=MALFORMED_LATER)
def test_a_malformed_packet_is_refused(data: bytes, reason: str) -> None:
    assert after_connect(data) == Outcome([], reason)


@pytest.mark.parametrize("level", [3, 5, 6, 0x84])
@pytest.mark.parametrize("size", [0, 3, 12])
def test_another_version_is_known_by_its_first_bytes(level: int, size: int) -> None:
    # MQTT 5 has properties where 3.1.1 has the client id; nothing behind the level is looked at.
    data = raw.packet(0x10, raw.field("MQTT") + bytes([level]) + b"\xff" * 20)
    assert decode(data[: 9 + size]).end == "level"
    assert decode(data[:8]).end == ""


def test_mqtt_31_is_another_version() -> None:
    assert decode(raw.packet(0x10, raw.field("MQIsdp") + b"\x03\x02\0\0\0\0")).end == "level"


def test_a_packet_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    def outcome(size: int) -> tuple[int, str]:
        decoder = wire.Decoder(LIMITS)
        decoder.feed(raw.connect())
        decoder.next()
        decoder.packet_bytes = 1_000
        data = raw.publish("t", b"x" * size)
        decoder.feed(data)
        try:
            decoder.next()
        except wire.Malformed as error:
            return len(data), error.args[0]
        return len(data), ""

    assert outcome(994) == (1_000, "")
    assert outcome(995) == (1_001, "too-large")
