"""The scripted agent: `python -I -m signalbox.demo.agent [SCRIPT]`, in a terminal or a pipe."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

from schemas.wire.errors import Refused
from signalbox.demo.script import Step, parse

THINK_S = 0.6


class Agent:
    """Plays a script's steps in the current folder."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps
        self._prompt = ""
        self._position = 0

    def play(self) -> int:
        """Play to the end; returns the exit status. An interrupt goes on at the next expect."""
        while self._position < len(self._steps):
            step = self._steps[self._position]
            self._position += 1
            try:
                status = self._do(step)
            except KeyboardInterrupt:
                print("\n\x1b[33m■ interrupted\x1b[0m", flush=True)
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
                path, content = step.words[0], " ".join(step.words[1:])
                Path(path).write_text(content.replace("{prompt}", self._prompt) + "\n")
                print(f"\x1b[36m▸ wrote {path}\x1b[0m", flush=True)
            case "use run":
                print(f"\x1b[36m▸ $ {text}\x1b[0m", flush=True)
                # The script is the person's own file, like a shell script.
                done = subprocess.run(["/bin/sh", "-c", text], stdin=subprocess.DEVNULL)
                print(f"\x1b[2m  (status {done.returncode})\x1b[0m", flush=True)
            case "count":
                self._count(*map(int, step.words))
            case "again":
                self._position = self._first_expect()
            case "exit":
                return int(step.words[0]) if step.words else 0
        return None

    def _expect(self, wanted: re.Pattern[str]) -> int | None:
        while True:
            print("\x1b[32m❯\x1b[0m ", end="", flush=True)
            line = sys.stdin.readline()
            if not line:
                return 0  # nobody can type any more
            self._prompt = line.rstrip("\n")
            if wanted.search(self._prompt):
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


def main() -> int:
    """Play the script named on the command line, else the one that is shipped."""
    try:
        if len(sys.argv) > 1:
            text = Path(sys.argv[1]).read_text(encoding="utf-8")
        else:
            text = files("signalbox.demo").joinpath("demo.script").read_text(encoding="utf-8")
        return Agent(parse(text)).play()
    except (Refused, OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
