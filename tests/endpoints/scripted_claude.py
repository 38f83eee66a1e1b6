"""A program that speaks Claude Code's hooks as its TUI does, with no model behind it.

Install it as `claude`: `install(folder)`. Each line that it is prompted with is a turn:

    bash COMMAND      one Bash tool call
    both A && B       two at once, as parallel tool calls; `A` and `B` without `&&`
    say TEXT          no tool call
    quit              ends the program

A command runs only where the hook's answer is a plain *allow*, as seen with 2.1.330: exit status 2,
any other status and any other answer stop it (`onFailure: block`). Escape and Ctrl-C kill the hooks
that wait and end the turn. It imports nothing of ours: sessions start it by `python -I -S`.
"""

import json
import os
import selectors
import subprocess
import sys
import termios
import tty
import uuid

VERSION = "2.1.330 (Claude Code)"
CANCEL = (b"\x1b", b"\x03")
PASTE = (b"\x1b[200~", b"\x1b[201~")


class Hooks:
    """What `--settings` says is to be started for an event."""

    def __init__(self, settings):
        self.settings = settings
        self.session = str(uuid.uuid4())

    def start(self, event, **more):
        """Start the event's hooks, their input given to them."""
        told = {
            "session_id": self.session,
            "transcript_path": "/dev/null",
            "cwd": os.getcwd(),
            "permission_mode": "default",
            "hook_event_name": event,
            **more,
        }
        started = []
        for group in self.settings["hooks"].get(event, ()):
            for hook in group["hooks"]:
                child = subprocess.Popen(
                    [hook["command"], *hook["args"]],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
                child.stdin.write(json.dumps(told).encode())
                child.stdin.close()
                child.stdin = None  # `communicate` would flush it
                started.append(child)
        return started

    def tell(self, event, **more):
        """The same for events that nobody decides, waited for."""
        for child in self.start(event, **more):
            child.communicate()


def allowed(child):
    """(whether the tool may run, the reason) by one PreToolUse hook that has ended."""
    out, err = child.stdout.read(), child.stderr.read()
    child.wait()
    if child.returncode != 0:
        return False, err.decode(errors="replace").strip() or f"exit {child.returncode}"
    try:
        inner = json.loads(out)["hookSpecificOutput"]
        decided = inner["hookEventName"] == "PreToolUse" and inner["permissionDecision"]
        return decided == "allow", inner.get("permissionDecisionReason", "")
    except (ValueError, KeyError, TypeError):
        return False, "an answer that this program cannot read"


class Program:
    """The terminal's side: prompts come in as typed or pasted lines."""

    def __init__(self, hooks):
        self.hooks = hooks
        self.typed = b""
        self.ended = False

    def say(self, text):
        """One line on the screen."""
        os.write(1, text.encode(errors="replace").replace(b"\n", b"\r\n") + b"\r\n")

    def line(self):
        """The next whole line; None at the end."""
        while True:
            for end in (b"\r", b"\n"):
                head, found, rest = self.typed.partition(end)
                if found:
                    self.typed = rest
                    return head.decode(errors="replace")
            if self.ended:
                return None
            self.read()

    def read(self):
        """Take what was typed. Whether it cancels the turn."""
        try:
            data = os.read(0, 65536)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return True
        for mark in PASTE:
            data = data.replace(mark, b"")
        cancels = any(key in data for key in CANCEL)
        for key in CANCEL:
            data = data.replace(key, b"")
        self.typed += data
        return cancels

    def turn(self, text):
        """One prompt, to its end."""
        self.hooks.tell("UserPromptSubmit", prompt=text)
        verb, _, rest = text.strip().partition(" ")
        commands = {"bash": [rest], "both": rest.split("&&")}.get(verb, [])
        said = self.calls([one.strip() for one in commands]) if commands else rest
        self.say(f"SAID {said}")
        self.hooks.tell("Stop", last_assistant_message=said)

    def calls(self, commands):
        """Bash tool calls, all asked about at once and run as each is answered."""
        waiting = {}
        for command in commands:
            call = {
                "tool_name": "Bash",
                "tool_input": {"command": command, "description": "as prompted"},
                "tool_use_id": f"toolu_{uuid.uuid4().hex[:24]}",
            }
            (child,) = self.hooks.start("PreToolUse", **call)
            waiting[child] = call
            self.say(f"ASKED {command}")
        said = []
        with selectors.DefaultSelector() as ready:
            ready.register(0, selectors.EVENT_READ)
            for child in waiting:
                ready.register(child.stdout, selectors.EVENT_READ, child)
            while waiting:
                for key, _ in ready.select():
                    if key.data is None:
                        if self.read():
                            for child in waiting:
                                child.kill()
                                child.wait()
                            return "interrupted"
                    elif key.data in waiting:
                        call = waiting.pop(key.data)
                        said.append(self.answered(key.data, call))
                        ready.unregister(key.data.stdout)
        return "; ".join(said)

    def answered(self, child, call):
        """Run the command, or do not."""
        may, reason = allowed(child)
        if not may:
            return f"denied ({reason})"
        command = call["tool_input"]["command"]
        done = subprocess.run(["/bin/bash", "-c", command], stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)  # fmt: skip
        if done.returncode:
            error = f"Exit code {done.returncode}"
            self.hooks.tell("PostToolUseFailure", **call, error=error, is_interrupt=False)
            return f"failed ({error})"
        response = {"stdout": done.stdout.decode(errors="replace"), "stderr": "",
                    "interrupted": False}  # fmt: skip
        self.hooks.tell("PostToolUse", **call, tool_response=response, duration_ms=1)
        return f"ran ({reason})"


def main(arguments):
    """The program; its exit status."""
    if "--version" in arguments:
        print(VERSION)
        return 0
    settings = json.loads(arguments[arguments.index("--settings") + 1])
    hooks = Hooks(settings)
    program = Program(hooks)
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        os.write(1, b"\x1b[?2004h")
        hooks.tell("SessionStart", source="startup")
        program.say("READY")
        while (text := program.line()) is not None and text.strip() != "quit":
            if text.strip():
                program.turn(text)
        hooks.tell("SessionEnd", reason="other")
    finally:
        termios.tcsetattr(0, termios.TCSANOW, before)
    return 0


def install(folder):
    """Write a `claude` into this folder, which is to come first in PATH. Its path."""
    path = os.path.join(str(folder), "claude")
    with open(path, "w", encoding="utf-8") as file:
        me = os.path.abspath(__file__)
        file.write(f'#!/bin/sh\nexec {sys.executable} -I -S {me} "$@"\n')
    os.chmod(path, 0o755)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
