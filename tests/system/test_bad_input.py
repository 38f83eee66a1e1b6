"""What people get wrong: one clear line each, and nothing is lost or left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broker.identity import FAIL_S
from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.strictjson import canon
from schemas.wire.topics import build
from schemas.wire.verbs import VERBS
from signalbox import up_lock
from tests.edge_agent.host.session import alive
from tests.system.fleet import Fleet
from tests.system.installed import Installed
from tests.system.malformed import GARBAGE, malformed
from tests.system.person import MACHINE
from tests.waiting import until

LOCAL = ("search", "query")
"""Asked at the hub's own computer: no part takes them over MQTT yet."""
PACKAGES = ("schemas", "broker", "archiver", "edge_agent", "signalbox", "amqtt", "paho", "duckdb")


def test_an_unknown_program_or_folder_starts_nothing(installed: Installed) -> None:
    assert "no-such-thing" in installed.refused("run", "no-such-thing")
    assert "program" in installed.refused("run", "/etc/passwd")
    assert "folder" in installed.refused("run", "--in", "/no/such/folder", "true")
    assert list(installed.home.sessions.iterdir()) == []


def test_of_two_ups_at_once_one_starts_and_the_other_says_so(installed: Installed) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-I", "-m", "signalbox", "up"],
            env={**os.environ, "SIGNALBOX_HOME": str(installed.home.root)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1], said
    lost = said[[process.returncode for process in both].index(1)]
    assert "already" in lost and "Traceback" not in lost and lost.count("\n") <= 2, lost
    assert up_lock.holder(installed.home.up_lock) is not None
    installed.good("status")


def test_a_home_in_a_worktree_a_file_or_a_place_nobody_can_write_is_refused(
    installed: Installed, short_dir: Path
) -> None:
    (short_dir / "repo" / ".git").mkdir(parents=True)
    (short_dir / "file").write_text("")
    (short_dir / "half").mkdir()
    (short_dir / "half" / "edge").write_text("a file in the place of a folder")
    for home, word in (
        (short_dir / "repo" / "deep" / "h", "worktree"),
        (short_dir / "file", "home"),
        (short_dir / "file" / "below", "home"),
        (short_dir / "half", "edge"),
        (Path("/proc/nothing"), "home"),
    ):
        for words in (("up",), ("run", "true")):
            said = installed.refused(*words, environment={"SIGNALBOX_HOME": str(home)})
            assert word in said and "SIGNALBOX_HOME" in said


def test_settings_that_are_broken_are_named_with_the_file(installed: Installed) -> None:
    kept = installed.home.config.read_text()
    for broken in ("[broker\n", "[broker]\nprot = 1\n", '[broker]\nport = "x"\n'):
        installed.home.config.write_text(broken)
        assert str(installed.home.config) in installed.refused("up")
    installed.home.config.write_text(kept)


def test_a_wrong_password_is_slow_and_never_says_which_part_was_wrong(fleet: Fleet) -> None:
    told = []
    for user, password in ((fleet.owner, "wrong-password"), ("nobody", "wrong-password")):
        fleet.passwords[user] = password
        began = time.monotonic()
        with pytest.raises(Refused) as refused:
            fleet.person(user)
        assert time.monotonic() - began >= FAIL_S
        told.append((refused.value.code, str(refused.value)))
        done = fleet.cli("login", "--user", user, check=False, typed=password + "\n")
        told.append((done.returncode, done.stderr))
    assert told[:2] == told[2:]
    assert told[1] == (1, "signalbox: User or password is not right.\n")


def test_every_malformed_request_is_rejected_and_nothing_dies(fleet: Fleet) -> None:
    session = fleet.run("cat")
    processes = {part: process.pid for part, process in fleet.parts.items()}
    with fleet.person() as owner:
        owner.want("title", session, title="before")
        seen = owner.beat()
        expected = {}
        for verb, row in VERBS.items():
            if verb in LOCAL:
                continue
            where = {
                "session": (MACHINE, session),
                "machine": (MACHINE, ids.NONE),
                "hub": (ids.HUB, ids.NONE),
            }[row.target]
            for what, payload in malformed(verb, seen):
                id_ = ids.new_request()
                topic = build("do.request", u=owner.user, m=where[0], p="-", s=where[1], verb=verb)
                owner.put(topic, canon({**payload, "id": id_}))
                expected[id_] = f"{verb}: {what}"
                owner.pass_time(0.002)
            for garbage in GARBAGE:
                owner.put(topic, garbage)
        assert len(expected) > 150

        def answered() -> bool:
            owner.pass_time(0.1)
            missing = [expected[i] for i in expected.keys() - owner.receipts_so_far().keys()]
            assert not missing, missing[:10]
            return True

        until(answered, "a receipt for each", 30)
        for id_, reply in owner.receipts_so_far().items():
            assert id_ not in expected or reply["status"] == "rejected", (expected[id_], reply)
            assert id_ not in expected or reply["code"] != "internal", (expected[id_], reply)
        owner.want("title", session, title="after")
    assert fleet.alive() == [session] and fleet.printed(session) == ""
    for part, pid in processes.items():
        assert fleet.parts[part].poll() is None and alive(pid), fleet.log(part)
        assert "Traceback" not in fleet.log(part)


def test_a_prompt_of_two_megabytes_is_refused_by_name(fleet: Fleet) -> None:
    session = fleet.run("cat")
    text = "x" * 2_000_000
    done = fleet.cli("prompt", session, "-", typed=text, check=False)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "at most" in done.stderr
    with fleet.person() as owner:
        with pytest.raises(Refused) as refused:
            owner.send("prompt", session, text=text)
        assert refused.value.code in ("too-large", "hub-unreachable")
        assert owner.refusal("prompt", session, text="y" * 33_000) in ("bad-field", "too-large")
        owner.want("prompt", session, text="z" * 1_000)
    fleet.wait_printed(session, "zzz")
    assert "yyy" not in fleet.printed(session) and "xxx" not in fleet.printed(session)


def test_a_hostile_folder_changes_nothing_of_ours(installed: Installed, short_dir: Path) -> None:
    folder, marker = short_dir / "hostile", short_dir / "executed"
    folder.mkdir()
    hostile = f"open({str(marker)!r}, 'a').write(__file__ + '\\n')\n"
    for name in (*PACKAGES, "json", "argparse", "encodings"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(hostile)
    for name in ("sitecustomize", "usercustomize", "select", "pydantic", "signal"):
        (folder / f"{name}.py").write_text(hostile)
    (folder / ".git").mkdir()
    (folder / "config.toml").write_text("[broker]\nport = 1\n")
    environment = {"PYTHONPATH": str(folder), "PYTHONSTARTUP": str(folder / "signal.py")}
    for words in (
        ("up",),
        ("run", "-d", "--in", ".", "--title", "there", "sh", "-c", "echo fine; cat"),
        ("ls",),
        ("prompt", "there", "hello"),
        ("doctor",),
        ("stop", "there"),
        ("log", "there"),
        ("audit", "sql"),
        ("down",),
    ):
        installed.good(*words, cwd=folder, environment=environment)
    assert not marker.exists(), marker.read_text()
