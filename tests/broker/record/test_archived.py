"""The real line: a broker and an archiver, and what SQL says of who did what at the hub."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archiver import query
from broker import credentials
from broker.steward import commands
from schemas.wire import line
from schemas.wire.chain import start
from tests.broker.hub_processes import OWNER, PASSWORD, Hub
from tests.broker.raw import Raw
from tests.waiting import until


class Hubs(Hub):
    """With an archiver beside it."""

    def start_archiver(self) -> None:
        log = open(self.home.root / "archiver.log", "a+")  # noqa: SIM115
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "archiver", "--home", str(self.home.root)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        self.processes["archiver"] = process
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready ")

    def sql(self, text: str) -> list[list[Any]]:
        return query.run(self.home.archive, text).rows

    def wait_for(self, condition: str, count: int = 1) -> list[list[Any]]:
        columns = "kind, who, client, address, verb, topic, reason, times"

        def look() -> list[list[Any]]:
            found = self.sql(
                f"SELECT {columns} FROM access_log WHERE machine = 'hub' AND {condition} "
                "ORDER BY session, seq"
            )
            return found if len(found) >= count else []

        return until(look, condition, 20, every=0.3)


@pytest.fixture
def hub(short_dir: Path) -> Iterator[Hubs]:
    made = Hubs(short_dir)
    made.start("broker")
    made.start_archiver()
    yield made
    made.stop()


def test_sql_shows_who_came_was_refused_denied_watched_and_left(hub: Hubs) -> None:
    ana = Raw(hub.port)
    assert ana.login("phone", OWNER, PASSWORD)[1] == 0
    text = "fleet/session/build-01/web/+/event"
    assert ana.subscribe(text, "fleet/ack/+") == [1, 0x80]
    ana.publish("fleet/ack/build-01", b"{}")
    ana.publish("fleet/ack/build-01", b"{}")
    assert Raw(hub.port).login("x", OWNER, "a wrong secret")[1] == 5
    ana.close()
    here = "127.0.0.1"
    assert hub.wait_for("kind = 'connected' AND who = 'ana'") == [
        ["connected", OWNER, "phone", here, None, None, None, None]
    ]
    assert hub.wait_for("kind = 'refused'") == [
        ["refused", OWNER, "x", here, None, None, "credentials", None]
    ]
    assert hub.wait_for("kind = 'denied'", 2) == [
        ["denied", OWNER, "phone", None, "subscribe", "fleet/ack/+", "not-granted", None],
        ["denied", OWNER, "phone", None, "publish", "fleet/ack/build-01", "not-granted", None],
    ]
    viewed = hub.wait_for("kind = 'viewed'", 2)
    assert [row[4:6] for row in viewed] == [["subscribe", text]] * 2
    assert hub.wait_for("kind = 'disconnected' AND who = 'ana'")[0][6] == "lost"
    hub.home.access.write_text(hub.home.access.read_text() + "\n[users.by-hand]\n")
    changed = "kind = 'access_changed' AND change = '[\"+ users.by-hand {}\"]'"
    assert hub.wait_for(changed)
    dump = (hub.home.archive / "archive.sql").read_bytes() + b"".join(
        path.read_bytes() for path in hub.home.record.rglob("*.jsonl")
    )
    assert b"a wrong secret" not in dump and PASSWORD.encode() not in dump


def test_an_auditor_sees_the_record_live_and_nobody_else_may(hub: Hubs) -> None:
    auditor = Raw(hub.port)
    assert auditor.login("audit", OWNER, PASSWORD)[1] == 0
    assert auditor.subscribe("fleet/hub/record/+/event") == [1]
    machine = Raw(hub.port)
    assert machine.login("build-01", "machine:build-01", hub.machine_secret)[1] == 0
    assert machine.subscribe("fleet/hub/record/+/event", "fleet/hub/record/+/journal") == [128] * 2
    machine.publish("fleet/hub/record/01jd9x3k5rab7c/journal", b'{"at":1}')
    seen: list[str] = []
    while seen.count("denied") < 3:
        seen.append(line.split(auditor.messages(1)[0].payload).kind)
    assert seen[-4:] == ["connected", "denied", "denied", "denied"]


def test_other_guardrails_and_locks_are_there_whoever_wrote_them(hub: Hubs) -> None:
    hub.start("broker.steward")
    rule = '[[rules]]\nname = "by hand"\nkind = "any"\ndecide = "ask"\n'
    (hub.home.hub / "rules.toml").write_text(rule)
    seen = "kind = 'access_changed' AND change LIKE '%by hand%'"
    assert hub.wait_for(seen)
    locked = {"scope": "user", "name": OWNER, "reason": "gone fishing"}
    commands.run(hub.home, "lock.add", locked)
    assert hub.wait_for("kind = 'access_changed' AND change LIKE '%+ lock%gone fishing%desk%'")
    commands.run(hub.home, "lock.remove", {"scope": "user", "name": OWNER})
    assert hub.wait_for("kind = 'access_changed' AND change LIKE '%- lock%gone fishing%'")


def test_administrative_changes_are_there_by_whom_and_without_secrets(hub: Hubs) -> None:
    hub.start("broker.steward")
    ana = hub.client()
    assert ana.admin("user.add", user="bo", password="bo-s secret words")["status"] == "accepted"
    assert ana.admin("user.add", user="bo", password="bo-s secret words")["status"] == "rejected"
    assert ana.admin("group.add", group="leads", user="bo")["status"] == "accepted"
    assert ana.ask("token", holder="ab" * 32, lifetime=60)["status"] == "accepted"
    hub.wait_for("kind = 'administered'", 4)
    rows = hub.sql(
        "SELECT who, verb, status, code FROM access_log WHERE kind = 'administered' ORDER BY seq"
    )
    assert rows == [
        [OWNER, "user.add", "accepted", None],
        [OWNER, "user.add", "rejected", rows[1][3]],
        [OWNER, "group.add", "accepted", None],
        [OWNER, "token", "accepted", None],
    ]
    kept = b"".join(path.read_bytes() for path in hub.home.record.rglob("*.jsonl"))
    assert b'"group":"leads"' in kept
    assert b"secret words" not in kept and b"ab" * 32 not in kept


def test_the_record_is_one_chain_over_kills_of_broker_and_archiver(hub: Hubs) -> None:
    for n in range(3):
        ana = Raw(hub.port)
        assert ana.login(f"c{n}", OWNER, PASSWORD)[1] == 0
        ana.close()
    hub.wait_for("kind = 'connected' AND who = 'ana'", 3)
    hub.end("broker", 9)
    hub.end("archiver", 9)
    credentials.set_password(hub.home, "ana", PASSWORD + "!")
    hub.start("broker")
    bob = Raw(hub.port)
    assert bob.login("c", OWNER, PASSWORD)[1] == 5
    bob.close()
    hub.start_archiver()
    hub.wait_for("kind = 'refused'")
    hub.end("broker")
    kept = sorted(hub.home.record.iterdir())
    assert len(kept) == 2
    for folder in kept:
        key = bytes.fromhex((folder / "key").read_text())
        head = start("hub", "-", folder.name, key)
        data = (folder / "journal" / f"{1:016d}.jsonl").read_bytes()
        for raw in data.splitlines():
            found = line.split(raw)
            assert found.fits(head, key)
            head = found.h
        assert json.loads(data.splitlines()[0])["kind"] == "hub_started"
    hub.start("broker")
    lines = sum(
        path.read_bytes().count(b"\n") for folder in kept for path in folder.rglob("*.jsonl")
    )
    sessions = ", ".join(f"'{folder.name}'" for folder in kept)

    def archived() -> bool:
        (row,) = hub.sql(
            "SELECT count(*), count(DISTINCT (session, seq)) FROM events "
            f"WHERE session IN ({sessions})"
        )
        assert row[0] == row[1], "a line stands twice"
        return bool(row[0] == lines)

    until(archived, f"all {lines} lines, the last of each start too", 20, every=0.3)
