"""What was typed unseen, or looks like a token, is nowhere: not on disk, wire, or screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.link import Link, run
from schemas.wire import layout, topics
from tests.edge_agent.host.session import Desk
from tests.system.conftest import MakeFleet
from tests.system.fleet import Fleet
from tests.system.mosquitto_hub import WITNESS
from tests.system.person import Person
from tests.waiting import until

PASSWORD = "correct-horse-battery"
# Printed in two writes with a pause between, as a program would whose pipe is slow.
HALVES = ("ghp_k3Jd8fQ2mZ7xW1", "cV5bN0pL4sT6yR9aEuH")
ASKS = f"""
import getpass, sys, time
word = getpass.getpass("Password: ")
print("got", len(word), flush=True)
sys.stdout.write("token " + "{HALVES[0]}"); sys.stdout.flush()
time.sleep(0.005)
sys.stdout.write("{HALVES[1]}" + " end\\n"); sys.stdout.flush()
print("done", flush=True)
sys.stdin.readline()
"""


def test_a_password_and_a_token_are_nowhere_but_in_the_program(make_fleet: MakeFleet) -> None:
    fleet = make_fleet("mosquitto").up()
    program = fleet.root / "asks.py"
    program.write_text(ASKS)
    with everything_on_the_wire(fleet) as wire, fleet.person() as owner:
        owner.read([topics.filter_for("session.event"), topics.filter_for("session.screen")], 0)
        session = fleet.run("python3", "-I", str(program))
        fleet.wait_printed(session, "Password:")
        owner.want("watch", session, lease=60)
        desk = Desk(layout.run_dir(fleet.home).session(session) / "session.sock")
        desk.attach()
        # Half of it at the desk, half from afar.
        desk.type(PASSWORD[:10].encode())
        until(lambda: fleet.bodies(session, "keys"), "the first half was taken")
        owner.send("keys", session, text=PASSWORD[10:] + "\r")
        fleet.wait_printed(session, "done")
        desk.sees(b"done")
        until(lambda: any("done" in text for _, text in wire), "it came over the wire")
        until(lambda: screen(owner, session), "a screen document with it")
        owner.want("title", session, title="last")
        desk.close()
    program.unlink()
    assert f"got {len(PASSWORD)}" in fleet.printed(session)
    fleet.cli("stop", session, "--grace", "0")
    fleet.wait_ended(session)
    fleet.wait_archived(session)
    fleet.check_record(session)
    secret_words = [PASSWORD, PASSWORD[:10], PASSWORD[10:], *HALVES]
    told = [path.read_bytes() for path in files(fleet.home.root)]
    told += [path.read_bytes() for path in files(layout.run_dir(fleet.home).root)]
    # The request itself carries what its person typed, to this machine alone.
    told += [text.encode() for topic, text in wire if not topic.startswith("fleet/do/")]
    told.append(fleet.cli("audit", "sql", "--json", "SELECT * FROM events").stdout.encode())
    told.append(fleet.log("daemon").encode())
    for word in secret_words:
        # A typed key alone is a line of its own, so the password's halves are looked for too.
        assert not [text for text in told if word.encode() in text], word
    masked = [body for body in fleet.bodies(session, "keys") if "masked" in body]
    assert sum(body["masked"] for body in masked) >= len(PASSWORD)


def files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file())


def screen(owner: Person, session: str) -> bool:
    owner.pass_time(0.2)
    return "done" in str(owner.document("session.screen", p="-", s=session))


@contextmanager
def everything_on_the_wire(fleet: Fleet) -> Iterator[list[tuple[str, str]]]:
    """Topic and payload of all that the broker passes on, by somebody who may read all of it."""
    seen: list[tuple[str, str]] = []
    stop = threading.Event()
    link = Link(
        [f"mqtt://127.0.0.1:{fleet.port}"],
        client_id="witness",
        username=WITNESS[0],
        password=WITNESS[1],
        on_message=lambda topic, payload, _: seen.append((topic, payload.decode("utf-8"))),
    )
    link.subscribe(["fleet/#"])

    def serve() -> None:
        while not stop.is_set():
            run([link], 0.05)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        until(lambda: link.ready, "the witness")
        yield seen
    finally:
        stop.set()
        thread.join()
        link.close()
    journals = {topic.rsplit("/", 1)[1] for topic, _ in seen}
    assert {"journal", "event", "screen", "state", "presence"} <= journals
