"""`refuses(code)`: what is done within must be refused with that very code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemas.wire.errors import Refused


@contextmanager
def refuses(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code, str(found.value)
