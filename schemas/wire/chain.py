"""The salted hash chain of a session's journal.

::

    h_0    = SHA-256("sb1s\\0" + canon(v, machine, project, session) + SHA-256(session key))
    salt_i = HMAC-SHA256(session key, the decimal digits of seq)[:16]
    c_i    = SHA-256("sb1c\\0" + salt_i + canon(body))
    h_i    = SHA-256("sb1e\\0" + h_(i-1) + SHA-256(canon({at, kind, seq})) + c_i)

The machine makes the chain, so the hub cannot invent a machine's history. The salt lets a body be
removed later (its `c` stays) while short secrets in it cannot be guessed back from `c`.
Writer and verifier share these functions; changing one of them changes every archive.
"""

from __future__ import annotations

import hashlib
import hmac

from schemas.wire.strictjson import canon

VERSION = 1
KEY_BYTES = 32
SALT_BYTES = 16


def start(machine: str, project: str, session: str, key: bytes) -> bytes:
    """h_0, 32 bytes."""
    named = canon({"machine": machine, "project": project, "session": session, "v": VERSION})
    return hashlib.sha256(b"sb1s\0" + named + hashlib.sha256(key).digest()).digest()


def salt(key: bytes, seq: int) -> bytes:
    """The salt of line `seq`, 16 bytes."""
    return hmac.digest(key, b"%d" % seq, "sha256")[:SALT_BYTES]


def commitment(salt_bytes: bytes, body: bytes) -> bytes:
    """c_i for a body in its canonical form, 32 bytes."""
    return hashlib.sha256(b"sb1c\0" + salt_bytes + body).digest()


def link(previous: bytes, at: int, kind: str, seq: int, c: bytes) -> bytes:
    """h_i, 32 bytes. `at` is in microseconds since 1970."""
    header = b'{"at":%d,"kind":"%s","seq":%d}' % (at, kind.encode(), seq)
    return hashlib.sha256(b"sb1e\0" + previous + hashlib.sha256(header).digest() + c).digest()
