"""Pages of the measures of an action: adding, reading, changing one, and taking it off."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, measure_actions
from commonground.rooms.plan.action_forms import PressForm
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.measure_forms import MeasureForm, ReadingForm
from commonground.rooms.plan.measuring import one_measure
from commonground.rooms.plan.models import Better, MeasureKind
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved

_NAMES = ("name", "kind", "unit", "better", "baseline", "baseline_on", "target", "target_on",
          "source", "every_months", "version")  # fmt: skip


@form_page
@signed_in
def add_measure(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    initial = {"kind": MeasureKind.OUTCOME, "better": Better.LOWER}
    form = MeasureForm(sent(request), initial=initial)

    def add() -> HttpResponse:
        measure_actions.add_measure(by=seat, about=about, fields=form.told)
        return done(request, _("The measure was added."), "plan:action", partnership_id, about.pk)

    context = {"seat": seat, "form": form, "name": about.ref,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return acted(form, add) or render(request, "plan/add_measure.html", context)


@form_page
@signed_in
def change_measure(
    request: Asked, partnership_id: UUID, action_id: UUID, measure_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = one_measure(about, measure_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> MeasureForm:
        return MeasureForm(typed, initial={name: getattr(now, name) for name in _NAMES})

    def change() -> HttpResponse:
        version = form.cleaned_data["version"]
        measure_actions.change_measure(by=seat, about=one, version=version, fields=form.told)
        return done(request, _("The measure was saved."), "plan:action", partnership_id, about.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": one.name,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_measure.html", context
    )


@form_page
@signed_in
def remove_measure(
    request: Asked, partnership_id: UUID, action_id: UUID, measure_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = one_measure(about, measure_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> PressForm:
        return PressForm(typed, initial={"version": now.version})

    def remove() -> HttpResponse:
        measure_actions.remove_measure(by=seat, about=one, version=form.cleaned_data["version"])
        said = _("The measure was taken off. Its readings and the log are kept.")
        return done(request, said, "plan:action", partnership_id, about.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": one.name,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, remove, form_of, seat=seat) or render(
        request, "plan/remove_measure.html", context
    )


@form_page
@signed_in
def add_reading(
    request: Asked, partnership_id: UUID, action_id: UUID, measure_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = one_measure(about, measure_id)
    form = ReadingForm(sent(request), initial={"on": timezone.localdate(), "said_by": one.source})

    def add() -> HttpResponse:
        measure_actions.add_reading(by=seat, about=one, read=form.read)
        return done(request, _("The reading was kept."), "plan:action", partnership_id, about.pk)

    context = {"seat": seat, "form": form, "name": one.name, "unit": one.unit,
               "change_href": address("change_measure", seat, about.pk, one.pk),
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return acted(form, add) or render(request, "plan/add_reading.html", context)
