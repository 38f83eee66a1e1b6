"""A computer that has a Python and nothing of ours, and what install.sh is told there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from schemas.wire.layout import Home
from tests.system.installed import Installed
from tests.system.test_joining import Net

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "install.sh"


class Bare:
    """A computer: a home folder and nothing in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700)

    def environment(self) -> dict[str, str]:
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        return {"HOME": str(self.root), "PATH": "/usr/local/bin:/usr/bin:/bin", **pip}

    def do(
        self, *words: str, typed: str = "", around: tuple[str, ...] = (), **more: str
    ) -> subprocess.CompletedProcess[str]:
        """`around`: words before the command line, as to run it elsewhere."""
        return subprocess.run(
            [*around, "sh", str(SCRIPT), *words],
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


def options(net: Net, wheel: Path, *more: str) -> tuple[list[str], str]:
    """The words for install.sh, and a code for one machine."""
    (_, url, _, pin), code = net.line("invite")
    return ["--hub", url, "--pin", pin, "--wheel", str(wheel), "--service", "none", *more], code


def build_wheel(folder: Path) -> Path:
    """The wheel of this very tree, built from a copy so that no build folder is left in it."""
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
