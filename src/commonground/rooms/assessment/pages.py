"""Pages of the assessments: the list, a new one, one with its sections, and its state."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.documents.assessment.templates import templates
from commonground.rooms.assessment import (
    access,
    actions,
    figure_access,
    presenters,
    starting_actions,
)
from commonground.rooms.assessment.composing import marking_of
from commonground.rooms.assessment.forms import BeginForm, VersionForm
from commonground.rooms.assessment.models import State
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.ranking import access as ranking_access


@require_safe
@signed_in
def assessments(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    context = {
        "seat": seat,
        "rows": presenters.rows(seat, access.assessments(seat)),
        "begin_href": presenters.address_if("begin", seat, Verb.MAKE_ASSESSMENT),
        "is_ranked": bool(ranking_access.rankings(seat)),
        "templates_href": presenters.address("word_templates", seat),
    }
    return render(request, "assessment/assessments.html", context)


@form_page
@signed_in
def begin(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.MAKE_ASSESSMENT)
    choices = presenters.ranking_choices(ranking_access.rankings(seat))
    form = BeginForm(sent(request), rankings=choices, templates=presenters.template_choices())

    def make() -> HttpResponse:
        data = form.cleaned_data
        made = starting_actions.begin(
            by=seat, ranking=ranking_access.one_ranking(seat, UUID(data["ranking"])),
            template=templates()[data["template"]], title=data["title"], author=data["author"],
        )  # fmt: skip
        said = _("The assessment was begun. Write in it, a block at a time.")
        return done(request, said, "assessment:assessment", partnership_id, made.pk)

    return acted(form, make) or render(
        request, "assessment/begin.html", {"seat": seat, "form": form, "is_ranked": bool(choices)}
    )


@require_safe
@signed_in
def assessment(request: Asked, partnership_id: UUID, assessment_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = access.assessment(seat, assessment_id)
    frozen, outline = access.latest_freeze(about), access.outline(about)
    material = access.material(about, frozen, figure_access.link(about, frozen))
    context = {
        "seat": seat,
        "about": about,
        "frozen": frozen,
        "marking": marking_of(outline),
        "page_marking": marking_of(outline),
        "state": about.get_state_display(),
        "colour": presenters.COLOURS[State(about.state)],
        "sections": presenters.section_rows(seat, about, outline, material),
        "states": presenters.state_presses(seat, about),
        "refresh_href": presenters.write_href("refresh", seat, about),
        "frozen_href": figure_access.address("frozen", about, frozen),
        **presenters.around(seat, about),
        "returned_href": presenters.write_href("returned", seat, about),
        **presenters.HELPERS,
    }
    return render(request, "assessment/assessment.html", context)


@form_page
@signed_in
def refresh(request: Asked, partnership_id: UUID, assessment_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    form = VersionForm(sent(request), initial={"version": about.version})

    def freeze() -> HttpResponse:
        made = starting_actions.refresh(by=seat, about=about)
        said = _("The figures are now as their sources are today.")
        return done(request, said, "assessment:changes", partnership_id, about.pk, made.number)

    return acted(form, freeze) or render(
        request, "assessment/refresh.html",
        {"seat": seat, "form": form, "about": about, "frozen": access.latest_freeze(about)},
    )  # fmt: skip


@form_page
@signed_in
def move_on(request: Asked, partnership_id: UUID, assessment_id: UUID, state: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    if state not in State.values:
        raise Http404

    def form_of(now: Any, typed: QueryDict | None = None) -> VersionForm:
        return VersionForm(typed, initial={"version": now.version})

    def move() -> HttpResponse:
        actions.move_on(
            by=seat, about=about, version=form.cleaned_data["version"], state=State(state)
        )
        said = _("It now says: %(state)s.") % {"state": State(state).label}
        return done(request, said, "assessment:assessment", partnership_id, about.pk)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "about": about, "becomes": State(state).label}
    return saved(request, form, move, form_of, seat=seat) or render(
        request, "assessment/move_on.html", context
    )
