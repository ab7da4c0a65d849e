"""The page on which a partnership says in its own words what each level means."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonground.rooms.consultation import access, describing_actions, presenters
from commonground.rooms.consultation.describing import (
    DescriptorSet,
    Place,
    own_descriptors,
    with_the_same_method,
)
from commonground.rooms.consultation.forms import CopyForm, DescriptorsForm, today
from commonground.rooms.consultation.methods import level_told, published_method
from commonground.rooms.consultation.models import DESCRIPTOR_LENGTH
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class DescribedLevel:
    """A level, and the text that is written for it."""

    field: str
    label: str
    text: str


@form_page
@signed_in
def descriptors(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    method, held = published_method(found), own_descriptors(found)
    others = with_the_same_method(found)
    is_copy = "source" in request.POST
    form = DescriptorsForm(
        None if is_copy else sent(request),
        initial={
            "set_by": held[0].set_by if held else "",
            "set_on": held[0].set_on if held else today(),
        },
    )
    copy = CopyForm(sent(request) if is_copy else None, rounds=others)
    texts = _sent_texts(method, request.POST) if request.POST else None

    def save() -> HttpResponse:
        chosen = DescriptorSet(texts or {}, **form.cleaned_data)
        describing_actions.set_descriptors(by=seat, about=found, chosen=chosen)
        return saved()

    def take() -> HttpResponse:
        chosen = next(one for one in others if str(one.pk) == copy.cleaned_data["source"])
        describing_actions.copy_descriptors(by=seat, about=found, source=chosen)
        return saved()

    def saved() -> HttpResponse:
        said = _("What the levels mean was saved.")
        return done(request, said, "consultation:descriptors", partnership_id, round_id)

    answer = acted(copy, take) if is_copy else acted(form, save)
    shown = texts if texts else {(one.criterion, one.level): one.text for one in held}
    return answer or render(
        request,
        "consultation/descriptors.html",
        {
            "seat": seat,
            "form": form,
            "copy": copy if others and found.is_draft else None,
            "groups": _groups(method, shown),
            "most": DESCRIPTOR_LENGTH,
            "name": found.name,
            "back_href": presenters.address("round", seat, found.pk),
        },
    )


def _field(criterion: str, level: int) -> str:
    return f"means-{criterion}-{level}"


def _sent_texts(method: Method, fields: Mapping[str, str]) -> dict[Place, str]:
    return {
        (one.id, at): str(fields.get(_field(one.id, at), ""))
        for one in method.criteria
        for at in range(len(one.levels))
    }


def _groups(
    method: Method, texts: Mapping[Place, str]
) -> list[tuple[str, str, list[DescribedLevel]]]:
    return [
        (
            one.id,
            _(one.label),
            [
                DescribedLevel(_field(one.id, at), level_told(level), texts.get((one.id, at), ""))
                for at, level in enumerate(one.levels)
            ],
        )
        for one in method.criteria
    ]
