"""libghostty-vt by ctypes: one terminal's screen, fed with bytes, in about 5 MB.

The library comes out of the installed `pyghostty` package, but that package is not imported: its
cffi layer parses 80 KB of C at start and costs 10 MB. Only the calls that a screen needs are bound
here; signatures and layouts are those of version 0.1.3, and any other version is refused.
Everything in here runs in the screen's own process (`screen_child`), never in the host.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable
from ctypes import (
    POINTER,
    byref,
    c_bool,
    c_char_p,
    c_int,
    c_size_t,
    c_uint8,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
)
from importlib.machinery import PathFinder

PINNED = "0.1.3"
"""The pyghostty version whose layouts stand below; a test compares them with the library's own."""

MAX_PENDING = 4096
"""Bytes of an unfinished sequence that are remembered, for `Ghostty.pending()`."""

_OUT_OF_SPACE = -3
_VT, _PLAIN = 1, 0
_OPT_WRITE_PTY, _OPT_BELL, _OPT_TITLE_CHANGED = 1, 2, 5
_OPT_FOREGROUND, _OPT_BACKGROUND = 11, 12
_OPT_IMAGE_LIMIT, _OPT_APC_MAX = 15, 19
_OPT_SCROLLBACK_LINES, _OPT_NOTIFICATION, _OPT_CONTINUATION_MAX = 28, 29, 31
_DATA_COLS, _DATA_ROWS, _DATA_CURSOR_X, _DATA_CURSOR_Y = 1, 2, 3, 4
_DATA_ACTIVE_SCREEN, _DATA_TITLE, _DATA_MODE = 6, 12, 37

MAX_REPLIES = 4096
"""Bytes of answers that are kept between two readings; a flood of queries gets no flood back."""

MAX_TITLE = 256
"""Characters of a title in a snapshot."""

_ALTERNATE_MODES = (1049, 1047, 47)
_DEFAULT_SHAPE = b"2 q"
"""What an untouched terminal answers; then the viewer's own shape stays."""
# The formatter writes 38;5;1 where the program wrote 31. Terminals that show bold as bright treat
# the two differently.
_SIXTEEN = re.compile(rb"\x1b\[([34])8;5;([0-9]|1[0-5])m")
_CELL_TAG, _CELL_WIDE, _CELL_HAS_TEXT, _CELL_HAS_STYLE = 2, 3, 4, 5
_GRAPHEME, _NARROW, _WIDE = 1, 0, 1
# A style that shows on a blank (ground, inverse, lines), and later a blank that may be unstyled.
_TAINTED = re.compile(rb"\x1b\[(?:[479]|4[0-8:][0-9:;]*|10[0-7]|53|21)m[^\r]*? ")
_PIECES = re.compile(
    r"(\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x1b]*\x1b\\|\x1b[()][0-~]|\x1b.)|(.)", re.S
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Unavailable(RuntimeError):
    """No usable libghostty-vt here; the text says why."""


class _String(ctypes.Structure):
    _fields_ = (("ptr", c_void_p), ("len", c_size_t))


class _Notification(ctypes.Structure):
    _fields_ = (("size", c_size_t), ("title", _String), ("body", _String))


class _Rgb(ctypes.Structure):
    _fields_ = (("r", c_uint8), ("g", c_uint8), ("b", c_uint8))


class _Mode(ctypes.Structure):
    _fields_ = (("mode", c_uint16), ("value", c_bool))


class _ScreenExtra(ctypes.Structure):
    _fields_ = (
        ("size", c_size_t),
        ("cursor", c_bool),
        ("style", c_bool),
        ("hyperlink", c_bool),
        ("protection", c_bool),
        ("kitty_keyboard", c_bool),
        ("charsets", c_bool),
    )


class _Extra(ctypes.Structure):
    _fields_ = (
        ("size", c_size_t),
        ("palette", c_bool),
        ("modes", c_bool),
        ("scrolling_region", c_bool),
        ("tabstops", c_bool),
        ("pwd", c_bool),
        ("keyboard", c_bool),
        ("screen", _ScreenExtra),
    )


class _Options(ctypes.Structure):
    _fields_ = (
        ("size", c_size_t),
        ("emit", c_int),
        ("unwrap", c_bool),
        ("trim", c_bool),
        ("extra", _Extra),
        ("selection", c_void_p),
    )


class _GridRef(ctypes.Structure):
    _fields_ = (("size", c_size_t), ("node", c_void_p), ("x", c_uint16), ("y", c_uint16))


class _Selection(ctypes.Structure):
    _fields_ = (("size", c_size_t), ("start", _GridRef), ("end", _GridRef), ("rectangle", c_bool))


class _Point(ctypes.Structure):
    # The real one holds a union, which ctypes passes by value nowhere; this twin looks the same.
    _fields_ = (
        ("tag", c_int),
        ("unused", c_int),
        ("x", c_uint16),
        ("y", c_uint32),
        ("padding", c_uint64),
    )


LAYOUTS: dict[str, type[ctypes.Structure]] = {
    "GhosttyString": _String,
    "GhosttyTerminalDesktopNotification": _Notification,
    "GhosttyColorRgb": _Rgb,
    "GhosttyTerminalModeConfig": _Mode,
    "GhosttyFormatterScreenExtra": _ScreenExtra,
    "GhosttyFormatterTerminalExtra": _Extra,
    "GhosttyFormatterTerminalOptions": _Options,
    "GhosttyGridRef": _GridRef,
    "GhosttySelection": _Selection,
    "GhosttyPoint": _Point,
}
"""Our structures by the library's names; `ghostty_type_json` tells what they must look like."""

_WRITE_PTY = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_size_t)
_SIGNAL = ctypes.CFUNCTYPE(None, c_void_p, c_void_p)
_NOTIFY = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, POINTER(_Notification))

_SIGNATURES: dict[str, tuple[object, tuple[object, ...]]] = {
    "ghostty_type_json": (c_char_p, ()),
    "ghostty_terminal_new": (c_int, (c_void_p, POINTER(c_void_p), c_uint16, c_uint16)),
    "ghostty_terminal_free": (None, (c_void_p,)),
    "ghostty_terminal_resize": (
        c_int,
        (c_void_p, c_uint16, c_uint16, c_uint32, c_uint32),
    ),
    "ghostty_terminal_set": (c_int, (c_void_p, c_int, c_void_p)),
    "ghostty_terminal_get": (c_int, (c_void_p, c_int, c_void_p)),
    "ghostty_terminal_vt_write": (None, (c_void_p, c_char_p, c_size_t)),
    "ghostty_terminal_continuation_buf": (
        c_int,
        (c_void_p, c_void_p, c_size_t, POINTER(c_size_t)),
    ),
    "ghostty_snapshot_encode_buf": (c_int, (c_void_p, c_void_p, c_size_t, POINTER(c_size_t))),
    "ghostty_snapshot_decoder_new_buf": (
        c_int,
        (c_void_p, POINTER(c_void_p), c_char_p, c_size_t),
    ),
    "ghostty_snapshot_decoder_decode": (c_int, (c_void_p, POINTER(c_void_p))),
    "ghostty_snapshot_decoder_free": (None, (c_void_p,)),
    "ghostty_terminal_grid_ref": (c_int, (c_void_p, _Point, POINTER(_GridRef))),
    "ghostty_grid_ref_cell": (c_int, (POINTER(_GridRef), POINTER(c_uint64))),
    "ghostty_grid_ref_graphemes": (
        c_int,
        (POINTER(_GridRef), c_void_p, c_size_t, POINTER(c_size_t)),
    ),
    "ghostty_cell_get": (c_int, (c_uint64, c_int, c_void_p)),
    "ghostty_formatter_terminal_new": (
        c_int,
        (c_void_p, POINTER(c_void_p), c_void_p, _Options),
    ),
    "ghostty_formatter_format_buf": (c_int, (c_void_p, c_void_p, c_size_t, POINTER(c_size_t))),
    "ghostty_formatter_free": (None, (c_void_p,)),
}


def find_library() -> str:
    """The shared library of the pinned version. Raises `Unavailable` with the reason."""
    spec = PathFinder.find_spec("pyghostty")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("pyghostty is not installed")
    package = next(iter(spec.submodule_search_locations))
    # The folder's name tells the version; importlib.metadata would cost 2 MB to say the same.
    if not os.path.isdir(f"{os.path.dirname(package)}/pyghostty-{PINNED}.dist-info"):
        raise Unavailable(f"pyghostty is not version {PINNED}")
    suffix = "dylib" if sys.platform == "darwin" else "so"
    library = f"{package}/_lib/libghostty-vt.{suffix}"
    if not os.path.isfile(library):
        raise Unavailable("pyghostty came without its library")
    return library


def load() -> ctypes.CDLL:
    """The library with its signatures declared. Raises `Unavailable`."""
    try:
        library = ctypes.CDLL(find_library())
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise Unavailable(str(error)) from None
    return library


class Ghostty:
    """One terminal without a window. Not thread-safe; all text is UTF-8.

    `replies`, `bell` and `notices` grow while `feed` runs; whoever feeds empties them.
    """

    def __init__(self, columns: int, rows: int, *, library: ctypes.CDLL | None = None) -> None:
        self._lib = library or load()
        self.replies = bytearray()
        self.bells = 0
        self.title_changed = False
        self.notices: list[tuple[str, str]] = []
        handle = c_void_p()
        self._check(self._lib.ghostty_terminal_new(None, byref(handle), columns, rows), "new")
        self._handle = handle
        # The objects must live as long as the terminal: C holds nothing but their addresses.
        self._callbacks = (
            (_OPT_WRITE_PTY, _WRITE_PTY(self._on_reply)),
            (_OPT_BELL, _SIGNAL(self._on_bell)),
            (_OPT_TITLE_CHANGED, _SIGNAL(self._on_title)),
            (_OPT_NOTIFICATION, _NOTIFY(self._on_notice)),
        )
        for option, callback in self._callbacks:
            self._set(option, callback)
        # Programs ask whether the ground is dark; with no colours set there would be no answer.
        self._set(_OPT_FOREGROUND, byref(_Rgb(0xD8, 0xD8, 0xD8)))
        self._set(_OPT_BACKGROUND, byref(_Rgb(0, 0, 0)))
        self._set(_OPT_SCROLLBACK_LINES, byref(c_size_t(0)))
        self._set(_OPT_IMAGE_LIMIT, byref(c_uint64(0)))
        self._set(_OPT_APC_MAX, byref(c_size_t(MAX_PENDING)))
        self._set(_OPT_CONTINUATION_MAX, byref(c_size_t(MAX_PENDING)))

    def close(self) -> None:
        """Free the terminal; every later call is an error of the caller."""
        if self._handle:
            self._lib.ghostty_terminal_free(self._handle)
            self._handle = c_void_p()

    def feed(self, data: bytes) -> None:
        """What the program printed; sequences may be cut anywhere."""
        self._write(self._handle, data)

    def resize(self, columns: int, rows: int) -> None:
        """A new size in cells; the primary screen reflows. Pixels are unknown, hence 0."""
        self._check(self._lib.ghostty_terminal_resize(self._handle, columns, rows, 0, 0), "resize")

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._number(_DATA_COLS), self._number(_DATA_ROWS)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row, both from 0."""
        return self._number(_DATA_CURSOR_X), self._number(_DATA_CURSOR_Y)

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        active = c_int()
        self._get(_DATA_ACTIVE_SCREEN, active)
        return bool(active.value)

    def title(self) -> str:
        """What the program set by OSC 0 or 2, as it came: hostile text."""
        found = _String()
        self._get(_DATA_TITLE, found)
        return _text(found)

    def mode(self, number: int, *, ansi: bool = False) -> bool:
        """Whether a DEC private mode (or, with `ansi`, an ANSI mode) is set."""
        asked = _Mode((number & 0x7FFF) | (ansi << 15), False)
        self._get(_DATA_MODE, asked)
        return bool(asked.value)

    def pending(self) -> bytes:
        """The sequence that is begun and not finished, up to `MAX_PENDING`; empty past that."""
        return self._buffer(self._lib.ghostty_terminal_continuation_buf, self._handle) or b""

    def text(self) -> str:
        """The screen's rows, blanks at line ends cut."""
        return self._format(self._handle, _PLAIN, trim=True).decode("utf-8", "replace")

    def snapshot(self) -> bytes:
        """What a terminal that was just reset must be sent to become this one.

        Text with styles, modes, scrolling region, tab stops, keyboard, cursor with its shape,
        keypad, title, and the primary screen behind an alternate one. An unfinished sequence is
        not part of it (see `pending`).
        """
        # Copies are asked, because asking changes a terminal: its parser may stand in the middle of
        # a sequence, and looking behind the alternate screen moves the primary one's cursor.
        copy = self._copy()
        if copy is None:
            # In the middle of a sequence that the library cannot keep: what it shows, at least.
            drawn, shape = self._screen(self._handle, modes=True), _DEFAULT_SHAPE
        else:
            try:
                # Looked at first: a question ends, visibly, a character of which half has come.
                front = self._screen(copy, modes=True)
                shape = self._asked(copy, b" q")
                drawn = self._drawn(copy, front)
            finally:
                self._lib.ghostty_terminal_free(copy)
        keypad = b"\x1b=" if self.mode(66) else b""
        cursor_shape = b"\x1b[" + shape if shape != _DEFAULT_SHAPE else b""
        title = _CONTROLS.sub("", self.title())[:MAX_TITLE].encode()
        named = b"\x1b]2;" + title + b"\x1b\\" if title else b""
        return _SIXTEEN.sub(_classic, drawn) + keypad + cursor_shape + named

    def _drawn(self, copy: c_void_p, front: bytes) -> bytes:
        """Both screens and the saved cursor; the copy is of no use afterwards."""
        saved = self._saved_cursor(copy)
        if not self.alternate:
            return saved + front
        entered = next((mode for mode in _ALTERNATE_MODES if self.mode(mode)), 47)
        self._write(copy, b"\x1b[?%dl" % entered)
        behind = self._screen(copy, modes=False)
        switch = b"\x1b[?%dh" % entered
        before, _, after = front.partition(switch)
        # What the primary's style would paint on an empty screen is wiped; the cursor saved on the
        # alternate screen must be saved after the switch.
        return behind + before + switch + b"\x1b[0m\x1b[2J\x1b[H" + saved + after

    def _saved_cursor(self, copy: c_void_p) -> bytes:
        """What saves the cursor as the program last did (DECSC); the copy's cursor is lost."""
        self._write(copy, b"\x1b8")
        column, row = (self._number(key, copy) for key in (_DATA_CURSOR_X, _DATA_CURSOR_Y))
        style = self._asked(copy, b"m")
        if not column and not row and style in (b"0m", b"m"):
            return b""
        return b"\x1b[%d;%dH\x1b[%s\x1b7\x1b[H\x1b[0m" % (row + 1, column + 1, style)

    def _screen(self, handle: c_void_p, *, modes: bool) -> bytes:
        """The formatter's output, with its blanks put right.

        It writes a cell that was never written as a space in the style of the cell before it: a
        ground or a line under the text would run on. Such cells are stepped over instead.
        """
        rows = self._format(handle, _VT, modes=modes).split(b"\r\n")
        for row, written in enumerate(rows):
            if _TAINTED.search(written):
                rows[row] = self._stepped(handle, row, written.decode("utf-8", "replace"))
        return b"\r\n".join(rows)

    def _stepped(self, handle: c_void_p, row: int, written: str) -> bytes:
        kinds = self._cells(handle, row)
        out: list[str] = []
        steps = index = 0
        for escape, character in _PIECES.findall(written):
            if character:
                blank = index < len(kinds) and kinds[index]
                index += 1
                if blank and character == " ":
                    steps += 1
                    continue
            if steps:
                out.append(f"\x1b[{steps}C")
                steps = 0
            out.append(escape or character)
        return "".join(out).encode()

    def _cells(self, handle: c_void_p, row: int) -> list[bool]:
        """For each character that the formatter writes of a row: was its cell never written?"""
        found: list[bool] = []
        cell = c_uint64()
        tag, wide, length = c_int(), c_int(), c_size_t()
        text, styled = c_bool(), c_bool()
        get = self._lib.ghostty_cell_get
        for column in range(self._number(_DATA_COLS, handle)):
            ref = self._ref(handle, column, row)
            self._check(self._lib.ghostty_grid_ref_cell(byref(ref), byref(cell)), "cell")
            get(cell, _CELL_WIDE, byref(wide))
            if wide.value not in (_NARROW, _WIDE):
                continue
            get(cell, _CELL_TAG, byref(tag))
            get(cell, _CELL_HAS_TEXT, byref(text))
            get(cell, _CELL_HAS_STYLE, byref(styled))
            characters = 1
            if tag.value == _GRAPHEME:
                self._lib.ghostty_grid_ref_graphemes(byref(ref), None, 0, byref(length))
                characters = max(1, length.value)
            blank = not (text.value or styled.value or tag.value)
            found += [blank] * characters
        return found

    def _ref(self, handle: c_void_p, column: int, row: int) -> _GridRef:
        """A cell of the screen; good until the terminal changes."""
        ref, point = _GridRef(ctypes.sizeof(_GridRef)), _Point(0, 0, column, row, 0)
        self._check(self._lib.ghostty_terminal_grid_ref(handle, point, byref(ref)), "cell")
        return ref

    def _copy(self) -> c_void_p | None:
        encoded = self._buffer(self._lib.ghostty_snapshot_encode_buf, self._handle)
        if encoded is None:
            return None
        decoder, copy = c_void_p(), c_void_p()
        self._check(
            self._lib.ghostty_snapshot_decoder_new_buf(None, byref(decoder), encoded, len(encoded)),
            "decoder",
        )
        try:
            self._check(self._lib.ghostty_snapshot_decoder_decode(decoder, byref(copy)), "copy")
        finally:
            self._lib.ghostty_snapshot_decoder_free(decoder)
        return copy

    def _asked(self, copy: c_void_p, setting: bytes) -> bytes:
        """A setting by DECRQSS, as what stands behind CSI in the sequence that sets it."""
        answer = bytearray()

        def take(_terminal: int, _data: int, at: int, length: int) -> None:
            answer.extend(ctypes.string_at(at, length))

        callback = _WRITE_PTY(take)
        self._lib.ghostty_terminal_set(copy, _OPT_WRITE_PTY, callback)
        self._write(copy, b"\x1bP$q" + setting + b"\x1b\\")
        self._lib.ghostty_terminal_set(copy, _OPT_WRITE_PTY, None)
        return bytes(answer).removeprefix(b"\x1bP1$r").removesuffix(b"\x1b\\")

    def _write(self, handle: c_void_p, data: bytes) -> None:
        self._lib.ghostty_terminal_vt_write(handle, data, len(data))

    def _format(
        self, handle: c_void_p, emit: int, *, modes: bool = False, trim: bool = False
    ) -> bytes:
        screen = _ScreenExtra(ctypes.sizeof(_ScreenExtra), *([emit == _VT] * 6))
        extra = _Extra(
            ctypes.sizeof(_Extra),
            palette=False,
            modes=modes,
            scrolling_region=modes,
            tabstops=modes,
            keyboard=modes,
            screen=screen,
        )
        # The library keeps rows above the screen by whole pages, also where none were asked for. It
        # would write them out, and it leaves out blank rows at the end: all would be shifted.
        last = (self._number(_DATA_COLS, handle) - 1, self._number(_DATA_ROWS, handle) - 1)
        shown = _Selection(
            ctypes.sizeof(_Selection), self._ref(handle, 0, 0), self._ref(handle, *last), False
        )
        options = _Options(
            ctypes.sizeof(_Options), emit, False, trim, extra, ctypes.addressof(shown)
        )
        formatter = c_void_p()
        self._check(
            self._lib.ghostty_formatter_terminal_new(None, byref(formatter), handle, options),
            "formatter",
        )
        try:
            return self._buffer(self._lib.ghostty_formatter_format_buf, formatter) or b""
        finally:
            self._lib.ghostty_formatter_free(formatter)

    def _buffer(self, call: Callable[..., int], handle: c_void_p) -> bytes | None:
        """The bytes of a call that tells the size first; None where there is nothing."""
        length = c_size_t()
        if call(handle, None, 0, byref(length)) not in (0, _OUT_OF_SPACE):
            return None
        if not length.value:
            return b""
        buffer = ctypes.create_string_buffer(length.value)
        self._check(call(handle, buffer, length.value, byref(length)), "read")
        return buffer.raw[: length.value]

    def _number(self, key: int, handle: c_void_p | None = None) -> int:
        found = c_uint16()
        self._get(key, found, handle)
        return found.value

    def _get(
        self, key: int, out: c_int | c_uint16 | _String | _Mode, handle: c_void_p | None = None
    ) -> None:
        answer = self._lib.ghostty_terminal_get(handle or self._handle, key, byref(out))
        self._check(answer, f"get {key}")

    def _set(self, option: int, value: object) -> None:
        self._check(self._lib.ghostty_terminal_set(self._handle, option, value), f"set {option}")

    @staticmethod
    def _check(result: int, what: str) -> None:
        if result:
            raise RuntimeError(f"libghostty-vt: {what} answered {result}")

    def _on_reply(self, _terminal: int, _data: int, at: int, length: int) -> None:
        if len(self.replies) + length <= MAX_REPLIES:
            self.replies += ctypes.string_at(at, length)

    def _on_bell(self, _terminal: int, _data: int) -> None:
        self.bells += 1

    def _on_title(self, _terminal: int, _data: int) -> None:
        self.title_changed = True

    def _on_notice(self, _terminal: int, _data: int, notice: object) -> None:
        if len(self.notices) < 8:
            found = notice.contents  # type: ignore[attr-defined]
            self.notices.append((_text(found.title), _text(found.body)))


def _text(string: _String) -> str:
    if not string.ptr or not string.len:
        return ""
    return ctypes.string_at(string.ptr, string.len).decode("utf-8", "replace")


def _classic(found: re.Match[bytes]) -> bytes:
    ground, index = int(found[1]), int(found[2])
    base = (30 if index < 8 else 90 - 8) + (10 if ground == 4 else 0)
    return b"\x1b[%dm" % (base + index)
