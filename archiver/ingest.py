"""Taking: messages of the broker in, lines on disk, acks out.

`message` is called for each message and `pulse` between them; neither ever waits, but for the sync
of a batch and for the few milliseconds of a commit. What cannot be written is given up again in
memory, so that what is acked is always what is on disk.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from archiver import heads as heads_file
from archiver.acks import ack_of
from archiver.anchor import Signer
from archiver.credit import Acks
from archiver.files import Archive, Crash, append, no_crash
from archiver.keys import SessionKeys
from archiver.quarantine import Quarantine
from archiver.recovery import open_archive
from archiver.seal import Closed, Sealer
from archiver.segment import Segment, read_row, rows
from archiver.take import Head, Verdict, read, take
from schemas.wire import ids, topics, uplink
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused

BATCH_DRAINED_MS = 5
BATCH_MS = 20
BATCH_BYTES = 1024 * 1024
"""A batch is written when input is drained and 5 ms have passed, or after 20 ms, or at 1 MiB."""

ANCHOR_MS = 600_000
"""An anchor is published again after so long, also when nothing was sealed."""
FULL_LEAST = 1024 * 1024
FULL_MOST = 128 * 1024 * 1024
FULL_SHARE = 50
"""Taking stops below a fiftieth of the disk (1 to 128 MiB), so that sealing still finds room."""
FULL_RETRY_MS = 1_000
TOPICS_KEPT = 4_096
DAY_US = 86_400_000_000

Publish = Callable[[str, bytes], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """When a segment is closed, and how long superseded files stay."""

    segment_bytes: int = 64 * 1024 * 1024
    segment_ms: int = 600_000
    grace_ms: int = 900_000


@dataclass(slots=True)
class _Entry:
    """Lines of one session that wait in the batch."""

    head: Head
    seq: int
    h: bytes
    data: bytes
    lines: int


class Fatal(Exception):
    """The archiver cannot go on safely; the text says why. Whoever runs it ends the process."""


class Ingest:
    """The archive of one hub while it takes lines. The caller holds the archive's lock."""

    def __init__(
        self,
        archive: Archive,
        *,
        publish: Publish,
        limits: Limits | None = None,
        clock: Clock | None = None,
        crash: Crash = no_crash,
    ) -> None:
        """Open the archive. `publish` sends a message. Raises `Refused`, OSError."""
        self.archive = archive
        self.run = ids.new_request()
        self._limits = limits or Limits()
        self._clock = clock or Clock()
        self._timeline = Timeline(self._clock)
        self._crash = crash
        self._publish = publish
        opened = open_archive(
            archive,
            now_ms=self._clock.boot_ms(),
            now_us=self._clock.wall_us(),
            grace_ms=self._limits.grace_ms,
            crash=crash,
        )
        self.ledger, self.heads, self._segment = opened.ledger, opened.heads, opened.segment
        self._rows, self._first_recv = opened.rows, opened.first_recv
        self._opened_ms = self._clock.boot_ms()
        self._sweep = opened.sweep
        self.sealer = Sealer(archive, self.ledger, self._sweep, crash)
        for closed in opened.closed:
            self.sealer.add(closed)
        self._marks: dict[tuple[str, str], int] = {}
        self._keys = SessionKeys(archive.keys)
        self.quarantine = Quarantine(archive.quarantine)
        self.signer = Signer(archive.keys)
        self._anchor_ms: int | None = None
        self.acks = Acks()
        self._batch: list[_Entry] = []
        self._batch_bytes = 0
        self._batch_ms = 0
        self._holes: dict[tuple[str, str], tuple[int, str]] = {}
        self._topics: dict[str, tuple[str, str, str] | None] = {}
        self.full = ""
        """Why nothing is taken; empty while there is room."""
        self._full_ms = 0
        self.lines = 0
        """Lines taken and synced in this run."""

    # ----- messages

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        """A message of a `journal` topic. Raises `Fatal`."""
        place = self._topics.get(topic)
        if place is None:
            place = self._place(topic)
            if place is None:
                return
        if retained or self.full:
            return
        if uplink.is_lines(payload):
            self._take(*place, payload)
        else:
            self._control(*place, payload)

    def _place(self, topic: str) -> tuple[str, str, str] | None:
        """Machine, project and session of a journal topic; None for any other."""
        try:
            read_topic = topics.parse(topic)
        except Refused:
            return None
        if read_topic.name == "session.journal":
            place = read_topic["m"], read_topic["p"], read_topic["s"]
        elif read_topic.name == "hub.record.journal":
            place = ids.HUB, ids.NONE, read_topic["s"]
        else:
            return None
        if place[2] == ids.NONE or (place[0] == ids.HUB) != (read_topic.name != "session.journal"):
            return None
        if len(self._topics) >= TOPICS_KEPT:
            self._topics.clear()
        self._topics[topic] = place
        return place

    def _take(self, machine: str, project: str, session: str, payload: bytes) -> None:
        head = self.heads.get(machine, session)
        if head is None or head.key is None:
            head = self._with_key(machine, project, session, head)
            if head is None:
                self._ask_for_key(machine, session)
                return
        if head.project != project:
            self._quarantine(head, head.seq, f"sent under project {project}", payload[:1000])
            return
        out = take(head, payload)
        if out.lines:
            now = self._clock.boot_ms()
            data = rows(machine, project, session, self._timeline.now_us(), out.lines)
            if not self._batch:
                self._batch_ms = now
            self._batch.append(_Entry(head, head.seq, head.h, data, len(out.lines)))
            self._batch_bytes += len(data)
            if self._batch_bytes >= BATCH_BYTES or now - self._batch_ms >= BATCH_MS:
                self.commit()
        elif out.duplicates and out.verdict is None:
            # Sent twice, because an ack was lost or late: say again what is safe.
            self.acks.synced(machine, session, self._clock.boot_ms(), 0)
        if out.verdict is not None:
            self._verdict(head, out.verdict, out.seq, out.reason, out.line)

    def _verdict(self, head: Head, verdict: Verdict, seq: int, reason: str, line: bytes) -> None:
        if verdict is Verdict.GAP:
            return  # the machine's cursor repairs it
        if verdict is Verdict.NO_KEY:
            self._ask_for_key(head.machine, head.session)
        elif head.fork is not None:
            self._tell_fork(head)
        elif verdict is Verdict.FORK or seq == head.seq + 1:
            # The next line is one that can never be taken: that history ends here as well.
            self._quarantine(head, seq, reason, line)
            self._fork(head, seq, reason)
        else:
            self._quarantine(head, seq, reason, line)

    def _fork(self, head: Head, seq: int, reason: str) -> None:
        self.commit()
        record = {
            "op": "fork",
            "at": self._timeline.now_us(),
            "machine": head.machine,
            "project": head.project,
            "session": head.session,
            "seq": seq,
            "reason": reason[:200],
        }
        if self.record([record]):
            head.fork = seq
            self.heads.forks += 1
            _tell(f"{head.machine} {head.session} forks at {seq}: {reason}")
            self._tell_fork(head)

    def _tell_fork(self, head: Head) -> None:
        assert head.fork is not None
        self.acks.peer(head.machine).forked[head.session] = head.fork
        self.acks.offered(head.machine, head.session, self._clock.boot_ms(), behind=False)

    def _quarantine(self, head: Head, seq: int, reason: str, line: bytes) -> None:
        """One line a place; a machine that sends it again every 3 s must not fill the disk."""
        if head.quarantined == seq:
            return
        head.quarantined = seq
        try:
            self.quarantine.put(
                self._timeline.now_us(),
                head.machine,
                head.project,
                head.session,
                seq,
                reason,
                line,
            )
        except OSError as error:
            self._room(error)

    # ----- offers and keys

    def _control(self, machine: str, project: str, session: str, payload: bytes) -> None:
        try:
            control = uplink.read_control(payload)
        except Refused as refused:
            head = self.heads.get(machine, session)
            if head is not None:
                self._quarantine(head, -2, str(refused), payload[:1000])
            return
        try:
            if isinstance(control, uplink.SessionKey):
                self._key(machine, project, session, bytes.fromhex(control.key))
            else:
                self._offer(machine, project, session, control)
        except OSError as error:
            self._room(error)

    def _key(self, machine: str, project: str, session: str, key: bytes) -> None:
        head = self.heads.get(machine, session)
        if head is not None and head.key is None:
            head = self._with_key(machine, project, session, head) or head
        if head is not None and head.key == key:
            return
        if head is not None and head.key is not None and head.seq > 0:
            return  # the first key stands; lines of another history will fork
        self._keys.put(machine, session, key)
        if head is None:
            head = self.heads.add(machine, project, session)
        head.begin(key)

    def _with_key(self, machine: str, project: str, session: str, head: Head | None) -> Head | None:
        """The head with its key from disk, or None where the archive has none."""
        try:
            key = self._keys.get(machine, session)
        except OSError as error:
            raise Fatal(f"session keys: {error}") from error
        if key is None:
            return None
        if head is None:
            head = self.heads.add(machine, project, session)
        head.begin(key)
        return head

    def _ask_for_key(self, machine: str, session: str) -> None:
        self.acks.peer(machine).missing[session] = None
        self.acks.offered(machine, session, self._clock.boot_ms(), behind=True)

    def _offer(self, machine: str, project: str, session: str, offer: uplink.Offer) -> None:
        head = self.heads.get(machine, session)
        if head is None or head.key is None:
            head = self._with_key(machine, project, session, head) or head
        if head is None:
            head = self.heads.add(machine, project, session)
        if head.project != project:
            self._quarantine(head, head.seq, f"offered under project {project}", offer.encode())
            return
        now = self._clock.boot_ms()
        head.offered = offer.head
        if head.key is None and offer.head > head.seq:
            self.acks.peer(machine).missing[session] = None
        if head.fork is not None:
            self._tell_fork(head)
        elif offer.floor > head.seq + 1:
            self._holes[machine, session] = (offer.floor - 1, offer.before)
        elif not self._fits(head, offer):
            self._quarantine(head, offer.floor - 1, "the offer's hash is another", offer.encode())
            self._fork(head, offer.floor - 1, "the offer's hash is another")
        self.acks.offered(machine, session, now, behind=offer.head > head.seq)

    @staticmethod
    def _fits(head: Head, offer: uplink.Offer) -> bool:
        before = bytes.fromhex(offer.before)
        if offer.floor - 1 == head.seq:
            # Without a key nothing is known of h_0; the first line will tell.
            return not head.h or head.h == before
        known = head.known(offer.floor - 1)
        return known is None or before.startswith(known)

    def _record_holes(self) -> None:
        """What machines no longer have: on record before anything that comes after it is taken."""
        if not self._holes:
            return
        self.commit()
        at = self._timeline.now_us()
        wanted, self._holes = self._holes, {}
        records = []
        for (machine, session), (to, before) in wanted.items():
            head = self.heads.get(machine, session)
            if head is not None and to > head.seq and head.fork is None:
                records.append(
                    {
                        "op": "hole",
                        "at": at,
                        "machine": machine,
                        "project": head.project,
                        "session": session,
                        "from": head.seq + 1,
                        "to": to,
                        "before": before,
                    }
                )
        if records and self.record(records):
            for record in records:
                self.heads.apply(record)
                _tell(
                    f"{record['machine']} {record['session']}: lines {record['from']} to "
                    f"{record['to']} are lost"
                )

    def record(self, records: list[dict[str, object]]) -> bool:
        """Commit to the archive's chain of records; False where the disk does not take it."""
        try:
            self.ledger.commit(records)
        except OSError as error:
            self._room(error)
            return False
        return True

    # ----- the disk

    def commit(self) -> None:
        """Write and sync the batch; then it may be acked. Raises `Fatal`."""
        if not self._batch:
            return
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        if self._low():
            self._give_up(batch, "the disk is nearly full")
            return
        data = b"".join([entry.data for entry in batch])
        try:
            safe = self._segment.append(data)
        except OSError as error:
            # After a sync that failed nobody knows what is on disk: start anew and look.
            raise Fatal(f"the live segment could not be synced: {error}") from error
        now = self._clock.boot_ms()
        self.acks.drain.add(now, safe)
        left = safe
        for entry in batch:
            size = len(entry.data)
            if left >= size:
                left -= size
                self._synced(entry.head, entry.seq, entry.h, size, entry.lines, now)
            elif left:
                part = entry.data[:left]
                last = read(read_row(part[:-1].rpartition(b"\n")[2]).line)
                self._synced(entry.head, last.seq, last.h, left, part.count(b"\n"), now)
                left = 0
        if safe < len(data):
            self._give_up(batch, "the disk is full")

    def _synced(self, head: Head, seq: int, h: bytes, size: int, lines: int, now: int) -> None:
        head.synced(seq, h)
        self._rows += lines
        self.lines += lines
        if self._first_recv is None:
            self._first_recv, self._opened_ms = self._timeline.now_us(), now
        self.acks.synced(head.machine, head.session, now, size)

    def _give_up(self, batch: list[_Entry], why: str) -> None:
        for entry in batch:
            entry.head.back()
        self._stop_taking(why)

    def _room(self, error: OSError) -> None:
        """An OSError of anything but the live segment: either the disk is full, or it is fatal."""
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise Fatal(str(error)) from error
        self._stop_taking(str(error))

    def _stop_taking(self, why: str) -> None:
        if not self.full:
            _tell(f"{why}: nothing is taken or acked until there is room")
        self.full = why
        self._full_ms = self._clock.boot_ms()

    def _low(self, factor: int = 1) -> bool:
        found = os.statvfs(self.archive.root)
        least = max(FULL_LEAST, min(FULL_MOST, found.f_blocks * found.f_frsize // FULL_SHARE))
        return found.f_bavail * found.f_frsize < least * factor

    # ----- time

    def pulse(self, drained: bool) -> None:
        """Do what is due. `drained`: no input waits. Raises `Fatal`."""
        now = self._clock.boot_ms()
        if self._batch:
            waited = now - self._batch_ms
            if waited >= BATCH_MS or (drained and waited >= BATCH_DRAINED_MS):
                self.commit()
        if self.full:
            if now - self._full_ms >= FULL_RETRY_MS:
                self._full_ms = now
                if not self._low(factor=2):
                    self.full = ""
                    _tell("there is room again")
        else:
            self._record_holes()
            self._rotate(now)
            self._send_acks(now)
        if self.sealer.poll(now, self._timeline.now_us()):
            self._anchor_ms = None
        try:
            self._sweep.run(now)
        except OSError as error:
            self._room(error)
        if self._anchor_ms is None or now - self._anchor_ms >= ANCHOR_MS:
            self._anchor(now)

    def wait_ms(self) -> int:
        """How long nothing is due, at most 250 ms."""
        now = self._clock.boot_ms()
        if self._batch:
            return max(0, min(self._batch_ms + BATCH_DRAINED_MS - now, BATCH_DRAINED_MS))
        if self._holes:
            return 0
        due = None if self.full else self.acks.next_due(now)
        return 250 if due is None else max(0, min(due - now, 250))

    def _rotate(self, now: int) -> None:
        """Close the segment when it is large, old, or of another day."""
        if not self._rows:
            return
        first = self._first_recv or 0
        large = self._segment.size >= self._limits.segment_bytes
        old = now - self._opened_ms >= self._limits.segment_ms
        if large or old or self._timeline.now_us() // DAY_US != first // DAY_US:
            self.rotate()

    def rotate(self) -> None:
        """Close the segment now, and let it be sealed. Raises `Fatal`."""
        self.commit()
        if self.full or not self._rows:
            return
        number = self._segment.number
        try:
            named = heads_file.write(self.archive, self.heads, number, self._crash)
            fresh = Segment(self.archive, number + 1, self._crash)
        except OSError as error:
            self._room(error)
            return
        self._segment.close()
        self.sealer.add(Closed(number, self._rows, named))
        self._segment, self._rows, self._first_recv = fresh, 0, None
        self._opened_ms = self._clock.boot_ms()
        for head in self.heads:
            if head.window:
                # Hashes of the segment that was closed before this one are no longer needed.
                key = head.machine, head.session
                head.forget_before(self._marks.get(key, 0) + 1)
                self._marks[key] = head.seq

    def _send_acks(self, now: int) -> None:
        for machine in self.acks.due(now):
            payload, more = ack_of(self.acks, self.heads, machine, self.run, now)
            self._crash("ack.due")
            self._publish(topics.build("ack", m=machine), payload)
            self.acks.sent(machine, now, more)

    def _anchor(self, now: int) -> None:
        self._anchor_ms = now
        payload = self.signer.anchor(self.ledger.manifest, self._timeline.now_us())
        try:
            append(self.archive.anchors, payload + b"\n")
        except OSError as error:
            self._room(error)
            return
        self._publish(topics.build("hub.anchor"), payload)

    def connected(self) -> None:
        """The link is up (again): owners publish their retained documents then."""
        self._anchor_ms = None

    def close(self) -> None:
        """Write what waits and end the children."""
        self.commit()
        self.sealer.close()
        self._segment.close()


def _tell(text: str) -> None:
    print(f"archiver: {text}", file=sys.stderr, flush=True)
