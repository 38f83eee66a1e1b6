"""One thing that `admin` can be told to do: what it says for people, its arguments, its doing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas.wire.fields import Field
from schemas.wire.layout import Home

Arguments = dict[str, Any]
Run = Callable[[Home, Arguments], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """`doc` says what it does, for people. `asker`: its doing is told who asks, as `asker`."""

    doc: str
    fields: Mapping[str, Field]
    run: Run
    asker: bool = False
