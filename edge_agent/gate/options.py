"""Options that leave a reader a reader, program by program, as a table. Pure.

A wildcard in a rule stands for no option that is missing here: `git log *` does not reach
`git log --output=x`, `sort *` does not reach `sort -o x`. An option that a rule names in so many
words is the rule's own affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that only reads. Letters may be joined; `valued` ones end a group."""

    flags: str = ""
    valued: str = ""
    longs: tuple[str, ...] = ()
    """As written; one that ends in `=` takes a value."""
    numbers: bool = False
    """`-5` is an option."""
    operands: int | None = None
    """At most so many words that are no options (a further one would be written to)."""
    check: Callable[[Sequence[str]], str] | None = None
    """Looks at the words that are no options."""
    words: tuple[str, ...] = ()
    """Its tests and actions (find): words of one dash that take no value …"""
    valued_words: tuple[str, ...] = ()
    """… and those that take one."""


def _sed(operands: Sequence[str]) -> str:
    script = operands[0] if operands else ""
    if re.fullmatch(r"(\d+|\$)?(,(\d+|\$))?p", script):
        return ""
    return "a script of sed that is not on the list"


def _jq(operands: Sequence[str]) -> str:
    words = set(re.findall(r"[a-z_$]+", operands[0])) if operands else set()
    bad = words & {"env", "$", "input_filename", "import", "include", "$__prog_args", "getpath"}
    return "a jq program that reads more than its input" if bad else ""


_GREP = Reader(
    flags="abcEFGhHiIlLnoqrRsvwxzP",
    valued="ABCem",
    longs=("--color=", "--count", "--include=", "--exclude=", "--exclude-dir=", "--line-number"),
    numbers=True,
)
_SUMS = Reader(flags="bt", longs=("--tag",))
_DIFF_LONGS = ("--stat", "--numstat", "--shortstat", "--name-only", "--name-status", "--oneline",
               "--no-color", "--cached", "--staged", "--no-ext-diff", "--no-textconv", "--check",
               "--summary", "--patch", "--no-patch", "--graph", "--all", "--decorate", "--reverse",
               "--merges", "--no-merges", "--first-parent", "--format=", "--pretty=", "--since=",
               "--until=", "--after=", "--before=", "--author=", "--grep=", "--date=", "--unified=",
               "--follow", "--abbrev-commit", "--word-diff", "--ignore-all-space", "--max-count=",
               "--diff-filter=", "--find-renames", "--raw", "--full-index",
               "--exit-code")  # fmt: skip
_LOG = Reader(flags="piwbMsz", valued="nUSGL", longs=_DIFF_LONGS, numbers=True)

READERS: dict[str, Reader] = {
    "basename": Reader(flags="az", valued="s"),
    "cat": Reader(flags="AbeEnstTuv"),
    "cksum": _SUMS,
    "cmp": Reader(flags="bls"),
    "comm": Reader(flags="123"),
    "cut": Reader(flags="szn", valued="bcdf", longs=("--complement",)),
    "date": Reader(flags="uRI", longs=("--utc", "--iso-8601", "--iso-8601=")),
    "df": Reader(flags="ahHikPT"),
    "diff": Reader(flags="abBcdeiNqrsuwy", valued="U", longs=("--brief", "--unified=", "--color=")),
    "dirname": Reader(flags="z"),
    "du": Reader(flags="abchksx", valued="d", longs=("--max-depth=",)),
    "file": Reader(flags="bhiL", longs=("--mime-type", "--brief")),
    "find": Reader(
        words=("-print", "-print0", "-prune", "-not", "-o", "-or", "-a", "-and", "-empty", "-true"),
        valued_words=(
            "-name",
            "-iname",
            "-path",
            "-ipath",
            "-type",
            "-size",
            "-mtime",
            "-mmin",
            "-maxdepth",
            "-mindepth",
            "-regex",
            "-newer",
            "-perm",
        ),
    ),
    "grep": _GREP,
    "egrep": _GREP,
    "fgrep": _GREP,
    "head": Reader(flags="qvz", valued="nc", longs=("--lines=", "--bytes="), numbers=True),
    "id": Reader(flags="aGgnruz"),
    "jq": Reader(flags="cerMnRsS", longs=("--raw-output", "--compact-output"), check=_jq),
    "ls": Reader(
        flags="1aAbBcCdFgGhHiklLmnNopqQrRsStuUvxXZ",
        valued="IwT",
        longs=("--all", "--color=", "--human-readable", "--group-directories-first", "--full-time"),
    ),
    "md5sum": _SUMS,
    "nl": Reader(valued="bhfidlnsvw"),
    "printenv": Reader(flags="0", check=lambda names: "" if names else "all variables at once"),
    "readlink": Reader(flags="efmnqsvz"),
    "realpath": Reader(flags="emLPqsz", longs=("--relative-to=",)),
    "rg": Reader(
        flags="cFilLnNoPqsSuUvwx",
        valued="ABCegmtT",
        longs=("--files", "--hidden", "--color=", "--type=", "--glob=", "--no-heading", "--json"),
    ),
    "sed": Reader(flags="nEr", check=_sed),
    "seq": Reader(flags="w", valued="sf"),
    "sha1sum": _SUMS,
    "sha256sum": _SUMS,
    "sleep": Reader(),
    "sort": Reader(flags="bCcdfghiMmnRrsuVz", valued="kt"),
    "stat": Reader(flags="fLt", valued="c", longs=("--format=", "--printf=")),
    "tac": Reader(flags="b"),
    "tail": Reader(flags="qvz", valued="nc", longs=("--lines=", "--bytes="), numbers=True),
    "tr": Reader(flags="cCdst"),
    "tree": Reader(flags="adfFhipstuD", valued="LIP"),
    "uname": Reader(flags="aimnoprsv"),
    "uniq": Reader(flags="cdDiuz", valued="fsw", operands=1),
    "wc": Reader(flags="clLmw"),
    "which": Reader(flags="a"),
    "whoami": Reader(),
    "git blame": Reader(flags="bcelsw", valued="L"),
    "git branch": Reader(flags="arv", longs=("--list", "--show-current"), operands=0),
    "git cat-file": Reader(flags="etps"),
    "git describe": Reader(longs=("--tags", "--always", "--dirty", "--long", "--all")),
    "git diff": _LOG,
    "git grep": Reader(flags="EFGHIPchilnqvw", valued="ABCe", longs=("--count", "--cached")),
    "git log": _LOG,
    "git ls-files": Reader(flags="cdmostz", longs=("--others", "--exclude-standard")),
    "git ls-tree": Reader(flags="drtlz", longs=("--name-only",)),
    "git merge-base": Reader(longs=("--is-ancestor", "--all")),
    "git remote": Reader(flags="v", operands=0),
    "git rev-list": Reader(valued="n", longs=("--count", "--all", "--max-count=")),
    "git rev-parse": Reader(
        longs=(
            "--abbrev-ref",
            "--show-toplevel",
            "--short",
            "--verify",
            "--git-dir",
            "--is-inside-work-tree",
        )
    ),
    "git shortlog": Reader(flags="sne"),
    "git show": _LOG,
    "git status": Reader(
        flags="sbzv", longs=("--short", "--branch", "--porcelain", "--porcelain=", "--ignored")
    ),
}
"""Program, or `git` with its verb, → what it may be given."""

_GIT_FLAGS = frozenset({"--no-pager", "-P", "--no-optional-locks", "--literal-pathspecs"})
NO_ROW = "no reader"


def name_of(argv: Sequence[str]) -> tuple[str, int]:
    """The table's name for a command and how many words it takes: `git log`, 2."""
    name = argv[0].rsplit("/", 1)[-1]
    if name != "git":
        return name, 1
    at = 1
    while at < len(argv) and argv[at] in _GIT_FLAGS:
        at += 1
    if at < len(argv) and not argv[at].startswith("-"):
        return f"git {argv[at]}", at + 1
    return "git", 1


def doubt(argv: Sequence[str], named: frozenset[int] = frozenset()) -> str:
    """Why these options are not a reader's; "" where they are, NO_ROW where the table has no row.

    `named`: positions in `argv` that a rule names in so many words; they are not looked at.
    """
    name, taken = name_of(argv)
    if name == "git":
        return "options of git in front of its verb"
    row = READERS.get(name)
    if row is None:
        return NO_ROW
    operands: list[str] = []
    at, ended = taken, False
    while at < len(argv):
        word = argv[at]
        at += 1
        if at - 1 in named:
            if not word.startswith("-"):
                operands.append(word)
            continue
        if ended or not word.startswith("-") or word == "-":
            operands.append(word)
        elif word == "--":
            ended = True
        elif word in row.words:
            continue
        elif word in row.valued_words:
            at += 1
        else:
            takes = _takes(row, word)
            if takes is None:
                return f"an option of {name} that is not on the list: {word}"
            at += takes
    if row.operands is not None and len(operands) > row.operands:
        return f"{name} with a further argument"
    if name == "date" and any(not operand.startswith("+") for operand in operands):
        return "date that sets the clock"
    return row.check(operands) if row.check is not None else ""


def _takes(row: Reader, word: str) -> int | None:
    """How many further words an option takes; None where it is not in its row."""
    if word.startswith("--"):
        long = word.partition("=")[0]
        if long in row.longs and "=" not in word:
            return 0
        return 0 if f"{long}=" in row.longs and "=" in word else None
    if row.numbers and word[1:].isdigit():
        return 0
    for at, letter in enumerate(word[1:], 1):
        if letter in row.valued:
            return 0 if at + 1 < len(word) else 1
        if letter not in row.flags:
            return None
    return 0
