"""Typing a whole prompt: as a bracketed paste where the program asked for them, then Enter."""

from __future__ import annotations

import re

_MODE = re.compile(rb"\x1b\[\?([0-9;]{1,64})([hl])|\x1bc")
_CARRY = 72
"""Bytes of one read that may be the beginning of such a sequence."""


class Pasting:
    """Follows mode 2004 through what the program prints."""

    def __init__(self) -> None:
        self.bracketed = False
        self._carry = b""

    def printed(self, data: bytes) -> None:
        """What the program printed, in any split."""
        if b"\x1b" not in data and b"\x1b" not in self._carry:
            return
        whole = self._carry + data
        for found in _MODE.finditer(whole):
            if found.group() == b"\x1bc":
                self.bracketed = False
            elif b"2004" in found.group(1).split(b";"):
                self.bracketed = found.group(2) == b"h"
        last = whole.rfind(b"\x1b", max(len(whole) - _CARRY, 0))
        self._carry = whole[last:] if last >= 0 else b""

    def typed(self, text: str) -> bytes:
        """The bytes that a terminal sends for this text; Enter not included.

        Inside a paste no escape may stand, or the text could end the paste and press keys.
        """
        returned = text.replace("\r\n", "\r").replace("\n", "\r")
        if not self.bracketed:
            return returned.encode()
        return b"\x1b[200~" + returned.replace("\x1b", "").encode() + b"\x1b[201~"
