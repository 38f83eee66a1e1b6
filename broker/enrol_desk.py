"""The steward's answer to a machine that asks to join: pure but for the hub's files.

access.toml first, then credentials, then the code is used up: a crash in between leaves a code
that can be used again, and a machine whose secret is not the new one yet.
"""

from __future__ import annotations

import base64
from dataclasses import replace

from broker import certificates, credentials, enrol, hub_keys
from broker.access import document, edit
from broker.enrol import Invite, Joined
from schemas.documents.join import JoinAsk, JoinReply
from schemas.wire import ids
from schemas.wire.clock import Clock
from schemas.wire.errors import ERRORS, Refused
from schemas.wire.layout import Home

CLOCK_OFF_US = 10 * 60 * 1_000_000
"""Journals bear the machine's wall clock, and a policy ends by it after 24 hours."""


def answer(home: Home, code: str, payload: bytes, clock: Clock) -> JoinReply:
    """What to reply to an ask that came under this code. Raises OSError."""
    now = clock.wall_us()
    try:
        ask = JoinAsk.read(payload)
        if len(base64.b64decode(ask.key, validate=True)) != 32:
            raise Refused("bad-field", "a key of 32 bytes is wanted")
        machine = _join(home, code, ask, now)
    except ValueError:
        refused = Refused("bad-field", "the key is not base64")
    except Refused as error:
        refused = error
    else:
        return JoinReply(
            status="accepted",
            machine=machine,
            hub=hub_keys.policy_public(home),
            ca=certificates.trusted(home),
            clock=now,
        )
    reason = (refused.detail or ERRORS[refused.code])[:2000]
    return JoinReply(status="rejected", code=refused.code, reason=reason, clock=now)


def _join(home: Home, code: str, ask: JoinAsk, now: int) -> str:
    off = ask.clock - now
    if abs(off) > CLOCK_OFF_US:
        raise Refused(
            "clock-off", f"its clock is {_span(abs(off))} {'ahead' if off > 0 else 'behind'}"
        )
    with enrol.changing(home) as (invites, machines):
        invite = invites.get(code)
        if invite is None:
            raise Refused("unknown-code")
        again = invite.joined.get(ask.key)
        if again is not None:
            _keep(home, again, ask)  # the answer was lost on its way
            return again
        if now >= invite.until_us:
            raise Refused("code-expired")
        if invite.uses < 1:
            raise Refused("code-used")
        if any(ask.key == joined.key for joined in machines.values()):
            raise Refused("bad-field", "this key is another machine's; make a new one")
        machine = _name(home, invite, ask)
        _declare(home, machine, invite)
        _keep(home, machine, ask)
        invites[code] = replace(
            invite, uses=invite.uses - 1, joined={**invite.joined, ask.key: machine}
        )
        machines[machine] = Joined(ask.key, now)
        if invite.replaces is not None:
            machines.pop(invite.replaces, None)
            _retire(home, invite.replaces)
        return machine


def _name(home: Home, invite: Invite, ask: JoinAsk) -> str:
    if invite.machine is not None:
        if ask.keep and ask.name != invite.machine:
            raise Refused(
                "bad-field",
                f"the code is for {invite.machine}, and sessions there are {ask.name}'s: "
                f"make a code for {ask.name}, or use another home",
            )
        return invite.machine
    taken = {*document.read(home.access.read_bytes()).machines, ids.HUB}
    if ask.name not in taken:
        return ask.name
    if ask.keep:
        # An open invitation must not let anybody take over a machine that is known.
        raise Refused("bad-field", f"there is a {ask.name} already: make a code for {ask.name}")
    return unique(ask.name, taken)


def unique(name: str, taken: set[str]) -> str:
    """`name`, or it with a number that nobody has."""
    number = 2
    while f"{name[:35]}-{number}" in taken:
        number += 1
    return f"{name[:35]}-{number}"


def _declare(home: Home, machine: str, invite: Invite) -> None:
    known = document.read(home.access.read_bytes()).machines.get(machine)
    if known is None:
        with edit.changing(home.access) as edited:
            edit.add_machine(edited, machine, invite.projects)
    elif invite.projects and dict(known.projects) != dict(invite.projects):
        with edit.changing(home.access) as edited:
            edit.set_projects(edited, machine, invite.projects)


def _retire(home: Home, machine: str) -> None:
    """It bears another name from now on."""
    if machine in document.read(home.access.read_bytes()).machines:
        with edit.changing(home.access) as edited:
            edit.remove_machine(edited, machine)
    credentials.remove(home, f"machine:{machine}")


def _keep(home: Home, machine: str, ask: JoinAsk) -> None:
    credentials.put(home, f"machine:{machine}", ask.digest)


def _span(us: int) -> str:
    minutes = round(us / 60_000_000)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"
