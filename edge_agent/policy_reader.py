"""Reads what guards this machine: `python -I -m edge_agent.policy_reader HOME MACHINE`.

A short-lived process, because checking a signature takes packages that no host carries. It verifies
the last policy with the pinned key, reads both `never.toml`, and prints one line of canonical JSON:
`{version, fresh_until, guardrails, locks, groups, never: {commands, paths}}`. Where it does not
believe what it reads, it prints `error: …` to its standard error instead and ends with status 1.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from edge_agent import never
from schemas.documents.policy import verify
from schemas.wire.errors import Refused
from schemas.wire.layout import Home
from schemas.wire.strictjson import MAX_BYTES, canon


def main() -> int:
    """Print what guards the machine; the exit status."""
    home, machine = Home(Path(sys.argv[1])), sys.argv[2]
    try:
        told = canon(read(home, machine))
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(told + b"\n")
    return 0


def read(home: Home, machine: str, system: Path = never.SYSTEM) -> dict[str, Any]:
    """What `main` prints. Raises `Refused` where anything is not to be believed."""
    pinned = _bytes(home.edge_keys / "hub.pub").decode("ascii", "replace").strip()
    policy = verify(_bytes(home.policy), pinned, machine).value()
    forbidden = never.read(home, system)
    return {
        "version": policy["version"],
        "fresh_until": policy["fresh_until"],
        "guardrails": policy.get("guardrails", []),
        "locks": policy.get("locks", []),
        "groups": policy.get("groups", {}),
        "never": {"commands": list(forbidden.commands), "paths": list(forbidden.paths)},
    }


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            found = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused("no-policy", f"{path}: {error.strerror}") from None
    if len(found) > MAX_BYTES:
        raise Refused("no-policy", f"{path}: more than {MAX_BYTES // 1024} KiB")
    return found


if __name__ == "__main__":
    sys.exit(main())
