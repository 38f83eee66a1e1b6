"""What a program printed as bodies of `output` lines: whole characters, bounded when encoded."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from schemas.wire.parts import WHOLE_BYTES
from schemas.wire.strictjson import canon

LINE_BYTES = 28 * 1024
"""Raw bytes of an output line while a program prints without pause; colour makes it 44 KiB."""

_B64_RAW = 32 * 1024
"""Raw bytes that still fit a line in base64."""


class Pending:
    """Output that is not yet a line. Keeps back the beginning of a character that is not whole."""

    def __init__(self) -> None:
        self._data = bytearray()

    def __len__(self) -> int:
        return len(self._data)

    def add(self, data: bytes) -> None:
        """Take what was printed."""
        self._data += data

    def take(self, *, everything: bool = False) -> bytes:
        """The bytes for the next lines; `everything`: an unfinished character too."""
        keep = 0 if everything else _unfinished(self._data)
        cut = len(self._data) - keep
        data = bytes(self._data[:cut])
        del self._data[:cut]
        return data

    def ready(self) -> bool:
        """Whether `take` would give anything."""
        return len(self._data) > _unfinished(self._data)


def bodies(data: bytes) -> Iterator[dict[str, object]]:
    """Bodies of `output` lines that together are `data`; each fits one line."""
    start = 0
    while start < len(data):
        piece = data[start : start + LINE_BYTES]
        if start + len(piece) < len(data):
            piece = piece[: len(piece) - _unfinished(piece)]
        start += len(piece)
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            for at in range(0, len(piece), _B64_RAW):
                yield {"b64": base64.b64encode(piece[at : at + _B64_RAW]).decode()}
        else:
            yield from _cut(text)


def _cut(text: str) -> Iterator[dict[str, object]]:
    body: dict[str, object] = {"text": text}
    # Controls take six bytes each when encoded.
    if len(text) * 6 + 16 <= WHOLE_BYTES or len(canon(body)) <= WHOLE_BYTES:
        yield body
        return
    half = len(text) // 2
    yield from _cut(text[:half])
    yield from _cut(text[half:])


def _unfinished(data: bytes | bytearray) -> int:
    """Bytes at the end that may be the beginning of a character (0 to 3)."""
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 == 0x80:
            continue
        needed = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC2 else 1
        return back if back < needed and byte < 0xF5 else 0
    return 0
