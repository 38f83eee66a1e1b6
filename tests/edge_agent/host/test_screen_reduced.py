"""A snapshot fits its message; what goes first is what is missed least."""

from __future__ import annotations

import re

from edge_agent.host.reduced import reduced

COLOURED = (
    b"".join(b"\x1b[38;2;%d;2;3mword\x1b[0m \r\n" % (n % 256) for n in range(500)) + b"\x1b[7;3H"
)


def test_what_fits_is_unchanged() -> None:
    assert reduced(COLOURED, len(COLOURED)) == (COLOURED, False)


def test_colours_go_before_text_and_cursor() -> None:
    small, cut = reduced(COLOURED, 8000)
    assert cut and small == b"word \r\n" * 500 + b"\x1b[7;3H"


def test_what_is_still_too_large_is_cut_at_a_line() -> None:
    small, cut = reduced(COLOURED, 1000)
    assert cut and len(small) <= 1000 and re.fullmatch(rb"(?:word \r\n)*word ", small)
