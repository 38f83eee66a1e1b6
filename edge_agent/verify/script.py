"""The little language in which a prompt tells a scripted model what to do: pure, no I/O.

    script: write hello.txt hello there; bash ls -l; think hm; say done

The script is the rest of the line after the last `script:`. Steps are parted by `;` and follow one
another. A step that uses a tool ends the model's message; what comes after is said once the tool's
result is there. `;;` stands for one `;` in a step's text.

    say TEXT          text
    think TEXT        thinking
    write FILE TEXT   the agent's tool that writes a file
    bash COMMAND      the agent's tool that runs a command
    use TOOL JSON     any tool, with this input
    fail STATUS       an HTTP error instead of a message
    hang              stops in mid-stream until the client goes away
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TOOLS = {"write", "bash", "use"}
WORDS = {"say", "think", "fail", "hang"} | TOOLS


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its word and the rest. For `use`, `tool` and `input` are set."""

    word: str
    text: str = ""
    tool: str = ""
    input: dict[str, Any] | None = None


def read(prompt: str) -> list[Step] | None:
    """The steps that a prompt asks for, or None where it holds no script.

    Raises ValueError for an unknown word or a step that lacks what it needs.
    """
    begin = prompt.rfind("script:")
    if begin < 0:
        return None
    line = prompt[begin + len("script:") :].split("\n", 1)[0]
    parts = [part.replace("\0", ";").strip() for part in line.replace(";;", "\0").split(";")]
    return [_step(part) for part in parts if part]


def _step(part: str) -> Step:
    word, _, rest = part.partition(" ")
    rest = rest.strip()
    if word not in WORDS:
        raise ValueError(f"unknown step {word!r}")
    if word == "write":
        file, _, text = rest.partition(" ")
        if not file:
            raise ValueError("write FILE TEXT")
        return Step(word, text, "Write", {"file_path": file, "content": text})
    if word == "bash":
        return Step(word, rest, "Bash", {"command": rest, "description": "scripted"})
    if word == "use":
        tool, _, raw = rest.partition(" ")
        return Step(word, raw, tool, json.loads(raw))
    if word == "fail" and not re.fullmatch(r"[45]\d\d", rest):
        raise ValueError("fail STATUS, 400 to 599")
    return Step(word, rest)


def turn(steps: Sequence[Step], tools_used: int) -> list[Step]:
    """The steps of the next message, when so many tools of this script were used already.

    A message goes up to and including its first tool; `fail` and `hang` end it as well.
    """
    skipped = 0
    at = 0
    while skipped < tools_used and at < len(steps):
        skipped += steps[at].word in TOOLS
        at += 1
    message: list[Step] = []
    for step in steps[at:]:
        message.append(step)
        if step.word in TOOLS or step.word in {"fail", "hang"}:
            break
    return message
