"""The same commands from another computer, against a real hub and a real machine."""

from __future__ import annotations

import json
import os
import stat
import time

from schemas.wire.layout import Home
from signalbox.hub_client import HubClient
from signalbox.remote import hub
from tests.signalbox.conftest import Come
from tests.signalbox.elsewhere import Elsewhere
from tests.system.fleet import Fleet
from tests.waiting import until


def hub_of(away: Elsewhere) -> HubClient:
    """The connection that commands there have."""
    return hub.connect(Home(away.root))


CAT = ("sh", "-c", "echo begun; cat")


def test_a_session_is_listed_prompted_read_and_stopped_from_elsewhere(
    shared: Fleet, come: Come
) -> None:
    away = come()
    session = shared.run("--title", "far", *CAT)
    shared.wait_printed(session, "begun")
    listed = until(
        lambda: [row for row in away.json("ls") if row["session"] == session], "it is listed"
    )
    assert listed[0]["machine"] == "build-01" and listed[0]["title"] == "far"
    assert listed[0]["away"] == ""
    assert "build-01" in away.good("ls")
    away.good("prompt", "far", "from", "afar")
    shared.wait_printed(session, "from afar")
    assert "from afar" in away.good("log", session)
    journal = shared.journal(session)
    told = [json.loads(line) for line in away.good("log", "--json", session).splitlines()]
    assert [line["seq"] for line in told] == list(range(1, len(told) + 1))
    assert len(told) >= len(journal)
    last = [
        json.loads(line) for line in away.good("log", "--json", "-n", "3", session).splitlines()
    ]
    assert last == told[-3:] or last[0]["seq"] > told[-3]["seq"]
    away.good("stop", session[:13], "--grace", "0")
    shared.wait_ended(session)
    assert "has ended" in away.refused("stop", session)


def test_run_on_starts_there_and_says_what_is_missing(shared: Fleet, come: Come) -> None:
    away = come()
    folder = shared.root / "there"
    folder.mkdir()
    told = json.loads(
        away.good("run", "--json", "-d", "--on", "build-01", "--in", str(folder), *CAT)
    )
    shared.wait_printed(told["session"], "begun")
    (started,) = shared.bodies(told["session"], "started")
    assert started["folder"] == str(folder) and started["who"] == shared.owner
    assert "There is no such machine" in away.refused("run", "-d", "--on", "build-99", *CAT)
    assert "--project" in away.refused("run", "-d", "--on", "build-01", *CAT)
    missing = away.refused("run", "-d", "--on", "build-01", "--in", "/no/such", *CAT)
    assert "folder" in missing


def test_log_follow_shows_each_line_once_until_the_end(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run(*CAT)
    shared.wait_printed(session, "begun")
    terminal = away.terminal("log", "-f", "--json", session, size=(60, 250))
    terminal.expect("begun")
    for word in ("one", "two", "three"):
        shared.cli("prompt", session, word)
        terminal.expect(word)
    shared.cli("stop", session, "--grace", "0")
    terminal.expect('"kind": "ended"')
    terminal.expect("\r\n")
    terminal.wait()
    assert terminal.exitstatus == 0


def test_the_log_in_is_private_and_carries_nothing_dangerous_where_agents_run(
    shared: Fleet, come: Come
) -> None:
    away = come()
    kept = away.root / "login.json"
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    assert json.loads(kept.read_text())["rights"] is None
    session = shared.run(*CAT)
    until(lambda: session in away.good("ls"), "it is listed")
    # The same person on a computer with an edge: no approve, drive or admin unless asked.
    (away.root / "edge" / "keys").mkdir(parents=True, exist_ok=True)
    (away.root / "edge" / "keys" / "machine.secret").write_text("0" * 64)
    away.login()
    carried = json.loads(kept.read_text())["rights"]
    assert carried == ["view", "operate", "audit"]
    began = time.monotonic()
    said = away.refused("prompt", session, "not gated: takes drive")
    assert "drive" in said and time.monotonic() - began < 10
    assert "not by this log-in: drive" in away.good("whoami")
    # Not the command line's own check alone: the hub lets no such request through.
    with hub_of(away) as client:
        id_ = client.publish("prompt", "build-01", "-", session, text="past the command line")
        assert id_ not in client.receipts(1.0)
    assert "past the command line" not in shared.printed(session)
    away.login("--with", "drive,approve")
    assert json.loads(kept.read_text())["rights"] == [
        "view",
        "operate",
        "drive",
        "approve",
        "audit",
    ]
    away.good("prompt", session, "now with drive")
    shared.wait_printed(session, "now with drive")


def test_what_comes_from_elsewhere_cannot_drive_a_terminal(shared: Fleet, come: Come) -> None:
    away = come()
    session = shared.run(
        "--title",
        "a\x1b]52;c;eA==\x07b\u202e",
        "sh",
        "-c",
        "printf '\\033]52;c;eA==\\007x\\n'; cat",
    )
    shared.wait_printed(session, "x")
    until(lambda: session in away.good("ls"), "it is listed")
    for said in (away.good("ls"), away.good("log", session)):
        assert "\x1b" not in said and "\u202e" not in said and "\x07" not in said


def test_without_a_hub_the_sessions_of_this_machine_are_still_listed(
    shared: Fleet, come: Come
) -> None:
    away = come()
    login = json.loads((away.root / "login.json").read_text())
    (away.root / "login.json").write_text(json.dumps(login | {"url": "mqtt://127.0.0.1:1"}))
    done = away.do("ls")
    assert done.returncode == 0 and "only this machine's" in done.stderr
    assert away.do("ls", "--local").stderr == ""


def test_a_list_of_machines_that_fills_several_messages_is_whole_from_elsewhere(
    shared: Fleet, come: Come
) -> None:
    names = [f"farm-{number:04}" for number in range(600)]
    folder = "/srv/" + "w" * 100
    with shared.home.access.open("a") as file:
        file.write("".join(f'\n[machines.{n}.projects]\nweb = "{folder}"\n' for n in names))
    away = come()
    listed = away.json("machine", "list")
    assert len(json.dumps(listed)) > 64 * 1024, "or it proves nothing"
    found = [row["machine"] for row in listed if row["projects"].get("web") == folder]
    assert found == names
