"""The policy that this machine judges requests by: signed elsewhere, pinned, never older.

What was verified is kept on the disk, so that projects are known without the hub; requests are
taken only after the policy has arrived on the present connection.
"""

from __future__ import annotations

from schemas.documents.policy import Policy, SignedPolicy, verify
from schemas.wire import private_file
from schemas.wire.clock import Clock
from schemas.wire.errors import Refused
from schemas.wire.layout import Home


class PolicyKeeper:
    """The policy in force. `arrived`: on this very connection."""

    def __init__(self, home: Home, machine: str, clock: Clock) -> None:
        self._home = home
        self._machine = machine
        self._clock = clock
        self.arrived = False
        self.current: Policy | None = None
        self.fault = ""
        """Why the last one that came, or the one on the disk, is not believed."""
        try:
            self.current = verify(home.policy.read_bytes(), self.pinned(), machine)
        except FileNotFoundError:
            pass
        except (OSError, Refused) as error:
            self.fault = str(error)

    def pinned(self) -> str:
        """The hub's public key, base64. Raises `Refused("no-policy")` where none is pinned."""
        path = self._home.edge_keys / "hub.pub"
        try:
            return path.read_text("ascii").strip()
        except (OSError, ValueError):
            raise Refused("no-policy", f"{path} holds no key of a hub") from None

    def take(self, payload: bytes) -> None:
        """A policy came. Raises `Refused` where it is not believed; the last one stays."""
        try:
            policy = verify(payload, self.pinned(), self._machine)
            if self.current is not None and policy.version < self.current.version:
                raise Refused("no-policy", "it is older than the one in force")
        except Refused as refused:
            self.fault = str(refused)
            raise
        if self.current is None or policy.version > self.current.version:
            try:
                self._keep(payload)
            except OSError as error:
                # Its version must be remembered, or an older one could come back.
                self.fault = f"{self._home.policy}: {error.strerror}"
                raise Refused("home-unwritable", self.fault) from None
        self.current, self.arrived, self.fault = policy, True, ""

    def lost(self) -> None:
        """The connection is gone; the policy must arrive anew before requests are taken."""
        self.arrived = False

    def fresh(self) -> Policy:
        """The policy to judge a request by. Raises `Refused("no-policy")`."""
        if self.current is None or not self.arrived:
            raise Refused("no-policy")
        if not self.current.is_fresh(self._clock.wall_us()):
            raise Refused("no-policy", "the hub's policy has expired")
        return self.current

    @property
    def projects(self) -> dict[str, str]:
        """Project → folder; empty before the first policy."""
        return dict(self.current.projects) if self.current is not None else {}

    def state(self) -> dict[str, object] | None:
        """What the machine's info says of it."""
        if self.current is None:
            return None
        return {
            "version": self.current.version,
            "key": SignedPolicy.read(self._home.policy.read_bytes()).key,
            "fresh_until": self.current.fresh_until,
        }

    def _keep(self, payload: bytes) -> None:
        private_file.write(self._home.policy, payload)
