"""Output as lines: nothing lost, no character split, no line too long."""

from __future__ import annotations

import base64

from hypothesis import example, given
from hypothesis import strategies as st

from edge_agent.host.output import LINE_BYTES, Pending, bodies
from schemas.wire.line import MAX_LINE, Writer
from schemas.wire.parts import WHOLE_BYTES
from schemas.wire.strictjson import canon


def bytes_of(body: dict[str, object]) -> bytes:
    text = body.get("text")
    return text.encode() if isinstance(text, str) else base64.b64decode(str(body["b64"]))


CHUNKS = st.lists(
    st.one_of(st.binary(max_size=60), st.text(max_size=40).map(lambda s: s.encode("utf-8"))),
    max_size=12,
)


@given(CHUNKS)
def test_all_that_was_printed_is_in_the_bodies_in_order(chunks: list[bytes]) -> None:
    pending = Pending()
    out = b""
    for chunk in chunks:
        pending.add(chunk)
        out += b"".join(bytes_of(body) for body in bodies(pending.take()))
    out += b"".join(bytes_of(body) for body in bodies(pending.take(everything=True)))
    assert out == b"".join(chunks)


@given(st.text(max_size=300), st.lists(st.integers(1, 7), min_size=1))
def test_characters_are_never_split_whatever_the_reads(text: str, sizes: list[int]) -> None:
    data = text.encode()
    pending = Pending()
    got: list[dict[str, object]] = []
    start = 0
    while start < len(data):
        for size in sizes:
            pending.add(data[start : start + size])
            start += size
            got += bodies(pending.take())
    got += bodies(pending.take(everything=True))
    assert all("text" in body for body in got)
    assert "".join(str(body["text"]) for body in got) == text


@given(st.binary(min_size=1, max_size=64), st.integers(1, 4000))
@example(b"\x1b", 65536)
@example(b"\x00", 65536)
@example("日".encode(), 40000)
@example(b"\xff", 65536)
@example(b'\\"', 50000)
def test_every_line_fits_whatever_is_printed(unit: bytes, times: int) -> None:
    data = unit * times
    writer = Writer(b"k" * 32, b"h" * 32, 10**15 - 10**6)
    total = b""
    for body in bodies(data):
        assert len(canon(body)) <= WHOLE_BYTES + 16
        assert len(writer.add(2**53 - 1, "output", body)) <= MAX_LINE
        total += bytes_of(body)
    assert total == data


def test_plain_output_makes_lines_of_28_kib() -> None:
    sizes = [len(bytes_of(body)) for body in bodies(b"x" * (3 * LINE_BYTES + 5))]
    assert sizes == [LINE_BYTES] * 3 + [5]
