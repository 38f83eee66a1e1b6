"""Patterns of rules: what they reach, and what they must not."""

from __future__ import annotations

import pytest

from edge_agent.gate.patterns import command_fits, command_might_fit, path_fits, url_fits
from schemas.wire.command_pattern import words_of
from tests.edge_agent.gate.pretended import HOME, PROJECT

PATHS = [
    ("src/**", f"{PROJECT}/src/a/b", True),
    ("src/**", f"{PROJECT}/src", True),
    ("src/**", f"{PROJECT}/srcs", False),
    ("src/*", f"{PROJECT}/src/a/b", False),
    ("src/?.c", f"{PROJECT}/src/a.c", True),
    ("**/.env", f"{PROJECT}/a/.env", True),
    ("**/.env", "/etc/.env", True),
    ("**/.env", f"{PROJECT}/a.env", False),
    ("~/.ssh/**", f"{HOME}/.ssh/id", True),
    ("/etc/**", "/etc/passwd", True),
    ("**", f"{PROJECT}/a/b", True),
    ("**", "/etc/passwd", False),
    ("a.b", f"{PROJECT}/axb", False),
]


@pytest.mark.parametrize(("pattern", "path", "fits"), PATHS)
def test_a_path_fits_by_folders(pattern: str, path: str, fits: bool) -> None:
    assert path_fits(pattern, path, PROJECT, HOME) is fits


URLS = [
    ("https://a.example/*", "https://a.example/x?y=1", True),
    ("https://a.example/*", "https://A.EXAMPLE:443/x", True),
    ("https://a.example/*", "http://a.example/x", False),
    ("https://a.example/*", "https://a.example:444/x", False),
    ("https://a.example/*", "https://a.example.evil.org/x", False),
    ("https://a.example/*", "https://a.example@evil.org/x", False),
    ("https://a.example/*", "https://evil.org/https://a.example/x", False),
    ("https://a.example/*", "https://evil.org\\@a.example/x", False),
    ("https://a.example/v1/*", "https://a.example/v1/../v2", False),
    ("https://a.example/v1/*", "https://a.example/v1/%2e%2e/v2", False),
    ("https://*.example/*", "https://a.b.example/x", True),
    ("https://*.example/*", "https://example/x", False),
    ("https://*.example/*", "https://evil.org/.example/x", False),
    ("https://*.example/*", "https://xexample/x", False),
    ("https://a.example/x", "https://a.example/xy", False),
    ("https://a.example", "https://a.example/", True),
]


@pytest.mark.parametrize(("pattern", "url", "fits"), URLS)
def test_an_address_fits_by_scheme_host_and_port(pattern: str, url: str, fits: bool) -> None:
    assert url_fits(pattern, url) is fits


COMMANDS = [
    ("git log *", ["git", "log"], True, True),
    ("git log *", ["git", "log", "-5"], True, True),
    ("git log", ["git", "log", "-5"], False, True),
    ("git * main", ["git", "push", "main"], True, True),
    ("git push --force *", ["git", "push", "o", "--force"], False, True),
    ("git push -f *", ["git", "push", "-uf", "o"], False, True),
    ("git push * main", ["git", "push", "-o", "x", "origin", "main"], False, True),
    ("git push *", ["git", ""], False, True),
    ("git push *", ["", "push"], False, True),
    ("git push *", ["git", "log", "push"], False, False),
    ("rm *", ["git", "rm"], False, False),
    ("'a b' c", ["a b", "c"], True, True),
]


@pytest.mark.parametrize(("pattern", "argv", "fits", "might"), COMMANDS)
def test_an_allow_fits_word_by_word_and_a_denial_by_any_spelling(
    pattern: str, argv: list[str], fits: bool, might: bool
) -> None:
    assert (command_fits(pattern, argv) is not None) is fits
    assert command_might_fit(pattern, argv) is might


@pytest.mark.parametrize("pattern", ["", "*", "* x", "g?t log", "'open"])
def test_a_pattern_that_does_not_name_its_command_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError):
        words_of(pattern)
