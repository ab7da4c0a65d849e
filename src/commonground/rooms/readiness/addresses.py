"""Where the pages are on which what a rule finds can be mended."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from commonground.rooms.people.access import Seat
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.readiness.judging.failing import Kind
from commonground.rooms.readiness.models import FindingRow
from commonground.rooms.readiness.rules import Verb, may_do

OF_ONE = {
    Kind.ACTION: "plan:action",
    Kind.PLAN: "plan:plan",
    Kind.GAPS: "plan:gaps",
    Kind.DISRUPTION: "plan:disruption",
    Kind.ISSUE: "issues:issue",
    Kind.RANKING: "ranking:ranking",
    Kind.ASSESSMENT: "assessment:assessment",
    Kind.AGENCY: "people:agency",
    Kind.MEETING: "meetings:meeting",
    Kind.INSPECTED: "readiness:inspection",
    Kind.SOURCE: "profile:source",
    Kind.PROFILE: "profile:profile",
    Kind.BUILDS: "profile:builds",
}
"""The pages whose address holds the id of the object alone."""
WITHIN = {Kind.RECOMMENDATION: "plan:recommendation"}
"""Those whose address holds the id of what the object stands within before it."""
OF_ALL = {
    Kind.SURVEYS: "themes:gather",
    Kind.DISRUPTIONS: "plan:disruptions",
    Kind.ASSESSMENTS: "assessment:assessments",
    Kind.SOURCES: "profile:sources",
    Kind.PROFILES: "profile:profiles",
    Kind.LOCATIONS: "places:locations",
}
"""Those that are of the partnership as a whole."""
BY_VERB = {
    Kind.PARTNERSHIP: ("people:change_partnership", PeopleVerb.EDIT_PARTNERSHIP),
    Kind.PEOPLE: ("people:members", PeopleVerb.SEE_PEOPLE),
}
"""Those that not everybody who reads here may open."""


PLAN = "plan:"
"""The room whose things are judged from the day they are kept, whatever pages it has."""


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages."""
    return reverse(f"readiness:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the same, or nothing to those who may not."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def href_of(here: Seat, kind: Kind, public_id: UUID | None) -> str:
    """Return the page of one object; nothing where it has none."""
    return _page(OF_ONE[kind], here, public_id)


def target_href(here: Seat, row: FindingRow) -> str:
    """Return where a row leads; nothing where the reader may not go there."""
    kind = Kind(row.target_kind)
    if kind in OF_ONE:
        return href_of(here, kind, row.target_id)
    if kind in WITHIN:
        return _page(WITHIN[kind], here, row.target_within, row.target_id)
    if kind in OF_ALL:
        return _page(OF_ALL[kind], here)
    name, verb = BY_VERB[kind]
    return _page(name, here) if here.may(verb) else ""


def _page(name: str, here: Seat, *ids: object) -> str:
    try:
        return reverse(name, args=[here.partnership.pk, *ids])
    except NoReverseMatch:
        if not name.startswith(PLAN):
            raise
        # what is judged before its own page is there is named, and leads nowhere
        return ""
