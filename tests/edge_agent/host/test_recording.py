"""What of a program's output and of what is typed gets into the journal, and what never does."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edge_agent.host.connection import Connection
from edge_agent.host.flood import Budget
from edge_agent.host.journal import Full, Identity, Journal
from edge_agent.host.launch import load
from edge_agent.host.loop import Loop
from edge_agent.host.record import Record
from edge_agent.host.requests import Asker, Requests
from edge_agent.host.syncer import Syncer
from schemas.wire import frames, parts
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.line import MAX_LINE
from tests.edge_agent.host.disk import fill_up, small_disk
from tests.edge_agent.host.session import Session, alive, below, running
from tests.edge_agent.host.test_journal import make
from tests.waiting import until

__all__ = ["small_disk"]
ROOT = Path(__file__).parents[3]
TOKEN = "ghp_" + "abcdefghij" * 4


def python(*lines: str) -> list[str]:
    return [sys.executable, "-uc", "\n".join(lines)]


def test_a_password_typed_without_echo_is_nowhere_on_disk(short_dir: Path) -> None:
    program = python("import getpass", "print('got', len(getpass.getpass('Password: ')))")
    with running(short_dir, *program) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"Password: ")
        for character in "hunter2secret":
            desk.type(character.encode())
        desk.type(b"\r")
        desk.sees(b"got 13")
        session.ended()
        assert sum(body["masked"] for body in session.bodies("keys")) == 14
        assert not any("text" in body for body in session.bodies("keys"))
        for path in session.home.root.rglob("*"):
            if path.is_file():
                assert b"hunter" not in path.read_bytes(), path


def test_a_password_that_is_shown_as_asterisks_is_masked_and_other_keys_are_not(
    short_dir: Path,
) -> None:
    program = python(
        "import os, tty; tty.setraw(0)",
        "def ask(question, shown):",
        "    os.write(1, question); got = b''",
        "    while not got.endswith(b'\\r'): got += os.read(0, 1); os.write(1, shown or got[-1:])",
        "ask(b'Name: ', b''); ask(b'\\r\\n\\x1b[1mAPI key\\x1b[0m for it: ', b'*')",
    )
    with running(short_dir, *program) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"Name: ")
        desk.type(b"ana\r")
        desk.sees(b"for it:")
        for character in "hunter2\r":
            desk.type(character.encode())
        session.ended()
        keys = session.bodies("keys")
        assert keys[0] == {"who": "desk", "text": "ana\r"}
        assert sum(body["masked"] for body in keys[1:]) == 8


def test_a_prompt_sent_into_a_password_question_is_masked(short_dir: Path) -> None:
    program = python("import getpass", "print('got', len(getpass.getpass('Password: ')))")
    with running(short_dir, *program) as session:
        until(lambda: b"Password" in session.output(), "the question")
        session.desk().ask("prompt", text="hunter2")
        session.ended()
        assert session.bodies("prompt") == [{"who": "desk", "text": "*******"}]
        assert b"got 7" in session.output()


def test_a_token_printed_across_two_reads_is_nowhere_on_disk_or_in_the_screen(
    short_dir: Path,
) -> None:
    program = python(
        "import sys, time",
        f"t = {TOKEN[::-1]!r}[::-1]",
        "for part in (t[:17], t[17:], ' end\\n'):",
        "    sys.stdout.write(part); sys.stdout.flush(); time.sleep(0.004)",
        "sys.stdin.read()",
    )
    with running(short_dir, *program) as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        until(lambda: b" end" in session.output(), "the line")
        daemon = session.desk("daemon")
        daemon.send("request", who="ana", verb="watch", id="w", fields={"lease": 60})
        shown = daemon.wait("screen").data
        assert b"****" in shown and b"abcdefghij" not in shown
        late = session.desk()
        late.attach()
        assert b"****" in late.shown and b"abcdefghij" not in late.shown
        session.desk().ask("stop", grace=0)
        session.ended()
        kept = b"".join(p.read_bytes() for p in session.folder.journal.iterdir())
        assert b"*" * 36 in kept and TOKEN[10:20].encode() not in kept


def test_values_of_secret_variables_are_masked_and_not_written_into_launch_files(
    short_dir: Path,
) -> None:
    secret = {"MY_API_KEY": "correct-horse-battery", "PLAIN": "visible-staple-word"}
    script = 'echo "$MY_API_KEY" "$PLAIN"'
    with running(short_dir, "sh", "-c", script, environment=secret) as session:
        session.ended()
        assert session.output() == b"*" * 21 + b" visible-staple-word\r\n"
        for path in session.home.root.rglob("*"):
            if path.is_file():
                assert b"correct-horse" not in path.read_bytes(), path


def test_output_that_is_no_utf8_is_kept_byte_for_byte(short_dir: Path) -> None:
    data = bytes(range(128, 256)) + "grün 日本".encode() + b"\xe6\x97"
    (short_dir / "data").write_bytes(data)
    script = "stty raw -echo; cat data"
    with running(short_dir, "sh", "-c", script, folder=str(short_dir)) as session:
        session.ended()
        assert session.output() == data
        assert any("b64" in body for body in session.bodies("output"))


def test_output_without_newlines_and_full_of_controls_fits_the_lines(short_dir: Path) -> None:
    program = python("import sys", "sys.stdout.write('x' * 300_000 + '\\x1b[31m\\x01' * 40_000)")
    with running(short_dir, *program) as session:
        session.ended(40)
        assert session.output() == b"x" * 300_000 + b"\x1b[31m\x01" * 40_000
        for path in session.folder.journal.iterdir():
            assert all(len(one) < MAX_LINE for one in path.read_bytes().split(b"\n"))
        session.check_chain()


def test_a_prompt_too_long_for_a_line_is_kept_in_parts(short_dir: Path) -> None:
    text = "日本" * 16_000
    with running(short_dir, "sh", "-c", "stty raw -echo; exec cat") as session:
        until(lambda: session.desk().hello.fields["phase"] == "running", "running")
        assert session.desk().ask("prompt", text=text)["status"] == "accepted"
        pieces = [body["text"] for body in session.bodies("part")]
        assert parts.join(session.bodies("prompt")[0], pieces) == {"who": "desk", "text": text}
        session.check_chain()


def test_beyond_the_budget_output_is_elided_with_its_size_and_digest(short_dir: Path) -> None:
    config = "[session]\noutput_burst_mib = 1\noutput_refill_kib = 1\n"
    program = python("import sys", "sys.stdout.write('0123456789abcdef' * 160_000 + 'last')")
    with running(short_dir, *program, config=config) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"last")
        session.ended(40)
        kept, elided = session.output(), session.bodies("elided")
        whole = b"0123456789abcdef" * 160_000 + b"last"
        assert len(kept) + sum(body["bytes"] for body in elided) == len(whole)
        assert 900_000 < len(kept) <= 1_100_000 and whole.startswith(kept)
        assert elided[-1]["sha256"] == hashlib.sha256(whole[len(kept) :]).hexdigest()


def test_bells_and_notices_call_for_attention_but_not_without_end(short_dir: Path) -> None:
    script = "printf '\\a\\033]9;build is done\\007\\033]777;notify;Claude;needs you\\033\\\\'; cat"
    with running(short_dir, "sh", "-c", script) as session:
        until(lambda: len(session.bodies("attention")) >= 3, "attention")
        assert {"how": "bell"} in session.bodies("attention")
        texts = {body.get("text") for body in session.bodies("attention")}
        assert {"build is done", "Claude: needs you"} <= texts
    program = python(
        "import time", "for _ in range(400): print('\\a', flush=True); time.sleep(0.002)"
    )
    with running(short_dir, *program) as session:
        session.ended()
        assert 1 <= len(session.bodies("attention")) <= 30


def test_a_killed_host_leaves_marked_processes_and_a_journal_that_can_be_gone_on_with(
    short_dir: Path,
) -> None:
    script = "setsid sleep 1000 & echo ready; trap '' HUP; while :; do sleep 0.1; done"
    with running(short_dir, "sh", "-c", script) as session:
        until(lambda: b"ready" in session.output(), "ready")
        until(lambda: len(below(session.pid)) >= 3, "its children")
        with pytest.raises(Refused) as refused:
            take_over(session)
        assert refused.value.code == "already-running"
        os.kill(session.pid, signal.SIGKILL)
        until(lambda: not alive(session.pid), "the host's end")
        mark = f"SIGNALBOX_SESSION={session.id}".encode()
        left = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/environ")
            if mark in environment(path)
        ]
        assert len(left) >= 2
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        before = session.lines()
        kept = until(lambda: taken_over(session), "the lock")
        kept.append(kept.last_at, "host_lost", {"left": len(left)})
        kept.close()
        assert session.lines()[:-1] == before
        session.check_chain()


def take_over(session: Session) -> Journal:
    """Open the journal as the daemon does when its host is gone."""
    launched = load(session.folder.launch)
    return Journal(session.folder, Identity(launched.machine, launched.project, launched.session))


def taken_over(session: Session) -> Journal | None:
    try:
        return take_over(session)
    except Refused as refused:
        assert refused.code == "already-running", refused
        return None


def environment(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_hosts_killed_while_their_program_prints_lose_nothing_that_was_synced(
    short_dir: Path,
) -> None:
    program = python("n = 0", "while True: print(n := n + 1)")
    for round_ in range(4):
        with running(short_dir, *program) as session:
            (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
            daemon = session.desk("daemon")
            synced = 0
            while synced < 3 + round_ * 5:
                synced = daemon.wait("synced").fields["seq"]
            os.kill(session.pid, signal.SIGKILL)
            daemon.wait_closed()
            synced = max([synced, *(f.fields["seq"] for f in daemon.frames if f.name == "synced")])
            until(lambda: not alive(session.pid), "the host's end")
            # Its thread may still be in a sync when the process looks dead.
            kept = until(lambda: taken_over(session), "the lock")
            kept.close()
            assert kept.seq >= synced
            session.check_chain()
            numbers = session.output().split(b"\r\n")
            whole = [int(one) for one in numbers[:-1]]
            assert whole == list(range(1, len(whole) + 1))


def test_on_a_full_disk_the_program_waits_and_goes_on_by_itself_when_there_is_room(
    small_disk: Path,
) -> None:
    program = python("n = 0", "while n < 400_000: print(n := n + 1)", "input()")
    with running(small_disk, *program) as session:
        desk = session.desk()
        filled = fill_up(small_disk)
        fault = desk.wait("fault").fields
        assert fault["code"] == "disk-full" and "not read" in fault["text"]
        assert desk.ask("prompt", text="no")["code"] == "disk-full"
        late = session.desk()
        assert late.wait("fault").fields["code"] == "disk-full"
        assert desk.hello.fields["phase"] == "running"
        filled.unlink()
        until(lambda: "goes on" in desk.wait("fault").fields["text"], "it goes on")
        size = len(session.output())
        until(lambda: len(session.output()) > size, "more output")
        assert desk.ask("stop", grace=1)["status"] == "accepted"
        session.ended()
        session.check_chain()
        whole = [int(one) for one in session.output().split(b"\r\n")[:-1] if one.isdigit()]
        assert whole == list(range(1, len(whole) + 1))


def test_on_a_full_disk_stop_and_ended_go_through_and_what_is_missing_is_told(
    small_disk: Path,
) -> None:
    program = python(
        "import signal; signal.signal(2, signal.SIG_IGN); n = 0", "while True: print(n := n + 1)"
    )
    with running(small_disk, *program) as session:
        desk = session.desk()
        fill_up(small_disk)
        assert desk.wait("fault").fields["code"] == "disk-full"
        assert desk.ask("interrupt")["status"] == "accepted"
        assert desk.ask("stop", grace=1)["status"] == "accepted"
        session.ended()
        assert session.lines()[-1]["kind"] == "ended"
        assert session.bodies("elided"), "what the disk did not take"
        session.check_chain()


class BrokenDisk:
    """A record whose every sync fails."""

    def __init__(self, place: Path) -> None:
        self.tried: list[list[int]] = []
        self.faults: list[tuple[str, str]] = []
        self.journal = Journal(make(place), Identity("m1", "-", "0" * 14))
        self.syncer = Syncer(self.fail)
        self.record = Record(
            self.journal,
            Timeline(Clock()),
            Budget(1, 1000, 0),
            self.syncer,
            time.monotonic,
            lambda *_: pytest.fail("nothing was synced"),
            lambda code, text: self.faults.append((code, text)),
        )

    def fail(self, files: list[int]) -> None:
        self.tried.append(list(files))
        raise OSError(5, "Input/output error")

    def sync(self) -> None:
        """Let the sync that is due come to its end."""
        self.record.drained()
        self.record.step()
        (error,) = until(syncer_results(self.syncer), "the job's end")
        self.record.sync_finished(error)

    def close(self) -> None:
        self.syncer.close()
        self.journal.close()


def test_the_reserve_is_for_urgent_lines_alone(small_disk: Path) -> None:
    kept = Journal(make(small_disk / "s"), Identity("m1", "-", "0" * 14))
    syncer = Syncer()
    record = Record(
        kept,
        Timeline(Clock()),
        Budget(1, 10**7, 0),
        syncer,
        time.monotonic,
        lambda *_: None,
        lambda *_: None,
    )
    fill_up(small_disk)
    while not record.full:
        record.printed(b"x" * 4096)
        record.finish_output()
    record.add("interrupted", {"who": "desk"})  # now a megabyte is free
    with pytest.raises(Full):
        record.add("note", {"text": "not for me"})
    record.add("interrupted", {"who": "desk"})
    syncer.close()
    kept.close()


def test_a_failed_sync_ends_the_journal_and_is_never_tried_again(tmp_path: Path) -> None:
    disk = BrokenDisk(tmp_path / "s")
    outcomes: list[bool] = []
    disk.record.when_synced(disk.record.add("note", {"text": "x"}), outcomes.append)
    disk.sync()
    assert outcomes == [False] and not disk.record.open
    assert disk.faults == [("journal-fault", "sync failed: Input/output error")]
    disk.record.step()
    disk.record.finish()
    assert len(disk.tried) == 1
    disk.close()


@pytest.mark.parametrize(("verb", "goes_on"), [("title", False), ("interrupt", True)])
def test_without_a_synced_line_nothing_is_done_but_what_makes_things_stop(
    tmp_path: Path, verb: str, goes_on: bool
) -> None:
    disk = BrokenDisk(tmp_path / "s")
    done: list[Asker] = []
    ours, theirs = socket.socketpair()
    peer = Connection(Loop(), ours, lambda *_: None, lambda _: None)

    def effect(who: Asker, fields: dict[str, object], then: Callable[[None], None]) -> None:
        done.append(who)
        then(None)

    asked = Requests(disk.record, Clock(), {verb: effect}, lambda _, fields: fields)
    fields = {"title": "t"} if verb == "title" else {}
    asked.handle(peer, {"who": "desk", "verb": verb, "id": "r1", "fields": fields})
    assert not done, "the line is not on the disk yet"
    disk.sync()
    assert [one.name for one in done] == (["desk"] if goes_on else [])
    (receipt,) = frames.Decoder().feed(theirs.recv(4096))
    assert receipt.fields.get("code") == (None if goes_on else "journal-fault")
    peer.close()
    theirs.close()
    disk.close()


def syncer_results(syncer: Syncer):  # type: ignore[no-untyped-def]
    def look() -> list[OSError | None]:
        try:
            return syncer.results()
        except BlockingIOError:
            return []

    return look


def test_a_hostile_folder_changes_nothing_in_the_host(short_dir: Path) -> None:
    place = short_dir / "hostile"
    trap = "open('/proc/self/cwd/SPRUNG', 'w'); raise SystemExit(9)\n"
    for name in ("schemas", "broker", "edge_agent", "ptyprocess", "json"):
        (place / name).mkdir(parents=True)
        (place / name / "__init__.py").write_text(trap)
    for name in ("sitecustomize.py", "usercustomize.py", "selectors.py", "socket.py"):
        (place / name).write_text(trap)
    before = os.getcwd()
    os.chdir(place)
    try:
        with running(short_dir, "sh", "-c", "exit 4", folder=str(place)) as session:
            assert session.ended()["status"] == 4
    finally:
        os.chdir(before)
    assert not list(short_dir.rglob("SPRUNG"))


def test_a_host_loads_no_models_no_mqtt_and_no_event_loop_framework() -> None:
    program = (
        "import sys, edge_agent.host.__main__, edge_agent.host.host\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, check=True, text=True
    )
    loaded = set(eval(done.stdout))
    assert "ptyprocess" in loaded
    assert not loaded & {
        "pydantic", "paho", "asyncio", "cffi", "cryptography", "ssl", "duckdb", "pyghostty",
        "argparse", "logging",
    }  # fmt: skip


@pytest.mark.alone
def test_a_host_and_its_screen_have_at_most_25_mb_of_their_own(short_dir: Path) -> None:
    program = python(
        "print('x' * 79 + '\\n' * 1, end='')",
        "for n in range(130_000): print('%078d' % n)",
        "print('done'); input()",
    )
    with running(short_dir, *program) as session:
        desk = session.desk()
        desk.attach()
        until(lambda: b"done" in session.output()[-200:], "10 MB of output", seconds=60)
        children = [pid for pid in below(session.pid) if "screen_child" in command(pid)]
        assert len(children) == 1
        # Not PSS: its share of the libraries depends on what else the computer runs.
        own = {pid: private_kib(pid) for pid in [session.pid, *children]}
        assert sum(own.values()) <= 25 * 1024, own


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def private_kib(pid: int) -> int:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_"))
