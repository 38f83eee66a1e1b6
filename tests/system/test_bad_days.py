"""Bad days of the hub and of the line to it: all come back by themselves, and nothing is lost."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from broker import certificates
from schemas.wire import ids, layout, private_file, topics
from schemas.wire.clock import Clock
from signalbox import settings_file
from tests.edge_agent.host.disk import fill_up
from tests.edge_agent.host.session import Desk, below
from tests.ports import free_port
from tests.signalbox.elsewhere import ME, Elsewhere
from tests.system.clocks import MOVED
from tests.system.conftest import MakeFleet
from tests.system.fleet import Fleet
from tests.system.line_proxy import LineProxy
from tests.system.person import MACHINE, Person
from tests.system.test_damage import mounted
from tests.system.test_kills import COUNTS as BURSTS
from tests.system.test_late import accepted
from tests.waiting import until

HUB = ("broker", "steward", "archiver")
HOUR_US = 3_600_000_000
BEAT_AND_TTL_MS = 11_000
"""A request of ttl 1 s is late so long after the beat that its sender saw."""
# Prints a numbered line now and then, until a file appears.
COUNTS = """
import os, sys, time
number = 0
while not os.path.exists(sys.argv[1]):
    number += 1
    print("n", number, flush=True)
    time.sleep(0.05)
print("last", number, flush=True)
"""


class Follower:
    """`signalbox log -f --json` at another computer: holds leases, and prints each line."""

    def __init__(self, away: Elsewhere, session: str) -> None:
        self._errors = away.root / f"{ids.new_request()}.err"
        self.process = subprocess.Popen(
            [*ME, "log", "-f", "--json", session],
            env=away.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors.open("wb"),
        )
        self.lines: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for raw in self.process.stdout:
            self.lines.append(json.loads(raw))

    def said(self) -> str:
        """What it said on stderr."""
        return self._errors.read_text()

    def close(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(signal.SIGTERM, id="restarted", marks=pytest.mark.slow),
        pytest.param(signal.SIGKILL, id="killed"),
    ],
)
@pytest.mark.timeout(300)
def test_twenty_who_are_attached_miss_no_line_and_see_none_twice_when_the_hub_comes_back(
    fleet: Fleet, how: signal.Signals
) -> None:
    stop = fleet.root / "stop"
    session = fleet.run(sys.executable, "-I", "-c", COUNTS, str(stop))
    away = Elsewhere(fleet, "away").login()
    with contextlib.ExitStack() as stack:
        desks, followers = [], []
        for _ in range(10):
            desks.append(Desk(layout.run_dir(fleet.home).session(session) / "session.sock"))
            stack.callback(desks[-1].close)
            desks[-1].attach()
            followers.append(Follower(away, session))
            stack.callback(followers[-1].close)

        def all_see_more() -> None:
            """Each sees what was printed last, live or fetched."""
            mark = fleet.printed(session).splitlines()[-2] + "\r\n"

            def seen() -> bool:
                behind = [one for one in followers if mark not in outputs(one.lines)]
                assert not behind, [(len(one.lines), one.said()) for one in behind]
                return True

            until(seen, mark, 120, 0.2)

        all_see_more()
        for _ in range(2):
            for part in HUB:
                fleet.signal(part, how)
            for part in HUB:
                process = fleet.parts[part]
                process.wait(15)
                fleet.kill(part)
            meanwhile = fleet.journal(session)[-1].seq + 5
            until(lambda m=meanwhile: fleet.journal(session)[-1].seq >= m, "it goes on", 20)
            fleet.up(HUB)
            all_see_more()
        stop.touch()
        fleet.wait_ended(session)
        for one in followers:
            assert one.process.wait(60) == 0, one.said()
            assert "connected again" in one.said()
        for desk in desks:
            desk.sees(b"last ")
            # The screen of when it attached, and what was printed since.
            numbers = [int(found) for found in re.findall(rb"n (\d+)", desk.shown)]
            assert numbers == list(range(numbers[0], numbers[-1] + 1))
    journal = fleet.journal(session)
    for one in followers:
        until(lambda o=one: o.lines[-1]["kind"] == "ended", "its last line")
        assert [told["seq"] for told in one.lines] == list(range(1, one.lines[-1]["seq"] + 1))
        bodies = {line.seq: json.loads(line.body or b"null") for line in journal}
        assert all(told["body"] == bodies[told["seq"]] for told in one.lines)
    fleet.wait_archived(session)
    fleet.check_record(session)


def outputs(lines: list[dict[str, Any]]) -> str:
    return "".join(one["body"].get("text", "") for one in list(lines) if one["kind"] == "output")


@pytest.fixture
def partable(make_fleet: MakeFleet) -> Iterator[tuple[Fleet, LineProxy]]:
    """A fleet whose machine reaches the hub over a line of its own; the hub is one computer."""
    fleet = make_fleet().up(HUB)
    line = LineProxy(fleet.port)
    settings_file.change(fleet.home.config, hub__urls=[f"mqtt://127.0.0.1:{line.port}"])
    fleet.up(["daemon"])
    yield fleet, line
    line.close()


@pytest.mark.parametrize("how", ["silent", pytest.param("cut", marks=pytest.mark.slow)])
def test_a_partition_hurts_no_desk_and_nothing_asked_across_it_is_ever_carried_out(
    partable: tuple[Fleet, LineProxy], how: str
) -> None:
    fleet, line = partable
    session = fleet.run("cat")
    desk = Desk(layout.run_dir(fleet.home).session(session) / "session.sock")
    desk.attach()
    with fleet.person() as owner:
        owner.read([topics.filter_for("session.event")], 0)
        until(lambda: accepted(owner, session), "requests are taken", 20)
        owner.want("watch", session, lease=60)
        seen = owner.beat()
        {"silent": line.silent, "cut": line.cut}[how]()
        asked: dict[str, tuple[str, dict[str, Any]]] = {}
        waits = []
        number = 0

        def both_type() -> bool:
            nonlocal number
            number += 1
            began = time.monotonic()
            desk.type(b"desk%d\r" % number)
            desk.sees(b"desk%d\r\ndesk%d\r\n" % (number, number))
            waits.append(time.monotonic() - began)
            for verb in ("keys", "prompt"):
                fields = {"text": f"afar{number}\r", "ttl": 1, "seen": seen}
                asked[owner.send(verb, session, **fields)] = (verb, fields)
            owner.pass_time(0.2)
            late = Clock().boot_ms() > seen["boot"] + BEAT_AND_TTL_MS
            return late and "out of reach" in fleet.log("daemon") and not owner.receipts_so_far()

        until(both_type, "the machine notices, and what was asked is late", 40, 0)
        assert sorted(waits)[len(waits) * 9 // 10] < 0.5, sorted(waits)[-3:]
        assert "desk1" in fleet.printed(session)
        line.mend()
        until(lambda: accepted(owner, session), "requests are taken again", 60)
        # Whoever asks again with the same id is told; nobody else ever hears of them.
        for id_, (verb, fields) in asked.items():
            owner.send(verb, session, id_=id_, **fields)
        until(lambda: told_late(owner, asked), "each is refused as late", 20)
        assert owner.refusal("prompt", session, text="after") == ""
        fleet.wait_printed(session, "after\r\nafter")
        assert "afar" not in fleet.printed(session)
        assert [body["text"] for body in fleet.bodies(session, "prompt")] == ["after"]
        assert {body["who"] for body in fleet.bodies(session, "keys")} == {ids.DESK}
    desk.close()
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)
    rows = fleet.rows(f"SELECT text FROM events WHERE session = '{session}' AND kind = 'output'")
    printed = "".join(text for (text,) in rows)
    assert all(f"desk{n}\r\n" in printed for n in range(1, number + 1))


def told_late(owner: Person, asked: dict[str, tuple[str, dict[str, Any]]]) -> bool:
    owner.pass_time(0.1)
    receipts = owner.receipts_so_far()
    told = {id_: receipts[id_].get("code") for id_ in asked if id_ in receipts}
    assert set(told.values()) <= {"too-late"}, told
    return len(told) == len(asked)


def test_a_full_disk_of_the_archive_is_told_and_nothing_is_acked_until_there_is_room(
    make_fleet: MakeFleet,
) -> None:
    fleet = make_fleet()
    layout.make_private(fleet.home.archive)
    with mounted(fleet.home.archive, "16m"):
        fleet.up()
        session = fleet.run("cat")
        fleet.cli("prompt", session, "before")
        fleet.wait_printed(session, "before\r\nbefore")
        fleet.wait_archived(session)
        fill = fill_up(fleet.home.archive)
        with fleet.person() as owner:
            owner.read([topics.filter_for("hub.presence"), topics.filter_for("ack", m=MACHINE)], 0)
            fleet.cli("prompt", session, "meanwhile")
            fleet.wait_printed(session, "meanwhile\r\nmeanwhile")
            until(lambda: archiver_says(owner) == "disk-full", "the archiver says so", 20)
            kept = fleet.archived_head(session)
            flood = fleet.run("seq", "1", "20000")
            fleet.wait_ended(flood)
            # Requests and the machine's own disk are not touched by it.
            until(lambda: accepted(owner, session), "requests are served", 20)
            assert archiver_says(owner) == "disk-full"
            assert fleet.archived_head(session) == kept < fleet.journal(session)[-1].seq
            assert fleet.archived_head(flood) == 0
            assert archived_of(owner, session) <= kept, "acked, and nowhere"
            fill.unlink()
            until(lambda: archiver_says(owner) == "ok", "it goes on by itself", 20)
        fleet.cli("stop", session, "--grace", "0")
        fleet.wait_ended(session)
        for one in (session, flood):
            fleet.wait_archived(one, 60)
            fleet.check_record(one)
        fleet.down()


def archiver_says(owner: Person) -> str:
    owner.pass_time(0.1)
    topic = topics.build("hub.presence", part="archiver")
    told = json.loads(owner.retained.get(topic) or b"{}")
    return str(told.get("health", {}).get("state")) if told.get("online") else "offline"


def archived_of(owner: Person, session: str) -> int:
    """What the machine has been told that the archive holds."""
    owner.read([topics.build("session.state", m=MACHINE, p="-", s=session)], 0)
    owner.pass_time(0.1)
    return int(owner.document("session.state", p="-", s=session).get("archived") or 0)


def test_a_machine_that_slept_eight_hours_does_nothing_of_what_was_asked_and_goes_on(
    make_fleet: MakeFleet,
) -> None:
    fleet = make_fleet()
    fleet.entries.update(MOVED)
    fleet.up()
    session = fleet.run("cat")
    host = fleet.host_pid(session)
    asleep = [host, *below(host), fleet.parts["daemon"].pid]
    with fleet.person() as owner:
        until(lambda: accepted(owner, session), "requests are taken", 20)
        owner.want("prompt", session, text="before")
        seen = owner.beat()
        for pid in asleep:
            os.kill(pid, signal.SIGSTOP)
        for n in range(5):
            for verb in ("prompt", "keys"):
                owner.send(verb, session, text=f"late{n}\r", ttl=300, seen=seen)
        topic = topics.build("machine.presence", m=MACHINE)

        def offline() -> bool:
            owner.pass_time(0.1)
            return json.loads(owner.retained[topic])["online"] is False

        until(offline, "people see that it is away", 30)
        (fleet.home.root / "moved").write_text(f"{8 * HOUR_US} {8 * HOUR_US}")
        for pid in asleep:
            os.kill(pid, signal.SIGCONT)
        woke = until(lambda: beat_after(owner, seen), "a beat of after the sleep", 30)
        assert woke["incarnation"] == seen["incarnation"], "the daemon is the same"
        until(
            lambda: (
                owner.refusal("prompt", session, 2, text="late", ttl=300, seen=seen) == "too-late"
            ),
            "what rests on a beat from before is refused",
            30,
        )
        until(lambda: accepted(owner, session), "requests are taken again", 30)
        owner.want("prompt", session, text="after")
    fleet.wait_printed(session, "after\r\nafter")
    assert "late" not in fleet.printed(session)
    assert [body["text"] for body in fleet.bodies(session, "prompt")] == ["before", "after"]
    assert fleet.bodies(session, "keys") == []
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)


def beat_after(owner: Person, seen: dict[str, Any]) -> dict[str, Any]:
    beat = owner.beat()
    return beat if beat["boot"] > seen["boot"] + 8 * HOUR_US // 1000 else {}


def test_a_certificate_renewed_under_load_costs_nobody_a_connection_or_a_line(
    make_fleet: MakeFleet,
) -> None:
    fleet = make_fleet()
    home, port = fleet.home, free_port()
    now = datetime.datetime.now(datetime.UTC)
    # The one that a hub of a year shows: it ends in 19 days.
    certificates.make(home, "127.0.0.1", now - datetime.timedelta(days=375))
    old = certificates.made_path(home).read_bytes()
    settings_file.change(
        home.config,
        broker__public_host="127.0.0.1",
        broker__tls_host="127.0.0.1",
        broker__tls_port=port,
        broker__tls_cert=str(certificates.made_path(home)),
        broker__tls_key=str(certificates.made_key_path(home)),
    )
    ca, secure = certificates.ca_path(home), [f"mqtts://127.0.0.1:{port}"]
    fleet.up(HUB)
    settings_file.change(home.config, hub__urls=secure, hub__ca=str(ca))
    fleet.up(["daemon"])
    settings_file.change(home.config, hub__urls=[f"mqtt://127.0.0.1:{fleet.port}"])
    stop = fleet.root / "stop"
    session = fleet.run(sys.executable, "-I", "-c", BURSTS, str(stop))
    with contextlib.ExitStack() as stack:
        watchers = []
        for _ in range(5):
            one = Person(secure, fleet.owner, fleet.passwords[fleet.owner], ca)
            watchers.append(stack.enter_context(one))
            one.read([topics.filter_for("session.event")], 0)
        until(lambda: accepted(watchers[0], session), "requests are taken", 20)
        for one in watchers:
            one.want("watch", session, lease=60)
        shown = {serial(port, ca)}
        for _ in range(2):
            # Once more nearly at its end; the steward that starts anew renews it under way.
            fleet.kill("steward")
            private_file.write(certificates.made_path(home), old)

            def shows_another(wanted: bool) -> bool:
                for one in watchers:
                    one.pass_time(0.02)
                found = serial(port, ca)
                return found not in {*shown, number(old)} if wanted else found == number(old)

            until(lambda: shows_another(False), "the old one is shown", 10)
            fleet.start("steward")
            until(lambda: shows_another(True), "a new one is shown", 20)
            fleet.wait_ready("steward")
            shown.add(serial(port, ca))
            heard = [len(one.live()) for one in watchers]
            until(lambda h=heard: all_hear_more(watchers, h), "all hear more", 10)
            with Person(secure, fleet.owner, fleet.passwords[fleet.owner], ca) as late:
                until(lambda who=late: accepted(who, session), "who comes now is served", 10)
            until(lambda h=heard: all_hear_more(watchers, h), "all hear more", 10)
        assert len(shown) == 3
        assert all(one.connected for one in watchers)
        assert "out of reach" not in fleet.log("daemon")
        stop.touch()
        fleet.wait_ended(session)
    fleet.wait_archived(session, 60)
    fleet.check_record(session)
    ends = fleet.rows("SELECT body FROM events WHERE machine = 'hub' AND kind = 'disconnected'")
    told = [json.loads(body) for (body,) in ends]
    unasked = [one for one in told if one["who"] != "hub:steward" and one["reason"] != "disconnect"]
    assert told and not unasked


def all_hear_more(watchers: list[Person], heard: list[int]) -> bool:
    for one in watchers:
        one.pass_time(0.05)
    return all(len(one.live()) > before for one, before in zip(watchers, heard, strict=True))


def serial(port: int, ca: Path) -> int:
    """The serial number of the certificate that the broker shows; it must fit."""
    context = ssl.create_default_context(cafile=str(ca))
    with (
        socket.create_connection(("127.0.0.1", port), 5) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as secured,
    ):
        found = secured.getpeercert(binary_form=True)
    assert found is not None
    return x509.load_der_x509_certificate(found).serial_number


def number(pem: bytes) -> int:
    return x509.load_pem_x509_certificates(pem)[0].serial_number
