"""`signalbox agents`, here and of another machine."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

from edge_agent.agents import looking, verdicts
from edge_agent.agents.verdicts import Row
from schemas.documents import policy
from schemas.wire.layout import Home, make_private
from signalbox import settings_file
from tests.edge_agent.agents.installed import install
from tests.signalbox.conftest import Come
from tests.system.fleet import Fleet
from tests.waiting import until


class Here:
    """A home, and a PATH on which an agent may be installed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Home(make_private(root / "h"))
        self.bin = root / "bin"
        self.work = root / "work"
        self.work.mkdir()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-m", "signalbox", *words],
            env={
                "HOME": str(self.root),
                "SIGNALBOX_HOME": str(self.home.root),
                "PATH": f"{self.bin}:/usr/bin:/bin",
                "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def keep(self, state: str) -> None:
        program = str(self.bin / "claude")
        verdicts.keep(
            self.home,
            "claude",
            "terminal",
            program=program,
            version="2.1.330",
            digest=looking.digest(program),
            identity=looking.identity(program),
            at=1_795_400_000_000_000,
            rows=[Row("a person denies", state, "it ran" if state == "red" else "")],
        )


@pytest.fixture
def here(short_dir: Path) -> Here:
    return Here(short_dir)


def with_policy(here: Here, config: str = "") -> None:
    """A machine that has heard of its hub."""
    key, now = secrets.token_bytes(32), time.time_ns() // 1000
    said = policy.Policy(machine="build-01", version=now, fresh_until=now + 3600 * 1_000_000)
    make_private(here.home.edge)
    make_private(here.home.edge_keys)
    here.home.policy.write_bytes(policy.sign(said, key))
    (here.home.edge_keys / "hub.pub").write_text(policy.public_key(key))
    here.home.config.write_text(f'[machine]\nname = "build-01"\n{config}')


def gate_of(here: Here) -> str:
    return here.run("agents").stdout.splitlines()[1]


def test_an_agent_that_is_not_installed_is_told_as_such(here: Here) -> None:
    assert "not installed" in gate_of(here)
    assert json.loads(here.run("agents", "--json").stdout) == {
        "agents": [], "missing": ["claude"], "outside": [],
    }  # fmt: skip
    refused = here.run("agents", "verify", "claude")
    assert refused.returncode == 1
    assert "claude" in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert here.run("agents", "verify", "nobody").returncode == 1
    assert here.run("agents", "verify").returncode == 1


def test_an_installed_one_is_told_with_version_log_in_gate_and_path(here: Here) -> None:
    program = install(here.bin)
    assert gate_of(here).split() == [
        "claude", "terminal", "2.1.330", "no", "gated,", "not", "verified", "here;", "our",
        "tests", "know", "this", "version", str(program),
    ]  # fmt: skip
    install(here.bin, "9.9.9")
    assert "our tests do not know this version: does not start as gated" in gate_of(here)
    install(here.bin)
    here.keep("green")
    assert "gated, verified on 2026-11-" in gate_of(here)
    here.keep("red")
    assert "FAILED on 2026-11-" in gate_of(here)
    (told,) = json.loads(here.run("agents", "--json").stdout)["agents"]
    assert (told["gate"], told["verified"]) == ("not gated", "failed")


def test_the_doctor_names_an_agent_whose_gate_does_not_hold(here: Here) -> None:
    settings_file.change(here.home.config, machine__name="build-01")

    def finding() -> dict[str, str]:
        told = json.loads(here.run("doctor", "--json").stdout)
        return next(one for one in told if one["check"] == "agents")

    assert finding()["state"] == "good"
    install(here.bin)
    assert finding()["state"] == "good"
    here.keep("red")
    assert finding()["state"] == "bad" and "a person denies: it ran" in finding()["mend"]
    install(here.bin, "9.9.9")
    assert finding()["state"] == "warning"
    assert finding()["mend"].endswith("agents verify claude")


def test_a_version_that_nobody_proved_starts_no_gated_session(here: Here) -> None:
    with_policy(here)
    install(here.bin, "9.9.9")
    refused = here.run("run", "-d", "--in", str(here.work), "claude")
    assert refused.returncode == 1
    assert "claude 9.9.9; type: signalbox agents verify claude" in refused.stderr
    install(here.bin)
    here.keep("red")
    refused = here.run("run", "-d", "--in", str(here.work), "claude")
    assert refused.returncode == 1
    assert "a person denies" in refused.stderr


def test_a_machine_may_ask_that_every_gate_was_proved(here: Here) -> None:
    install(here.bin)
    with_policy(here, "[agents]\nrequire_verified = true\n")
    refused = here.run("run", "-d", "--in", str(here.work), "claude")
    assert refused.returncode == 1
    assert "this machine asks for it: signalbox agents verify claude" in refused.stderr


def test_a_program_in_the_sessions_own_folder_starts_no_gated_session(here: Here) -> None:
    with_policy(here)
    here.bin = here.work / "node_modules/.bin"
    install(here.bin)
    refused = here.run("run", "-d", "--in", str(here.work), "claude")
    assert refused.returncode == 1
    assert "lies in the session's own folder" in refused.stderr


def test_within_a_session_no_agent_vouches_for_itself(here: Here) -> None:
    install(here.bin)
    out = here.root / "out"
    words = f"{sys.executable} -I -m signalbox agents verify claude > {out} 2>&1; cat"
    started = here.run("run", "-d", "--in", str(here.root), "sh", "-c", words)
    assert started.returncode == 0, started.stderr
    try:
        until(lambda: out.exists() and out.read_text().endswith("\n"), "its answer", 60)
        assert "outside of sessions" in out.read_text()
    finally:
        here.run("stop", "--grace", "0", started.stdout.split()[0])


def test_what_another_machine_has_is_told_by_its_info(shared: Fleet, come: Come) -> None:
    away = come()
    told = json.loads(away.good("agents", "--on", "build-01", "--json"))
    assert told.keys() == {"agents", "missing", "outside"}
    assert "no such machine" in away.refused("agents", "--on", "nowhere")
