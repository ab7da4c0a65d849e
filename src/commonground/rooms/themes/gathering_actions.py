"""Every write that brings remarks in: from a closed round, from proposals, or pasted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.consultation import closed_scores
from commonground.rooms.consultation.models import Round
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.issues.models import Issue, Proposal
from commonground.rooms.meetings import access as meetings_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Way
from commonground.rooms.themes import access
from commonground.rooms.themes.models import Gathering, Kind, Remark, SurveyUse
from commonground.rooms.themes.rules import Verb, check_may_do

LONGEST = 10_000
MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A remark to be: what was said and whatever is known of where."""

    text: str
    kind: Kind
    issue_id: UUID | None = None
    agency: str = ""
    way: str = ""
    source: str = ""
    question: str = ""


@action
def gather_round(*, by: Seat, about: Round) -> int:
    """Gather what was remarked in a closed round and noted in its meetings; return how many.

    Each comes once, however often this is done. BadInput before the round closes.
    """
    _lock(by)
    said = closed_scores.remarks_said(about, Viewer.ANALYST)
    drafts = [
        Draft(one.text, Kind.SCORE, one.issue_id, one.agency, one.way, one.source) for one in said
    ]
    drafts += [
        Draft(
            one.text, Kind.MEETING, one.round_issue.issue_id, way=Way.MEETING.value,
            source=str(one.pk),
        )
        for one in meetings_access.notes_of_round(by, about)
    ]  # fmt: skip
    return _gather(by, Gathering(round=about, name=about.name), drafts)


@action
def gather_proposals(*, by: Seat) -> int:
    """Gather what members said with what they proposed; return how many. Each comes once."""
    _lock(by)
    drafts = [_of_proposal(one) for one in access.proposals_waiting(by)]
    return _gather(by, Gathering(name=_("Proposals")), drafts)


def _of_proposal(one: Proposal) -> Draft:
    agency = one.member.agency
    about = one.became or one.about
    said = (str(one) if one.about is None else "", one.description, one.evidence)
    return Draft(
        text="\n".join(part for part in said if part)[:LONGEST],
        kind=Kind.PROPOSAL,
        issue_id=about.pk if about else None,
        agency=agency.speaks_as.name if agency else "",
        way=Way.REMOTE.value,
        source=str(one.pk),
    )


@action
def paste_notes(
    *, by: Seat, name: str, text: str, issue: Issue | None, agency: str, way: str
) -> int:
    """Make a remark of each line that says something; return how many.

    BadInput without a line, with too many, or where the issue is another partnership's.
    """
    _lock(by)
    if issue is not None and issue.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose an issue of this partnership."))
    lines = [" ".join(line.replace("\0", " ").split()) for line in text.splitlines()]
    said = [line for line in lines if line]
    if not said:
        raise BadInput(_("Paste some notes: one remark to a line."))
    too_long = next((at for at, line in enumerate(said, 1) if len(line) > LONGEST), None)
    if too_long is not None:
        raise BadInput(
            _("Line %(line)d is longer than %(most)d characters: make several remarks of it.")
            % {"line": too_long, "most": LONGEST}
        )
    pk = issue.pk if issue else None
    drafts = [Draft(line, Kind.PASTED, pk, agency, way) for line in said]
    return _gather(by, Gathering(name=name.strip() or _("Pasted notes")), drafts)


@action
def import_answers(
    *, by: Seat, name: str, drafts: Sequence[Draft], header: str, parts: Mapping[int, str]
) -> int:
    """Make a remark of each answer to a survey that is not there yet; return how many.

    What each column was used for is kept by the header's digest, for the survey's next export.
    """
    _lock(by)
    SurveyUse.objects.bulk_create(
        (
            SurveyUse(partnership=by.partnership, header_sha256=header, column=at, part=part)
            for at, part in parts.items()
        ),
        update_conflicts=True,
        update_fields=["part"],
        unique_fields=["partnership", "header_sha256", "column"],
    )
    return _gather(by, Gathering(name=name[:200]), drafts)


def _lock(by: Seat) -> None:
    """Let what is gathered wait for each other, so that numbers and sources are taken once."""
    check_may_do(by.roles, Verb.GATHER_REMARKS)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _gather(by: Seat, into: Gathering, drafts: Iterable[Draft]) -> int:
    """Write the remarks that are not there yet, as one set with one entry in the record."""
    new = _not_there_yet(by, list(drafts))
    if len(new) > MOST_AT_ONCE:
        raise BadInput(
            _("These are %(count)d remarks; the most at once is %(most)d.")
            % {"count": len(new), "most": MOST_AT_ONCE}
        )
    if not new:
        return 0
    into.partnership = by.partnership
    into.save(force_insert=True)
    ours = Remark.objects.filter(partnership=by.partnership)
    last = ours.aggregate(last=Max("number"))["last"] or 0
    Remark.objects.bulk_create(
        Remark(
            partnership=by.partnership, gathering=into, number=number, text=one.text,
            issue_id=one.issue_id, agency=one.agency, way=one.way, kind=one.kind, source=one.source,
            question=one.question,
        )
        for number, one in enumerate(new, last + 1)
    )  # fmt: skip
    after = {**facts(into), "remarks": len(new)}
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("gathered"), about=into,
        after=after,
    )  # fmt: skip
    return len(new)


def _not_there_yet(by: Seat, drafts: Sequence[Draft]) -> list[Draft]:
    there = {kind: access.sources(by, kind) for kind in {one.kind for one in drafts if one.source}}
    return [one for one in drafts if not one.source or one.source not in there[one.kind]]
