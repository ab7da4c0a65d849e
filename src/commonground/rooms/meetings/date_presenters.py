"""What the pages about a meeting's dates show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.meetings.dates import Suit
from commonground.rooms.meetings.models import DateLetter, Invited, Meeting, ProposedDate, Suits
from commonground.rooms.meetings.presenters import address, when
from commonground.rooms.people.access import Seat


@dataclass(frozen=True, slots=True)
class DateRow:
    """A proposed date, and whom it suits."""

    id: UUID
    when: str
    surely: str
    perhaps: str
    part: int
    """The agencies that it surely suits, of a hundred invited ones."""
    is_best: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of those invited were not yet asked which dates suit, or not told the chosen one."""

    ask: int
    tell: int


@dataclass(frozen=True, slots=True)
class DatesPage:
    """The dates of a meeting."""

    name: str
    meeting_id: UUID
    version: int
    rows: list[DateRow]
    told: str
    ask_text: str
    tell_text: str
    calendar_href: str
    letters_href: str
    back_href: str


def dates_page(
    here: Seat,
    about: Meeting,
    found: Sequence[Suit[ProposedDate]],
    register: Sequence[Invited],
    *,
    answered: int,
    waiting: Waiting,
) -> DatesPage:
    """Return the dates, and how far each suits."""
    agencies = {one.membership.agency_id or one.membership_id for one in register}
    asked = sum(one.link_id is not None for one in register)
    ask = ngettext("Ask %(count)d person", "Ask %(count)d people", waiting.ask)
    tell = ngettext("Tell %(count)d person", "Tell %(count)d people", waiting.tell)
    return DatesPage(
        name=about.name,
        meeting_id=about.pk,
        version=about.version,
        rows=[_row(one, about, max(1, len(agencies))) for one in found],
        told=_("%(answered)d of %(asked)d people who were asked have answered.")
        % {"answered": answered, "asked": asked},
        ask_text=ask % {"count": waiting.ask}
        if waiting.ask and found and about.starts_at is None
        else "",
        tell_text=tell % {"count": waiting.tell} if waiting.tell else "",
        calendar_href=address("calendar", here, about.pk) if about.starts_at else "",
        letters_href=address("date_letters", here, about.pk),
        back_href=address("meeting", here, about.pk),
    )


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that told somebody the date."""

    who: str
    address: str
    told: str
    when: str
    state: str


def letter_rows(some: Iterable[DateLetter]) -> list[LetterRow]:
    """Return the rows of the log."""
    return [
        LetterRow(
            one.membership.person.name, one.address, when(one.starts_at), when(one.written_at),
            _("Sent") if one.sent_at else one.fault or _("Not sent"),
        )
        for one in some
    ]  # fmt: skip


def _row(one: Suit[ProposedDate], about: Meeting, agencies: int) -> DateRow:
    surely, perhaps = len(one.surely), len(one.if_need_be)
    return DateRow(
        id=one.date.pk,
        when=when(one.date.starts_at),
        surely=ngettext("%(count)d agency", "%(count)d agencies", surely) % {"count": surely},
        perhaps=_("%(count)d more if need be") % {"count": perhaps} if perhaps else "",
        part=round(100 * surely / agencies),
        is_best=one.is_best,
        is_chosen=one.date.starts_at == about.starts_at,
    )


@dataclass(frozen=True, slots=True)
class AskedDate:
    """One date that somebody is asked about."""

    field: str
    when: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What somebody sees whom a link asks which dates suit."""

    meeting: str
    partnership: str
    place: str
    name: str
    chosen: str
    rows: list[AskedDate]
    has_answered: bool
    is_invented: bool


def field_of(date_id: UUID) -> str:
    """Return the name of a date's answer in a form."""
    return f"suits-{date_id}"


def answer_page(of: Invited, dates: Sequence[ProposedDate], said: Mapping[UUID, str]) -> AnswerPage:
    """Return the dates with what somebody said of them."""
    about = of.meeting
    return AnswerPage(
        meeting=about.name,
        partnership=about.round.partnership.name,
        place=about.place,
        name=of.membership.person.name,
        chosen=when(about.starts_at) if about.starts_at else "",
        rows=[
            AskedDate(
                field_of(one.pk),
                when(one.starts_at),
                [(kind.value, str(kind.label), said.get(one.pk) == kind.value) for kind in Suits],
            )
            for one in dates
        ],
        has_answered=bool(said),
        is_invented=about.round.partnership.is_demo,
    )
