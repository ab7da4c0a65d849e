"""Every write to the texts and blocks of an assessment. Nothing that somebody wrote is lost."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.assessment.catalogue import CHARTS, TABLES
from commonground.documents.assessment.references import asked
from commonground.documents.markings import MARKINGS
from commonground.errors import BadInput
from commonground.rooms.assessment.models import (
    CONTENT_LENGTH,
    Assessment,
    Block,
    Kind,
    Origin,
    Revision,
    Section,
    State,
)
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import Deed, action, facts, record, record_all
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile


@action
def write_text(
    *, by: Seat, about: Block, version: int, text: str, marking: str,
    origin: Origin = Origin.WRITTEN, source: str = "",
) -> Block:  # fmt: skip
    """Write a text anew, as its next revision; ChangedMeanwhile where another wrote first.

    Saving what is there already writes nothing.
    """
    current = _open_block(by, about)
    if current.kind != Kind.TEXT:
        raise BadInput(_("This block holds no text."))
    if current.is_removed:
        raise BadInput(_("This block was taken out. Put it back before you write in it."))
    if len(text) > CONTENT_LENGTH:
        most = f"{CONTENT_LENGTH:,}"
        raise BadInput(
            _("A text is at most %(most)s characters long: split it in two.") % {"most": most}
        )
    _check_marking(marking)
    written = text.replace("\r\n", "\n").strip()
    if (current.content, current.marking) == (written, marking):
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    before = _told(current)
    if current.content != written:
        current.revision += 1
        Revision.objects.create(
            block=current, number=current.revision, text=written, origin=origin, source=source,
            by=by.person,
        )  # fmt: skip
    current.content, current.marking = written, marking
    _save(by, current, before)
    return current


@action
def add_block(*, by: Seat, about: Section, kind: Kind, content: str, marking: str) -> Block:
    """Add a block at the end of a section: a text, or a table or chart by its name."""
    _open(by, about.assessment)
    _check_marking(marking)
    if kind != Kind.TEXT:
        # raises BadInput with the nearest names where there is none
        asked(content, TABLES if kind == Kind.TABLE else CHARTS)
    last = Block.objects.filter(section=about).aggregate(last=Max("position"))["last"]
    made = Block(
        section=about, position=0 if last is None else last + 1, kind=kind,
        content=content.replace("\r\n", "\n").strip(), marking=marking,
        revision=int(kind == Kind.TEXT),
    )  # fmt: skip
    made.save(force_insert=True)
    if kind == Kind.TEXT:
        Revision.objects.create(
            block=made, number=1, text=made.content, origin=Origin.WRITTEN, by=by.person
        )
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made),
    )  # fmt: skip
    return made


@action
def move_block(*, by: Seat, about: Block, version: int, places: int) -> Block:
    """Move a block up (-1) or down (1) among the blocks of its section that stand."""
    current = _versioned(by, about, version)
    standing = list(
        Block.objects.select_for_update()
        .filter(section=current.section, is_removed=False).order_by("position", "pk")
    )  # fmt: skip
    at = next(place for place, one in enumerate(standing) if one.pk == current.pk)
    to = at + places
    if not 0 <= to < len(standing):
        return current
    other = standing[to]
    before, others_before = _told(current), _told(other)
    current.position, other.position = other.position, current.position
    # the neighbour keeps its version: whoever is writing in it is not in the way of this
    other.save(update_fields=["position"])
    current.version += 1
    current.save()
    verb = _noop("moved")
    record_all(
        partnership_id=by.partnership.pk, by=by.actor,
        deeds=[Deed(verb, current, before, _told(current)),
               Deed(verb, other, others_before, _told(other))],
    )  # fmt: skip
    return current


@action
def remove_block(*, by: Seat, about: Block, version: int) -> Block:
    """Take a block out of the document. It stays with its history, and can be put back."""
    current = _versioned(by, about, version)
    return _put(by, current, is_removed=True)


@action
def put_back_block(*, by: Seat, about: Block) -> Block:
    """Put a block back that was taken out."""
    current = _open_block(by, about)
    return _put(by, current, is_removed=False)


def _put(by: Seat, current: Block, *, is_removed: bool) -> Block:
    if current.is_removed == is_removed:
        return current
    before = _told(current)
    current.is_removed = is_removed
    _save(by, current, before)
    return current


@action
def move_on(*, by: Seat, about: Assessment, version: int, state: State) -> Assessment:
    """Say how far an assessment has come. What was issued is written no more, unless taken back."""
    check_may_do(by.roles, Verb.WRITE)
    current = Assessment.objects.select_for_update().get(pk=about.pk)
    if current.is_profile:
        raise BadInput(_("A local profile is moved on by its own states."))
    before = facts(current)
    current.state = state
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


def _versioned(by: Seat, about: Block, version: int) -> Block:
    current = _open_block(by, about)
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _open_block(by: Seat, about: Block) -> Block:
    """Return a block as it is now, locked; BadInput where its assessment was issued.

    Whoever writes locks the assessment first, so that nobody writes past its being issued.
    """
    _open(by, about.section.assessment)
    return (
        Block.objects.select_for_update(of=("self",))
        .select_related("section__assessment").get(pk=about.pk)
    )  # fmt: skip


def _open(by: Seat, about: Assessment) -> None:
    check_may_do(by.roles, Verb.WRITE)
    if Assessment.objects.select_for_update().get(pk=about.pk).state == State.ISSUED:
        raise BadInput(
            _("This document has been issued. Take it back to the drafting before you write.")
        )


def _check_marking(marking: str) -> None:
    if marking not in MARKINGS:
        raise BadInput(_("Choose one of the markings that are offered."))


def _save(by: Seat, current: Block, before: dict[str, object]) -> None:
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=_told(current),
    )  # fmt: skip


def _told(block: Block) -> dict[str, object]:
    """Return what the record says of a block: which revision, not the whole of a text again."""
    told = facts(block)
    if block.kind == Kind.TEXT:
        del told["content"]
    return told
