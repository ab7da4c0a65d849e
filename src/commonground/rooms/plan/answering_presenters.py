"""What the pages of owners who answer by link show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.rooms.people.access import Holder, OpenedLink
from commonground.rooms.people.presenters import link_page
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.evidence_presenters import EvidenceRow, evidence_rows
from commonground.rooms.plan.models import Action, DateProposal, Measure, Milestone
from commonground.rooms.plan.presenters import milestone_when
from commonground.rooms.plan.proposal_presenters import DateRow, own_date_rows
from commonground.rooms.plan.status_tags import Tag, late_words, status_tag
from commonground.rooms.plan.tied import Tie


@dataclass(frozen=True, slots=True)
class GonePage:
    """What somebody is told whose link no longer opens anything."""

    heading: str
    what_to_do: str


def gone_page(opened: OpenedLink) -> GonePage:
    """Return what to do next, whom to ask where that is known, and that nothing is lost."""
    told = link_page(opened)
    if opened.link is None:
        return GonePage(told.heading, told.what_to_do)
    ask = _("Ask the analyst of %(name)s for a new one. What you have said is kept.")
    return GonePage(told.heading, ask % {"name": opened.link.membership.partnership.name})


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of a link: whose it is, and of which partnership."""

    partnership: str
    name: str
    agency: str
    is_invented: bool
    until: str
    href: str


def frame(by: Holder, token: str) -> Frame:
    """Return the frame of a link's pages."""
    member = by.member
    return Frame(
        partnership=by.partnership.name, name=member.person.name,
        agency=member.agency.name if member.agency else "", is_invented=by.partnership.is_demo,
        until=date_format(localtime(by.link.expires_at), "DATE_FORMAT"),
        href=reverse("plan:answer", args=[token]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of somebody's own actions, in the list that their link opens."""

    ref: str
    text: str
    href: str
    status: Tag
    when: list[str]
    late: list[str]


def own_rows(token: str, found: Iterable[Action], today: date) -> list[OwnRow]:
    """Return the rows of the list."""
    return [
        OwnRow(
            ref=one.ref, text=one.text,
            href=reverse("plan:answer_action", args=[token, one.pk]),
            status=status_tag(one.status), when=_when(one), late=late_words(one, today),
        )
        for one in found
    ]  # fmt: skip


def _when(about: Action) -> list[str]:
    wanted = ((_("due %(day)s"), about.due_on), (_("next review %(day)s"), about.review_on))
    return [told % {"day": day_in_words(day)} for told, day in wanted if day]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A milestone, with where to say that it is done."""

    text: str
    when: str
    is_done: bool
    version: int
    done_href: str


@dataclass(frozen=True, slots=True)
class OwnAction:
    """One of somebody's own actions, with all that they can say of it."""

    ref: str
    text: str
    status: Tag
    when: list[str]
    late: list[str]
    steps: list[StepRow]
    measures: list[tuple[str, str, str]]
    evidence: list[EvidenceRow]
    dates: list[DateRow]
    evidence_href: str
    propose_href: str


def own_action(
    token: str, about: Action, measures: Sequence[Measure], ties: Sequence[Tie],
    dates: Sequence[DateProposal],
) -> OwnAction:  # fmt: skip
    """Return the page of one of them."""

    def href(name: str, *more: UUID) -> str:
        return reverse(f"plan:{name}", args=[token, about.pk, *more])

    return OwnAction(
        ref=about.ref, text=about.text, status=status_tag(about.status), when=_when(about),
        late=late_words(about, timezone.localdate()),
        steps=[_step(one, href("answer_milestone", one.pk)) for one in about.milestones.all()],
        measures=[(one.name, one.unit, href("answer_measure", one.pk)) for one in measures],
        evidence=evidence_rows(ties), dates=own_date_rows(dates),
        evidence_href=href("answer_evidence"), propose_href=href("answer_date"),
    )  # fmt: skip


def _step(one: Milestone, done_href: str) -> StepRow:
    is_done = one.done_on is not None
    return StepRow(
        text=one.text, when=milestone_when(one.due_on, one.done_on), is_done=is_done,
        version=one.version, done_href="" if is_done else done_href,
    )  # fmt: skip


def highest_marking(found: Iterable[Action]) -> str:
    """Return the highest marking of some actions, for the page that shows them."""
    held = {one.marking for one in found}
    return next((one for one in reversed(MARKINGS) if one in held), OFFICIAL)
