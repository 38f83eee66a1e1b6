"""Starting a session: what is refused, with which code, and what is left behind then."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent.host import launch, quota
from edge_agent.host.launch import Launch
from edge_agent.host.quota import Quota
from edge_agent.host.session_files import prepare
from edge_agent.host.spawn import spawn
from schemas.wire import layout
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, SessionDir
from tests.edge_agent.host.session import alive, below, running


def refused(home: Home, **fields: object) -> Refused:
    asked = {"machine": "m1", "project": "-", "folder": "/tmp", "argv": ["cat"], **fields}
    with pytest.raises(Refused) as caught:
        spawn(home, Launch(**asked))  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"argv": ["no-such-program-anywhere"]}, "no-such-program"),
        ({"argv": ["./data"]}, "no-such-program"),
        ({"argv": []}, "no-such-program"),
        ({"folder": "/no/such/folder"}, "no-such-folder"),
        ({"folder": "relative"}, "no-such-folder"),
        ({"columns": 0}, "bad-field"),
        ({"machine": "Bad/Name"}, "bad-id"),
        ({"project": "Bad"}, "bad-id"),
    ],
)
def test_what_cannot_be_started_is_refused_and_leaves_no_session(
    short_dir: Path, fields: dict[str, object], code: str
) -> None:
    home = Home(short_dir / "home")
    assert refused(home, **fields).code == code
    assert not home.sessions.exists() or not list(home.sessions.iterdir())


def test_a_program_that_cannot_be_executed_is_told_by_the_host(short_dir: Path) -> None:
    program = short_dir / "broken"
    program.write_text("#!/no/such/interpreter\n")
    program.chmod(0o755)
    home = Home(short_dir / "home")
    assert refused(home, argv=[str(program)]).code == "no-such-program"
    (session,) = home.sessions.iterdir()
    journal = b"".join(path.read_bytes() for path in (session / "journal").iterdir())
    assert b'"kind":"ended"' in journal and b'"kind":"fault"' in journal


def test_an_unwritable_home_is_refused(short_dir: Path) -> None:
    (short_dir / "file").write_text("")
    assert refused(Home(short_dir / "file" / "home")).code == "home-unwritable"


def test_no_session_is_started_when_journals_have_used_up_their_quota(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "measure", lambda home, gib: Quota(gib, gib))
    assert refused(Home(short_dir / "home")).code == "quota-full"


def test_journals_are_added_up_and_bounded_by_a_tenth_of_the_disk(short_dir: Path) -> None:
    home = Home(short_dir / "home")
    for name in "ab":
        (home.sessions / name / "journal").mkdir(parents=True)
        (home.sessions / name / "journal" / "1.jsonl").write_bytes(b"x" * 1000)
        (home.sessions / name / "reserve").write_bytes(b"x" * 5000)
    disk = os.statvfs(home.sessions)
    tenth = disk.f_blocks * disk.f_frsize // 10
    assert quota.measure(home, 10**6) == Quota(2000, tenth)
    assert quota.measure(home, 1).allowed == min(1024**3, tenth)
    assert Quota(80, 100).nearly and not Quota(79, 100).nearly and Quota(100, 100).full


def test_a_program_in_the_folder_is_found_only_when_it_is_named_with_a_slash(
    tmp_path: Path,
) -> None:
    (tmp_path / "ls").write_text("#!/bin/sh\n")
    (tmp_path / "ls").chmod(0o755)
    assert launch.find_program(["./ls"], str(tmp_path), None) == f"{tmp_path}/./ls"
    assert launch.find_program(["ls"], str(tmp_path), ".:/bin:/usr/bin").startswith("/")
    assert str(tmp_path) not in launch.find_program(["ls"], str(tmp_path), ":.:/usr/bin:/bin")


def test_everything_of_a_session_is_private(short_dir: Path) -> None:
    before = os.umask(0)
    try:
        with running(short_dir, "sh", "-c", "umask; cat") as session:
            run_root = layout.run_dir(session.home).root
            for place in (session.home.root, run_root):
                for path in [place, *place.rglob("*")]:
                    mode = stat.S_IMODE(path.lstat().st_mode)
                    assert not mode & 0o077, f"{path} {mode:o}"
            session.desk().ask("stop", grace=0)
            session.ended()
            assert session.output().startswith(b"0000"), "the program has its own umask"
    finally:
        os.umask(before)


def test_a_second_host_for_the_same_session_is_refused(short_dir: Path) -> None:
    home = Home(short_dir / "home")
    asked = Launch(machine="m1", project="-", folder="/tmp", argv=["cat"])
    folder, _ = prepare(home, asked)
    with pytest.raises(Refused) as caught:
        prepare(home, Launch(**{**asked.as_fields(), "session": folder.root.name}))
    assert caught.value.code == "home-unwritable"


def test_the_program_gets_the_terminal_and_none_of_the_starters(short_dir: Path) -> None:
    foreign = {"TMUX": "/tmp/x,1,2", "TERM": "dumb", "LINES": "7", "KEPT": "yes"}
    script = 'echo "$TMUX|$TERM|$LINES|$KEPT|$SIGNALBOX_SESSION|$(stty size)|$(tty)"'
    with running(short_dir, "sh", "-c", script, environment=foreign, columns=91, rows=17) as s:
        s.ended()
        words = s.output().decode().strip().split("|")
        assert words[:6] == ["", "xterm-256color", "", "yes", s.id, "17 91"]
        assert words[6].startswith("/dev/pts/")


KEPT_BY_LIBC = 0b11 << 31
"""Signals 32 and 33: glibc's own, which its interface lets nobody set or reset."""


def test_the_program_inherits_no_ignored_signals_and_no_open_files(short_dir: Path) -> None:
    script = "grep -E 'Sig(Ign|Blk)' /proc/self/status; exec ls /proc/self/fd"
    with running(short_dir, "sh", "-c", script) as session:
        session.ended()
        shown = session.output().decode()
        sets = dict(re.findall(r"Sig(Ign|Blk):\t([0-9a-f]{16})", shown))
        assert {name: int(mask, 16) & ~KEPT_BY_LIBC for name, mask in sets.items()} == {
            "Ign": 0,
            "Blk": 0,
        }
        assert shown.split()[-4:] == ["0", "1", "2", "3"], "3 is the folder that ls reads"
        assert re.fullmatch("[0-9a-f]{16}", shown.split()[-5]), "and nothing stands before them"


def in_front(folder: SessionDir, run_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "edge_agent.host",
         "--session-dir", str(folder.root), "--run-dir", str(run_dir)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_host_in_front_says_ready_refuses_a_second_and_ends_cleanly_on_sigterm(
    short_dir: Path,
) -> None:
    home = Home(short_dir / "home")
    asked = Launch(machine="m1", project="-", folder="/tmp", argv=["sh", "-c", "sleep 100 & cat"])
    folder, run_dir = prepare(home, asked)
    host = in_front(folder, run_dir)
    assert host.stdout is not None and host.stderr is not None
    ready, _, rest = host.stdout.readline().partition(" ")
    assert ready == "ready" and json.loads(rest)["session"] == folder.root.name
    second = in_front(folder, run_dir)
    _, errors = second.communicate(timeout=20)
    assert second.returncode == 75 and errors.startswith("error: ") and errors.count("\n") == 1
    tree = below(host.pid)
    host.send_signal(signal.SIGTERM)
    assert host.wait(timeout=20) == 0 and host.stderr.read() == ""
    assert not [pid for pid in tree if alive(pid)]
    assert not run_dir.exists()


def test_wrong_arguments_and_a_damaged_launch_file_get_one_clear_line(short_dir: Path) -> None:
    home = Home(short_dir / "home")
    asked = Launch(machine="m1", project="-", folder="/tmp", argv=["cat"])
    folder, run_dir = prepare(home, asked)
    folder.launch.write_text("{")
    host = in_front(folder, run_dir)
    _, errors = host.communicate(timeout=20)
    assert host.returncode == 1 and errors.startswith("error: ") and errors.count("\n") == 1
    done = subprocess.run(
        [sys.executable, "-I", "-m", "edge_agent.host", "--what"], capture_output=True, check=False
    )
    assert done.returncode == 2 and done.stderr.startswith(b"usage: ")
