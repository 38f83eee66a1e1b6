"""Topic → what its payload is: one reader for each row of `TOPICS`."""

from __future__ import annotations

from collections.abc import Callable

from schemas.documents.access import Access
from schemas.documents.anchor import Anchor
from schemas.documents.inbox import Inbox
from schemas.documents.info import Info
from schemas.documents.join import JoinAsk, JoinReply
from schemas.documents.model import Document
from schemas.documents.policy import SignedPolicy
from schemas.documents.presence import HubPresence, MachinePresence
from schemas.documents.reply import Reply
from schemas.documents.session import Screen, State
from schemas.wire import ids, line, uplink, verbs
from schemas.wire.errors import Refused
from schemas.wire.strictjson import loads_object
from schemas.wire.topics import Topic, parse

DOCUMENTS: dict[str, type[Document]] = {
    "machine.presence": MachinePresence,
    "machine.info": Info,
    "session.state": State,
    "session.screen": Screen,
    "reply": Reply,
    "policy": SignedPolicy,
    "hub.presence": HubPresence,
    "hub.access": Access,
    "hub.inbox": Inbox,
    "hub.anchor": Anchor,
    "join.ask": JoinAsk,
    "join.reply": JoinReply,
}
"""Topics whose payload is one document."""


def read(topic: str, payload: bytes) -> object:
    """What was published: a document, a `Request`, an `Ack`, lines, a control object or an
    approval's id. Raises `Refused`; an empty payload of a retained topic is no document (it
    clears one) and is refused too."""
    found = parse(topic)
    if len(payload) > found.row.max_bytes:
        raise Refused("too-large", f"{len(payload)} bytes, at most {found.row.max_bytes}")
    model = DOCUMENTS.get(found.name)
    return model.read(payload) if model is not None else OTHERS[found.name](found, payload)


def _request(topic: Topic, payload: bytes) -> verbs.Request:
    return verbs.check(topic["verb"], loads_object(payload))


def _journal(_topic: Topic, payload: bytes) -> list[line.Line] | uplink.Offer | uplink.SessionKey:
    if not uplink.is_lines(payload):
        return uplink.read_control(payload)
    if not payload.endswith(b"\n"):
        raise Refused("bad-json", "the last line has no newline")
    return [_line(each) for each in payload[:-1].split(b"\n")]


def _event(_topic: Topic, payload: bytes) -> line.Line:
    return _line(payload)


def _line(data: bytes) -> line.Line:
    found = line.split(data)
    line.check_body(found)
    return found


def _approval(_topic: Topic, payload: bytes) -> str:
    try:
        return ids.check_approval(payload.decode("ascii").strip())
    except UnicodeDecodeError:
        raise Refused("bad-id", "approval") from None


def _ack(_topic: Topic, payload: bytes) -> uplink.Ack:
    return uplink.read_ack(payload)


OTHERS: dict[str, Callable[[Topic, bytes], object]] = {
    "session.journal": _journal,
    "session.event": _event,
    "do.request": _request,
    "do.allow": _approval,
    "do.deny": _approval,
    "ack": _ack,
    "hub.record.event": _event,
    "hub.record.journal": _journal,
}
"""Readers of the topics whose payload is something else."""
