"""Small parts by themselves: pastes, secret prompts, leases, screens, the document, the loop."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.host.document import Document
from edge_agent.host.launch import Launch
from edge_agent.host.loop import Loop
from edge_agent.host.pasting import Pasting
from edge_agent.host.secret_prompt import SecretPrompt
from edge_agent.host.tree import Stopping
from edge_agent.host.viewers import ENCODED_BYTES, fitted
from edge_agent.host.watching import MAX_WATCHERS, MAX_WINDOWS, RECORD_EVERY_S, Watching
from schemas.documents.session import State
from schemas.wire.strictjson import canon


@given(st.integers(1, 12), st.booleans())
def test_mode_2004_is_followed_whatever_the_reads(size: int, off: bool) -> None:
    stream = b"text\x1b[1m\x1b[?25;2004h more" + (b"\x1b[?2004;1l." if off else b"\x1b[?20040l.")
    pasting = Pasting()
    for start in range(0, len(stream), size):
        pasting.printed(stream[start : start + size])
    assert pasting.bracketed is not off


def test_no_text_can_end_its_own_paste() -> None:
    pasting = Pasting()
    assert pasting.typed("a\nb\r\nc") == b"a\rb\rc"
    pasting.printed(b"\x1b[?2004h")
    typed = pasting.typed("x\x1b[201~rm -rf\ny")
    assert typed == b"\x1b[200~x[201~rm -rf\ry\x1b[201~"
    pasting.printed(b"\x1bc")
    assert not pasting.bracketed


@pytest.mark.parametrize(
    ("shown", "asks"),
    [
        (b"[sudo] password for ana: ", True),
        (b"Enter passphrase for key '/x': ***", True),
        (b"\x1b[1m? \x1b[0mPaste your \x1b[36mAPI key\x1b[0m here \xe2\x80\xba ", True),
        (b"PIN: ", True),
        (b"password: \r\n$ ", False),
        (b"$ echo password", False),
        (b"1 file in spinning:", False),
        (b"user: ", False),
    ],
)
def test_questions_for_secrets_are_told_from_others(shown: bytes, asks: bool) -> None:
    prompt = SecretPrompt()
    for byte in b"earlier output\r\n" + shown:
        prompt.printed(bytes([byte]))
    assert prompt.asks()() is asks


def test_a_watch_is_recorded_from_its_first_to_its_last_moment() -> None:
    watching = Watching()
    watching.renew("ana", 60, now=0, at_us=1)
    watching.renew("ana", 60, now=50, at_us=50)
    watching.renew("bob", 10, now=50, at_us=50)
    assert watching.over(now=59, at_us=59) == []
    assert watching.over(now=61, at_us=61) == [{"who": "bob", "from": 50, "until": 61}]
    assert watching.who == ["ana"]
    watching.renew("ana", 0, now=62, at_us=62)
    assert watching.over(now=62, at_us=62) == [{"who": "ana", "from": 1, "until": 62}]


def test_one_window_that_closes_does_not_end_the_watch_of_another() -> None:
    watching = Watching()
    watching.renew("ana", 60, now=0, at_us=1, window="tab-1")
    watching.renew("ana", 60, now=5, at_us=5, window="tab-2")
    watching.renew("ana", 0, now=6, at_us=6, window="tab-1")
    assert watching.over(now=6, at_us=6) == []
    assert watching.windows == {("ana", "tab-2")}
    assert watching.over(now=65, at_us=65) == [{"who": "ana", "from": 1, "until": 65}]
    assert watching.who == []


def test_one_person_cannot_hold_windows_without_end() -> None:
    watching = Watching()
    for number in range(MAX_WINDOWS + 5):
        watching.renew("ana", 10 + number, now=0, at_us=0, window=f"tab-{number}")
    assert len(watching.windows) == MAX_WINDOWS
    assert ("ana", f"tab-{MAX_WINDOWS + 4}") in watching.windows
    assert ("ana", "tab-0") not in watching.windows


def test_a_long_watch_is_recorded_in_pieces_without_a_gap() -> None:
    watching = Watching()
    pieces = []
    for second in range(0, 1000, 30):
        watching.renew("ana", 60, now=second, at_us=second)
        pieces += watching.over(now=second, at_us=second)
    pieces += watching.over(now=1000, at_us=1000, all_of_them=True)
    assert pieces[0]["from"] == 0 and pieces[-1]["until"] == 1000
    assert len(pieces) == 1000 // int(RECORD_EVERY_S) + 1
    for before, after in itertools.pairwise(pieces):
        assert before["until"] == after["from"]


def test_watchers_are_bounded_and_those_who_watch_may_renew() -> None:
    watching = Watching()
    for number in range(MAX_WATCHERS):
        watching.renew(f"u{number}", 60, now=0, at_us=0)
    assert watching.full_for("one-more") and not watching.full_for("u0")


@pytest.mark.parametrize(
    "unit", [b"\x1b[38;2;1;2;3mx", b"plain text\r\n", "日".encode(), b"\x1b[m"]
)
def test_every_screen_fits_its_message(unit: bytes) -> None:
    for times in (1, 1000, 100_000):
        data, was_reduced = fitted(unit * times)
        assert len(canon(data.decode())) <= ENCODED_BYTES
        assert was_reduced or data == unit * times


def test_the_document_is_one_that_everybody_reads() -> None:
    launch = Launch(
        session="0" * 14, machine="m1", project="-", folder="/tmp", argv=["x"], title="t"
    )
    document = Document(launch, 1_000_000)
    document.happened("runs", 2_000_000)
    document.doing("runs `\x1b[31mx`")
    document.set(exit={"status": 3}, watchers=["ana"], last_output=5)
    read = State.model_validate(document.take())
    assert (read.phase, read.since, read.title) == ("running", 2_000_000, "t")
    assert read.doing == "runs `␛[31mx`"


def test_an_event_that_cannot_happen_leaves_the_phase_alone() -> None:
    document = Document(Launch(machine="m", project="-", folder="/", argv=["x"]), 1)
    document.happened("exited", 2)
    assert document.phase == "ended"
    document.take()
    document.happened("runs", 3)
    assert document.phase == "ended" and not document.changed


def test_stopping_asks_first_and_kills_after_the_grace_whoever_appears() -> None:
    """Pids that cannot exist: only the order of things is looked at."""
    alive = [[2**22 + 1], [2**22 + 1, 2**22 + 2], [2**22 + 2], []]
    stopping = Stopping(lambda: alive.pop(0), grace=5, now=0)
    assert stopping.step(0) is not None
    assert stopping.step(1) is not None
    stopping.hurry(0, now=2)
    assert stopping.step(2) is not None
    assert stopping.step(3) is None


def test_a_peer_closed_by_another_in_the_same_pass_is_not_called() -> None:
    import socket

    loop = Loop()
    pairs = [socket.socketpair() for _ in range(20)]
    called = []

    def ready(number: int) -> None:
        called.append(number)
        for other, (ours, _) in enumerate(pairs):
            if other != number:
                loop.forget(ours)
                ours.close()
        loop.stop()

    for number, (ours, theirs) in enumerate(pairs):
        loop.watch(ours, lambda readable, writable, number=number: ready(number))
        theirs.send(b"x")
    loop.run(lambda: None)
    assert len(called) == 1
    loop.close()
    for pair in pairs:
        for end in pair:
            end.close()


def test_timers_run_in_their_order_and_not_when_cancelled() -> None:
    loop, ran = Loop(), []
    delays = [0.001 * n for n in range(20)]
    random.Random(3).shuffle(delays)
    timers = {delay: loop.after(delay, lambda delay=delay: ran.append(delay)) for delay in delays}
    timers[0.005].cancel()
    loop.after(0.03, loop.stop)
    loop.run(lambda: None)
    assert ran == [delay for delay in sorted(delays) if delay != 0.005]
    loop.close()
