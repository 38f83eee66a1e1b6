"""The host of one session: its parts, joined in one loop, from the first line to the last."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge_agent.host import hardening, launch, succession, tree
from edge_agent.host.daemon_link import DaemonLink
from edge_agent.host.desks import Desks
from edge_agent.host.document import Document
from edge_agent.host.ending import Ending
from edge_agent.host.flood import Budget
from edge_agent.host.gateless import Gateless, GateParts, GateSide
from edge_agent.host.happenings import Happenings
from edge_agent.host.housekeeping import Housekeeping
from edge_agent.host.journal import Closed, Full, Identity, Journal
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text, secret_values
from edge_agent.host.picture import Picture
from edge_agent.host.printed import Printed
from edge_agent.host.pty import Terminal, environment_for
from edge_agent.host.reception import Reception
from edge_agent.host.record import Record
from edge_agent.host.requests import Requests
from edge_agent.host.screen import Snapshot
from edge_agent.host.steering import Steering
from edge_agent.host.syncer import Syncer
from edge_agent.host.viewers import Viewers
from edge_agent.host.watching import Watching
from schemas.wire import frames, settings
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.layout import Home, SessionDir

LINGER_S = 2.0
"""How long the last frames may take to reach slow peers."""


BRIEF_MS = 2_000
FIRST_DESK_S = 1.0
"""A program that ended by itself so soon may have a desk on its way that wants to see what it
printed (`signalbox run ls`): it is waited for so long."""


class Host:
    """One session. `start()` begins it, `run()` serves until its tree is gone."""

    def __init__(self, session_dir: Path, run_dir: Path, clock: Clock, umask: int) -> None:
        """Read the launch file and take the journal. Raises `Refused`."""
        self._run_dir = run_dir
        self._clock = clock
        self._umask = umask
        folder = SessionDir(session_dir)
        self._launch = launch.load(folder.launch)
        self._loop = Loop()
        self._home = Home(session_dir.parents[2])
        self._settings = settings.load(self._home.config)
        self._environment = environment_for(dict(os.environ), self._launch.session)
        values = secret_values(self._environment)
        named = (self._environment.get(name) for name in self._launch.secret_names)
        self._patterns = Patterns([*values, *(value for value in named if value)])
        identity = Identity(self._launch.machine, self._launch.project, self._launch.session)
        self._journal = Journal(folder, identity)
        if self._journal.seq:
            raise Refused("already-running", f"{self._launch.session} has been run")
        self._timeline = Timeline(clock)
        self._syncer = Syncer()
        self._budget = Budget(
            self._settings["session.output_refill_kib"] * 1024,
            self._settings["session.output_burst_mib"] * 1024 * 1024,
            self._loop.now(),
        )
        self._document = Document(self._launch, self._timeline.now_us())
        self._daemon = DaemonLink(self._document.take)
        self._record = Record(
            self._journal,
            self._timeline,
            self._budget,
            self._syncer,
            self._loop.now,
            self._daemon.synced,
            self._fault,
        )
        self._reception: Reception | None = None
        self._gate: GateSide = Gateless(self._loop)
        self._gone = False
        self._awaits_desk = False
        self._told_end = False
        self._successions = 0
        self._began = clock.boot_ms()

    def start(self) -> None:
        """Write `started`, start the program, open the sockets. Raises `Refused`."""
        refused = self._prepare_gate()
        try:
            self._record.add("started", self._started_body())
            self._record.finish()
        except (Full, Closed) as error:
            raise Refused("journal-fault", str(error)) from None
        if self._record.synced < 1:
            raise Refused("journal-fault", self._journal.closed or "")
        hardening.become_subreaper()
        self._terminal = self._start_program(refused)
        self._document.happened("runs", self._timeline.now_us())
        self._daemon.phase_changed()
        try:
            self._join()
        except OSError as error:
            os.kill(self._terminal.pid, signal.SIGKILL)
            raise Refused("home-unwritable", f"{self._run_dir}: {error.strerror}") from None

    def run(self) -> None:
        """Serve until the session has ended and everybody was told."""
        self._housekeeping.start()
        self._ending.reap()
        self._loop.run(self._each_pass)
        assert self._reception is not None
        self._reception.close()
        self._picture.close()
        self._terminal.hang_up()
        self._syncer.close()
        self._journal.close()

    def _join(self) -> None:
        """Make the parts and tell them of each other. Raises OSError where a socket fails."""
        loop, record, patterns = self._loop, self._record, self._patterns
        self._picture = Picture(
            loop, self._terminal.columns, self._terminal.rows, lambda e: self._happenings.take(e)
        )
        self._desks = Desks(self._picture.ask, lambda c, r: self._resize("desk", c, r))
        self._printed = Printed(loop, self._terminal, self._desks, record, self._picture, patterns)
        self._watching = Watching()
        self._viewers = Viewers(
            loop, self._picture, self._watching, self._daemon, patterns, record.mark
        )
        self._happenings = Happenings(
            loop,
            self._terminal,
            self._document,
            bool(self._launch.title),
            self._try_add,
            self._on_snapshot,
            self._timeline.now_us,
        )
        self._ending = Ending(
            loop,
            self._terminal.pid,
            self._left,
            self._on_exit,
            self._on_tree_gone,
            self._gate.wrapped,
        )
        steering = Steering(
            loop,
            self._terminal,
            self._printed,
            record,
            self._watching,
            self._timeline,
            patterns,
            self._resize,
            self._on_stop,
            self._watched,
            self._on_titled,
            self._on_heard,
            self._gate.prompted,
            self._on_interrupted,
        )
        self._join_gate()
        effects = {**steering.effects, **self._gate.effects}
        self._requests = Requests(record, self._clock, effects, steering.describe)
        self._housekeeping = Housekeeping(
            loop,
            self._home,
            self._settings["journal.quota_gib"],
            self._terminal,
            self._printed,
            record,
            self._budget,
            self._document,
            self._watching,
            self._timeline,
            patterns,
            lambda text: self._try_add("note", {"text": text}),
            self._fault,
            self._on_look,
        )
        self._reception = Reception(
            loop,
            self._run_dir,
            self._home.edge / "daemon.lock",
            self._desks,
            self._requests,
            steering,
            self._daemon,
            record,
            self._greeting,
            self._on_attached,
            self._on_fork,
            self._gate,
        )
        loop.watch(self._syncer.socket, self._on_synced)

    # -- the loop

    def _each_pass(self) -> float | None:
        if self._desks.want_screen and self._printed.level:
            self._desks.ask()
            self._picture.poll()
        wait = self._record.step()
        self._picture.step()
        self._printed.step()
        self._housekeeping.step()
        if self._document.urgent:
            self._daemon.state(self._document.take())
        if self._gone:
            self._say_goodbye()
        return wait

    def _on_synced(self, readable: bool, writable: bool) -> None:
        for error in self._syncer.results():
            self._record.sync_finished(error)

    def _on_look(self) -> None:
        self._watched()
        if self._document.changed:
            self._daemon.state(self._document.take())

    # -- the program

    def _started_body(self) -> dict[str, Any]:
        given = self._launch.as_fields()
        body = {name: v for name, v in given.items() if name not in ("session", "secret_names")}
        body["argv"] = [mask_text(word, self._patterns) for word in self._launch.argv]
        return body

    def _start_program(self, refused: Refused | None) -> Terminal:
        asked = self._launch
        try:
            if refused is not None:
                raise refused
            argv, environment, before_exec = self._gate.program(asked, self._environment)
            return Terminal(
                argv,
                asked.folder,
                environment,
                asked.columns,
                asked.rows,
                self._umask,
                before_exec,
            )
        except Refused as refused:
            self._record.add("fault", {"what": str(refused), "meant": "nothing was started"})
            self._record.add("ended", {"duration": 0})
            self._record.finish()
            raise

    def _left(self) -> list[int]:
        return tree.descendants(os.getpid(), without=(self._picture.pid, *self._gate.pids))

    def _on_exit(self, left: int) -> None:
        self._printed.drain()
        brief = self._clock.boot_ms() - self._began < BRIEF_MS
        self._awaits_desk = brief and not self._desks.ever
        if left:
            text = f"the program has ended and left {left} processes, which are ended"
            self._try_add("note", {"text": text})

    def _on_tree_gone(self) -> None:
        self._gate.stopping()
        self._printed.drain()
        outcome = self._ending.outcome
        at_us = self._timeline.now_us()
        try:
            for body in self._watching.over(self._loop.now(), at_us, all_of_them=True):
                self._record.add("watching", body)
            self._record.finish_output()
            duration = self._clock.boot_ms() - self._began
            self._record.add("ended", {**outcome, "duration": duration})
        except (Full, Closed):
            pass  # told by a fault; the daemon finishes this journal
        self._record.finish()
        self._journal.end("the session has ended")
        self._requests.ended = True
        self._document.happened("exited", self._timeline.now_us())
        self._document.set(
            exit=outcome, doing="", attention=None, watchers=[], head=self._record.synced
        )
        self._gone = True
        self._loop.after(FIRST_DESK_S, self._wait_no_more)
        self._loop.after(LINGER_S, self._say_end)
        self._loop.after(2 * LINGER_S, self._loop.stop)

    def _say_goodbye(self) -> None:
        """Desks are shown the last screen first; then everybody is told, and the host ends."""
        if self._awaits_desk and not self._desks.ever:
            return
        if not self._told_end and self._desks.all_live:
            self._say_end()
        if self._told_end and self._reception is not None and not self._reception.unsent:
            self._loop.stop()

    def _wait_no_more(self) -> None:
        self._awaits_desk = False

    def _say_end(self) -> None:
        if not self._told_end and self._reception is not None:
            self._told_end = True
            self._daemon.state(self._document.take())
            self._reception.tell_all(frames.control("ended", **self._ending.outcome))

    # -- the gate

    def _prepare_gate(self) -> Refused | None:
        """Whatever a gated session needs before its program; why it cannot have it."""
        if self._launch.gate != "gated":
            return None
        from edge_agent.host.gated import Gated

        try:
            self._gate = Gated(
                self._loop,
                self._home,
                self._launch,
                self._run_dir,
                self._environment,
                self._settings,
            )
        except Refused as refused:
            return refused
        except OSError as error:
            return Refused("home-unwritable", f"{self._run_dir}: {error.strerror}")
        given = self._launch = self._gate.launch(self._launch)
        self._document.set(mode=given.mode, level=given.level, version=given.version)
        return None

    def _join_gate(self) -> None:
        self._gate.join(
            GateParts(
                self._record,
                self._document,
                self._clock,
                self._timeline,
                self._patterns,
                self._try_add,
                self._interrupt,
                self._on_ungated,
                self._desks.tell_all,
            )
        )

    def _interrupt(self) -> None:
        """Too much was denied in this turn."""
        self._terminal.interrupt()
        self._try_add("interrupted", {"who": "gate"})

    def _on_ungated(self, why: str) -> None:
        """The agent runs, and its gate is not in it."""
        self._try_add("fault", {"what": why, "meant": "the session is stopped"})
        self._fault("not-possible", f"{why}; the session is stopped")
        self._on_stop(None, lambda: None)

    def _on_stop(self, grace: float | None, then: Callable[[], None]) -> None:
        self._gate.stopping()
        self._ending.stop(grace, then)

    def _on_heard(self, who: str) -> None:
        self._document.typed(self._timeline.now_us())
        self._gate.heard(who)

    def _on_interrupted(self, who: str) -> None:
        self._document.typed(self._timeline.now_us())
        self._gate.interrupted(who)

    # -- small effects

    def _greeting(self) -> dict[str, Any]:
        return {
            "session": self._launch.session,
            "phase": self._document.phase,
            "document": self._document.take(),
        }

    def _on_attached(self) -> None:
        if self._picture.lost:
            self._terminal.nudge()

    def _on_titled(self, title: str) -> None:
        self._happenings.titled = True
        self._document.set(title=title)

    def _resize(self, who: str, columns: int, rows: int) -> None:
        if not self._terminal.resize(columns, rows):
            return
        self._picture.resize(columns, rows)
        self._document.set(columns=columns, rows=rows)
        self._try_add("resized", {"who": who, "columns": columns, "rows": rows})

    def _watched(self) -> None:
        for body in self._watching.over(self._loop.now(), self._timeline.now_us()):
            self._try_add("watching", body)
        self._document.set(watchers=self._watching.who)
        self._viewers.step()

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        size = self._terminal.columns, self._terminal.rows
        self._desks.screen(snapshot, self._record.synced, *size)
        self._viewers.screen(snapshot, *size)

    def _on_fork(self) -> None:
        """The archive holds another history: this journal is closed, the program goes on."""
        self._record.end("the archive holds another history", "fork")
        if self._ending.begun or self._successions >= succession.MOST:
            return
        self._successions += 1
        try:
            following, journal, run_dir = succession.begin(
                self._home, self._launch, self._terminal.columns, self._terminal.rows
            )
            assert self._reception is not None
            self._reception.move(run_dir)
        except (Refused, OSError) as error:
            self._fault("journal-fault", f"no new session could be begun: {error}")
            return
        # The old journal stays locked, so that nobody takes it for a dead host's.
        self._journal, self._launch = journal, following
        self._record.continue_in(journal)
        self._daemon.start_anew()
        self._try_add("started", self._started_body())
        self._document.set(
            session=following.session,
            continues=following.continues,
            started=self._timeline.now_us(),
            head=0,
        )
        self._fault("fork", f"the session goes on as {following.session}")

    def _try_add(self, kind: str, body: dict[str, Any]) -> None:
        try:
            self._record.add(kind, body)
        except (Full, Closed):
            pass  # the record tells that it takes no more; these lines are no reason to stop

    def _fault(self, code: str, text: str) -> None:
        # Not from within the record, which tells of it in the middle of a line.
        self._loop.after(0, lambda: self._gate.journal_changed(self._launch.session))
        if self._reception is not None:
            self._reception.tell_all(frames.control("fault", code=code, text=text))
