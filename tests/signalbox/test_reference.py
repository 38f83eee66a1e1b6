"""The reference pages are those that the tables make, and every handler exists."""

from __future__ import annotations

from importlib import import_module

import pytest

from signalbox.cli import COMMANDS
from tests.signalbox.reference import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_its_table_makes(name: str) -> None:
    assert (DOCS / name).read_text() == PAGES[name](), "run: python -m tests.signalbox.reference"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_the_function_that_it_names(name: str) -> None:
    module, _, function = COMMANDS[name].handler.partition(":")
    assert callable(getattr(import_module(module), function))
