"""Documents of a session and of a person, as the broker would bring them."""

from __future__ import annotations

import time
from typing import Any

from schemas.documents.access import Access, Held
from schemas.documents.session import Question, State

SESSION = "0123456789abcd"
TOPIC = f"fleet/session/build-01/web/{SESSION}/state"
KEY = f"build-01/web/{SESSION}"


def now_us() -> int:
    return time.time_ns() // 1000


def state(**fields: Any) -> State:
    at = fields.pop("since", None) or now_us()
    given = {
        "session": SESSION,
        "machine": "build-01",
        "project": "web",
        "folder": "/srv/web",
        "agent": "shell",
        "kind": "terminal",
        "phase": "running",
        "since": at,
        "started": at,
        "gate": "not gated",
        "head": 1,
    }
    return State.of(given | fields)


def question(number: int, asked: int, **fields: Any) -> Question:
    return Question(
        approval=f"{number:08}",
        form="permission",
        digest="0" * 64,
        summary="git push",
        asked=asked,
        **fields,
    )


def access(user: str, *, sees: list[str], answers: list[str] | None = None) -> Access:
    """`sees`: places `m/p/s` of sessions; `answers`: those whose questions may be answered."""
    held = [(one, "view") for one in sees] + [(one, "approve") for one in answers or []]
    return Access(
        user=user,
        version=1,
        held=[
            Held(machine=m, project=p, session=s, rights=[right])
            for one, right in held
            for m, p, s in [one.split("/")]
        ],
    )
