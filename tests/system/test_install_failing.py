"""install.sh where something is missing, wrong or full: one line, and nothing half-installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.system.bare_computer import SCRIPT, Bare, options
from tests.system.test_joining import Net
from tests.waiting import until


@pytest.fixture
def net(short_dir: Path) -> Iterator[Net]:
    made = Net(short_dir)
    yield made
    for one in reversed(made.all):
        one.clean()


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

    def managed(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["unshare", "-m", "sh", "-c", f'{line} "$@"', "sh", str(SCRIPT), *words],
            env={**bare.environment(), "PATH": f"{tools}:/usr/local/bin:/usr/bin:/bin"},
            input="" if by_file else code,
            capture_output=True,
            text=True,
            timeout=300,
        )

    done = managed(*user)
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
    if by_file:
        return
    # A newer version that cannot be started leaves the older one as it was.
    newer = bare.root.parent / "newer" / wheel.name
    newer.parent.mkdir()
    shutil.copy(wheel, newer)
    with zipfile.ZipFile(newer, "a") as archive:
        archive.comment = b"another digest"
    before = {path: held for path, held in bare.files().items() if ".signalbox/" not in path}
    done = managed(*[str(newer) if word == str(wheel) else word for word in user])
    assert done.returncode == 1 and "did not start the service" in done.stderr
    after = {path: held for path, held in bare.files().items() if ".signalbox/" not in path}
    assert after.keys() - before.keys() == set() and all(
        after[path] == held for path, held in before.items() if "__pycache__" not in path
    )
    assert "lab" in bare.signalbox("status")


DISK_MIB = 340
FILL = 'head -c 400m /dev/zero >"$FILLER" 2>/dev/null; '
"""A shell's words that leave nothing on the disk of the test."""


def tools(folder: Path, name: str, when: str, what: str) -> str:
    """A PATH where the tool `name` does `what` first, if its last argument fits `when`."""
    folder.mkdir(exist_ok=True)
    real = shutil.which(name)
    tool = folder / name
    tool.write_text(
        f'#!/bin/sh\nfor last in "$@"; do :; done\ncase $last in {when}) {what} ;; esac\n'
        f'exec {real} "$@"\n'
    )
    tool.chmod(0o755)
    return f"{folder}:/usr/local/bin:/usr/bin:/bin"


class SmallDisk:
    """A bare computer whose home is a disk of its own, seen by this script's runs alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mounted = root / "disk"
        self.mounted.mkdir(parents=True)
        # Something has to hold the disk between two runs of the script.
        self._holder = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", self._mount(), "sh", str(self.mounted)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "mounted\n":
            pytest.skip("no mounts are allowed here")
        self.bare = Bare(Path(f"/proc/{self._holder.pid}/root{self.mounted}/home"))

    @staticmethod
    def _mount() -> str:
        tmpfs = f'mount -t tmpfs -o size={DISK_MIB}m,mode=755 disk "$1"'
        run = "mount -t tmpfs run /run && mkdir -p /run/systemd/system"
        return f"{tmpfs} && {run} && echo mounted && exec cat"

    def do(self, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        home = self.mounted / "home"
        within = ("nsenter", "-t", str(self._holder.pid), "-m", "env", f"HOME={home}")
        filler = str(self.mounted / "filler")
        return self.bare.do(*words, typed=typed, around=within, FILLER=filler, **more)

    def refused(self, *words: str, typed: str = "", **more: str) -> str:
        """One line; the disk is emptied after it, as its owner would."""
        done = self.do(*words, typed=typed, **more)
        assert done.returncode == 1, (done.stdout, done.stderr)
        assert done.stderr.startswith("install.sh: ") and done.stderr.count("\n") == 1, done.stderr
        (self.bare.root.parent / "filler").unlink()
        return done.stderr

    def clean(self) -> None:
        self.do("--uninstall", "--purge", "--service", "none")
        self._holder.communicate("")


@pytest.fixture
def small(short_dir: Path) -> Iterator[SmallDisk]:
    if os.getuid() != 0:
        pytest.skip("a small disk takes root to mount")
    made = SmallDisk(short_dir / "s")
    yield made
    made.clean()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_and_the_same_line_works_again(
    net: Net, small: SmallDisk, wheel: Path
) -> None:
    words, code = options(net, wheel, "--name", "lab")
    folder = small.root / "tools"
    # While pip installs: its first packages are in their places.
    nearly = 'head -c 280m /dev/zero >"$FILLER"; '
    path = tools(folder, "python3.11", "*/env-*", nearly)
    before = small.bare.files()
    said = small.refused(*words, typed=code, PATH=path)
    assert "pip could not install it: " in said and "No space left on device" in said
    assert small.bare.files() == before and net.machines() == {}
    # Not one byte more is to be had when the environment is whole: the hub is not even asked.
    path = tools(folder, "touch", "*/.whole", FILL)
    (folder / "python3.11").unlink()
    said = small.refused(*words, typed=code, PATH=path)
    assert "No space left on device" in said
    assert small.bare.files() == before and net.machines() == {}
    # After the join, at the very last file: what the same line needs is kept, all else is gone.
    (folder / "touch").unlink()
    path = tools(folder, "mkdir", "*/systemd/user", FILL)
    for manager in ("systemctl", "loginctl"):
        (folder / manager).write_text("#!/bin/sh\n")
        (folder / manager).chmod(0o755)
    user = [word if word != "none" else "user" for word in words]
    said = small.refused(*user, typed=code, PATH=path)
    assert "signalbox-edge.service: No space left on device" in said
    assert "stays joined" in said and "without a code" in said
    assert {name.split("/")[0] for name in small.bare.files()} == {".signalbox"}
    assert list(net.machines()) == ["lab"]
    done = small.do(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "joined       already" in done.stdout and "as lab" in done.stdout
    assert list(net.machines()) == ["lab"]


NOBODY = 65534


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_write_permission_that_is_lost_in_the_middle_is_told_with_what_could_not_be_removed(
    net: Net, short_dir: Path, wheel: Path
) -> None:
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("it takes root to become somebody without rights")
    short_dir.chmod(0o711)
    public = short_dir / wheel.name
    shutil.copy(wheel, public)
    words, code = options(net, public, "--name", "lab")
    bare = Bare(short_dir / "theirs")
    os.chown(bare.root, NOBODY, NOBODY)
    account = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    folder = short_dir / "tools"
    share = bare.root / ".local" / "share" / "signalbox"

    def refused(path: str) -> str:
        done = bare.do(*words, typed=code, around=account, PATH=path)
        assert done.returncode == 1, (done.stdout, done.stderr)
        assert done.stderr.startswith("install.sh: ") and done.stderr.count("\n") == 1, done.stderr
        return done.stderr

    try:
        # The environment is whole, and then neither it nor its folder can be changed any more.
        lock = f'chmod 555 "{share}" "{share}"/env-*; '
        said = refused(tools(folder, "touch", "*/.whole", lock))
        assert re.search(r"cannot write \S+/env-\w+: Permission denied", said), said
        assert f"; not removed: {share}/env-" in said
        assert net.machines() == {}
        for locked in (share, *share.iterdir()):
            locked.chmod(0o755)
        # The join is done, and nothing can be added beside the folder of environments.
        (folder / "touch").unlink()
        lock = f'chmod 555 "{bare.root}/.local"; '
        said = refused(tools(folder, "mkdir", "*/.local/bin", lock))
        assert ".local/bin/signalbox: Permission denied" in said and "stays joined" in said
        assert "not removed" not in said
        assert list(net.machines()) == ["lab"]
        # Told before anything is begun, where it is so from the first.
        (folder / "mkdir").unlink()
        (bare.root / ".local").mkdir(exist_ok=True)
        os.chown(bare.root / ".local", NOBODY, NOBODY)
        (bare.root / ".local").chmod(0o555)
        assert "may not write to" in refused("/usr/local/bin:/usr/bin:/bin")
        (bare.root / ".local").chmod(0o755)
        done = bare.do(*words, around=account)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "joined       already" in done.stdout and list(net.machines()) == ["lab"]
    finally:
        bare.do("--uninstall", "--purge", "--service", "none", around=account)
