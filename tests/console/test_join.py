"""The line that makes a computer a machine: fetched with curl, as whoever pastes it does."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import cookies, wheel
from signalbox import first_time
from tests.console.rig import Rig
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
curl = shutil.which("curl") or ""
pytestmark = pytest.mark.skipif(not curl, reason="curl is not installed")


class Reached(Rig):
    """A hub that others reach over TLS, with a certificate of its own."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, broker__tls_port=free_port())
        first_time.network(self.home, "127.0.0.1")
        self.jar = root / "jar"

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.web_port}"

    def curl(self, path: str, *words: str) -> tuple[int, str]:
        """(status, body) of one request that does not look at certificates."""
        done = subprocess.run(
            [curl, "-ksSw", "\n%{http_code}", "-H", f"Origin: {self.url}", *words, self.url + path],
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        body, _, status = done.stdout.rpartition("\n")
        return int(status), body

    page = "0123456789abcdef" * 4

    def enter(self, user: str) -> None:
        """Log in with the command line, and take its link as a browser would."""
        ca = self.home.hub_keys / "tls.pem"
        words = ("login", self.url, "--user", user, "--ca", str(ca), "--with", "admin")
        self.cli(*(words if user == self.owner else words[:-2]), typed=f"{self.passwords[user]}\n")
        link = json.loads(self.cli("open", "--json").stdout)["link"]
        status, said = self.curl(
            "/open/take",
            *("-c", str(self.jar), "-d", f"code={link.partition('#')[2]}&page={self.page}"),
        )
        assert status == 303, said

    def asked(self, body: str) -> tuple[int, str]:
        """For a line, as a page asks."""
        page = f"{cookies.PAGE_HEADER}: {self.page}"
        return self.curl("/join/line", *("-b", str(self.jar), "-H", page, "-d", body))

    def line(self, **said: object) -> tuple[int, dict]:
        status, body = self.asked(json.dumps(said))
        return status, json.loads(body)


@pytest.fixture(scope="module")
def hub() -> Iterator[Reached]:
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp"))
    made = Reached(folder)
    try:
        made.hub()
        yield made
    finally:
        made.down()
        shutil.rmtree(folder, ignore_errors=True)


def test_the_line_pins_the_hub_for_curl_and_the_wheel_for_the_installer(hub: Reached) -> None:
    hub.enter(hub.owner)
    status, told = hub.line(machine="build-07", projects={"web": "/srv/web"}, ttl=600)
    assert status == 200, told
    assert "<svg" in told["qr"] and told["machine"] == "build-07" and not told["known"]
    assert told["code"] not in told["line"] and told["code"] in told["whole"]
    fetch, _, install = told["line"].partition(" | ")
    words = shlex.split(fetch)
    done = subprocess.run(words, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (ROOT / "install.sh").read_text()
    given = dict(zip(*[iter(shlex.split(install)[3:])] * 2, strict=True))
    status, _ = hub.curl("/" + given["--wheel"].split("/", 3)[3], "-o", str(hub.root / "w.whl"))
    body = (hub.root / "w.whl").read_bytes()
    assert status == 200 and hashlib.sha256(body).hexdigest() == given["--wheel-sha256"]
    assert given["--hub"].startswith("mqtts://127.0.0.1:")
    # Another key than the pinned one: not a byte of a script comes out.
    other = [w if not w.startswith("sha256//") else f"sha256//{'A' * 43}=" for w in words]
    done = subprocess.run(other, capture_output=True, text=True, timeout=30)
    assert done.returncode == 90 and done.stdout == "", done
    assert hub.curl("/join/wheel/" + "0" * 64 + "/x.whl")[0] == 404


def test_only_an_administrator_gets_a_line_and_what_is_asked_oddly_is_refused(
    hub: Reached,
) -> None:
    assert hub.curl("/join/line", "-d", "{}")[0] == 401
    hub.enter(hub.owner)
    for said in ({"machine": 5}, {"what": "x"}, {"uses": 0}, {"machine": "../x"}, {"ttl": True}):
        status, told = hub.line(**said)
        assert status == 400 and told["reason"], (said, told)
    assert hub.asked("[]")[0] == 400
    assert '"code"' not in hub.curl("/join/line", "-b", str(hub.jar))[1], "a GET makes no code"
    hub.add_user("vic", "viewer")
    hub.enter("vic")
    status, told = hub.line()
    assert status == 403 and told["code"] == "not-granted", told


def test_a_wheel_is_built_the_same_twice_and_old_ones_go(tmp_path: Path) -> None:
    made = wheel.build(tmp_path / "w")
    old = tmp_path / "w" / ("0" * 64)
    old.mkdir()
    (old / "x.whl").touch()
    assert wheel.build(tmp_path / "w") == made and not old.exists()
    with zipfile.ZipFile(made.path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert "console/static/install.sh" in names and "signalbox/demo/demo.script" in names
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]
