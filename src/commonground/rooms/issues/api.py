"""The API of themes, of one issue, its evidence and what becomes of it."""

from uuid import UUID

from ninja import Query, Router, Status

from commonground.rooms.answers import REFUSALS, Listed, Paging, changed_meanwhile, listed
from commonground.rooms.issues import access, actions, merging_actions, shapes
from commonground.rooms.issues.models import Theme
from commonground.rooms.issues.rules import Verb
from commonground.rooms.issues.threat_picture import threat_picture
from commonground.rooms.people import token_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.api import HERE
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.refusals import ChangedMeanwhile

router = Router(tags=["Issues"])
ISSUES = HERE + "/issues"
ONE = ISSUES + "/{uuid:issue_id}"


def seat_of(request: AskedByProgram, partnership_id: UUID, verb: Verb) -> Seat:
    """Return the seat of whom a token acts for; Http404 and NotAllowed as on a page."""
    return access.seat(token_access.person_for(request.auth, partnership_id), partnership_id, verb)


def theme_in(seat: Seat, theme_id: UUID | None) -> Theme | None:
    """Return a theme of the partnership, or none; Http404 for another's."""
    return None if theme_id is None else access.theme(seat, theme_id)


@router.get("/threat-picture", response={200: shapes.ThreatPictureOut, **REFUSALS})
def read_threat_picture(request: AskedByProgram) -> shapes.ThreatPictureOut:
    """Read the tags that an issue can carry, and where they were published."""
    return shapes.picture_out(threat_picture())


@router.get(HERE + "/themes", response={200: Listed[shapes.ThemeOut], **REFUSALS})
def list_themes(
    request: AskedByProgram, partnership_id: UUID, asked: Query[Paging]
) -> Listed[shapes.ThemeOut]:
    """List the themes by name."""
    seat = seat_of(request, partnership_id, Verb.SEE_ISSUES)
    return listed(access.themes(seat), asked, shapes.themes_out)


@router.post(HERE + "/themes", response={200: shapes.ThemeOut, **REFUSALS})
def name_theme(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.ThemeNew
) -> shapes.ThemeOut:
    """Give the theme of that name, however it is spaced or cased; a new one where there is none."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    return shapes.theme_out(actions.theme_named(by=seat, name=sent.name))


@router.get(ISSUES, response={200: Listed[shapes.IssueOut], **REFUSALS})
def list_issues(
    request: AskedByProgram, partnership_id: UUID, asked: Query[shapes.IssueFilter]
) -> Listed[shapes.IssueOut]:
    """List issues: the live ones by name, unless something else is asked for."""
    seat = seat_of(request, partnership_id, Verb.SEE_ISSUES)
    return listed(access.issues(seat, asked.wanted()), asked, shapes.issues_out)


@router.post(ISSUES, response={201: shapes.IssueOut, **REFUSALS})
def add_issue(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.IssueNew
) -> Status[shapes.IssueOut]:
    """Add an issue. A second live one of the same name is refused with 422."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    added = actions.add_issue(
        by=seat, name=sent.name, theme=theme_in(seat, sent.theme_id), new_theme=sent.new_theme,
        description=sent.description, origin=sent.origin, origin_note=sent.origin_note,
        tags=frozenset(sent.tags),
    )  # fmt: skip
    return Status(201, shapes.issue_out(added))


@router.get(ONE, response={200: shapes.IssueStory, **REFUSALS})
def read_issue(request: AskedByProgram, partnership_id: UUID, issue_id: UUID) -> shapes.IssueStory:
    """Read an issue, what it came from, what it became, and the evidence of all of them."""
    seat = seat_of(request, partnership_id, Verb.SEE_ISSUES)
    found = access.issue(seat, issue_id)
    return shapes.story_out(found, access.story(seat, found))


@router.put(ONE, response={200: shapes.IssueOut, 409: shapes.IssueConflict, **REFUSALS})
def change_issue(
    request: AskedByProgram, partnership_id: UUID, issue_id: UUID, sent: shapes.IssueIn
) -> shapes.IssueOut | Status[shapes.IssueConflict]:
    """Change a live issue to what is sent."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    found = access.issue(seat, issue_id)
    try:
        changed = actions.change_issue(
            by=seat, issue=found, version=sent.version, name=sent.name,
            theme=theme_in(seat, sent.theme_id), new_theme=sent.new_theme,
            description=sent.description, origin=sent.origin, origin_note=sent.origin_note,
            tags=frozenset(sent.tags),
        )  # fmt: skip
    except ChangedMeanwhile:
        now = shapes.issue_out(access.issue(seat, issue_id))
        return Status(
            409, shapes.IssueConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.issue_out(changed)


@router.post(ONE + "/retire", response={200: shapes.IssueOut, **REFUSALS})
def retire_issue(
    request: AskedByProgram, partnership_id: UUID, issue_id: UUID, sent: shapes.Because
) -> shapes.IssueOut:
    """Take an issue off the list, with the reason. One that is retired already stays as it is."""
    seat = seat_of(request, partnership_id, Verb.CLOSE_ISSUES)
    found = access.issue(seat, issue_id)
    return shapes.issue_out(actions.retire_issue(by=seat, issue=found, reason=sent.reason))


@router.post(ONE + "/split", response={201: list[shapes.IssueOut], **REFUSALS})
def split_issue(
    request: AskedByProgram, partnership_id: UUID, issue_id: UUID, sent: shapes.SplitIn
) -> Status[list[shapes.IssueOut]]:
    """Make several new issues of one, which stays readable and leads to them."""
    seat = seat_of(request, partnership_id, Verb.CLOSE_ISSUES)
    parts = merging_actions.split_issue(
        by=seat, issue=access.issue(seat, issue_id), names=sent.names, reason=sent.reason
    )
    return Status(201, shapes.issues_out(parts))


@router.post(ONE + "/evidence", response={200: shapes.EvidenceOut, **REFUSALS})
def add_evidence(
    request: AskedByProgram, partnership_id: UUID, issue_id: UUID, sent: shapes.EvidenceNew
) -> shapes.EvidenceOut:
    """Add evidence to a live issue. The same again gives what is there already."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    added = actions.add_evidence(
        by=seat, issue=access.issue(seat, issue_id), text=sent.text, source=sent.source,
        period=sent.period, link=sent.link,
    )  # fmt: skip
    return shapes.evidence_out(added)


@router.post(
    HERE + "/evidence/{uuid:evidence_id}/withdraw",
    response={200: shapes.EvidenceOut, **REFUSALS},
)
def withdraw_evidence(
    request: AskedByProgram, partnership_id: UUID, evidence_id: UUID, sent: shapes.Because
) -> shapes.EvidenceOut:
    """Withdraw evidence, with the reason. It stays readable."""
    seat = seat_of(request, partnership_id, Verb.EDIT_ISSUES)
    withdrawn = actions.withdraw_evidence(
        by=seat, evidence=access.evidence(seat, evidence_id), reason=sent.reason
    )
    return shapes.evidence_out(withdrawn)
