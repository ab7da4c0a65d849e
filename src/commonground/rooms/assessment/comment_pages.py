"""Pages of a block's comments: all of them with a new one, answering, and settling."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonground.rooms.assessment import (
    access,
    comment_access,
    comment_actions,
    comment_presenters,
    figure_access,
    presenters,
)
from commonground.rooms.assessment.forms import CommentForm, VersionForm
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.refusals import ChangedMeanwhile


@form_page
@signed_in
def comments(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COMMENT)
    about = access.assessment(seat, assessment_id)
    block = access.block(seat, about, block_id)
    form = CommentForm(sent(request))

    def say() -> HttpResponse:
        comment_actions.comment_on(by=seat, about=block, text=form.cleaned_data["text"])
        said = _("Your comment was kept.")
        return done(request, said, "assessment:comments", partnership_id, about.pk, block.pk)

    answer = acted(form, say, "text")
    if answer is not None:
        return answer
    found = page_of(comment_access.begun(block), request.GET)
    assert isinstance(found.object_list, QuerySet)
    frozen = access.latest_freeze(about)
    material = access.material(about, frozen, figure_access.link(about, frozen))
    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "heading": block.section.heading,
        "page_marking": block.marking,
        "block": presenters.block_row(seat, about, block, material),
        "rows": comment_presenters.thread_rows(
            seat,
            about,
            block,
            comment_access.threads(found.object_list),
        ),
        "pages": page_links(found, request.GET),
        "takes_more": not block.is_removed,
        **presenters.HELPERS,
    }
    return render(request, "assessment/comments.html", context)


@form_page
@signed_in
def answer_comment(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID, comment_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COMMENT)
    about = access.assessment(seat, assessment_id)
    block = access.block(seat, about, block_id)
    thread = comment_access.thread(seat, block, comment_id)
    form = CommentForm(sent(request))

    def say() -> HttpResponse:
        comment_actions.answer_comment(by=seat, about=thread.begun, text=form.cleaned_data["text"])
        said = _("Your answer was kept.")
        return done(request, said, "assessment:comments", partnership_id, about.pk, block.pk)

    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "page_marking": block.marking,
        "back_href": presenters.address("comments", seat, about.pk, block.pk),
        "heading": block.section.heading,
        "rows": comment_presenters.thread_rows(seat, about, block, [thread]),
    }
    return acted(form, say, "text") or render(request, "assessment/answer_comment.html", context)


@require_POST
@signed_in
def settle_comment(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID, comment_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.COMMENT)
    about = access.assessment(seat, assessment_id)
    block = access.block(seat, about, block_id)
    thread = comment_access.thread(seat, block, comment_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        comment_actions.settle_comment(by=seat, about=thread.begun, version=version)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody answered meanwhile. Read it before you settle it."))
    else:
        messages.success(request, _("It was settled. It stays here to be read."))
    return redirect("assessment:comments", partnership_id, about.pk, block.pk)
