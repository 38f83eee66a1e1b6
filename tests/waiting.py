"""Waiting for the thing itself, with a deadline: the only place in the tests that sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(condition: Callable[[], T], what: str, seconds: float = 10.0, every: float = 0.02) -> T:
    """The first true value of `condition()`; it may raise AssertionError while it is not so yet.

    Raises AssertionError, naming `what`, when it did not come within `seconds`.
    """
    deadline = time.monotonic() + seconds
    last: object = None
    while True:
        try:
            last = condition()
            if last:
                return last
        except AssertionError as wrong:
            last = wrong
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what} (last: {last!r})")
        time.sleep(every)
