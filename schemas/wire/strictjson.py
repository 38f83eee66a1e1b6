"""The JSON that we speak: UTF-8, no floats, no duplicate keys, bounded size and depth.

`canon` has one spelling for every value, so that hashes agree on every machine: sorted keys, no
spaces, integers within what JavaScript can hold, never a lone surrogate.
"""

from __future__ import annotations

import json
import json.encoder
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from schemas.wire.errors import Refused

MAX_BYTES = 64 * 1024
"""Bound of a message whose topic says nothing else."""

MAX_DEPTH = 32
MAX_INT = 2**53 - 1
"""The largest integer that a JavaScript client reads exactly."""

# The closing quote is optional: a text without end must not be looked for from each quote anew.
_STRING = re.compile(rb'"(?:[^"\\]+|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")


def canon(value: object) -> bytes:
    """The one spelling of `value` in UTF-8.

    Raises `Refused("bad-json")` for floats, integers beyond `MAX_INT`, keys that are not
    strings, lone surrogates and anything that JSON does not know.
    """
    _check(value, 0)
    try:
        return _ENCODE(value).encode()
    except (UnicodeEncodeError, TypeError, ValueError) as error:
        raise Refused("bad-json", str(error)) from None


def loads(data: bytes, max_bytes: int = MAX_BYTES) -> Any:
    """Read untrusted JSON. Raises `Refused` ("too-large" or "bad-json")."""
    if len(data) > max_bytes:
        raise Refused("too-large", f"{len(data)} bytes, at most {max_bytes}")
    if _depth(data) > MAX_DEPTH:
        raise Refused("bad-json", f"more than {MAX_DEPTH} levels deep")
    try:
        value = _DECODER.decode(data.decode())
        # A \ud800 escape is valid JSON and no valid text.
        _ENCODE(value).encode()
    except Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise Refused("bad-json", str(error)[:200]) from None
    return value


def loads_object(data: bytes, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """Like `loads`, and the outermost value must be an object."""
    value = loads(data, max_bytes)
    if not isinstance(value, dict):
        raise Refused("bad-json", "not an object")
    return value


def is_canonical(data: bytes) -> bool:
    """Whether `data` is valid, bounded, and already its own canonical form.

    One comparison sees white space, key order, duplicate keys and other spellings at once; this
    runs for every line that the archive takes, so it parses only once.
    """
    if data.count(b"[") + data.count(b"{") > MAX_DEPTH and _depth(data) > MAX_DEPTH:
        return False
    try:
        text = data.decode()
        value, end = _SCAN(text, 0)
        return end == len(text) and "".join(_CHUNKS(value, 0)) == text
    except (Refused, ValueError, RecursionError, StopIteration):
        return False


def _depth(data: bytes) -> int:
    deepest = depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", data)):
        if bracket.group() in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _check(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused("bad-json", f"more than {MAX_DEPTH} levels deep")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise Refused("bad-json", "a key is not a string")
            _check(item, depth + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item, depth + 1)
    elif isinstance(value, float):
        raise Refused("bad-json", "floats are not allowed")
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_INT:
        raise Refused("bad-json", "an integer is too large")


def _no_float(text: str) -> NoReturn:
    raise Refused("bad-json", "floats are not allowed")


def _bounded_int(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INT:
        raise Refused("bad-json", "an integer is too large")
    return int(text)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("bad-json", "a key stands twice")
    return found


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)
_ENCODE = _ENCODER.encode
_DECODER = json.JSONDecoder(
    object_pairs_hook=_no_duplicates,
    parse_float=_no_float,
    parse_constant=_no_float,
    parse_int=_bounded_int,
)
_FAST_DECODER = json.JSONDecoder(
    parse_float=_no_float, parse_constant=_no_float, parse_int=_bounded_int
)
_SCAN: Callable[[str, int], tuple[Any, int]] = _FAST_DECODER.scan_once  # type: ignore[attr-defined]


def _chunks() -> Callable[[object, int], Iterable[str]]:
    """What `_ENCODER.encode` makes anew for each call, made once (a quarter of `is_canonical`).

    Without the check for circles, which a value that was just parsed cannot hold.
    """
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return lambda value, _level: _ENCODER.iterencode(value)
    made: Callable[[object, int], Iterable[str]] = make(
        None, _ENCODER.default, json.encoder.encode_basestring, None, ":", ",", True, False, False
    )
    return made


_CHUNKS = _chunks()
