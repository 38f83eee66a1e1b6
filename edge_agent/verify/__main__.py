"""`python -I -m edge_agent.verify AGENT KIND PROGRAM`: prove what this program's gate is worth.

Prints one line of JSON for each row as soon as it is known, `{"row", "state", "reason"}`, after one
that says how far it is off the network, `{"network"}`, and before a last one, `{"done": true}`.
A line on standard error and status 1 where it cannot begin. It writes nothing but a temporary
folder; what it found is for its caller to keep.
"""

from __future__ import annotations

import json
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


def main(words: list[str]) -> int:
    """See above; the exit status."""
    if len(words) != 3 or (words[0], words[1]) not in SUBJECTS:
        print("error: agent, kind and the program's path", file=sys.stderr)
        return 1
    agent, kind, program = words
    # What was started is stopped, and the folder removed, however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _say({"network": no_network.enter()})
    with Bench(profiles()[agent], kind, program, SUBJECTS[agent, kind]()) as bench:
        _tell(argument_refused(bench))
        for scene in [*scenes(bench), *levels(bench)]:
            for row in tried(bench, scene):
                _tell(row)
    _say({"done": True})
    return 0


def _tell(row: Row) -> None:
    _say({"row": row.name, "state": row.state, "reason": row.reason})


def _say(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
