"""Pages of agencies' own reviews: who has answered, and answering for one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.assessment import access, review_access, review_actions, review_presenters
from commonground.rooms.assessment.review_forms import ReviewForm
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import done, form_page, saved
from commonground.rooms.refusals import NotAllowed


@require_safe
@signed_in
def review(request: Asked, partnership_id: UUID, assessment_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = access.assessment(seat, assessment_id)
    page = review_presenters.review_page(
        seat, about, review_access.agencies(about), review_access.given(about)
    )
    return render(request, "assessment/review.html", {"seat": seat, "page": page})


@form_page
@signed_in
def answer(
    request: Asked, partnership_id: UUID, assessment_id: UUID, agency_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.ANSWER_REVIEW)
    about = access.assessment(seat, assessment_id)
    agency = review_access.agency(about, agency_id)
    own = review_access.own_agency(seat)
    if not review_access.may_answer_for(seat, own, agency.pk):
        raise NotAllowed(_("You can answer for your own agency only."))

    def form_of(now: Any, typed: QueryDict | None = None) -> ReviewForm:
        initial = {"version": now.version, **review_access.words_of(now)}
        return ReviewForm(typed, initial=initial)

    def keep() -> HttpResponse:
        review_actions.answer_review(
            by=seat, about=about, agency=agency, version=form.cleaned_data["version"],
            words=form.words,
        )  # fmt: skip
        said = _("The answers of %(agency)s were kept.") % {"agency": agency.name}
        return done(request, said, "assessment:review", partnership_id, about.pk)

    form = form_of(review_access.review(about, agency), sent(request))
    context = {"seat": seat, "form": form, "name": agency.name, "assessment_id": about.pk,
               "is_on_behalf": own != agency.pk}  # fmt: skip
    return saved(request, form, keep, form_of, seat=seat) or render(
        request, "assessment/answer.html", context
    )
