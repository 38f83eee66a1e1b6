"""Patterns of rules: words, paths and addresses. Pure; no pattern takes time that grows badly.

Paths: `*` and `?` stay within one folder, `**` crosses folders, `~/` is the account's home, and
what does not begin with `/` or `~/` lies in the project; `**/name` is a name anywhere.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from schemas.wire.command_pattern import words_of


@functools.lru_cache(maxsize=4096)
def glob(pattern: str, crossing: bool = False) -> re.Pattern[str]:
    """A regular expression for a pattern; `crossing`: one `*` goes over `/` too."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out.append("(?:.*/)?")
            at += 3
        elif pattern.startswith("/**", at) and at + 3 == len(pattern):
            out.append("(?:/.*)?")
            at += 3
        elif pattern.startswith("**", at):
            out.append(".*")
            at += 2
        elif pattern[at] == "*":
            out.append(".*" if crossing else "[^/]*")
            at += 1
        elif pattern[at] == "?":
            out.append("." if crossing else "[^/]")
            at += 1
        else:
            out.append(re.escape(pattern[at]))
            at += 1
    return re.compile("".join(out), re.DOTALL)


def path_fits(pattern: str, path: str, project: str, home: str) -> bool:
    """Whether an absolute path, links resolved, fits."""
    if pattern.startswith("**/"):
        return glob(pattern).fullmatch(path) is not None
    if pattern.startswith("~/"):
        pattern = home.rstrip("/") + pattern[1:]
    elif not pattern.startswith("/"):
        pattern = project.rstrip("/") + "/" + pattern
    return glob(pattern).fullmatch(path) is not None


def command_fits(pattern: str, argv: Sequence[str]) -> frozenset[int] | None:
    """None, or the positions of `argv` that the pattern names without any wildcard.

    A last word `*` is any number of further words, none included; elsewhere it is one word.
    """
    words = words_of(pattern)
    open_end = len(words) > 1 and words[-1] == "*"
    fixed = words[:-1] if open_end else words
    if len(argv) < len(fixed) or (len(argv) > len(fixed) and not open_end):
        return None
    named: set[int] = set()
    for at, (wanted, word) in enumerate(zip(fixed, argv, strict=False)):
        if "://" in wanted and "*" in wanted:
            if not url_fits(wanted, word):
                return None
        elif not glob(wanted, crossing=True).fullmatch(word):
            return None
        if wanted == word or ("://" in wanted and "://" in word):
            named.add(at)
    return frozenset(named)


def command_might_fit(pattern: str, argv: Sequence[str]) -> bool:
    """Whether some spelling of the same command fits: for rules that forbid or ask.

    Options may stand anywhere and others may stand between; each `*` is any number of words, and
    "" in `argv` (a word that only running it would tell) is anything.
    """
    words = words_of(pattern)
    options = [one for one in words[1:] if one.startswith("-")]
    wanted = tuple(one for one in words if one not in options)
    if not all(any(not w or _same_option(one, w) for w in argv[1:]) for one in options):
        return False
    bare = [word for word in argv if not word.startswith("-")]
    valued = [
        word
        for at, word in enumerate(argv)
        if not word.startswith("-") and (at < 2 or not argv[at - 1].startswith("-"))
    ]
    return any(_in_order(wanted, tuple(one)) for one in (argv, bare, valued))


def _same_option(wanted: str, word: str) -> bool:
    """`-f` is also in `-rf`; a long one may have a value."""
    if glob(wanted, crossing=True).fullmatch(word) or word.startswith(f"{wanted}="):
        return True
    short = len(wanted) == 2 and word[:1] == "-" and word[:2] != "--"
    return short and wanted[1] in word[1:]


def _in_order(wanted: Sequence[str], argv: Sequence[str]) -> bool:
    """Words against patterns; `*` is any number. Small tables only: a row of truths per word."""
    reach = {0}
    for word in argv:
        after: set[int] = set()
        for at in reach | {at + 1 for at in reach if at < len(wanted) and wanted[at] == "*"}:
            if not word:
                return True
            if at < len(wanted) and wanted[at] == "*":
                after.add(at)
            elif at < len(wanted) and glob(wanted[at], crossing=True).fullmatch(word):
                after.add(at + 1)
        reach = after
    ends = reach | {at + 1 for at in reach if at < len(wanted) and wanted[at] == "*"}
    return len(wanted) in ends


_URL = re.compile(
    r"([a-z][a-z0-9+.-]*)://(\*(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.?|\[[0-9a-f:]+\])"
    r"(?::([0-9]{1,5}))?(/[^\x00-\x20\\?#]*)?(\?[^\x00-\x20\\#]*)?(#[^\x00-\x20\\]*)?",
    re.IGNORECASE,
)
"""An address without a user's name in it and without any character that readers disagree about."""
_PORTS = {"https": "443", "http": "80"}


def url_fits(pattern: str, url: str) -> bool:
    """`https://host/path*`: scheme and port as written; `*.` before a host is whole labels."""
    wanted, found = _URL.fullmatch(pattern), _URL.fullmatch(url)
    if wanted is None or found is None or found[2].startswith("*"):
        return False
    scheme, asked = wanted[1].lower(), found[1].lower()
    host, name = wanted[2].lower(), found[2].lower()
    ports = (wanted[3] or _PORTS.get(scheme), found[3] or _PORTS.get(asked))
    if scheme != asked or ports[0] != ports[1]:
        return False
    if not (name.endswith(host[1:]) if host.startswith("*.") else name == host):
        return False
    path = found[4] or "/"
    if "/../" in f"{path}/" or re.search(r"%2e|%2f|%5c", path, re.IGNORECASE):
        return False
    return glob(wanted[4] or "/", crossing=True).fullmatch(path + (found[5] or "")) is not None
