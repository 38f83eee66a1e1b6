"""`doctor` where there is no hub: a machine of a hub elsewhere, and a home that is not set up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.wire.layout import Home, make_private
from signalbox import settings_file

WITHOUT_THE_HUBS_PACKAGES = """
import sys
for name in ("amqtt", "argon2", "duckdb", "tomlkit"):
    sys.modules[name] = None
from signalbox.cli import main
sys.exit(main(["doctor", "--json"]))
"""


def findings(home: Home) -> dict[str, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT_THE_HUBS_PACKAGES],
        env={**os.environ, "SIGNALBOX_HOME": str(home.root)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1 and not done.stderr
    return {one["check"]: one for one in json.loads(done.stdout)}


@pytest.fixture
def home(short_dir: Path) -> Home:
    return Home(make_private(short_dir / "h"))


def test_a_machine_without_a_hub_is_looked_at_without_the_hubs_packages(home: Home) -> None:
    settings_file.change(home.config, machine__name="build-01")
    found = findings(home)
    assert "port" not in found and "rights" not in found
    assert found["uplink"]["state"] == "bad" and "not running" in found["uplink"]["text"]
    assert found["fsync"]["state"] == "good"


def test_another_programs_broker_is_not_taken_for_ours(home: Home) -> None:
    found = findings(home)
    assert not {"port", "uplink"} & set(found)
    assert found["parts"] == {
        "check": "parts",
        "state": "bad",
        "text": "signalbox is not running",
        "mend": "signalbox up",
    }
