"""One client's connection: the handshake in its order, packets, deadlines, back-pressure.

The handshake touches no live session before its last step: bounded CONNECT with the level looked
at first, strict decoding, the authority's answer within a deadline, the will, and only then
take-over and CONNACK. An end has one way, `end`, with a reason from ends.ENDS or ends.REFUSALS.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import secrets
import socket
import struct
import sys
from dataclasses import replace
from typing import cast

from broker.mqtt import faults, origin, wire
from broker.mqtt.authority import Peer, Principal
from broker.mqtt.core import Core
from broker.mqtt.ends import ENDS, event_of
from broker.mqtt.message import Message
from broker.mqtt.rights import ALLOWED
from broker.mqtt.session import Overflow, Session
from schemas.wire import connection_state
from schemas.wire.lifecycle import step

TURN = 500
"""Packets of one client that are handled before others have their turn; about 3 ms."""
SLICE_S = 0.005
"""How long one SUBSCRIBE may hold the loop."""
SIOCOUTQNSD = 0x894B
"""Linux (sockios.h): bytes of a TCP socket that were never put on the wire."""
HOLD_MOST_S = 1.0
"""After so long it is looked at again whether the debt is paid."""
CLOSE_S = 2.0
"""How long a last answer may take to leave before the socket is cut."""
FIRST_BUFFER = 64 * 1024
"""Unsent bytes before the principal is known."""


class Connection(asyncio.Protocol):
    """The protocol object of one socket."""

    def __init__(self, core: Core, listener: str) -> None:
        self._core = core
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self.peer = Peer(listener, "", 0)
        self.state = connection_state.FIRST
        self._entered = False
        self._known = False
        self._decoder = wire.Decoder(core.limits)
        self._judging: asyncio.Task[None] | None = None
        self._session: Session | None = None
        self._will: wire.Will | None = None
        self._client_id = ""
        self._username = ""
        self._out: list[bytes] = []
        self._out_bytes = 0
        self._unsent = 0
        self._buffer_bytes = FIRST_BUFFER
        self._flushing = False
        self._began = core.clock()
        self._heard = self._began
        self._silence = 0.0
        self._partial_since: float | None = None
        self._partial_bytes = 0
        self._stalled: tuple[float, int] | None = None
        self._ended = 0.0
        self._held = False
        """Nothing is read for a moment: others have their turn, or it publishes too fast."""
        self._origin: bytes | None = None
        """On the Unix socket: what has come, until it is known whether it names an address."""
        self._asked: list[tuple[str, int]] = []
        """Filters of a SUBSCRIBE that wait for their turn, the last one first."""
        self._asked_id = 0
        self._codes = b""

    @property
    def unsent(self) -> int:
        """Bytes that wait to be taken by the system."""
        waiting = self._transport.get_write_buffer_size() if self._transport is not None else 0
        return self._out_bytes + waiting

    # -- asyncio.Protocol -------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self.peer = _peer(self._listener, transport)
        self._core.entered(self)
        refusal = self._core.door.enter(self.peer.address)
        if refusal:
            self.end(refusal)
            return
        self._entered = True
        if self.peer.uid is not None and self.peer.uid == os.getuid():
            self._origin = b""
        sock = transport.get_extra_info("socket")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._transport.set_write_buffer_limits(high=FIRST_BUFFER)

    def data_received(self, data: bytes) -> None:
        if self.state == "closed":
            return
        self._heard = self._core.clock()
        if self._origin is not None:
            rest = self._read_origin(data)
            if rest is None:
                return
            data = rest
        self._partial_bytes += len(data)
        self._decoder.feed(data)
        if self.state in ("opened", "live") and not self._held:
            self._read()

    def _read_origin(self, data: bytes) -> bytes | None:
        """What is left behind the line that says whose address this is; None: wait, or ended."""
        assert self._origin is not None
        self._origin += data
        if self._origin[:1] != origin.FIRST:
            rest, self._origin = self._origin, None
            return rest
        try:
            found = origin.read(self._origin)
        except origin.Wrong:
            self.end("malformed")
            return None
        if found is None:
            return None
        address, port, rest = found
        self._origin = None
        self._core.door.leave(self.peer.address, False)
        self.peer = replace(self.peer, address=address, port=port)
        refusal = self._core.door.enter(address)
        if refusal:
            self._entered = False
            self.end(refusal)
            return None
        return rest

    def connection_lost(self, exc: Exception | None) -> None:
        self.end("lost")
        self._transport = None
        self._core.left(self)
        if self._entered:
            self._entered = False
            self._core.door.leave(self.peer.address, self._known)

    def resume_writing(self) -> None:
        self._stalled = None
        self._pump()

    # -- reading ----------------------------------------------------------------------------

    def _read(self) -> None:
        """Handle whole packets until there are none, or the handshake has to be waited for."""
        try:
            turn = 0
            while self.state in ("opened", "live") and not self._held:
                if turn >= TURN:
                    self._hold(0.0)
                    break
                turn += 1
                packet = self._decoder.next()
                if packet is None:
                    break
                # A packet is whole: whatever follows it began with these bytes at the earliest.
                self._partial_since = None
                self._handle(packet)
            if self.state != "closed":
                self._watch_partial()
        except wire.UnsupportedLevel:
            self.end("level", wire.connack(wire.BAD_LEVEL))
        except wire.Malformed:
            self.end("malformed")
        except Exception:
            faults.tell("a packet could not be handled")
            self.end("fault")

    def _watch_partial(self) -> None:
        if not self._decoder.pending:
            self._partial_since = None
        elif self._partial_since is None:
            self._partial_since = self._heard
            self._partial_bytes = self._decoder.pending

    def _handle(self, packet: wire.Packet) -> None:
        if isinstance(packet, wire.Publish):
            self._on_publish(packet)
        elif isinstance(packet, wire.Puback):
            session = self._session
            assert session is not None  # the decoder lets nothing but CONNECT come first
            session.acknowledged(packet.packet_id)
            if session.waiting:
                self._pump()
        elif isinstance(packet, wire.Connect):
            self._on_connect(packet)
        else:
            session = self._session
            assert session is not None
            if isinstance(packet, wire.Pingreq):
                self.send(wire.PINGRESP)
            elif isinstance(packet, wire.Subscribe):
                self._asked = list(reversed(packet.filters))
                self._asked_id, self._codes = packet.packet_id, b""
                self._subscribe(session)
            elif isinstance(packet, wire.Unsubscribe):
                for text in packet.filters:
                    self._core.unsubscribe(session, text)
                self.send(wire.unsuback(packet.packet_id))
            elif isinstance(packet, wire.Pubrel):
                session.inbound_qos2.discard(packet.packet_id)
                self.send(wire.pubcomp(packet.packet_id))
            else:
                self.end("disconnect")

    def _on_publish(self, packet: wire.Publish) -> None:
        session = self._session
        assert session is not None
        if packet.qos == 2:
            # Once into the router, whatever is repeated before PUBREL (4.3.3).
            known = packet.packet_id in session.inbound_qos2
            if not known and len(session.inbound_qos2) >= self._core.limits.inbound_qos2:
                raise wire.Malformed("inbound-qos2")
            session.inbound_qos2.add(packet.packet_id)
            answer = wire.pubrec(packet.packet_id)
        else:
            known = False
            answer = wire.puback(packet.packet_id) if packet.qos else b""
        if not known:
            message = Message(packet.topic, packet.payload, packet.qos, packet.retain)
            crowded = self._core.publish(session.view, session.client_id, message)
            if session.rate is not None and (
                session.rate.spend(1, message.size, message.qos) or crowded
            ):
                self._in_debt(session, crowded)
        if answer:
            self.send(answer)

    def _subscribe(self, session: Session) -> None:
        """A few filters at a time: each may find thousands of documents."""
        began = self._core.clock()
        while self._asked:
            self._codes += self._core.subscribe(session, (self._asked.pop(),))
            if self._asked and self._core.clock() - began > SLICE_S:
                self._hold(0.0)
                return
        self.send(wire.suback(self._asked_id, self._codes))
        self._pump()
        self._in_debt(session)

    def _in_debt(self, session: Session, crowded: bool = False) -> None:
        """Read no more for a while where its principal publishes too fast; `crowded`: too fast
        for a queue that others fill as well."""
        wait = session.rate.wait(crowded) if session.rate is not None else 0.0
        if wait > 0.0 and self.state == "live":
            self._hold(min(wait, HOLD_MOST_S))

    def _hold(self, seconds: float) -> None:
        self._held = True
        if self._transport is not None:
            self._transport.pause_reading()
        if seconds:
            self._loop.call_later(seconds, self._release)
        else:
            self._loop.call_soon(self._release)

    def _release(self) -> None:
        session = self._session
        if self.state == "closed":
            return
        self._held = False
        if session is not None:
            if self._asked:
                self._subscribe(session)
            else:
                self._in_debt(session)  # others of this principal may have spent meanwhile
        if self._held or self.state == "closed":
            return
        if self._transport is not None:
            self._transport.resume_reading()
        self._read()

    # -- the handshake ----------------------------------------------------------------------

    def _on_connect(self, packet: wire.Connect) -> None:
        self.state = step(connection_state.TABLE, self.state, "connect")
        self._username = packet.username or ""
        if (not packet.client_id and not packet.clean) or (
            len(packet.client_id.encode()) > self._core.limits.client_id_bytes
        ):
            self.end("client-id", wire.connack(wire.BAD_CLIENT_ID))
            return
        self._client_id = packet.client_id or "auto-" + secrets.token_hex(8)
        if self._transport is not None:
            self._transport.pause_reading()  # what has been read already waits in the decoder
        self._judging = self._loop.create_task(self._judge(packet))

    async def _judge(self, packet: wire.Connect) -> None:
        """Ask the authority; nothing of the broker has been touched yet."""
        principal: Principal | None = None
        try:
            async with asyncio.timeout(self._core.limits.authenticate_s):
                principal = await self._core.rights.authority.authenticate(
                    self._client_id, packet.username, packet.password, self.peer
                )
        except TimeoutError:
            self.end("authenticate-timeout", wire.connack(wire.UNAVAILABLE))
        except Exception:
            faults.tell("the authority failed on authenticate()")
            self.end("fault", wire.connack(wire.UNAVAILABLE))
        if self.state != "authenticating":
            return
        if principal is None:
            self.end("credentials", wire.connack(wire.NOT_AUTHORIZED))
            return
        self.state = step(connection_state.TABLE, self.state, "authenticated")
        try:
            self._accept(principal, packet)
        except Exception:
            faults.tell("an accepted connection could not be opened")
            self.end("fault", wire.connack(wire.UNAVAILABLE))
            return
        self._read()

    def _accept(self, principal: Principal, packet: wire.Connect) -> None:
        core = self._core
        if not core.rights.valid(principal):  # removed while it was being judged
            self.end("credentials", wire.connack(wire.NOT_AUTHORIZED))
            return
        if core.full(principal, self._client_id):
            self.end("sessions", wire.connack(wire.UNAVAILABLE))
            return
        if packet.will is not None:
            reason = core.rights.of(principal).verdict(
                "publish", packet.will.topic, packet.will.retain, will=True
            )
            if reason != ALLOWED:
                core.record.denied(principal, self._client_id, "publish", packet.will.topic, reason)
                self.end("will", wire.connack(wire.NOT_AUTHORIZED))
                return
        session, present = core.take_over(principal, self._client_id, packet.clean)
        self._session = session
        session.link = self
        self._will = packet.will
        self._known = True
        core.door.known(self.peer.address)
        most = core.limits.keep_alive_max_s
        self._silence = 1.5 * min(packet.keep_alive or most, most)
        self._apply_limits(session)
        self.state = step(connection_state.TABLE, self.state, "admitted")
        self._heard = core.clock()
        self.send(wire.connack(wire.ACCEPTED, present))
        core.record.connected(principal, self._client_id, self.peer)
        core.resumed(session)
        for frame in session.resume():
            self.send(frame)
        self._pump()
        if self._transport is not None:
            self._transport.resume_reading()

    def _apply_limits(self, session: Session) -> None:
        self._decoder.packet_bytes = min(
            session.limits.packet_bytes, self._core.limits.packet_bytes_max
        )
        if self._buffer_bytes == session.limits.buffer_bytes:
            return
        self._buffer_bytes = session.limits.buffer_bytes
        if self._transport is not None:
            self._transport.set_write_buffer_limits(
                high=self._buffer_bytes // 2, low=self._buffer_bytes // 8
            )

    # -- writing ----------------------------------------------------------------------------

    def send(self, frame: bytes) -> None:
        """Write at the end of this turn of the loop, together with what else comes."""
        self._out.append(frame)
        self._out_bytes += len(frame)
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)

    def room(self) -> bool:
        """May more be sent than answers?"""
        if self._out_bytes + self._unsent < self._buffer_bytes:
            return True
        if self._transport is not None:
            self._unsent = self._transport.get_write_buffer_size()
        return self._out_bytes + self._unsent < self._buffer_bytes

    def _flush(self) -> None:
        self._flushing = False
        if not self._out:
            return
        out, self._out, self._out_bytes = self._out, [], 0
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(out[0] if len(out) == 1 else b"".join(out))
        self._unsent = self._transport.get_write_buffer_size()
        if self._unsent > 2 * self._buffer_bytes:
            # Answers alone have filled it twice over: it sends and never reads.
            self.end("stalled")
        elif self.state == "live":
            self._pump()

    def _pump(self) -> None:
        session = self._session
        if session is None or not session.waiting or self.state != "live":
            return
        try:
            for frame in session.pump(self.room, self._core.router.retained):
                self.send(frame)
        except Overflow:
            self.end("slow")

    # -- the end ----------------------------------------------------------------------------

    def end(self, reason: str, answer: bytes = b"") -> None:
        """End it, once. `answer` goes out first; the reason decides about will and buffers."""
        if self.state == "closed":
            return
        was_live = self.state == "live"
        self.state = step(connection_state.TABLE, self.state, event_of(reason, was_live))
        self._ended = self._core.clock()
        if self._judging is not None and self._judging is not asyncio.current_task():
            self._judging.cancel()
        session, self._session = self._session, None
        try:
            # Recorded before it is answered: who has heard of it finds it in the record.
            if not was_live or session is None:
                self._core.record.refused(self._client_id, self._username, self.peer, reason)
            else:
                self._core.leave(session)
                self._core.record.disconnected(
                    session.principal, session.client_id, self.peer, reason
                )
        finally:
            self._close(answer, was_live and ENDS[reason].abrupt)
        if was_live and session is not None and self._will is not None and ENDS[reason].will:
            will = Message(*self._will)
            self._core.publish(session.view, session.client_id, will, will=True)

    def _close(self, answer: bytes, abrupt: bool) -> None:
        """Send what is to be sent and let go of the socket."""
        if abrupt:
            self._out, self._out_bytes = [], 0
        if answer:
            self._out.append(answer)
        self._flush()
        if self._transport is not None:
            if abrupt:
                self._discard()
                self._transport.abort()
            else:
                self._transport.close()

    def _discard(self) -> None:
        """Let the kernel, too, throw away what it has not sent."""
        sock = self._transport.get_extra_info("socket") if self._transport is not None else None
        if sock is not None and sock.family != socket.AF_UNIX:
            with contextlib.suppress(OSError):  # it is gone already
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def clogged(self) -> bool:
        """Does anything wait to be sent that was handed over, here or in the kernel?"""
        if self._transport is None:
            return False
        if self._transport.get_write_buffer_size():
            return True
        sock = self._transport.get_extra_info("socket")
        if sock is None or sock.family == socket.AF_UNIX or sys.platform != "linux":
            return False
        try:
            raw = fcntl.ioctl(sock.fileno(), SIOCOUTQNSD, b"\0\0\0\0")
        except (OSError, ValueError):  # gone
            return False
        return int.from_bytes(raw, sys.byteorder) > 0

    def cut(self) -> None:
        """Close the socket now, whatever is unsent."""
        if self._transport is not None:
            self._transport.abort()

    def sweep(self, now: float) -> None:
        """Once a second: is a deadline over?"""
        limits = self._core.limits
        if self.state == "closed":
            if now - self._ended > CLOSE_S:
                self.cut()
        elif self.state == "opened":
            if now - self._began > limits.connect_s:
                self.end("connect-timeout")
        elif self.state == "live":
            self._sweep_open(now)

    def _sweep_open(self, now: float) -> None:
        limits = self._core.limits
        if self._session is not None:
            self._apply_limits(self._session)
        if self._held:  # silent because nobody listens
            self._heard = now
            if self._partial_since is not None:
                self._partial_since = now
        if now - self._heard > self._silence:
            self.end("keep-alive")
        elif (
            self._partial_since is not None
            and now - self._partial_since > limits.partial_s
            and self._partial_bytes < limits.partial_rate * (now - self._partial_since)
        ):
            self.end("partial")
        elif self._transport is not None:
            self._watch_stall(now, self._transport.get_write_buffer_size())

    def _watch_stall(self, now: float, unsent: int) -> None:
        """Too much unsent, and it has not become less for stalled_s: it takes nothing."""
        if unsent <= self._buffer_bytes // 8:
            self._stalled = None
        elif self._stalled is None or unsent < self._stalled[1]:
            self._stalled = (now, unsent)
        elif now - self._stalled[0] > self._core.limits.stalled_s:
            self.end("stalled")


def _peer(listener: str, transport: asyncio.BaseTransport) -> Peer:
    name = transport.get_extra_info("peername")
    sock = transport.get_extra_info("socket")
    if sock is not None and sock.family == socket.AF_UNIX:
        uid = None
        with contextlib.suppress(OSError, AttributeError):  # Linux: pid, uid, gid as ints
            raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            uid = int.from_bytes(raw[4:8], "little")
        return Peer(listener, "", 0, uid=uid)
    address, port = (str(name[0]), int(name[1])) if name else ("", 0)
    tls = transport.get_extra_info("ssl_object")
    # With verify_mode CERT_NONE OpenSSL gives out no certificate, so one here is a verified one.
    certificate = tls.getpeercert(binary_form=True) if tls is not None else None
    return Peer(listener, address, port, certificate=certificate)
