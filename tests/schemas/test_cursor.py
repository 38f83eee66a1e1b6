"""The cursor against a simulated link and archiver: any order of losses, acks and restarts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.wire.cursor import COALESCE_MS, STALL_MS, Cursors, Step
from schemas.wire.line import MAX_LINE
from schemas.wire.uplink import FIRST_BYTES, Ack

S = "0123456789abcd"
T = "0123456789abce"
H = "0" * 64


def take(size_of, step: Step) -> tuple[int, int]:
    """(last, bytes) of what a reader would give for this step."""
    last, size = step.start - 1, 0
    while last < step.upto and size + size_of(last + 1) <= step.most:
        last += 1
        size += size_of(last)
    if last < step.start and step.at_least_one:
        last, size = step.start, size_of(step.start)
    return last, size


@dataclass
class Archiver:
    """Takes what follows its head, like the real one; loses and acks as it is told."""

    run: str = "r1"
    n: int = 0
    heads: dict[str, int] = field(default_factory=dict)
    synced: dict[str, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    archive: dict[str, list[int]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)

    def offer(self, session: str) -> None:
        self.moved.add(session)
        if session not in self.keys:
            self.missing.add(session)

    def key(self, session: str) -> None:
        self.keys.add(session)
        self.moved.add(session)

    def lines(self, session: str, first: int, last: int) -> None:
        if session not in self.keys:
            self.missing.add(session)
            return
        for seq in range(first, last + 1):
            if seq == self.heads.get(session, 0) + 1:
                self.heads[session] = seq
                self.archive.setdefault(session, []).append(seq)
                self.moved.add(session)

    def ack(self, credit: int) -> Ack:
        self.n += 1
        told = Ack(
            self.run,
            self.n,
            credit,
            {s: (self.heads.get(s, 0), H) for s in self.moved},
            tuple(sorted(self.missing)),
        )
        self.moved, self.missing = set(), set()
        return told

    def restart(self, lose: int) -> None:
        """A new run from an older copy: the last `lose` lines of each session are gone."""
        self.run, self.n = f"r{int(self.run[1:]) + 1}", 0
        for session, head in self.heads.items():
            kept = max(head - lose, 0)
            self.heads[session] = kept
            del self.archive.get(session, [])[kept:]
        self.moved, self.missing = set(), set()


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.sampled_from([20, 16 * 1024, 300_000]))
def test_the_archive_equals_the_journal_whatever_is_lost_stale_or_doubled(seed, credit):
    chance = random.Random(seed)
    sizes = {}

    def size_of(seq: int) -> int:
        return sizes.setdefault(seq, chance.choice([30, 300, 5_000, MAX_LINE]))

    cursors, archiver = Cursors(), Archiver()
    now, heads, stale = 1_000, {S: 0, T: chance.randint(1, 40)}, []
    in_flight_at_rewind = 0
    cursors.connected()
    cursors.open(S, 1, 0, now, living=True, fresh=True)
    cursors.open(T, 1, heads[T], now, living=False)
    handed: dict[str, int] = {}
    wire: list[tuple[str, str, int, int]] = []

    def pump() -> None:
        while step := cursors.next(now):
            if step.what == "lines":
                before = cursors.in_flight
                last, size = take(size_of, step)
                if last < step.start:
                    cursors.too_long(step, now)
                    continue
                assert step.start <= step.upto and last <= heads[step.session]
                allowed = FIRST_BYTES if cursors.credit is None else cursors.credit
                assert before + size <= allowed or (step.at_least_one and before == 0)
                handed[step.session] = handed.get(step.session, 0) + last - step.start + 1
                wire.append(("lines", step.session, step.start, last))
                cursors.sent(step, now, last=last, size=size)
            else:
                wire.append((step.what, step.session, 0, 0))
                cursors.sent(step, now)

    def deliver(chaos: bool) -> None:
        for what, session, first, last in wire:
            if chaos and chance.random() < 0.2:
                continue
            if what == "lines":
                archiver.lines(session, first, last)
            else:
                getattr(archiver, what)(session)
        wire.clear()

    for _ in range(chance.randint(5, 60)):
        now += chance.choice([0, 20, 150, 1_000, STALL_MS + 500])
        cursors.tick(now)
        event = chance.random()
        if event < 0.3:
            heads[S] += chance.randint(1, 20)
            cursors.synced(S, heads[S], now, at_once=chance.random() < 0.5)
        elif event < 0.4:
            in_flight_at_rewind += sum(c.next for c in cursors.sessions.values())
            cursors.disconnected()
            wire.clear()
            cursors.connected()
        elif event < 0.45:
            archiver.restart(chance.choice([0, 0, 5, 10_000]))
            wire.clear()
            if chance.random() < 0.5:
                cursors.archiver(False, "")
            cursors.archiver(True, archiver.run)
        elif event < 0.8:
            ack = archiver.ack(credit)
            stale.append(ack)
            if chance.random() < 0.8:
                cursors.ack(ack, now)
        elif stale:
            cursors.ack(chance.choice(stale), now)
        pump()
        deliver(chaos=True)
    # Then everything works, and all must arrive: at the worst one line between two acks.
    for _ in range(100 + 2 * sum(heads.values())):
        now += 300
        cursors.tick(now)
        pump()
        deliver(chaos=False)
        cursors.ack(archiver.ack(credit), now)
    for session, head in heads.items():
        assert archiver.archive.get(session, []) == list(range(1, head + 1))
        assert cursors.sessions[session].acked == head
    assert cursors.in_flight == 0


def connected(credit: int = 100_000, head: int = 100) -> tuple[Cursors, Ack]:
    cursors = Cursors()
    cursors.connected()
    cursors.open(S, 1, head, 0, living=True)
    step = cursors.next(0)
    assert step is not None and step.what == "offer"
    cursors.sent(step, 0)
    ack = Ack("r1", 1, credit, {S: (0, "")})
    return cursors, ack


def test_nothing_but_an_offer_goes_up_before_it_was_answered():
    cursors, ack = connected()
    assert cursors.next(1_000) is None
    cursors.ack(ack, 1_000)
    step = cursors.next(1_000)
    assert step == Step("lines", S, 1, 100, MAX_LINE, True)


def send(cursors: Cursors, now: int, lines: int, size: int) -> Step:
    step = cursors.next(now)
    assert step is not None and step.what == "lines"
    cursors.sent(step, now, last=step.start + lines - 1, size=size)
    return step


def test_an_offer_that_is_answered_twice_sends_nothing_twice():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    send(cursors, 0, 50, 10_000)
    cursors.ack(Ack("r1", 2, 100_000, {S: (0, "")}, (S,)), 10)
    key = cursors.next(10)
    assert key is not None and key.what == "key"
    cursors.sent(key, 10)
    assert send(cursors, 10, 50, 10_000).start == 1
    # Answers to the offer and to the key that crossed the lines.
    cursors.ack(Ack("r1", 3, 100_000, {S: (0, "")}, (S,)), 20)
    cursors.ack(Ack("r1", 4, 100_000, {S: (0, "")}, (S,)), 30)
    assert send(cursors, 30, 50, 10_000).start == 51
    assert cursors.rewinds == 1


def test_a_newer_ack_that_is_lower_sends_again_and_an_older_one_does_not():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    send(cursors, 0, 60, 10_000)
    cursors.ack(Ack("r1", 5, 100_000, {S: (60, H)}), 10)
    cursors.ack(Ack("r1", 4, 100_000, {S: (10, H)}), 20)
    assert cursors.next(20).start == 61
    cursors.ack(Ack("r1", 6, 100_000, {S: (10, H)}), 30)
    assert cursors.next(30).start == 11


def test_three_seconds_without_progress_end_in_an_offer_and_not_earlier():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    send(cursors, 0, 100, 10_000)
    cursors.tick(STALL_MS - 1)
    assert cursors.next(STALL_MS - 1) is None
    cursors.tick(STALL_MS + 300)
    step = cursors.next(STALL_MS + 300)
    assert step is not None and step.what == "offer"
    assert cursors.in_flight == 0


def test_a_slow_link_is_no_stall_while_older_messages_are_still_being_acked():
    cursors, _ = connected()
    cursors.open(T, 1, 10, 0, living=True)
    cursors.sent(cursors.next(0), 0)
    cursors.ack(Ack("r1", 1, 1_000_000, {S: (0, ""), T: (0, "")}), 0)
    send(cursors, 0, 50, 40_000)
    send(cursors, 0, 10, 4_000)
    cursors.ack(Ack("r1", 2, 1_000_000, {S: (25, H)}), 2_000)
    cursors.ack(Ack("r1", 3, 1_000_000, {S: (50, H)}), 2_900)
    cursors.tick(4_000)
    assert cursors.sessions[T].in_flight == 4_000
    cursors.tick(2_900 + STALL_MS + 300)
    assert cursors.sessions[T].in_flight == 0


def test_a_gap_alone_sends_nothing_again():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    send(cursors, 0, 50, 10_000)
    send(cursors, 0, 50, 10_000)
    cursors.ack(Ack("r1", 2, 100_000, {S: (30, H)}), 100)
    assert cursors.next(100) is None


def test_sessions_take_turns():
    cursors, _ = connected()
    cursors.open(T, 1, 100, 0, living=True)
    cursors.sent(cursors.next(0), 0)
    cursors.ack(Ack("r1", 1, 1_000_000, {S: (0, ""), T: (0, "")}), 0)
    went = [send(cursors, 0, 10, 1_000).session for _ in range(6)]
    assert went in ([S, T] * 3, [T, S] * 3)


def test_a_line_larger_than_the_credit_goes_alone():
    cursors, _ = connected()
    cursors.ack(Ack("r1", 1, 16 * 1024, {S: (0, "")}), 0)
    step = cursors.next(0)
    assert step.at_least_one and step.most == 16 * 1024
    cursors.sent(step, 0, last=1, size=MAX_LINE)
    assert cursors.next(10) is None
    cursors.ack(Ack("r1", 2, 16 * 1024, {S: (1, H)}), 20)
    assert cursors.next(20).start == 2


def test_lines_that_nobody_waits_for_are_collected():
    cursors, _ = connected(head=1)
    cursors.ack(Ack("r1", 1, 100_000, {S: (1, H)}), 0)
    cursors.synced(S, 2, 1_000, at_once=False)
    assert cursors.next(1_000) is None
    assert cursors.wait(1_000) == COALESCE_MS
    cursors.synced(S, 3, 1_050, at_once=False)
    assert cursors.next(1_000 + COALESCE_MS).upto == 3
    send(cursors, 1_100, 2, 100)
    cursors.synced(S, 4, 1_110, at_once=True)
    assert cursors.next(1_110) is not None


def test_an_archive_that_knows_more_than_this_machine_is_a_fork():
    cursors, _ = connected(head=10)
    assert cursors.ack(Ack("r1", 1, 100_000, {S: (11, H)}), 0) == {S: 11}
    assert cursors.next(0) is None
    cursors.synced(S, 12, 10, at_once=True)
    assert cursors.next(10_000) is None


def test_a_fork_that_the_archiver_names_stops_that_session_alone():
    cursors, _ = connected(head=10)
    cursors.open(T, 1, 5, 0, living=True)
    cursors.sent(cursors.next(0), 0)
    forks = cursors.ack(Ack("r1", 1, 100_000, {S: (4, H), T: (0, "")}, forks={S: 5}), 0)
    assert forks == {S: 5}
    assert cursors.next(0).session == T


def test_a_new_run_is_offered_everything_and_words_of_the_old_one_count_no_more():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    send(cursors, 0, 100, 10_000)
    cursors.ack(Ack("r1", 2, 100_000, {S: (100, H)}), 10)
    cursors.ack(Ack("r2", 1, 100_000, {}), 20)
    step = cursors.next(20)
    assert step.what == "offer"
    cursors.sent(step, 20)
    cursors.ack(Ack("r1", 3, 100_000, {S: (100, H)}), 30)
    assert cursors.next(30) is None
    cursors.ack(Ack("r2", 2, 100_000, {S: (0, "")}), 40)
    assert cursors.next(40).start == 1


def test_while_the_archiver_is_away_nothing_is_sent():
    cursors, ack = connected()
    cursors.ack(ack, 0)
    cursors.archiver(False, "r1")
    cursors.tick(60_000)
    assert cursors.next(60_000) is None
    cursors.archiver(True, "r2")
    assert cursors.next(60_000).what == "offer"


def test_a_session_that_just_began_sends_its_key_and_a_little_at_once():
    cursors = Cursors()
    cursors.connected()
    cursors.open(S, 1, 50, 0, living=True, fresh=True)
    key = cursors.next(0)
    assert key.what == "key"
    cursors.sent(key, 0)
    step = cursors.next(0)
    assert step.what == "lines" and step.most == FIRST_BYTES and not step.at_least_one
    cursors.sent(step, 0, last=40, size=FIRST_BYTES)
    assert cursors.next(0) is None
    cursors.ack(Ack("r1", 1, 100_000, {S: (40, H)}), 300)
    assert cursors.next(300).start == 41
