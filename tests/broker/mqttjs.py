"""mqtt.js, unmodified, from npm: what browsers and Node programs speak MQTT with.

Kept by version in ${XDG_CACHE_HOME:-~/.cache}/signalbox/mqttjs/, outside of the tree.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

VERSION = "5.16.0"


def modules() -> Path:
    """Its node_modules, fetched where they are not yet there (about 10 MB).

    Raises CalledProcessError when npm could not fetch it, FileNotFoundError without npm.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "signalbox" / "mqttjs" / VERSION
    ready = folder / "node_modules"
    if ready.exists():
        return ready
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock, tempfile.TemporaryDirectory(dir=folder) as making:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test workers may want it at once
        if not ready.exists():
            subprocess.run(
                [
                    *("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"),
                    *("--prefix", making, f"mqtt@{VERSION}"),
                ],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=100,
            )
            (Path(making) / "node_modules").rename(ready)
    return ready


def node() -> str | None:
    """The program that runs it."""
    return shutil.which("node") or shutil.which("nodejs")
