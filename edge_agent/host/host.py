"""The host of one session: its parts, joined in one loop, from the first line to the last."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import Any

from edge_agent.host import hardening, launch, screen, sockets, tree
from edge_agent.host.connection import Connection
from edge_agent.host.daemon_link import DaemonLink
from edge_agent.host.desks import Desks
from edge_agent.host.document import UNWATCHED_EVERY_S, WATCHED_EVERY_S, Document
from edge_agent.host.flood import Bucket, Budget
from edge_agent.host.journal import Closed, Full, Identity, Journal
from edge_agent.host.loop import Loop, Timer
from edge_agent.host.masking import Patterns, mask_text, secret_values
from edge_agent.host.picture import Picture
from edge_agent.host.printed import Printed
from edge_agent.host.pty import Terminal, environment_for, signal_name
from edge_agent.host.record import Record
from edge_agent.host.requests import Requests
from edge_agent.host.steering import Steering
from edge_agent.host.syncer import Syncer
from edge_agent.host.viewers import Viewers
from edge_agent.host.watching import Watching
from edge_agent.host.work import running_command
from schemas.wire import frames, settings
from schemas.wire.clock import Clock, Timeline
from schemas.wire.errors import Refused
from schemas.wire.frames import Frame
from schemas.wire.layout import Home, SessionDir
from schemas.wire.plain import plain

LINGER_S = 2.0
"""How long the last frames may take to reach slow peers."""

ROOM_EVERY_S = 0.5
"""How often a full disk is looked at."""

ATTENTION_BURST = 20
"""Bells and notices that are journalled at once; then one a second."""

_SIGNALS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Host:
    """One session. `start()` begins it, `run()` serves until its tree is gone."""

    def __init__(self, session_dir: Path, run_dir: Path, clock: Clock, umask: int) -> None:
        """Read the launch file and take the journal. Raises `Refused`."""
        self._folder = SessionDir(session_dir)
        self._run_dir = run_dir
        self._clock = clock
        self._umask = umask
        self._launch = launch.load(self._folder.launch)
        self._loop = Loop()
        self._home = Home(session_dir.parents[2])
        chosen = settings.load(self._home.config)
        environment = environment_for(dict(os.environ), self._launch.session)
        values = secret_values(environment)
        values += [environment[n] for n in self._launch.secret_names if n in environment]
        self._environment = environment
        self._patterns = Patterns(values)
        self._journal = Journal(
            self._folder,
            Identity(self._launch.machine, self._launch.project, self._launch.session),
        )
        if self._journal.seq:
            raise Refused("already-running", f"{self._launch.session} has been run")
        self._timeline = Timeline(clock)
        self._syncer = Syncer()
        self._budget = Budget(
            chosen["session.output_refill_kib"] * 1024,
            chosen["session.output_burst_mib"] * 1024 * 1024,
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
        self._attention = Bucket(1, ATTENTION_BURST, self._loop.now())
        self._stopping: tree.Stopping | None = None
        self._stop_timer: Timer | None = None
        self._when_stopped: list[Any] = []
        self._status: int | None = None
        self._ended = False
        self._began = clock.boot_ms()

    def start(self) -> None:
        """Write `started`, start the program, open the sockets. Raises `Refused`."""
        asked = self._launch
        try:
            self._record.add("started", self._started_body())
            self._record.finish()
        except (Full, Closed) as error:
            raise Refused("journal-fault", str(error)) from None
        if self._record.synced < 1:
            raise Refused("journal-fault", self._journal.closed or "")
        hardening.become_subreaper()
        self._catch_signals()
        self._terminal = self._start_program()
        self._document.happened("runs", self._timeline.now_us())
        self._picture = Picture(self._loop, asked.columns, asked.rows, self._on_screen_event)
        self._desks = Desks(self._picture.ask, lambda c, r: self._resize("desk", c, r))
        self._printed = Printed(
            self._loop, self._terminal, self._desks, self._record, self._picture, self._patterns
        )
        self._watching = Watching()
        self._viewers = Viewers(
            self._loop, self._picture, self._watching, self._daemon, self._patterns
        )
        self._steering = Steering(
            self._loop,
            self._terminal,
            self._printed,
            self._record,
            self._document,
            self._watching,
            self._timeline,
            self._patterns,
            self._resize,
            self._stop,
            self._watched,
        )
        self._requests = Requests(
            self._record, self._clock, self._steering.effects, self._steering.describe
        )
        try:
            self._door = sockets.Door(
                self._loop, self._run_dir / "session.sock", self._on_frame, self._on_gone
            )
            self._gate = sockets.Door(
                self._loop, self._run_dir / "gate.sock", sockets.answer_gate, lambda _: None
            )
            pid_file = self._run_dir / "pid"
            pid_file.write_text(f"{os.getpid()}\n")
        except OSError as error:
            os.kill(self._terminal.pid, signal.SIGKILL)
            raise Refused("home-unwritable", f"{self._run_dir}: {error.strerror}") from None
        self._loop.watch(self._syncer.socket, self._on_synced)
        self._tick()
        self._look_for_room()

    def run(self) -> None:
        """Serve until the session has ended and everybody was told."""
        self._reap()
        self._loop.run(self._each_pass)
        self._close()

    # -- the loop

    def _each_pass(self) -> float | None:
        if self._ended:
            if not any(peer.unsent for peer in self._door.peers):
                self._loop.stop()
            return None
        if self._desks.want_screen and self._printed.level:
            self._desks.ask()
            self._picture.poll()
        wait = self._record.step()
        self._picture.step()
        self._printed.step()
        if self._document.urgent:
            self._daemon.state(self._document.take())
        return wait

    def _on_synced(self, readable: bool, writable: bool) -> None:
        for error in self._syncer.results():
            self._record.sync_finished(error)

    def _tick(self) -> None:
        """What is looked at every few seconds: the wall clock, leases, what goes on."""
        step = self._timeline.step_us()
        if step is not None:
            self._note(f"the wall clock moved by {step / 1_000_000:+.1f} s")
        self._watched()
        command = running_command(self._terminal.foreground(), self._terminal.pid)
        self._document.doing(mask_text(f"runs `{command}`", self._patterns) if command else "")
        self._document.set(urgent=False, head=self._record.synced)
        if self._document.changed:
            self._daemon.state(self._document.take())
        every = WATCHED_EVERY_S if self._watching.who else UNWATCHED_EVERY_S
        self._loop.after(every, self._tick)

    def _look_for_room(self) -> None:
        if self._record.full:
            self._record.try_again()
        self._loop.after(ROOM_EVERY_S, self._look_for_room)

    # -- the program

    def _started_body(self) -> dict[str, Any]:
        given = self._launch.as_fields()
        body = {name: v for name, v in given.items() if name not in ("session", "secret_names")}
        body["argv"] = [mask_text(word, self._patterns) for word in self._launch.argv]
        return body

    def _start_program(self) -> Terminal:
        asked = self._launch
        try:
            launch.check_folder(asked.folder)
            program = launch.find_program(asked.argv, asked.folder, self._environment.get("PATH"))
            return Terminal(
                [program, *asked.argv[1:]],
                asked.folder,
                self._environment,
                asked.columns,
                asked.rows,
                self._umask,
            )
        except Refused as refused:
            self._record.add("fault", {"what": str(refused), "meant": "nothing was started"})
            self._record.add("ended", {"duration": 0})
            self._record.finish()
            raise

    def _catch_signals(self) -> None:
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        self._signals = (reader, writer)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, lambda *_: None)
        self._loop.watch(reader, self._on_signal)

    def _on_signal(self, readable: bool, writable: bool) -> None:
        for number in self._signals[0].recv(256):
            if number == signal.SIGTERM:
                self._stop(-1, lambda: None)
        self._reap()

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self._terminal.pid:
                self._status = status
                self._program_ended()

    def _program_ended(self) -> None:
        self._printed.drain()
        if self._stopping is not None:
            return
        left = self._left()
        if left:
            self._note(f"the program has ended and left {len(left)} processes, which are ended")
        self._stop(tree.GRACE_S, lambda: None)

    def _left(self) -> list[int]:
        return tree.descendants(os.getpid(), without=(self._picture.pid,))

    def _stop(self, grace: float, then: Any) -> None:
        """End the tree; a negative grace means the default. `then` is called when it is gone."""
        grace = tree.GRACE_S if grace < 0 else grace
        self._when_stopped.append(then)
        now = self._loop.now()
        if self._stopping is None:
            self._stopping = tree.Stopping(self._left, grace, now)
            self._stop_step()
        else:
            self._stopping.hurry(grace, now)

    def _stop_step(self) -> None:
        assert self._stopping is not None
        self._reap()
        wait = self._stopping.step(self._loop.now())
        if wait is not None:
            self._loop.after(wait, self._stop_step)
            return
        self._finish()

    def _finish(self) -> None:
        self._printed.drain()
        at_us = self._timeline.now_us()
        for then in self._when_stopped:
            then()
        outcome = self._outcome()
        try:
            for body in self._watching.over(self._loop.now(), at_us, all_of_them=True):
                self._record.add("watching", body)
            self._record.finish_output()
            duration = self._clock.boot_ms() - self._began
            self._record.add("ended", {**outcome, "duration": duration})
        except (Full, Closed):
            pass  # told by a fault; the daemon finishes this journal
        self._record.finish()
        self._document.happened("exited", self._timeline.now_us())
        self._document.set(exit=outcome, doing="", watchers=[], head=self._record.synced)
        self._daemon.state(self._document.take())
        self._door.tell_all(frames.control("ended", **outcome))
        self._ended = True
        self._loop.after(LINGER_S, self._loop.stop)

    def _outcome(self) -> dict[str, Any]:
        if self._status is None:
            return {}
        if os.WIFSIGNALED(self._status):
            return {"signal": signal_name(os.WTERMSIG(self._status))}
        return {"status": os.WEXITSTATUS(self._status)}

    def _close(self) -> None:
        for peer in [*self._door.peers, *self._gate.peers]:
            peer.close()
        self._door.close()
        self._gate.close()
        self._picture.close()
        self._terminal.hang_up()
        self._syncer.close()
        self._journal.close()
        (self._run_dir / "pid").unlink(missing_ok=True)
        try:
            self._run_dir.rmdir()
        except OSError:
            pass  # somebody put a file there; it is not ours to remove

    # -- peers

    def _on_frame(self, peer: Connection, frame: Frame) -> None:
        try:
            if not peer.role:
                self._on_hello(peer, frame)
            elif frame.type == frames.TERMINAL:
                self._on_typed(peer, frame.data)
            elif frame.name == "attach":
                self._require(peer, "desk")
                self._desks.attach(peer, frame.fields)
                if self._picture.lost:
                    self._terminal.nudge()
            elif frame.name == "size":
                self._desks.sized(peer, frame.fields)
            elif frame.name == "detach":
                self._desks.leave(peer)
            elif frame.name == "request":
                self._require(peer, "desk", "daemon")
                self._requests.handle(peer, frame.fields)
            elif frame.name == "signed":
                self._require(peer, "daemon")
                self._record.add("signed", frame.fields)
        except Refused as refused:
            peer.send(frames.control("fault", code=refused.code, text=str(refused)))
            peer.leave()
        except (Full, Closed):
            pass  # a signature that could not be kept; the next one covers it

    def _on_hello(self, peer: Connection, frame: Frame) -> None:
        if frame.name != "hello":
            raise Refused("bad-field", "a connection begins with hello")
        lock = self._home.edge / "daemon.lock"
        peer.role = sockets.check_role(peer, frame.fields.get("role"), lock)
        peer.send(
            frames.control(
                "hello",
                v=frames.VERSION,
                session=self._launch.session,
                pid=os.getpid(),
                phase=self._document.phase,
                document=self._document.take(),
            )
        )
        if peer.role == "daemon":
            self._daemon.add(peer)
        elif self._record.full:
            peer.send(frames.control("fault", code="disk-full", text="the disk is full"))

    @staticmethod
    def _require(peer: Connection, *roles: str) -> None:
        if peer.role not in roles:
            raise Refused("peer-refused", f"a {peer.role} may not do this")

    def _on_typed(self, peer: Connection, data: bytes) -> None:
        desk = self._desks.find(peer)
        if desk is None or not desk.steer:
            return
        try:
            self._steering.may_type()
            self._steering.typed("desk", data)
        except Refused as refused:
            peer.send(frames.control("fault", code=refused.code, text=str(refused)))
            return
        self._desks.typed(desk)

    def _on_gone(self, peer: Connection) -> None:
        self._desks.leave(peer)
        self._daemon.remove(peer)

    # -- small effects

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

    def _on_screen_event(self, event: screen.Event) -> None:
        if isinstance(event, screen.Reply):
            try:
                self._terminal.type(event.data)
            except Refused:
                pass  # it asks and does not listen
        elif isinstance(event, screen.Snapshot):
            size = self._terminal.columns, self._terminal.rows
            self._desks.screen(event, self._record.synced, *size)
            self._viewers.screen(event, self._record.synced, *size)
        elif isinstance(event, screen.Title):
            if not self._launch.title:
                self._document.set(urgent=False, title=plain(event.text, most=200))
        elif isinstance(event, screen.Bell):
            self._call_for_attention({"how": "bell"})
        elif isinstance(event, screen.Notice):
            text = ": ".join(part for part in (event.title, event.body) if part)
            self._call_for_attention({"how": "notify", "text": text[:1000]})
        elif isinstance(event, screen.Restarted):
            self._note(f"the screen was started again: {event.why}")
        elif isinstance(event, screen.Lost):
            self._note(f"no screen is kept: {event.why}")

    def _call_for_attention(self, body: dict[str, Any]) -> None:
        now = self._loop.now()
        if self._attention.level(now) >= 1:
            self._attention.spend(1, now)
            self._try_add("attention", body)

    def _note(self, text: str) -> None:
        self._try_add("note", {"text": text})

    def _try_add(self, kind: str, body: dict[str, Any]) -> None:
        try:
            self._record.add(kind, body)
        except (Full, Closed):
            pass  # the record tells that it takes no more; these lines are no reason to stop

    def _fault(self, code: str, text: str) -> None:
        door = getattr(self, "_door", None)
        if door is not None:
            door.tell_all(frames.control("fault", code=code, text=text))
