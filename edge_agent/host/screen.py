"""The screen of a session, kept by a child process, for a host that never waits for it.

    host ── feed, resize, request_snapshot ──► child (libghostty-vt)
         ◄── replies, snapshots, title, bell ──

The child parses hostile bytes, so it may die, hang or lie at any moment. What was fed since its
last checkpoint is kept here (`TAIL` bytes at most): a dead or stuck child is replaced and fed from
there, muted as far as queries were answered already. A child that lags behind `QUEUE` bytes is not
waited for: what it has not seen is dropped but for the tail, and snapshots say `lossy` until the
program paints anew. Without a library, or when children keep dying, a snapshot *is* the tail.

The child is the only one that answers the program's queries; those that ask for a title, a
clipboard or a window's size get no answer.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from edge_agent.host import ghostty
from edge_agent.host import screen_child as child

TAIL = 1024 * 1024
QUEUE = 2 * 1024 * 1024
CHECKPOINT_EVERY = 512 * 1024
"""Bytes: half of the tail, so that the next checkpoint comes before the tail overflows."""

STUCK = 10.0
"""Seconds without progress after which a child is replaced; 1 MiB takes it 0.1 s."""

DEATHS = 5
"""Children that may die within a minute before the screen is given up."""

# What an emulator may make us type: reports, never a printable line or a return. Even a child that
# was taken over can press no key with these.
_REPLIES = re.compile(
    rb"(?:\x1b\[[0-?]{0,64}[ -/]{0,2}[Rcnuy]"
    rb"|\x1bP[ -~]{0,256}\x1b\\"
    rb"|\x1b\][0-9;]{1,8};rgb:[0-9a-f/]{1,32}(?:\x07|\x1b\\))+"
)
_PAINTS_ANEW = re.compile(rb"\x1bc|\x1b\[[23]?J|\x1b\[\?1049[hl]")
# Ends whatever sequence a gap has left open, and shows nothing.
_GROUND = b"\x18\x1b\\"


@dataclass(frozen=True, slots=True)
class Reply:
    """Bytes to type into the program: the terminal's answer to its query."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The screen after `offset` fed bytes; sent behind a reset it makes any terminal the same.

    `lossy`: bytes were dropped before it, so it may differ until the program paints anew.
    """

    token: int
    offset: int
    data: bytes
    lossy: bool


@dataclass(frozen=True, slots=True)
class Title:
    """The program's title, as it came: hostile text, 1,024 characters at most."""

    text: str


@dataclass(frozen=True, slots=True)
class Bell:
    """The bell rang, once or more."""


@dataclass(frozen=True, slots=True)
class Notice:
    """OSC 9 or 777: hostile text."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Lagging:
    """Output was dropped before it reached the screen (`on`), or it has caught up again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Restarted:
    """The child was replaced: `fileno()` has changed. `why` is for people."""

    why: str


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no screen from here on; snapshots are the raw tail."""

    why: str


Event = Reply | Snapshot | Title | Bell | Notice | Lagging | Restarted | Lost


@dataclass(slots=True)
class _Asked:
    """A snapshot that is owed: as of which offset, and whether the child has been told."""

    token: int
    offset: int
    sent: bool


@dataclass(slots=True)
class _Piece:
    """One frame of the tail: its kind, its payload, and the offset after it."""

    kind: int
    payload: bytes
    end: int


def available() -> bool:
    """Whether this machine has the library."""
    try:
        ghostty.find_library()
    except ghostty.Unavailable:
        return False
    return True


class Screen:
    """One session's screen. Sizes in cells, offsets in bytes fed since the start.

    Register `fileno()` for reading, and for writing while `wants_write`; call `poll()` when it is
    ready and at least every second. No method blocks.
    """

    def __init__(
        self, columns: int, rows: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._size = self._base_size = (columns, rows)
        self._base = b""
        self._tail: deque[_Piece] = deque()
        self._tail_bytes = 0
        self._events: deque[Event] = deque()
        self._tokens = 0
        self._asked: deque[_Asked] = deque()
        self._deaths: deque[float] = deque(maxlen=DEATHS)
        self._replaying = False
        self._checkpoint_asked = False
        self._since_checkpoint = 0
        self.offset = 0
        self.processed = 0
        self.lossy = False
        self.lagging = False
        self.pid = 0
        self._link: socket.socket | None = None
        self._in = bytearray()
        self._out: deque[bytes] = deque()
        self._out_bytes = self._out_sent = 0
        self._awaiting: deque[tuple[int, int]] = deque()
        self._progress = clock()
        if available():
            self._start()
        else:
            self._events.append(Lost("no libghostty-vt for this machine"))

    # -- what the host does

    def fileno(self) -> int:
        """The socket to the child; -1 when there is none."""
        return self._link.fileno() if self._link else -1

    @property
    def wants_write(self) -> bool:
        """Whether bytes wait for the child."""
        return bool(self._out) and self._link is not None

    def feed(self, data: bytes) -> None:
        """What the program printed, in order. Never blocks, never grows past its bounds."""
        if not data:
            return
        for start in range(0, len(data), 65536):
            part = bytes(data[start : start + 65536])
            self.offset += len(part)
            self._keep(_Piece(child.FEED, part, self.offset))
        if self.lossy and not self.lagging and _PAINTS_ANEW.search(data):
            self.lossy = False
        self._since_checkpoint += len(data)
        if (
            self._since_checkpoint >= CHECKPOINT_EVERY
            and not (self._checkpoint_asked or self.lagging)
            and self._link
        ):
            self._checkpoint_asked, self._since_checkpoint = True, 0
            self._ask(0)
        self._flush()

    def resize(self, columns: int, rows: int) -> None:
        """A new size, from here in the stream on."""
        self._size = (columns, rows)
        self._keep(_Piece(child.SIZE, struct.pack(">HH", columns, rows), self.offset))
        self._flush()

    def request_snapshot(self) -> int:
        """Ask for the screen as of now; a `Snapshot` event with this token follows, always."""
        self._tokens += 1
        self._ask(self._tokens)
        self._flush()
        return self._tokens

    def poll(self) -> list[Event]:
        """What has happened since; also moves bytes and replaces a child that died or hangs."""
        if self._link:
            self._flush()
            self._read()
        if self._link and self._awaiting and self._clock() - self._progress > STUCK:
            self._replace("it made no progress")
        busy = self._awaiting or self._out or any(asked.sent for asked in self._asked)
        if self.lagging and self._link and not busy:
            self.lagging = False
            self._refeed(_GROUND, after=self.processed)
            self._events.append(Lagging(False))
        events = list(self._events)
        self._events.clear()
        return events

    def close(self) -> None:
        """End the child."""
        self._end_child()

    # -- the tail

    def _keep(self, piece: _Piece) -> None:
        self._tail.append(piece)
        self._tail_bytes += len(piece.payload)
        while self._tail_bytes > TAIL:
            self._forget_first()
            self._base = b""  # what it stood for no longer joins the tail
        if self._link and not self.lagging:
            self._send(piece)

    def _forget_first(self) -> None:
        piece = self._tail.popleft()
        self._tail_bytes -= len(piece.payload)
        if piece.kind == child.SIZE:
            columns, rows = struct.unpack(">HH", piece.payload)
            self._base_size = (columns, rows)

    def _start_of_tail(self) -> bytes:
        """The tail from a boundary on: a cut sequence must not be shown as text."""
        raw = b"".join(piece.payload for piece in self._tail if piece.kind == child.FEED)
        if self._base or len(raw) == self.offset:
            return self._base + raw
        line = raw.find(b"\n", 0, 65536)
        return _GROUND + raw[line + 1 :]

    # -- to the child

    def _send(self, piece: _Piece, *, muted: bool = False) -> None:
        if piece.kind == child.FEED:
            if not self._awaiting:
                self._progress = self._clock()
            self._awaiting.append((piece.end, len(piece.payload)))
        self._put(child.REPLAY if muted else piece.kind, piece.payload)

    def _put(self, kind: int, payload: bytes) -> None:
        data = child.frame(kind, payload)
        self._out.append(data)
        self._out_bytes += len(data)
        if self._out_bytes > QUEUE and not self.lagging:
            self._fall_behind()

    def _ask(self, token: int) -> None:
        if not self._link:
            if token:
                data = self._start_of_tail()
                self._events.append(Snapshot(token, self.offset, data, True))
            return
        asked = _Asked(token, self.offset, False)
        self._asked.append(asked)
        if not self.lagging:
            self._tell(asked)

    def _tell(self, asked: _Asked) -> None:
        asked.sent = True
        self._put(child.SNAPSHOT, child.NUMBER.pack(asked.token))

    def _fall_behind(self) -> None:
        """Forget what waits; the tail is fed when the child is done with what it has."""
        self.lagging = self.lossy = True
        self._base = b""
        # A frame that is partly sent must be finished; whole ones are forgotten.
        begun = self._out.popleft() if self._out_sent else b""
        for data in reversed(self._out):
            if data[4] in (child.FEED, child.REPLAY):
                self._awaiting.pop()
            elif data[4] == child.SNAPSHOT:
                next(asked for asked in reversed(self._asked) if asked.sent).sent = False
        self._out = deque([begun] if begun else [])
        self._out_bytes = len(begun)
        self._events.append(Lagging(True))

    def _flush(self) -> None:
        while self._out and self._link:
            try:
                sent = self._link.send(memoryview(self._out[0])[self._out_sent :])
            except BlockingIOError:
                return
            except OSError:
                self._replace("its socket broke")
                return
            self._out_sent += sent
            if self._out_sent == len(self._out[0]):
                self._out_bytes -= len(self._out.popleft())
                self._out_sent = 0

    # -- from the child

    def _read(self) -> None:
        for _ in range(16):  # what it sends must not hold up the host's other work
            if self._link is None:
                return
            try:
                data = self._link.recv(262144)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._replace("it died")
                return
            self._in += data
            if not self._parse():
                self._replace("it broke the protocol")
                return

    def _parse(self) -> bool:
        start = 0
        head = child.HEAD
        while len(self._in) - start >= head.size:
            length, kind = head.unpack_from(self._in, start)
            if not 1 <= length <= child.MAX_FRAME:
                return False
            end = start + 4 + length
            if len(self._in) < end:
                break
            if not self._take(kind, bytes(self._in[start + head.size : end])):
                return False
            start = end
        del self._in[:start]
        return True

    def _take(self, kind: int, payload: bytes) -> bool:
        """One frame; false when it cannot be."""
        if kind == child.DONE:
            if not self._awaiting or payload != child.NUMBER.pack(self._awaiting[0][1]):
                return False
            self.processed = max(self.processed, self._awaiting.popleft()[0])
            self._progress = self._clock()
            self._replaying = self._replaying and bool(self._awaiting)
        elif kind == child.REPLY:
            if _REPLIES.fullmatch(payload):
                self._events.append(Reply(payload))
        elif kind == child.SCREEN:
            return self._take_snapshot(payload)
        elif kind == child.TITLE:
            self._events.append(Title(payload.decode("utf-8", "replace")))
        elif kind == child.BELL:
            self._events.append(Bell())
        elif kind == child.NOTICE:
            title, _, body = payload.decode("utf-8", "replace").partition("\n")
            self._events.append(Notice(title, body))
        else:
            return False
        return True

    def _take_snapshot(self, payload: bytes) -> bool:
        if len(payload) < child.NUMBER.size or not self._asked:
            return False
        asked = self._asked[0]
        if not asked.sent or payload[: child.NUMBER.size] != child.NUMBER.pack(asked.token):
            return False
        self._asked.popleft()
        data = payload[child.NUMBER.size :]
        if asked.token:
            self._events.append(Snapshot(asked.token, asked.offset, data, self.lossy))
        else:
            self._checkpoint(asked.offset, data)
        return True

    def _checkpoint(self, offset: int, data: bytes) -> None:
        """From here on a new child starts from this picture instead of from older bytes."""
        self._checkpoint_asked = False
        if self.lagging or len(data) > TAIL // 2:
            return
        while self._tail and self._tail[0].end <= offset:
            self._forget_first()
        self._base = b"\x1bc" + data

    # -- its life

    def _clear_link(self) -> None:
        self._link = None
        self._in.clear()
        self._out.clear()
        self._out_bytes = self._out_sent = 0
        self._awaiting.clear()
        self._progress = self._clock()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        columns, rows = self._base_size
        with open(os.devnull, "wb") as nothing:
            self.pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-I", "-m", child.__name__, str(columns), str(rows)],
                # Nothing of the session's environment: it may hold secrets.
                {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
                    (os.POSIX_SPAWN_DUP2, nothing.fileno(), 1),
                    (os.POSIX_SPAWN_DUP2, nothing.fileno(), 2),
                ],
                setpgroup=0,
            )
        theirs.close()
        ours.setblocking(False)
        self._link = ours

    def _end_child(self) -> None:
        if self._link:
            self._link.close()
        self._clear_link()
        if self.pid:
            try:
                os.kill(self.pid, 9)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass  # the host reaps everything below it, and was quicker
            self.pid = 0

    def _replace(self, why: str) -> None:
        """A new child from the tail; if it dies of that, the next starts blank."""
        self._end_child()
        now = self._clock()
        tired = len(self._deaths) == DEATHS and now - self._deaths[0] < 60.0
        self._deaths.append(now)
        self._checkpoint_asked = False
        self._asked = deque(_Asked(a.token, a.offset, False) for a in self._asked if a.token)
        if tired:
            self._give_up(why)
            return
        if self._replaying:
            self._tail.clear()
            self._tail_bytes = 0
            self._base = b""
            self._base_size = self._size
            self.lossy = True
        whole = self.offset == sum(
            len(piece.payload) for piece in self._tail if piece.kind == child.FEED
        )
        if not self._base and not whole:
            self.lossy = True
        self.lagging = False
        self._start()
        self._refeed(self._base or _GROUND, after=-1)
        self._replaying = bool(self._awaiting)
        self._events.append(Restarted(why))

    def _refeed(self, first: bytes, *, after: int) -> None:
        """Send the tail behind `after`, each snapshot that is owed at its place in the stream."""
        owed = deque(asked for asked in self._asked if not asked.sent)
        self._send(_Piece(child.FEED, first, 0), muted=True)
        for piece in self._tail:
            while owed and owed[0].offset < piece.end:
                self._tell(owed.popleft())
            if piece.kind == child.SIZE:
                self._send(piece)
            elif piece.end > after:
                self._send(piece, muted=piece.end <= self.processed)
        for asked in owed:
            self._tell(asked)
        self._flush()

    def _give_up(self, why: str) -> None:
        self._events.append(Lost(f"children keep dying: {why}"))
        for asked in self._asked:
            data = self._start_of_tail()
            self._events.append(Snapshot(asked.token, self.offset, data, True))
        self._asked.clear()
