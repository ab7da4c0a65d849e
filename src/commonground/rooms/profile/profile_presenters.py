"""What the pages of a profile show: how its parts stand, what may be done, and what was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.assessment.templates import (
    DocumentKind,
    Weight,
    every_section,
    templates,
    templates_of,
)
from commonground.documents.contents.audiences import Audience, rule_for
from commonground.documents.contents.builds import Build
from commonground.documents.profile.governance import governance, may_move
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership
from commonground.rooms.profile.addresses import address, address_if
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import (
    Edition,
    Finding,
    Found,
    MoveMade,
    Profile,
    Recipient,
    Release,
    Withheld,
)
from commonground.rooms.profile.parties import Hand
from commonground.rooms.profile.profile_access import Standing
from commonground.rooms.profile.profile_actions import check_move, check_release, who_told
from commonground.rooms.profile.rules import Verb, may_do
from commonground.rooms.profile.source_presenters import Tag, day
from commonground.rooms.profile.threats import threat_id
from commonground.rooms.telling import faults_told, tell

FEWEST_WORDS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A profile in the list."""

    title: str
    href: str
    state: Tag
    until: str
    review: Tag | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A section of a profile, and how it stands."""

    heading: str
    level: int
    href: str
    is_mandatory: bool
    tag: Tag
    written: str
    hold_href: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of entry: how many stand, and how many of them nobody confirmed yet."""

    title: str
    href: str
    count: int
    open: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A step that the rules know from here: a link where this person may take it."""

    label: str
    href: str
    blocked: str


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A step that was taken."""

    at: str
    said: str
    why: str
    by: str
    digest: str


@dataclass(frozen=True, slots=True)
class Page:
    """One profile."""

    title: str
    state: Tag
    meaning: str
    facts: list[tuple[str, str]]
    sections_href: str
    kinds: list[KindRow]
    moves: list[MoveRow]
    made: list[MadeRow]
    text_href: str
    builds_href: str
    changes_href: str
    change_href: str


def state_tag(state_id: str) -> Tag:
    """Return the state of a profile in words and a colour."""
    state = governance().states[state_id]
    return Tag(_(state.label), state.colour)


def rows(here: Seat, found: Iterable[Profile], today: date) -> list[Row]:
    """Return the profiles of the list."""
    return [
        Row(
            one.document.title, address("profile", here, one.pk), state_tag(one.state),
            day(one.data_until), _review(one, today),
        )
        for one in found
    ]  # fmt: skip


def _review(one: Profile, today: date) -> Tag | None:
    if one.state == "superseded":
        return None
    if one.review_on < today:
        return Tag(_("Review was due %(day)s") % {"day": day(one.review_on)}, "red")
    return Tag(_("Review by %(day)s") % {"day": day(one.review_on)}, "grey")


def page(
    here: Seat, about: Profile, counts: Mapping[str, tuple[int, int]], made: Iterable[MoveMade]
) -> Page:
    """Return the page of one profile."""
    state = governance().states[about.state]
    return Page(
        title=about.document.title,
        state=state_tag(about.state),
        meaning=_(state.meaning),
        facts=_facts(about),
        sections_href=address("sections", here, about.pk),
        kinds=_kinds(here, about, counts),
        moves=_moves(here, about),
        made=[_made(one) for one in made],
        text_href=text_href(here, about),
        builds_href=address_if("builds", here, Verb.SEE_BUILDS, about.pk),
        changes_href=address("changes", here, about.pk) if about.previous_id else "",
        change_href=""
        if state.is_locked
        else address_if("change_profile", here, Verb.WRITE_PROFILES, about.pk),
    )


def text_href(here: Seat, about: Profile) -> str:
    """Return where the text of a profile is written."""
    return reverse("assessment:assessment", args=[here.partnership.pk, about.document_id])


def _facts(about: Profile) -> list[tuple[str, str]]:
    text = about.document
    previous = about.previous.document.title if about.previous else _("None: it is the first")
    return [
        (_("Who answers for it"), text.author or _("Nobody yet")),
        (_("Template"), _(templates()[text.template].title) if text.template in templates()
         else text.template),
        (_("Ranking"), text.ranking.closing.round.name),
        (_("Data until"), day(about.data_until)),
        (_("Next review"), day(about.review_on)),
        (_("Data protection impact assessment"), about.dpia or _("None named")),
        (_("Profile before"), previous),
    ]  # fmt: skip


def part_rows(
    here: Seat, about: Profile, found: Sequence[Standing], findings: Mapping[str, Finding],
    today: date,
) -> list[PartRow]:  # fmt: skip
    """Return the sections, each with how it stands on a day."""
    template = templates().get(about.document.template)
    mandatory = {
        one.id for one in every_section(template.sections) if one.weight is Weight.MANDATORY
    } if template else set()  # fmt: skip
    is_locked = governance().states[about.state].is_locked
    return [
        PartRow(
            heading=one.section.heading,
            level=one.level,
            href=f"{text_href(here, about)}#section-{one.section.pk}",
            is_mandatory=one.section.key in mandatory,
            tag=_finding_tag(about, one, findings)
            or stand_tag(one, today, is_needed=one.section.key in mandatory),
            written=_written(one),
            hold_href=""
            if is_locked or not (one.is_carried or is_old(one, today))
            else address_if("hold_section", here, Verb.WRITE_PROFILES, about.pk, one.section.pk),
        )
        for one in found
        if not one.is_bare
    ]


def _finding_tag(about: Profile, one: Standing, findings: Mapping[str, Finding]) -> Tag | None:
    """Return what was found of a threat, where nothing more need be written of it."""
    if not one.section.subject:
        return None
    found = findings.get(threat_id(about.threat_picture, one.section.subject))
    if found is None:
        return Tag(_("No finding yet"), "red")
    return None if found.found == Found.ASSESSED else Tag(str(Found(found.found).label), "blue")


def last_touched(one: Standing) -> datetime | None:
    """Return when somebody last wrote in a section, or said that it holds."""
    held = one.part.held_at if one.part else None
    return max((each for each in (held, one.touched_at) if each), default=None)


def is_confirmed(one: Standing) -> bool:
    """Return whether nothing in a section stands as it was carried over, unconfirmed."""
    held = one.part.held_at if one.part else None
    if not one.is_carried:
        return True
    return held is not None and (one.touched_at is None or held >= one.touched_at)


def is_old(one: Standing, today: date) -> bool:
    """Return whether nobody wrote in a section, or confirmed it, for longer than it stays fresh."""
    touched = last_touched(one)
    if touched is None:
        return False
    at = localdate(touched)
    months = (today.year - at.year) * 12 + today.month - at.month - (today.day < at.day)
    return months >= governance().fresh_months


def stand_tag(one: Standing, today: date, *, is_needed: bool = True) -> Tag:
    """Return how a section stands, in words and a colour."""
    if one.words < FEWEST_WORDS and not one.has_more:
        return Tag(_("Empty"), "red" if is_needed else "grey")
    if not is_confirmed(one):
        return Tag(_("Carried over: does it still hold?"), "orange")
    if is_old(one, today):
        return Tag(_("Old"), "orange")
    if last_touched(one) is None:
        return Tag(_("As in the template"), "grey")
    return Tag(_("Fresh"), "green")


def _written(one: Standing) -> str:
    held = one.part if one.part and one.part.held_at and one.part.held_by else None
    if held and held.held_at and held.held_at == last_touched(one):
        told = {"name": str(held.held_by), "day": day(localdate(held.held_at))}
        return _("Still holds, says %(name)s, %(day)s") % told
    if one.touched_at is None:
        return ""
    return _("%(name)s, %(day)s") % {"name": one.by, "day": day(localdate(one.touched_at))}


def _kinds(here: Seat, about: Profile, counts: Mapping[str, tuple[int, int]]) -> list[KindRow]:
    return [
        KindRow(
            _(kind.title), address("entries", here, about.pk, kind.id), counts[kind.id][0],
            ngettext("%(num)s to confirm", "%(num)s to confirm", counts[kind.id][1])
            % {"num": counts[kind.id][1]} if counts[kind.id][1] else "",
        )
        for kind in KINDS.values()
    ]  # fmt: skip


def _moves(here: Seat, about: Profile) -> list[MoveRow]:
    hand = Hand(here, about)
    found = []
    for one in governance().moves_from(about.state):
        if not may_move(one, hand.parties):
            told = _("For: %(who)s") % {"who": who_told(one)}
            found.append(MoveRow(_(one.label), "", told))
            continue
        try:
            check_move(hand, one)
        except BadInput as refused:
            found.append(MoveRow(_(one.label), "", " ".join(faults_told(refused))))
        else:
            href = address("move", here, about.pk, about.state, one.to)
            found.append(MoveRow(_(one.label), href, ""))
    return found


def _made(one: MoveMade) -> MadeRow:
    states = governance().states
    said = _("%(before)s to %(after)s") % {
        "before": _(states[one.before].label), "after": _(states[one.after].label),
    }  # fmt: skip
    at = date_format(localtime(one.at), "j F Y, H:i")
    return MadeRow(at, said, one.why, one.by.name, one.sha256)


@dataclass(frozen=True, slots=True)
class ReleasedRow:
    """A build that was released."""

    by: str
    files: list[tuple[str, str]]
    list_href: str
    read: str


@dataclass(frozen=True, slots=True)
class BuildRow:
    """A build of a profile: its marking, what it leaves out, and what became of it."""

    title: str
    marking: str
    left_out: list[tuple[str, str]]
    released: ReleasedRow | None
    release_href: str
    blocked: str
    drafts: list[tuple[str, str]]


FILES = ("docx", "pdf", "html")


def build_rows(
    here: Seat, about: Profile, found: Iterable[Build], edition: Edition | None,
    released: Iterable[Release], lists: Mapping[object, tuple[int, int]],
) -> list[BuildRow]:  # fmt: skip
    """Return each build with what may be done with it."""
    hand = Hand(here, about)
    held = {one.audience: one for one in released if edition and one.edition_id == edition.pk}
    return [
        BuildRow(
            title=_(rule_for(one.audience).title),
            marking=one.document.marking,
            left_out=left_out(one),
            released=_released(here, about, held[one.audience.value], lists)
            if one.audience.value in held else None,
            **_release_press(here, hand, one.audience, edition),
            drafts=[
                (kind, address("draft_file", here, about.pk, one.audience.value, kind))
                for kind in FILES if may_do(here.roles, Verb.WRITE_PROFILES)
            ],
        )
        for one in found
    ]  # fmt: skip


def left_out(build: Build) -> list[tuple[str, str]]:
    """Return what a build does not hold, and why."""
    return [(tell(one.what), tell(one.why)) for one in build.left_out]


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A build of an edition that something else stands in the place of now."""

    title: str
    edition: int
    released: ReleasedRow


def earlier_rows(
    here: Seat, about: Profile, released: Iterable[Release], edition: Edition | None
) -> list[EarlierRow]:
    """Return what was released of earlier editions: it stays readable."""
    return [
        EarlierRow(
            _(rule_for(Audience(one.audience)).title), one.edition.number,
            _released(here, about, one, {}),
        )
        for one in released if edition is None or one.edition_id != edition.pk
    ]  # fmt: skip


def _release_press(
    here: Seat, hand: Hand, audience: Audience, edition: Edition | None
) -> dict[str, str]:
    if edition is None:
        return {"release_href": "", "blocked": _("It is released once it is signed.")}
    try:
        check_release(hand, audience)
    except BadInput as refused:
        return {"release_href": "", "blocked": " ".join(faults_told(refused))}
    return {"release_href": address("release", here, hand.about.pk, audience.value), "blocked": ""}


def _released(
    here: Seat, about: Profile, one: Release, lists: Mapping[object, tuple[int, int]]
) -> ReleasedRow:
    sent, read = lists.get(one.pk, (0, 0))
    told = {"name": one.by.name, "day": day(localdate(one.at))}
    return ReleasedRow(
        by=_("Released by %(name)s, %(day)s") % told,
        files=[(kind, address("release_file", here, about.pk, one.pk, kind)) for kind in FILES],
        list_href=address("distribution", here, about.pk, one.pk),
        read=_("%(read)s of %(sent)s recipients have read it") % {"read": read, "sent": sent},
    )


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """Somebody on a distribution list."""

    name: str
    agency: str
    sent: str
    read: Tag


def recipient_rows(found: Iterable[Recipient]) -> list[RecipientRow]:
    """Return the lines of a distribution list."""
    return [
        RecipientRow(
            one.member.person.name, one.member.agency.name if one.member.agency else "",
            _sent(one),
            Tag(_("Read %(day)s") % {"day": day(localdate(one.read_at))}, "green")
            if one.read_at else Tag(_("Not yet"), "grey"),
        )
        for one in found
    ]  # fmt: skip


def member_told(one: Membership) -> str:
    """Return how somebody is named where recipients are chosen."""
    return f"{one.person.name}, {one.agency.name}" if one.agency else one.person.name


def _sent(one: Recipient) -> str:
    if one.fault:
        return _("Not sent: %(fault)s") % {"fault": one.fault}
    return day(localdate(one.sent_at)) if one.sent_at else _("Not sent yet")


def withheld_rows(here: Seat, found: Iterable[Withheld]) -> list[tuple[str, str, str]]:
    """Return words with what they are, and the address that lets them stand again."""
    return [
        (one.words, one.why, address_if("withhold_no_more", here, Verb.WITHHOLD, one.pk))
        for one in found
    ]


def template_choices() -> list[tuple[str, str]]:
    """Return the templates that a new profile can start from."""
    return [(one.id, _(one.title)) for one in templates_of(DocumentKind.PROFILE).values()]
