"""A renewed certificate is shown from the next handshake on; connections that are up stay up."""

from __future__ import annotations

import logging
import os
import ssl
from pathlib import Path

log = logging.getLogger(__name__)

Stamp = tuple[tuple[int, int, int], ...]


class Shown:
    """The certificate of one listener. `poll` once a second costs two stat calls."""

    def __init__(self, context: ssl.SSLContext, certificate: Path, key: Path) -> None:
        self._context = context
        self._certificate, self._key = certificate, key
        self._stamp = self._now()
        self._settling = self._stamp

    def poll(self) -> bool:
        """Read the files again if they have changed; True when a new certificate is shown.

        The two files are replaced one after the other, so a change must stand for one poll, and a
        pair that does not fit is tried again at the next change.
        """
        now = self._now()
        if now == self._stamp:
            return False
        if now != self._settling:
            self._settling = now
            return False
        self._stamp = now
        try:
            # Into a context of nobody first: a half-read pair must not be shown.
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self._certificate, self._key)
            self._context.load_cert_chain(self._certificate, self._key)
        except (OSError, ValueError) as error:
            log.error("the changed certificate is not taken: %s", error)
            return False
        log.info("shows the certificate of %s as it is now", self._certificate)
        return True

    def _now(self) -> Stamp:
        found = []
        for path in (self._certificate, self._key):
            try:
                about = os.stat(path)
                found.append((about.st_ino, about.st_size, about.st_mtime_ns))
            except OSError:
                found.append((0, 0, 0))
        return tuple(found)
