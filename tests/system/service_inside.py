"""What `test_install` has run beside a fenced systemd: install, start sessions, end the service.

Prints one JSON object of what was found.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.system.test_joining import Net
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
UNIT = "signalbox-edge.service"
BARE = Path("/tmp/bare")
LAUNCHER = BARE / ".local" / "bin" / "signalbox"


def said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def systemctl(*words: str) -> str:
    return said("systemctl", "--user", *words).strip()


def of_unit() -> list[str]:
    """Command lines of the processes in the unit's cgroup."""
    group = Path("/sys/fs/cgroup/app.slice") / UNIT / "cgroup.procs"
    pids = group.read_text().split() if group.exists() else []
    return [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in pids]


def main() -> None:
    """See above."""
    BARE.mkdir()
    Path("/tmp/net").mkdir()
    net = Net(Path("/tmp/net"))
    (_, url, _, pin), code = net.line("add", "lab", "--project", "tmp=/tmp")
    Path("/tmp/code").write_text(code)
    wheel = next(Path("/tmp/wheel").glob("*.whl"))
    words = ["--hub", url, "--pin", pin, "--wheel", str(wheel), "--code-file", "/tmp/code"]
    install = ["sh", str(ROOT / "install.sh"), "--service", "user"]
    found: dict[str, object] = {"installed": said(*install, *words)}

    person = net.computer("person")
    password = json.loads(net.hub.good("user", "add", "ana", "--role", "admin", "--json"))
    ca = str(net.hub.home.hub_keys / "ca.pem")
    person.good("login", url, "--user", "ana", "--ca", ca, typed=password["password"] + "\n")
    # By the daemon, so within its unit; and at the desk, so outside.
    far = person.good("run", "-d", "--on", "lab", "--project", "tmp", "cat").split()[0]
    desk = said(str(LAUNCHER), "run", "-d", "--in", "/tmp", "cat").split()[0]
    found["in_unit"] = of_unit()

    def answers(text: str) -> bool:
        for session in (far, desk):
            said(str(LAUNCHER), "prompt", session, text)
            until(lambda s=session: net.archived(s).count(text) >= 2, f"{text} in {session}", 30)
        return True

    found["before"] = answers("one")
    systemctl("kill", "-s", "KILL", "--kill-whom=main", UNIT)
    until(lambda: systemctl("show", "-p", "NRestarts", "--value", UNIT) == "1", "restarts", 20)
    until(lambda: "\nconnected to the hub\n" in said(str(LAUNCHER), "status"), "connected", 20)
    found["after_kill"] = answers("two")
    systemctl("stop", UNIT)
    found["stopped"] = systemctl("show", "-p", "ActiveState", "--value", UNIT)
    found["left_by_stop"] = of_unit()
    systemctl("start", UNIT)
    until(lambda: "\nconnected to the hub\n" in said(str(LAUNCHER), "status"), "connected", 20)
    found["after_stop"] = answers("three")
    again = said(*install, *words)
    found["again"] = again
    found["after_again"] = answers("four")
    for session in (far, desk):
        said(str(LAUNCHER), "stop", session, "--grace", "0")

    def removed() -> bool:
        return subprocess.run([*install, "--uninstall"], capture_output=True).returncode == 0

    until(removed, "its hosts end", 20, every=0.5)
    listed = subprocess.run(["systemctl", "--user", "cat", UNIT], capture_output=True, text=True)
    found["unit_gone"] = bool(re.search("No files found", listed.stderr))
    found["left"] = sorted(
        str(path.relative_to(BARE))
        for path in BARE.rglob("*")
        if path.is_file() and not {".cache", ".rustup"} & set(path.parts)
    )
    print(json.dumps(found))
    net.hub.clean()
    sys.stdout.flush()


main()
