"""The steward at work: files in, documents and receipts out, over one link."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

from broker import certificates, credentials, enrol_desk, hub_keys, logins, tokens
from broker.access import document, watch
from broker.access.compile import hub_rights
from broker.access.decide import Decider
from broker.steward import access_document, commands, locks, policy, rules
from broker.steward.administered import Administered
from broker.steward.receipts import Receipts
from broker.steward.shelf import Render, Shelf
from broker.steward.twins import Twins
from schemas.documents.access import Access, pages
from schemas.documents.policy import Policy, sign
from schemas.documents.presence import Health, HubPresence
from schemas.documents.rules import Rule
from schemas.link import Link, Priority, run
from schemas.wire import ids, private_file, settings, strictjson, topics
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.rights import RIGHTS
from schemas.wire.strictjson import canon
from schemas.wire.verbs import Request

log = logging.getLogger(__name__)

CLIENT_ID = "hub-steward"
USERNAME = "hub@steward"
POLL_US = int(watch.POLL_S * 1_000_000)
SLICE_S = 0.1
"""How long one pass may make documents."""
BATCH = 50
"""Documents sent in one pass; a hub of hundreds of machines is not flooded after a reconnect."""
TOKEN_S = 12 * 3600
"""Lifetime of a token that asks for none."""
ORPHAN_US = 2_000_000
"""An unknown machine's document is cleared so long after it was seen, if it is still unknown:
the broker may have read a new access.toml before us."""
SWEEP_US = 1_500_000
"""So long after a connect or a removal the broker has read the same file, and is asked again for
what stands there retained."""
ORPHANS = 10_000
MACHINES = 10_000

ASKED = tuple(
    topics.filter_for("do.request", m=ids.HUB, p=ids.NONE, s=ids.NONE, verb=verb)
    for verb in ("token", "logins", "admin")
)
JOINING = topics.filter_for("join.ask")
RENEW_US = 3600 * 1_000_000
"""How often the age of the broker's certificate is looked at."""
STANDING = (
    "fleet/machine/+/+",
    # The broker shows us only those whose machine or project is gone.
    topics.filter_for("session.state"),
    topics.filter_for("session.screen"),
)


class Steward:
    """Call `serve_once` over and over; it waits at most a quarter of a second.

    Raises Refused or OSError at the start: rules or rights that cannot be read are no reason to
    publish weaker ones.
    """

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self.home = home
        self.clock = clock or Clock()
        self._access = watch.Watched(home.access, document.read)
        nothing: tuple[Rule, ...] = ()
        self._rules = watch.Optional(home.hub / "rules.toml", rules.read, nothing)
        unlocked: tuple[locks.Held, ...] = ()
        self._locks = watch.Optional(locks.path(home), locks.read, unlocked, whole=True)
        self._policy_key = hub_keys.policy_key(home)
        self._token_key = tokens.signing_key(home)
        self._state = _State(home.hub / "steward.json")
        self._shelf = Shelf(self._state.version, self._state.topics)
        self._receipts = Receipts(self._act)
        self._twins = Twins(home)
        self._renew_us = 0
        self._incarnations: OrderedDict[str, object] = OrderedDict()
        self._orphans: OrderedDict[str, int] = OrderedDict()
        self._start_us = self.clock.wall_us()
        self._run = ids.new_request()
        self._sweep_us: int | None = None
        self._polled_us = self.clock.boot_us()
        self._too_large: set[str] = set()
        self._told = ""
        self._health: str | None = None
        self._wanted: dict[str, tuple[bytes, Render]] = {}
        self._complete = False
        """Until everything wanted is known, what stands from before must not be cleared."""
        self._derive()
        found = settings.load(home.config)
        self.link = Link(
            found["hub.urls"],
            client_id=CLIENT_ID,
            username=USERNAME,
            password=hub_keys.secret(home, "steward"),
            will=(_PRESENCE, self._presence(False)),
            on_message=self._message,
            on_up=self._up,
            ca=Path(found["hub.ca"]) if found["hub.ca"] else None,
            clock=self.clock,
        )
        self._record = Administered(home, _version(), self._put_record, self.clock)
        self.link.subscribe((*ASKED, JOINING, *STANDING, self._record.topic))

    def serve_once(self, timeout_s: float = 0.25) -> None:
        """Wait for something to do, and do it."""
        run([self.link], 0 if self._untold else timeout_s)
        now = self.clock.boot_us()
        if not 0 <= now - self._polled_us < POLL_US:
            self._polled_us = now
            self._look()
        if self._untold:
            self._tell()
        self._record.step(self.link.ready)
        if self.link.ready and self._complete:
            self._send()

    def settled(self) -> bool:
        """Whether everything that should be published has gone out."""
        return self.link.ready and not self._untold and self._shelf.idle

    def close(self) -> None:
        """Say that we go, and go."""
        self._record.book.close()
        if self.link.connected:
            self.link.publish(_PRESENCE, self._presence(False))
        self.link.close()

    # ----- what the files say

    def _look(self) -> None:
        watched = (self._access, self._rules, self._locks)
        looked = [file.poll() for file in watched]
        faults = [file.fault for file in watched if file.fault]
        for fault in faults:
            if fault not in self._told:
                log.error("%s", fault)
        self._told = "\n".join(faults)
        if any(looked[1:]):
            self._record.guards_changed()
        wall = self.clock.wall_us()
        if any(looked) or (self._next_us is not None and wall >= self._next_us):
            self._derive()
            self._sweep_us = wall + SWEEP_US
        if self._sweep_us is not None and wall >= self._sweep_us and self.link.ready:
            self._sweep_us = None
            self.link.unsubscribe(STANDING)
            self.link.subscribe(STANDING)
        if self._renew_us <= wall:
            self._renew_us = wall + RENEW_US
            self._renew()
        machines = self._access.value.machines
        names = [topics.build("policy", m=machine) for machine in machines]
        self._shelf.renew(names, wall - policy.RENEW_US)

    def _renew(self) -> None:
        """The broker reads a new certificate by itself; nobody is disconnected for it."""
        try:
            if certificates.renew(self.home):
                log.info("the broker's certificate was renewed")
        except (Refused, OSError, ValueError) as error:
            log.error("the broker's certificate is not renewed: %s", error)

    def _derive(self) -> None:
        """What should be published by the files as they are now."""
        now = self.clock.wall_us()
        found = self._access.value
        ends = (found.next_change_us(now), locks.next_change_us(self._locks.value, now))
        self._next_us = min((end for end in ends if end is not None), default=None)
        self._decider = Decider(found, now)
        people = {topics.build("hub.access", u=user) for user in found.users}
        kept = {topic: made for topic, made in self._wanted.items() if topic in people}
        policies = policy.build(found, self._rules.value, now, self._locks.value)
        self._wanted = kept | {
            topics.build("policy", m=machine): (made.encode(), partial(self._sign, made))
            for machine, made in policies.items()
        }
        self._untold = list(found.users)
        self._holders = access_document.holders(found, now)
        if self._complete:
            self._shelf.want(self._wanted)  # machines need not wait until people are told

    def _tell(self) -> None:
        """Make some access documents, for 100 ms at most: thousands of filters for each of
        hundreds of people take seconds, and the link must be served meanwhile."""
        until = time.monotonic() + SLICE_S
        while self._untold and time.monotonic() < until:
            user = self._untold.pop()
            told = access_document.build(
                self._access.value, user, self._decider.now_us, self._holders
            )
            topic = topics.build("hub.access", u=user)
            self._wanted[topic] = (told.encode(), partial(_paged, told))
        if not self._untold:
            self._shelf.want(self._wanted)
            self._complete = True

    def _sign(self, made: Policy, version: int) -> list[bytes]:
        now = self.clock.wall_us()
        private = self._policy_key.private_bytes_raw()
        return [sign(policy.dated(made, version, now), private)]

    # ----- out

    def _up(self) -> None:
        self._shelf.again()
        self._health = None
        self._sweep_us = self.clock.wall_us() + SWEEP_US

    def _send(self) -> None:
        now = self.clock.wall_us()
        health = self._faults()
        if health != self._health and self.link.publish(_PRESENCE, self._presence(True)):
            self._health = health
        due = list(islice(self._shelf.due(now), BATCH))
        if due:
            # Before they are seen: a version must never come twice, even after a crash.
            self._state.keep(self._shelf.version, self._shelf.topics)
        for topic, payloads in due:
            if not self._put(topic, payloads):
                return
            self._shelf.sent(topic, now)
        for topic in [t for t, seen in self._orphans.items() if now - seen >= ORPHAN_US]:
            if not self._decider.orphan(topic) or self.link.clear(topic):
                del self._orphans[topic]

    def _put(self, topic: str, payloads: list[bytes]) -> bool:
        """False where the queue is full or the connection gone: then later, once more."""
        try:
            if not payloads:
                return self.link.clear(topic)
            taken = all(self.link.publish(topic, payload) for payload in payloads)
        except Refused as error:
            # Too large: the last one stays in force until the file is made smaller.
            self._too_large.add(topic)
            log.error("%s is not published: %s", topic, error)
            return True
        self._too_large.discard(topic)
        return taken

    def _faults(self) -> str:
        """Everybody may read it: what is wrong, quoting nothing; the log has the rest."""
        faults = []
        if self._access.fault:
            faults.append("access.toml is not valid, and the last good one stays in force")
        if self._rules.fault:
            faults.append("rules.toml is not valid, and the last good one stays in force")
        if self._locks.fault:
            faults.append("locks.json is not valid, and what it last said stays in force")
        if self._record.book.fault:
            faults.append(self._record.book.fault)
        if self._too_large:
            faults.append(f"{len(self._too_large)} documents are too large to be published")
        return "; ".join(faults)[:200]

    def _presence(self, online: bool) -> bytes:
        why = self._faults() if online else ""
        health = {"state": "fault", "why": why} if why else {"state": "ok"}
        return HubPresence(
            online=online,
            run=self._run,
            since=self._start_us,
            version=_version(),
            health=Health.model_validate(health),
        ).encode()

    # ----- in

    def _message(self, topic: str, payload: bytes, retained: bool) -> None:
        try:
            found = topics.parse(topic)
        except Refused:
            return
        if found.name == "ack":
            self._record.book.ack(payload)
        elif found.name == "do.request":
            for reply, answer in self._receipts.take(topic, payload, retained):
                self.link.publish(reply, answer, Priority.URGENT)
        elif found.name == "join.ask":
            self._join(found, payload)
        elif payload and self._decider.orphan(topic):
            self._orphans.setdefault(topic, self.clock.wall_us())
            while len(self._orphans) > ORPHANS:
                self._orphans.popitem(last=False)
        elif found.name == "machine.presence":
            self._machine_seen(found["m"], payload)

    def _join(self, asked: topics.Topic, payload: bytes) -> None:
        try:
            reply = enrol_desk.answer(self.home, asked["c"], payload, self.clock)
        except OSError as error:
            log.error("code %s: nobody can join: %s", asked["c"], error)
            return
        log.info("code %s: %s", asked["c"], reply.machine or reply.code)
        said = {"code": asked["c"], **({"machine": reply.machine} if reply.machine else {})}
        self._record.tell("-", asked["r"], "join", said, "" if reply.machine else str(reply.code))
        topic = topics.build("join.reply", c=asked["c"], r=asked["r"])
        self.link.publish(topic, reply.encode(), Priority.URGENT)

    def _machine_seen(self, machine: str, payload: bytes) -> None:
        """A daemon that has started anew gets its policy anew: its broker may have lost it."""
        try:
            beat = strictjson.loads_object(payload).get("beat")
        except Refused:
            return
        incarnation = beat.get("incarnation") if isinstance(beat, dict) else None
        if incarnation is None or self._incarnations.get(machine) == incarnation:
            return
        self._twins.seen(machine, str(incarnation), self.clock.boot_us())
        self._incarnations[machine] = incarnation
        while len(self._incarnations) > MACHINES:
            self._incarnations.popitem(last=False)
        self._shelf.again(topics.build("policy", m=machine))

    def _put_record(self, topic: str, payload: bytes) -> bool:
        """Lines of the record wait until everything before them has left."""
        live = topics.parse(topic).name == "hub.record.event"
        if not self.link.ready or (self.link.unsent() and not live):
            return False
        return self.link.publish(topic, payload, Priority.LIVE if live else Priority.NORMAL)

    # ----- requests

    def _act(self, user: str, request: Request) -> dict[str, Any]:
        verbs: dict[str, Callable[[str, Request], dict[str, Any]]] = {
            "token": self._token,
            "logins": self._see_or_end,
            "admin": self._admin,
        }
        if request.verb not in verbs:
            raise Refused("unknown-verb", request.verb)
        admin = request.verb == "admin"
        command = str(request.fields["command"]) if admin else request.verb
        said = dict(request.fields.get("arguments", {}) if admin else request.fields)
        try:
            data = verbs[request.verb](user, request)
        except (Refused, OSError) as error:
            code = error.code if isinstance(error, Refused) else "fault"
            self._record.tell(user, request.id, command, said, code)
            raise
        if command != "logins" or said.get("do") == "void":  # who only looks changes nothing
            self._record.tell(user, request.id, command, said, "")
        return data

    def _admin(self, user: str, request: Request) -> dict[str, Any]:
        """The broker has let it through; the file as it is now is asked once more."""
        try:
            found = document.read(self.home.access.read_bytes())
        except Refused:
            found = self._access.value
        if "admin" not in hub_rights(found, user, self.clock.wall_us()):
            raise Refused("not-granted")
        command = str(request.fields["command"])
        data = commands.run(self.home, command, dict(request.fields.get("arguments", {})), user)
        log.info("%s: admin %s", user, command)
        return data

    def _token(self, user: str, request: Request) -> dict[str, Any]:
        said = request.fields
        found = document.read(self.home.access.read_bytes())
        person = found.users.get(user)
        if person is None or user not in credentials.load(self.home).known:
            raise Refused("not-granted", f"there is no user {user}")
        rights = said.get("rights")
        unknown = sorted(set(rights or ()) - set(RIGHTS))
        if unknown:
            raise Refused("bad-field", f"there is no right {unknown[0][:40]!a}")
        now = self.clock.wall_us()
        until = now + said.get("lifetime", TOKEN_S) * 1_000_000
        device = said.get("device")
        if device is not None:
            if device not in person.devices:
                raise Refused("bad-field", f"{user} has no device {device}")
            until = min(until, person.devices[device].until_us or until)
        token = tokens.Token(
            user=user,
            id=ids.new_request(),
            issued_us=now,
            until_us=until,
            holder=said["holder"],
            rights=None if rights is None else tuple(dict.fromkeys(rights)),
            device=device,
        )
        # Before it is handed out: what the broker does not find there opens nothing.
        name = str(said.get("name", ""))
        logins.change(self.home, lambda known: known.with_new(token, name))
        return {"token": tokens.mint(self._token_key, token), "id": token.id, "until": until}

    def _see_or_end(self, user: str, request: Request) -> dict[str, Any]:
        said = request.fields
        kept = credentials.load(self.home).known.get(user)
        since = kept.since_us if kept else 0
        mine = logins.load(self.home).of(user, since, self.clock.wall_us())
        if said.get("do", "list") == "list":
            if "token" in said or "all" in said:
                raise Refused("bad-field", "token and all belong to void")
            return {"logins": [login.told() for login in reversed(mine)]}
        every = said.get("all", False)
        if every == ("token" in said):
            raise Refused("bad-field", "void takes the token of one log-in, or all")
        ended = [login.id for login in mine if every or login.id == said["token"]]
        if not ended and not every:
            raise Refused("nothing-changed", "there is no such log-in of yours")
        logins.change(self.home, lambda known: known.without(user, ended))
        return {"ended": ended}


class _State:
    """hub/steward.json: what must outlive a restart. The version only grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.version = 0
        self.topics: set[str] = set()
        try:
            raw = strictjson.loads_object(path.read_bytes(), 16 * 1024 * 1024)
            self.version, self.topics = int(raw["version"]), {str(t) for t in raw["topics"]}
        except FileNotFoundError:
            pass
        except (KeyError, TypeError, ValueError, Refused) as error:
            raise Refused("bad-config", f"{path}: {error}") from None

    def keep(self, version: int, published: set[str]) -> None:
        if (version, published) != (self.version, self.topics):
            self.version, self.topics = version, set(published)
            body = {"topics": sorted(published), "v": 1, "version": version}
            private_file.write(self._path, canon(body))


_PRESENCE = topics.build("hub.presence", part="steward")


def _paged(told: Access, version: int) -> list[bytes]:
    """Page 1 comes last, so that it is the one that stays."""
    whole = told.model_copy(update={"version": version})
    return [page.encode() for page in reversed(pages(whole))]


def _version() -> str:
    try:
        return metadata.version("signalbox-fleet")
    except metadata.PackageNotFoundError:
        return "not installed"
