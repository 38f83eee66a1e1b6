"""Other programs that read the archive: older DuckDBs, its own shell, pandas and polars.

They are no dependencies of ours. Pinned here, fetched with pip once, and kept by version in
${XDG_CACHE_HOME:-~/.cache}/signalbox/readers/. `python -m tests.archiver.readers` fetches them all.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PINNED = {
    "duckdb": "duckdb==1.4.5",
    "shell": "duckdb-cli==1.5.6",
    "frames": "pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1",
}


def folder(name: str) -> Path:
    """Where the packages of a row of `PINNED` lie, fetched where they are not there yet.

    Raises CalledProcessError when pip could not fetch them.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    wanted = PINNED[name].split()
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    place = cache / "signalbox" / "readers" / "-".join([python, *wanted]).replace("==", "-")
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with (place.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test workers may want it at once
        if not place.is_dir():
            partial = Path(tempfile.mkdtemp(dir=place.parent))
            try:
                quietly = ["--quiet", "--no-input", "--disable-pip-version-check"]
                pip = [sys.executable, "-I", "-m", "pip", "install", *quietly]
                subprocess.run(
                    [*pip, "--target", str(partial), *wanted],
                    check=True,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    timeout=600,
                )
                partial.rename(place)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    return place


def needed(name: str) -> Path:
    """Like `folder`; where it cannot be fetched, CI fails and others skip."""
    try:
        return folder(name)
    except (OSError, subprocess.SubprocessError) as wrong:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{PINNED[name]} could not be fetched with pip: {wrong!r}")


if __name__ == "__main__":
    for row in PINNED:
        print(folder(row))
