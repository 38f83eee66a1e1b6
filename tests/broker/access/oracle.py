"""Who may do what, written again from the design's table and from nothing else.

It knows no filters: it takes one topic apart and asks the document's grants. Slow and plain on
purpose; what it says is compared with what the compiler's filters say.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from broker.access.compile import Who
from broker.access.document import Document, Grant
from schemas.wire import ids, topics

RIGHT_OF_VERB = {
    "start": "operate",
    "prompt": "operate",
    "interrupt": "operate",
    "stop": "operate",
    "title": "operate",
    "mode": "operate",
    "keys": "drive",
    "resize": "drive",
    "answer": "approve",
    "watch": "view",
    "history": "view",
    "diff": "view",
    "update": "admin",
}
HUB_RIGHT_OF_VERB = {"search": "audit", "query": "audit", "admin": "admin"}


def may_publish(document: Document, who: Who, topic: str, now_us: int) -> bool:
    """`topic` is well formed; nothing is said of retain."""
    t = topic.split("/")[1:]
    if who.kind == "machine":
        return who.name in document.machines and _machine_publishes(document, who.name, t)
    if who.kind == "hub":
        return _part_publishes(document, who.name, t)
    if who.name not in document.users or t[0] != "do" or t[1] != who.name:
        return False
    if len(t) == 3:
        return t[2] in ("allow", "deny") and any(
            _granted(document, who, "approve", m, p, None, now_us) for m, p in _declared(document)
        )
    _, _, machine, project, session, verb = t
    if machine == "hub":
        if project != "-":
            return False
        if verb == "history":
            return _on_hub(document, who, "audit", now_us)
        if session != "-":
            return False
        if verb == "token":
            return who.direct
        if verb == "logins":
            return True
        return verb in HUB_RIGHT_OF_VERB and _on_hub(document, who, HUB_RIGHT_OF_VERB[verb], now_us)
    if (machine, project) not in _declared(document):
        return False
    if verb in ("start", "prompt") and who.rights is not None and "drive" not in who.rights:
        return False  # it may be as good as driving, and the machine sees only the person
    return verb in RIGHT_OF_VERB and _granted(
        document, who, RIGHT_OF_VERB[verb], machine, project, session, now_us
    )


def may_receive(document: Document, who: Who, topic: str, now_us: int) -> bool:
    """Whether a message on this well-formed topic may be delivered."""
    t = topic.split("/")[1:]
    if who.kind == "machine":
        return who.name in document.machines and _machine_reads(who.name, t)
    if who.kind == "hub":
        return _part_reads(document, who.name, t)
    if who.name not in document.users:
        return False
    match t:
        case ["session", machine, project, session, "event" | "state" | "screen"]:
            return (machine, project) in _declared(document) and _granted(
                document, who, "view", machine, project, session, now_us
            )
        case ["machine", machine, _]:
            return any(
                _granted(document, who, right, machine, p, None, now_us)
                for m, p in _declared(document)
                for right in ("view", "operate", "drive", "approve", "audit", "admin")
                if m == machine
            )
        case ["reply", user, _, _]:
            return user == who.name
        case ["hub", "access" | "inbox", user]:
            return user == who.name
        case ["hub", "anchor"] | ["hub", "presence", _]:
            return True
        case ["hub", "record", _, "event"]:
            return _on_hub(document, who, "audit", now_us)
    return False


def _machine_publishes(document: Document, machine: str, t: list[str]) -> bool:
    match t:
        case ["machine", m, _] | ["reply", _, m, _]:
            return m == machine
        case ["session", m, project, _, "journal" | "event" | "state" | "screen"]:
            return m == machine and (m, project) in _declared(document)
    return False


def _machine_reads(machine: str, t: list[str]) -> bool:
    match t:
        case ["do", _, m, _, _, _] | ["ack" | "policy", m]:
            return m == machine
        case ["do", _, "allow" | "deny"] | ["hub", "anchor"] | ["hub", "presence", _]:
            return True
    return False


def _part_publishes(document: Document, part: str, t: list[str]) -> bool:
    match [part, *t]:
        case [_, "hub", "presence", p]:
            return p == part
        case ["steward" | "gateway" | "broker", "hub", "record", _, _]:
            return True
        case ["archiver", "ack", _] | ["archiver", "hub", "anchor"]:
            return True
        case ["archiver" | "steward", "reply", _, "hub", _]:
            return True
        case ["steward", "policy", _] | ["steward", "hub", "access", _]:
            return True
        case ["steward", "join", _, _, "reply"]:
            return True
        case ["gateway", "hub", "inbox", _]:
            return True
    return False


def _part_reads(document: Document, part: str, t: list[str]) -> bool:
    match [part, *t]:
        case ["archiver", "session", _, _, _, "journal"] | [
            "archiver",
            "do",
            _,
            _,
            _,
            _,
            "history",
        ]:
            return True
        case ["archiver", "hub", "record", _, "journal"]:
            return True
        case ["archiver", "do", _, "hub", "-", "-", "search" | "query"]:
            return True
        case ["steward", "do", _, "hub", "-", "-", "token" | "logins" | "admin"]:
            return True
        case ["steward", "join", _, _, "ask"]:
            return True
        case ["steward" | "gateway" | "broker", "ack", "hub"]:
            return True
        case ["steward" | "gateway", "machine", _, _]:
            return True
        case ["gateway", "session", _, _, _, "state"]:
            return True
        case ["gateway", "hub", "access" | "presence", _]:
            return True
        case ["steward", "session", machine, project, _, "state" | "screen"]:
            return (machine, project) not in _declared(document)  # cleaning up after it
    return False


def cleans(document: Document, who: Who, topic: str) -> bool:
    """Whether the steward may clear this retained document, because its subject was removed."""
    if who != Who("hub", "steward"):
        return False
    match topic.split("/")[1:]:
        case ["machine", machine, _]:
            return machine not in document.machines
        case ["session", machine, project, _, "state" | "screen"]:
            return (machine, project) not in _declared(document)
    return False


def is_declared(document: Document, topic: str) -> bool:
    """Whether a topic names no machine, the hub, or a machine and project of the document."""
    found = topics.parse(topic).fields
    machine, project = found.get("m", ids.HUB), found.get("p", ids.NONE)
    return machine == ids.HUB or (machine, project) in _declared(document)


def _declared(document: Document) -> set[tuple[str, str]]:
    return {
        (machine, project)
        for machine, entry in document.machines.items()
        for project in (*entry.projects, "-")
    }


def _grants(document: Document, who: Who, right: str, now_us: int) -> list[Grant]:
    if who.rights is not None and right not in who.rights:
        return []
    me = {who.name, *(f"group:{group}" for group in document.users[who.name].groups)}
    return [
        grant
        for grant in document.grants
        if me & set(grant.to)
        and right in grant.rights
        and (grant.until_us is None or grant.until_us > now_us)
    ]


def _granted(
    document: Document,
    who: Who,
    right: str,
    machine: str,
    project: str,
    session: str | None,
    now_us: int,
) -> bool:
    """session None: in any session at all."""
    return any(
        any(fnmatchcase(machine, glob) for glob in grant.machines)
        and (
            "-" in grant.projects
            if project == "-"
            else any(glob != "-" and fnmatchcase(project, glob) for glob in grant.projects)
        )
        and (grant.sessions is None or session is None or session in grant.sessions)
        for grant in _grants(document, who, right, now_us)
    )


def _on_hub(document: Document, who: Who, right: str, now_us: int) -> bool:
    for grant in _grants(document, who, right, now_us):
        all_there_is = "*" in grant.machines and "*" in grant.projects and "-" in grant.projects
        if grant.sessions is None and (
            all_there_is or ("hub" in grant.machines and "-" in grant.projects)
        ):
            return True
    return False
