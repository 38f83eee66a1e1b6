"""What an agent's hooks say, event by event: asked of the gate, or told to record and document.

Conversation lines that come from here are `claimed`: the agent says so, and nobody checked it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from edge_agent.agents import claude_terminal as agent
from edge_agent.host.calls import Asking
from edge_agent.host.document import Document
from edge_agent.host.gate import Gate
from edge_agent.host.gate_door import Hook
from edge_agent.host.loop import Loop
from edge_agent.host.masking import Patterns, mask_text
from edge_agent.host.spelling import spell
from schemas.wire.clock import Timeline
from schemas.wire.errors import Refused
from schemas.wire.plain import plain

BEGIN_S = 30.0
"""Within which an agent's hooks have shown themselves, or the session is stopped. A person who
types meanwhile (it may ask whether the folder is trusted) gives as long again."""
BEGIN_MOST_S = 600.0
"""However much is typed."""
MAX_TEXT = 32 * 1024
"""Characters of a message or a result; the terminal's own record has all of it."""

Told = Mapping[str, Any]
Add = Callable[[str, dict[str, Any]], None]


class HookEvents:
    """`add(kind, body)` writes a line that nothing waits for; `never_began(why)`: no hook came."""

    def __init__(
        self,
        loop: Loop,
        gate: Gate,
        document: Document,
        timeline: Timeline,
        patterns: Patterns,
        add: Add,
        never_began: Callable[[str], None],
    ) -> None:
        self._loop = loop
        self._gate = gate
        self._document = document
        self._timeline = timeline
        self._patterns = patterns
        self._add = add
        self._never_began = never_began
        self._typist = ""
        self._prompted = ""
        self.began = False
        """Its first hook has come: the gate is in the agent."""
        self._until = loop.now() + BEGIN_S
        self._at_most = loop.now() + BEGIN_MOST_S
        loop.after(BEGIN_S, self._look)

    def prompted(self, text: str) -> None:
        """A request typed this prompt; its line stands in the record already."""
        self._prompted = text.strip()

    def heard(self, who: str) -> None:
        """A person typed or prompted."""
        self._typist = who
        self._until = min(self._loop.now() + BEGIN_S, self._at_most)

    def said(self, hook: Hook) -> None:
        """A hook has said everything."""
        try:
            told = _read(hook)
            handler = _HANDLERS[told["hook_event_name"]]
        except (Refused, KeyError, TypeError, ValueError, RecursionError) as error:
            why = str(error) if isinstance(error, Refused) else "nobody here knows what it says"
            self._refuse(hook, "", bytes(hook.told), why)
            return
        handler(self, hook, told)

    # ----- events

    def _on_session_start(self, hook: Hook, told: Told) -> None:
        if not self.began:
            self.began = True
            self._document.happened("ready", self._timeline.now_us())
        hook.answer(agent.NOTHING)

    def _on_prompt(self, hook: Hook, told: Told) -> None:
        self._gate.turn_started()
        text = told.get("prompt")
        if isinstance(text, str) and text.strip() != self._prompted:
            self._add("prompt", {"who": self._typist or "agent", **self._claimed(text)})
        self._prompted = ""
        hook.answer(agent.NOTHING)

    def _on_tool(self, hook: Hook, told: Told) -> None:
        try:
            request, action = agent.request(told)
            call = agent.call(told)
        except Refused as refused:
            tool = told.get("tool_name")
            self._refuse(hook, str(tool)[:100], bytes(hook.told), refused.detail)
            return
        spelt = spell(told["tool_input"], self._patterns).value if action.travels else {}
        tool = plain(action.tool, most=100)
        self._add("tool_call", {"call": call, "tool": tool, "input": spelt, "claimed": True})
        subject = request.subject[:1000].encode("utf-8", "backslashreplace").decode()
        self._document.doing(f"{tool}: {mask_text(subject, self._patterns)[:150]}")
        hook.told.clear()
        asking = Asking(
            call,
            request,
            action,
            lambda allow, reason: hook.answer(agent.answer(allow, reason)),
            lambda: not hook.open or hook.gone(),
        )
        hook.on_gone = lambda: self._gate.hung_up(asking)
        self._gate.ask(asking)

    def _on_permission(self, hook: Hook, told: Told) -> None:
        """The agent's own question for what was decided already. Nobody is asked a second time."""
        try:
            allowed = self._gate.calls.allowed(agent.request(told)[1])
        except Refused:
            allowed = False
        hook.answer(agent.permission(allowed, "the gate has not let this through"))

    def _on_ran(self, hook: Hook, told: Told) -> None:
        failed = told["hook_event_name"] == "PostToolUseFailure"
        try:
            call, (_, action) = agent.call(told), agent.request(told)
        except Refused as refused:
            self._add("note", {"text": f"a hook told of a call and not of which: {refused.detail}"})
        else:
            body: dict[str, Any] = {"call": call, **self._claimed(agent.result(told))}
            self._add("tool_result", {**body, "failed": True} if failed else body)
            self._gate.effected(call, action, failed)
        self._document.doing("")
        hook.answer(agent.NOTHING)

    def _on_stop(self, hook: Hook, told: Told) -> None:
        text = told.get("last_assistant_message")
        if isinstance(text, str) and text:
            self._add("message", self._claimed(text))
        self._gate.turn_ended("the turn ended")
        self._document.doing("")
        hook.answer(agent.NOTHING)

    def _on_session_end(self, hook: Hook, told: Told) -> None:
        self._gate.turn_ended("the agent ended its conversation")
        hook.answer(agent.NOTHING)

    def _on_config(self, hook: Hook, told: Told) -> None:
        source = plain(str(told.get("source", "")), most=60)
        self._add("note", {"text": f"the agent's settings have changed ({source})"})
        hook.answer(agent.NOTHING)

    # ----- small

    def _claimed(self, text: str) -> dict[str, Any]:
        # Masked before it is cut, because half a secret is found by nobody.
        kept = text[: 2 * MAX_TEXT].encode("utf-8", "backslashreplace").decode()
        more = f" … ({len(text) - MAX_TEXT} characters more)" if len(text) > MAX_TEXT else ""
        return {"text": mask_text(kept, self._patterns)[:MAX_TEXT] + more, "claimed": True}

    def _refuse(self, hook: Hook, tool: str, raw: bytes, why: str) -> None:
        """What cannot be read is denied, and on the record."""
        digest = hashlib.sha256(raw).hexdigest()
        body = {"rule": "gate", "digest": digest, "reason": why}
        if tool:
            body["tool"] = plain(tool, most=100)
        self._add("denied_by_rule", body)
        hook.answer(agent.answer(False, f"signalbox: {why}"))

    def _look(self) -> None:
        left = self._until - self._loop.now()
        if self.began:
            return
        if left > 0:
            self._loop.after(left, self._look)
        else:
            self._never_began(f"no hook of the agent came within {BEGIN_S:g} s")


def _read(hook: Hook) -> dict[str, Any]:
    """Raises `Refused`, ValueError or RecursionError."""
    if hook.too_long:
        raise Refused("too-large", "its input is larger than 1 MiB")
    told = json.loads(bytes(hook.told))
    if not isinstance(told, dict):
        raise ValueError("not an object")
    return told


_HANDLERS: dict[str, Callable[[HookEvents, Hook, Told], None]] = {
    "SessionStart": HookEvents._on_session_start,
    "UserPromptSubmit": HookEvents._on_prompt,
    "PreToolUse": HookEvents._on_tool,
    "PermissionRequest": HookEvents._on_permission,
    "PostToolUse": HookEvents._on_ran,
    "PostToolUseFailure": HookEvents._on_ran,
    "Stop": HookEvents._on_stop,
    "SessionEnd": HookEvents._on_session_end,
    "ConfigChange": HookEvents._on_config,
}
