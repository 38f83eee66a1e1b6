"""Who a connection is, and what it may do: the broker's authority over access.toml.

People prove themselves by a password (argon2id, in threads, limited) or a token; machines, parts
of the hub and devices by a 256-bit secret. No answer says which part was wrong, and an unknown
user costs the same time as a known one. What changes on disk is in force within a second.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from argon2.exceptions import Argon2Error, InvalidHashError
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from broker import credentials, enrol, logins, tokens
from broker.access import document, watch
from broker.access.compile import Who
from broker.access.decide import Decider
from broker.access.document import Document
from broker.backoff import Attempts
from broker.credentials import Credentials, remove, set_password, set_secret
from broker.enrol import Enrolment
from broker.logins import Logins
from broker.mqtt.authority import Action, Authority, Peer, Principal
from broker.mqtt.limits import ARCHIVER, MIB, ClientLimits
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home

__all__ = ["HubAuthority", "open_authority", "remove", "set_password", "set_secret"]

log = logging.getLogger(__name__)

HASH_THREADS = 2
HASHES_WAITING = 64
"""Passwords that may wait for a thread; more are refused unhashed."""
FAIL_S = 0.5
"""No failure is answered sooner, whatever was wrong."""
SETTLED_S = 2.5 * watch.POLL_S
"""A change of a file is in force after so long."""
PRINCIPALS = 10_000
"""Principals whose place in the document is remembered."""

PARTS = ClientLimits(retained_messages=20_000, retained_bytes=256 * 1024 * 1024)
"""Steward, gateway and broker hold a document for each person or machine."""

JOINING = ClientLimits(
    queue_messages=100, queue_bytes=MIB, filters=4, retained_messages=0, sessions=enrol.MOST_USES
)
"""Whoever holds a code asks once and hears one answer."""

_NAME = r"[a-z0-9][a-z0-9_-]{0,39}"
_USERNAME = re.compile(
    rf"(?:machine[:@](?P<machine>{_NAME})|hub[:@](?P<hub>{_NAME})|join[:@](?P<join>[0-9a-z]{{4}})"
    rf"|(?P<user>{_NAME})(?:\.(?P<device>{_NAME}))?)"
)
_NOBODY = credentials.HASHER.hash("nobody's password")


@dataclass(frozen=True, slots=True)
class _State:
    """What the files said when they were last good."""

    document: Document
    known: Credentials
    token_key: Ed25519PublicKey | None
    enrolment: Enrolment
    logins: Logins


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a principal's scope says. `proof` is what it came in by."""

    proof: str
    mark: str = ""
    device: str | None = None
    issued_us: int = 0
    until_us: int = 0
    rights: frozenset[str] | None = None


def open_authority(home: Home) -> HubAuthority:
    """Read the home's files and keep watching them. Raises Refused or OSError."""
    authority = HubAuthority(home)
    authority.watch()
    return authority


class HubAuthority(Authority):
    """Answers from memory, from one consistent reading of access.toml and credentials.json."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        if not home.access.exists():
            raise Refused("bad-config", f"{home.access} is missing; `signalbox up` makes one")
        self._access = watch.Watched(home.access, document.read)
        self._known = watch.Optional(credentials.path(home), credentials.read, Credentials(), True)
        self._key = watch.Optional(tokens.public_path(home), tokens.read_public, None, True)
        self._enrol = watch.Optional(enrol.path(home), enrol.read, Enrolment(), True)
        self._logins = watch.Optional(logins.path(home), logins.read, Logins(), True)
        self._files = (self._access, self._known, self._key, self._enrol, self._logins)
        self._looking = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []
        self._pool = ThreadPoolExecutor(HASH_THREADS, thread_name_prefix="password")
        self._hashing = 0
        self._attempts = Attempts()
        self._queues: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._stop = threading.Event()
        self._told: tuple[str, ...] = ()
        self._who: dict[Principal, Who] = {}
        self._take(self._clock.wall_us())

    # ----- what the files say

    def watch(self) -> None:
        """Look at the files ten times a second, in a thread of its own."""
        threading.Thread(target=self._watching, name="access", daemon=True).start()

    def close(self) -> None:
        """End the watching and the hashing threads."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def faults(self) -> tuple[str, ...]:
        """Why files as they now are were not taken, each with line and reason; () is good."""
        return tuple(file.fault for file in self._files if file.fault)

    def refresh(self) -> bool:
        """Look at the files and the time once; True when anything changed."""
        with self._looking:
            return self._look()

    def _look(self) -> bool:
        looked = [file.poll() for file in self._files]
        if self.faults() != self._told:
            self._told = self.faults()
            for fault in self._told:
                log.error("%s (the last good one stays in force)", fault)
        now = self._clock.wall_us()
        due = self._next_us is not None and now >= self._next_us
        # A file that was refused has changed nobody's rights, and must not be told as if it had.
        if not due and (not any(looked) or self._read() == self._state):
            return False
        self._take(now)
        for callback in list(self._callbacks):
            callback()
        return True

    def _read(self) -> _State:
        return _State(
            self._access.value,
            self._known.value,
            self._key.value,
            self._enrol.value,
            self._logins.value,
        )

    def _take(self, now_us: int) -> None:
        state = self._read()
        self._next_us = state.document.next_change_us(now_us)
        self._decider = Decider(state.document, now_us)
        self._state = state
        self._who = {}

    def _watching(self) -> None:
        while not self._stop.wait(watch.POLL_S):
            try:
                self.refresh()
            except Exception:
                log.exception("looking at the files failed; what was read last stays in force")

    # ----- what the data path asks

    def on_change(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    def may(
        self,
        principal: Principal,
        action: Action,
        topic: str,
        *,
        retain: bool = False,
        will: bool = False,
    ) -> bool:
        if principal.kind == "join":
            return not will and enrol.may(principal.name, action, topic, retain=retain)
        decider = self._decider
        return decider.may(self.who(principal), action, topic, retain=retain, will=will)

    def limits(self, principal: Principal) -> ClientLimits:
        if principal.kind == "join":
            return JOINING
        if principal.kind != "hub":
            return ClientLimits()
        return ARCHIVER if principal.name == "archiver" else PARTS

    def valid(self, principal: Principal) -> bool:
        state, scope = self._state, _read_scope(principal.scope)
        name = principal.name
        if principal.kind == "user":
            if name not in state.document.users:
                return False
            if scope.device is not None:
                device = state.document.users[name].devices.get(scope.device)
                now = self._clock.wall_us()
                if device is None or (device.until_us is not None and now >= device.until_us):
                    return False
        elif principal.kind == "machine":
            if name not in state.document.machines or state.enrolment.twins(name):
                return False
        elif principal.kind == "join":
            invite = state.enrolment.invites.get(name)
            return invite is not None and scope.mark == _mark_of(invite.digest)
        if scope.proof == "token":
            found = state.known.known.get(name)
            if found is None or scope.issued_us < found.since_us:
                return False
            in_time = self._clock.wall_us() < scope.until_us
            return in_time and state.logins.holds(name, scope.mark)
        return scope.mark == _mark(state, _username(principal.kind, name, scope.device))

    def who(self, principal: Principal) -> Who:
        """The principal as broker.access knows it, narrowed by its token and device."""
        found = self._who.get(principal)
        if found is None:
            if len(self._who) >= PRINCIPALS:
                self._who = {}
            found = self._who[principal] = self._narrowed(principal)
        return found

    def _narrowed(self, principal: Principal) -> Who:
        if principal.kind == "machine":
            return Who("machine", principal.name)
        if principal.kind == "hub":
            return Who("hub", principal.name)
        scope = _read_scope(principal.scope)
        rights = scope.rights
        if scope.device is not None:
            user = self._state.document.users.get(principal.name)
            device = user.devices.get(scope.device) if user else None
            may = frozenset[str]() if device is None else device.may
            if may is not None:
                rights = may if rights is None else rights & may
        return Who("user", principal.name, rights, direct=scope.proof == "password")

    # ----- log-in

    async def authenticate(
        self, client_id: str, username: str | None, password: bytes | None, peer: Peer
    ) -> Principal | None:
        began = time.monotonic()
        found = await self._identify(username or "", password or b"", peer)
        if found is not None and self.valid(found):
            return found
        await asyncio.sleep(max(0.0, began + FAIL_S - time.monotonic()))
        return None

    async def _identify(self, username: str, password: bytes, peer: Peer) -> Principal | None:
        named = _USERNAME.fullmatch(username)
        try:
            secret = password.decode()
        except UnicodeDecodeError:
            return None
        if named is None or not secret or len(secret) > credentials.MAX_PASSWORD:
            return None
        if named["join"]:
            found = self._by_code(named["join"], secret)
            if found is None:
                # Made a moment ago, it may not have been read yet; nobody has to try again.
                await asyncio.sleep(SETTLED_S)
                found = self._by_code(named["join"], secret)
            return found
        user, device = named["user"], named["device"]
        if user is None or device is not None:
            # Mosquitto's password file can hold no colon, so clients may write `machine@build-01`.
            return self._by_secret(username.replace("@", ":"), secret, named)
        if tokens.looks_like_one(secret):
            by_token = self._by_token(user, secret)
            if by_token is not None and not self.valid(by_token):
                # Handed out a moment ago, it may not have been read yet.
                await asyncio.to_thread(self.refresh)
            return by_token
        return await self._by_password(user, secret, peer.address)

    def _by_secret(self, username: str, secret: str, named: re.Match[str]) -> Principal | None:
        """256 bits cannot be guessed, so nobody waits here and nobody can be shut out."""
        found = self._state.known.known.get(username)
        expected = found.hash if found else "0" * 64
        if not hmac.compare_digest(credentials.digest(secret), expected) or found is None:
            return None
        mark = _mark(self._state, username)
        if named["machine"]:
            return Principal(named["machine"], "machine", _scope("secret", mark))
        if named["hub"]:
            return Principal(named["hub"], "hub", _scope("secret", mark))
        return Principal(named["user"], "user", _scope("device", mark, named["device"]))

    def _by_code(self, code: str, secret: str) -> Principal | None:
        """100 bits cannot be guessed either. A used-up code may come in to be told so."""
        found = self._state.enrolment.invites.get(code)
        expected = found.digest if found else "0" * 64
        if not hmac.compare_digest(enrol.digest(secret), expected) or found is None:
            return None
        return Principal(code, "join", _scope("code", _mark_of(found.digest)))

    def _by_token(self, user: str, password: str) -> Principal | None:
        if self._state.token_key is None:
            return None
        try:
            token = tokens.check(self._state.token_key, password)
        except tokens.TokenError:
            return None
        if token.user != user:
            return None
        rights = "*" if token.rights is None else ",".join(sorted(token.rights))
        times = f"{token.issued_us}/{token.until_us}"
        scope = f"token/{token.id}/{token.device or '-'}/{times}/{rights}"
        return Principal(user, "user", scope)

    async def _by_password(self, user: str, password: str, address: str) -> Principal | None:
        # One at a time for a user at an address: a burst of guesses cannot outrun its own count,
        # and a burst of right passwords is let in one after the other.
        queue = self._queues.setdefault(f"{user}@{address}", asyncio.Lock())
        self._queues.move_to_end(f"{user}@{address}")
        while len(self._queues) > PRINCIPALS:
            self._queues.popitem(last=False)
        if self._hashing >= HASHES_WAITING:
            return None
        self._hashing += 1
        try:
            async with queue:
                if not self._attempts.begin(user, address, time.monotonic()):
                    return None
                found = self._state.known.known.get(user)
                loop = asyncio.get_running_loop()
                good = await loop.run_in_executor(
                    self._pool, _verify, found.hash if found else _NOBODY, password
                )
                if not good or found is None:
                    return None
                self._attempts.succeeded(user, address)
                mark = _mark_of(found.hash)
                return Principal(user, "user", _scope("password", mark))
        finally:
            self._hashing -= 1


def _verify(hashed: str, password: str) -> bool:
    try:
        return credentials.HASHER.verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


def _username(kind: str, name: str, device: str | None) -> str:
    if kind == "user":
        return f"{name}.{device}" if device else name
    return f"{kind}:{name}"


def _mark(state: _State, username: str) -> str | None:
    found = state.known.known.get(username)
    return None if found is None else _mark_of(found.hash)


def _mark_of(hashed: str) -> str:
    """Changes when the password or secret does, and says nothing of it."""
    return hashlib.sha256(hashed.encode()).hexdigest()[:16]


def _scope(proof: str, mark: str | None, device: str | None = None) -> str:
    return f"{proof}/{mark}/{device or '-'}"


def _read_scope(text: str) -> _Scope:
    proof, first, *rest = text.split("/")
    device = None if rest[0] == "-" else rest[0]
    if proof != "token":
        return _Scope(proof, first, device)
    issued, until, rights = rest[1:]
    names = None if rights == "*" else frozenset(filter(None, rights.split(",")))
    return _Scope(proof, first, device, int(issued), int(until), names)
