"""Pages of disruptions: the list with its totals, one, recording, changing and moderating it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import (
    access,
    choices,
    disruption_access,
    disruption_actions,
    disruption_presenters,
)
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.disruption_choices import actions_to_tie, strands_of_plans
from commonground.rooms.plan.disruption_forms import DisruptionForm, ModerateForm, WantedForm
from commonground.rooms.plan.models import Disruption, Scale
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.refusals import NotAllowed

_NAMES = ("on", "subject", "scale", "rationale", "marking", "version")


@require_safe
@signed_in
def disruptions(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    plans = [(str(pk), name) for pk, name in access.plans(seat).values_list("pk", "name")]
    asked = WantedForm(request.GET, plans=plans, agencies=choices.agencies(seat))
    found = disruption_access.disruptions(seat, asked.wanted)
    page = page_of(found, request.GET)
    meanings = disruption_access.meanings(seat.partnership)
    context = {
        "seat": seat, "asked": asked, "is_part": bool(request.GET),
        "page_marking": highest([OFFICIAL, *(one.marking for one in page)]),
        "rows": disruption_presenters.disruption_rows(seat, page),
        "totals": disruption_presenters.total_rows(
            seat, disruption_access.totals(found), meanings
        ),
        "links": page_links(page, request.GET),
        "all_href": address("disruptions", seat),
        "add_href": address_if("record_disruption", seat, Verb.RECORD_DISRUPTIONS),
    }  # fmt: skip
    return render(request, "plan/disruptions.html", context)


@require_safe
@signed_in
def disruption(request: Asked, partnership_id: UUID, disruption_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = disruption_access.disruption(seat, disruption_id)
    page = disruption_presenters.disruption_page(
        seat, about, disruption_access.entries(about),
        disruption_access.meanings(seat.partnership),
    )  # fmt: skip
    context = {"seat": seat, "page": page, "page_marking": about.marking,
               "back_href": address("disruptions", seat)}  # fmt: skip
    return render(request, "plan/disruption.html", context)


@form_page
@signed_in
def record_disruption(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RECORD_DISRUPTIONS)
    first = {"on": timezone.localdate(), "action": request.GET.get("action")}
    form = _form(seat, sent(request), first)

    def add() -> HttpResponse:
        made = disruption_actions.record_disruption(by=seat, fields=form.told)
        said = _("%(ref)s was recorded. Somebody else moderates it.") % {"ref": made.ref}
        return done(request, said, "plan:disruption", partnership_id, made.pk)

    context = {"seat": seat, "form": form, "back_href": address("disruptions", seat)}
    return acted(form, add) or render(request, "plan/record_disruption.html", context)


@form_page
@signed_in
def change_disruption(request: Asked, partnership_id: UUID, disruption_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RECORD_DISRUPTIONS)
    about = disruption_access.disruption(seat, disruption_id)
    if not disruption_access.may_change(seat, about):
        raise NotAllowed(_("Only the analyst, or who recorded a disruption, changes it."))

    def form_of(now: Any, typed: QueryDict | None = None) -> DisruptionForm:
        held = {name: getattr(now, name) for name in _NAMES}
        held |= {"agency": now.agency_id, "action": now.action_id,
                 "strand": f"{now.strand_set}:{now.strand}"}  # fmt: skip
        return _form(seat, typed, held, now)

    def change() -> HttpResponse:
        disruption_actions.change_disruption(
            by=seat, about=about, version=form.cleaned_data["version"], fields=form.told
        )
        said = _("The disruption was saved.")
        return done(request, said, "plan:disruption", partnership_id, disruption_id)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref,
               "is_moderated": about.moderated_by_id is not None,
               "back_href": address("disruption", seat, about.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_disruption.html", context
    )


@form_page
@signed_in
def moderate_disruption(request: Asked, partnership_id: UUID, disruption_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RECORD_DISRUPTIONS)
    about = disruption_access.disruption(seat, disruption_id)
    if disruption_access.said_by(about, seat.person, disruption_access.entries(about)):
        raise NotAllowed(_("Somebody else must moderate it: you recorded or changed it."))
    meanings = disruption_access.meanings(seat.partnership)

    def form_of(now: Any, typed: QueryDict | None = None) -> ModerateForm:
        first = {"scale": now.moderated_scale or now.scale, "version": now.version,
                 "reason": now.moderation_note}  # fmt: skip
        return ModerateForm(typed, initial=first, meanings=meanings)

    def moderate() -> HttpResponse:
        held = form.cleaned_data
        disruption_actions.moderate_disruption(
            by=seat, about=about, **{**held, "scale": Scale(held["scale"])}
        )
        said = _("The scale was moderated.")
        return done(request, said, "plan:disruption", partnership_id, disruption_id)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": f"{about.ref}: {about.subject}",
               "rationale": about.rationale, "scale": Scale(about.scale).label,
               "who": about.recorded_by.name,
               "back_href": address("disruption", seat, about.pk)}  # fmt: skip
    return saved(request, form, moderate, form_of, seat=seat) or render(
        request, "plan/moderate_disruption.html", context
    )


def _form(
    seat: Seat, typed: QueryDict | None, first: dict[str, Any], about: Disruption | None = None
) -> DisruptionForm:
    return DisruptionForm(
        typed, initial=first, agencies=choices.agencies(seat), actions=actions_to_tie(seat),
        strands=strands_of_plans(seat, about.strand_set if about else ""),
        meanings=disruption_access.meanings(seat.partnership),
    )  # fmt: skip
