"""Pages of one recommendation: what it rests on, what is done for it, and whether it stands."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, choices, plan_actions, presenters, reading
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.forms import RecommendationForm, StandingForm
from commonground.rooms.plan.models import Standing
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved


@require_safe
@signed_in
def recommendation(
    request: Asked, partnership_id: UUID, plan_id: UUID, recommendation_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    one = access.recommendation(seat, about, recommendation_id)
    page = presenters.recommendation_page(seat, about, one, reading.actions_for(seat, one))
    context = {"seat": seat, "about": about, "page": page, "page_marking": one.marking,
               "back_href": address("plan", seat, about.pk)}  # fmt: skip
    return render(request, "plan/recommendation.html", context)


@form_page
@signed_in
def add_recommendation(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    initial = {"strand": request.GET.get("strand"), "marking": about.marking,
               "shortlisted": request.GET.getlist("issue")}  # fmt: skip
    form = RecommendationForm(
        sent(request), initial=initial, strands=choices.strands(about),
        rests_on=choices.rests_on(seat, about),
    )  # fmt: skip

    def add() -> HttpResponse:
        made = plan_actions.add_recommendation(by=seat, about=about, fields=form.told)
        said = _("%(ref)s was added. Add an action, so that somebody does it.") % {"ref": made.ref}
        return done(request, said, "plan:recommendation", partnership_id, plan_id, made.pk)

    context = {"seat": seat, "form": form, "name": about.name,
               "back_href": address("plan", seat, about.pk)}  # fmt: skip
    return acted(form, add) or render(request, "plan/add_recommendation.html", context)


@form_page
@signed_in
def change_recommendation(
    request: Asked, partnership_id: UUID, plan_id: UUID, recommendation_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    one = access.recommendation(seat, about, recommendation_id)
    rests_on = choices.rests_on(seat, about, [each.pk for each in one.issues.all()])

    def form_of(now: Any, typed: QueryDict | None = None) -> RecommendationForm:
        names = ("strand", "text", "priority", "judgement", "marking", "version")
        issues = [each.pk for each in now.issues.all()]
        held = {name: getattr(now, name) for name in names}
        themes = [each.pk for each in now.golden_themes.all()]
        tied = {"shortlisted": issues, "others": issues, "golden_themes": themes}
        return RecommendationForm(
            typed, initial=held | tied, strands=choices.strands(about), rests_on=rests_on
        )

    def change() -> HttpResponse:
        version = form.cleaned_data["version"]
        plan_actions.change_recommendation(by=seat, about=one, version=version, fields=form.told)
        said = _("The recommendation was saved.")
        return done(request, said, "plan:recommendation", partnership_id, plan_id, one.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": one.ref,
               "back_href": address("recommendation", seat, about.pk, one.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_recommendation.html", context
    )


@form_page
@signed_in
def end_recommendation(
    request: Asked, partnership_id: UUID, plan_id: UUID, recommendation_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    one = access.recommendation(seat, about, recommendation_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> StandingForm:
        names = ("standing", "reason", "version")
        return StandingForm(typed, initial={name: getattr(now, name) for name in names})

    def end() -> HttpResponse:
        held = form.cleaned_data
        plan_actions.end_recommendation(
            by=seat, about=one, version=held["version"], standing=Standing(held["standing"]),
            reason=held["reason"],
        )  # fmt: skip
        said = _("The recommendation was saved.")
        return done(request, said, "plan:recommendation", partnership_id, plan_id, one.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": one.ref, "text": one.text,
               "back_href": address("recommendation", seat, about.pk, one.pk)}  # fmt: skip
    return saved(request, form, end, form_of, seat=seat) or render(
        request, "plan/end_recommendation.html", context
    )
