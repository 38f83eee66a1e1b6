"""The daemon as a process: killed, doubled, stopped; hosts that die; sockets, memory, the desk."""

from __future__ import annotations

import base64
import os
import re
import signal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge_agent.daemon.sign import signed_bytes
from tests.edge_agent.daemon.rig import DaemonProcess, Local, daemon, sockets_of
from tests.edge_agent.daemon.test_requests import adopted, wait_taking
from tests.edge_agent.daemon.test_shipping import journal, wait_archived
from tests.edge_agent.host.session import alive, below
from tests.waiting import until


def numbers_in(hub, session) -> list[int]:
    text = b"".join(
        line.encode() for line in re.findall(r'"text":"([^"]*)"', hub.archived(session.id).decode())
    )
    return [int(n) for n in re.findall(rb"n(\d+)x", text)]


def test_killed_at_any_moment_it_loses_and_doubles_nothing(hub, home, start):
    session = start("/bin/sh", "-c", "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo n${i}x; done")
    running = DaemonProcess(home).ready()
    try:
        for taken in (20, 200, 600, 1500):
            until(
                lambda taken=taken: len(numbers_in(hub, session)) > taken or not alive(session.pid),
                "numbers",
            )
            running.kill()
            running = DaemonProcess(home).ready()
        session.ended(30)
        wait_archived(hub, session)
        assert numbers_in(hub, session) == list(range(1, 4001))
        assert alive(running.pid)
    finally:
        running.kill()


def test_a_second_daemon_on_one_home_says_so_in_one_line_and_exits_75(home):
    with daemon(home) as first:
        second = DaemonProcess(home)
        assert second.process.wait(10) == 75
        said = home.root.joinpath("daemon.log").read_text().splitlines()
        assert [line for line in said if str(first.pid) in line and line.startswith("error: ")]
        assert alive(first.pid)


def test_sigterm_ends_it_cleanly_and_sessions_go_on(hub, home, start):
    session = start("/bin/cat")
    with daemon(home) as running:
        until(lambda: hub.document(session.id), "its document")
        assert running.stop() == 0
    assert hub.presence["online"] is False
    assert alive(session.pid)
    desk = session.desk()
    desk.attach()
    desk.type(b"still here\r")
    desk.sees(b"still here")
    with daemon(home):
        wait_archived(hub, session)


def test_it_listens_on_no_network_port(hub, home, start):
    session = start("/bin/cat")
    with daemon(home) as running:
        wait_archived(hub, session)
        for pid in (running.pid, session.pid):
            mine = {name.partition("[")[2].rstrip("]") for name in sockets_of(pid)}
            for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
                for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                    words = row.split()
                    connected = table.startswith("tcp") and words[3] == "01"
                    assert words[9] not in mine or connected, f"{table}: {row}"


def test_a_killed_hosts_tree_is_ended_and_its_journal_says_host_lost(hub, home, start):
    program = "setsid env -i sleep 1000 & setsid sleep 1001 & sleep 1002 & echo begun; cat"
    session = start("/bin/sh", "-c", program)
    with daemon(home):
        until(lambda: b"begun" in hub.archived(session.id), "its output")
        children = until(lambda: len(below(session.pid)) >= 5 and below(session.pid), "children")
        until(lambda: hub.document(session.id).get("phase") == "running", "its document")
        # One of them bears no mark: it is found because the daemon has seen it below the host.
        until(
            lambda: Local(home).ask("status").fields["processes"] >= len(children),
            "the daemon's look at the tree",
        )
        os.kill(session.pid, signal.SIGKILL)
        until(lambda: session.bodies("host_lost"), "host_lost", 20)
        assert not [pid for pid in children if alive(pid)]
        wait_archived(hub, session)
        until(lambda: hub.document(session.id).get("phase") == "lost", "the last document")
        head = len(session.lines())
        until(lambda: hub.document(session.id).get("archived") == head, "all of it archived")
        session.check_chain()


def test_a_host_that_died_while_no_daemon_was_there_is_closed_by_the_next(hub, home, start):
    session = start("/bin/sh", "-c", "echo last words; setsid sleep 1000 & cat")
    until(lambda: b"last words" in session.output(), "its output")
    children = below(session.pid)
    os.kill(session.pid, signal.SIGKILL)
    with daemon(home):
        until(lambda: session.bodies("host_lost"), "host_lost", 20)
        wait_archived(hub, session)
    assert not [pid for pid in children if alive(pid) and "sleep" in command(pid)]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return ""


def test_a_wiped_and_an_older_archive_are_filled_again(hub, home, start):
    session = start("/bin/sh", "-c", "seq 1 5000")
    session.ended()
    with daemon(home):
        wait_archived(hub, session)
        hub.restart(keep=3)
        wait_archived(hub, session)
        hub.restart(keep=0)
        wait_archived(hub, session)
        assert hub.sessions[session.id].twice < 10


def test_an_archiver_that_is_away_for_a_while_misses_nothing(hub, home, start):
    hub.taking = False
    session = start("/bin/sh", "-c", "seq 1 3000; cat")
    with daemon(home):
        until(lambda: b"3000" in journal(session), "its output")
        hub.taking = True
        wait_archived(hub, session, 20)


def test_a_lost_ack_or_a_paused_broker_ends_in_the_same_archive(hub, home, start, broker):
    session = start("/bin/sh", "-c", "seq 1 2000; cat")
    with daemon(home):
        wait_archived(hub, session)
        hub.acking = False
        desk = session.desk()
        desk.attach()
        desk.type(b"more\r")
        until(lambda: b"more" in hub.archived(session.id), "more")
        hub.acking = True
        broker.stop(signal.SIGKILL)
        desk.type(b"while away\r")
        broker.start()
        wait_archived(hub, session, 30)
        until(
            lambda: hub.document(session.id).get("archived") == len(session.lines()),
            "the archive's word in the document",
            20,
        )


def test_heads_are_signed_with_the_machines_key(hub, home, start):
    session = start("/bin/cat")
    with daemon(home):
        signed = until(lambda: session.bodies("signed"), "a signature")[0]
    lines = session.lines()
    assert lines[signed["seq"] - 1]["h"] == signed["h"]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signed["key"]))
    key.verify(
        base64.b64decode(signed["signature"]),
        signed_bytes("m1", session.id, signed["seq"], signed["h"]),
    )
    assert (home.edge_keys / "machine.key").stat().st_mode & 0o777 == 0o600


def test_the_screen_is_cleared_when_the_session_ends_and_the_state_stays(hub, home, steward, start):
    steward.publish({"ana": {"-": ["view", "operate", "drive"]}})
    with daemon(home):
        wait_taking(hub, home)
        session = start("/bin/cat")
        adopted(hub, session)
        hub.reply(hub.ask("watch", session.id, lease=60))
        screen = f"fleet/session/m1/-/{session.id}/screen"
        until(lambda: screen in hub.retained, "the screen")
        hub.reply(hub.ask("stop", session.id, grace=0))
        until(lambda: screen not in hub.retained, "no screen")
        until(lambda: hub.document(session.id).get("phase") == "ended", "the last document")
        assert hub.document(session.id)["exit"]


def test_the_twenty_first_ended_session_loses_its_document(hub, home, start):
    # Documents are looked through once a minute; a new daemon looks at once.
    sessions = [start("/bin/true") for _ in range(22)]
    for session in sessions:
        session.ended()
    with daemon(home):
        for session in sessions:
            wait_archived(hub, session, 20)
        kept = {s.id for s in sessions[2:]}

        def right() -> bool:
            shown = {s.id for s in sessions if hub.document(s.id)}
            return shown == kept

        until(right, "the newest 20 documents", 90)


def test_it_stays_small(hub, home, start):
    sessions = [start("/bin/sh", "-c", "seq 1 20000; cat") for _ in range(3)]
    with daemon(home) as running:
        for session in sessions:
            until(lambda session=session: b"20000" in journal(session), "its output")
            wait_archived(hub, session, 30)
        try:
            rollup = Path(f"/proc/{running.pid}/smaps_rollup").read_text()
        except PermissionError:
            pytest.skip("the daemon's /proc is closed to its own account, as it should be")
        pss = int(re.search(r"^Pss:\s+(\d+)", rollup, re.M).group(1))
        assert pss <= 45 * 1024, f"{pss} KiB"


def test_the_command_line_asks_the_daemon(hub, home, start):
    session = start("/bin/cat")
    with daemon(home) as running:
        until(lambda: hub.document(session.id), "its document")
        local = Local(home)
        status = local.ask("status").fields
        assert status["machine"] == "m1" and status["control"] and status["journal"]
        listed = local.ask("sessions").fields["sessions"]
        assert [one["session"] for one in listed] == [session.id]
        receipt = local.ask(
            "forward", session=session.id, verb="prompt", fields={"text": "from the desk"}
        )
        assert receipt.fields["status"] == "accepted" and receipt.fields["who"] == "desk"
        assert alive(running.pid)


def test_a_forked_session_goes_on_under_a_new_one_and_its_journal_gets_no_line_more(
    hub, home, start
):
    session = start("/bin/cat")
    with daemon(home):
        wait_archived(hub, session)
        hub.fork(session.id, 2)
        other = until(
            lambda: [s for s in hub.sessions if s != session.id and hub.archived(s)], "a new one"
        )[0]
        assert b'"continues":"' + session.id.encode() in hub.archived(other)
        closed = journal(session)
    os.kill(session.pid, signal.SIGKILL)
    with daemon(home):
        until(lambda: b"host_lost" in hub.archived(other), "the new one's end", 20)
        until(lambda: hub.document(session.id).get("phase") == "lost", "the old one's document")
        assert journal(session) == closed
        assert Local(home).ask("status").fields["faults"][session.id]
