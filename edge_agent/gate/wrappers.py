"""Programs that run another program which they are given: what they would run. Pure.

A wrapper whose options are not all in its row hides what it would do, so it asks; what stands
behind it is named all the same where it can be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edge_agent.gate.words import Word, is_name, names

SAFE_VARIABLES = names(
    """
    CI COLUMNS FORCE_COLOR LANG LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_NUMERIC LC_TIME LINES
    NO_COLOR PYTHONDONTWRITEBYTECODE PYTHONHASHSEED PYTHONUNBUFFERED RUST_BACKTRACE
    SOURCE_DATE_EPOCH TZ
    """
)
"""Assignments that no program known to us takes for a file, a program or a host."""
SHELLS = names("bash dash sh")
OTHER_SHELLS = names("ash csh elvish fish ksh mksh nu pwsh rbash tcsh xonsh yash zsh")
OTHER_USERS = names("chroot doas machinectl pkexec run0 runuser su sudo")
INTERPRETERS = names(
    """
    awk bun deno gawk irb julia lua mawk nawk node nodejs osascript perl php pypy python R
    Rscript ruby tclsh ts-node
    """
)
"""Their first operand is a program, and they take one as text too."""
NETWORK = names("aria2c curl ftp http https nc ncat netcat rsync scp sftp socat telnet wget")
"""What they are given decides whom they talk to, and what they send."""


RUNNERS = names(
    """
    ant bazel bundle bunx cargo cmake composer ctest deno docker go gradle gradlew jest just make
    meson mix mvn mvnw ninja nox npm npx pipenv pnpm podman poetry pre-commit pytest rake sbt
    task terraform tox tsx uv uvx vitest yarn
    """
)
"""What they run is told by files of the folder that they are started in."""


def runs_files(name: str) -> bool:
    """Whether what it does depends on files that a session can write."""
    plain = name.rsplit("/", 1)[-1]
    return interprets(plain) or plain in RUNNERS


def interprets(name: str) -> bool:
    """Whether it runs a program that it is given; `python3.11` is `python`."""
    return name in INTERPRETERS or name.rstrip("0123456789.") in INTERPRETERS


@dataclass(frozen=True, slots=True)
class Row:
    """One wrapper. Options: single letters without and with a value; long ones as written."""

    flags: str = ""
    valued: str = ""
    longs: frozenset[str] = frozenset()
    operands: int = 0
    """Its own words before the command's."""
    assigns: bool = False
    doubt: str = ""
    """Why it asks, whatever its options are."""


WRAPPERS: dict[str, Row] = {
    "builtin": Row(),
    "chronic": Row(),
    "command": Row(),
    "env": Row(flags="i0v", valued="u", assigns=True),
    "exec": Row(doubt="exec replaces the shell"),
    "ionice": Row(valued="cn"),
    "nice": Row(valued="n"),
    "nohup": Row(doubt="it goes on after the answer"),
    "setsid": Row(flags="w", doubt="it goes on after the answer"),
    "stdbuf": Row(valued="ioe"),
    "time": Row(flags="p"),
    "timeout": Row(flags="v", valued="ks", longs=frozenset({"--foreground"}), operands=1),
    "watch": Row(doubt="it hands its words to a shell"),
    "xargs": Row(
        flags="0rtx",
        valued="nPLIds",
        doubt="what xargs reads decides the arguments",
    ),
}
"""Program → how to find what it runs."""


@dataclass(frozen=True, slots=True)
class Inner:
    """What a wrapper runs: `words`, or `text` for a shell. `doubt`: why it may be more."""

    words: tuple[Word, ...] = ()
    text: str | None = None
    assigns: tuple[tuple[str, Word], ...] = ()
    doubt: str = ""


def inner(name: str, words: Sequence[Word], fed: bool) -> list[Inner]:
    """What `name` with these words (without the name) would run; empty: no wrapper.

    `fed`: its standard input is a pipe or a here-document.
    """
    if name in SHELLS:
        return [_shell(words, fed)]
    if name in OTHER_SHELLS:
        return [Inner(doubt="another shell than bash")]
    if name in OTHER_USERS:
        return [Inner(tuple(words), doubt="it runs as somebody else")]
    if name == "find":
        return _find(words)
    row = WRAPPERS.get(name)
    return [] if row is None else [_wrapped(name, row, words)]


def _wrapped(name: str, row: Row, words: Sequence[Word]) -> Inner:
    doubt = row.doubt
    rest = list(words)
    while rest and not rest[0].open and rest[0].text.startswith("-") and len(rest[0].text) > 1:
        option = rest.pop(0).text
        if option == "--":
            break
        if option in row.longs:
            continue
        letters = option[1:]
        plain = letters.rstrip("0123456789") if name == "nice" else letters
        head = letters[:1]
        if head and head in row.valued and not option.startswith("--"):
            if len(letters) == 1 and rest:
                rest.pop(0)
        elif not plain or any(letter not in row.flags for letter in plain):
            doubt = doubt or f"an option of {name} that is not on the list: {option}"
    rest = rest[row.operands :]
    assigns: list[tuple[str, Word]] = []
    while row.assigns and rest and not rest[0].open and "=" in rest[0].text:
        variable, _, value = rest.pop(0).text.partition("=")
        assigns.append((variable, Word(value, value)))
        if not is_name(variable):
            doubt = doubt or f"{name} with an assignment of another form"
    if name == "time" and rest and not rest[0].open and "=" in rest[0].text:
        doubt = doubt or "an assignment behind time"
    if name in ("command", "builtin", "time") and doubt:
        return Inner((), doubt=doubt)
    return Inner(tuple(rest), assigns=tuple(assigns), doubt=doubt)


def _shell(words: Sequence[Word], fed: bool) -> Inner:
    """`sh -c TEXT` and nothing beside it: other forms run a file, or what they are fed."""
    if not words:
        why = "a shell that runs what it is fed" if fed else "a shell of its own"
        return Inner(doubt=why)
    options, *rest = words
    letters = options.text
    known = not options.open and letters[:1] == "-" and letters.endswith("c")
    if known and set(letters[1:-1]) <= set("leu"):
        if len(rest) != 1:
            return Inner(doubt="a shell with arguments for its text")
        if rest[0].open:
            return Inner(doubt="a shell whose text an expansion decides")
        return Inner(text=rest[0].text)
    return Inner(doubt="a shell that runs a file, or has other options")


def _find(words: Sequence[Word]) -> list[Inner]:
    """`-exec … ;` and `-exec … +`, each named; the file names that come in are not known."""
    found: list[Inner] = []
    at = 0
    while at < len(words):
        if not words[at].open and words[at].text in ("-exec", "-execdir", "-ok", "-okdir"):
            end = at + 1
            while end < len(words) and (words[end].open or words[end].text not in (";", "+")):
                end += 1
            found.append(Inner(tuple(words[at + 1 : end]), doubt="find decides the arguments"))
            at = end
        at += 1
    return found
