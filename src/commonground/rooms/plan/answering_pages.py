"""What a link to answer opens, for owners without an account. It signs nobody in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, LinkState
from commonground.rooms.people.asked import sent
from commonground.rooms.people.models import Purpose
from commonground.rooms.plan import (
    answering_access,
    answering_actions,
    answering_presenters,
    evidence_actions,
    milestone_actions,
    proposal_access,
    proposal_actions,
    tied,
)
from commonground.rooms.plan.action_forms import PressForm, ProgressForm
from commonground.rooms.plan.answering_forms import EvidenceForm, ProposeDateForm
from commonground.rooms.plan.measure_forms import ReadingForm
from commonground.rooms.plan.models import Action, ProposedField, Status
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.refusals import ChangedMeanwhile

GONE = 410


def by_link(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds a good link; tell anybody else what to do next."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **about: UUID) -> HttpResponse:
        found = people_access.opened_link(token, timezone.now(), Purpose.ANSWER)
        if found.link is None or found.state is not LinkState.GOOD:
            gone = answering_presenters.gone_page(found)
            return render(request, "plan/answer_gone.html", {"page": gone}, status=GONE)
        return page(request, Holder(found.link), token, **about)

    return opened


@require_safe
@by_link
def answer(request: HttpRequest, by: Holder, token: str) -> HttpResponse:
    found = answering_access.own(by)
    context = {
        "frame": answering_presenters.frame(by, token),
        "rows": answering_presenters.own_rows(token, found, timezone.localdate()),
        "page_marking": answering_presenters.highest_marking(found),
    }
    return render(request, "plan/answer.html", context)


@form_page
@by_link
def answer_action(request: HttpRequest, by: Holder, token: str, action_id: UUID) -> HttpResponse:
    about = answering_access.own_one(by, action_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> ProgressForm:
        names = ("status", "reason", "version")
        return ProgressForm(typed, initial={name: getattr(now, name) for name in names})

    def say() -> HttpResponse:
        held = form.cleaned_data
        made = answering_actions.answer(
            by=by, about=about, version=held["version"], status=Status(held["status"]),
            reason=held["reason"], note=held["note"],
        )  # fmt: skip
        said = (
            _("Thank you. It was kept for %(ref)s.")
            if made
            else _("Nothing was said, so nothing changed.")
        )
        return done(request, said % {"ref": about.ref}, "plan:answer", token)

    form = form_of(about, sent(request))
    if found := saved(request, form, say, form_of, **_around(by, token, about)):
        return found
    page = answering_presenters.own_action(
        token, about, list(about.measures.filter(is_removed=False).order_by("name", "pk")),
        tied.ties(about), proposal_access.of_action(about),
    )  # fmt: skip
    context = {**_around(by, token, about), "form": form, "page": page}
    return render(request, "plan/answer_action.html", context)


@require_POST
@by_link
def answer_milestone(
    request: HttpRequest, by: Holder, token: str, action_id: UUID, milestone_id: UUID
) -> HttpResponse:
    about = answering_access.own_one(by, action_id)
    one = answering_access.milestone(about, milestone_id)
    form = PressForm(request.POST)
    said = _("The milestone is done. Thank you.")
    if form.is_valid():
        try:
            milestone_actions.finish_milestone(
                by=by, about=one, version=form.cleaned_data["version"],
                done_on=timezone.localdate(),
            )  # fmt: skip
        except ChangedMeanwhile:
            said = _("The milestone was changed meanwhile. Look at it again.")
    return done(request, said, "plan:answer_action", token, about.pk)


@form_page
@by_link
def answer_measure(
    request: HttpRequest, by: Holder, token: str, action_id: UUID, measure_id: UUID
) -> HttpResponse:
    about = answering_access.own_one(by, action_id)
    one = answering_access.measure(about, measure_id)
    who = by.member.agency.name if by.member.agency else by.member.person.name
    form = ReadingForm(sent(request), initial={"on": timezone.localdate(), "said_by": who})

    def read() -> HttpResponse:
        answering_actions.read_measure(by=by, about=one, read=form.read)
        return done(request, _("The reading was kept."), "plan:answer_action", token, about.pk)

    heading = _("What did “%(name)s” read?") % {"name": one.name}
    return acted(form, read) or _form(request, by, token, about, form, heading, one.unit)


@form_page
@by_link
def answer_evidence(request: HttpRequest, by: Holder, token: str, action_id: UUID) -> HttpResponse:
    about = answering_access.own_one(by, action_id)
    form = EvidenceForm(sent(request), request.FILES or None)

    def keep() -> HttpResponse:
        evidence_actions.keep_evidence(by=by, about=about, **form.told)
        return done(request, _("The evidence was kept."), "plan:answer_action", token, about.pk)

    heading = _("Evidence for %(ref)s") % {"ref": about.ref}
    return acted(form, keep) or _form(request, by, token, about, form, heading)


@form_page
@by_link
def answer_date(request: HttpRequest, by: Holder, token: str, action_id: UUID) -> HttpResponse:
    about = answering_access.own_one(by, action_id)
    form = ProposeDateForm(sent(request))

    def propose() -> HttpResponse:
        held = form.cleaned_data
        proposal_actions.propose_date(
            by=by, about=about, **{**held, "field": ProposedField(held["field"])}
        )
        said = _("The board will decide. Until then the date stays as it is.")
        return done(request, said, "plan:answer_action", token, about.pk)

    heading = _("Propose another date for %(ref)s") % {"ref": about.ref}
    return acted(form, propose) or _form(request, by, token, about, form, heading)


def _around(by: Holder, token: str, about: Action) -> dict[str, Any]:
    return {
        "frame": answering_presenters.frame(by, token), "page_marking": about.marking,
    }  # fmt: skip


def _form(
    request: HttpRequest, by: Holder, token: str, about: Action, form: Any, heading: str,
    unit: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        **_around(by, token, about), "form": form, "heading": heading, "text": about.text,
        "unit": unit, "token": token, "action_id": about.pk,
    }  # fmt: skip
    return render(request, "plan/answer_form.html", context)
