"""Pages of what becomes of an action: its milestones, how it goes, and its reviews."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, milestone_actions, progress_actions, reading
from commonground.rooms.plan.action_forms import (
    ChangeMilestoneForm,
    MilestoneForm,
    PressForm,
    ProgressForm,
    ReviewForm,
)
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.lateness import months_after
from commonground.rooms.plan.models import Status
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.refusals import ChangedMeanwhile


@form_page
@signed_in
def add_milestone(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    form = MilestoneForm(sent(request))

    def add() -> HttpResponse:
        milestone_actions.add_milestone(by=seat, about=about, **form.cleaned_data)
        return done(request, _("The milestone was added."), "plan:action", partnership_id, about.pk)

    context = {"seat": seat, "form": form, "name": about.ref,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return acted(form, add) or render(request, "plan/add_milestone.html", context)


@form_page
@signed_in
def change_milestone(
    request: Asked, partnership_id: UUID, action_id: UUID, milestone_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = access.milestone(about, milestone_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeMilestoneForm:
        names = ("text", "due_on", "done_on", "version")
        return ChangeMilestoneForm(typed, initial={name: getattr(now, name) for name in names})

    def change() -> HttpResponse:
        milestone_actions.change_milestone(by=seat, about=one, **form.cleaned_data)
        return done(request, _("The milestone was saved."), "plan:action", partnership_id, about.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_milestone.html", context
    )


@require_POST
@signed_in
def milestone_done(
    request: Asked, partnership_id: UUID, action_id: UUID, milestone_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = access.milestone(about, milestone_id)
    form = PressForm(request.POST)
    if form.is_valid() and one.done_on is None:
        try:
            milestone_actions.change_milestone(
                by=seat, about=one, version=form.cleaned_data["version"], text=one.text,
                due_on=one.due_on, done_on=timezone.localdate(),
            )  # fmt: skip
        except ChangedMeanwhile:
            return redirect("plan:change_milestone", partnership_id, action_id, milestone_id)
    return done(request, _("The milestone is done."), "plan:action", partnership_id, about.pk)


@form_page
@signed_in
def remove_milestone(
    request: Asked, partnership_id: UUID, action_id: UUID, milestone_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.action(seat, action_id)
    one = access.milestone(about, milestone_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> PressForm:
        return PressForm(typed, initial={"version": now.version})

    def remove() -> HttpResponse:
        milestone_actions.remove_milestone(by=seat, about=one, version=form.cleaned_data["version"])
        said = _("The milestone was taken off. The log keeps it.")
        return done(request, said, "plan:action", partnership_id, about.pk)

    form = form_of(one, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref, "text": one.text,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, remove, form_of, seat=seat) or render(
        request, "plan/remove_milestone.html", context
    )


@form_page
@signed_in
def say_progress(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat, about = reading.answered_for(request.user, partnership_id, action_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> ProgressForm:
        names = ("status", "reason", "version")
        return ProgressForm(typed, initial={name: getattr(now, name) for name in names})

    def say() -> HttpResponse:
        held = form.cleaned_data
        made = progress_actions.say_progress(
            by=seat, about=about, version=held["version"], status=Status(held["status"]),
            reason=held["reason"], note=held["note"],
        )  # fmt: skip
        said = _("It was kept in the log.") if made else _("Nothing was said, so nothing changed.")
        return done(request, said, "plan:action", partnership_id, about.pk)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref, "text": about.text,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, say, form_of, seat=seat) or render(
        request, "plan/say_progress.html", context
    )


@form_page
@signed_in
def review(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.REVIEW)
    about = access.action(seat, action_id)
    today = timezone.localdate()
    months = about.review_every_months

    def form_of(now: Any, typed: QueryDict | None = None) -> ReviewForm:
        held = {name: getattr(now, name) for name in ("status", "reason", "version")}
        next_on = months_after(today, months) if months and now.is_live else None
        return ReviewForm(typed, initial=held | {"reviewed_on": today, "next_on": next_on})

    def keep() -> HttpResponse:
        held = form.cleaned_data
        progress_actions.review_action(
            by=seat, about=about, **{**held, "status": Status(held["status"])}
        )
        said = _("The review was kept in the log.")
        return done(request, said, "plan:action", partnership_id, about.pk)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "name": about.ref, "text": about.text,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return saved(request, form, keep, form_of, seat=seat) or render(
        request, "plan/review.html", context
    )
