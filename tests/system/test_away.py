"""Archives that are away, old or empty, machines that were set back, hosts that are killed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import time
from pathlib import Path

from archiver.files import Archive
from archiver.manifest import read_records
from edge_agent.daemon import retention, sessions
from schemas.wire import layout, topics
from tests.edge_agent.host.session import Desk, alive, below
from tests.system.fleet import Fleet
from tests.system.person import Person
from tests.waiting import until

ECHO = {"agent": "terminal", "argv": ["echo", "fine"], "folder": "/tmp"}
PROMPT_S = 1.0
"""Nobody waits longer for an echo; far from what a good day measures, and no benchmark."""


def test_typing_stays_prompt_behind_a_long_backlog_and_the_backlog_is_repaired(
    fleet: Fleet,
) -> None:
    typed = fleet.run("cat")
    fleet.kill("archiver")
    floods = [fleet.run("seq", "1", "400000") for _ in range(2)]
    with fleet.person() as owner:
        owner.read([topics.filter_for("session.event")], 0)
        desk = Desk(layout.run_dir(fleet.home).session(typed) / "session.sock")
        desk.attach()
        owner.want("watch", typed, lease=60)
        waits = [echo(owner, desk, typed, f"away{n}x") for n in range(10)]
        for flood in floods:
            fleet.wait_ended(flood)
        fleet.start("archiver")
        n = 0
        while fleet.archived_head(floods[1]) < fleet.journal(floods[1])[-1].seq:
            waits.append(echo(owner, desk, typed, f"back{n}x"))
            n += 1
            assert n < 2000, "the backlog is not repaired"
        desk.close()
    assert sorted(waits)[len(waits) * 9 // 10] < PROMPT_S, sorted(waits)[-5:]
    for flood in floods:
        fleet.wait_archived(flood)
        fleet.check_record(flood)


def test_a_broker_that_stands_still_is_noticed_left_and_caught_up_with(fleet: Fleet) -> None:
    session = fleet.run("cat")
    with fleet.person() as owner:
        owner.want("prompt", session, text="before")
    fleet.signal("broker", signal.SIGSTOP)
    for n in range(5):
        fleet.cli("prompt", session, f"typed meanwhile {n}")
    until(lambda: "out of reach" in fleet.log("daemon"), "the daemon notices", 30)
    assert fleet.alive() == [session]
    fleet.signal("broker", signal.SIGCONT)
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)
    with fleet.person() as owner:
        until(lambda: owner.refusal("start", timeout_s=2, **ECHO) == "", "requests again", 30)


def test_an_archive_from_an_older_copy_and_an_empty_one_are_filled_again(fleet: Fleet) -> None:
    ended = fleet.run("seq", "1", "2000")
    living = fleet.run("sh", "-c", "seq 1 2000; cat")
    fleet.wait_ended(ended)
    fleet.wait_printed(living, "2000")
    fleet.wait_archived(ended)
    fleet.wait_archived(living)
    fleet.kill("archiver")
    copy = fleet.root / "copy"
    shutil.copytree(fleet.home.archive, copy)
    fleet.up(["archiver"])
    later = fleet.run("seq", "1", "3000")
    fleet.cli("prompt", living, "typed after the copy")
    fleet.wait_ended(later)
    fleet.wait_archived(later)
    fleet.wait_archived(living)
    fleet.kill("archiver")
    shutil.rmtree(fleet.home.archive)
    shutil.copytree(copy, fleet.home.archive)
    fleet.up(["archiver"])
    for session in (later, living, ended):
        fleet.wait_archived(session)
        fleet.check_record(session)
    fleet.kill("archiver")
    shutil.rmtree(fleet.home.archive)
    fleet.up(["archiver"])
    for session in (ended, living, later):
        fleet.wait_archived(session)
        fleet.check_record(session)
    assert not read_records(Archive(fleet.home.archive)), "nothing was lost, so no hole"


def test_where_the_machine_keeps_the_start_no_more_a_hole_is_named(fleet: Fleet) -> None:
    # Two journal files: the first is begun anew at 16 MiB.
    session = fleet.run("sh", "-c", "yes $(seq -s- 1 200) | head -c 18000000")
    fleet.wait_ended(session, 60)
    fleet.wait_archived(session, 60)
    fleet.check_record(session)
    head = fleet.journal(session)[-1].seq
    fleet.kill("daemon")
    fleet.kill("archiver")
    sweep(fleet, session)
    first = fleet.journal(session)[0].seq
    assert 1 < first < head
    shutil.rmtree(fleet.home.archive)
    fleet.up(["archiver", "daemon"])
    fleet.wait_archived(session, 60)
    found = fleet.rows(f"SELECT min(seq), max(seq), count(*) FROM events WHERE session='{session}'")
    assert found == [(first, head, head - first + 1)]
    records = read_records(Archive(fleet.home.archive))
    holes = [(r["session"], r["from"], r["to"]) for r in records if r["op"] == "hole"]
    assert holes == [(session, 1, first - 1)]


def test_a_machine_from_a_snapshot_forks_and_overwrites_nothing(fleet: Fleet) -> None:
    session = fleet.run("sh", "-c", "echo before; cat")
    fleet.wait_printed(session, "before")
    folder = fleet.home.session(session).root
    snapshot = fleet.root / "snapshot"
    shutil.copytree(folder, snapshot)
    fleet.cli("prompt", session, "after the snapshot")
    fleet.wait_printed(session, "after the snapshot")
    fleet.wait_archived(session)
    fleet.kill("daemon")
    kill_host(fleet, session)
    kept = fleet.archived_bytes(session)
    shutil.rmtree(folder)
    shutil.copytree(snapshot, folder)
    fleet.up(["daemon"])
    with fleet.person() as owner:
        owner.read([topics.filter_for("machine.info")], 0)
        until(lambda: "another history" in faults(owner), "the machine tells of the fork", 40)
    assert fleet.archived_bytes(session) == kept
    assert fleet.journal_bytes(session) != kept
    assert sessions.forked_at(fleet.home.session(session)) == fleet.journal(session)[-1].seq + 1
    # The rest of the machine goes on.
    other = fleet.run("echo", "fine")
    fleet.wait_ended(other)
    fleet.wait_archived(other)
    fleet.check_record(other)


def test_a_killed_host_is_told_as_lost_and_leaves_no_child_alive(fleet: Fleet) -> None:
    stubborn = "(trap '' HUP TERM; sleep 1002) & nohup sleep 1003 >/dev/null"
    tree = f"setsid sleep 1001 & {stubborn} & echo up; wait"
    session = fleet.run("sh", "-c", tree)
    fleet.wait_printed(session, "up")
    host = fleet.host_pid(session)
    children = until(lambda: below(host) if len(below(host)) >= 5 else [], "its tree")
    before = fleet.journal_bytes(session)
    os.kill(host, signal.SIGKILL)
    until(lambda: fleet.bodies(session, "host_lost"), "host_lost", 20)
    assert [pid for pid in children if alive(pid)] == []
    fleet.wait_archived(session)
    fleet.check_record(session)
    assert fleet.archived_bytes(session).startswith(before)
    assert fleet.rows(f"SELECT lost FROM sessions WHERE session = '{session}'") == [(True,)]
    listed = json.loads(fleet.cli("ls", "--json").stdout)
    assert [(one["session"], one["phase"]) for one in listed] == [(session, "lost")]


def echo(owner: Person, desk: Desk, session: str, text: str) -> float:
    """Type at the desk and from afar; seconds until the slower one is seen."""
    began = time.monotonic()
    desk.type(f"desk{text}\r".encode())
    desk.sees(f"desk{text}\r\n".encode())
    owner.send("keys", session, text=f"far{text}\r")
    until(lambda: seen(owner, f"far{text}"), f"the echo of {text} from afar", 10, every=0.001)
    return time.monotonic() - began


def seen(owner: Person, text: str) -> bool:
    owner.pass_time(0.005)
    return owner.heard(text)


def faults(owner: Person) -> str:
    owner.pass_time(0.1)
    return " ".join(owner.document("machine.info").get("faults", ()))


def kill_host(fleet: Fleet, session: str) -> None:
    host = fleet.host_pid(session)
    for pid in [host, *below(host)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(host), "the host's end")


def sweep(fleet: Fleet, session: str) -> None:
    """Retention in fifty days: what is acked and old goes, but for the last file."""
    folder = fleet.home.session(session)
    last = max(folder.journal.glob("*.jsonl"))
    in_fifty_days = time.time() + 50 * 86_400
    os.utime(last, (in_fifty_days, in_fifty_days))
    found = sessions.load(session, folder)
    head = fleet.journal(session)[-1].seq
    found.complete, found.shipped, found.synced = True, True, head
    gone: list[Path] = []
    retention.sweep(
        [found],
        lambda _: head,
        30,
        int((time.time() + 40 * 86_400) * 1_000_000),
        lambda *_: None,
        lambda one: gone.append(one.folder.root),
    )
    assert not gone
