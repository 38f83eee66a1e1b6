"""What `admin` can be told to do, as a table: command → its arguments and what it does.

Those about people and machines change access.toml first, checked whole and under the lock, and
credentials after it; those about guardrails and locks stand in `guarding`. No
command answers with a secret: who asks makes it and sends its digest, because replies are read by
every device of that person.
"""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from typing import Any

from broker import certificates, credentials, enrol, hub_keys
from broker.access import document, edit, explain
from broker.access.document import Document
from broker.steward.command import Arguments, Command
from broker.steward.guarding import GUARDING
from schemas.link_address import Address
from schemas.wire import ids, settings
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.fields import Field, check
from schemas.wire.layout import Home
from schemas.wire.six_words import six_words

INVITE_TTL_S = 3600

_USER = Field("name", True, doc="a person")
_DIGEST = Field("hex", True, doc="sha256 of the text of a 256-bit secret that the asker has made")
_PASSWORD = Field("text", True, most=credentials.MAX_PASSWORD, doc="at least 8 characters")
_PROJECTS = Field("object", True, doc="project → its absolute folder")
_UNTIL = Field("text", most=40, doc="a moment with its offset: 2026-12-01T18:00:00Z")
_GRANT = {
    "to": Field("list", True, most=1000, doc="people, and group:<name>"),
    "role": Field("text", True, most=40),
    "machines": Field("list", True, most=1000, doc="ids and globs; `hub` is the hub itself"),
    "projects": Field("list", True, most=1000, doc="ids and globs; `-` is *no project*"),
    "sessions": Field("list", most=1000),
    "until": _UNTIL,
}


def run(home: Home, name: str, arguments: Arguments, who: str = ids.DESK) -> dict[str, Any]:
    """Carry out one command of `who`; returns the receipt's data. Raises Refused."""
    command = COMMANDS.get(name)
    if command is None:
        raise Refused("bad-field", f"there is no command {name[:40]!a}: {', '.join(COMMANDS)}")
    said = check(command.fields, arguments)
    return command.run(home, {**said, "asker": who} if command.asker else said)


# ----- people


def _user_list(home: Home, _: Arguments) -> dict[str, Any]:
    known = credentials.load(home).known
    return {
        "rows": [
            {
                "user": name,
                "groups": sorted(user.groups),
                "password": name in known,
                "devices": sorted(user.devices),
                "may": {
                    device: sorted(found.may)
                    for device, found in user.devices.items()
                    if found.may is not None
                },
                "until": {
                    device: found.until_us
                    for device, found in user.devices.items()
                    if found.until_us is not None
                },
            }
            for name, user in sorted(_now(home).users.items())
        ]
    }


def _user_add(home: Home, said: Arguments) -> dict[str, Any]:
    user, role = said["user"], said.get("role")
    hashed = credentials.hash_password(said["password"]) if "password" in said else None
    with edit.changing(home.access) as edited:
        edit.add_user(edited, user, said.get("groups", []))
        if role is not None:
            edit.add_grant(edited, [user], role, ["*"], ["*", ids.NONE])
        # Left from somebody of the same name, it would let that one in again.
        credentials.remove(home, user)
    if hashed is not None:
        credentials.put(home, user, hashed)
    return {"user": user}


def _user_password(home: Home, said: Arguments) -> dict[str, Any]:
    if said["user"] not in _now(home).users:
        raise Refused("bad-field", f"there is no user {said['user']}")
    credentials.set_password(home, said["user"], said["password"])
    return {"user": said["user"]}


def _user_remove(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.remove_user(edited, said["user"])
    credentials.remove(home, said["user"])
    return {"user": said["user"]}


def _group_add(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.join_group(edited, said["group"], said["user"])
    return {}


def _group_remove(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.leave_group(edited, said["group"], said["user"])
    return {}


def _device_add(home: Home, said: Arguments) -> dict[str, Any]:
    principal = f"{said['user']}.{said['device']}"
    with edit.changing(home.access) as edited:
        edit.add_device(
            edited, said["user"], said["device"], said.get("may"), _moment(said.get("until"))
        )
        credentials.remove(home, principal)
    credentials.put(home, principal, said["digest"])
    return {"username": principal}


def _device_remove(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.remove_device(edited, said["user"], said["device"])
    credentials.remove(home, f"{said['user']}.{said['device']}")
    return {}


# ----- grants


def _grant_list(home: Home, _: Arguments) -> dict[str, Any]:
    return {"rows": edit.grants(home.access)}


def _grant_add(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.add_grant(edited, **{**said, "until": _moment(said.get("until"))})
    return {}


def _grant_remove(home: Home, said: Arguments) -> dict[str, Any]:
    wanted = dict(said)
    if "until" in said:
        wanted["until"] = _moment(said["until"])
    with edit.changing(home.access) as edited:
        edit.remove_grant(edited, wanted)
    return {}


# ----- machines


def _machine_list(home: Home, _: Arguments) -> dict[str, Any]:
    known = credentials.load(home).known
    joined = enrol.load(home).machines
    rows = []
    for name, machine in sorted(_now(home).machines.items()):
        row: dict[str, Any] = {
            "machine": name,
            "projects": dict(machine.projects),
            "secret": f"machine:{name}" in known,
        }
        if name in joined:
            row |= {"joined": joined[name].since_us, "twins": joined[name].twins}
            if joined[name].key:
                row["words"] = _words(home, joined[name].key)
        rows.append(row)
    return {"rows": rows}


def _words(home: Home, key: str) -> str:
    return six_words(b64decode(key), b64decode(hub_keys.policy_public(home)))


def _machine_invite(home: Home, said: Arguments) -> dict[str, Any]:
    _open_to_others(home)
    projects = said.get("projects", {})
    # Checked now, by whoever asks, and not when the machine joins.
    for project, folder in projects.items():
        ids.check_name(project, "project")
        if not isinstance(folder, str) or not folder.startswith("/") or len(folder) > 4096:
            raise Refused("bad-field", f"project {project} has no absolute folder")
    invite = enrol.add_invite(
        home,
        ids.check_code(said["code"]),
        said["digest"],
        ttl_s=said.get("ttl", INVITE_TTL_S),
        uses=said.get("uses", 1),
        machine=said.get("machine"),
        projects=projects,
    )
    return _open_to_others(home) | {
        "until": invite.until_us,
        "known": said.get("machine") in _now(home).machines,
    }


def _machine_rename(home: Home, said: Arguments) -> dict[str, Any]:
    """Ids stand in journals for ever, so the machine joins anew under the other one."""
    shown = _open_to_others(home)
    machine, name = said["machine"], said["name"]
    known = _now(home).machines
    if machine not in known:
        raise Refused("no-such-machine", machine)
    if name in known or name == ids.HUB:
        raise Refused("nothing-changed", f"there is a {name} already")
    with edit.changing(home.access) as edited:
        edit.add_machine(edited, name, known[machine].projects)
        edit.name_also(edited, machine, name)
    invite = enrol.add_invite(
        home,
        ids.check_code(said["code"]),
        said["digest"],
        ttl_s=said.get("ttl", INVITE_TTL_S),
        machine=name,
        replaces=machine,
    )
    return shown | {"until": invite.until_us, "known": False}


def _open_to_others(home: Home) -> dict[str, Any]:
    """Where this hub is reached and by which pin. Raises Refused where it is not."""
    found = settings.load(home.config)
    shown = certificates.shown(home)
    host, port = found["broker.public_host"], found["broker.tls_port"]
    if not host or shown is None:
        raise Refused(
            "not-possible",
            "this hub listens on its own computer alone; start it by `signalbox up --host NAME`",
        )
    return {"url": str(Address(host, port, True)), "pin": certificates.pin(shown)}


def _machine_add(home: Home, said: Arguments) -> dict[str, Any]:
    principal = f"machine:{said['machine']}"
    with edit.changing(home.access) as edited:
        edit.add_machine(edited, said["machine"], said.get("projects", {}))
        credentials.remove(home, principal)
    credentials.put(home, principal, said["digest"])
    return {"username": principal}


def _machine_projects(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.set_projects(edited, said["machine"], said["projects"])
    return {}


def _machine_secret(home: Home, said: Arguments) -> dict[str, Any]:
    if said["machine"] not in _now(home).machines:
        raise Refused("no-such-machine", said["machine"])
    credentials.put(home, f"machine:{said['machine']}", said["digest"])
    return {}


def _machine_remove(home: Home, said: Arguments) -> dict[str, Any]:
    with edit.changing(home.access) as edited:
        edit.remove_machine(edited, said["machine"])
    credentials.remove(home, f"machine:{said['machine']}")
    with enrol.changing(home) as (invites, machines):
        machines.pop(said["machine"], None)
        for code in [c for c, i in invites.items() if i.machine == said["machine"]]:
            del invites[code]  # or it would come back by the line that it has
    return {}


def _can(home: Home, said: Arguments) -> dict[str, Any]:
    found = explain.explain(
        _now(home),
        said["user"],
        said["verb"],
        ids.check_name(said["machine"], "machine"),
        ids.check_name_or_none(said["project"], "project"),
        Clock().wall_us(),
    )
    return {"may": found.may, "why": list(found.why)}


def _now(home: Home) -> Document:
    """The file as it is this moment; a broken one refuses the command."""
    return document.read(home.access.read_bytes())


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refused("bad-field", "until is a moment with its offset: 2026-12-01T18:00:00Z")
    return found


COMMANDS: dict[str, Command] = {
    **GUARDING,
    "user.list": Command("people, their groups and devices", {}, _user_list),
    "user.add": Command(
        "a new person; without a password nobody can log in as this person yet",
        {
            "user": _USER,
            "groups": Field("list", most=100),
            "password": Field("text", most=credentials.MAX_PASSWORD),
            "role": Field("text", most=40, doc="granted on all machines and the hub"),
        },
        _user_add,
    ),
    "user.password": Command(
        "a new password; ends this person's connections and tokens",
        {"user": _USER, "password": _PASSWORD},
        _user_password,
    ),
    "user.remove": Command(
        "a person, with devices, and from every grant", {"user": _USER}, _user_remove
    ),
    "group.add": Command(
        "put a person into a group", {"group": Field("name", True), "user": _USER}, _group_add
    ),
    "group.remove": Command(
        "take a person out of a group",
        {"group": Field("name", True), "user": _USER},
        _group_remove,
    ),
    "device.add": Command(
        "a device of a person, with fewer rights or for a time",
        {
            "user": _USER,
            "device": Field("name", True),
            "may": Field("list", most=16, doc="rights; left out: all of the person's"),
            "until": _UNTIL,
            "digest": _DIGEST,
        },
        _device_add,
    ),
    "device.remove": Command(
        "a device, and every token made for it",
        {"user": _USER, "device": Field("name", True)},
        _device_remove,
    ),
    "grant.list": Command("all grants, as they stand in the file", {}, _grant_list),
    "grant.add": Command("one more grant", _GRANT, _grant_add),
    "grant.remove": Command("the grant that says exactly this", _GRANT, _grant_remove),
    "can": Command(
        "whether somebody may do something somewhere, and why",
        {
            "user": Field("text", True, most=81, doc="a person or a device, `ana.phone`"),
            "verb": Field("text", True, most=20, doc="a verb or a right"),
            "machine": Field("text", True, most=40, doc="`hub`: the hub itself"),
            "project": Field("text", True, most=40),
        },
        _can,
    ),
    "machine.list": Command("machines and their projects", {}, _machine_list),
    "machine.invite": Command(
        "a code by which one machine, or several, may join",
        {
            "code": Field("text", True, most=4, doc="its public part, made by the asker"),
            "digest": Field("hex", True, doc="sha256 of the text of its secret part"),
            "machine": Field("name", doc="left out: each machine brings its own name"),
            "projects": Field("object", doc="project → its absolute folder"),
            "uses": Field("int", most=enrol.MOST_USES, least=1),
            "ttl": Field("int", most=enrol.MOST_TTL_S, least=1, doc="seconds; an hour if missing"),
        },
        _machine_invite,
    ),
    "machine.rename": Command(
        "a code by which a machine joins anew under another name; then the old one goes",
        {
            "machine": Field("name", True),
            "name": Field("name", True, doc="the new one; it gets the projects and grants"),
            "code": Field("text", True, most=4, doc="as for machine.invite"),
            "digest": Field("hex", True, doc="as for machine.invite"),
            "ttl": Field("int", most=enrol.MOST_TTL_S, least=1, doc="seconds; an hour if missing"),
        },
        _machine_rename,
    ),
    "machine.add": Command(
        "a new machine",
        {
            "machine": Field("name", True),
            "projects": Field("object", doc="project → its absolute folder"),
            "digest": _DIGEST,
        },
        _machine_add,
    ),
    "machine.projects": Command(
        "all projects of a machine, instead of those it has",
        {"machine": Field("name", True), "projects": _PROJECTS},
        _machine_projects,
    ),
    "machine.secret": Command(
        "a new secret of a machine; ends its connections",
        {"machine": Field("name", True), "digest": _DIGEST},
        _machine_secret,
    ),
    "machine.remove": Command(
        "a machine; what it had published is cleared",
        {"machine": Field("name", True)},
        _machine_remove,
    ),
}
"""`admin` by its commands; docs/reference/access.md is compared with it."""
