"""`python -m broker` for a benchmark: everything else as it is, but anybody may do everything and
publish as fast as they can. Takes the same arguments.

The bounds of rates are what a saturated broker would otherwise be measured by; passwords would be
slow hashes. Rights are still asked for each message and kept by the broker as always.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from broker.__main__ import main
from broker.mqtt.authority import Action, Peer, Principal
from broker.mqtt.limits import ClientLimits


class Everybody:
    """The authority (broker.mqtt.authority.Authority) that never says no."""

    async def authenticate(
        self, client_id: str, username: str | None, password: bytes | None, peer: Peer
    ) -> Principal | None:
        return Principal(username or "anybody", "user")

    def valid(self, principal: Principal) -> bool:
        return True

    def may(
        self,
        principal: Principal,
        action: Action,
        topic: str,
        *,
        retain: bool = False,
        will: bool = False,
    ) -> bool:
        return True

    def limits(self, principal: Principal) -> ClientLimits:
        return ClientLimits(publish_rate=0, publish_bytes_rate=0, sure_rate=0, sure_bytes_rate=0)

    def faults(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        pass

    def on_change(self, callback: Callable[[], None]) -> None:
        pass


if __name__ == "__main__":
    sys.exit(main(open_authority=lambda home: Everybody()))
