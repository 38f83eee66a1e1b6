"""Requests: once, in time, after their line; and who may ask at all."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from edge_agent.host.launch import Launch
from edge_agent.host.session_files import prepare
from schemas.wire import frames, ids
from schemas.wire.clock import Clock
from schemas.wire.layout import Home
from tests.edge_agent.host.session import Desk, Session, alive, running
from tests.waiting import until

ROOT = Path(__file__).parents[3]


def test_a_request_repeated_a_hundred_times_has_one_effect(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        id_ = ids.new_request()
        receipts = []
        for _ in range(10):
            desk = session.desk()
            for _ in range(10):
                desk.send("request", who="desk", verb="prompt", id=id_, fields={"text": "once"})
            receipts.append(desk.wait("receipt").fields)
            desk.close()
        assert receipts == [{"id": id_, "who": "desk", "status": "accepted"}] * 10
        desk = session.desk()
        desk.attach()
        assert desk.ask("prompt", text="twice")["status"] == "accepted"
        desk.sees(b"twice\r\ntwice")
        assert desk.shown.count(b"once") == 2, "typed once, echoed by cat once"
        until(lambda: b"twice\r\ntwice" in session.output(), "journalled")
        assert [body["text"] for body in session.bodies("prompt")] == ["once", "twice"]
        assert len(session.bodies("request")) == len(session.bodies("receipt")) == 2


def test_the_request_line_stands_before_its_effect(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        desk = session.desk()
        desk.ask("prompt", text="effect")
        until(lambda: b"effect" in session.output(), "journalled")
        kinds = [one["kind"] for one in session.lines()]
        assert kinds.index("request") < kinds.index("prompt") < kinds.index("output")


def test_a_request_past_its_deadline_is_refused_and_has_no_effect(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        desk = session.desk()
        past = Clock().boot_ms() - 1
        for verb, given in (("prompt", {"text": "late"}), ("keys", {"text": "late"})):
            desk.send("request", who="desk", verb=verb, id=verb, fields=given, deadline_ms=past)
            receipt = desk.wait("receipt").fields
            assert (receipt["status"], receipt["code"]) == ("rejected", "too-late")
        assert desk.ask("prompt", text="in time")["status"] == "accepted"
        until(lambda: b"in time" in session.output(), "journalled")
        assert b"late" not in session.output()


def test_unknown_and_impossible_verbs_and_bad_fields_are_refused_each_with_its_code(
    short_dir: Path,
) -> None:
    cases = [
        ("dance", {}, "unknown-verb"),
        ("answer", {"approval": "0" * 8, "digest": "0" * 64}, "not-possible"),
        ("mode", {"mode": "standard"}, "not-possible"),
        ("resize", {"columns": 0, "rows": 10}, "bad-field"),
        ("stop", {"grace": "long"}, "bad-field"),
        ("prompt", {"text": "x" * 40_000}, "too-large"),
        ("keys", {"text": "x", "more": 1}, "bad-field"),
    ]
    with running(short_dir, "cat") as session:
        desk = session.desk()
        for verb, given, code in cases:
            assert desk.ask(verb, **given).get("code") == code, verb
        assert desk.ask("title", title="fine")["status"] == "accepted"
        until(lambda: session.bodies("titled"), "titled")
        assert session.bodies("output") == []
        assert session.desk().hello.fields["document"]["title"] == "fine"


def test_a_request_frame_that_is_none_ends_that_connection_and_nothing_else(
    short_dir: Path,
) -> None:
    with running(short_dir, "cat") as session:
        for bad in (
            frames.control("request", who="desk", verb="stop"),
            b"\x00\x00\x00\x05\x01nope",
            b"\xff\xff\xff\xff\x01",
        ):
            desk = session.desk()
            desk.socket.sendall(bad)
            desk.wait_closed()
        desk = session.desk()
        desk.socket.sendall(b"\x00\x00\x00\x02\x09?" + frames.control("tomorrow", x=1))
        reset = socket.socket(socket.AF_UNIX)
        reset.connect(str(session.run_dir / "session.sock"))
        reset.sendall(frames.control("hello", v=1, role="desk"))
        reset.close()
        assert session.desk().ask("interrupt")["status"] == "accepted"


def test_interrupt_presses_the_key_that_interrupts(short_dir: Path) -> None:
    script = "trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.02; done"
    with running(short_dir, "sh", "-c", script) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"ready")
        assert desk.ask("interrupt")["status"] == "accepted"
        assert session.ended()["status"] == 5
        assert session.bodies("interrupted") == [{"who": "desk"}]


def test_a_prompt_is_pasted_where_the_program_asked_for_pastes(short_dir: Path) -> None:
    script = (
        "import sys, tty, os; tty.setraw(0); sys.stdout.write('\\x1b[?1;2004hgo');"
        "sys.stdout.flush(); got = b''\n"
        "while not got.endswith(b'\\x1b[201~\\r'): got += os.read(0, 100)\n"
        "open('got', 'wb').write(got)"
    )
    with running(short_dir, sys.executable, "-c", script, folder=str(short_dir)) as session:
        desk = session.desk()
        desk.attach()
        desk.sees(b"go")
        assert desk.ask("prompt", text="two\nlines\x1b[201~")["status"] == "accepted"
        session.ended()
        assert (short_dir / "got").read_bytes() == b"\x1b[200~two\rlines[201~\x1b[201~\r"


def test_a_process_inside_a_session_may_not_steer_any_session(short_dir: Path) -> None:
    client = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import os\n"
        "if len(sys.argv) > 3 and os.fork(): os._exit(0)\n"
        "if len(sys.argv) > 3: os.setsid()\n"
        "from pathlib import Path; from tests.edge_agent.host.session import Desk\n"
        "print('told', Desk(Path(sys.argv[2])).hello.fields.get('code', 'welcome'), flush=True)\n"
        "print('seen', Desk(Path(sys.argv[2]), 'tool').hello.name, flush=True)\n"
    )
    (short_dir / "client.py").write_text(client)
    command = [sys.executable, str(short_dir / "client.py"), str(ROOT)]
    with running(short_dir, "cat") as target:
        path = str(target.run_dir / "session.sock")
        outside = subprocess.run([*command, path], capture_output=True, check=True)
        assert b"told welcome" in outside.stdout
        for extra in ([], ["daemonized"]):
            wrapped = ["sh", "-c", '"$@"; sleep 3', "sh", *command, path, *extra]
            with running(short_dir, *wrapped) as inside:
                until(lambda: b"seen hello" in inside.output(), "the client's second answer")
                assert b"told peer-refused" in inside.output(), inside.output()


def test_a_tool_may_look_and_do_nothing_else(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        for name, given in (
            ("attach", {"columns": 80, "rows": 24, "steer": True}),
            ("request", {"who": "desk", "verb": "stop", "id": "a", "fields": {}}),
            ("fork", {"seq": 1}),
        ):
            tool = session.desk("tool")
            assert tool.hello.fields["document"]["session"] == session.id
            tool.send(name, **given)
            assert tool.wait("fault").fields["code"] == "peer-refused"


def test_only_the_holder_of_the_daemons_lock_is_the_daemon(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        assert session.desk("daemon").hello.fields["code"] == "peer-refused"
        lock = session.home.edge / "daemon.lock"
        lock.write_text("1\n")
        assert session.desk("daemon").hello.fields["code"] == "peer-refused"
        lock.write_text(f"{os.getpid()}\n")
        daemon = session.desk("daemon")
        assert daemon.hello.name == "hello"
        daemon.send("request", who="ana", verb="keys", id="k1", fields={"text": "hi\r"})
        until(lambda: session.bodies("keys") == [{"who": "ana", "text": "hi\r"}], "keys by ana")
        desk = session.desk()
        desk.send("request", who="ana", verb="title", id="k1", fields={"title": "mine"})
        assert desk.wait("receipt").fields["who"] == "desk", "a desk is nobody but the desk"


def test_a_newer_daemon_may_say_what_an_older_host_does_not_know(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        newer = Desk(session.run_dir / "session.sock", "daemon", v=frames.VERSION + 1)
        assert newer.hello.fields["v"] == frames.VERSION
        newer.send("of_tomorrow", anything=[1, 2])
        newer.socket.sendall(b"\0\0\0\x04\x63new")  # a type that nobody knows yet
        newer.send("request", who="ana", verb="keys", id="k1", fields={"text": "hi\r"})
        until(lambda: b"hi" in session.output(), "the older host goes on")
        assert alive(session.pid) and not newer.closed


def attention(daemon: Desk) -> int | None:
    """What the newest document says that arrives; None: nothing is called for."""
    return daemon.wait("state").fields["document"].get("attention")


def test_a_call_for_attention_stands_in_the_document_until_somebody_types(short_dir: Path) -> None:
    script = (
        "read x; printf '\\033]9;done\\007'; read x; printf '\\a'; sleep 2.2; printf '\\a'; cat"
    )
    with running(short_dir, "sh", "-c", script) as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        daemon, desk = session.desk("daemon"), session.desk()
        desk.attach()
        desk.type(b"\r")
        first = until(lambda: attention(daemon), "a notice is told, even right after a key")
        desk.type(b"\r")
        until(lambda: attention(daemon) is None, "typing answers it")
        second = until(lambda: attention(daemon), "the bell is told")
        rung = [one["at"] for one in session.lines() if one["kind"] == "attention"]
        assert len(rung) == 3, "both bells are in the journal"
        assert first < second and second - rung[1] > 1_000_000, (
            "a bell that echoes a key is no call"
        )


def test_the_daemon_hears_of_synced_lines_and_the_document(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        daemon = session.desk("daemon")
        first = daemon.wait("synced").fields
        assert first["seq"] >= 1 and len(first["h"]) == 64
        assert daemon.wait("state").fields["document"]["phase"] == "running"
        daemon.send("request", who="ana", verb="keys", id="k1", fields={"text": "hi\r"})
        seq = until(
            lambda: next((one["seq"] for one in session.lines() if one["kind"] == "keys"), 0),
            "the keys' line",
        )
        until(lambda: daemon.wait("synced").fields["seq"] >= seq, "synced")
        daemon.send("request", who="ana", verb="stop", id="s1", fields={"grace": 1})
        assert daemon.wait("receipt").fields["status"] == "accepted"
        ended = daemon.wait("ended")
        assert ended.fields
        last = [f for f in daemon.frames if f.name == "synced"][-1].fields
        assert last["seq"] == session.lines()[-1]["seq"]
        assert last["h"] == session.lines()[-1]["h"]
        states = [f.fields["document"] for f in daemon.frames if f.name == "state"]
        assert states[-1]["phase"] == "ended" and states[-1]["exit"]


def test_a_watch_sends_the_screen_and_is_recorded(short_dir: Path) -> None:
    with running(short_dir, "sh", "-c", "printf hello; exec cat") as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        until(lambda: b"hello" in session.output(), "hello")
        daemon = session.desk("daemon")
        daemon.send("request", who="ana", verb="watch", id="w1", fields={"lease": 60})
        assert daemon.wait("receipt").fields["status"] == "accepted"
        assert b"hello" in daemon.wait("screen").data
        until(lambda: daemon.wait("state").fields["document"]["watchers"] == ["ana"], "watchers")
        daemon.send("request", who="ana", verb="watch", id="w2", fields={"lease": 0})
        (body,) = until(lambda: session.bodies("watching"), "the watch in the journal")
        assert body["who"] == "ana" and body["until"] > body["from"]


def test_after_a_fork_the_program_goes_on_under_a_new_session(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        desk = session.desk()
        desk.attach()
        desk.type(b"before\r")
        desk.sees(b"before\r\nbefore")
        until(lambda: session.output().count(b"before") == 2, "journalled")
        daemon = session.desk("daemon")
        daemon.send("fork", seq=1)
        told = until(lambda: _fault_with(desk, "goes on as"), "the desk is told")
        following = Session(session.home, told.split("goes on as ")[1][:14])
        closed = session.lines()
        desk.type(b"after\r")
        desk.sees(b"after\r\nafter")
        until(lambda: following.output().count(b"after") == 2, "journalled")
        started = following.lines()[0]
        assert started["kind"] == "started"
        assert started["body"]["continues"] == session.id
        assert session.lines() == closed
        assert following.desk().ask("stop", grace=1)["status"] == "accepted"
        following.ended()
        following.check_chain()
        session.check_chain()
        assert not (session.run_dir / "session.sock").exists()


def _fault_with(desk: Desk, text: str) -> str:
    found = desk.wait("fault").fields["text"]
    return found if text in found else ""


def test_gate_sock_says_no_to_whatever_asks(short_dir: Path) -> None:
    with running(short_dir, "cat") as session:
        with socket.socket(socket.AF_UNIX) as asker:
            asker.connect(str(session.run_dir / "gate.sock"))
            asker.sendall(frames.control("request", who="desk", verb="stop", id="a", fields={}))
            asker.sendall(frames.control("ask", tool="Bash"))
            (answer,) = frames.Decoder().feed(asker.recv(4096))
        assert answer.name == "answer" and answer.fields["decide"] == "deny"
        assert session.desk().hello.fields["phase"] == "running"


def start_with_moved_clock(short_dir: Path) -> tuple[Session, Path, subprocess.Popen[bytes]]:
    home = Home(short_dir / "home")
    launch = Launch(machine="m1", project="-", folder="/tmp", argv=["cat"])
    folder, run_dir = prepare(home, launch)
    moved = short_dir / "moved"
    moved.write_text("0 0")
    host = subprocess.Popen(
        [sys.executable, "-I", str(Path(__file__).parent / "fake_host.py"), str(ROOT),
         str(folder.root), str(run_dir), str(moved)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert host.stdout is not None and host.stdout.readline().startswith(b"ready")
    return Session(home, folder.root.name), moved, host


def test_when_the_clock_jumps_back_an_hour_lines_do_not_and_a_note_says_so(
    short_dir: Path,
) -> None:
    session, moved, host = start_with_moved_clock(short_dir)
    try:
        moved.write_text(f"{-3600 * 1_000_000} 0")
        desk = session.desk()
        desk.ask("prompt", text="after")
        until(lambda: session.bodies("note"), "the note", seconds=15)
        assert session.bodies("note") == [{"text": "the wall clock moved by -3600.0 s"}]
        moments = [one["at"] for one in session.lines()]
        assert moments == sorted(moments)
    finally:
        session.kill()
        host.wait()


def test_a_deadline_is_judged_by_the_boot_clock_sleep_included(short_dir: Path) -> None:
    session, moved, host = start_with_moved_clock(short_dir)
    try:
        desk = session.desk()
        deadline = Clock().boot_ms() + 15_000
        moved.write_text(f"{8 * 3600 * 1_000_000} {8 * 3600 * 1_000_000}")  # the lid was closed
        desk.send(
            "request", who="desk", verb="prompt", id="a", fields={"text": "x"}, deadline_ms=deadline
        )
        assert desk.wait("receipt").fields["code"] == "too-late"
        assert session.bodies("prompt") == []
    finally:
        session.kill()
        host.wait()


def test_a_screen_and_the_lines_after_its_seq_show_everything_once(short_dir: Path) -> None:
    script = "i=10000000; while :; do i=$((i+1)); echo n$i; done"
    with running(short_dir, "sh", "-c", script) as session:
        (session.home.edge / "daemon.lock").write_text(f"{os.getpid()}\n")
        daemon = session.desk("daemon")
        daemon.send("request", who="ana", verb="watch", id="w1", fields={"lease": 60})
        for _ in range(3):
            screen = daemon.wait("screen")
            seq = screen.fields["seq"]
            until(lambda seq=seq: len(session.lines()) > seq + 3, "lines after the screen")
            before = b"".join(_printed(one) for one in session.lines() if one["seq"] <= seq)
            last = re.findall(rb"n(\d{8})\r\n", before)[-1]
            # All but the line that the terminal was in the middle of.
            assert re.findall(rb"n(\d{8})\b", screen.data)[-1] in (last, b"%d" % (int(last) + 1))


def _printed(one: dict[str, Any]) -> bytes:
    return one["body"].get("text", "").encode() if one["kind"] == "output" else b""
