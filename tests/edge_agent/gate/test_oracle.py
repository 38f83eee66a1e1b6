"""Whatever a real bash executes, the judge had named, or it had asked.

Where the judge is without doubt, each program that bash ran is a part with the very same words, and
each file that appeared is a part that writes it. Where it doubts a word among the arguments alone,
the programs are named all the same.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from posixpath import relpath

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from edge_agent.gate import builtins
from edge_agent.gate.judge import judge
from edge_agent.gate.parts import Judgement
from tests.edge_agent.gate import cases, oracle
from tests.edge_agent.gate.pretended import PROJECT, WORLD

pytestmark = pytest.mark.timeout(300)


def not_named(text: str, judged: Judgement) -> list[str]:
    """What bash did that the judge had not named; empty where it asked."""
    if asked(judged):
        return []
    seen = oracle.run(text)
    wrong = [f"ran {argv}" for argv in seen.ran if not named(argv, judged)]
    writes = {relpath(place.path, PROJECT) for part in judged.parts if part.what == "write"
              for _, place in part.places}  # fmt: skip
    if all(part.known for part in judged.parts if part.what == "write"):
        wrong += [f"wrote {name}" for name in seen.files if name not in writes]
    return wrong


def asked(judged: Judgement) -> bool:
    """Whether it asks for more than a word that an expansion decides."""
    doubts = [part.doubt for part in judged.parts if part.doubt]
    return bool(judged.unclear) or not all(one.endswith("decides an argument") for one in doubts)


def named(argv: tuple[str, ...], judged: Judgement) -> bool:
    """Whether a part says just this; where the part knows that it does not know, its name."""
    for part in judged.parts:
        if part.what != "command":
            continue
        if part.known and part.argv == argv:
            return True
        if not part.known and part.argv[:1] == argv[:1]:
            return True
    return False


def test_whatever_bash_ran_of_the_table_was_named() -> None:
    texts = [text for text, _, _ in cases.ALL if "\x00" not in text]
    judged = [judge(text, WORLD) for text in texts]
    sure = [(text, one) for text, one in zip(texts, judged, strict=True) if not asked(one)]
    assert len(sure) > 200
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda pair: not_named(*pair), sure))
    wrong = [f"{text!r}: {what}" for (text, _), what in zip(sure, found, strict=True) if what]
    assert not wrong, "\n".join(wrong)


def test_the_oracle_sees_what_is_run_behind_wrappers_and_in_substitutions() -> None:
    seen = oracle.run("env timeout 5 a x; echo $(b) | sh -c 'c y'; ls > src/new")
    names = {argv[0] for argv in seen.ran}
    assert {"env", "timeout", "a", "b", "sh", "c", "ls"} <= names
    assert seen.files == {"src/new"}


def test_the_oracle_would_tell_of_a_command_that_nobody_named() -> None:
    lying = judge("a x", WORLD)
    assert not_named("a x; b", lying) == ["ran ('b',)"]


def test_every_builtin_of_this_bash_is_in_the_table() -> None:
    told = subprocess.run(
        ["bash", "--norc", "-c", "compgen -b"], check=True, capture_output=True, text=True
    )
    assert set(told.stdout.split()) <= builtins.ALL


# ----- texts that nobody thought of

_ATOMS = st.sampled_from(
    ["a", "b", "c", "ls", "cat", "x", "-n", "1", "src/f", "'q r'", '"d e"', "'", '"', "\\",
    "\\\n", "\n",
     " ", "  ", "\t", ";", ";;", "&", "&&", "|", "||", "|&", "!", "(", ")", "((", "))", "{", "}",
     "{}",
     "$", "$x", "${x}", "$(", "$((", "`", "<", ">", ">>", ">|", "<<", "<<<", "<<'E'", "<<E",
     "\nE\n",
     "E", "2>&1", "&>", ">&", "<&", "2", "#", "# c", "~", "~/f", "*", "?", "[", "]", "[[", "]]",
     "=",
     "x=1", "LANG=C", "if", "then", "elif", "else", "fi", "for", "in", "do", "done", "while",
     "case",
     "esac", "function", "time", "coproc", "eval", "env", "timeout 1", "sh -c", "bash -c",
     "command",
     "echo", "printf", "test", "set -e", "exit", "cd src", "a()", "@", "%", "^", ",", "+", "=~",
     "==",
     "$'", '$"', "\\'", '\\"', "\\`", "\\$", "{a,b}", "..", "é", "<(", ">("]
)  # fmt: skip


def _joined(pieces: Iterable[str]) -> str:
    return "".join(pieces)


_SOUP = st.lists(_ATOMS | st.just(" "), min_size=1, max_size=16).map(_joined)
_WORD = st.sampled_from(
    ["a", "b", "c", "x", "-n", "'q r'", '"d e"', '"$x"', "$x", "a'b'", '"a"b', "src/f", "\\;",
    "\\ ", "1",
     "''", '""', "a\\'b", '"it\'s"', "'a\"b'", "~/f", "{}", "x=1", "if", "fi", "{", "}", "!", "-",
     "#"]
)  # fmt: skip
_SIMPLE = st.builds(
    lambda lead, name, words, tail: " ".join(one for one in [lead, name, *words, tail] if one),
    st.sampled_from(["", "", "", "LANG=C", "TZ=", "CI=1 LANG='x y'", "! ", "time"]),
    st.sampled_from(
        [
            "a",
            "b",
            "c",
            "ls",
            "echo",
            "'a'",
            "b''",
            "env a",
            "timeout 5 b",
            "command c",
            "[ -f",
            "printf '%s'",
            "sh -c a",
            "bash -c 'b; c'",
            "env LANG=C sh -c 'a | b'",
            "test -n",
        ]
    ),
    st.lists(_WORD, max_size=3),
    st.sampled_from(
        [
            "",
            "",
            "",
            "> src/o",
            ">> src/o 2>&1",
            "2> src/e",
            "&> src/o",
            "< src/f",
            "]",
            "<<'E'\n$(b) `c`\nE",
            "<<E\nplain\nE",
            "> src/o <<'E'\nx\nE",
            "# c\n",
            "> '/dev/null'",
        ]
    ),
)


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sep = st.sampled_from(
        [" ; ", " && ", " || ", " | ", "\n", ";", "&&", "|", " |& ", " |\n", " \\\n && "]
    )
    return st.one_of(
        st.builds(lambda left, s, right: left + s + right, inner, sep, inner),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"( {one}\n)"),
        inner.map(lambda one: f"{{ {one}; }}"),
        inner.map(lambda one: f"{{ {one}\n}}"),
        inner.map(lambda one: f"echo $({one})"),
        inner.map(lambda one: f'a "x $({one}) y"'),
        inner.map(lambda one: f"echo `{one}`"),
        inner.map(lambda one: f"! {one}"),
        st.builds(lambda i, t, e: f"if {i}; then {t}; else {e}; fi", inner, inner, inner),
        st.builds(lambda i, t: f"if {i}\nthen {t}\nfi", inner, inner),
    )


_GRAMMAR = st.recursive(_SIMPLE, _around, max_leaves=5)


def _check(text: str) -> None:
    assume("\x00" not in text)
    judged = judge(text, WORLD)
    assume(not asked(judged))
    try:
        wrong = not_named(text, judged)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"{text!r} did not end, though nothing in it was unclear") from None
    assert not wrong, f"{text!r}: {wrong}"


_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@settings(max_examples=60, deadline=None, suppress_health_check=_QUIET)
@given(_SOUP)
def test_whatever_bash_runs_of_random_text_was_named(text: str) -> None:
    _check(text)


@settings(max_examples=60, deadline=None, suppress_health_check=_QUIET)
@given(_GRAMMAR)
def test_whatever_bash_runs_of_random_commands_was_named(text: str) -> None:
    _check(text)
