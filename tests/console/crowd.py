"""Scripted machines that publish documents in the true wire format: many sessions, cheaply.

What a daemon would say of its machine and sessions, without programs behind it: for a page with 200
of them, for pictures, and for load.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Sequence
from typing import Any

from schemas.documents.info import Agent, Disk, Host, Info
from schemas.documents.presence import Beat, MachinePresence
from schemas.documents.session import State
from schemas.wire import ids, topics
from tests.broker.hub_processes import Client
from tests.console.rig import Rig
from tests.waiting import until

BEAT_S = 10.0
GIB = 2**30


class Machine:
    """One machine with these projects, that the rig's hub knows and that beats until `close`."""

    def __init__(self, rig: Rig, name: str, projects: Sequence[str], **info: Any) -> None:
        secret = secrets.token_hex(32)
        with rig.person() as owner:
            owner.ask(
                "admin",
                ids.HUB,
                ids.NONE,
                ids.NONE,
                command="machine.add",
                arguments={
                    "machine": name,
                    "projects": {one: f"/srv/{one}" for one in projects},
                    "digest": hashlib.sha256(secret.encode()).hexdigest(),
                },
            )
        self.name = name
        self._since = time.time_ns() // 1000
        self._client: Client = until(lambda: self._connect(rig, secret), f"{name} is let in", 20)
        said: dict[str, Any] = {
            "daemon": "0.1.0",
            "host": Host(name=name, system="Linux 6.1", cpus=8, memory=32 * GIB, account="ana"),
            "agents": [Agent(agent="claude", version="2.1.197", gate="not gated")],
            "load": 85,
            "disk": Disk(free=210 * GIB, total=500 * GIB, journals=GIB, quota=10 * GIB),
            "projects": list(projects),
        }
        self._put("machine.info", Info(machine=name, **(said | info)), m=name)
        self.beat()
        self._over = threading.Event()
        self._beats = threading.Thread(target=self._beat_on, daemon=True)
        self._beats.start()

    def beat(self, online: bool = True) -> None:
        """Say that it is here, or that it went away."""
        beat = Beat(boot=int(time.monotonic() * 1000), incarnation="crowd")
        told = MachinePresence(
            online=online, since=self._since, beat=beat if online else None, v="0.1.0"
        )
        self._put("machine.presence", told, m=self.name)

    def session(self, project: str, **fields: Any) -> str:
        """Publish one session's document and return its id. `ago_s`: since when its phase is."""
        now = time.time_ns() // 1000
        session = fields.pop("session", None) or ids.new_session()
        since = now - int(fields.pop("ago_s", 60) * 1_000_000)
        document = State.of(
            {
                "session": session,
                "machine": self.name,
                "project": project,
                "folder": f"/srv/{project}",
                "agent": "claude",
                "version": "2.1.197",
                "kind": "terminal",
                "phase": "working",
                "since": since,
                "started": since - 600_000_000,
                "last_output": since,
                "gate": "not gated",
                "head": 100,
                "archived": 100,
                **fields,
            }
        )
        self._put("session.state", document, m=self.name, p=project, s=session)
        return session

    def close(self, online: bool = False) -> None:
        """Go; unless `online`, saying so."""
        self._over.set()
        self._beats.join()
        self.beat(online)
        self._client.close()

    def _connect(self, rig: Rig, secret: str) -> Any:
        made = Client(rig.port, f"machine:{self.name}", secret)
        if until(made.outcome, "the broker's answer", 20) == "Success":
            return made
        made.close()
        return None

    def _put(self, name: str, document: Any, **levels: str) -> None:
        raw = document.encode()
        assert json.loads(raw), "a document of the wire"
        self._client.publish(topics.build(name, **levels), raw, retain=True)

    def _beat_on(self) -> None:
        while not self._over.wait(BEAT_S):
            self.beat()


PHASES = ("waiting", "working", "running", "idle", "ended", "working", "running")
DOING = (
    "runs `pytest -q`",
    "edits console/pages/fleet.py",
    "reads 14 files",
    "asks: may I push to main?",
    "thinks",
    "",
)


def two_hundred(machines: Sequence[Machine], projects: Sequence[str], count: int = 200) -> None:
    """Sessions of every phase over all machines, some with odd titles or of 200 characters."""
    for number in range(count):
        phase = PHASES[number % len(PHASES)]
        title = f"mend part {number} of the fleet"
        if number % 25 == 0:
            title = f"{number} " + "a title without any break" * 8
        if number % 40 == 3:
            title = "شغّل الاختبارات 🚦 <b>לא</b> \u202egpj.exe"
        machines[number % len(machines)].session(
            projects[number % len(projects)],
            title=title[:200],
            phase=phase,
            doing=DOING[number % len(DOING)],
            branch=f"topic/{number}",
            ago_s=number * 37,
            attention=time.time_ns() // 1000 if number % 33 == 1 and phase == "running" else None,
            exit={"status": number % 3} if phase == "ended" else None,
        )
