"""The links at the top of each page: where one can go, by the roles one has there."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.rooms.assessment import rules as assessment_rules
from commonground.rooms.consultation import rules as consultation_rules
from commonground.rooms.issues import rules as issues_rules
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.places import rules as places_rules
from commonground.rooms.plan import rules as plan_rules
from commonground.rooms.profile import rules as profile_rules
from commonground.rooms.readiness import rules as readiness_rules
from commonground.rooms.themes import rules as themes_rules

Links = list[dict[str, Any]]


def navigation(seat: Seat | None, current: str) -> Links:
    """Return the links of a partnership, the one we are at marked; none outside of one."""
    if seat is None:
        return []
    places = (
        (
            "issues",
            _("Issues"),
            "issues:issues",
            issues_rules.may_do(seat.roles, issues_rules.Verb.SEE_ISSUES),
        ),
        (
            "rounds",
            _("Consultation"),
            "consultation:rounds",
            consultation_rules.may_do(seat.roles, consultation_rules.Verb.SEE_ROUNDS),
        ),
        (
            "themes",
            _("Golden themes"),
            "themes:themes",
            themes_rules.may_do(seat.roles, themes_rules.Verb.SEE_REMARKS),
        ),
        (
            "assessments",
            _("Assessment"),
            "assessment:assessments",
            assessment_rules.may_do(seat.roles, assessment_rules.Verb.SEE_ASSESSMENTS),
        ),
        (
            "places",
            _("Places"),
            "places:places",
            places_rules.may_do(seat.roles, places_rules.Verb.SEE_PLACES),
        ),
        (
            "profiles",
            _("Profile"),
            "profile:profiles",
            profile_rules.may_do(seat.roles, profile_rules.Verb.SEE_PROFILES),
        ),
        (
            "plan",
            _("Plan"),
            "plan:plans",
            plan_rules.may_do(seat.roles, plan_rules.Verb.SEE_PLANS),
        ),
        # whoever reads the plan finds their own there
        (
            "own_actions",
            _("My actions"),
            "plan:own_actions",
            not plan_rules.may_do(seat.roles, plan_rules.Verb.SEE_PLANS)
            and Role.ACTION_OWNER in seat.roles,
        ),
        (
            "readiness",
            _("Readiness"),
            "readiness:overview",
            readiness_rules.may_do(seat.roles, readiness_rules.Verb.SEE_READINESS),
        ),
        ("agencies", _("Agencies"), "people:agencies", seat.may(Verb.SEE_AGENCIES)),
        ("people", _("People"), "people:members", seat.may(Verb.SEE_PEOPLE)),
        (
            "partnership",
            _("Partnership"),
            "people:change_partnership",
            seat.may(Verb.EDIT_PARTNERSHIP),
        ),
        ("audit", _("Audit"), "audit:entries", seat.may(Verb.READ_AUDIT)),
    )
    return [
        {
            "text": text,
            "href": reverse(name, args=[seat.partnership.pk]),
            "active": key == current,
        }
        for key, text, name, is_open in places
        if is_open
    ]


def account_links(request: HttpRequest) -> Links:
    """Return the links of somebody's own account, or the one to sign in."""
    if not request.user.is_authenticated:
        return [{"text": _("Sign in"), "href": reverse("account_login")}]
    return [
        {"text": _("Your account"), "href": reverse("account")},
        {"text": _("Sign out"), "href": reverse("account_logout")},
    ]
