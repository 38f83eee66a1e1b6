"""A real bash that tells what it would have run: PATH holds nothing but recording stubs.

Everything happens in a bubblewrap of its own, with no network, no files but bash's own, and a
folder that is thrown away. Programs that only run others (`env`, `timeout`, `sh` …) are recorded
and then really run, so that what is behind them is recorded too.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STUBS = [
    "a",
    "b",
    "c",
    "ls",
    "cat",
    "git",
    "rm",
    "head",
    "tail",
    "wc",
    "grep",
    "rg",
    "find",
    "sort",
    "uniq",
    "sed",
    "jq",
    "date",
    "id",
    "uname",
    "printenv",
    "mkdir",
    "touch",
    "mv",
    "cp",
    "python3",
    "npm",
    "make",
    "cargo",
    "sleep",
    "curl",
    "tee",
    "chmod",
    "node",
    "unheard-of",
    "deploy",
    "cut",
    "tr",
    "tac",
    "seq",
    "tree",
    "stat",
    "du",
    "df",
    "diff",
    "file",
    "readlink",
    "which",
    "whoami",
    "basename",
    "dirname",
    "sudo",
    "ssh",
    "docker",
    "id",
]
REAL = ["env", "timeout", "nice", "stdbuf", "xargs", "bash", "sh", "dash"]
HOME = "/home/ana"


@dataclass(frozen=True)
class Seen:
    """What bash did. `ran`: each program with its words; `files`: what appeared in its folder."""

    ran: list[tuple[str, ...]]
    files: set[str]


@cache
def _stubs() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sb-oracle-"))
    atexit.register(shutil.rmtree, folder, True)
    # What runs another program keeps its process id, so there may be several in one file.
    note = '{ printf "%s\\037" "${0##*/}" "$@"; printf "\\036"; } >> "/log/$$"\n'
    for name in STUBS:
        _write(folder / name, f"#!/real/dash\n{note}")
    for name in REAL:
        _write(folder / name, f'#!/real/dash\n{note}exec /real/{name} "$@"\n')
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def run(text: str, seconds: float = 10) -> Seen:
    """Let bash run `text` as `bash -c` would. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory(prefix="sb-ran-") as held:
        work, log, script = Path(held, "work"), Path(held, "log"), Path(held, "script")
        (work / "src").mkdir(parents=True)
        (work / "docs").mkdir()
        log.mkdir()
        script.write_text(text)
        before = _files(work)
        subprocess.run(
            [*_shield(), "--bind", str(work), f"{HOME}/web", "--bind", str(log), "/log",
             "--ro-bind", str(script), "/script", "--chdir", f"{HOME}/web",
             "/real/bash", "--norc", "--noprofile", "/script"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )  # fmt: skip
        ran = [
            tuple(record.decode("utf-8", "surrogateescape").split("\x1f")[:-1])
            for path in sorted(log.iterdir())
            for record in path.read_bytes().split(b"\x1e")[:-1]
        ]
        return Seen(ran, _files(work) - before)


def _files(folder: Path) -> set[str]:
    return {
        str(Path(where, name).relative_to(folder))
        for where, folders, names in os.walk(folder)
        for name in [*folders, *names]
    }


@cache
def _shield() -> tuple[str, ...]:
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--clearenv", "--tmpfs", "/"]
    for place in ("/lib", "/lib64", "/usr/lib", "/usr/lib64"):
        if os.path.islink(place):
            argv += ["--symlink", os.readlink(place), place]
        elif os.path.isdir(place):
            argv += ["--ro-bind", place, place]
    for name in [*REAL, "bash", "dash"]:
        found = next(p for p in (f"/usr/bin/{name}", f"/bin/{name}") if os.path.exists(p))
        argv += ["--ro-bind", os.path.realpath(found), f"/real/{name}"]
    argv += ["--ro-bind", str(_stubs()), "/stubs", "--dev", "/dev", "--proc", "/proc"]
    for name, value in {"PATH": "/stubs", "HOME": HOME, "LANG": "C.UTF-8"}.items():
        argv += ["--setenv", name, value]
    return (*argv,)
