"""Pages of one action: everything about it, adding one, and changing what is said of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import (
    access,
    action_actions,
    action_presenters,
    choices,
    measure_presenters,
    reading,
    tied,
)
from commonground.rooms.plan.action_forms import (
    ActionChoices,
    ActionForm,
    ChangeActionForm,
    days_in_lines,
)
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.logs import log_of
from commonground.rooms.plan.models import Action
from commonground.rooms.plan.owning import owners_on
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved


@require_safe
@signed_in
def action(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_OWN_ACTIONS)
    about, may_say = reading.seen(seat, action_id)
    say_href = address("say_progress", seat, about.pk) if may_say else ""
    owner = owners_on(seat.partnership, [about], timezone.localdate())[about.pk]
    ties = tied.ties(about)
    page = action_presenters.action_page(seat, about, ties, owner, log_of(about), say_href)
    context = {"seat": seat, "about": about, "page": page, "page_marking": about.marking,
               "measures": measure_presenters.measure_rows(seat, about),
               "add_measure_href": measure_presenters.add_href(seat, about),
               "sent": action_presenters.sent_in(seat, about, ties, may_say=may_say)}  # fmt: skip
    return render(request, "plan/action.html", context)


@form_page
@signed_in
def add_action(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    chosen = request.GET.get("recommendation")
    form = ActionForm(
        sent(request), choices=_choices(seat, {about.pk}, ()),
        initial={"recommendations": [chosen] if chosen else [], "marking": about.marking},
    )  # fmt: skip

    def add() -> HttpResponse:
        made = action_actions.add_action(by=seat, fields=form.told)
        said = _("%(ref)s was added. Add its milestones and how it is measured.")
        return done(request, said % {"ref": made.ref}, "plan:action", partnership_id, made.pk)

    context = {"seat": seat, "form": form, "name": about.name,
               "back_href": address("plan", seat, about.pk)}  # fmt: skip
    return acted(form, add) or render(request, "plan/add_action.html", context)


@form_page
@signed_in
def change_action(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    ties = tied.ties(about)
    served = tied.of_kind(ties, tied.RECOMMENDATION)
    plans = {one.around for one in served if one.around}
    offered = _choices(seat, plans, [one.id for one in served], about.lead_person_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeActionForm:
        return ChangeActionForm(typed, choices=offered, initial=_now(now))

    def change() -> HttpResponse:
        held = form.cleaned_data
        action_actions.change_action(
            by=seat, about=about, version=held["version"], fields=form.told, note=held["note"]
        )
        return done(request, _("The action was saved."), "plan:action", partnership_id, about.pk)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_action.html", context
    )


def _choices(
    seat: Seat, plans: set[UUID], served: Any, person: UUID | None = None
) -> ActionChoices:
    return ActionChoices(
        agencies=choices.agencies(seat), members=choices.members(seat, person),
        boards=choices.boards(seat),
        recommendations=choices.recommendations(seat, plans, served),
    )  # fmt: skip


_PLAIN = (
    "text", "lead_role", "starts_on", "due_on", "review_on", "review_every_months", "status",
    "reason", "cost", "resource", "dependency", "expected_effect", "expected_by", "completion",
    "learning", "equality_note", "marking", "version",
)  # fmt: skip


def _now(about: Action) -> dict[str, Any]:
    ties = tied.ties(about)
    held = {name: getattr(about, name) for name in _PLAIN}
    days = [(one.name, one.amount) for one in tied.of_kind(ties, tied.DAYS)
            if one.amount is not None]  # fmt: skip
    return held | {
        "lead_agency": about.lead_agency_id,
        "lead_person": about.lead_person_id,
        "recommendations": [one.id for one in tied.of_kind(ties, tied.RECOMMENDATION)],
        "boards": [one.id for one in tied.of_kind(ties, tied.BOARD)],
        "supporting_agencies": [one.id for one in tied.of_kind(ties, tied.SUPPORTING)],
        "staff_days": days_in_lines(days),
    }
