"""What all documents share: strict types, no unknown fields, bounds, one spelling.

`Model.read(payload)` takes bytes that a stranger sent; `encode()` gives the canonical form. A
field that is None is left out: absent and unknown are the same.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from schemas.wire import ids
from schemas.wire.errors import Refused
from schemas.wire.strictjson import MAX_BYTES, MAX_INT, canon, loads_object


def _by(check: Any) -> Any:
    """A validator out of one of `schemas.wire.ids`, which raise `Refused`."""

    def validated(value: str) -> str:
        try:
            return str(check(value))
        except Refused as refused:
            raise ValueError(str(refused)) from None

    return AfterValidator(validated)


Name = Annotated[str, _by(ids.check_name)]
"""A machine, person, request, or another thing named like them."""
Project = Annotated[str, _by(ids.check_name_or_none)]
"""A project, or `-` for none."""
Session = Annotated[str, _by(ids.check_session)]
Approval = Annotated[str, _by(ids.check_approval)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hex."""
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{1,172}={0,2}$")]
"""A key or signature: at most 128 bytes."""
Natural = Annotated[int, Field(ge=0, le=MAX_INT)]
Micros = Natural
"""Microseconds since 1970, UTC."""
Short = Annotated[str, Field(max_length=200)]
"""A line for people; hostile until it went through `plain()`."""
Shown = Annotated[str, Field(max_length=2000)]
"""The same, where up to 200 characters were spelt out by `plain()` already."""
Path = Annotated[str, Field(max_length=4096)]
Right = Annotated[str, Field(pattern=r"^[a-z]{1,16}$")]
Principal = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}(\.[a-z0-9][a-z0-9_-]{0,39})?$")
]
"""Who acts: a person, a person's device (`ana.phone`), or `desk`."""


class Part(BaseModel):
    """An object within a document."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Document(Part):
    """A whole payload."""

    @classmethod
    def read(cls, payload: bytes, max_bytes: int = MAX_BYTES) -> Self:
        """Read a payload. Raises `Refused` ("too-large", "bad-json" or "bad-field")."""
        return cls.of(loads_object(payload, max_bytes))

    @classmethod
    def of(cls, value: dict[str, Any]) -> Self:
        """Read an object that was parsed already. Raises `Refused("bad-field")`."""
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            raise Refused("bad-field", f"{where[:80]!a}: {first['msg'][:120]}") from None

    def value(self) -> dict[str, Any]:
        """The plain object, without what is None."""
        return self.model_dump(exclude_none=True, by_alias=True)

    def encode(self) -> bytes:
        """The payload, in canonical form."""
        return canon(self.value())
