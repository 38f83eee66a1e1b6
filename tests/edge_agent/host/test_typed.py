"""What is typed is journalled a moment after it was typed, and still where it belongs."""

from __future__ import annotations

from pathlib import Path

from tests.edge_agent.host.session import running
from tests.waiting import until


def test_each_key_stands_before_its_echo(short_dir: Path) -> None:
    with running(short_dir, "sh", "-c", "stty raw -echo; echo ready; exec cat") as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"ready")
        for key in b"abcdef":
            desk.type(bytes([key]))
            desk.sees(bytes([key]))
        until(lambda: session.output().endswith(b"abcdef"), "the last echo's line")
        typed, printed = "", ""
        for one in session.lines():
            if one["kind"] == "keys":
                typed += one["body"]["text"]
            elif one["kind"] == "output":
                printed += one["body"]["text"]
                # The masker may hold a character back, so an echo may come later, never sooner.
                assert typed.startswith(printed.partition("ready")[2].strip())
        assert typed == "abcdef"


def test_keys_that_nothing_echoes_are_journalled_too(short_dir: Path) -> None:
    with running(short_dir, "sh", "-c", "stty raw -echo; echo ready; sleep 60") as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"ready")
        desk.type(b"x")
        until(lambda: session.bodies("keys") == [{"who": "desk", "text": "x"}], "the keys' line")


def test_the_key_that_ends_the_program_stands_before_the_end(short_dir: Path) -> None:
    program = "stty raw -echo; echo ready; dd bs=1 count=1 of=/dev/null 2>&0 </dev/tty"
    with running(short_dir, "sh", "-c", program) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"ready")
        desk.type(b"q")
        session.ended()
        assert session.bodies("keys") == [{"who": "desk", "text": "q"}]
        session.check_chain()
