"""A scripted machine: journals in memory, and the least cursor that the protocol allows."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import paho.mqtt.client as paho

from schemas.wire import chain, ids, topics, uplink
from schemas.wire.line import MAX_LINE, Writer

AT = 1_763_800_000_000_000


@dataclass
class Journal:
    """One session's lines, all kept."""

    machine: str = "build-01"
    project: str = "web"
    session: str = field(default_factory=ids.new_session)
    key: bytes = b"k" * 32
    lines: list[bytes] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        start = chain.start(self.machine, self.project, self.session, self.key)
        self.writer = Writer(self.key, start)
        self.hashes.append(start.hex())

    def add(self, kind: str, body: dict[str, object]) -> bytes:
        line = self.writer.add(AT + len(self.lines) * 1000, kind, body)
        self.lines.append(line)
        self.hashes.append(self.writer.head.hex())
        return line

    def fill(self, count: int, text: str = "line {n}\r\n") -> Journal:
        for _ in range(count):
            self.add("output", {"text": text.format(n=len(self.lines) + 1)})
        return self

    @property
    def topic(self) -> str:
        return topics.build("session.journal", m=self.machine, p=self.project, s=self.session)

    def offer(self, floor: int = 1) -> bytes:
        return uplink.Offer(floor, self.hashes[floor - 1], len(self.lines)).encode()

    def messages(self, start: int, limit: int = MAX_LINE) -> list[bytes]:
        """Lines after seq `start`, packed into messages of at most `limit` bytes."""
        out, size = [b""], 0
        for line in self.lines[start:]:
            if size + len(line) > limit and out[-1]:
                out.append(b"")
                size = 0
            out[-1] += line
            size += len(line)
        return [message for message in out if message]


class Uplink:
    """Brings journals to the archive over a real broker; `pump` until all of it is acked."""

    def __init__(self, port: int, machine: str = "build-01") -> None:
        self.machine = machine
        self.journals: dict[str, Journal] = {}
        self.acked: dict[str, int] = {}
        self.forks: dict[str, int] = {}
        self.holes: dict[str, tuple[tuple[int, int], ...]] = {}
        self.acks: list[uplink.Ack] = []
        self.runs: set[str] = set()
        self.moved = 0.0
        self._sent: dict[str, int] = {}
        self._credit = 0
        self._last: dict[str, int] = {}
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=f"{machine}-journal")
        self.client.on_message = self._message
        self.client.on_connect = self._connected
        self.client.max_inflight_messages_set(0)
        self.client.connect("127.0.0.1", port)

    def _connected(self, *_args: object) -> None:
        self.client.subscribe(topics.build("ack", m=self.machine), 0)
        self.client.subscribe("fleet/hub/presence/archiver", 1)

    def close(self) -> None:
        self.client.disconnect()
        self.loop(0)

    def loop(self, seconds: float = 0.02) -> None:
        self.client.loop(seconds)

    def send(self, journal: Journal, payload: bytes) -> None:
        self.client.publish(journal.topic, payload, 0)
        while self.client.want_write():
            self.client.loop_write()

    def add(self, journal: Journal, floor: int = 1) -> Journal:
        self.journals[journal.session] = journal
        self.floor = floor
        self.send(journal, journal.offer(floor))
        return journal

    def _message(self, _client: object, _data: object, message: paho.MQTTMessage) -> None:
        if message.topic != topics.build("ack", m=self.machine):
            return
        ack = uplink.read_ack(bytes(message.payload))
        if ack.n <= self._last.get(ack.run, 0):
            return
        self._last[ack.run] = ack.n
        self.runs.add(ack.run)
        self.acks.append(ack)
        self._credit = ack.credit
        self.forks.update(ack.forks)
        self.holes.update(ack.holes)
        for session in ack.missing_keys:
            journal = self.journals.get(session)
            if journal is not None:
                self.send(journal, uplink.SessionKey(journal.key.hex()).encode())
                self.acked.setdefault(session, 0)
        for session, (seq, h) in ack.heads.items():
            if session not in self.journals:
                continue
            journal = self.journals[session]
            assert seq > len(journal.lines) or h in ("", journal.hashes[seq])
            if self.acked.get(session) != seq:
                self.moved = time.monotonic()
            if seq < self.acked.get(session, 0) or session not in self._sent:
                self._sent[session] = seq
            self.acked[session] = seq
            self._sent[session] = max(self._sent[session], seq)

    def pump(self, seconds: float = 20.0, until_acked: bool = True) -> None:
        """Send within credit, go back after a stall, until every journal is acked or has forked."""
        deadline = time.monotonic() + seconds
        self.moved = time.monotonic()
        while time.monotonic() < deadline:
            self.loop()
            for session, journal in self.journals.items():
                if session in self.acked and session not in self.forks:
                    self._push(session, journal)
            if time.monotonic() - self.moved > 1.0:
                self.moved = time.monotonic()
                self._sent = dict(self.acked)
                for journal in self.journals.values():
                    self.send(journal, journal.offer(self.floor))
            if until_acked and self.done():
                return
        if until_acked:
            raise AssertionError(f"acked only {self.acked} within {seconds} s")

    def grow(self, count: int) -> None:
        """Each session goes on by so many lines."""
        for journal in self.journals.values():
            journal.fill(count, "line {n} \x1b[32mok\x1b[0m\r\n")

    def done(self) -> bool:
        return all(
            self.acked.get(session, -1) >= len(journal.lines) or session in self.forks
            for session, journal in self.journals.items()
        )

    def _push(self, session: str, journal: Journal) -> None:
        start = self._sent.get(session, 0)
        flying = sum(map(len, journal.lines[self.acked[session] : start]))
        if start >= len(journal.lines) or flying > self._credit:
            return
        for message in journal.messages(start)[:20]:
            self.send(journal, message)
            self._sent[session] += message.count(b"\n")
