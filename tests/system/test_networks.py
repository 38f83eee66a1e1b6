"""Outbound only: machines behind NAT join, run, are cut off and come back, and nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from signalbox import local_sessions
from tests.system.networks import Networks, Placed
from tests.waiting import until

WHY_NOT = Networks.missing()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "-"),
]

LINES = 300
PRINTS = f"n=0; while [ $n -lt {LINES} ]; do n=$((n+1)); echo line-$n; sleep 0.05; done; exec cat"


@pytest.fixture
def networks() -> Iterator[Networks]:
    made = Networks()
    yield made
    made.close()


@pytest.fixture
def places(networks: Networks, short_dir: Path) -> Iterator[dict[str, Placed]]:
    made = {
        place: Placed(networks, place, short_dir)
        for place in ("hub", "machine1", "machine2", "client")
    }
    yield made
    for one in made.values():
        log = one.home.logs / "signalbox.log"
        print(f"----- {one.home.root} -----\n{log.read_text()[-4000:] if log.exists() else ''}")
        one.clean()


def rows(hub: Placed, query: str) -> list[dict]:
    found: list[dict] = json.loads(hub.good("audit", "sql", "--json", "--limit", "9999", query))
    return found


def head(machine: Placed, session: str) -> int:
    """The last line of the machine's own journal."""
    data = b"".join(p.read_bytes() for p in local_sessions.segments(machine.home, session))
    return int(json.loads(data[: data.rfind(b"\n")].rpartition(b"\n")[2])["seq"])


def printed(hub: Placed, session: str) -> str:
    query = f"SELECT text FROM events WHERE session = '{session}' AND text IS NOT NULL ORDER BY seq"
    return "".join(row["text"] for row in rows(hub, query))


def test_machines_behind_nat_join_run_are_cut_off_and_lose_nothing(
    networks: Networks, places: dict[str, Placed]
) -> None:
    hub, client = places["hub"], places["client"]
    machines = [places["machine1"], places["machine2"]]
    said = hub.good("up", "--hub-only", "--host", "10.77.0.1")
    owner = re.search(r"owner +(\S+)\n +password +(\S+)", said)
    assert owner is not None and "mqtts://10.77.0.1:8883" in said

    sessions = []
    for number, machine in enumerate(machines, 1):
        told = json.loads(hub.good("machine", "add", f"build-0{number}", "--json"))
        machine.good(*told["line"].split()[1:], typed=told["code"])
        assert ": connected" in machine.good("up")
    for machine in machines:
        sessions.append(machine.good("run", "-d", "--in", "/", "sh", "-c", PRINTS).split()[0])

    # Nothing is open on a machine, and nobody on the wire gets through to one.
    for place in ("machine1", "machine2"):
        assert networks.within(place, "ss", "-Hltun") == ""
    assert ":8883" in networks.within("hub", "ss", "-Hltun")
    seen = networks.within("hub", "ss", "-Htn", "state", "established", "sport", "=", ":8883")
    peers = set(re.findall(r" (10\.77[.\d]+):\d+\s*$", seen, re.MULTILINE))
    assert peers == {"10.77.0.11", "10.77.2.2"}, seen
    with pytest.raises(AssertionError):
        networks.within("client", "ip", "route", "get", "192.168.1.2")

    # One is cut off twice, the other has a bad line all the while.
    networks.line.round_trip_s, networks.line.loss = 0.16, 0.03
    for _ in range(2):
        before = head(machines[0], sessions[0])
        networks.ip("router1", "link set inside down")
        until(
            lambda before=before: head(machines[0], sessions[0]) > before + 10,
            "its journal goes on while it is cut off",
            30,
        )
        networks.ip("router1", "link set inside up")
        until(lambda: networks_up(machines[0]), "it is connected again", 40, every=0.3)

    ca = str(machines[0].home.edge_keys / "hub-ca.pem")
    login = ("login", "mqtts://10.77.0.1:8883", "--user", owner[1], "--ca", ca)
    client.good(*login, typed=f"{owner[2]}\n")
    for machine, session in zip(machines, sessions, strict=True):
        last = f"line-{LINES}\r\n"
        until(lambda s=session, e=last: e in printed(hub, s), "the last line", 90, every=0.5)
        client.good("prompt", session, "typed far away")
        until(
            lambda s=session: "typed far away" in printed(hub, s), "what was typed", 30, every=0.5
        )
        machine.good("stop", session)
    for number, (machine, session) in enumerate(zip(machines, sessions, strict=True), 1):
        query = (
            "SELECT count(*) AS n, count(DISTINCT seq) AS d, max(seq) AS m, min(machine) AS name, "
            f"bool_or(kind = 'ended') AS e FROM events WHERE session = '{session}'"
        )
        until(lambda q=query: rows(hub, q)[0]["e"], "its end", 30, every=0.5)
        found = rows(hub, query)[0]
        assert found["n"] == found["d"] == found["m"] == head(machine, session)
        assert found["name"] == f"build-0{number}"
        wanted = "".join(f"line-{n}\r\n" for n in range(1, LINES + 1))
        assert printed(hub, session).startswith(wanted)
    assert networks.line.lost > 10 and networks.line.carried > 200, "or its line was no bad one"
    # The hub is administered from afar by the same commands.
    listed = json.loads(client.good("machine", "list", "--json"))
    assert [(row["machine"], row["twins"]) for row in listed] == [
        ("build-01", False),
        ("build-02", False),
    ]
    networks.line.loss = 0.0  # a second is counted here, and one retransmission takes as long
    client.good("machine", "revoke", "build-02")
    until(lambda: not networks_up(machines[1]), "it is cut", 1.5)
    assert networks_up(machines[0])


def networks_up(machine: Placed) -> bool:
    """Whether the machine says that it is connected."""
    return "\nconnected to the hub\n" in machine.do("status")[1]
