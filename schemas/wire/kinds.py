"""Every kind of journal line: its group, its fields, and whether it leaves the machine at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.wire.fields import Field


@dataclass(frozen=True, slots=True)
class Kind:
    """`urgent` lines (requests, gate, life) are sent at once, others at most every 100 ms."""

    group: str
    doc: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    urgent: bool = False


_WHO = Field("text", True, most=64, doc="a person, `desk`, `agent`, or `gate`")
_TEXT = Field("text", True)
_COLUMNS = Field("int", True, least=1, most=1000)
_ROWS = Field("int", True, least=1, most=1000)
_APPROVAL = Field("approval", True)
_CLAIMED = Field("bool", doc="the agent says so; nobody checked it")
_PRINCIPAL = Field(
    "text",
    True,
    most=64,
    doc="a person, `machine:<m>` or `hub:<part>`; as claimed if refused; `-`: several or not told",
)
_CLIENT = Field("text", most=128, doc="client id, where it was told")
_ADDRESS = Field("text", most=64, doc="where it came from; empty on the Unix socket")
_LISTENER = Field("text", choices=("tcp", "tls", "unix"))
_WHY = Field("text", most=64, doc="a word; docs/broker.md lists them")
_SPELT = Field(
    "list", doc="where `input` held fractions, large numbers or lone surrogates: they are text here"
)
_TIMES = Field(
    "int",
    least=1,
    doc="so often more since the last such line; fields that differed are left out",
)

KINDS: dict[str, Kind] = {
    "started": Kind(
        "life",
        "the session began",
        {
            "argv": Field("list", True),
            "folder": Field("text", True),
            "machine": Field("name", True),
            "project": Field("text", True),
            "kind": Field("text", True, choices=("terminal", "managed")),
            "agent": Field("text", True),
            "version": Field("text", doc="the agent's, where it is known"),
            "conversation": Field("text", doc="the agent's own id of the conversation"),
            "continues": Field("session"),
            "who": _WHO,
            "request": Field("name", doc="id of the request that started it"),
            "gate": Field("text", True, choices=("gated", "observed", "watch-only", "not gated")),
            "level": Field("text", choices=("plain", "shielded", "apart")),
            "mode": Field("text"),
            "columns": _COLUMNS,
            "rows": _ROWS,
            "title": Field("text"),
        },
        urgent=True,
    ),
    "ended": Kind(
        "life",
        "the session ended and its tree is gone",
        {
            "status": Field("int", doc="exit status"),
            "signal": Field("text", doc="name of the signal that ended it"),
            "duration": Field("int", True, doc="milliseconds"),
        },
        urgent=True,
    ),
    "host_lost": Kind(
        "life",
        "the host died; the daemon closed the journal after the tree was gone",
        {"left": Field("int", True, doc="processes that had to be ended")},
        urgent=True,
    ),
    "titled": Kind("life", "the session got a name", {"title": _TEXT, "who": _WHO}, urgent=True),
    "note": Kind("life", "something worth knowing, of ours", {"text": _TEXT}),
    "output": Kind(
        "terminal",
        "what the program printed, masked",
        {"text": Field("text"), "b64": Field("text", doc="where a chunk is not UTF-8")},
    ),
    "elided": Kind(
        "terminal",
        "output beyond the budget",
        {"bytes": Field("int", True), "sha256": Field("hex", True)},
    ),
    "keys": Kind(
        "terminal",
        "what was typed",
        {
            "who": _WHO,
            "text": Field("text"),
            "masked": Field("int", doc="characters typed where the terminal does not echo"),
        },
    ),
    "resized": Kind(
        "terminal", "the size changed", {"who": _WHO, "columns": _COLUMNS, "rows": _ROWS}
    ),
    "watching": Kind(
        "terminal",
        "somebody watched",
        {"who": _WHO, "from": Field("int", True), "until": Field("int", True)},
    ),
    "attention": Kind(
        "terminal",
        "bell, OSC 9 or OSC 777",
        {
            "how": Field("text", True, choices=("bell", "notify")),
            "text": Field("text", most=1000),
        },
        urgent=True,
    ),
    "prompt": Kind(
        "conversation", "a prompt", {"who": _WHO, "text": _TEXT, "claimed": _CLAIMED}, urgent=True
    ),
    "message": Kind("conversation", "the agent said", {"text": _TEXT, "claimed": _CLAIMED}),
    "thinking": Kind("conversation", "the agent thought", {"text": _TEXT, "claimed": _CLAIMED}),
    "tool_call": Kind(
        "conversation",
        "the agent uses a tool",
        {
            "call": Field("text", True),
            "tool": Field("text", True),
            "input": Field("object", True),
            "claimed": _CLAIMED,
        },
    ),
    "tool_result": Kind(
        "conversation",
        "what the tool gave",
        {
            "call": Field("text", True),
            "text": Field("text"),
            "failed": Field("bool"),
            "claimed": _CLAIMED,
        },
    ),
    "plan": Kind("conversation", "the agent's plan", {"text": _TEXT, "claimed": _CLAIMED}),
    "diff": Kind(
        "conversation",
        "a change to a file",
        {"path": Field("text", True), "diff": _TEXT, "claimed": _CLAIMED},
    ),
    "request": Kind(
        "steering",
        "a person asked for something; written before the effect",
        {
            "who": _WHO,
            "verb": Field("text", True),
            "id": Field("name", True),
            "fields": Field("object", doc="the verb's own fields, masked; a prompt has its line"),
        },
        urgent=True,
    ),
    "receipt": Kind(
        "steering",
        "what became of a request",
        {
            "who": _WHO,
            "id": Field("name", True),
            "status": Field("text", True, choices=("accepted", "rejected")),
            "code": Field("text"),
            "reason": Field("text"),
        },
        urgent=True,
    ),
    "interrupted": Kind("steering", "the turn was interrupted", {"who": _WHO}, urgent=True),
    "mode": Kind("steering", "the mode changed", {"who": _WHO, "mode": _TEXT}, urgent=True),
    "asked": Kind(
        "gate",
        "an action waits for people",
        {
            "approval": _APPROVAL,
            "form": Field("text", True, choices=("permission", "question", "plan")),
            "digest": Field("hex", True),
            "tool": Field("text"),
            "input": Field("object", doc="masked; the digest is of the true one"),
            "masked": Field("bool", doc="`input` is not the true one word for word"),
            "spelt": _SPELT,
            "folder": Field("text", doc="where it would run"),
            "rule": Field("text"),
            "reason": Field("text", doc="why people are asked"),
            "parts": Field("list", doc="each part with its rule, as `rule test` prints them"),
            "programs": Field("object", doc="path → SHA-256 of the files that it would run"),
            "requesters": Field("list"),
            "call": Field("text", doc="the agent's own id of the tool call"),
            "until": Field("int", doc="microseconds since 1970"),
        },
        urgent=True,
    ),
    "answered": Kind(
        "gate",
        "a person decided",
        {
            "approval": _APPROVAL,
            "who": _WHO,
            "what": Field("text", True, choices=("allow", "deny", "choice")),
            "choice": Field("text"),
            "scope": Field("text"),
            "reason": Field("text"),
            "edit": Field("object"),
        },
        urgent=True,
    ),
    "expired": Kind("gate", "nobody decided in time: denied", {"approval": _APPROVAL}, urgent=True),
    "withdrawn": Kind(
        "gate",
        "the question is void",
        {"approval": _APPROVAL, "reason": _TEXT},
        urgent=True,
    ),
    "denied_by_rule": Kind(
        "gate",
        "a rule said no",
        {
            "rule": Field("text", True),
            "digest": Field("hex", True),
            "tool": Field("text"),
            "input": Field("object"),
            "spelt": _SPELT,
            "folder": Field("text", doc="where it would run"),
            "reason": Field("text"),
        },
        urgent=True,
    ),
    "allowed_by_rule": Kind(
        "gate",
        "a rule said yes",
        {
            "rule": Field("text", True),
            "digest": Field("hex", True),
            "tool": Field("text"),
            "input": Field("object"),
            "spelt": _SPELT,
            "folder": Field("text", doc="where it would run"),
            "granted": Field("bool", doc="by what people had allowed for longer than once"),
        },
        urgent=True,
    ),
    "taken": Kind("gate", "the gate let it through", {"approval": _APPROVAL}, urgent=True),
    "effected": Kind(
        "gate",
        "the agent went on",
        {"approval": _APPROVAL, "failed": Field("bool")},
        urgent=True,
    ),
    "usage": Kind(
        "facts",
        "tokens and cost since the last such line; what is missing is unknown, never 0",
        {
            "source": Field("text", True),
            "semantics": Field("text", True),
            "model": Field("text"),
            "input_tokens": Field("int"),
            "output_tokens": Field("int"),
            "cost_microusd": Field("int"),
        },
    ),
    "files": Kind(
        "facts",
        "changed paths with status and line counts",
        {"changed": Field("object", True, doc="path → {status, added, removed}")},
    ),
    "part": Kind(
        "facts",
        "a piece of the next body that is too long for one line",
        {"n": Field("int", True), "of": Field("int", True), "text": _TEXT},
    ),
    "signed": Kind(
        "facts",
        "the machine's signature under a head",
        {
            "seq": Field("int", True),
            "h": Field("hex", True),
            "key": Field("text", True, doc="the machine's public key, base64"),
            "signature": Field("text", True, doc="Ed25519, base64"),
        },
    ),
    "fault": Kind(
        "facts",
        "something of ours failed",
        {"what": _TEXT, "meant": Field("text", True, doc="what it means for the session")},
        urgent=True,
    ),
    "hub_started": Kind(
        "hub",
        "a process of the hub began this record",
        {
            "part": Field("text", True, choices=("broker", "steward", "gateway")),
            "version": Field("text", True, most=64),
            "continues": Field("session", doc="the record that it goes on from, in one start"),
        },
        urgent=True,
    ),
    "hub_stopped": Kind(
        "hub",
        "this record ends: its process stops, or goes on in a new one",
        {"goes_on": Field("session", doc="where it goes on")},
        urgent=True,
    ),
    "connected": Kind(
        "hub",
        "a client logged in",
        {
            "who": _PRINCIPAL,
            "client": _CLIENT,
            "address": _ADDRESS,
            "listener": _LISTENER,
            "times": _TIMES,
        },
        urgent=True,
    ),
    "refused": Kind(
        "hub",
        "a client was not let in",
        {
            "who": _PRINCIPAL,
            "client": _CLIENT,
            "address": _ADDRESS,
            "listener": _LISTENER,
            "reason": _WHY,
            "times": _TIMES,
        },
        urgent=True,
    ),
    "denied": Kind(
        "hub",
        "a publish or a subscription was not allowed and had no effect",
        {
            "who": _PRINCIPAL,
            "client": _CLIENT,
            "action": Field("text", choices=("publish", "subscribe")),
            "topic": Field("text", most=1024, doc="topic or filter"),
            "reason": _WHY,
            "times": _TIMES,
        },
        urgent=True,
    ),
    "disconnected": Kind(
        "hub",
        "a client that was logged in is gone",
        {
            "who": _PRINCIPAL,
            "client": _CLIENT,
            "address": _ADDRESS,
            "listener": _LISTENER,
            "reason": _WHY,
            "times": _TIMES,
        },
        urgent=True,
    ),
    "viewed": Kind(
        "hub",
        "a person's client held a subscription to what sessions show",
        {
            "who": _PRINCIPAL,
            "client": _CLIENT,
            "filter": Field("text", most=1024),
            "from": Field("int", doc="microseconds since 1970"),
            "until": Field("int", doc="missing: it begins"),
            "times": _TIMES,
        },
        urgent=True,
    ),
    "access_changed": Kind(
        "hub",
        "other rights, secrets, guardrails or locks are in force",
        {
            "what": Field(
                "text", True, choices=("access.toml", "secrets or time", "rules.toml", "locks.json")
            ),
            "digest": Field("hex", True, doc="SHA-256 of the file (else of access.toml)"),
            "changes": Field(
                "list", most=40, doc="`+ …` and `- …`: entries of that file, and whose secrets"
            ),
        },
        urgent=True,
    ),
    "administered": Kind(
        "hub",
        "a person asked for an administrative change",
        {
            "who": Field("text", True, most=64, doc="a person; `-`: somebody with a code"),
            "id": Field("name", doc="of the request"),
            "command": Field("text", most=64),
            "arguments": Field("object", doc="without passwords and digests of secrets"),
            "status": Field("text", choices=("accepted", "rejected")),
            "code": Field("text"),
            "times": _TIMES,
        },
        urgent=True,
    ),
}
"""A body whose parts were stored before it carries bytes, parts and sha256 instead."""
