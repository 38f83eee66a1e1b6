"""install.sh on a computer that has a Python and nothing of ours: real wheel, hub and join."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console import wheel as hub_wheel
from schemas.wire.layout import Home
from tests.mosquitto import free_port
from tests.system import user_manager
from tests.system.installed import Installed
from tests.system.test_joining import Net
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "install.sh"
UNITS = sorted((ROOT / "packaging" / "systemd").glob("*.service"))
NO_MANAGER = user_manager.missing()


class Bare:
    """A computer: a home folder and nothing in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700)

    def environment(self) -> dict[str, str]:
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        return {"HOME": str(self.root), "PATH": "/usr/local/bin:/usr/bin:/bin", **pip}

    def do(self, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(SCRIPT), *words],
            env={**self.environment(), **more},
            input=typed,
            capture_output=True,
            text=True,
            timeout=300,
            cwd="/",
        )

    def signalbox(self, *words: str) -> str:
        """One command line by the launcher that install.sh has written."""
        done = subprocess.run(
            [str(self.root / ".local" / "bin" / "signalbox"), *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *words: str, typed: str = "", **more: str) -> str:
        """It must fail by one line, and leave every file and folder as it was."""
        before = self.files()
        done = self.do(*words, typed=typed, **more)
        assert done.returncode == 1, (done.stdout, done.stderr)
        assert done.stderr.startswith("install.sh: ") and done.stderr.count("\n") == 1, done.stderr
        assert self.files() == before, "half-installed"
        return done.stderr

    def files(self) -> dict[str, bytes]:
        """Path → content of all that is there; folders end in a slash. pip's own cache is pip's."""
        return {
            f"{path.relative_to(self.root)}{'/' * path.is_dir()}": (
                path.read_bytes() if path.is_file() else b""
            )
            for path in self.root.rglob("*")
            if ".cache" not in path.parts
        }

    def clean(self) -> None:
        left = Installed.__new__(Installed)
        left.home = Home(self.root / ".signalbox")
        left.clean()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this very tree, built from a copy so that no build folder is left in it."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/")):
            (folder / "src" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / "src" / name)
    build = [sys.executable, "-I", "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*build, "-w", str(folder), str(folder / "src")], check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture
def net(short_dir: Path) -> Iterator[Net]:
    made = Net(short_dir)
    yield made
    for one in reversed(made.all):
        one.clean()


@pytest.fixture
def bare(short_dir: Path) -> Iterator[Bare]:
    made = Bare(short_dir / "bare")
    yield made
    made.clean()


def options(net: Net, wheel: Path, *more: str) -> tuple[list[str], str]:
    """The words for install.sh, and a code for one machine."""
    (_, url, _, pin), code = net.line("invite")
    return ["--hub", url, "--pin", pin, "--wheel", str(wheel), "--service", "none", *more], code


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
def test_every_failure_is_one_line_and_nothing_is_half_installed(
    net: Net, bare: Bare, wheel: Path
) -> None:
    words, code = options(net, wheel)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "does not know this code" in bare.refused(*words, typed=wrong)
    assert "letters and digits" in bare.refused(*words, typed="short")
    assert "no code" in bare.refused(*words)
    other = [w if w != words[3] else w[:-1] + ("0" if w[-1] != "0" else "g") for w in words]
    assert "not the hub" in bare.refused(*other, typed=code)
    nobody = [w if w != words[1] else f"mqtts://127.0.0.1:{free_port()}" for w in words]
    assert "cannot be reached" in bare.refused(*nobody, typed=code)
    assert "no file" in bare.refused(*words[:5], "/none.whl", *words[6:], typed=code)
    if not Path("/run/systemd/system").is_dir():
        assert "no systemd" in bare.refused(*words[:6], typed=code)
        assert "systemd does not run" in bare.refused(*words[:6], "--service", "user", typed=code)
    old = bare.root.parent / "old"
    old.mkdir()
    for name in ("sh", "id", "dirname", "uname", "rm", "rmdir", "awk", "df", "test", "basename"):
        (old / name).symlink_to(str(shutil.which(name)))
    said = bare.refused(*words, typed=code, PATH=str(old))
    assert "Python 3.11 or newer is missing" in said
    # A wheel that is none, and one that pip cannot install.
    broken = bare.root.parent / "signalbox_fleet-0.1.0-py3-none-any.whl"
    broken.write_bytes(b"PK nothing")
    assert "pip could not" in bare.refused(*words[:5], str(broken), *words[6:], typed=code)
    told = json.loads(net.hub.good("machine", "add", "late", "--ttl", "1s", "--json"))
    until(lambda: time.time() > told["until_us"] / 1e6, "it expires", 5)
    assert "has expired" in bare.refused(*words, typed=told["code"])
    # The code is as good as ever, until it has been used.
    assert bare.do(*words, typed=code).returncode == 0
    second = Bare(bare.root.parent / "second")
    assert "used already" in second.refused(*words, typed=code)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(os.getuid() != 0, reason="a small disk takes root to mount")
def test_a_full_disk_and_a_folder_of_somebody_else_are_told_before_anything_is_begun(
    net: Net, bare: Bare, wheel: Path
) -> None:
    words, code = options(net, wheel)

    def within(prepare: str, *account: str) -> subprocess.CompletedProcess[str]:
        line = " ".join(["sh", str(SCRIPT), *words, *account])
        return subprocess.run(
            ["unshare", "-m", "sh", "-c", f"{prepare} && exec {line}"],
            env=bare.environment(),
            input=code,
            capture_output=True,
            text=True,
            timeout=100,
        )

    if subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"]).returncode:
        pytest.skip("no mounts are allowed here")
    full = within(f"mount -t tmpfs -o size=4m x {bare.root}")
    assert full.returncode == 1 and re.search(r"has \d MiB left", full.stderr), full.stderr
    locked = within(f"mount -t tmpfs -o ro x {bare.root}")
    assert locked.returncode == 1 and "may not write" in locked.stderr, locked.stderr
    assert list(bare.root.iterdir()) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_clock_that_is_behind_the_hubs_certificate_is_told_in_one_line(
    short_dir: Path, bare: Bare, wheel: Path
) -> None:
    net = Net(short_dir, ahead=timedelta(days=4))
    try:
        words, code = options(net, wheel)
        said = bare.refused(*words, typed=code)
        assert "the hub's certificate begins on" in said and "clock" in said
        assert net.machines() == {}
    finally:
        net.hub.clean()


FAILING = """#!/bin/sh
# systemd's own answers, up to the one that counts: no systemd runs here as the first process.
case $* in *restart*) exit 1 ;; esac
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(os.getuid() != 0, reason="a folder of systemd's takes root to show")
@pytest.mark.parametrize("by_file", [False, True])
def test_a_service_that_does_not_start_leaves_what_the_same_line_goes_on_from(
    net: Net, bare: Bare, wheel: Path, by_file: bool
) -> None:
    words, code = options(net, wheel, "--name", "lab")
    file = bare.root.parent / "code"
    file.write_text(code)
    file.chmod(0o600)
    if by_file:
        words += ["--code-file", str(file)]
    tools = bare.root.parent / "tools"
    tools.mkdir()
    for name in ("systemctl", "loginctl"):
        (tools / name).write_text(FAILING)
        (tools / name).chmod(0o755)
    user = [word if word != "none" else "user" for word in words]
    line = "mount -t tmpfs x /run && mkdir -p /run/systemd/system && exec sh"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", f'{line} "$@"', "sh", str(SCRIPT), *user],
        env={**bare.environment(), "PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin"},
        input="" if by_file else code,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if "mount" in done.stderr:
        pytest.skip("no mounts are allowed here")
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    assert "did not start the service" in done.stderr and "stays joined" in done.stderr
    # What it keeps is the machine's keys; everything that was installed is gone.
    assert {path.split("/")[0] for path in bare.files()} == {".signalbox"}
    assert list(net.machines()) == ["lab"]
    again = bare.do(*words)
    assert again.returncode == 0, again.stderr
    assert "joined       already" in again.stdout and "as lab" in again.stdout
    assert list(net.machines()) == ["lab"]


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
    def members(path: Path) -> set[str]:
        with zipfile.ZipFile(path) as archive:
            return {name for name in archive.namelist() if ".dist-info/" not in name}

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
