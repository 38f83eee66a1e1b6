"""What may leave the host for people's terminals: an allow-list of sequences, as a stream filter.

A viewer's terminal must be driven, and must never be asked: a query's answer would be typed into
the program, and a clipboard, a window or a printer is nobody's business. So text, the controls and
the sequences of the tables below pass, written in one canonical form; everything else is dropped.
Whole sequences only ever leave, so the output may be cut between any two calls and continued after
a snapshot.

The kitty keyboard's push, pop and set (`CSI > = < u`) pass, its query does not: the host answers
that query with *supported*, so the program sends them and then expects such keys; a viewer that
does not know them ignores them, and `LEAVE` undoes them. Dropped on purpose although common: OSC
4/10/11/12 (they recolour the viewer's own terminal), OSC 52, modes 1001, 2031 and 2048 (a terminal
in these sends reports by itself), S8C1T and `ESC % @` (they change what the following bytes mean).
"""

from __future__ import annotations

import codecs
import re

MAX_SEQUENCE = 320
"""Characters of a CSI sequence; the longest that passes has 287."""

MAX_OSC = 4096
"""Characters of an OSC; longer ones are dropped whole."""

MAX_TITLE = 256
MAX_LINK = 2048
"""Characters of a title and of a link's address."""

LEAVE = (
    b"\x1b[?1049l\x1b[?25h\x1b[?1000;1002;1003;1005;1006;1015l\x1b[?9;1004;2004;2026l"
    b"\x1b[=0u\x1b[>4;0m\x1b>\x1b[?1l\x1b[?5;6l\x1b[?7h\x1b[4l\x1b[r\x1b(B\x0f\x1b[0m\x1b[0 q"
)
"""What gives a viewer's terminal back to its owner: sent by a client when it detaches."""

_MOUSE = (9, 1000, 1002, 1003, 1005, 1006, 1007, 1015)
_SCREENS = (47, 1047, 1048, 1049)
_OTHERS = (1, 5, 6, 7, 12, 25, 45, 66, 1004, 2004, 2026, 2027)
_PRIVATE_MODES = frozenset(str(mode) for mode in (*_MOUSE, *_SCREENS, *_OTHERS))
_ANSI_MODES = frozenset(["4"])

_N = "[0-9]{0,5}"
_NN = f"{_N}(?:;{_N})?"
# What may stand between `ESC [` and the end: movement, erasure, regions, styles, keyboard.
_CSI = "|".join(
    (
        r"(?:[0-9]{0,5}(?:[;:][0-9]{0,5}){0,47})m",
        rf"{_N}[@A-GIJKLMPSTXZ`abdegu]",
        rf"{_NN}[Hfr]",
        r"s",
        r"[0-6]? q",  # DECSCUSR: the cursor's shape
        r"[0-2]?\"q",  # DECSCA: protected cells
        r"!p",  # DECSTR: soft reset
        rf"\?{_N}[JK]",
        r">[0-9]{0,2}u",
        r"<[0-9]{0,2}u",
        r"=[0-9]{0,2}(?:;[1-3])?u",
        r">4(?:;[0-2]?)?m",  # modifyOtherKeys
    )
)
_MODE_CSI = "|".join(
    [rf"\?(?:{'|'.join(sorted(_PRIVATE_MODES))})[hl]", rf"(?:{'|'.join(_ANSI_MODES)})[hl]"]
)
_ESC = r"[78DEMHc=>no]|[()*+][0AB]|#8"

# The one search of the fast path: the next character that may not simply pass.
_ODD = re.compile(
    "[\x00-\x06\x10-\x1f\x7f-\x9f]"
    rf"(?:(?<!\x1b)|(?!\[(?:{_CSI}|{_MODE_CSI})|{_ESC}))"
)
_PLAIN_CSI = re.compile(rf"{_CSI}|{_MODE_CSI}")
_ANY_CSI = re.compile(rf"[0-?]{{0,{MAX_SEQUENCE}}}+[ -/]{{0,4}}+")
_CSI_REST = re.compile(r"[ -?]*+")
_ANY_ESC = re.compile(r"[ -/]{0,4}+")
_MODES = re.compile(r"(\??)([0-9;]+)([hl])")
_STRING_END = re.compile("[\x1b\x18\x1a]")
_OSC_END = re.compile("[\x1b\x18\x1a\x07]")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LINK = re.compile(rf"https?://[!-~]{{1,{MAX_LINK}}}")
_LINK_ID = re.compile(r"id=([A-Za-z0-9_.-]{1,64})")

_GROUND, _STRING, _OSC, _LONG_CSI = range(4)
_HOLD = -1


class AllowList:
    """One stream's filter. Any split of the input gives the same output; state is bounded.

    A sequence that is not complete is held until it is, at most `MAX_OSC` characters of it.
    """

    def __init__(self) -> None:
        # Bytes that are no UTF-8 (raw C1 among them) become U+FFFD, one cell as terminals show it.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._state = _GROUND

    def filter(self, data: bytes) -> bytes:
        """What of `data`, and of what was held before it, may go to a viewer."""
        text = self._held + self._decoder.decode(data)
        self._held = ""
        if self._state == _GROUND and _ODD.search(text) is None:
            return text.encode()
        out: list[str] = []
        position = 0
        while position < len(text):
            if self._state != _GROUND:
                position = self._skip(text, position)
                continue
            odd = _ODD.search(text, position)
            if odd is None:
                out.append(text[position:])
                break
            start = odd.start()
            out.append(text[position:start])
            if text[start] != "\x1b":
                position = start + 1
                continue
            position = self._sequence(text, start, out)
            if position == _HOLD:
                self._held = text[start:]
                break
        return "".join(out).encode()

    def _skip(self, text: str, position: int) -> int:
        """Past what is being dropped: a string until its end, a sequence too long."""
        if self._state == _LONG_CSI:
            position = _CSI_REST.match(text, position).end()  # type: ignore[union-attr]
            if position < len(text):
                self._state = _GROUND
                position += text[position] >= "@" and text[position] <= "~"
            return position
        ends = _OSC_END if self._state == _OSC else _STRING_END
        end = ends.search(text, position)
        if end is None:
            return len(text)
        self._state = _GROUND
        # ESC starts the next sequence, or is half of ST, which is dropped by itself.
        return end.start() + (end.group() != "\x1b")

    def _sequence(self, text: str, start: int, out: list[str]) -> int:
        """Judge the sequence at `start`; the position after it, or `_HOLD` for more."""
        after = start + 1
        if after == len(text):
            return _HOLD
        opener = text[after]
        if opener == "[":
            return self._csi(text, after + 1, out)
        if opener == "]":
            return self._osc(text, after + 1, out)
        if opener in "PX^_":
            self._state = _STRING
            return after + 1
        end = _ANY_ESC.match(text, after).end()  # type: ignore[union-attr]
        if end == len(text):
            return _HOLD if end - after < 4 else end
        # A control or a letter beyond ASCII ends it, and is judged by itself.
        return end + ("0" <= text[end] <= "~")

    def _csi(self, text: str, start: int, out: list[str]) -> int:
        end = _ANY_CSI.match(text, start).end()  # type: ignore[union-attr]
        if end - start >= MAX_SEQUENCE:
            self._state = _LONG_CSI
            return start
        if end == len(text):
            return _HOLD
        if not "@" <= text[end] <= "~":
            if " " <= text[end] <= "?":
                self._state = _LONG_CSI  # parameters after intermediates: no sequence at all
            return end
        modes = _MODES.fullmatch(text, start, end + 1)
        if modes is not None:
            out.append(_allowed_modes(*modes.groups()))
        elif _PLAIN_CSI.fullmatch(text, start, end + 1):
            out.append(f"\x1b[{text[start : end + 1]}")
        return end + 1

    def _osc(self, text: str, start: int, out: list[str]) -> int:
        end = _OSC_END.search(text, start, start + MAX_OSC + 1)
        if end is None:
            if len(text) - start <= MAX_OSC:
                return _HOLD
            self._state = _OSC
            return start
        stop = end.start()
        if end.group() == "\x1b":
            if stop + 1 == len(text):
                return _HOLD
            if text[stop + 1] != "\\":
                return stop  # aborted by another sequence
            out.append(_allowed_osc(text[start:stop]))
            return stop + 2
        if end.group() == "\x07":
            out.append(_allowed_osc(text[start:stop]))
        return stop + 1


def filter_whole(data: bytes) -> bytes:
    """The same for a document that is complete, such as a snapshot: nothing is held back."""
    return AllowList().filter(data)


def _allowed_modes(prefix: str, numbers: str, final: str) -> str:
    allowed = _PRIVATE_MODES if prefix else _ANSI_MODES
    # One sequence each: some terminals take only the first of a list.
    kept = (number.lstrip("0") for number in numbers.split(";"))
    return "".join(f"\x1b[{prefix}{number}{final}" for number in kept if number in allowed)


def _allowed_osc(content: str) -> str:
    number, _, rest = content.partition(";")
    if number in ("0", "2"):
        return f"\x1b]{number};{_UNPRINTABLE.sub('', rest)[:MAX_TITLE]}\x1b\\"
    if number == "8":
        parameters, _, address = rest.partition(";")
        if not _LINK.fullmatch(address):
            return "\x1b]8;;\x1b\\"  # ends an open link: what follows must not belong to it
        name = _LINK_ID.search(parameters)
        return f"\x1b]8;{name.group() if name else ''};{address}\x1b\\"
    return ""
