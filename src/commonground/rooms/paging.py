"""Long lists in pages, with the links between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

PER_PAGE = 50
Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where one is in a long list, and the parameters of the design system's pagination."""

    total: int
    pagination: dict[str, Any] | None


def page_of(found: QuerySet[Row], asked: QueryDict, per_page: int = PER_PAGE) -> Page[Row]:
    """Return the page that is asked for, the nearest where there is none of that number."""
    return Paginator(found, per_page).get_page(asked.get("page"))


def page_of_list(found: Sequence[Item], asked: QueryDict, per_page: int = PER_PAGE) -> Page[Item]:
    """Return the same of what is no query: already read, and cheap to show in part."""
    return Paginator(found, per_page).get_page(asked.get("page"))


def page_links(page: Page[Any], asked: QueryDict) -> PageLinks:
    """Return the links to the other pages, keeping whatever else was asked."""
    if page.paginator.num_pages == 1:
        return PageLinks(page.paginator.count, None)

    def to(number: int) -> str:
        query = asked.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    items: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            said = _("Page %(number)d") % {"number": number}
            items.append(
                {
                    "number": number,
                    "href": to(number),
                    "current": number == page.number,
                    "visuallyHiddenText": said,
                }
            )
        else:
            items.append({"ellipsis": True})
    pagination: dict[str, Any] = {"items": items, "landmarkLabel": _("Pages")}
    if page.has_previous():
        pagination["previous"] = {"href": to(page.number - 1), "text": _("Previous")}
    if page.has_next():
        pagination["next"] = {"href": to(page.number + 1), "text": _("Next")}
    return PageLinks(page.paginator.count, pagination)
