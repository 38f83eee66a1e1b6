"""What a person is answered: one final receipt, and pages before it where there is data."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from schemas.documents.model import Document, Name
from schemas.wire.errors import ERRORS


def _code(value: str) -> str:
    if value not in ERRORS:
        raise ValueError("no error code of the protocol")
    return value


class Reply(Document):
    """`fleet/reply/<u>/<m>/<r>`.

    A page has `page` and `data` and `final: false`; the receipt has `status` and `final: true`.
    """

    id: Name
    status: Literal["accepted", "rejected"] | None = None
    code: Annotated[str, AfterValidator(_code)] | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    data: dict[str, Any] | None = None
    final: bool

    @model_validator(mode="after")
    def _receipt_or_page(self) -> Self:
        if self.final != (self.status is not None):
            raise ValueError("a final reply has a status, a page has none")
        if self.final == (self.page is not None):
            raise ValueError("a page has its number, a receipt has none")
        if (self.status == "rejected") != (self.code is not None):
            raise ValueError("a rejection has a code, and nothing else has one")
        return self


def accepted(request: str, data: dict[str, Any] | None = None) -> Reply:
    """The receipt of a request that was carried out."""
    return Reply(id=request, status="accepted", data=data, final=True)


def rejected(request: str, code: str, reason: str = "") -> Reply:
    """The receipt of a request that was not."""
    return Reply(
        id=request, status="rejected", code=code, reason=(reason or ERRORS[code])[:2000], final=True
    )


def page(request: str, number: int, data: dict[str, Any]) -> Reply:
    """A page of an answer, from 1."""
    return Reply(id=request, page=number, data=data, final=False)
