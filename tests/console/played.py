"""A program for pictures: looks like an agent at work, reads a prompt a line, needs no model.

`python played.py work` waits for prompts; `python played.py done` has worked and ends.
"""

from __future__ import annotations

import sys
import time

PAUSE_S = 0.35
BOLD, DIM, RED, GREEN, BLUE, OFF = (f"\x1b[{code}m" for code in ("1", "2", "31", "32", "34", "0"))
OPENING = f"{BOLD}demo agent{OFF}  {DIM}no model, no key{OFF}"
READ = (
    f"{BLUE}●{OFF} {BOLD}Read{OFF} tests/test_login.py",
    f"  {DIM}└ 214 lines{OFF}",
    f"{BLUE}●{OFF} The clock is read twice, so the test",
    "  fails when a second passes between.",
)
WORK = (
    f"{BLUE}●{OFF} {BOLD}Edit{OFF} tests/test_login.py",
    f"  {RED}- left = until - time.time(){OFF}",
    f"  {GREEN}+ left = until - now{OFF}",
    f"{BLUE}●{OFF} {BOLD}Run{OFF} pytest -q tests/test_login.py",
)
TESTS = f"{DIM}  {'.' * 31}{OFF}"
PASSED = f"  {GREEN}31 passed{OFF} in 2.84 s"
ASKS = f"\n{BOLD}Mended.{OFF} Shall I run the whole suite?"


def say(lines: tuple[str, ...], pause_s: float = PAUSE_S) -> None:
    for line in lines:
        print(line, flush=True)
        end = time.monotonic() + pause_s
        while time.monotonic() < end:
            time.sleep(0.02)


def tests() -> None:
    for dot in TESTS:
        print(dot, end="", flush=True)
        time.sleep(0.02)
    print()
    say((PASSED,))


def main(how: str) -> None:
    say((OPENING, ""), 0)
    if how == "done":
        say(READ)
        say(WORK)
        tests()
        return
    say((f"{DIM}>{OFF} the log-in test is flaky, mend it", ""), 0)
    say(READ)
    for prompt in sys.stdin:
        if not prompt.strip():
            continue
        print()
        say(WORK)
        tests()
        say((ASKS, ""))


if __name__ == "__main__":
    main(sys.argv[1])
