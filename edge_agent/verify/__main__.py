"""`python -I -m edge_agent.verify AGENT KIND PROGRAM PART`: prove what a program's gate is worth.

PART is `gate` or `levels`. Prints one line of JSON for each row as soon as it is known, `{"row",
"state", "reason"}`, after one that says why it is not off the network, `{"network"}` (empty: it
is), and before a last one, `{"done": true}`. A line on standard error and status 1 where it cannot
begin. It writes nothing but a temporary folder; what it found is for its caller to keep.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from edge_agent.agents.profiles import profiles
from edge_agent.agents.verdicts import Row
from edge_agent.verify import no_network
from edge_agent.verify.bench import Bench
from edge_agent.verify.claude import Claude
from edge_agent.verify.levels import levels
from edge_agent.verify.rows import argument_refused, scenes, tried
from edge_agent.verify.subject import Subject

SUBJECTS: dict[tuple[str, str], Callable[[], Subject]] = {("claude", "terminal"): Claude}
"""What can be verified, by agent and kind."""
PARTS = {"gate": scenes, "levels": levels}
"""In this order; each is a process of its own."""


def main(words: list[str]) -> int:
    """See above; the exit status."""
    if len(words) != 4 or (words[0], words[1]) not in SUBJECTS or words[3] not in PARTS:
        print("error: agent, kind, the program's path, and a part", file=sys.stderr)
        return 1
    agent, kind, program, part = words
    # What was started is stopped, and the folder removed, however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _say({"network": _leave_the_network(part)})
    with Bench(profiles()[agent], kind, program, SUBJECTS[agent, kind]()) as bench:
        if part == "gate":
            _tell(argument_refused(bench))
        for scene in PARTS[part](bench):
            for row in tried(bench, scene):
                _tell(row)
    _say({"done": True})
    return 0


def _leave_the_network(part: str) -> str:
    """Why it is not done; "" where it is."""
    if part == "levels" and os.geteuid() != 0:
        # There, the system's programs seem to be nobody's, and nobody's bubblewrap is not used.
        return "in a namespace of its own an account has no shield"
    return no_network.enter()


def _tell(row: Row) -> None:
    _say({"row": row.name, "state": row.state, "reason": row.reason})


def _say(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
