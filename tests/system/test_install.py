"""install.sh on a computer that has a Python and nothing of ours: real wheel, hub and join."""

from __future__ import annotations

import json
import plistlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import wheel as hub_wheel
from tests.system import user_manager
from tests.system.bare_computer import ROOT, SCRIPT, Bare, options
from tests.system.test_joining import Net
from tests.waiting import until

UNITS = sorted((ROOT / "packaging" / "systemd").glob("*.service"))
NO_MANAGER = user_manager.missing()


@pytest.fixture
def net(short_dir: Path) -> Iterator[Net]:
    made = Net(short_dir)
    yield made
    for one in reversed(made.all):
        one.clean()


def test_shellcheck_finds_nothing() -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    done = subprocess.run(["shellcheck", str(SCRIPT)], capture_output=True, text=True)
    assert done.stdout == ""


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_the_units(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text().replace("@PYTHON@", sys.executable).replace("@HOME@", str(tmp_path))
    verify(text.replace("@ACCOUNT@", "root"), tmp_path / unit.name)


def verify(text: str, path: Path) -> None:
    """Ask systemd itself."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for other in UNITS:  # those that it names must be there
        if other.name != path.name:
            bare = other.read_text().replace("@PYTHON@", sys.executable)
            made = bare.replace("@HOME@", str(path.parent)).replace("@ACCOUNT@", "root")
            (path.parent / other.name).write_text(made)
    path.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True
    )
    said = [line for line in done.stderr.splitlines() if path.name in line]
    assert said == [], said


def shown_unit(bare: Bare, kind: str, hub: str) -> tuple[str, str]:
    """(path, text) of the service that a dry run would write."""
    made = ROOT / "pyproject.toml"
    words = ["--hub", hub, "--pin", "x", "--wheel", str(made), "--service", kind, "--dry-run"]
    done = bare.do(*words)
    assert done.returncode == 0, done.stderr
    path = re.search(r"^would write (\S+):$", done.stdout, re.MULTILINE)
    assert path is not None
    text = "".join(f"{line}\n" for line in re.findall(r"^  \| (.*)$", done.stdout, re.MULTILINE))
    return path[1], text


def test_a_dry_run_shows_a_good_service_and_writes_nothing(net: Net, bare: Bare) -> None:
    url = net.line("invite")[0][1]
    for kind in ("user", "system"):
        path, text = shown_unit(bare, kind, url)
        python = re.search(r'ExecStart="(\S+)"', text)
        assert python is not None and path.endswith(".service")
        template = (ROOT / "packaging" / "systemd" / "signalbox-edge.service").read_text()
        home = str(bare.root / ".signalbox")
        wanted = template.replace("@PYTHON@", python[1]).replace("@HOME@", home)
        if kind == "system":
            assert text == wanted.replace("@ACCOUNT@", "root")
        folder = bare.root.parent / kind
        folder.mkdir()
        verify(text.replace(python[1], sys.executable), folder / "signalbox-edge.service")
    _, text = shown_unit(bare, "launchd", url)
    plist = plistlib.loads(text.encode())
    assert plist["AbandonProcessGroup"] is True and plist["ProgramArguments"][1:4] == [
        "-I",
        "-m",
        "signalbox.supervisor",
    ]
    assert list(bare.root.iterdir()) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_bare_computer_becomes_a_machine_twice_over_and_is_bare_again(
    net: Net, bare: Bare, wheel: Path
) -> None:
    words, code = options(net, wheel, "--name", "lab")
    done = bare.do(*words, typed=code)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = net.machines()["lab"]["words"]
    assert shown in done.stdout and "seen by" in done.stdout
    session = bare.signalbox("run", "-d", "--in", "/", "sh", "-c", "echo from a bare one; cat")
    session = session.split()[0]
    until(lambda: "from a bare one" in net.archived(session), "it is archived", 20, every=0.3)
    # None of the hub's own packages came along, and none is missed.
    found = list(bare.root.rglob("site-packages/*"))
    assert not [p for p in found if p.name in ("amqtt", "duckdb", "argon2")]

    again = bare.do(*words)
    assert again.returncode == 0 and "joined       already" in again.stdout, again.stderr
    assert list(net.machines()) == ["lab"]
    assert json.loads(bare.signalbox("ls", "--json"))[0]["phase"] == "running"

    kept = bare.do("--uninstall", "--service", "none")
    assert kept.returncode == 1 and "1 sessions run here" in kept.stderr
    bare.signalbox("stop", session)
    until(lambda: bare.do("--uninstall", "--service", "none").returncode == 0, "its host ends", 20)
    left = sorted(str(p.relative_to(bare.root)) for p in bare.root.iterdir())
    assert ".signalbox" in left
    assert not [p for p in bare.root.rglob("*") if p.name == "bin" and list(p.iterdir())]
    assert bare.do("--uninstall", "--purge", "--service", "none").returncode == 0
    assert not (bare.root / ".signalbox").exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(bool(NO_MANAGER), reason=NO_MANAGER or "-")
def test_sessions_outlive_the_user_service_that_started_them(wheel: Path) -> None:
    words = user_manager.script("tests.system.service_inside")
    done = user_manager.within(words, {"/tmp/wheel": wheel.parent}, 400)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert "seen by" in found["installed"] and "as lab" in found["installed"]
    hosts = [line for line in found["in_unit"] if "edge_agent.host " in line]
    assert len(hosts) == 1, "the session from afar is in the unit, or stopping it proves nothing"
    assert found["before"] and found["after_kill"] and found["after_stop"] and found["after_again"]
    assert found["stopped"] == "inactive"
    left = " ".join(found["left_by_stop"])
    assert "edge_agent.host " in left and "edge_agent.daemon" not in left
    assert "joined       already" in found["again"]
    assert found["unit_gone"]
    assert found["left"] and all(path.startswith(".signalbox/") for path in found["left"])


@pytest.mark.slow
def test_the_wheel_that_the_hub_makes_of_itself_holds_what_a_built_one_holds(
    wheel: Path, tmp_path: Path
) -> None:
    def members(path: Path) -> set[tuple[str, bool]]:
        """Names, and whether pip makes them executable."""
        with zipfile.ZipFile(path) as archive:
            return {
                (one.filename, bool(one.external_attr >> 16 & 0o111))
                for one in archive.infolist()
                if ".dist-info/" not in one.filename
            }

    assert members(hub_wheel.build(tmp_path).path) == members(wheel)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_pasted_line_fetches_all_of_it_from_the_hub_and_pins_every_step(
    net: Net, bare: Bare
) -> None:
    told = json.loads(net.hub.good("machine", "add", "lab", "--json"))
    # As on a real computer, where a service is found; here there is none.
    line = f"{told['paste_with_code']} --service none"

    def pasted(text: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["setsid", "sh", "-c", text],  # without a terminal to ask at
            env=bare.environment(),
            input=typed,
            capture_output=True,
            text=True,
            timeout=300,
            cwd="/",
        )

    found = re.search(r"sha256//(\S+)", line)
    assert found is not None and told["code"] in line and told["code"] not in told["paste"]
    stranger = pasted(line.replace(found[1].strip("'"), "A" * 43 + "="))
    assert "seen by" not in stranger.stdout and list(bare.root.iterdir()) == []
    digest = line.split("--wheel-sha256 ")[1].split()[0]
    other = pasted(line.replace(f"--wheel-sha256 {digest}", f"--wheel-sha256 {'0' * 64}"))
    assert other.returncode == 1 and "not what the line says" in other.stderr, other
    without = pasted(f"{told['paste']} --service none")
    assert without.returncode == 1 and "no code" in without.stderr, without
    done = pasted(line)
    assert done.returncode == 0 and "seen by" in done.stdout, done.stdout + done.stderr
    assert net.machines()["lab"]["words"] in done.stdout
