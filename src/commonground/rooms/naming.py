"""Finds what ids stand for, in whichever rooms, by one query."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

Named = list[QuerySet[Any, Any]]
"""Rows of an id and a name, from each of a room's tables that holds some of the ids asked for."""


def names_in(found: Iterable[QuerySet[Any, Any]]) -> dict[UUID, str]:
    """Return the names by id. One query, however many tables they stand in."""
    first, *others = found
    # in no order: a database sorts no part of a union
    return dict(first.order_by().union(*(one.order_by() for one in others), all=True))
