"""Every write about Word files that come back: nothing in them is taken over by itself."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.word.coming_back import Note, Returned, ReturnedText, read
from commonground.errors import BadInput
from commonground.rooms.assessment.actions import write_text
from commonground.rooms.assessment.models import (
    CONTENT_LENGTH,
    Assessment,
    Block,
    Offer,
    OfferState,
    Origin,
    Remnant,
    ReturnedFile,
    Revision,
    State,
)
from commonground.rooms.assessment.returning_access import alike
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.sentences import say

NAME_LENGTH = 200
_Blocks = Mapping[str, Block]


@action
def take_back(*, by: Seat, about: Assessment, name: str, held: bytes) -> ReturnedFile:
    """Read a Word file that was edited, and keep each text that differs as an offer.

    A file that was taken back before is that one again: nothing is offered twice. BadInput where it
    cannot be read, or is of another assessment.
    """
    check_may_do(by.roles, Verb.WRITE)
    if Assessment.objects.select_for_update().get(pk=about.pk).state == State.ISSUED:
        raise BadInput(
            _("This assessment has been issued. Take it back to the drafting before you write.")
        )
    digest = sha256(held).hexdigest()
    known = ReturnedFile.objects.filter(assessment=about, sha256=digest).first()
    if known is not None:
        return known
    found = read(held)
    texts = Block.objects.filter(section__assessment=about).prefetch_related("revisions")
    blocks = {str(one.pk): one for one in texts}
    _check_own(about, found, blocks)
    made = ReturnedFile.objects.create(
        assessment=about, name=PurePath(name).name[:NAME_LENGTH], sha256=digest, by=by.person
    )
    offers = _offers(made, found.texts, blocks)
    Offer.objects.bulk_create(offers)
    Remnant.objects.bulk_create(_remnants(made, found, blocks))
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took back"), about=made,
        after={"name": made.name, "sha256": digest, "texts": len(offers)},
    )  # fmt: skip
    return made


@action
def accept(*, by: Seat, about: Offer, version: int) -> Offer:
    """Take a text over as the next revision of its block; ChangedMeanwhile as in `write_text`.

    `version` is the block's as it was seen beside the offer.
    """
    current = _open_offer(by, about)
    block = current.block
    write_text(
        by=by, about=block, version=version, text=current.text, marking=block.marking,
        origin=Origin.WORD, source=current.returned.name,
    )  # fmt: skip
    return _decided(by, current, OfferState.ACCEPTED)


@action
def accept_uncontested(*, by: Seat, about: ReturnedFile) -> int:
    """Take over every open text where nobody wrote since the file was taken away."""
    check_may_do(by.roles, Verb.WRITE)
    Assessment.objects.select_for_update().get(pk=about.assessment_id)
    found = about.offers.filter(state=OfferState.OPEN, block__is_removed=False)
    some = [
        one for one in found.select_related("block").order_by("position")
        if one.base == one.block.revision and len(one.text) <= CONTENT_LENGTH
    ]  # fmt: skip
    for one in some:
        accept(by=by, about=one, version=one.block.version)
    return len(some)


@action
def leave_out(*, by: Seat, about: Offer) -> Offer:
    """Leave a text of the file out. It can be offered again."""
    return _decided(by, _open_offer(by, about), OfferState.REFUSED)


@action
def offer_again(*, by: Seat, about: Offer) -> Offer:
    """Let a text be decided on once more. What was taken over stays until somebody writes."""
    current = _locked(by, about)
    return current if current.state == OfferState.OPEN else _decided(by, current, OfferState.OPEN)


def _check_own(about: Assessment, found: Returned, blocks: _Blocks) -> None:
    is_own = found.document == str(about.pk) if found.document else True
    if not is_own or not any(one.id in blocks for one in found.texts):
        raise BadInput(
            _("This Word file was made from another document. Open that one, and bring it back.")
        )


def _offers(
    made: ReturnedFile, texts: Sequence[ReturnedText], blocks: _Blocks
) -> list[Offer]:  # fmt: skip
    return [
        Offer(returned=made, block=blocks[one.id], position=at, base=one.revision, text=one.text)
        for at, one in enumerate(texts)
        if one.id in blocks and _is_edited(one, blocks[one.id])
    ]


def _is_edited(text: ReturnedText, block: Block) -> bool:
    """Return whether somebody wrote in the file what is not written here already.

    A file that lost its record says of every text that it changed: one that reads like any of its
    revisions was not touched.
    """
    if not text.is_changed or alike(text.text, block.content):
        return False
    known: list[Revision] = list(block.revisions.all())
    before = [one for one in known if one.number == text.revision] if text.revision else known
    return not any(alike(text.text, one.text) for one in before)


def _remnants(made: ReturnedFile, found: Returned, blocks: _Blocks) -> list[Remnant]:
    strays = [
        Note(say("This text is of no block of the assessment, and was not taken in."), "", one.text)
        for one in found.texts if one.id not in blocks
    ]  # fmt: skip
    return [
        Remnant(returned=made, block=blocks.get(one.text_id), said=str(one.said), words=one.words)
        for one in (*found.notes, *strays)
    ]


def _open_offer(by: Seat, about: Offer) -> Offer:
    current = _locked(by, about)
    if current.state != OfferState.OPEN:
        raise BadInput(_("Somebody has decided on this text already."))
    return current


def _locked(by: Seat, about: Offer) -> Offer:
    """Return an offer as it is now; whoever decides locks the assessment first, as writers do."""
    check_may_do(by.roles, Verb.WRITE)
    Assessment.objects.select_for_update().get(pk=about.returned.assessment_id)
    found = Offer.objects.select_for_update(of=("self",))
    return found.select_related("block__section__assessment", "returned").get(pk=about.pk)


def _decided(by: Seat, current: Offer, state: OfferState) -> Offer:
    before = current.state
    current.state, current.version = state, current.version + 1
    current.decided_by = None if state == OfferState.OPEN else by.person
    current.decided_at = None if state == OfferState.OPEN else timezone.now()
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("decided on"), about=current,
        before={"state": before}, after={"state": state, "name": current.returned.name},
    )  # fmt: skip
    return current
