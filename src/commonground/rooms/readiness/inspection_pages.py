"""Pages of what inspections recommended: the list, one with its history, and each change to it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.readiness import access, inspection_access, inspection_actions
from commonground.rooms.readiness import inspection_presenters as presenters
from commonground.rooms.readiness.addresses import address_if
from commonground.rooms.readiness.forms import InspectionForm, StepForm
from commonground.rooms.readiness.inspection_actions import InspectionFields
from commonground.rooms.readiness.models import InspectionRecommendation, Stage
from commonground.rooms.readiness.rules import Verb


@require_safe
@signed_in
def inspections(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    context = {
        "seat": seat,
        "rows": presenters.rows(seat, inspection_access.recommendations(seat)),
        "add_href": address_if("add_inspection", seat, Verb.KEEP_INSPECTIONS),
    }
    return render(request, "readiness/inspections.html", context)


@require_safe
@signed_in
def inspection(request: Asked, partnership_id: UUID, recommendation_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    about = inspection_access.recommendation(seat, recommendation_id)
    chain = inspection_access.chain(seat, about)
    actions, steps = inspection_access.actions_of(about), inspection_access.steps(chain)
    page = presenters.page(seat, about, actions, chain, steps)
    return render(request, "readiness/inspection.html", {"seat": seat, "page": page})


@form_page
@signed_in
def add_inspection(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_INSPECTIONS)
    form = _form(seat, None, None, sent(request))

    def add() -> HttpResponse:
        made = inspection_actions.add_recommendation(by=seat, fields=_fields(seat, form))
        said = _("%(ref)s was entered.") % {"ref": made.ref}
        return done(request, said, "readiness:inspection", partnership_id, made.pk)

    return acted(form, add) or render(
        request, "readiness/add_inspection.html", {"seat": seat, "form": form}
    )


@form_page
@signed_in
def change_inspection(
    request: Asked, partnership_id: UUID, recommendation_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_INSPECTIONS)
    about = inspection_access.recommendation(seat, recommendation_id)
    form_of = partial(_form, seat, about)
    form = form_of(about, sent(request))

    def keep() -> HttpResponse:
        inspection_actions.change_recommendation(
            by=seat, about=about, version=form.cleaned_data["version"], fields=_fields(seat, form)
        )
        said = _("%(ref)s was changed.") % {"ref": about.ref}
        return done(request, said, "readiness:inspection", partnership_id, about.pk)

    return saved(request, form, keep, form_of, seat=seat) or render(
        request, "readiness/change_inspection.html", {"seat": seat, "form": form, "about": about}
    )


@form_page
@signed_in
def step(request: Asked, partnership_id: UUID, recommendation_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_INSPECTIONS)
    about = inspection_access.recommendation(seat, recommendation_id)
    form = _step_form(about, sent(request))

    def move() -> HttpResponse:
        data = form.cleaned_data
        inspection_actions.move_on(
            by=seat, about=about, version=data["version"], stage=Stage(data["stage"]),
            on=data["on"], note=data["note"], evidence=data["evidence"],
            evidence_url=data["evidence_url"],
        )  # fmt: skip
        said = _("It now says: %(state)s.") % {"state": Stage(data["stage"]).label}
        return done(request, said, "readiness:inspection", partnership_id, about.pk)

    return saved(request, form, move, _step_form, seat=seat) or render(
        request, "readiness/step.html", {"seat": seat, "form": form, "about": about}
    )


def _step_form(about: Any, typed: QueryDict | None = None) -> StepForm:
    initial = {"stage": about.stage, "evidence": about.evidence,
               "evidence_url": about.evidence_url, "version": about.version}  # fmt: skip
    return StepForm(typed, initial=initial)


def _form(
    seat: Seat, about: InspectionRecommendation | None, now: Any, typed: QueryDict | None = None
) -> InspectionForm:
    agencies = people_access.agencies(seat)
    earlier = presenters.earlier(inspection_access.recommendations(seat), about)
    actions = inspection_access.actions_of(now) if now else []
    return InspectionForm(
        typed, initial=presenters.initial(now, actions) if now else {},
        agencies=[(str(one.pk), one.name) for one in agencies], earlier=earlier,
    )  # fmt: skip


def _fields(seat: Seat, form: InspectionForm) -> InspectionFields:
    """Return what was sent; BadInput for the number of an action that the plan does not have."""
    data = form.cleaned_data
    found = inspection_access.actions_called(seat, data["actions"])
    missing = [f"A{number}" for number in data["actions"] if number not in found]
    if missing:
        told = {"actions": ", ".join(missing)}
        raise BadInput(_("The action plan has no %(actions)s.") % told)
    return InspectionFields(
        body=data["body"], held_on=data["held_on"], text=data["text"],
        received_on=data["received_on"], due_on=data["due_on"],
        owner_agency=UUID(data["owner_agency"]) if data["owner_agency"] else None,
        owner_role=data["owner_role"], actions=frozenset(found.values()),
        repeats=UUID(data["repeats"]) if data["repeats"] else None,
    )  # fmt: skip
