"""The gate's hooks, as the scripted agent starts them: those that `--settings` names.

An action runs only where its hook ended well and said *allow* in so many words.
"""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Mapping
from typing import Any


class Hooks:
    """`settings`: what `--settings` held; None where nothing gates this agent."""

    def __init__(self, settings: Mapping[str, Any] | None) -> None:
        self._hooks = (settings or {}).get("hooks", {})
        self._conversation = str(uuid.uuid4())
        self.gated = settings is not None

    def tell(self, event: str, **told: Any) -> None:
        """Something happened; nobody decides about it."""
        self._say(event, told)

    def may(self, tool: str, given: Mapping[str, Any]) -> tuple[bool, str, str]:
        """Whether this may be done, the reason, and the call's id for `did`."""
        call = f"demo_{uuid.uuid4().hex[:16]}"
        if not self.gated:
            return True, "", call
        for status, said in self._say("PreToolUse", self._call(tool, given, call)):
            try:
                inner = json.loads(said)["hookSpecificOutput"]
                allowed = status == 0 and inner["permissionDecision"] == "allow"
                return allowed, str(inner["permissionDecisionReason"]), call
            except (ValueError, KeyError, TypeError):
                break
        return False, "its hook gave no answer", call

    def did(self, tool: str, given: Mapping[str, Any], call: str, failed: bool, said: str) -> None:
        """It was done: what came of it."""
        told = self._call(tool, given, call)
        if failed:
            self.tell("PostToolUseFailure", **told, error=said, is_interrupt=False)
        else:
            self.tell("PostToolUse", **told, tool_response={"stdout": said, "stderr": ""})

    def _call(self, tool: str, given: Mapping[str, Any], call: str) -> dict[str, Any]:
        return {"tool_name": tool, "tool_input": dict(given), "tool_use_id": call}

    def _say(self, event: str, told: Mapping[str, Any]) -> list[tuple[int, bytes]]:
        """Start the event's hooks, one after the other: exit status and what each printed."""
        value = {
            "session_id": self._conversation,
            "transcript_path": "/dev/null",
            "cwd": os.getcwd(),
            "permission_mode": "default",
            "hook_event_name": event,
            **told,
        }
        found = []
        for group in self._hooks.get(event, ()):
            for hook in group["hooks"]:
                done = subprocess.run(
                    [hook["command"], *hook["args"]],
                    input=json.dumps(value).encode(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
                found.append((done.returncode, done.stdout))
        return found
