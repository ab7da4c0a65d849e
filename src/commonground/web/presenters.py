"""What the home page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.assessment.models import Assessment
from commonground.rooms.assessment.presenters import address_if as assessment_address_if
from commonground.rooms.assessment.rules import Verb as AssessmentVerb
from commonground.rooms.consultation.access import Latest
from commonground.rooms.consultation.models import Status as RoundStatus
from commonground.rooms.consultation.presenters import address_if as round_address_if
from commonground.rooms.consultation.rules import Verb as RoundVerb
from commonground.rooms.issues.access import NO_THEME, Counts
from commonground.rooms.issues.presenters import address_if, how_long, how_many_wait
from commonground.rooms.issues.rules import Verb as IssuesVerb
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.plan.addresses import address_if as plan_address_if
from commonground.rooms.plan.rules import Verb as PlanVerb
from commonground.rooms.profile.addresses import address_if as profile_address_if
from commonground.rooms.profile.rules import Verb as ProfileVerb
from commonground.rooms.ranking.presenters import ranking_address_if
from commonground.rooms.themes.presenters import address_if as themes_address_if
from commonground.rooms.themes.rules import Verb as ThemesVerb


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the cycle, from the list of issues to the reviewed plan."""

    title: str
    hint: str
    href: str
    status: str


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for this person."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One of a person's partnerships on their home page."""

    name: str
    area: str
    roles: str
    is_demo: bool
    needs: list[Need]
    steps: list[Step]


def seat_cards(
    seats: Sequence[tuple[Seat, int, int]],
    issues: Mapping[UUID, Counts],
    rounds: Mapping[UUID, Latest],
    themes: Mapping[UUID, int],
    assessments: Mapping[UUID, Assessment],
) -> list[SeatCard]:
    """Return each partnership with what it needs.

    They are given with their agencies and members counted, their issues, their latest round, how
    many golden themes they have, and their latest assessment.
    """
    return [
        SeatCard(
            name=seat.partnership.name,
            area=seat.partnership.area,
            roles=", ".join(str(role.label) for role in Role if role in seat.roles),
            is_demo=seat.partnership.is_demo,
            needs=[
                *_needs(seat, agencies, members),
                *_issue_needs(seat, issues[seat.partnership.pk]),
            ],
            steps=[
                *_first_steps(seat, agencies, members, issues[seat.partnership.pk]),
                *_round_steps(seat, rounds.get(seat.partnership.pk)),
                *_written_steps(
                    seat, themes.get(seat.partnership.pk, 0), assessments.get(seat.partnership.pk)
                ),
                *_last_steps(seat),
            ],
        )
        for seat, agencies, members in seats
    ]


def _needs(seat: Seat, agencies: int, members: int) -> list[Need]:
    partnership = seat.partnership
    wanted = (
        (agencies == 0, Verb.EDIT_AGENCIES, _("Add the agencies of the partnership"), "add_agency"),
        (members <= 1, Verb.EDIT_PEOPLE, _("Add the people of the partnership"), "add_member"),
        (
            partnership.chair_id is None or partnership.police_lead_id is None,
            Verb.EDIT_PARTNERSHIP,
            _("Name the chair and the senior police lead"),
            "change_partnership",
        ),
    )
    return [
        Need(text, reverse(f"people:{page}", args=[partnership.pk]))
        for is_wanted, verb, text, page in wanted
        if is_wanted and seat.may(verb)
    ]


def _issue_needs(seat: Seat, issues: Counts) -> list[Need]:
    """Return what the long list needs, by those who may."""
    no_theme = ngettext(
        "%(num)d issue has no theme yet", "%(num)d issues have no theme yet", issues.without_theme
    )
    decide = how_many_wait(issues.proposals)
    wanted = (
        (decide, "proposals", IssuesVerb.DECIDE_PROPOSALS, ""),
        ("" if issues.live else _("Bring in the long list"), "import_issues",
         IssuesVerb.IMPORT_ISSUES, ""),
        ("" if issues.live else _("Ask partners for issues"), "send_links",
         IssuesVerb.COLLECT_PROPOSALS, ""),
        (no_theme % {"num": issues.without_theme} if issues.without_theme else "", "issues",
         IssuesVerb.EDIT_ISSUES, f"?theme={NO_THEME}"),
    )  # fmt: skip
    return [
        Need(text, address + query)
        for text, page, verb, query in wanted
        if text and (address := address_if(page, seat, verb))
    ]


def _first_steps(seat: Seat, agencies: int, members: int, issues: Counts) -> list[Step]:
    people = Verb.SEE_PEOPLE if seat.may(Verb.SEE_PEOPLE) else Verb.SEE_AGENCIES
    page = "people:members" if people is Verb.SEE_PEOPLE else "people:agencies"
    begun = agencies > 0 and members > 1
    first = Step(
        _("People"),
        _("Agencies and members, with what each may do"),
        reverse(page, args=[seat.partnership.pk]),
        _("Done") if begun else _("Started"),
    )
    second = Step(
        _("Issues"),
        how_long(issues),
        address_if("issues", seat, IssuesVerb.SEE_ISSUES),
        _("Started") if issues.live else _("Not started yet"),
    )
    return [first, second]


def _round_steps(seat: Seat, latest: Latest | None) -> list[Step]:
    """Return the consultation, of the latest round, and the ranking of the latest closed one."""
    closed = latest.closed if latest else None
    consultation = Step(
        _("Consultation"),
        latest.round.name if latest else _("Assessors score, blind and each for an agency"),
        round_address_if("rounds", seat, RoundVerb.SEE_ROUNDS),
        str(RoundStatus(latest.round.status).label) if latest else _("Not started yet"),
    )
    ranking = Step(
        _("Ranking"),
        closed.name if closed else _("From scores to a shortlist, with how sure it is"),
        ranking_address_if(seat, closed) if closed else "",
        _("Started") if closed else _("Cannot start yet"),
    )
    return [consultation, ranking]


def _written_steps(seat: Seat, themes: int, latest: Assessment | None) -> list[Step]:
    """Return the golden themes and the latest assessment: what is said of them, by those who may.

    Others read that they have begun, and no more.
    """
    golden_href = themes_address_if("themes", seat, ThemesVerb.SEE_REMARKS)
    written_href = assessment_address_if("assessments", seat, AssessmentVerb.SEE_ASSESSMENTS)
    counted = ngettext("%(num)d golden theme", "%(num)d golden themes", themes) % {"num": themes}
    golden = Step(
        _("Golden themes"),
        counted if themes and golden_href else _("What lies under the issues"),
        golden_href,
        _("Started") if themes else _("Not started yet"),
    )
    written = Step(
        _("Strategic assessment"),
        latest.title if latest and written_href else _("What matters most, and why"),
        written_href,
        str(latest.get_state_display()) if latest else _("Not started yet"),
    )
    return [golden, written]


def _last_steps(seat: Seat) -> list[Step]:
    """Return the profile and the plan, which live on from year to year."""
    plan_words = _("Pursue, Prevent, Protect, Prepare: owned and reviewed")
    plan_href = plan_address_if("plans", seat, PlanVerb.SEE_PLANS)
    profile_words = _("Threat, vulnerability and places: signed, released, refreshed")
    profile_href = profile_address_if("profiles", seat, ProfileVerb.SEE_PROFILES)
    return [
        Step(_("Local profile"), profile_words, profile_href, _("Goes on")),
        Step(_("4P plan"), plan_words, plan_href, _("Goes on")),
    ]
