"""What every test may rely on: a home of its own, no variables of strangers, short folders.

And how `make test` divides them: a file stays with one worker, because its tests share a server;
all tests with a browser stay with one, so that no two browsers are open at once; what takes long
comes first, so that both workers end together.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

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


LONG_FIRST = (
    "browser",
    "tests/edge_agent/verify",
    "tests/system",
    "tests/agents",
    "tests/signalbox",
    "tests/edge_agent/host",
    "tests/console",
)
"""Groups and folders, the slowest first; the rest comes behind in the order of names."""


class Groups(LoadGroupScheduling):
    """Whole files to whoever is free, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        # xdist names a marked group behind the test's name; where there is none, it is the file.
        return str(super()._split_scope(nodeid)).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups:
    """Asked by xdist where tests run in several processes."""
    config.option.loadscopereorder = False
    return Groups(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what asks for a browser; in a worker of xdist, put what takes long in front."""

    def rank(item: pytest.Item) -> int:
        if item.get_closest_marker("xdist_group"):
            return 0
        starts = [i for i, name in enumerate(LONG_FIRST) if item.nodeid.startswith(name)]
        return starts[0] if starts else len(LONG_FIRST)

    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))
    if hasattr(config, "workerinput"):
        items.sort(key=rank)


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """An empty folder (0700) with a short path, because socket paths are cut at about 100 bytes.

    The run folders of homes in it go with it."""
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    yield folder
    for home in (folder, *folder.glob("*")):
        shutil.rmtree(layout.run_dir(layout.Home(home)).root, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
