"""One example of every message: what stands in the golden files and in docs/protocol.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.documents import reply
from schemas.documents.access import Access, Device, Held
from schemas.documents.anchor import Anchor
from schemas.documents.inbox import Inbox, Waiting
from schemas.documents.info import Agent, Disk, Host, Info, Outside, PolicyState
from schemas.documents.join import JoinAsk, JoinReply
from schemas.documents.model import Document
from schemas.documents.policy import Lock, Policy, public_key, sign
from schemas.documents.presence import Beat, Health, HubPresence, MachinePresence
from schemas.documents.rules import Ask, Rule
from schemas.documents.session import Exit, Judged, Program, Question, Screen, State, Tokens
from schemas.wire import chain, frames, uplink
from schemas.wire.kinds import KINDS
from schemas.wire.line import Writer
from schemas.wire.parts import lines_for
from schemas.wire.strictjson import canon
from schemas.wire.topics import TOPICS, build
from schemas.wire.verbs import VERBS

MACHINE, PROJECT, USER = "build-01", "web", "ana"
SESSION = "01jd9x3k5rab7c"
APPROVAL = "4w3k9zq0"
REQUEST = "r-0001"
AT = 1_795_363_200_000_000
"""2026-11-22T16:00:00Z."""
KEY = bytes(range(32))
POLICY_KEY = bytes(range(32, 64))
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
BASE64 = "A" * 86 + "=="

LEVELS = {
    "m": MACHINE,
    "p": PROJECT,
    "s": SESSION,
    "u": USER,
    "r": REQUEST,
    "verb": "prompt",
    "part": "archiver",
    "c": "7k3f",
}

EVENTS: dict[str, dict[str, Any]] = {
    "started": {
        "argv": ["claude"],
        "folder": "/srv/web",
        "machine": MACHINE,
        "project": PROJECT,
        "kind": "terminal",
        "agent": "claude-code",
        "version": "2.1.0",
        "conversation": "6f3c",
        "continues": "01jd9x0000zzzz",
        "who": USER,
        "request": REQUEST,
        "gate": "not gated",
        "level": "plain",
        "mode": "standard",
        "columns": 120,
        "rows": 40,
        "title": "mend the log-in",
    },
    "ended": {"status": 0, "duration": 61_000},
    "host_lost": {"left": 2},
    "titled": {"title": "mend the log-in", "who": USER},
    "note": {"text": "the wall clock was moved by -3600 s"},
    "output": {"text": "\x1b[1mgrün\x1b[0m\r\n"},
    "elided": {"bytes": 1_048_576, "sha256": DIGEST},
    "keys": {"who": USER, "text": "ls\r"},
    "resized": {"who": "desk", "columns": 80, "rows": 24},
    "watching": {"who": "ana", "from": AT, "until": AT + 60_000_000},
    "attention": {"how": "notify", "text": "done"},
    "prompt": {"who": USER, "text": "run the tests", "claimed": True},
    "message": {"text": "They pass.", "claimed": True},
    "thinking": {"text": "Which tests?", "claimed": True},
    "tool_call": {
        "call": "toolu_1",
        "tool": "Bash",
        "input": {"command": "pytest -q"},
        "claimed": True,
    },
    "tool_result": {"call": "toolu_1", "text": "3 passed", "failed": False, "claimed": True},
    "plan": {"text": "1. Run the tests", "claimed": True},
    "diff": {"path": "app.py", "diff": "-a\n+b\n", "claimed": True},
    "request": {"who": USER, "verb": "stop", "id": REQUEST, "fields": {"grace": 10}},
    "receipt": {
        "who": USER,
        "id": REQUEST,
        "status": "rejected",
        "code": "too-late",
        "reason": "4 s too late",
    },
    "interrupted": {"who": USER},
    "mode": {"who": USER, "mode": "ask-all"},
    "asked": {
        "approval": APPROVAL,
        "form": "permission",
        "digest": DIGEST,
        "tool": "Bash",
        "input": {"command": "git push", "timeout": "1.5"},
        "masked": False,
        "spelt": ["timeout"],
        "folder": "/srv/web",
        "rule": "push needs a second person",
        "reason": "the rule 'push needs a second person' says so",
        "parts": ["ask    command  git push", "       push needs a second person: it says so"],
        "programs": {"/usr/bin/git": DIGEST},
        "requesters": [USER],
        "call": "toolu_1",
        "until": AT + 3_600_000_000,
    },
    "answered": {
        "approval": APPROVAL,
        "who": "bo",
        "what": "allow",
        "scope": "once",
        "reason": "reviewed",
    },
    "expired": {"approval": APPROVAL},
    "withdrawn": {"approval": APPROVAL, "reason": "the turn ended"},
    "denied_by_rule": {
        "rule": "no force",
        "digest": DIGEST,
        "tool": "Bash",
        "input": {"command": "git push -f", "timeout": "1.5"},
        "spelt": ["timeout"],
        "folder": "/srv/web",
        "reason": "never force",
    },
    "allowed_by_rule": {
        "rule": "read-only git",
        "digest": DIGEST,
        "tool": "Bash",
        "input": {"command": "git log", "timeout": "1.5"},
        "spelt": ["timeout"],
        "folder": "/srv/web",
        "granted": True,
    },
    "taken": {"approval": APPROVAL},
    "effected": {"approval": APPROVAL, "failed": False},
    "usage": {
        "source": "transcript",
        "semantics": "delta",
        "model": "m-1",
        "input_tokens": 1200,
        "output_tokens": 80,
        "cost_microusd": 4800,
    },
    "files": {"changed": {"app.py": {"status": "M", "added": 1, "removed": 1}}},
    "part": {"n": 1, "of": 2, "text": '{"text":"a long'},
    "signed": {"seq": 34, "h": DIGEST, "key": "A" * 43 + "=", "signature": BASE64},
    "fault": {"what": "the screen's process died", "meant": "late attach shows the tail"},
    "hub_started": {"part": "broker", "version": "0.1.0", "continues": "01jd9x0000zzzz"},
    "hub_stopped": {"goes_on": "01jd9x3k5rab7c"},
    "connected": {
        "who": USER,
        "client": "phone",
        "address": "203.0.113.7",
        "listener": "tls",
        "times": 3,
    },
    "refused": {
        "who": USER,
        "client": "phone",
        "address": "203.0.113.7",
        "listener": "tls",
        "reason": "credentials",
        "times": 12,
    },
    "denied": {
        "who": USER,
        "client": "phone",
        "action": "publish",
        "topic": "fleet/ack/build-01",
        "reason": "not-granted",
        "times": 1,
    },
    "disconnected": {
        "who": "machine:build-01",
        "client": "build-01",
        "address": "203.0.113.8",
        "listener": "tls",
        "reason": "keep-alive",
        "times": 1,
    },
    "viewed": {
        "who": USER,
        "client": "phone",
        "filter": "fleet/session/build-01/web/+/event",
        "from": AT,
        "until": AT + 60_000_000,
        "times": 1,
    },
    "access_changed": {
        "what": "access.toml",
        "digest": DIGEST,
        "changes": ['- users.bo {"groups": ["web"]}', "- secret of bo"],
    },
    "administered": {
        "who": USER,
        "id": REQUEST,
        "command": "group.add",
        "arguments": {"group": "leads", "user": "bo"},
        "status": "rejected",
        "code": "disk-full",
        "times": 2,
    },
}

REQUESTS: dict[str, dict[str, Any]] = {
    "start": {
        "agent": "claude-code",
        "argv": ["--continue"],
        "kind": "terminal",
        "folder": "/srv/web",
        "prompt": "run the tests",
        "title": "tests",
        "gate": "gated",
        "mode": "standard",
        "columns": 120,
        "rows": 40,
        "continues": SESSION,
    },
    "prompt": {"text": "run the tests"},
    "interrupt": {},
    "stop": {"grace": 10},
    "title": {"title": "mend the log-in"},
    "mode": {"mode": "ask-all"},
    "keys": {"text": "ls\r"},
    "resize": {"columns": 80, "rows": 24},
    "answer": {
        "approval": APPROVAL,
        "digest": DIGEST,
        "decide": "allow",
        "scope": "once",
        "reason": "reviewed",
    },
    "watch": {"lease": 60, "window": "tab-1"},
    "history": {"from": 1, "to": 100, "source": "archive"},
    "diff": {"path": "app.py"},
    "search": {"words": "git push", "limit": 50},
    "query": {"sql": "SELECT count(*) FROM events", "limit": 1},
    "token": {
        "rights": ["view"],
        "lifetime": 3600,
        "device": "phone",
        "holder": DIGEST,
        "name": "Chromium on Linux",
    },
    "logins": {"do": "void", "token": REQUEST, "all": False},
    "admin": {"command": "lock", "arguments": {"scope": "all", "reason": "incident"}},
    "update": {"command": "info", "arguments": {}},
}

FRAMES: dict[str, bytes] = {
    "hello": frames.control("hello", v=frames.VERSION, role="desk"),
    "attach": frames.control("attach", columns=120, rows=40, steer=True),
    "detach": frames.control("detach"),
    "size": frames.control("size", columns=80, rows=24),
    "request": frames.control(
        "request", who=USER, verb="stop", id=REQUEST, fields={"grace": 10}, deadline_ms=93_000
    ),
    "receipt": frames.control("receipt", id=REQUEST, who=USER, status="accepted"),
    "synced": frames.control("synced", seq=34, h=DIGEST, urgent=True),
    "screen": frames.blob(
        "screen", b"\x1b[1mgr\xc3\xbcn", seq=7, columns=120, rows=40, reduced=False, lossy=False
    ),
    "sign": frames.control("sign", seq=34, h=DIGEST),
    "signed": frames.control("signed", seq=34, h=DIGEST, key="A" * 43 + "=", signature=BASE64),
    "ended": frames.control("ended", status=0),
    "fault": frames.control("fault", code="disk-full", text="the disk is full"),
    "fork": frames.control("fork", seq=12),
    "policy": frames.control("policy"),
    "questions": frames.control(
        "questions",
        open=[{"approval": APPROVAL, "form": "permission", "summary": "git push", "desk": False}],
    ),
    "ask": frames.control("ask", tool="Bash", input={"command": "git push"}),
    "answer": frames.control("answer", decide="deny", reason="nobody answered in time"),
    "spawned": frames.control("spawned", session=SESSION),
    "status": frames.control("status"),
    "sessions": frames.control("sessions"),
    "forward": frames.control("forward", session=SESSION, verb="title", fields={"title": "x"}),
}

FRAMES["state"] = frames.control("state", document={"session": SESSION, "phase": "idle"})

BEAT = Beat(boot=1_234_567, incarnation="d-7k2m")


def state() -> State:
    return State(
        session=SESSION,
        machine=MACHINE,
        project=PROJECT,
        folder="/srv/web",
        branch="main",
        dirty=True,
        agent="claude-code",
        version="2.1.0",
        kind="terminal",
        title="mend the log-in",
        continues="01jd9x0000zzzz",
        phase="waiting",
        since=AT,
        started=AT - 60_000_000,
        doing="wants to run `git push`",
        last_output=AT,
        attention=AT,
        gate="gated",
        level="plain",
        mode="standard",
        questions=[
            Question(
                approval=APPROVAL,
                form="permission",
                digest=DIGEST,
                tool="Bash",
                summary="git push",
                input={"command": "git push"},
                whole=True,
                folder="/srv/web",
                rule="push needs a second person",
                why="the rule 'push needs a second person' says so",
                seq=30,
                asked=AT,
                until=AT + 3_600_000_000,
                mode="standard",
                count=1,
                missing=["1 of leads"],
                group="leads",
                exclude_requester=True,
                reason_required=True,
                scopes=["once", "session-digest"],
                requesters=[USER],
                programs=[Program(path="/usr/bin/git", sha256=DIGEST)],
                parts=[
                    Judged(
                        decide="ask",
                        what="command",
                        text="git push",
                        rule="push needs a second person",
                        why="the rule 'push needs a second person' says so",
                    )
                ],
            )
        ],
        tokens=Tokens(input=1200, output=80),
        cost_microusd=4800,
        files_changed=1,
        last_file="app.py",
        watchers=["bo"],
        columns=120,
        rows=40,
        head=35,
        archived=34,
        v=AT,
    )


def policy() -> Policy:
    return Policy(
        machine=MACHINE,
        version=AT,
        fresh_until=AT + 86_400_000_000,
        grants={USER: {"*": ["view", "operate"], "-": ["view"]}},
        groups={USER: ["leads"]},
        projects={PROJECT: "/srv/web"},
        guardrails=[
            Rule(
                name="read-only git",
                kind="command",
                match=["git status", "git log *"],
                decide="allow",
            ),
            Rule(
                name="push needs a second person",
                kind="command",
                match=["git push *"],
                decide="ask",
                ask=Ask(group="leads", exclude_requester=True, reason=True),
            ),
        ],
        locks=[Lock(scope="user", user="bo", reason="left", who=USER)],
    )


def documents() -> dict[str, Document]:
    """One of each document, by the name of its topic (those that are published as they are)."""
    return {
        "machine.presence": MachinePresence(online=True, since=AT, beat=BEAT, v="0.1.0"),
        "machine.info": Info(
            machine=MACHINE,
            daemon="0.1.0",
            host=Host(
                name="build-01.example",
                system="Debian 12",
                cpus=2,
                memory=8 << 30,
                account="ci",
                container=False,
                shares_hub=True,
            ),
            agents=[
                Agent(
                    agent="claude",
                    kind="terminal",
                    path="/usr/local/bin/claude",
                    version="2.1.330",
                    logged_in=True,
                    gate="gated",
                    verified="verified",
                    verified_at=AT,
                    known=True,
                )
            ],
            projects=[PROJECT],
            outside=[
                Outside(
                    agent="claude",
                    pid=4711,
                    folder="/srv/api",
                    since=AT,
                    line="signalbox run --in /srv/api claude -- --continue",
                )
            ],
            policy=PolicyState(version=AT, key="A" * 43 + "=", fresh_until=AT + 86_400_000_000),
            load=150,
            disk=Disk(free=40 << 30, total=80 << 30, journals=1 << 20, quota=8 << 30),
            sessions=1,
            faults=["the disk is nearly full"],
        ),
        "session.state": state(),
        "session.screen": Screen(seq=35, columns=120, rows=40, text="\x1b[H\x1b[2J$ git push\r\n"),
        "reply": reply.rejected(REQUEST, "too-late"),
        "hub.presence": HubPresence(
            online=True,
            run="a-7k2m",
            since=AT,
            version="0.1.0",
            health=Health.model_validate({"state": "ok", "why": "", "sessions": 3}),
            lag=0,
        ),
        "hub.access": Access(
            user=USER,
            version=AT,
            subscribe={"session.state": ["fleet/session/build-01/web/+/state"]},
            publish={"do.prompt": ["fleet/do/ana/build-01/web/+/prompt"]},
            held=[Held(machine=MACHINE, project=PROJECT, rights=["view", "operate"])],
            ask={"approve": ["bo"]},
            devices=[Device(name="phone", may=["view", "approve"], until=AT + 3_600_000_000)],
        ),
        "hub.inbox": Inbox(
            n=1,
            id=APPROVAL,
            text="build-01/web: git push",
            until=AT + 3_600_000_000,
            waiting=[
                Waiting(
                    approval=APPROVAL,
                    machine=MACHINE,
                    project=PROJECT,
                    session=SESSION,
                    text="git push",
                    asked=AT,
                    until=AT + 3_600_000_000,
                )
            ],
            at=AT,
        ),
        "hub.anchor": Anchor(
            archive="a1", at=AT, count=12, digest=DIGEST, key="A" * 43 + "=", signature=BASE64
        ),
        "join.ask": JoinAsk(name=MACHINE, keep=True, digest=DIGEST, key="A" * 43 + "=", clock=AT),
        "join.reply": JoinReply(
            status="accepted",
            machine=MACHINE,
            hub="A" * 43 + "=",
            ca="-----BEGIN CERTIFICATE-----\n…",
            clock=AT,
        ),
    }


def lines() -> dict[str, bytes]:
    """A journal that holds one line of each kind, in the order of the table, by kind."""
    writer = Writer(KEY, chain.start(MACHINE, PROJECT, SESSION, KEY))
    return {kind: writer.add(AT + n, kind, EVENTS[kind]) for n, kind in enumerate(KINDS)}


def long_lines() -> list[bytes]:
    """The lines of one event whose body does not fit one of them."""
    writer = Writer(KEY, chain.start(MACHINE, PROJECT, SESSION, KEY))
    return [
        writer.add(AT, kind, body)
        for kind, body in lines_for("message", {"text": "grün\n" * 10_000})
    ]


def request(verb: str) -> bytes:
    """The payload of a request."""
    body = {"id": REQUEST, "ttl": 15, "seen": BEAT.model_dump(), **REQUESTS[verb]}
    return canon(body)


def topic_for(name: str) -> str:
    """A topic of that name."""
    fields = {field: LEVELS[field] for field in LEVELS if f"{{{field}}}" in TOPICS[name].pattern}
    return build(name, **fields)


def topic_payloads() -> dict[str, bytes]:
    """A payload for each topic."""
    journal = b"".join(list(lines().values())[:3])
    found = {name: document.encode() for name, document in documents().items()}
    found |= {
        "session.journal": journal,
        "session.event": lines()["output"],
        "do.request": request("prompt"),
        "do.allow": APPROVAL.encode(),
        "do.deny": APPROVAL.encode(),
        "ack": ack().encode(),
        "policy": sign(policy(), POLICY_KEY),
        "hub.record.event": lines()["note"],
        "hub.record.journal": journal,
    }
    return {name: found[name] for name in TOPICS}


def ack() -> uplink.Ack:
    return uplink.Ack(
        run="a-7k2m",
        n=17,
        credit=262_144,
        heads={SESSION: (34, DIGEST), "01jd9x0000zzzz": (0, "")},
        missing_keys=("01jd9x0000zzzz",),
        forks={"01jd9w0000zzzz": 12},
        holes={SESSION: ((3, 9),)},
    )


def golden() -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of every golden file."""
    for name, payload in topic_payloads().items():
        yield f"topic/{name}", payload
    for verb in VERBS:
        yield f"request/{verb}.json", request(verb)
    for kind, line in lines().items():
        yield f"event/{kind}.jsonl", line
    yield "event/long-body.jsonl", b"".join(long_lines())
    yield "control/offer.json", uplink.Offer(1, DIGEST, 35).encode()
    yield "control/key.json", uplink.SessionKey(KEY.hex()).encode()
    yield "reply/accepted.json", reply.accepted(REQUEST, {"session": SESSION}).encode()
    yield "reply/page.json", reply.page(REQUEST, 1, {"lines": ["…"]}).encode()
    yield "policy/public-key.txt", public_key(POLICY_KEY).encode()
    yield (
        "state/ended.json",
        state()
        .model_copy(update={"phase": "ended", "questions": [], "exit": Exit(status=0)})
        .encode(),
    )
    for name, frame in FRAMES.items():
        yield f"frame/{name}.bin", frame
    yield "frame/terminal-bytes.bin", frames.terminal(b"\x1b[1mgr\xc3\xbcn")
