"""What the page of one action shows: all that is said of it, in the groups of its form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import tied
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.evidence_presenters import EvidenceRow, evidence_rows
from commonground.rooms.plan.logs import LogRow
from commonground.rooms.plan.models import Action, Kind, Via
from commonground.rooms.plan.owning import Owner, OwnerState
from commonground.rooms.plan.presenters import milestone_when
from commonground.rooms.plan.proposal_presenters import DateRow, tied_date_rows
from commonground.rooms.plan.rules import Verb, may_do
from commonground.rooms.plan.status_tags import Tag, late_words, scale_tag, status_tag
from commonground.rooms.plan.tied import Tie

Row = tuple[str, str]
Group = tuple[str, list[Row]]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with what can be done to it."""

    text: str
    when: str
    is_done: bool
    version: int
    done_href: str
    change_href: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One dated row of the log."""

    heading: str
    status: Tag
    who: str
    note: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action."""

    ref: str
    text: str
    status: Tag
    late: list[str]
    reason: str
    owner: str
    groups: list[Group]
    serves: list[Row]
    milestones: list[MilestoneRow]
    disruptions: list[tuple[str, str, Tag, str]]
    disrupt_href: str
    log: list[LogEntry]
    go: list[Row]
    add_milestone_href: str
    plan_href: str


def action_page(
    here: Seat, about: Action, ties: Sequence[Tie], owner: Owner, log: Sequence[LogRow],
    say_href: str,
) -> ActionPage:  # fmt: skip
    """Return the page of one action from everything that hangs on it."""
    sees = may_do(here.roles, Verb.SEE_PLANS)
    recommendations = tied.of_kind(ties, tied.RECOMMENDATION)
    disrupt = address_if("record_disruption", here, Verb.RECORD_DISRUPTIONS)
    return ActionPage(
        ref=about.ref, text=about.text, status=status_tag(about.status),
        late=late_words(about, timezone.localdate()), reason=about.reason,
        owner=owner_words(owner), groups=_groups(about, ties),
        serves=[
            (f"R{one.number}: {one.name}",
             address("recommendation", here, one.around, one.id) if sees else "")
            for one in recommendations
        ],
        milestones=[_milestone(here, about, one) for one in tied.of_kind(ties, tied.MILESTONE)],
        disruptions=[
            (f"D{one.number}: {one.name}", day_in_words(one.first), scale_tag(one.word),
             address("disruption", here, one.id) if sees else "")
            for one in tied.of_kind(ties, tied.DISRUPTION)
        ],
        disrupt_href=f"{disrupt}?action={about.pk}" if disrupt else "",
        log=[_entry(one) for one in log], go=_go(here, about, say_href),
        add_milestone_href=address_if("add_milestone", here, Verb.EDIT_PLANS, about.pk),
        plan_href=address("plan", here, recommendations[0].around)
        if sees and recommendations else address("own_actions", here),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentIn:
    """What owners have sent in and proposed, and where to do the same."""

    evidence: list[EvidenceRow]
    dates: list[DateRow]
    evidence_href: str
    propose_href: str
    link_href: str


def sent_in(here: Seat, about: Action, ties: Sequence[Tie], *, may_say: bool) -> SentIn:
    """Return the part of an action's page that its owners fill."""
    link = address_if("answer_link", here, Verb.ASK_OWNERS, about.pk)
    may_propose = may_say and about.is_live
    return SentIn(
        evidence=evidence_rows(
            ties, lambda held: address("evidence_file", here, about.pk, held)
        ),
        dates=tied_date_rows(here, ties),
        evidence_href=address("add_evidence", here, about.pk) if may_say else "",
        propose_href=address("propose_date", here, about.pk) if may_propose else "",
        link_href=link if about.is_live else "",
    )  # fmt: skip


def owner_words(owner: Owner) -> str:
    """Return who answers for an action today, as a sentence would say it."""
    agency = owner.agency.name if owner.agency else ""
    place = ", ".join(one for one in (owner.role, agency) if one)
    if owner.state == OwnerState.VACANT:
        return _("%(place)s: nobody is in the role now") % {"place": place}
    if owner.member is None:
        return place or _("Nobody yet")
    name = owner.member.person.name
    if owner.state == OwnerState.PASSED_ON and owner.left is not None:
        return _("%(name)s, %(place)s (in place of %(left)s)") % {
            "name": name, "place": place, "left": owner.left.person.name
        }  # fmt: skip
    return f"{name}, {place}" if place else name


def _groups(about: Action, ties: Sequence[Tie]) -> list[Group]:
    def names(kind: str) -> str:
        return ", ".join(one.name for one in tied.of_kind(ties, kind))

    days = ", ".join(
        f"{one.name}: {one.amount.normalize():f}"
        for one in tied.of_kind(ties, tied.DAYS) if one.amount is not None
    )  # fmt: skip
    agency = about.lead_agency.name if about.lead_agency else ""
    person = about.lead_person.person.name if about.lead_person else ""
    months = about.review_every_months
    every = _("every %(months)s months") % {"months": months} if months else ""
    groups = (
        (_("Who"), ((_("Lead agency"), agency), (_("Lead role"), about.lead_role),
                    (_("Lead person"), person),
                    (_("Supporting agencies"), names(tied.SUPPORTING)),
                    (_("Also reported to"), names(tied.BOARD)))),
        (_("When"), ((_("Start"), day_in_words(about.starts_on)),
                     (_("Due"), day_in_words(about.due_on)),
                     (_("Next review"), day_in_words(about.review_on)),
                     (_("Reviewed"), every), (_("Ended on"), day_in_words(about.ended_on)))),
        (_("Means and effect"),
         ((_("Cost"), "" if about.cost is None else f"£{about.cost:,.2f}"),
          (_("Staff days"), days), (_("Resources"), about.resource),
          (_("Dependency or risk"), about.dependency),
          (_("Assumed effect"), about.expected_effect), (_("Who assumes it"), about.expected_by))),
        (_("At the end"), ((_("Evidence of completion"), about.completion),
                           (_("What was learnt"), about.learning))),
        (_("Handling"), ((_("Marking"), about.marking), (_("Equality note"), about.equality_note))),
    )  # fmt: skip
    return [
        (heading, [(label, value or _("Not said yet")) for label, value in rows])
        for heading, rows in groups
    ]


def _milestone(here: Seat, about: Action, one: Tie) -> MilestoneRow:
    def href(name: str) -> str:
        return address_if(name, here, Verb.EDIT_PLANS, about.pk, one.id)

    return MilestoneRow(
        text=one.name, when=milestone_when(one.first, one.second),
        is_done=one.second is not None, version=one.version,
        done_href="" if one.second else href("milestone_done"),
        change_href=href("change_milestone"), remove_href=href("remove_milestone"),
    )  # fmt: skip


def _go(here: Seat, about: Action, say_href: str) -> list[Row]:
    wanted = (
        (_("Say how it goes"), say_href),
        (_("Review it"), address_if("review", here, Verb.REVIEW, about.pk)),
        (_("Change it"), address_if("change_action", here, Verb.EDIT_PLANS, about.pk)),
    )
    return [(label, href) for label, href in wanted if href]


_OWN_LABELS = {
    "milestone": gettext_lazy("milestone"),
    "measure": gettext_lazy("measure"),
    "reading": gettext_lazy("reading"),
    "staff_days": gettext_lazy("staff days"),
    "evidence": gettext_lazy("evidence"),
    "proposal": gettext_lazy("proposed date"),
}


def _entry(row: LogRow) -> LogEntry:
    when = date_format(localtime(row.at), "DATETIME_FORMAT")
    kind = str(Kind(row.kind).label)
    if row.reviewed_on is not None:
        kind = _("Review of %(day)s by %(who)s") % {
            "day": day_in_words(row.reviewed_on), "who": row.reviewed_by
        }  # fmt: skip
    by = row.by or _("The system")
    return LogEntry(
        heading=f"{when}: {kind}", status=status_tag(row.status),
        who=by if row.via == Via.PAGE else f"{by} ({str(Via(row.via).label).lower()})",
        note=row.note,
        changes=[(_label(one.field), one.before or _("(empty)"), one.after or _("(empty)"))
                 for one in row.changes],
    )  # fmt: skip


def _label(field: str) -> str:
    if field in _OWN_LABELS:
        return str(_OWN_LABELS[field])
    try:
        return str(Action._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return field
