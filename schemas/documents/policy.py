"""The signed policy of one machine: who may do what there, guardrails, locks.

On `fleet/policy/<m>` stands `{"key", "policy", "signature"}`; the Ed25519 signature is over
`sb1p`, a zero byte and the policy in canonical form. A machine believes the key that it pinned
when it joined, whatever the message names, takes no version lower than one that it has seen, and
takes no request before it has a policy that is still fresh.
"""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.documents.model import (
    Document,
    Micros,
    Name,
    Part,
    Path,
    Project,
    Right,
    Session,
    Short,
)
from schemas.documents.rules import Rule
from schemas.wire.errors import Refused
from schemas.wire.ids import NONE
from schemas.wire.strictjson import canon, loads_object

MARK = b"sb1p\0"
EVERY = "*"
"""Every project; never *no project*, which must be granted by its name."""

Where = Annotated[str, Field(pattern=r"^(\*|-|[a-z0-9][a-z0-9_-]{0,39})$")]


class Lock(Part):
    """No request is taken and every gate is shut for what it names, until it is lifted."""

    scope: Literal["all", "machine", "user", "session"]
    user: Name | None = None
    session: Session | None = None
    until: Micros | None = None
    """None: until somebody unlocks."""
    reason: Short
    who: Name


class Policy(Document):
    """What one machine has to know."""

    machine: Name
    version: Micros
    """Only grows, and is never lower than the time of signing."""
    fresh_until: Micros
    """After this, *allow* counts as *ask* and requests are refused."""
    grants: dict[Name, dict[Where, list[Right]]] = Field(default_factory=dict)
    """Person → project (`*` for every one, `-` for none) → rights."""
    sessions: dict[Name, dict[Where, dict[Session, list[Right]]]] | None = None
    """Person → project → one session → rights held there alone. Absent where nobody holds any."""
    groups: dict[Name, list[Name]] | None = None
    """Person → groups, of those who hold anything here: rules ask groups. Absent where nobody is
    in one."""
    projects: dict[Name, Path] = Field(default_factory=dict)
    """Project → folder: a session belongs to the one that its folder lies in."""
    guardrails: Annotated[list[Rule], Field(max_length=1000)] = Field(default_factory=list)
    locks: Annotated[list[Lock], Field(max_length=200)] = Field(default_factory=list)

    def rights_of(
        self, user: str, project: Project, session: Session | None = None
    ) -> frozenset[str]:
        """The rights of a person on sessions of a project (`-` for none): on all of them, or on
        this very one."""
        granted = self.grants.get(user, {})
        found = set(granted.get(project, ()))
        if project != NONE:
            found.update(granted.get(EVERY, ()))
        if session is not None and self.sessions is not None:
            found.update(self.sessions.get(user, {}).get(project, {}).get(session, ()))
        return frozenset(found)

    def groups_of(self, user: str) -> frozenset[str]:
        """The groups of a person, as far as this machine has to know them."""
        return frozenset((self.groups or {}).get(user, ()))

    def is_fresh(self, wall_us: int) -> bool:
        """Whether it still holds. `wall_us`: microseconds since 1970."""
        return wall_us < self.fresh_until


class SignedPolicy(Document):
    """The payload of `fleet/policy/<m>`. Its signature is checked by `verify`."""

    key: Short
    policy: Policy
    signature: Short


def public_key(private: bytes) -> str:
    """The public key (base64) of a private one (32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _b64(Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def sign(policy: Policy, private: bytes) -> bytes:
    """The payload of `fleet/policy/<m>`; `private` is the steward's Ed25519 key, 32 bytes."""
    # Only steward and daemon have the package, so the command line must not import it.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    value = policy.value()
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(MARK + canon(value))
    return canon({"key": public_key(private), "policy": value, "signature": _b64(signature)})


def verify(payload: bytes, pinned: str, machine: str) -> Policy:
    """The policy, if it is signed by the pinned key (base64) and meant for this machine.

    Version and freshness are the machine's to judge. Raises `Refused`: "no-policy" where it is
    not to be believed, "bad-json", "bad-field" or "too-large" where it is none.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    value: dict[str, Any] = loads_object(payload)
    if value.keys() != {"key", "policy", "signature"} or not isinstance(value["policy"], dict):
        raise Refused("bad-field", "a signed policy has key, policy and signature")
    if value["key"] != pinned:
        raise Refused("no-policy", "it is signed with a key that this machine does not know")
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(pinned, validate=True))
        signature = base64.b64decode(value["signature"], validate=True)
        key.verify(signature, MARK + canon(value["policy"]))
    except (InvalidSignature, ValueError, TypeError):
        raise Refused("no-policy", "its signature is not good") from None
    policy = Policy.of(value["policy"])
    if policy.machine != machine:
        raise Refused("no-policy", f"it is meant for {policy.machine}")
    return policy


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
