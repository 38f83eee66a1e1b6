"""The scripted agent: `python -I -m signalbox.demo.agent [--settings JSON] [SCRIPT]`.

It plays in a terminal or a pipe. With `--settings` it asks the hooks named there before each thing
that it does, as an agent with a gate.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from schemas.wire.errors import Refused
from schemas.wire.plain import plain
from signalbox.demo.hooks import Hooks
from signalbox.demo.script import Step, parse

THINK_S = 0.6


class Agent:
    """Plays a script's steps in the current folder."""

    def __init__(self, steps: list[Step], hooks: Hooks) -> None:
        self._steps = steps
        self._hooks = hooks
        self._in_turn = False
        self._prompt = ""
        self._position = 0

    def play(self) -> int:
        """Play to the end; returns the exit status. An interrupt goes on at the next expect."""
        self._hooks.tell("SessionStart", source="startup")
        while self._position < len(self._steps):
            step = self._steps[self._position]
            self._position += 1
            try:
                status = self._do(step)
            except KeyboardInterrupt:
                print("\n\x1b[33m■ interrupted\x1b[0m", flush=True)
                self._in_turn = False
                self._position = self._next_expect()
                continue
            if status is not None:
                return status
        return 0

    def _do(self, step: Step) -> int | None:
        text = step.text.replace("{prompt}", self._prompt)
        match step.verb:
            case "say":
                print(f"\x1b[1m●\x1b[0m {text}", flush=True)
            case "think":
                print(f"\x1b[2m✻ {text} …\x1b[0m", flush=True)
                time.sleep(THINK_S)
            case "expect":
                return self._expect(re.compile(step.text))
            case "use write":
                content = " ".join(step.words[1:]).replace("{prompt}", self._prompt) + "\n"
                self._write(Path(step.words[0]), content)
            case "use run":
                self._run(text)
            case "count":
                self._count(*map(int, step.words))
            case "again":
                self._position = self._first_expect()
            case "exit":
                return int(step.words[0]) if step.words else 0
        return None

    def _write(self, path: Path, content: str) -> None:
        given = {"file_path": str(path.absolute()), "content": content}
        print(f"\x1b[36m▸ writes {path}\x1b[0m", flush=True)
        call = self._asked("Write", given)
        if call is not None:
            path.write_text(content)
            self._hooks.did("Write", given, call, False, "written")

    def _run(self, command: str) -> None:
        given = {"command": command, "description": "a step of the script"}
        print(f"\x1b[36m▸ $ {command}\x1b[0m", flush=True)
        call = self._asked("Bash", given)
        if call is None:
            return
        # The script is the person's own file, like a shell script; the gate reads it as bash.
        # Privileged, it takes neither functions nor a start-up file from its environment.
        shell = ["/bin/bash", "-p"] if self._hooks.gated else ["/bin/sh"]
        done = subprocess.run([*shell, "-c", command], stdin=subprocess.DEVNULL)
        said = f"status {done.returncode}"
        print(f"\x1b[2m  ({said})\x1b[0m", flush=True)
        self._hooks.did("Bash", given, call, done.returncode != 0, said)

    def _asked(self, tool: str, given: dict[str, str]) -> str | None:
        """The call's id where it may be done; else None, and the reason is shown."""
        if self._hooks.gated:
            print(
                "\x1b[2m  asks the gate; `signalbox approvals` shows what waits\x1b[0m", flush=True
            )
        allowed, reason, call = self._hooks.may(tool, given)
        mark = "\x1b[32m✓" if allowed else "\x1b[31m✗"
        if self._hooks.gated:
            print(f"  {mark} {plain(reason)}\x1b[0m", flush=True)
        return call if allowed else None

    def _expect(self, wanted: re.Pattern[str]) -> int | None:
        if self._in_turn:
            self._hooks.tell("Stop", last_assistant_message="")
            self._in_turn = False
        while True:
            print("\x1b[32m❯\x1b[0m ", end="", flush=True)
            line = sys.stdin.readline()
            if not line:
                return 0  # nobody can type any more
            self._prompt = line.rstrip("\n")
            if wanted.search(self._prompt):
                self._hooks.tell("UserPromptSubmit", prompt=self._prompt)
                self._in_turn = True
                return None
            print("\x1b[2m  (waiting for something else)\x1b[0m", flush=True)

    def _count(self, first: int, last: int, pause_ms: int = 0) -> None:
        for number in range(first, last + 1):
            print(f"line {number}", flush=pause_ms > 0)
            if pause_ms:
                time.sleep(pause_ms / 1000)
        sys.stdout.flush()

    def _first_expect(self) -> int:
        return next((i for i, s in enumerate(self._steps) if s.verb == "expect"), 0)

    def _next_expect(self) -> int:
        later = range(self._position, len(self._steps))
        found = next((i for i in later if self._steps[i].verb == "expect"), None)
        return self._first_expect() if found is None else found


def _take_the_foreground() -> None:
    """Have ^C reach this process, and not who started it in its terminal: a shield around an agent
    would end by it, and the agent with it."""
    if not sys.stdin.isatty() or os.getpgrp() == os.getpid():
        return
    # Whoever is in the background may not take the terminal, and would be stopped for trying.
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        os.setpgid(0, 0)
        os.tcsetpgrp(sys.stdin.fileno(), os.getpgrp())
    except OSError:
        pass  # then ^C ends it; nothing else depends on this
    finally:
        signal.signal(signal.SIGTTOU, before)


def main() -> int:
    """Play the script named on the command line, else the one that is shipped."""
    _take_the_foreground()
    try:
        words = sys.argv[1:]
        settings = json.loads(words[1]) if words[:1] == ["--settings"] else None
        rest = words if settings is None else words[2:]
        if rest:
            text = Path(rest[0]).read_text(encoding="utf-8")
        else:
            text = files("signalbox.demo").joinpath("demo.script").read_text(encoding="utf-8")
        return Agent(parse(text), Hooks(settings)).play()
    except (Refused, OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
