"""Several desks at one session: who owns the size, what each sees, what none may get."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.edge_agent.host.session import Desk, running
from tests.waiting import until


def sizes(session) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]
    return [(body["columns"], body["rows"]) for body in session.bodies("resized")]


def test_two_desks_type_and_see_the_same_and_one_may_leave(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        first, second = session.desk(), session.desk()
        first.attach(200, 50)
        second.attach(100, 30)
        first.type(b"one\r")
        second.sees(b"one\r\none\r\n")
        second.type(b"two\r")
        first.sees(b"two\r\ntwo\r\n")
        second.close()
        first.type(b"three\r")
        first.sees(b"three\r\nthree\r\n")
        late = session.desk()
        late.attach(200, 50)
        assert b"one" in late.shown and b"three" in late.shown


def test_a_watcher_of_40_by_20_changes_nothing_for_a_desk_of_200_by_50(short_dir: Path) -> None:
    with running(short_dir, "sh", "-c", "cat; stty size") as session:
        desk, watcher = session.desk(), session.desk()
        desk.attach(200, 50)
        watcher.attach(40, 20, steer=False)
        watcher.send("size", columns=30, rows=10)
        watcher.type(b"not typed\r")
        desk.type(b"hello\r")
        watcher.sees(b"hello\r\nhello")
        watcher.close()
        desk.type(b"\x04")
        session.ended()
        assert sizes(session) == [(200, 50)]
        assert b"50 200" in session.output() and b"not typed" not in session.output()


def test_who_attaches_or_types_owns_the_size_and_it_falls_back_when_the_owner_leaves(
    short_dir: Path,
) -> None:
    with running(short_dir, "cat") as session:
        first, second = session.desk(), session.desk()
        first.attach(200, 50)
        second.attach(100, 30)
        first.send("size", columns=190, rows=45)
        until(lambda: sizes(session) == [(200, 50), (100, 30)], "the second owns it")
        first.type(b"x")
        until(lambda: sizes(session)[-1] == (190, 45), "who types owns it")
        second.type(b"y")
        until(lambda: sizes(session)[-1] == (100, 30), "who types owns it")
        second.close()
        until(lambda: sizes(session)[-1] == (190, 45), "it falls back")
        first.close()
        third = session.desk()
        assert third.hello.fields["document"]["columns"] == 190, "it stays when nobody is left"
        asked = third.ask("resize", columns=77, rows=22)
        assert asked["status"] == "accepted" and sizes(session)[-1] == (77, 22)


def test_hostile_output_reaches_no_desk_and_the_host_alone_answers_queries(
    short_dir: Path,
) -> None:
    script = (
        "import os, select, tty; tty.setraw(0)\n"
        "hostile = b'A\\x1b[c\\x1b]52;c;aGk=\\x07\\x1bP+q544e\\x1b\\\\'\n"
        "hostile += b'\\x1b[6n\\x1b[5i\\x1b]0;t\\x07B'\n"
        "os.write(1, hostile); got = b''\n"
        "while select.select([0], [], [], 0.7)[0]: got += os.read(0, 100)\n"
        "os.write(1, repr(got).encode()); os.read(0, 1)\n"
    )
    with running(
        short_dir, "sh", "-c", 'read x; exec "$@"', "sh", sys.executable, "-c", script
    ) as s:
        desks = [s.desk() for _ in range(3)]
        for desk in desks:
            desk.attach(80, 24)
        desks[0].type(b"\r")
        for desk in desks:
            shown = desk.sees(b"'")
            assert b"\x1b]0;t\x1b\\B" in shown, "text and titles pass"
            for bad in (b"\x1b[c", b"\x1b]52", b"\x1bP", b"\x1b[6n", b"\x1b[5i"):
                assert bad not in shown.replace(b"\x1b[5;", b"")
            answer = desk.sees(b"R'").rpartition(b"b'")[2]
            assert answer.count(b"\\x1b[?62") == 1 and answer.count(b"R'") == 1, answer


def test_a_desk_that_does_not_read_is_sent_the_screen_instead_of_the_backlog(
    short_dir: Path,
) -> None:
    program = "for n in range(300_000): print(n)\ninput()\nprint('bye')"
    with running(short_dir, sys.executable, "-c", program) as session:
        slow, other = session.desk(), session.desk()
        slow.attach(80, 24)
        other.attach(80, 24)
        other.sees(b"299999", seconds=30)
        slow.sees(b"299999", seconds=30)
        assert slow.shown.startswith(b"\x1bc")
        assert len(slow.shown) < 1_500_000, "of 2 MB it got the end"
        slow.type(b"\r")
        slow.sees(b"bye")


def numbers(desk: Desk) -> list[int]:
    """What a counting program has shown on this desk, but for the last, unfinished line."""
    desk.receive()
    words = re.sub(rb"\x1b(\[[0-?]*[@-~]|.)", b"\n", desk.shown).split()
    return [int(word) for word in words[:-1]]


def test_many_desks_may_come_and_go_while_a_program_prints(short_dir: Path) -> None:
    program = (
        "import itertools, time\nfor n in itertools.count(): print(n, flush=True); time.sleep(.001)"
    )
    with running(short_dir, sys.executable, "-c", program) as session:
        for _ in range(20):
            sees_every_number(session.desk())


def sees_every_number(desk: Desk) -> None:
    desk.attach(80, 24)
    since = len(desk.shown)
    until(lambda: numbers(desk) and len(desk.shown) > since + 150, "thirty lines")
    found = numbers(desk)
    assert found == list(range(found[0], found[-1] + 1)), "no gap, nothing twice"
    desk.close()


def test_the_screen_of_a_late_desk_is_what_an_early_one_shows(short_dir: Path) -> None:
    script = "printf '\\033[?1049h\\033[2J\\033[5;7Hhere\\033]2;name\\007\\033[?25l'; cat"
    with running(short_dir, "sh", "-c", script) as session:
        until(lambda: b"?25l" in session.output(), "painted")
        desk = session.desk()
        desk.attach(80, 24)
        for part in (b"\x1b[?1049h", b"here", b"\x1b]2;name", b"\x1b[?25l"):
            assert part in desk.shown


def test_a_desk_that_comes_just_after_a_brief_programs_end_sees_what_it_printed(
    short_dir: Path,
) -> None:
    with running(short_dir, "echo", "brief") as session:
        until(lambda: session.bodies("ended"), "ended")
        desk = session.desk()
        desk.attach(80, 24)
        assert b"brief" in desk.shown
        assert desk.wait("ended").fields["status"] == 0
        session.ended()


def test_a_session_outlives_the_terminal_it_was_started_from(short_dir: Path) -> None:
    root = Path(__file__).parents[3]
    starter = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from schemas.wire.layout import Home\n"
        "from edge_agent.host.launch import Launch; from edge_agent.host.spawn import spawn\n"
        "print(spawn(Home(Path(sys.argv[2])), Launch(machine='m1', project='-', folder='/tmp',"
        " argv=['cat'])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", starter, str(root), str(short_dir / "home")],
        capture_output=True, check=True, text=True, start_new_session=True,
    )  # fmt: skip
    from schemas.wire.layout import Home
    from tests.edge_agent.host.session import Session

    session = Session(Home(short_dir / "home"), done.stdout.strip())
    stat = Path(f"/proc/{session.pid}/stat").read_text().rpartition(")")[2].split()
    try:
        assert int(stat[1]) == 1 or stat[1] not in done.stdout
        assert int(stat[3]) != session.pid, "it leads no session, so it cannot get a terminal"
        assert session.desk().ask("stop", grace=1)["status"] == "accepted"
        session.ended()
    finally:
        session.kill()
