"""Masking: what looks like a secret becomes asterisks before it is kept or shown.

A pure stream machine: `feed(bytes, now)` gives what may go on, with each secret character replaced
by one `*` a cell, so that the screen keeps its shape. What can still become a secret is held back
until `pending_until`, `HOLD` seconds at most; then the host calls `flush`.

Recognised: the token shapes of `SHAPES`, private keys in PEM, and the values of secret-looking
variables. Colours (SGR) between the characters of a secret do not hide it, chunk borders neither.

Not recognised, and the docs say so: secrets of no known shape that stand in no variable; encoded,
cut or reversed ones; ones that a program paints piecewise with the cursor moved in between or
wraps by hand over two lines; values of variables that are printed slower than one piece each 30 ms
(a typed one shows but for its end; tokens with an unmistakable prefix are masked as they are
typed). Snapshots of the screen go through `mask` again, which finds what was painted piecewise.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

HOLD = 0.030
"""Seconds that output may wait for the rest of a secret."""

MAX_HELD = 4096
"""Bytes that are held back or remembered at most."""

MAX_KEY = 16384
"""Characters that are masked behind a BEGIN line without its END."""

LEAST_VALUE = 8
"""Characters of a variable's value; shorter ones are words that occur by chance."""

MAX_VALUES = 200

_NAMES = re.compile(
    r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|AUTH|_PASS$|_PAT$|^PAT$", re.IGNORECASE
)
_HARMLESS_VALUES = re.compile(
    rb"/[\w./-]*|[0-9]{1,10}|https?://[\w./:-]*|true|false", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of token: literal beginnings, then at least `least` characters of `body`.

    `sure`: the beginning alone says so; then even an unfinished one is not let out.
    """

    name: str
    starts: tuple[str, ...]
    body: str
    least: int
    sure: bool = True


_WORD = "[A-Za-z0-9_]"
# A token never swallows the first line of a private key that follows without a gap.
_DASH = "-(?!----BEGIN)"
_DASHED = f"(?:[A-Za-z0-9_]|{_DASH})"
_DOTTED = f"(?:[A-Za-z0-9_.]|{_DASH})"
_BEARER = f"(?:[A-Za-z0-9._~+/=]|{_DASH})"

SHAPES = (
    Shape("GitHub", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), _WORD, 20),
    Shape("GitHub fine-grained", ("github_pat_",), _WORD, 20),
    Shape("GitLab", ("glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"), _DOTTED, 16),
    Shape("AWS key id", ("AKIA", "ASIA"), "[A-Z0-9]", 16, sure=False),
    Shape("AWS secret", ("aws_secret_access_key=", "aws_secret_access_key = "), _BEARER, 30),
    Shape("Anthropic", ("sk-ant-",), _DASHED, 16),
    Shape("OpenAI", ("sk-proj-", "sk-svcacct-", "sk-admin-"), _DASHED, 16),
    Shape("OpenAI and alike", ("sk-",), _DASHED, 32, sure=False),
    Shape("Slack", ("xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-", "xapp-"), _DASHED, 10),
    Shape("Google key", ("AIza",), _DASHED, 30, sure=False),
    Shape("Google token", ("ya29.",), _DASHED, 20, sure=False),
    Shape("npm", ("npm_",), "[A-Za-z0-9]", 30, sure=False),
    Shape("PyPI", ("pypi-AgE",), _DASHED, 30),
    Shape("Hugging Face", ("hf_",), "[A-Za-z0-9]", 30, sure=False),
    Shape("Stripe", ("sk_live_", "rk_live_", "sk_test_", "rk_test_"), "[A-Za-z0-9]", 16),
    Shape(
        "authorization header",
        tuple(
            f"{header}{space}{scheme} "
            for header in ("Authorization:", "authorization:", "AUTHORIZATION:")
            for space in ("", " ")
            for scheme in ("Bearer", "bearer", "Basic", "basic", "Token", "token")
        ),
        _BEARER,
        8,
    ),
    Shape("bearer", ("Bearer ", "bearer "), _BEARER, 20, sure=False),
)
"""Sources: the providers' pages on token formats; the least lengths are below the issued ones."""

# A JWT shows itself by its second part; what follows is of the same characters and a dot.
_JWT = f"yJ({_DASHED}{{8,2048}}+\\.eyJ{_DASHED}{{8,}}+{_DOTTED}*+)".encode()
_JWT_PART = f"yJ({_DASHED}{{1,2048}}+(?:\\.(?:e(?:y(?:J{_DASHED}{{0,7}}+)?)?)?)?)\\Z".encode()
_KEY_BEGIN = rb"----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?P<key>)"
_KEY_BODY = re.compile(rb"[A-Za-z0-9+/=:,. \r\n\t\\\x1b-]*+")
_KEY_END = re.compile(rb"-----END [A-Z ]{0,32}PRIVATE KEY-----")

_COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")
_OTHER = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()*+][0-~]|[0-OQ-WYZ\\`-~])")
_ESCAPES = re.compile(rb"(\x1b\[[0-9;:]*m)|" + _OTHER.pattern)
_VISIBLE = re.compile(rb"[^\r\n\t\x1b]")
_BEGUN_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]{0,64}[ -/]{0,4})?\Z")


def secret_values(environment: Mapping[str, str]) -> list[str]:
    """The values of variables whose names say that they are secret, longest first."""
    found = {
        value
        for name, value in environment.items()
        if _NAMES.search(name)
        and len(value) >= LEAST_VALUE
        and not _HARMLESS_VALUES.fullmatch(value.encode("utf-8", "replace"))
    }
    return sorted(found, key=lambda value: (-len(value), value))[:MAX_VALUES]


class Patterns:
    """What is looked for, compiled once: the shapes and these values.

    An alternative's group is the secret part; an empty group means all of it.
    """

    def __init__(self, values: Sequence[str] = ()) -> None:
        plain = (value.strip().encode("utf-8", "surrogateescape") for value in values)
        # A terminal shows a newline as CR LF; the first bytes of a very long value stand for it.
        lines = {re.sub(rb"\r?\n", b"\r\n", value)[: MAX_HELD // 2] for value in plain}
        self.values = sorted(
            (value for value in lines if len(value) >= LEAST_VALUE), key=len, reverse=True
        )
        whole: dict[bytes, list[bytes]] = {}
        sure: dict[bytes, list[bytes]] = {}
        unsure: dict[bytes, list[bytes]] = {}
        for shape in SHAPES:
            body = shape.body.encode()
            parts = sure if shape.sure else unsure
            for start in shape.starts:
                first, rest = start[:1].encode(), re.escape(start[1:]).encode()
                whole.setdefault(first, []).append(rest + b"(%b{%d,}+)" % (body, shape.least))
                parts.setdefault(first, []).append(
                    rest + b"(%b{1,%d}+)\\Z" % (body, shape.least - 1)
                )
        whole.setdefault(b"e", []).append(_JWT)
        unsure.setdefault(b"e", []).append(_JWT_PART)
        free: dict[bytes, list[bytes]] = {b"-": [_KEY_BEGIN]}
        for value in self.values:
            free.setdefault(value[:1], []).append(re.escape(value[1:]) + b"()")
        self.whole = _by_first(whole, free)
        self.sure, self.unsure = _by_first(sure, {}), _by_first(unsure, {})

    def begun(self, text: bytes, start: int) -> _Begun | None:
        """What at the end of `text` may become a secret, the earliest."""
        window = max(start, len(text) - MAX_HELD)
        best: _Begun | None = None
        for parts in (self.sure, self.unsure):
            found = parts.search(text, window)
            if found is not None and (best is None or found.start() < best.start):
                secret = found.start(found.lastindex or 0)
                best = _Begun(found.start(), secret, parts is self.sure)
        for value in self.values:
            # One character of it is nothing yet, and would hold up what people type.
            at = max(window, len(text) - len(value) + 1) - 1
            while (at := text.find(value[:2], at + 1)) >= 0:
                if best is not None and at >= best.start:
                    break
                if value.startswith(text[at:]):
                    best = _Begun(at, at, False)
                    break
        return best


def _by_first(
    words: Mapping[bytes, list[bytes]], free: Mapping[bytes, list[bytes]]
) -> re.Pattern[bytes]:
    """One alternative for each first character, so that the search skips all others.

    No letter stands before `words` (`task-…` holds no `sk-`); `free` may stand anywhere.
    """
    branches = []
    for first in sorted({*words, *free}):
        literal = re.escape(first)
        inner = list(free.get(first, ()))
        if first in words:
            inner.append(b"(?<![A-Za-z0-9]%b)(?:%b)" % (literal, b"|".join(words[first])))
        branches.append(b"%b(?:%b)" % (literal, b"|".join(inner)))
    return re.compile(b"|".join(branches))


@dataclass(frozen=True, slots=True)
class _Begun:
    """An unfinished secret: where it starts, where its secret part does, whether it is one."""

    start: int
    secret: int
    sure: bool


@dataclass(slots=True)
class _Judged:
    """Spans to mask, where the held part begins, and from where the text must be remembered."""

    spans: list[tuple[int, int]]
    hold: int
    remember: int


class Masker:
    """One stream. Feed it what the program prints; `now` is any clock that only goes on."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._held = b""
        # What was let out last, without escapes: a secret may have begun in it.
        self._before = b""
        self._key_left = 0
        self.pending_until: float | None = None

    def feed(self, data: bytes, now: float) -> bytes:
        """What may go on now. While `pending_until` is set, call `flush` when it is reached."""
        waited = len(self._held)
        raw = self._held + data if waited else data
        out, taken = self._process(raw, final=False)
        self._held = raw[taken:]
        if not self._held:
            self.pending_until = None
        elif self.pending_until is None or taken >= waited:
            self.pending_until = now + HOLD
        if len(self._held) > MAX_HELD:
            out += self.flush()
        return out

    def flush(self) -> bytes:
        """What was held back, masked where it surely is a secret; what follows still will be."""
        held, self._held, self.pending_until = self._held, b"", None
        return self._process(held, final=True)[0]

    def _process(self, raw: bytes, *, final: bool) -> tuple[bytes, int]:
        """The masked output, and how many bytes of `raw` it stands for."""
        body = skeleton = raw
        if b"\x1b" in raw:
            begun = None if final else _BEGUN_ESCAPE.search(raw, max(0, len(raw) - 80))
            if begun is not None:
                body = raw[: begun.start()]
            skeleton = _COLOUR.sub(b"", body)
            if b"\x1b" in skeleton:
                skeleton = _OTHER.sub(b"\x1b", skeleton)
        before = len(self._before)
        text = self._before + skeleton
        judged = self._judge(text, before, final=final)
        if not judged.spans and judged.hold == len(text):
            out, taken = body, len(body)
        else:
            # With nothing held, the escapes behind the last character go too.
            hold = judged.hold if judged.hold < len(text) else sys.maxsize
            out, taken = _render(body, before, hold, judged.spans)
        self._before = _bounded(text[: judged.hold], judged.remember)
        return out, taken

    def _judge(self, text: bytes, before: int, *, final: bool) -> _Judged:
        spans: list[tuple[int, int]] = []
        position, floor, remember = 0, 0, max(0, len(text) - 128)
        if self._key_left:
            position = floor = self._key(text, before, spans)
            if self._key_left:
                return _Judged(spans, len(text), max(0, len(text) - 64))
        begun = self._patterns.begun(text, position)
        while True:
            found = self._patterns.whole.search(text, position)
            if begun is not None and begun.start < position:
                begun = self._patterns.begun(text, position)
            # Nothing more is waited for at the end: then what is complete goes first.
            if begun is not None and (found is None or begun.start <= found.start()):
                if not final:
                    hold = max(begun.secret, before)
                    keep = min(begun.start - 1, hold - 128)
                    return _Judged(spans, hold, max(keep, floor, 0))
                if found is None:
                    if begun.sure:
                        spans.append((begun.secret, len(text)))
                    remember = min(begun.start - 1, remember)
            if found is None:
                return _Judged(spans, len(text), max(remember, floor, 0))
            position = found.end()
            if found["key"] is not None:
                self._key_left = MAX_KEY
                position = floor = self._key(text, position, spans)
                if self._key_left:
                    return _Judged(spans, len(text), max(0, len(text) - 64))
                continue
            secret = found.start(found.lastindex or 0)
            spans.append((found.start() if secret == position else secret, position))
            if position == len(text):
                remember = min(remember, found.start() - 1)  # more of it may follow

    def _key(self, text: bytes, start: int, spans: list[tuple[int, int]]) -> int:
        """Mask a private key from `start` on; where it ends, or the end of what is there."""
        limit = min(len(text), start + self._key_left)
        stop = _KEY_BODY.match(text, start, limit).end()  # type: ignore[union-attr]
        end = _KEY_END.search(text, max(0, start - 64), stop)
        while end is not None and end.end() <= start:
            end = _KEY_END.search(text, end.end(), stop)
        if end is not None:
            stop = end.end()
        finished = end is not None or stop < len(text)
        self._key_left = 0 if finished else self._key_left - (stop - start)
        spans.append((start, stop))
        return stop


def mask(data: bytes, patterns: Patterns) -> bytes:
    """A document that is complete, such as a snapshot of the screen."""
    masker = Masker(patterns)
    return masker.feed(data, 0.0) + masker.flush()


def mask_text(text: str, patterns: Patterns) -> str:
    """Text of a structured event, masked in the same way."""
    return mask(text.encode("utf-8", "surrogatepass"), patterns).decode("utf-8", "surrogatepass")


def _render(
    body: bytes, before: int, hold: int, masked: list[tuple[int, int]]
) -> tuple[bytes, int]:
    """`body` up to the held part with its spans masked, and how much of it that is.

    Positions count from the start of the remembered text, `before` characters ahead of `body`,
    where a colour counts nothing and any other sequence one.
    """
    out: list[bytes] = []
    at, raw = before, 0
    spans = iter([span for span in masked if span[1] > before])
    span = next(spans, None)
    for escape in _ESCAPES.finditer(body):
        while at < hold and raw < escape.start():
            at, raw, span = _plain_piece(body, at, raw, escape.start(), hold, span, spans, out)
        if at >= hold:
            return b"".join(out), raw
        out.append(escape.group())
        raw = escape.end()
        at += escape.lastindex is None
    while at < hold and raw < len(body):
        at, raw, span = _plain_piece(body, at, raw, len(body), hold, span, spans, out)
    return b"".join(out), raw


def _plain_piece(
    body: bytes,
    at: int,
    raw: int,
    stop: int,
    hold: int,
    span: tuple[int, int] | None,
    spans: Iterator[tuple[int, int]],
    out: list[bytes],
) -> tuple[int, int, tuple[int, int] | None]:
    """The next piece without escapes that is wholly inside or outside of a span."""
    end = min(at + stop - raw, hold)
    while span is not None and span[1] <= at:
        span = next(spans, None)
    inside = span is not None and span[0] <= at
    if span is not None:
        end = min(end, span[1] if inside else span[0])
    piece = body[raw : raw + end - at]
    out.append(_stars(piece) if inside else piece)
    return end, raw + end - at, span


def _stars(piece: bytes) -> bytes:
    """One asterisk a cell; what moves to another line stays."""
    if piece.isascii():
        return _VISIBLE.sub(b"*", piece)
    return "".join(
        character
        if character in "\r\n\t\x1b"
        else "*" * (0 if unicodedata.combining(character) else _cells(character))
        for character in piece.decode("utf-8", "replace")
    ).encode()


def _cells(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _bounded(text: bytes, start: int) -> bytes:
    """`text` from `start`; of a very long secret its beginning and its end still match."""
    kept = text[start:]
    if len(kept) > MAX_HELD:
        return kept[: MAX_HELD // 2] + kept[-MAX_HELD // 2 :]
    return kept
