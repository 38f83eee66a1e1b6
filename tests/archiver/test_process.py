"""The archiver as a process, over a real broker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
import pytest

from archiver import anchor
from archiver.manifest import decode
from schemas.documents.catalogue import DOCUMENTS
from schemas.wire import topics, uplink
from tests.archiver.machine import Journal, Uplink
from tests.archiver.running import Running, ask, make_home, running
from tests.mosquitto import Mosquitto, needs_mosquitto
from tests.waiting import until

pytestmark = needs_mosquitto


@pytest.fixture
def broker(short_dir: Path) -> Iterator[Mosquitto]:
    with Mosquitto(short_dir / "broker") as running_broker:
        yield running_broker


class Person:
    """A client that asks, and keeps every reply and retained document."""

    def __init__(self, port: int, user: str = "ana") -> None:
        self.user = user
        self.got: list[tuple[str, Any]] = []
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2)
        self.client.on_message = self._message
        self.client.on_connect = self._subscribe
        self.ready = False
        self.client.on_subscribe = lambda *_: setattr(self, "ready", True)
        self.client.connect("127.0.0.1", port)
        self.until(lambda: self.ready, "subscribed")

    def _message(self, _client: object, _data: object, message: paho.MQTTMessage) -> None:
        """Everything that is heard has the shape that the protocol says."""
        payload = bytes(message.payload)
        shape = DOCUMENTS[topics.parse(message.topic).name]
        shape.read(payload)
        self.got.append((message.topic, json.loads(payload)))

    def _subscribe(self, *_: object) -> None:
        self.client.subscribe([(f"fleet/reply/{self.user}/+/+", 1), ("fleet/hub/#", 1)])

    def until(self, condition: Any, what: str, seconds: float = 15) -> Any:
        def look() -> Any:
            self.client.loop(0.02)
            return condition()

        return until(look, what, seconds, every=0)

    def about(self, topic: str) -> list[Any]:
        return [value for where, value in self.got if where == topic]

    def ask(
        self, journal: Journal, payload: dict[str, Any], retain: bool = False
    ) -> list[dict[str, Any]]:
        """Ask for history; all that is answered, up to the final receipt."""
        topic = topics.build(
            "do.request",
            u=self.user,
            m=journal.machine,
            p=journal.project,
            s=journal.session,
            verb="history",
        )
        self.client.publish(topic, json.dumps(payload), 1, retain)
        reply = f"fleet/reply/{self.user}/hub/{payload['id']}"
        self.until(lambda: [v for v in self.about(reply) if v["final"]], "a receipt")
        return self.about(reply)


def test_presence_says_that_it_runs_and_the_will_that_it_does_not(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    person = Person(broker.port)
    where = "fleet/hub/presence/archiver"
    with running(home) as archiver:
        person.until(lambda: person.about(where), "online")
        [first] = person.about(where)
        assert first["online"] is True and first["health"]["state"] == "ok" and first["lag"] == 0
        archiver.kill()
        person.until(lambda: person.about(where)[-1]["online"] is False, "the will")
    with running(home) as archiver:
        person.until(lambda: person.about(where)[-1]["online"] is True, "online again")
        assert person.about(where)[-1]["run"] != first["run"]
        archiver.stop()
        person.until(lambda: person.about(where)[-1]["online"] is False, "a clean good-bye")


def test_a_second_archiver_of_the_same_archive_is_refused(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home) as archiver:
        command = [sys.executable, "-I", "-m", "archiver", "--home", str(home.root)]
        second = subprocess.run(command, capture_output=True, text=True, timeout=20)
        assert second.returncode == 75 and second.stdout == ""
        assert second.stderr.startswith("error: ") and second.stderr.count("\n") == 1
        archiver.kill()
        started = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert started.stdout is not None and started.stdout.readline().startswith(b"ready ")
        started.terminate()
        assert started.wait(20) == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda home: (home.hub_keys / "archiver.secret").unlink(), "archiver.secret"),
        (lambda home: home.config.write_text("[archive]\nsegment_mib = 0\n"), "segment_mib"),
        (lambda home: (home.archive / "manifest.json").unlink(), "manifest.json"),
        (lambda home: (home.archive / "manifest.json").write_text("{"), "manifest.json"),
        (lambda home: (home.archive / "records.jsonl").write_text("{}\n"), "records.jsonl"),
        (lambda home: next(home.archive.glob("parts/*/*")).write_bytes(b"x"), "parquet"),
        (lambda home: next(home.archive.glob("heads-*")).write_bytes(b"x"), "heads-"),
        (lambda home: next(home.archive.glob("live/*2.jsonl")).write_bytes(b"x\ny"), "live"),
    ],
)
def test_what_is_not_whole_is_told_in_one_line_and_not_started(
    short_dir: Path, broker: Mosquitto, spoil: Any, said: str
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home, (64 << 20, 50, 900_000)) as archiver:
        machine = Uplink(broker.port)
        machine.add(Journal().fill(5))
        machine.pump()
        until(lambda: list(home.archive.glob("parts/*/*.parquet")), "a part")
        until((home.archive / "records.jsonl").exists, "its record")
        archiver.stop()
    spoil(home)
    command = [sys.executable, "-I", "-m", "archiver", "--home", str(home.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1, done.stderr
    assert said in done.stderr


def test_history_comes_in_pages_that_fit_with_one_final_receipt(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home, (64 << 20, 300, 900_000)) as archiver:
        machine = Uplink(broker.port)
        journal = Journal()
        for number in range(1, 41):
            journal.add("output", {"text": f"{number} " + "é\x1b[0m\x00" * 1_500})
        machine.add(journal)
        machine.pump()
        until(lambda: list(home.archive.glob("parts/*/*.parquet")), "a part")
        journal.fill(3)
        machine.pump()
        person = Person(broker.port)
        *pages, receipt = person.ask(journal, {"id": "r1"})
        assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
        assert len(pages) > 5 and [page["data"]["last"] for page in pages].index(True) == (
            len(pages) - 1
        )
        lines = [line for page in pages for line in page["data"]["lines"]]
        for line, sent in zip(lines, journal.lines, strict=True):
            wanted = json.loads(sent)
            assert line == {key: wanted[key] for key in ("at", "body", "kind", "seq")}
        assert pages[0]["data"]["source"] == "archive" and pages[0]["data"]["head"] == 43
        assert pages[1]["data"]["from"] == pages[0]["data"]["to"] + 1
        assert receipt["status"] == "accepted" and receipt["data"]["to"] == 43
        *pages, _ = person.ask(journal, {"id": "r2", "last": 2})
        assert [line["seq"] for page in pages for line in page["data"]["lines"]] == [42, 43]
        *pages, _ = person.ask(journal, {"id": "r3", "from": 40, "to": 41})
        assert [line["seq"] for page in pages for line in page["data"]["lines"]] == [40, 41]
        [receipt] = person.ask(journal, {"id": "r4", "from": 50})
        assert receipt["status"] == "accepted"
        archiver.stop()


def test_history_that_may_not_be_is_refused(short_dir: Path, broker: Mosquitto) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home) as archiver:
        machine = Uplink(broker.port)
        journal = machine.add(Journal().fill(3))
        machine.pump()
        person = Person(broker.port)
        elsewhere = Journal(session=journal.session, project="api")
        for number, (about, payload, code) in enumerate(
            [
                (elsewhere, {}, "no-such-session"),
                (Journal(), {}, "no-such-session"),
                (journal, {"from": 0}, "bad-field"),
                (journal, {"last": 10**9}, "bad-field"),
                (journal, {"what": 1}, "bad-field"),
            ]
        ):
            [receipt] = person.ask(about, {"id": f"r{number}", **payload})
            assert (receipt["status"], receipt["code"]) == ("rejected", code)
        topic = topics.build(
            "do.request", u="ana", m="build-01", p="web", s=journal.session, verb="history"
        )
        for garbage in (b"", b"{", b"[]", b'{"id":"UP"}', b'{"id":7}', b"\xff" * 100):
            person.client.publish(topic, garbage, 1)
        [receipt] = person.ask(journal, {"id": "alive", "from": 9})
        assert receipt["status"] == "accepted"
        person.client.publish(topic, b'{"id":"kept"}', 1, retain=True)
        person.until(lambda: person.about("fleet/reply/ana/hub/kept"), "live it is answered")
        archiver.stop()
        with running(home):
            reply = "fleet/reply/ana/hub/kept"
            person.until(lambda: person.about(reply)[-1].get("code") == "retained", "retained")


def test_the_anchor_is_signed_and_names_what_the_manifest_commits(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home, (64 << 20, 50, 900_000)) as archiver:
        machine = Uplink(broker.port)
        machine.add(Journal().fill(3))
        machine.pump()
        person = Person(broker.port)
        person.until(
            lambda: [a for a in person.about("fleet/hub/anchor") if a["count"] == 1], "an anchor"
        )
        archiver.stop()
    last = (home.archive / "anchors.jsonl").read_bytes().splitlines()[-1]
    manifest = decode((home.archive / "manifest.json").read_bytes())
    assert anchor.check(last)["digest"] == manifest.digest
    with pytest.raises(anchor.Refused):
        anchor.check(last.replace(b'"count":1', b'"count":2'))


def test_lines_garbage_and_strangers_on_every_topic_do_not_stop_it(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home) as archiver:
        machine = Uplink(broker.port)
        journal = machine.add(Journal().fill(3))
        machine.pump()
        for payload in (
            b"",
            b"\x00",
            b"{}",
            b'{"at":',
            b'{"key":"x"}',
            b'{"offer":{"floor":0,"before":"","head":-1}}',
            b'{"offer":{"floor":9007199254740993,"before":"' + b"0" * 64 + b'","head":1}}',
            b'{"offer":[]}',
            b"[" * 60_000,
            b"\xff" * 49_000,
        ):
            machine.send(journal, payload)
            machine.client.publish("fleet/session/build-01/web/UPPER/journal", payload)
            machine.client.publish("fleet/hub/record/x/journal", payload)
        journal.fill(2)
        machine.pump()
        assert ask(home, "SELECT count(*) FROM events") == [(5,)]
        assert machine.forks == {}
        archiver.stop()


def test_a_second_broker_connection_keeps_what_was_acked(
    short_dir: Path, broker: Mosquitto
) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home) as archiver:
        machine = Uplink(broker.port)
        journal = machine.add(Journal().fill(100))
        machine.pump()
        broker.stop()
        broker.start()
        again = Uplink(broker.port)
        journal.fill(100)
        until(lambda: offered(again, journal), "an answer after the broker came back", 20)
        again.add(journal)
        again.pump()
        assert ask(home, "SELECT count(*), count(DISTINCT seq) FROM events") == [(200, 200)]
        archiver.stop()


def offered(machine: Uplink, journal: Journal) -> list[uplink.Ack]:
    machine.send(journal, journal.offer())
    machine.loop(0.2)
    return machine.acks


def test_a_torn_live_line_is_no_row(short_dir: Path, broker: Mosquitto) -> None:
    home = make_home(short_dir / "home", broker.port)
    with running(home) as archiver:
        machine = Uplink(broker.port)
        machine.add(Journal().fill(3, "é{n}"))
        machine.pump()
        archiver.kill()
    segment = home.archive / "live" / "seg-00000001.jsonl"
    whole = segment.read_bytes()
    [last] = whole.splitlines()[-1:]
    nulls = "SELECT count(*), count(session), count(body), max(seq) FROM events"
    for cut in range(0, len(last), 7):
        segment.write_bytes(whole + last[:cut])
        assert ask(home, nulls) == [(3, 3, 3, 3)], cut
    archiver = Running(home)
    archiver.ready()
    assert segment.read_bytes() == whole
    archiver.stop()
