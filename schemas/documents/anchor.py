"""The archive's latest signed digest, for everybody to witness.

The archiver signs and checks it; this is its shape.
"""

from __future__ import annotations

from schemas.documents.model import Base64, Digest, Document, Micros, Name, Natural


class Anchor(Document):
    """`fleet/hub/anchor`. The Ed25519 signature is over `sb1a`, a zero byte and the rest in
    canonical form."""

    archive: Name
    """Names the archive, for ever."""
    at: Micros
    count: Natural
    """Records that the digest leads through."""
    digest: Digest
    key: Base64
    signature: Base64
