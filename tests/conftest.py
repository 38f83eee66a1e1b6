"""What every test may rely on: a home of its own, no variables of strangers, short folders."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from schemas.wire import layout

# Other people's variables must not decide a test: the agents under test read these.
FOREIGN = ("ANTHROPIC_", "CLAUDE", "OPENAI_", "CODEX_", "GEMINI_", "SIGNALBOX_", "MQTT_")

# Two shared cores: an example may be slow for no reason of ours.
settings.register_profile("signalbox", deadline=None, print_blob=True)
settings.load_profile("signalbox")


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is imported or started: no test sees or touches the real home."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for name in list(os.environ):
        if name.startswith(FOREIGN):
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="sb-home-")
    os.environ["XDG_CACHE_HOME"] = cache  # downloads are kept outside of the tree and of homes
    os.environ["HOME"] = home
    os.environ["SIGNALBOX_HOME"] = str(Path(home) / ".signalbox")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """An empty folder (0700) with a short path, because socket paths are cut at about 100 bytes.

    The run folders of homes in it go with it."""
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    yield folder
    for home in (folder, *folder.glob("*")):
        shutil.rmtree(layout.run_dir(layout.Home(home)).root, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
