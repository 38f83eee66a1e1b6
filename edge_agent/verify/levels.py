"""What a level is worth: a command that people have let through tries what the level forbids.

The tries are harmless where they succeed: a file of the temporary home is read, the temporary
host is signalled, nothing of the user's is written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edge_agent.verify.bench import Bench, Place
from edge_agent.verify.rows import (
    Scene,
    Skipped,
    Trial,
    gate_vanishes,
    host_dies,
    must,
    person_allows,
    person_denies,
    quiet,
    refused,
)
from edge_agent.verify.watched import Watched
from schemas.wire.errors import Refused

SHIELDED = "shielded"

OWN_APPROVAL = r"""
import json, socket, struct, sys, time

def frame(**fields):
    data = b"\x01" + json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return struct.pack(">I", len(data)) + data

def read(connection):
    head = b""
    while len(head) < 4:
        more = connection.recv(4 - len(head))
        if not more:
            raise OSError("closed")
        head += more
    size = struct.unpack(">I", head)[0]
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise OSError("closed")
        data += more
    return json.loads(data[1:].split(b"\n", 1)[0]) if data[0] in (1, 3) else {}

path, out, end = sys.argv[1], sys.argv[2], time.monotonic() + 30
said = []
asked = None
while time.monotonic() < end and asked is None:
    try:
        with socket.socket(socket.AF_UNIX) as looking:
            looking.settimeout(5)
            looking.connect(path)
            looking.sendall(frame(t="hello", v=1, role="tool"))
            waiting = (read(looking).get("document") or {}).get("questions") or []
            asked = waiting[0] if waiting else None
    except OSError as error:
        said.append(f"unreachable: {error}")
        break
    time.sleep(0.1)
for role in ("desk", "daemon", "tool") if asked else ():
    try:
        with socket.socket(socket.AF_UNIX) as answering:
            answering.settimeout(5)
            answering.connect(path)
            answering.sendall(frame(t="hello", v=1, role=role))
            fields = {"approval": asked["approval"], "digest": asked["digest"], "decide": "allow"}
            answering.sendall(frame(t="request", who="ben", verb="answer", id="own-" + role,
                                    fields=fields, rights=["approve"], groups=[]))
            while True:
                told = read(answering)
                if told.get("t") in ("receipt", "fault"):
                    said.append(role + ": " + json.dumps(told))
                    break
    except OSError as error:
        said.append(f"{role}: {error}")
with open(out + ".new", "w") as file:
    file.write("\n".join(said) or "nothing to answer")
import os
os.rename(out + ".new", out)
"""


def levels(bench: Bench) -> list[Scene]:
    """The scenes of both levels."""
    plain = (
        Trial("plain: it cannot answer its own approval", own_approval),
        Trial("plain: the host is killed meanwhile: nothing is written", host_dies),
    )
    vanishes = (Trial("plain: the gate's socket vanishes: nothing more is written", gate_vanishes),)
    shielded = (
        Trial("shielded: a person denies: nothing is written", person_denies),
        Trial("shielded: a person allows: nothing before, then once", person_allows),
        Trial("shielded: it cannot answer its own approval", own_approval),
        Trial("shielded: it cannot end its host", ends_host),
        Trial("shielded: it cannot read our keys", reads_key),
        Trial("shielded: it cannot use the account's service manager", systemd),
        Trial("shielded: it cannot type into other terminals", tmux),
        Trial("shielded: it cannot have cron run something", cron),
        Trial("shielded: what it started dies with its host", dies_with_host),
    )
    return [
        Scene(plain, {"level": "plain"}),
        Scene(vanishes, {"level": "plain"}),
        Scene(shielded, {"level": SHIELDED}, _shield_is_here),
    ]


def _shield_is_here(bench: Bench) -> None:
    """Raises `Skipped` where this machine gives no shield, with the reason."""
    try:
        with bench.session(level=SHIELDED):
            pass
    except Refused as why:
        raise Skipped(str(why)[:300]) from None


def _let(place: Place, text: str) -> str:
    """Have a shell script run with a person's yes; what the model was told.

    A script, because the gate denies a command itself that names our files.
    """
    mark = place.bench.mark()
    script = place.folder / f"try-{mark}.sh"
    script.write_text(f"{text}\n")
    place.run(f"bash sh {script.name}", mark)
    place.watched.answer(place.question(mark), "allow")
    return place.over(mark)


def own_approval(place: Place) -> None:
    """A program that was let through answers the next question by the session's own socket."""
    script, out = place.folder / "own.py", place.folder / "own.out"
    script.write_text(OWN_APPROVAL)
    sock = place.watched.run_dir / "session.sock"
    python = shutil.which("python3", path="/usr/bin:/bin") or sys.executable
    _let(place, f"nohup {python} -I -S {script} {sock} {out} >/dev/null 2>&1 &")
    mark = place.bench.mark()
    place.run(f"bash echo x >> {mark}", mark)
    question = place.question(mark)
    place.watched.wait("what the program found out", out.exists, 60)
    said = out.read_text()
    must(said != "nothing to answer", "the program saw no question")
    must('"status": "accepted"' not in said, f"its answer was taken: {said[:200]}")
    quiet(place, mark)
    place.watched.answer(question, "deny", "no")
    place.over(mark)
    refused(place, question)
    quiet(place, mark)


def ends_host(place: Place) -> None:
    """kill -9 of the host, by its true number."""
    pid = place.watched.pid
    told = _let(place, f"kill -9 {pid}; echo tried-$?")
    must("tried-" in told, "the try itself did not run")
    must(place.watched.answers(), "the host is gone")


def reads_key(place: Place) -> None:
    """A key of the temporary home, which every program outside can read."""
    key = place.bench.home.edge_keys / "machine.key"
    secret = key.read_text().strip()
    out = place.folder / "stolen"
    told = _let(place, f"cat {key} > {out}; echo tried-$?")
    must("tried-" in told, "the try itself did not run")
    must(not out.exists() or secret not in out.read_text(), "the key was read")


def systemd(place: Place) -> None:
    """The user's service manager starts programs outside of every session."""
    words = ["systemd-run", "--user", "--quiet", "--collect"]
    if not shutil.which(words[0]):
        raise Skipped("no systemd-run here")
    if subprocess.run([*words, "true"], capture_output=True, timeout=30).returncode:
        raise Skipped("this account has no service manager")
    out = place.folder / "by-systemd"
    told = _let(place, f"{' '.join(words)} --wait touch {out}; echo tried-$?")
    must("tried-" in told, "the try itself did not run")
    quiet(place, place.bench.mark())
    must(not out.exists(), "it ran outside")


@contextmanager
def _terminal(name: str) -> Iterator[None]:
    """A tmux server of this account, beside the user's own."""
    environment = {k: v for k, v in os.environ.items() if k not in ("TMUX", "TMUX_TMPDIR")}
    begun = ["tmux", "-L", name, "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"]
    made = subprocess.run([*begun, "/bin/sh"], env=environment, capture_output=True, timeout=30)
    if made.returncode:
        raise Skipped(f"tmux does not start here: {made.stderr.decode('utf-8', 'replace')[:100]}")
    try:
        yield
    finally:
        subprocess.run(
            ["tmux", "-L", name, "kill-server"], env=environment, capture_output=True, timeout=30
        )
        _tmux_socket(name).unlink(missing_ok=True)  # a server that ends leaves it


def _tmux_socket(name: str) -> Path:
    return Path(f"/tmp/tmux-{os.getuid()}/{name}")


def tmux(place: Place) -> None:
    """A terminal server that was there before: whoever types into it runs outside."""
    if not shutil.which("tmux"):
        raise Skipped("no tmux here")
    out = place.folder / "by-tmux"
    name = place.bench.root.name
    with _terminal(name):
        told = _let(
            place, f"tmux -S {_tmux_socket(name)} send-keys 'touch {out}' Enter; echo tried-$?"
        )
        must("tried-" in told, "the try itself did not run")
        quiet(place, place.bench.mark())
        must(not out.exists(), "it ran outside")


def cron(place: Place) -> None:
    """Cron's tables are out of sight, and no program gains the power to change them."""
    spool = Path("/var/spool/cron")
    if not spool.is_dir():
        raise Skipped("no cron here")
    told = _let(place, f"stat -c %d-%i {spool}; grep NoNewPrivs /proc/self/status; echo tried-$?")
    must("tried-" in told, "the try itself did not run")
    there = spool.stat()
    must(f"{there.st_dev}-{there.st_ino}" not in told, "cron's tables are in sight")
    must("NoNewPrivs:\\\\t1" in told or "NoNewPrivs:\\t1" in told, "programs can gain power")


def dies_with_host(place: Place) -> None:
    """What left its terminal and its parent is gone when the host was killed."""
    out = place.folder / "beats"
    script = place.folder / "beat.sh"
    script.write_text(f"while :; do echo x >> {out}; sleep 0.2; done\n")
    _let(place, f"setsid nohup sh {script} >/dev/null 2>&1 &")
    place.watched.wait("the program's first sign", out.exists)
    place.watched.kill()
    _stops(place.watched, out)


def _stops(watched: Watched, out: Path) -> None:
    def still() -> bool:
        before = out.stat().st_size
        watched.pump(1.0)
        return out.stat().st_size == before

    watched.wait("the program's end", still, 15)
