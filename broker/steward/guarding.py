"""What `admin` can be told about guardrails and locks: a part of the table of commands."""

from __future__ import annotations

from typing import Any

from broker.access import document
from broker.steward import locks, rule_edit
from broker.steward.command import Arguments, Command
from broker.steward.locks import Held
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.fields import Field
from schemas.wire.layout import Home

MOST_TTL_S = 366 * 86_400


def _lock_list(home: Home, _: Arguments) -> dict[str, Any]:
    now = Clock().wall_us()
    return {"rows": [one.value() for one in locks.load(home) if one.in_force(now)]}


def _lock_add(home: Home, said: Arguments) -> dict[str, Any]:
    now = Clock().wall_us()
    until = now + said["ttl"] * 1_000_000 if "ttl" in said else None
    held = Held(said["scope"], said.get("name", ""), said["reason"], said["asker"], now, until)
    known = document.read(home.access.read_bytes())
    if held.scope == "machine" and held.name not in known.machines:
        raise Refused("no-such-machine", held.name)
    if held.scope == "user" and held.name not in known.users:
        raise Refused("bad-field", f"there is no user {held.name}")
    locks.change(home, now, lambda kept: locks.add(kept, held))
    return {"until": until} if until is not None else {}


def _lock_remove(home: Home, said: Arguments) -> dict[str, Any]:
    def lift(known: list[Held]) -> None:
        if not locks.remove(known, said["scope"], said.get("name", "")):
            raise Refused("nothing-changed", "no such lock is in force")

    locks.change(home, Clock().wall_us(), lift)
    return {}


def _rule_list(home: Home, _: Arguments) -> dict[str, Any]:
    return {
        "rows": [
            rule.model_dump(exclude_none=True, exclude_defaults=True)
            for rule in rule_edit.listed(home.hub / "rules.toml")
        ]
    }


def _rule_add(home: Home, said: Arguments) -> dict[str, Any]:
    if "at" in said and "before" in said:
        raise Refused("bad-field", "either at or before")
    path = home.hub / "rules.toml"
    at = rule_edit.add(path, said["rule"], said.get("at", rule_edit.LAST), said.get("before"))
    return {"place": at}


def _rule_remove(home: Home, said: Arguments) -> dict[str, Any]:
    rule_edit.remove(home.hub / "rules.toml", said["name"])
    return {}


_SCOPE = Field("text", True, choices=locks.SCOPES)
_NAME = Field("text", most=40, doc="of the machine, person or session; left out for all")

GUARDING: dict[str, Command] = {
    "lock.list": Command("what is locked, by whom, until when and why", {}, _lock_list),
    "lock.add": Command(
        "take no requests from, or for, what it names, and hold gates shut",
        {
            "scope": _SCOPE,
            "name": _NAME,
            "ttl": Field("int", most=MOST_TTL_S, least=1, doc="seconds; until lifted if missing"),
            "reason": Field("text", True, most=200),
        },
        _lock_add,
        asker=True,
    ),
    "lock.remove": Command("lift a lock", {"scope": _SCOPE, "name": _NAME}, _lock_remove),
    "rule.list": Command("the guardrails in their order", {}, _rule_list),
    "rule.add": Command(
        "one more guardrail",
        {
            "rule": Field("object", True, doc="as in rules.toml"),
            "at": Field("text", choices=(rule_edit.FIRST, rule_edit.LAST), doc="last if missing"),
            "before": Field("text", most=100, doc="the name of the rule that it comes before"),
        },
        _rule_add,
    ),
    "rule.remove": Command(
        "take a guardrail away", {"name": Field("text", True, most=100)}, _rule_remove
    ),
}
