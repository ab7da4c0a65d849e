"""The only door to golden themes, and to what was said that they stand on."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.themes import access
from commonground.rooms.themes.blindness import coded_blind, seen_codings
from commonground.rooms.themes.counting import Said
from commonground.rooms.themes.models import Code, GoldenTheme, Reach, Remark, Status
from commonground.rooms.themes.rules import Verb, check_may_do


def themes(here: Seat) -> list[GoldenTheme]:
    """Return the golden themes by name with their codes, those that stand alone last."""
    found = list(_themes(here))
    return sorted(found, key=lambda one: one.reach == Reach.STAND_ALONE)


def counts(some: Sequence[Seat]) -> dict[UUID, int]:
    """Return how many golden themes each of these seats' partnerships has, if any."""
    found = GoldenTheme.objects.filter(partnership__in=[one.partnership.pk for one in some])
    rows = found.values_list("partnership_id").annotate(Count("pk"))
    return dict(rows.order_by())


def theme(here: Seat, theme_id: UUID) -> GoldenTheme:
    """Return one golden theme; Http404 where the partnership has none of that id."""
    try:
        return _themes(here).get(pk=theme_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def _themes(here: Seat) -> QuerySet[GoldenTheme]:
    check_may_do(here.roles, Verb.SEE_REMARKS)
    live = Code.objects.filter(status=Status.LIVE).order_by("name")
    found = GoldenTheme.objects.filter(partnership=here.partnership)
    return found.prefetch_related(Prefetch("codes", queryset=live, to_attr="live")).order_by("name")


def codes(here: Seat) -> list[Code]:
    """Return the codes in use by name, each with its golden theme at hand."""
    found = access.codes(here).filter(status=Status.LIVE)
    return list(found.select_related("golden_theme"))


def said(here: Seat) -> list[Said]:
    """Return which remarks speak of which golden theme, by the codes that they carry now."""
    check_may_do(here.roles, Verb.SEE_REMARKS)
    found = seen_codings(here).filter(code__golden_theme__isnull=False)
    rows = found.values_list(
        "code__golden_theme_id", "remark_id", "remark__issue_id", "remark__agency", "remark__way"
    )
    return [
        Said(theme, remark, issue, agency, way)
        for theme, remark, issue, agency, way in rows
        if theme is not None
    ]


def remarks_by_theme(here: Seat) -> dict[UUID, list[Remark]]:
    """Return the remarks that each golden theme stands on, in their order, each once.

    BadInput to somebody who codes some of them blind: without those the answer would be wrong, and
    with them it would tell what they carry.
    """
    check_may_do(here.roles, Verb.SEE_REMARKS)
    if coded_blind(here).exists():
        raise BadInput(_("You are a coder in a check of the codes. Do this once it has ended."))
    found = seen_codings(here).filter(code__golden_theme__isnull=False)
    pairs = found.values_list("code__golden_theme_id", "remark_id").distinct()
    by_remark: dict[UUID, list[UUID]] = {}
    for theme_id, remark_id in pairs:
        if theme_id is not None:
            by_remark.setdefault(remark_id, []).append(theme_id)
    held: dict[UUID, list[Remark]] = {}
    every = Remark.objects.filter(partnership=here.partnership, pk__in=found.values("remark_id"))
    for one in every.select_related("issue").order_by("number"):
        for theme_id in by_remark[one.pk]:
            held.setdefault(theme_id, []).append(one)
    return held


def remarks_of(here: Seat, about: GoldenTheme) -> QuerySet[Remark]:
    """Return the remarks that a golden theme stands on, in their order, with their codes."""
    carrying = seen_codings(here).filter(code__golden_theme=about)
    return access.remarks(here).filter(pk__in=carrying.values("remark_id"))
