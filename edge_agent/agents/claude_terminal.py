"""Claude Code's own TUI under the gate: its arguments, its environment, its hooks. Pure.

The program stays as it is; one `--settings` brings our hooks, and pins what a project's or a user's
settings could turn against them. Each pin was seen to be needed with 2.1.330.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from edge_agent.gate.action import Action
from edge_agent.gate.decision import Request
from schemas.wire.errors import Refused

HOOK_S = 86_400
"""The hook's own deadline; the helper's answer comes before it."""
EVENTS = (
    "SessionStart",
    "UserPromptSubmit",
    "PreToolUse",
    "PermissionRequest",
    "PostToolUse",
    "PostToolUseFailure",
    "Stop",
    "SessionEnd",
    "ConfigChange",
)
REFUSED = (
    "--allow-dangerously-skip-permissions",
    "--append-system-prompt-file",
    "--bare",
    "--dangerously-skip-permissions",
    "--mcp-config",
    "--permission-mode",
    "--permission-prompt-tool",
    "--plugin-dir",
    "--safe-mode",
    "--setting-sources",
    "--settings",
)
"""Arguments that would replace ours, or go round the hooks."""
SHELL = str(Path(__file__).resolve().parent / "shell" / "bash")
"""What commands run in: bash without start-up files. The program's own way is to define all aliases
and functions of `~/.bashrc` first, take its PATH, and run zsh where the account does; the gate
judges bash, and the programs of the PATH that it knows."""
PINS = {
    "CLAUDE_CODE_SIMPLE": "0",
    "CLAUDE_CODE_SAFE_MODE": "0",
    "CLAUDE_CODE_SHELL_PREFIX": "",
    "LD_PRELOAD": "",
    "LD_LIBRARY_PATH": "",
    "LD_AUDIT": "",
    "PYTHONPATH": "",
    "BASH_ENV": "",
    "CLAUDE_CODE_SHELL": SHELL,
}
"""Variables that settings of a project or a user may not set."""
QUIET = {
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD": "1",
    "DISABLE_AUTOUPDATER": "1",
    "CLAUDE_CODE_SHELL": SHELL,
}
_SCRUBBED = (
    "BASH_ENV", "BASH_FUNC_", "CLAUDECODE", "CLAUDE_", "IS_SANDBOX", "LD_", "NODE_OPTIONS",
    "PYTHON",
)  # fmt: skip


def settings(
    helper: Sequence[str],
    socket: str,
    seconds: int,
    base_url: str | None = None,
    path: str | None = None,
) -> dict[str, Any]:
    """What `--settings` holds. `helper`: Python and the helper, absolute; `seconds`: after which it
    says no by itself; `path`: the PATH by which commands are judged."""
    if not seconds < HOOK_S:
        raise ValueError("the helper must answer before the hook's own deadline")
    python, *arguments = helper
    hook = {
        "type": "command",
        "command": python,
        "args": [*arguments, socket, str(seconds)],
        "timeout": HOOK_S,
        "onFailure": "block",
    }
    pins = dict(PINS)
    if base_url is not None:
        pins["ANTHROPIC_BASE_URL"] = base_url
    if path is not None:
        pins["PATH"] = path
    return {
        "disableAllHooks": False,
        "disableSkillShellExecution": True,
        "disableAgentView": True,
        "permissions": {
            "disableBypassPermissionsMode": "disable",
            "disableAutoMode": "disable",
        },
        "env": pins,
        "hooks": {event: [{"matcher": "*", "hooks": [hook]}] for event in EVENTS},
    }


def argv(program: str, ours: Mapping[str, Any], folder: str, given: Sequence[str]) -> list[str]:
    """The command line. Raises `Refused("bad-field")` for an argument that goes round the gate."""
    for argument in given:
        name = argument.partition("=")[0]
        # The program takes an unambiguous beginning of an option as the option.
        if any(name == one or (len(name) > 3 and one.startswith(name)) for one in REFUSED):
            raise Refused("bad-field", f"{name} is Signalbox's own to set in a gated session")
    return [
        program,
        "--settings",
        json.dumps(ours, separators=(",", ":")),
        "--setting-sources",
        "user",
        "--permission-mode",
        "manual",
        "--add-dir",
        folder,
        *given,
    ]


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """The environment without what changes how the program takes its hooks."""
    kept = {name: value for name, value in own.items() if not name.startswith(_SCRUBBED)}
    return {**kept, **QUIET}


# ----- what its hooks say

_PATHS = {
    "Edit": ("file_path", "write"),
    "MultiEdit": ("file_path", "write"),
    "NotebookEdit": ("notebook_path", "write"),
    "NotebookRead": ("notebook_path", "read"),
    "Read": ("file_path", "read"),
    "Write": ("file_path", "write"),
}
_FOLDERS = {"Glob", "Grep", "LS"}


def request(told: Mapping[str, Any], shell: str = "bash") -> tuple[Request, Action]:
    """What a PreToolUse wants. Raises `Refused("bad-field")` where it says too little.

    `shell`: the plain name of the shell that this program runs commands in.
    """
    tool, given, folder = told.get("tool_name"), told.get("tool_input"), told.get("cwd")
    if not isinstance(tool, str) or not isinstance(given, dict) or not isinstance(folder, str):
        raise Refused("bad-field", "a tool call without tool_name, tool_input or cwd")
    try:
        action = Action.of("claude", tool, given, folder)
    except ValueError as error:
        raise Refused("bad-field", f"a tool call that is no JSON: {error}") from None
    return _request(tool, given, shell, len(action.input)), action


def _request(tool: str, given: Mapping[str, Any], shell: str, size: int) -> Request:
    if tool in ("Bash", "Monitor"):
        # Out of the agent's own sandbox, or left behind when it answers: for people to see.
        plain = tool == "Bash" and given.keys() <= {"command", "description", "timeout"}
        return Request(
            "command" if plain else tool, _text(given, "command"), tool, shell, size=size
        )
    if tool in _PATHS:
        key, way = _PATHS[tool]
        return Request("path", _text(given, key), tool, way=way, size=size)
    if tool in _FOLDERS:
        path = given.get("path", ".")
        return Request("path", path if isinstance(path, str) else "\0", tool, way="read", size=size)
    if tool == "WebFetch":
        return Request("url", _text(given, "url"), tool, size=size)
    if tool.startswith("mcp__"):
        server, _, name = tool.removeprefix("mcp__").partition("__")
        return Request("mcp", f"{server}/{name}", tool, size=size)
    # What nobody here knows has no kind, and so asks.
    return Request(f"tool {tool[:60]}", "", tool, size=size)


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value:
        raise Refused("bad-field", f"a tool call without {key}")
    return value


def answer(allow: bool, reason: str) -> bytes:
    """The answer to a PreToolUse, as the helper wants it."""
    inner = {
        "hookEventName": "PreToolUse",
        "permissionDecision": "allow" if allow else "deny",
        "permissionDecisionReason": reason,
    }
    return json.dumps({"hookSpecificOutput": inner}).encode() + b"\n"


NOTHING = b"{}\n"
"""The answer to a hook that only tells."""
MAX_CALL = 200
"""Characters of the id of a tool call."""


def permission(allow: bool, reason: str) -> bytes:
    """The answer to a PermissionRequest: the program asks where its own settings do."""
    decision = {"behavior": "allow"} if allow else {"behavior": "deny", "message": reason}
    inner = {"hookEventName": "PermissionRequest", "decision": decision}
    return json.dumps({"hookSpecificOutput": inner}).encode() + b"\n"


def call(told: Mapping[str, Any]) -> str:
    """The program's own id of a tool call. Raises `Refused("bad-field")`."""
    found = told.get("tool_use_id")
    if not isinstance(found, str) or not 0 < len(found) <= MAX_CALL or not found.isascii():
        raise Refused("bad-field", "a tool call without its id")
    return found


def result(told: Mapping[str, Any]) -> str:
    """What a tool gave, as text for people."""
    found = told.get("tool_response", told.get("error", ""))
    if isinstance(found, str):
        return found
    if isinstance(found, dict) and isinstance(found.get("stdout"), str):
        errors = found.get("stderr")
        return str(found["stdout"]) + (errors if isinstance(errors, str) else "")
    return json.dumps(found, ensure_ascii=False)
