"""What the gate is asked, what it goes by, and what comes of it. Pure data.

Hosts ask and hear of decisions but make none: the judge, with the grammar of a hostile shell text,
works in a process of its own. So these shapes stand apart from it, and import none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge_agent.gate.parts import Part
from edge_agent.gate.rules import Ask, Rule

NO_RULE = "no rule"
UNJUDGED = "no judge"
MODES = ("watch-only", "standard", "ask-all", "custom")
MAX_INPUT = 1024 * 1024
"""Bytes of a request; a larger one is denied, because nobody could read it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an agent wants to do, as its adapter read it from the agent's own request.

    `subject`: the command's text, the path, the address, `server/tool`, or the agent to start.
    """

    kind: str
    subject: str
    tool: str = ""
    shell: str = "bash"
    way: str = "write"
    """Of a path: "read" or "write"."""
    size: int = 0
    """Bytes of its whole input."""
    server_digest: str = ""
    """Of an MCP server's definition, as it stands now."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Everything that decides besides the request itself. `locked`: the reason of a lock."""

    rules: tuple[Rule, ...] = ()
    fresh: bool = True
    mode: str = "standard"
    custom: tuple[Rule, ...] = ()
    """Mode `custom`: rules that can only make it stricter."""
    stricter: tuple[Rule, ...] = ()
    """Whatever the mode: rules of the project's own that can only make it stricter."""
    never_commands: tuple[str, ...] = ()
    never_paths: tuple[str, ...] = ()
    locked: str = ""
    mcp_accepted: Mapping[str, str] = field(default_factory=dict)
    """MCP server → digest that a person accepted."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One part and what became of it. `rule`: its name, or what stands in for one."""

    part: Part
    decide: str
    rule: str
    why: str
    ask: Ask | None = None
    grantable: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole request's. `asks`: everybody who has to say yes, one entry a rule."""

    decide: str
    parts: tuple[Explained, ...]
    unclear: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    """For the agent where it is denied, for people else."""
    rule: str = ""
    asks: tuple[Ask, ...] = ()
    grantable: bool = False
    """People may answer for the rule as a whole."""
    repeatable: bool = False
    """People may answer for the same digest once and for all of the session."""
    programs: tuple[str, ...] = ()


def refused(request: Request, guard: Guard) -> Decision | None:
    """The denial that needs no look at the request itself, if there is one."""
    if request.size > MAX_INPUT:
        return denied("bound", f"its input is larger than {MAX_INPUT // 1024} KiB")
    if guard.locked:
        return denied("lock", guard.locked)
    if guard.mode not in MODES:
        return denied("mode", f"nobody here knows the mode {guard.mode[:40]!a}")
    return None


def unjudged(request: Request, guard: Guard, why: str) -> Decision:
    """What becomes of a request that could not be judged: people decide, and where the owner of
    the machine forbids anything, or the session is for watching only, nobody does."""
    told = f"nobody could judge it: {why}"
    found = refused(request, guard)
    if found is not None:
        return found
    if guard.never_commands or guard.never_paths:
        return denied("never.toml", f"the owner of this machine forbids some of this, and {told}")
    if guard.mode == "watch-only":
        return denied("mode", f"this session is for watching only, and {told}")
    return Decision("ask", (), ((told, ""),), told, UNJUDGED, (Ask(),))


def denied(rule: str, reason: str) -> Decision:
    """A denial of the whole."""
    return Decision("deny", (), (), reason, rule)
