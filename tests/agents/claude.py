"""The real Claude Code, unmodified, in a home of its own, talking to a scripted model.

The version is the last of `verified` in edge_agent/agents/claude_code.toml. The native binary comes
from npm and is kept by version in ${XDG_CACHE_HOME:-~/.cache}/signalbox/claude-code/.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from edge_agent.verify.claude import KEY, seed

ROOT = Path(__file__).resolve().parents[2]
VERSION: str = tomllib.loads((ROOT / "edge_agent/agents/claude_code.toml").read_text())["verified"][
    -1
]
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def package() -> str:
    """The npm package that holds the native program for this computer."""
    return f"@anthropic-ai/claude-code-{sys.platform}-{MACHINES[platform.machine().lower()]}"


def program() -> Path:
    """The path of the pinned program, fetched where it is not yet there (about 170 MB).

    Raises CalledProcessError when npm could not fetch it, FileNotFoundError without npm.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "signalbox" / "claude-code" / f"{VERSION}-{package().rsplit('code-')[-1]}"
    ready = folder / "claude"
    if ready.exists():
        return ready
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock, tempfile.TemporaryDirectory(dir=folder) as temporary:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test workers may want it at once
        if not ready.exists():
            # `npm pack` compares the checksum of what it gets and runs no script of it.
            subprocess.run(
                ["npm", "pack", "--silent", f"{package()}@{VERSION}"],
                cwd=temporary,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=600,
            )
            (archive,) = Path(temporary).glob("*.tgz")
            with tarfile.open(archive) as packed:
                member = packed.getmember("package/claude")
                source = packed.extractfile(member)
                assert source is not None
                partial = Path(temporary) / "claude"
                with source, partial.open("wb") as target:
                    shutil.copyfileobj(source, target, 1024 * 1024)
            partial.chmod(0o755)
            partial.rename(ready)
    return ready


def home(at: Path, folder: Path, url: str) -> dict[str, str]:
    """Make a home whose first-run questions are answered, and return the environment to start in.

    Without it the program asks Anthropic's own address before it shows anything (seen with
    2.1.330). `folder` is trusted in it; `url` is where the model answers.
    """
    at.mkdir(mode=0o700, parents=True, exist_ok=True)
    (at / ".claude.json").write_text(json.dumps(seed(folder, VERSION)))
    return {
        "HOME": str(at),
        "PATH": os.environ["PATH"],
        "SHELL": "/bin/bash",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TMPDIR": str(at),
        "ANTHROPIC_API_KEY": KEY,
        "ANTHROPIC_BASE_URL": url,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
    }


if __name__ == "__main__":  # fetch it now, so that no test waits for it
    print(program())
