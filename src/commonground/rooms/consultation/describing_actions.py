"""Writes the partnership's own descriptors while a round is prepared, or copies another round's."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.recording import action
from commonground.rooms.consultation.actions import locked, record_round
from commonground.rooms.consultation.describing import (
    DescriptorSet,
    descriptors_digest,
    own_descriptors,
    with_the_same_method,
)
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    DESCRIPTOR_LENGTH,
    OwnDescriptor,
    Round,
)
from commonground.rooms.consultation.rules import Verb, check_draft, check_may_do
from commonground.rooms.people.access import Seat


@action
def set_descriptors(*, by: Seat, about: Round, chosen: DescriptorSet) -> None:
    """Set what the levels mean, in place of what was set before; an empty text is none.

    BadInput for a level that the method does not have, or where nobody is named who set them.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    texts = {place: text.strip() for place, text in chosen.texts.items() if text.strip()}
    if texts and not chosen.set_by.strip():
        raise BadInput(_("Enter who set them: it is kept beside them."))
    counts = {one.id: len(one.levels) for one in published_method(current).criteria}
    refuse(
        _("The method has no level %(level)d of %(name)s.") % {"level": level, "name": criterion}
        for criterion, level in texts
        if not 0 <= level < counts.get(criterion, 0)
    )
    refuse(
        _("A descriptor is at most %(most)d characters long.") % {"most": DESCRIPTOR_LENGTH}
        for text in texts.values()
        if len(text) > DESCRIPTOR_LENGTH
    )
    _replace(
        by,
        current,
        [
            OwnDescriptor(
                round=current, criterion=criterion, level=level, text=text,
                set_by=chosen.set_by.strip(), set_on=chosen.set_on,
            )
            for (criterion, level), text in texts.items()
        ],
    )  # fmt: skip


@action
def copy_descriptors(*, by: Seat, about: Round, source: Round) -> None:
    """Take another round's descriptors, with who set them and when, in place of one's own.

    BadInput where that round has none, or scores by another method.
    """
    check_may_do(by.roles, Verb.EDIT_ROUNDS)
    current = locked(by, about)
    check_draft(current.status)
    if source.pk not in {one.pk for one in with_the_same_method(current)}:
        raise BadInput(_("That round has no descriptors of this method."))
    copied = [
        OwnDescriptor(
            round=current, criterion=one.criterion, level=one.level, text=one.text,
            set_by=one.set_by, set_on=one.set_on,
        )
        for one in own_descriptors(source)
    ]  # fmt: skip
    _replace(by, current, copied)


def _replace(by: Seat, current: Round, wanted: list[OwnDescriptor]) -> None:
    held = own_descriptors(current)
    if descriptors_digest(held) == descriptors_digest(wanted):
        return
    OwnDescriptor.objects.filter(round=current).delete()
    OwnDescriptor.objects.bulk_create(wanted)
    told = {"descriptors": len(wanted), "descriptors_sha256": descriptors_digest(wanted)}
    record_round(by, _noop("described the levels of"), current, None, told)
