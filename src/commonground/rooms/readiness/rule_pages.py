"""Pages of the rules themselves, their thresholds, and answers for what they find."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.readiness import (
    access,
    answering_actions,
    presenters,
    row_access,
    rule_presenters,
)
from commonground.rooms.readiness.addresses import address
from commonground.rooms.readiness.forms import AnswerForm, RuleForm, TakeBackForm
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.rules import Verb

HOLDS_FOR = timedelta(days=182)


@require_safe
@signed_in
def rules(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    headings = rule_presenters.headings(seat, access.set_here(seat))
    context = {"seat": seat, "headings": headings, "source": rulebook().source}
    return render(request, "readiness/rules.html", context)


@form_page
@signed_in
def set_rule(request: Asked, partnership_id: UUID, rule_id: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_RULES)
    about = access.rule(rule_id)
    if about.off_because:
        raise Http404
    form = RuleForm(sent(request), rule=about, settings=access.settings(seat.partnership))

    def keep() -> HttpResponse:
        data = form.cleaned_data
        answering_actions.set_rule(
            by=seat, rule=about, thresholds=form.values, off_reason=data["off_reason"],
            set_by=data["set_by"],
        )  # fmt: skip
        said = _("%(rule)s was set. It counts from the next check.") % {"rule": about.id}
        return done(request, said, "readiness:rules", partnership_id)

    context = {"seat": seat, "form": form, "title": presenters.called(about),
               "asks": _(about.asks), "severity": presenters.severities(about)}  # fmt: skip
    return acted(form, keep) or render(request, "readiness/set_rule.html", context)


@form_page
@signed_in
def answer(request: Asked, partnership_id: UUID, rule_id: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ANSWER)
    about, key = access.rule(rule_id), request.GET.get("key", "")
    rows = row_access.asked_about(seat, about.id, key)
    day = timezone.localdate()
    form = AnswerForm(sent(request), initial={"review_on": day + HOLDS_FOR})

    def keep() -> HttpResponse:
        data = form.cleaned_data
        answering_actions.answer(
            by=seat, rule=about, key=key, reason=data["reason"], given_by=data["given_by"],
            review_on=data["review_on"],
        )  # fmt: skip
        return done(request, _("The answer was kept."), "readiness:heading", partnership_id,
                    about.heading)  # fmt: skip

    answers = access.answers(seat.partnership, day)
    context = {
        "seat": seat,
        "form": form,
        "page": rule_presenters.answer_page(seat, about, key, rows, answers),
        "page_marking": presenters.marking_of(rows),
    }
    return acted(form, keep) or render(request, "readiness/answer.html", context)


@form_page
@signed_in
def take_back(request: Asked, partnership_id: UUID, rule_id: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ANSWER)
    about, key = access.rule(rule_id), request.GET.get("key", "")
    form = TakeBackForm(sent(request))

    def take() -> HttpResponse:
        answering_actions.take_back(
            by=seat, rule=about, key=key, given_by=form.cleaned_data["given_by"]
        )
        return done(request, _("The answer was taken back."), "readiness:heading", partnership_id,
                    about.heading)  # fmt: skip

    context = {"seat": seat, "form": form, "title": presenters.called(about),
               "back_href": address("heading", seat, about.heading)}  # fmt: skip
    return acted(form, take) or render(request, "readiness/take_back.html", context)
