"""A place that is mounted twice is hidden by both names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent.shield.mounts import Mount, other_names, parse
from tests.edge_agent.shield.walled import SYSTEM_PATH

ROOT = Path(__file__).parents[3]

INFO = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 254:1 / /data rw - ext4 /dev/vdb rw
31 22 254:1 /home /home rw - ext4 /dev/vdb rw
32 22 254:1 /home/ana /srv/with\040space rw - ext4 /dev/vdb rw
33 22 0:30 / /tmp rw - tmpfs tmpfs rw
broken
"""


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("/home/ana/.signalbox", ["/data/home/ana/.signalbox", "/srv/with space/.signalbox"]),
        ("/data/home/ana", ["/home/ana", "/srv/with space"]),
        ("/home/bob", ["/data/home/bob"]),
        ("/data/other", []),
        ("/tmp/x", []),
        ("/", []),
    ],
)
def test_every_other_name_of_a_place_is_found(path: str, others: list[str]) -> None:
    assert other_names(path, parse(INFO)) == others


def test_of_two_mounts_at_one_point_the_later_counts() -> None:
    mounts = [Mount("1:1", "/", "/"), Mount("1:2", "/", "/m"), Mount("1:3", "/", "/m")]
    assert other_names("/m/a", [*mounts, Mount("1:3", "/a", "/n")]) == ["/n"]


TWICE = """
set -e
mkdir -p "$1/elsewhere" "$1/home" "$1/work"
mount --bind "$1" "$1/elsewhere"
shift
exec "$@"
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount")
@pytest.mark.parametrize("level", ["shielded", "plain"])
def test_our_home_is_hidden_by_its_other_name_too(short_dir: Path, level: str) -> None:
    told = subprocess.run(
        ["unshare", "-m", "bash", "-c", TWICE, "twice", str(short_dir),
         sys.executable, "-I", "-c",
         "import sys; sys.path.insert(0, sys.argv[1])\n"
         "from pathlib import Path\n"
         "from tests.edge_agent.shield.walled import Walled\n"
         "one = Walled(Path(sys.argv[2]), 0, sys.argv[3])\n"
         "print('level', one.shield.level, one.shield.reason)\n"
         "print(one.attempt(f'cat {sys.argv[2]}/elsewhere/home/secret'))\n"
         "one.ends.close()\n",
         str(ROOT), str(short_dir), level],
        capture_output=True, text=True, check=False, timeout=100,
        env={"PATH": SYSTEM_PATH, "HOME": "/nonexistent"},
    )  # fmt: skip
    assert f"level {level}" in told.stdout, told
    assert ("the-secret" in told.stdout) is (level == "plain"), told.stdout
