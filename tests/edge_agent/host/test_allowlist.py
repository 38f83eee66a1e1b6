"""Nothing but allowed sequences leaves for people's terminals, however the bytes are cut."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.host.allowlist import LEAVE, MAX_OSC, AllowList, filter_whole

PASSES = [
    b"plain text\r\n\ttabs\x08\x07",
    "żółw 日本語 🎉".encode(),
    b"\x1b[1;38;5;196;48:2::1:2:3mred\x1b[m",
    b"\x1b[10;5H\x1b[2J\x1b[K\x1b[3A\x1b[?25l\x1b[?25h\x1b[1;20r\x1b[r\x1b[4h\x1b[4l",
    b"\x1b[?1049h\x1b[?2004h\x1b[?1006h\x1b[?2026h\x1b[?2026l\x1b[?1004h",
    b"\x1b[5 q\x1b=\x1b>\x1b7\x1b8\x1bM\x1bc\x1b(0lqk\x1b(B\x0e\x0f\x1bH\x1b[3g",
    b"\x1b[>1u\x1b[<u\x1b[=3;1u\x1b[>4;2m",
    b"\x1b]8;id=a;https://example.org/a?b=c\x1b\\link\x1b]8;;\x1b\\",
    b"\x1b]0;a title\x1b\\\x1b]2;another\x1b\\",
]

DROPPED = [
    b"\x1b[c",
    b"\x1b[0c",
    b"\x1b[>c",
    b"\x1b[=c",
    b"\x1b[5n",
    b"\x1b[6n",
    b"\x1b[?6n",
    b"\x1b[?996n",
    b"\x1b[>q",
    b"\x1b[>0q",
    b"\x1b[?u",
    b"\x1b[?2026$p",
    b"\x1b[4$p",
    b"\x1b[?4m",
    b"\x1b[x",
    b"\x1bZ",
    b"\x05",
    b"\x1bP$qm\x1b\\",
    b"\x1bP+q544e\x1b\\",
    b"\x1bPq#0;2;0;0;0\x1b\\",
    b"\x1b_Gi=1,a=q;AAAA\x1b\\",
    b"\x1b^private\x1b\\",
    b"\x1bXstring\x1b\\",
    b"\x1b]4;1;?\x07",
    b"\x1b]10;?\x1b\\",
    b"\x1b]11;?\x07",
    b"\x1b]12;red\x07",
    b"\x1b]52;c;aGk=\x07",
    b"\x1b]52;c;?\x07",
    b"\x1b]9;note\x07",
    b"\x1b]777;notify;a;b\x07",
    b"\x1b]1337;File=:AAAA\x07",
    b"\x1b[5i",
    b"\x1b[4i",
    b"\x1b[?5i",
    b"\x1b[21t",
    b"\x1b[8;50;200t",
    b"\x1b[?1001h",
    b"\x1b[?2031h",
    b"\x1b[?2048h",
    b"\x1b[?3h",
    b"\x1b[20h",
    b"\x1b G",
    b"\x1b%@",
    b"\x1b[1;2;3;4;5T",
    b"\x1b[" + b"1;" * 400 + b"m",
    b"\x1b]0;" + b"x" * (MAX_OSC + 1) + b"\x07",
]

PIECES = st.one_of(
    st.sampled_from(PASSES + DROPPED),
    st.binary(max_size=12),
    st.sampled_from(
        [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x9b", b"\xc2\x9b6n", b"\x18", b"\\"]
    ),
    st.from_regex(rb"\x1b\[[0-?]{0,8}[ -/]{0,3}[@-~]", fullmatch=True),
    st.from_regex(rb"\x1b\][0-9]{1,3};[ -~]{0,12}(\x07|\x1b\\)", fullmatch=True),
)
STREAMS = st.lists(PIECES, max_size=12).map(b"".join)

# What may be in the output, written again and more plainly than the filter says it.
_ALLOWED = re.compile(
    rb"(?:[\x07-\x0f\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}"
    rb"|\x1b\[[0-9;:]*[@-MPSTXZ`abdefghlmrsu]|\x1b\[\?[0-9]+[hlJK]|\x1b\[\?[JK]"
    rb"|\x1b\[[0-9]* q|\x1b\[[0-9]*\"q|\x1b\[!p|\x1b\[[<>=][0-9;]*[um]"
    rb"|\x1b[78DEMHc=>no]|\x1b[()*+][0AB]|\x1b#8"
    rb"|\x1b\][02];[^\x00-\x1f\x7f]*\x1b\\|\x1b\]8;[!-~]*\x1b\\)*"
)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    borders = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in pairwise(borders)]


@pytest.mark.parametrize("data", PASSES)
def test_what_programs_draw_with_passes_unchanged(data: bytes) -> None:
    assert filter_whole(data) == data


@pytest.mark.parametrize("data", DROPPED)
def test_queries_and_everything_unlisted_leave_nothing_behind(data: bytes) -> None:
    assert filter_whole(b"<" + data + b">") == b"<>"


@given(STREAMS, st.lists(st.integers(0, 4000), max_size=8))
def test_any_split_gives_the_same_output(data: bytes, places: list[int]) -> None:
    split = AllowList()
    assert b"".join(split.filter(piece) for piece in cut(data, places)) == filter_whole(data)


@given(STREAMS)
def test_the_output_holds_only_allowed_sequences(data: bytes) -> None:
    assert _ALLOWED.fullmatch(filter_whole(data))


@given(STREAMS)
def test_filtered_output_passes_the_filter_unchanged(data: bytes) -> None:
    once = filter_whole(data)
    assert filter_whole(once) == once


@given(STREAMS)
def test_no_emulator_answers_to_what_was_filtered(data: bytes) -> None:
    ghostty = pytest.importorskip("edge_agent.host.ghostty")
    try:
        terminal = ghostty.Ghostty(80, 24)
    except ghostty.Unavailable as why:
        pytest.skip(str(why))
    terminal.feed(filter_whole(data))
    answers = bytes(terminal.replies)
    terminal.close()
    assert answers == b""


def test_bytes_that_are_no_utf8_become_one_replacement_and_raw_c1_starts_nothing() -> None:
    assert filter_whole(b"a\x9b6nb").decode() == "a�6nb"
    assert filter_whole("a\x9b6nb".encode()) == b"a6nb"


def test_a_title_is_stripped_of_controls_and_cut() -> None:
    title = "ev\x01il\u202egnp" + "x" * 500
    shown = filter_whole(b"\x1b]2;" + title.encode() + b"\x07").decode()
    assert shown == "\x1b]2;" + ("evilgnp" + "x" * 500)[:256] + "\x1b\\"


@pytest.mark.parametrize("address", [b"file:///etc/passwd", b"javascript:x", b"http://a b", b"x"])
def test_a_link_that_is_not_http_is_text_and_ends_the_link_before(address: bytes) -> None:
    assert filter_whole(b"\x1b]8;;" + address + b"\x07text") == b"\x1b]8;;\x1b\\text"


def test_of_several_modes_only_the_allowed_are_set() -> None:
    assert filter_whole(b"\x1b[?2031;25;1001;2004h") == b"\x1b[?25h\x1b[?2004h"


def test_an_endless_string_is_dropped_without_being_kept() -> None:
    stream = AllowList()
    assert stream.filter(b"\x1b]52;c;") == b""
    for _ in range(100):
        assert stream.filter(b"A" * 65536) == b""
    assert len(stream._held) <= MAX_OSC
    assert stream.filter(b"\x07back") == b"back"


def test_what_a_leaving_client_sends_is_itself_allowed() -> None:
    assert filter_whole(LEAVE).count(b"\x1b") >= LEAVE.count(b"\x1b")
