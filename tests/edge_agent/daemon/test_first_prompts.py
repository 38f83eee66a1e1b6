"""A first prompt goes once, and to a gated agent not before that has told of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from edge_agent.daemon.first_prompts import FirstPrompts
from edge_agent.daemon.sessions import Session
from edge_agent.host.launch import Launch
from schemas.wire import frames
from schemas.wire.clock import Clock
from schemas.wire.layout import SessionDir

S = "01jd9x3k5rab7c"


class Sent:
    """The finder's `send`, which is all that is asked of it here."""

    def __init__(self) -> None:
        self.fields: list[dict[str, Any]] = []
        self.reached = True

    def send(self, session: Session, frame: bytes) -> bool:
        if self.reached:
            self.fields += [one.fields for one in frames.Decoder().feed(frame)]
        return self.reached


def session_of(gate: str) -> Session:
    launch = Launch(machine="m1", project="-", folder="/tmp", argv=["claude"], gate=gate)
    return Session(S, SessionDir(Path("/nowhere")), launch, b"")


def test_a_gated_agent_gets_it_once_and_not_before_it_has_told_of_itself() -> None:
    sent, session = Sent(), session_of("gated")
    first = FirstPrompts(sent, Clock())  # type: ignore[arg-type]
    first.add(session, "ana", "fix it")
    for phase in ("starting", "running"):
        session.document = {"phase": phase}
        first.look(session)
        assert sent.fields == []
    session.document = {"phase": "idle"}
    for _ in range(3):
        first.look(session)
    (fields,) = sent.fields
    assert (fields["who"], fields["verb"], fields["fields"]) == (
        "ana",
        "prompt",
        {"text": "fix it"},
    )


def test_a_program_without_a_gate_gets_it_at_once() -> None:
    sent, session = Sent(), session_of("not gated")
    FirstPrompts(sent, Clock()).add(session, "ana", "ls")  # type: ignore[arg-type]
    assert [one["fields"] for one in sent.fields] == [{"text": "ls"}]


def test_what_did_not_reach_a_host_is_sent_when_that_is_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sent, session = Sent(), session_of("not gated")
    first = FirstPrompts(sent, Clock())  # type: ignore[arg-type]
    sent.reached = False
    first.add(session, "ana", "ls")
    sent.reached = True
    session.document = {"phase": "running"}
    first.look(session)
    assert len(sent.fields) == 1
    first.ended(session)
    assert capsys.readouterr().err == ""
    first.add(session_of("gated"), "ana", "ls")
    first.ended(session)
    assert "before its first prompt" in capsys.readouterr().err
