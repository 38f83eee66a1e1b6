"""Keys that the hub makes for itself: the secrets of its parts, the steward's signing keys."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from broker import credentials, tokens
from schemas.wire import private_file
from schemas.wire.layout import Home, make_private
from schemas.wire.topics import HUB_PARTS


def make(home: Home) -> None:
    """Make each one that is missing; those that are there stay. Raises Refused or OSError."""
    make_private(home.hub_keys)
    known = credentials.load(home).known
    for part in HUB_PARTS:
        file = home.hub_keys / f"{part}.secret"
        kept = known.get(f"hub:{part}")
        if kept and file.exists() and credentials.digest(file.read_text().strip()) == kept.hash:
            continue
        private_file.write(file, credentials.set_secret(home, f"hub:{part}").encode() + b"\n")
    tokens.signing_key(home)
    policy_key(home)


def secret(home: Home, part: str) -> str:
    """The secret of one part. Raises OSError."""
    return (home.hub_keys / f"{part}.secret").read_text().strip()


def policy_key_path(home: Home) -> Path:
    """The steward's key for policies, 64 hex digits (0600)."""
    return home.hub_keys / "policy.key"


def policy_key(home: Home) -> Ed25519PrivateKey:
    """The key that signs policies, made where there is none yet."""
    make_private(home.hub_keys)
    return tokens.load_or_make_key(policy_key_path(home))


def policy_public(home: Home) -> str:
    """Its public half (base64), for `edge/keys/hub.pub` of each machine."""
    return base64.b64encode(policy_key(home).public_key().public_bytes_raw()).decode()
