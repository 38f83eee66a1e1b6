"""Damaged journals, full disks, odd programs and clocks that jump: told, contained, recovered."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from archiver.files import Archive
from archiver.manifest import read_records
from signalbox import local_sessions
from tests.edge_agent.host.disk import fill_up
from tests.edge_agent.host.session import alive, below
from tests.system.clocks import MOVED
from tests.system.conftest import MakeFleet
from tests.system.fleet import Fleet
from tests.system.test_away import faults, kill_host
from tests.waiting import until

HOUR_US = 3_600_000_000


def test_a_torn_end_is_cut_and_a_torn_middle_is_told_and_never_skipped(fleet: Fleet) -> None:
    torn, damaged, changed = [
        fleet.run("sh", "-c", "for i in $(seq 30); do echo $i; sleep 0.06; done; cat")
        for _ in range(3)
    ]
    for session in (torn, damaged, changed):
        fleet.wait_printed(session, "30\r\n")
        assert len(fleet.journal(session)) > 10
    fleet.kill("archiver")
    fleet.kill("daemon")
    for session in (torn, damaged):
        kill_host(fleet, session)
    fleet.cli("stop", changed, "--grace", "0")
    fleet.wait_ended(changed)
    whole = fleet.journal_bytes(torn)
    with local_sessions.segments(fleet.home, torn)[-1].open("ab") as file:
        file.write(b'{"at":17,"body":{"te')
    for session in (damaged, changed):
        path = local_sessions.segments(fleet.home, session)[0]
        data = bytearray(path.read_bytes())
        place = data.index(b'"text":"', len(data) // 2) + len(b'"text":"')
        data[place] ^= 1  # still a line, still JSON: only the chain knows
        path.write_bytes(data)
    kept = {s: fleet.journal_bytes(s) for s in (damaged, changed)}
    shutil.rmtree(fleet.home.archive)
    fleet.up(["archiver", "daemon"])
    fleet.wait_archived(torn)
    until(lambda: fleet.bodies(torn, "host_lost"), "the torn one is finished", 20)
    assert fleet.journal_bytes(torn).startswith(whole)
    fleet.wait_archived(torn)
    fleet.check_record(torn)
    with fleet.person() as owner:
        owner.read(["fleet/machine/+/info"], 0)
        until(lambda: damaged in faults(owner), "the damaged one is told", 70)
        until(lambda: changed in faults(owner), "the changed one is told", 70)
    for session, found in kept.items():
        assert fleet.journal_bytes(session) == found, "evidence is not touched"
        bad = first_bad(fleet, session)
        head = fleet.archived_head(session)
        assert head < bad, "nothing is taken from the damage on"
    records = read_records(Archive(fleet.home.archive))
    assert changed in [r["session"] for r in records if r["op"] == "fork"]
    other = fleet.run("echo", "fine")
    fleet.wait_ended(other)
    fleet.wait_archived(other)


def test_on_a_full_disk_the_session_can_be_stopped_and_all_goes_on_when_there_is_room(
    make_fleet: MakeFleet, short_dir: Path
) -> None:
    fleet = make_fleet()
    with mounted(fleet.home.root, "48m"):
        fleet.up()
        quiet = fleet.run("cat")
        flood = fleet.run("sh", "-c", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.001; done")
        fleet.wait_printed(flood, "10\r\n")
        fill = fill_up(fleet.home.root)
        full = fleet.journal(flood)[-1].seq
        with fleet.person() as owner:
            assert owner.refusal("stop", flood, grace=0) == ""
        fleet.wait_ended(flood)
        assert fleet.journal(flood)[-1].kind == "ended"
        assert fleet.journal(flood)[-1].seq >= full
        assert all(process.poll() is None for process in fleet.parts.values())
        assert fleet.alive() == [quiet]
        fill.unlink()
        fleet.wait_archived(flood, 60)
        fleet.check_record(flood)
        fleet.cli("prompt", quiet, "there is room again")
        fleet.wait_printed(quiet, "there is room again")
        fleet.wait_archived(quiet)
        after = fleet.run("echo", "fine")
        fleet.wait_ended(after)
        fleet.wait_archived(after)
        fleet.check_record(after)
        fleet.down()


def test_output_that_is_no_text_or_has_no_newlines_is_kept_to_the_byte(
    fleet: Fleet, short_dir: Path
) -> None:
    noise = short_dir / "noise"
    noise.write_bytes(os.urandom(200_000) + "żółw".encode()[:-1])
    raw = fleet.run("sh", "-c", f"stty raw -echo; cat {noise}")
    endless = fleet.run("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x")
    for session in (raw, endless):
        fleet.wait_ended(session)
        fleet.wait_archived(session)
        fleet.check_record(session)
    printed = b"".join(
        base64.b64decode(body["b64"]) if "b64" in body else body["text"].encode()
        for body in fleet.bodies(raw, "output")
    )
    assert printed == noise.read_bytes()
    assert fleet.printed(endless) == "x" * 1_000_000


def test_a_program_that_closes_its_terminal_but_lives_on_stays_a_session_until_it_is_stopped(
    fleet: Fleet,
) -> None:
    closes = "import os, time; print('bye', flush=True); [os.close(n) for n in range(3)]; "
    session = fleet.run(sys.executable, "-I", "-c", closes + "time.sleep(1000)")
    fleet.wait_printed(session, "bye")
    (program,) = [pid for pid in below(fleet.host_pid(session)) if "time.sleep(1000)" in argv(pid)]
    fleet.wait_archived(session)
    with fleet.person() as owner:
        owner.read(["fleet/session/+/+/+/state"], 1)
        assert owner.document("session.state", p="-", s=session)["phase"] == "running"
        assert alive(program) and fleet.alive() == [session]
        owner.want("stop", session, grace=0)
    fleet.wait_ended(session)
    assert not alive(program)
    fleet.wait_archived(session)
    fleet.check_record(session)


def test_a_wall_clock_that_jumps_back_an_hour_stops_nothing(make_fleet: MakeFleet) -> None:
    fleet = make_fleet()
    fleet.entries.update(MOVED)
    fleet.up()
    session = fleet.run("cat")
    with fleet.person() as owner:
        owner.want("prompt", session, text="before")
        (fleet.home.root / "moved").write_text(f"{-HOUR_US} 0")
        owner.want("prompt", session, text="after")
        fleet.wait_archived(session)
        # Also parts that begin with the wrong time: what they publish must not look older.
        for part in ("steward", "archiver", "daemon"):
            fleet.kill(part)
        fleet.up(["steward", "archiver", "daemon"])
        until(lambda: owner.refusal("prompt", session, 3, text="again") == "", "requests", 30)
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)
    times = [one.at for one in fleet.journal(session)]
    assert times == sorted(times)
    assert [body["text"] for body in fleet.bodies(session, "prompt")][:2] == ["before", "after"]


def first_bad(fleet: Fleet, session: str) -> int:
    """The first line whose hash does not follow."""
    folder = fleet.home.session(session)
    key = bytes.fromhex(folder.key.read_text().strip())
    lines = fleet.journal(session)
    return next(b.seq for a, b in pairwise(lines) if not b.fits(a.h, key))


def argv(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@contextmanager
def mounted(place: Path, size: str) -> Iterator[None]:
    """The content of a folder on a small disk of its own."""
    kept = place.with_name("kept")
    place.rename(kept)
    place.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", str(place)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
