"""What every answer of the API shares: refusals in one form, conflicts, and lists in pages."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

Item = TypeVar("Item")
Stored = TypeVar("Stored")
Wanted = TypeVar("Wanted")
Row = TypeVar("Row", bound=Model)

MOST_PER_PAGE = 200
LONG_TEXT = 20_000


class Sent(BaseModel):
    """What a program sends: a name that we do not know is refused, so that none is lost unseen."""

    model_config = ConfigDict(extra="forbid")


class Faults(BaseModel):
    """Why nothing was done: a sentence for each thing to mend."""

    faults: list[str] = Field(min_length=1, description="One sentence for each thing to mend.")


class Conflict(BaseModel, Generic[Stored, Wanted]):
    """Somebody changed the same thing after the version that was sent; nothing is overwritten."""

    faults: list[str] = Field(min_length=1, description="One sentence that says so.")
    current: Stored = Field(
        description="It as it is now. Send this version to save yours after all."
    )
    yours: Wanted = Field(description="What you sent.")


def changed_meanwhile() -> list[str]:
    """Return the sentence of a conflict."""
    return [
        _(
            "Somebody else changed this after you read it. Nothing was saved: look at both, then "
            "send yours again with the version in “current”."
        )
    ]


REFUSALS = {
    400: Faults, 401: Faults, 403: Faults, 404: Faults, 405: Faults, 422: Faults, 429: Faults,
    500: Faults,
}  # fmt: skip
"""Every refusal that any request may be answered with, for an operation's `response`."""


class Asked(BaseModel):
    """What stands in an address after its question mark: a mistyped filter is refused."""

    @model_validator(mode="before")
    @classmethod
    def _only_what_we_know(cls, given: Any, info: ValidationInfo) -> Any:
        request = (info.context or {})["request"]
        if unknown := set(request.GET) - set(cls.model_fields):
            raise ValueError(
                _("there is no %(names)s to ask for")
                % {"names": ", ".join(repr(one) for one in sorted(unknown))}
            )
        return given


class Paging(Asked):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1.")
    per_page: int = Field(50, ge=1, le=MOST_PER_PAGE, description="How many to a page.")


class Listed(BaseModel, Generic[Item]):
    """One page of a list. A page beyond the last one is empty."""

    items: list[Item]
    total: int = Field(description="How many there are on all pages.")
    page: int
    pages: int = Field(description="How many pages there are; 1 where the list is empty.")


def listed(
    found: QuerySet[Row], asked: Paging, shape: Callable[[Iterable[Row]], list[Item]]
) -> Listed[Item]:
    """Return the page that was asked for, each row in its shape."""
    total = found.count()
    start = (asked.page - 1) * asked.per_page
    rows = found[start : start + asked.per_page] if start < total else ()
    pages = max(1, -(-total // asked.per_page))
    return Listed(items=shape(rows), total=total, page=asked.page, pages=pages)


def as_in(field: forms.Field) -> AfterValidator:
    """Return a check that holds a value to what a field of a page's form would."""

    def checked(value: str) -> str:
        try:
            return str(field.clean(value))
        except ValidationError as refused:
            raise ValueError(" ".join(refused.messages)) from refused

    return AfterValidator(checked)


_TEXT = as_in(forms.CharField(required=False))
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150), _TEXT]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=150), _TEXT]
Words = Annotated[str, StringConstraints(max_length=200), _TEXT]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONG_TEXT), _TEXT]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG_TEXT), _TEXT
]
Version = Annotated[
    int, Field(ge=1, le=2_147_483_647, description="The version that you read: a newer is kept.")
]
