"""Levels in real sessions: what the record says, who steers, who dies, who can be looked into."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from edge_agent import peers
from edge_agent.host.tree import descendants
from edge_agent.peers import HOST_MODULE
from tests.edge_agent.host.gated import GatedSession, gated
from tests.edge_agent.host.session import alive, running
from tests.edge_agent.shield.test_walls import needs_scope
from tests.edge_agent.shield.walled import SYSTEM_PATH
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("shield")
ROOT = Path(__file__).parents[3]
WAIT = 60.0

AGENT = """#!/bin/bash
case "$1" in --version) echo "2.1.330 (Claude Code)"; exit 0;; esac
{body}
"""


def agent(body: str) -> str:
    return AGENT.replace("{body}", body)


def begun(one: GatedSession) -> GatedSession:
    one.begin()
    return one


# ----- what is said of it


def test_a_session_says_at_which_level_it_runs_and_its_agent_sees_the_gate_alone(
    short_dir: Path,
) -> None:
    body = (
        f"find '{short_dir}/home' /tmp/signalbox-$(id -u)-* ! -type d > seen.new; mv seen.new seen;"
        " exec cat"
    )
    with gated(short_dir, agent=agent(body), level="shielded") as one:
        begun(one)
        seen = until(lambda: list(one.folder.glob("seen")), "what it saw", WAIT)[0].read_text()
        mine = [line for line in seen.splitlines() if line.startswith(str(one.session.run_dir))]
        assert mine == [str(one.gate)]
        assert str(short_dir / "home") not in seen
        assert one.session.bodies("started")[0]["level"] == "shielded"
        assert one.wait_for("its level", lambda found: found)["level"] == "shielded"


def test_a_session_that_cannot_be_shielded_is_plain_and_its_record_says_why(
    short_dir: Path,
) -> None:
    environment = {"XDG_RUNTIME_DIR": str(short_dir)}
    with gated(short_dir, level=None, environment=environment) as one:
        begun(one)
        assert one.session.bodies("started")[0]["level"] == "plain"
        notes = until(lambda: one.session.bodies("note"), "the reason", WAIT)
        assert any("which it hides" in note["text"] for note in notes)


def test_a_shield_that_was_asked_for_and_cannot_be_had_starts_nothing(short_dir: Path) -> None:
    from schemas.wire.errors import Refused

    environment = {"XDG_RUNTIME_DIR": str(short_dir)}
    body = f"touch '{short_dir}/ran'"
    with pytest.raises(Refused) as refused:
        with gated(short_dir, agent=agent(body), level="shielded", environment=environment):
            pass
    assert refused.value.code == "not-possible" and "which it hides" in refused.value.detail
    assert not (short_dir / "ran").exists()


HOOK = """
import json, socket
from pathlib import Path
hook = socket.socket(socket.AF_UNIX)
hook.connect({path!r})
hook.sendall(json.dumps({{"hook_event_name": "PreToolUse", "session_id": "c-1", "cwd": {folder!r},
    "tool_name": "Bash", "tool_input": {{"command": "git push"}}, "tool_use_id": "t1"}}).encode())
hook.shutdown(socket.SHUT_WR)
answer = b""
while piece := hook.recv(65536):
    answer += piece
Path("answer.new").write_bytes(answer)
Path("answer.new").rename("answer")
"""


def test_the_gate_answers_through_the_shield_also_when_the_session_goes_on_as_another(
    short_dir: Path,
) -> None:
    body = "until [ -e hook.py ]; do sleep 0.05; done; /usr/bin/python3 -I -S hook.py; exec cat"
    rules = [{"name": "no pushes", "kind": "command", "match": ["git push"], "decide": "deny",
              "reason": "not from here"}]  # fmt: skip
    with gated(short_dir, rules, agent=agent(body), level="shielded") as one:
        begun(one)
        desk = one.session.desk()
        one.daemon.send("fork", seq=1)
        until(lambda: "goes on as" in desk.wait("fault", seconds=WAIT).fields["text"], "it", WAIT)
        hook = HOOK.format(path=str(one.gate), folder=str(one.folder))
        (one.folder / "hook.new").write_text(hook)
        (one.folder / "hook.new").rename(one.folder / "hook.py")
        answer = until(lambda: list(one.folder.glob("answer")), "the answer", WAIT)[0].read_bytes()
        told = json.loads(answer)["hookSpecificOutput"]
        assert told["permissionDecision"] == "deny"
        assert "not from here" in told["permissionDecisionReason"]


# ----- who may steer

CLIENT = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.edge_agent.host.session import Desk
said = []
for role in ("desk", "daemon", "tool"):
    desk = Desk(Path(sys.argv[2]), role)
    if desk.hello.name == "fault":
        said.append(f"{role} {desk.hello.fields['code']}")
        continue
    fields = {"approval": "0" * 8, "digest": "0" * 64, "decide": "allow"}
    desk.send("request", who="bob", verb="answer", id="r1", fields=fields, rights=["approve"],
              groups=[])
    got = desk.wait("receipt", "fault")
    said.append(f"{role} {got.name} {got.fields.get('code')}")
Path(sys.argv[3] + ".new").write_text("\\n".join(said))
Path(sys.argv[3] + ".new").rename(sys.argv[3])
"""


@pytest.mark.parametrize("level", ["shielded", "plain"])
def test_what_runs_in_a_session_may_neither_steer_nor_answer_in_another(
    short_dir: Path, level: str
) -> None:
    """Another home's session, whose sockets no mask hides: it is found by its ancestors."""
    (short_dir / "client.py").write_text(CLIENT)
    (short_dir / "other").mkdir(mode=0o700)
    told = short_dir / "work" / "told"
    with running(short_dir / "other", "cat") as target:
        path = target.run_dir / "session.sock"
        words = f"{sys.executable} -I {short_dir}/client.py {ROOT} {path} {told}"
        # Once below the agent, and once after it has let go of all its parents.
        body = f"setsid bash -c '({words} &) &'\nexec cat"
        with gated(short_dir, agent=agent(body), level=level) as one:
            begun(one)
            until(told.exists, "what it was told", WAIT)
            assert told.read_text().splitlines() == [
                "desk peer-refused",
                "daemon peer-refused",
                "tool fault peer-refused",
            ]


def test_a_shielded_process_is_found_below_its_host(short_dir: Path) -> None:
    with gated(short_dir, agent=agent("sleep 1000 & exec cat"), level="shielded") as one:
        begun(one)
        until(lambda: _sleeps(one), "the agent's child", WAIT)
        for pid in _sleeps(one):
            found = peers.ancestry(pid)
            assert one.session.pid in found
            assert [p for p in found if peers.is_host(p)] == [one.session.pid]


def _sleeps(one: GatedSession) -> list[int]:
    found = []
    for pid in descendants(one.session.pid):
        try:
            if b"sleep\x001000" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found


HIDDEN = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.edge_agent.host.gated import gated
with gated(Path(sys.argv[2])) as one:
    print(one.session.run_dir / "session.sock", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can hide processes from itself")
def test_a_process_that_cannot_be_read_to_the_end_may_neither_steer_nor_answer(
    short_dir: Path,
) -> None:
    """A host that sees no foreign processes (/proc with hidepid): everybody else is a stranger."""
    hide = (
        "mount -t proc -o hidepid=2,gid=54321 proc /proc && exec setpriv --bounding-set=-all"
        ' --inh-caps=-all "$@"'
    )
    host = subprocess.Popen(
        ["unshare", "-m", "bash", "-c", hide, "hide",
         sys.executable, "-I", "-c", HIDDEN, str(ROOT), str(short_dir)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ,
    )  # fmt: skip
    assert host.stdin is not None and host.stdout is not None
    try:
        path = host.stdout.readline().decode().strip()
        (short_dir / "client.py").write_text(CLIENT)
        told = short_dir / "told"
        client = [sys.executable, "-I", str(short_dir / "client.py"), str(ROOT), path, str(told)]
        subprocess.run(client, check=True, timeout=WAIT)
        assert told.read_text().splitlines() == [
            "desk peer-refused",
            "daemon peer-refused",
            "tool fault peer-refused",
        ]
    finally:
        host.stdin.close()
        host.wait(timeout=WAIT)
        host.stdout.close()


# ----- who dies


@pytest.mark.parametrize("level", ["shielded", pytest.param("plain", marks=needs_scope)])
def test_what_runs_in_a_session_cannot_end_its_host(short_dir: Path, level: str) -> None:
    body = (
        "until [ -e pid ]; do sleep 0.05; done; kill -KILL $(cat pid) 2> told;"
        " mv told tried; exec cat"
    )
    with gated(short_dir, agent=agent(body), level=level) as one:
        begun(one)
        (one.folder / "pid.new").write_text(str(one.session.pid))
        (one.folder / "pid.new").rename(one.folder / "pid")
        until((one.folder / "tried").exists, "the try", WAIT)
        assert (one.folder / "tried").read_text() != ""
        assert alive(one.session.pid)


@pytest.mark.parametrize(("level", "survive"), [("shielded", False), ("plain", True)])
def test_a_killed_host_leaves_nothing_of_a_shielded_session(
    short_dir: Path, level: str, survive: bool
) -> None:
    body = "setsid nohup sleep 1000 >/dev/null 2>&1 & exec cat"
    with gated(short_dir, agent=agent(body), level=level) as one:
        begun(one)
        orphans = until(lambda: _sleeps(one), "the orphan", WAIT)
        tree = [pid for pid in descendants(one.session.pid) if pid not in orphans]
        try:
            os.kill(one.session.pid, signal.SIGKILL)
            until(lambda: not any(alive(pid) for pid in tree), "the agent's end", WAIT)
            if survive:
                assert alive(orphans[0])
            else:
                until(lambda: not alive(orphans[0]), "the orphan's end", WAIT)
        finally:
            for pid in orphans:
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)


def test_a_stopped_session_gives_its_shielded_agent_the_grace(short_dir: Path) -> None:
    body = "trap '' HUP; trap 'echo bye > bye; exit 3' TERM; touch up; while :; do sleep 0.05; done"
    with gated(short_dir, agent=agent(body), level="shielded") as one:
        begun(one)
        until((one.folder / "up").exists, "the trap", WAIT)
        desk = one.session.desk()
        assert desk.ask("stop", grace=60, seconds=WAIT)["status"] == "accepted"
        assert one.session.ended(WAIT)["status"] == 3
        assert (one.folder / "bye").exists()


# ----- who can be looked into

NO_POWER = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []


def test_nobody_looks_into_the_host_nor_into_its_children(short_dir: Path) -> None:
    """By an account's own means: root gives all its capabilities away."""
    script = f"""
import json, os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from edge_agent.host.tree import descendants
from tests.edge_agent.host.gated import gated
from tests.waiting import until

def module(pid):
    words = Path(f"/proc/{{pid}}/cmdline").read_bytes().split(b"\\0")
    return words[words.index(b"-m") + 1].decode() if b"-m" in words else "agent"

def looks(pid):
    seen = []
    for what in ("environ", "maps", "fd", "cwd", "exe"):
        path = f"/proc/{{pid}}/{{what}}"
        try:
            if what == "fd": os.readlink(path + "/0")
            elif what in ("cwd", "exe"): os.readlink(path)
            elif not os.read(os.open(path, os.O_RDONLY), 1): continue
            seen.append(what)
        except OSError:
            pass
    return seen

with gated(Path({str(short_dir)!r})) as one:
    one.begin()
    hook = one.tool("touch x")
    one.question()
    ours = until(lambda: {{m: p for p in [one.session.pid, *descendants(one.session.pid)]
                          for m in [module(p)]}}, "all")
    print(json.dumps({{name: looks(pid) for name, pid in ours.items()}}))
"""
    ran = subprocess.run(
        [*NO_POWER, sys.executable, "-I", "-c", script],
        capture_output=True, check=False, timeout=100, env=os.environ,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()
    found = json.loads(ran.stdout)
    agents = found.pop("agent")
    assert "environ" in agents, "the control: a program that does nothing about it"
    assert set(found) == {
        HOST_MODULE.decode(),
        "edge_agent.host.screen_child",
        "edge_agent.host.judge_child",
    }
    assert all(seen == [] for seen in found.values()), found


def test_nobody_looks_into_the_daemon(short_dir: Path) -> None:
    (short_dir / "home" / "edge" / "keys").mkdir(parents=True, mode=0o700)
    (short_dir / "home" / "config.toml").write_text(
        '[machine]\nname = "m1"\n[hub]\nurls = ["mqtt://127.0.0.1:1"]\n'
    )
    (short_dir / "home" / "edge" / "keys" / "machine.secret").write_text("secret\n")
    daemon = (
        "import os, subprocess, sys\n"
        "d = subprocess.Popen([sys.executable, '-I', '-m', 'edge_agent.daemon', '--home',"
        " sys.argv[1]], stdout=subprocess.PIPE)\n"
        "assert d.stdout.readline().startswith(b'ready')\n"
        "for what in ('environ', 'maps'):\n"
        "    for who in (d.pid, 'self'):\n"
        "        try: assert os.read(os.open(f'/proc/{who}/{what}', 0), 1); print('SEEN', who)\n"
        "        except (OSError, AssertionError): print('no', what)\n"
        "d.terminate(); d.wait()\n"
    )
    ran = subprocess.run(
        [*NO_POWER, sys.executable, "-I", "-c", daemon,
         str(short_dir / "home")],
        capture_output=True, check=False, timeout=100, text=True,
        env={**os.environ, "PATH": os.environ.get("PATH", SYSTEM_PATH)},
    )  # fmt: skip
    assert ran.stdout.splitlines() == [
        word for what in ("environ", "maps") for word in (f"no {what}", "SEEN self")
    ], ran
