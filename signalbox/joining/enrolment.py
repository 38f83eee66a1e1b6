"""The machine's side of joining: make keys, ask by the code, keep the answer.

Secret and key are made here and lie in `edge/keys/joining/` until the hub has answered, so that a
join that was cut off asks again with the same ones; then they are moved to where the daemon reads
them, and the settings come last.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.documents.join import JoinAsk, JoinReply
from schemas.link import Link, Priority, wait_for
from schemas.link_address import Address
from schemas.wire import ids, layout, private_file, topics
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.layout import Home
from schemas.wire.settings import load
from schemas.wire.six_words import six_words
from signalbox import daemon_client, local_sessions, settings_file
from signalbox.joining.pin import Shown

CONNECT_S = 15
ANSWER_S = 15
RESERVE_BYTES = 64 * 1024
"""Held on disk while the hub is asked: its answer takes some 6 KiB, and must not find a full disk,
because from then on the hub knows this machine."""


class _NoAnswer(Refused):
    """It was asked, and nobody knows what came of it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A machine's secret (hex) and its Ed25519 key's seed (hex)."""

    secret: str
    seed: str

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.seed))
        return key.public_key().public_bytes_raw()


@dataclass(frozen=True, slots=True)
class Member:
    """What came of it: the machine's name, and the words that the hub shows too."""

    machine: str
    words: str


def join(home: Home, address: Address, shown: Shown, code: tuple[str, str], name: str) -> Member:
    """Become a machine of that hub. `code`: its two parts; `name`: the one to bear, where the
    code leaves it open. Raises Refused or OSError; then this home is as it was, but for the keys
    in `edge/keys/joining/` where the hub may have let them in: the next try asks with the same."""
    machine = load(home.config)["machine.name"]
    bound = bool(machine) and bool(local_sessions.all_ids(home)) and not _drained(home)
    try:
        keys = _keys(home)
        _reserve(home)
    except OSError:
        _forget(home)
        raise
    ask = JoinAsk(
        name=machine if bound else name,
        keep=bound,
        digest=hashlib.sha256(keys.secret.encode()).hexdigest(),
        key=base64.b64encode(keys.public).decode(),
        clock=time.time_ns() // 1000,
    )
    try:
        reply = _asked(address, shown, code, ask)
    except _NoAnswer:
        raise  # perhaps it has let these very keys in: the next try asks with them again
    except Refused:
        _forget(home)
        raise
    if reply.status == "rejected":
        _forget(home)
        known = str(reply.code)
        reason = str(reply.reason or "")
        code_known = known if known in ERRORS else "internal"
        raise Refused(code_known, "" if reason == ERRORS[code_known] else reason)
    assert reply.machine is not None and reply.hub is not None
    hub = base64.b64decode(reply.hub)
    words = six_words(keys.public, hub)
    try:
        (_folder(home) / "reserve").unlink()
        _settle(home, keys, reply, address)
    except OSError as error:
        raise OSError(
            f"the hub knows this computer as {reply.machine} now, but what it answered cannot be "
            f"kept here ({error}); mend that and repeat, with the same code"
        ) from None
    return Member(reply.machine, words)


def _drained(home: Home) -> bool:
    """Whether all that was recorded under the present name has ended and is in the archive."""
    try:
        told = daemon_client.status(home)
    except Refused:
        return False
    connected = bool(told["control"]) and bool(told["journal"]) and bool(told["archiver"])
    return connected and not told["waiting"] and not told["sessions"]["alive"]


def _keys(home: Home) -> Keys:
    folder = layout.make_private(layout.make_private(home.edge_keys) / _folder(home).name)
    secret, seed = folder / "machine.secret", folder / "machine.key"
    try:
        return Keys(secret.read_text().strip(), seed.read_text().strip())
    except FileNotFoundError:
        made = Keys(secrets.token_hex(32), secrets.token_hex(32))
        _write(secret, made.secret)
        _write(seed, made.seed)
        return made


def _reserve(home: Home) -> None:
    # Random, because some file systems store zeros in no space at all.
    private_file.write(_folder(home) / "reserve", os.urandom(RESERVE_BYTES))


def _asked(address: Address, shown: Shown, code: tuple[str, str], ask: JoinAsk) -> JoinReply:
    public, secret = code
    request = ids.new_request()
    answers: list[bytes] = []
    with tempfile.TemporaryDirectory(prefix="signalbox-join-") as folder:
        ca = Path(folder) / "hub.pem"
        ca.write_text(shown.pem)
        link = Link(
            [str(address)],
            client_id=f"join-{request}",
            username=f"join@{public}",
            password=secret,
            ca=ca,
            on_message=lambda topic, payload, retained: answers.append(payload),
        )
        link.subscribe([topics.build("join.reply", c=public, r=request)])
        try:
            _wait_ready(link)
            link.publish(
                topics.build("join.ask", c=public, r=request), ask.encode(), Priority.URGENT
            )
            if not wait_for([link], lambda: bool(answers), ANSWER_S):
                raise _NoAnswer("hub-unreachable", "no answer; is the hub's steward up?")
        finally:
            link.close()
    return JoinReply.read(answers[0])


def _wait_ready(link: Link) -> None:
    def decided() -> bool:
        return link.ready or link.trouble_code == "unauthenticated"

    if wait_for([link], decided, CONNECT_S) and link.trouble_code != "unauthenticated":
        return
    if link.trouble_code == "unauthenticated":
        raise Refused("unknown-code")
    raise Refused("hub-unreachable", link.trouble)


def _settle(home: Home, keys: Keys, reply: JoinReply, address: Address) -> None:
    folder = home.edge_keys
    ca = folder / "hub-ca.pem"
    if reply.ca:
        _write(ca, reply.ca)
    # A policy of another hub, or of before, is signed by a key that is pinned no more.
    home.policy.unlink(missing_ok=True)
    _write(folder / "hub.pub", str(reply.hub))
    _write(folder / "machine.key", keys.seed)
    _write(folder / "machine.secret", keys.secret)
    settings_file.change(
        home.config,
        machine__name=reply.machine,
        hub__urls=[str(address)],
        hub__ca=str(ca) if reply.ca else "",
    )
    _forget(home)


def _forget(home: Home) -> None:
    shutil.rmtree(_folder(home), ignore_errors=True)


def _folder(home: Home) -> Path:
    """Where the keys of a join that has no answer yet lie."""
    return home.edge_keys / "joining"


def _write(path: Path, text: str) -> None:
    private_file.write(path, text.rstrip("\n").encode("ascii") + b"\n")
