"""Pages of one block: writing its text, its history, adding, moving and taking it out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.assessment import (
    access,
    actions,
    comment_access,
    comment_presenters,
    presenters,
)
from commonground.rooms.assessment.forms import AddBlockForm, TextForm
from commonground.rooms.assessment.models import Assessment, Block, Kind, Origin
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.assessment.text_conflicts import seen_version, text_conflict
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, form_page, saved
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told

UP = "up"
REVISIONS_PER_PAGE = 20


@form_page
@signed_in
def write(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about, block = _block(seat, assessment_id, block_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> TextForm:
        initial = {"text": now.content, "marking": now.marking, "version": now.version}
        return TextForm(typed, initial=initial)

    def save() -> HttpResponse:
        data = form.cleaned_data
        actions.write_text(
            by=seat, about=block, version=data["version"] or 0, text=data["text"],
            marking=data["marking"],
        )  # fmt: skip
        return _done(request, _("The text was saved."), seat, about, block)

    form = form_of(block, sent(request))
    material = access.material(about, access.latest_freeze(about), presenters.no_link)
    preview = None
    if request.method == "POST" and "preview" in request.POST and form.is_valid():
        block.content, block.marking = form.cleaned_data["text"], form.cleaned_data["marking"]
        preview = presenters.block_row(seat, about, block, material)
    else:
        answer = saved(request, form, save, form_of, seat=seat)
        if answer is not None:
            return answer
    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "heading": block.section.heading,
        "page_marking": block.marking,
        "preview": preview,
        "references": presenters.references(material.printed),
        **presenters.HELPERS,
    }
    return render(request, "assessment/write.html", context)


@require_safe
@signed_in
def history(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about, block = _block(seat, assessment_id, block_id)
    found = page_of(access.revisions(block), request.GET, REVISIONS_PER_PAGE)
    shown = list(found.object_list)
    numbers = [one.number for one in shown]
    begun = comment_access.begun(block).filter(revision__in=numbers)
    threads = comment_access.by_revision(comment_access.threads(begun))
    older = access.revisions(block).filter(number__lt=min(numbers, default=0)).first()
    context = {
        "seat": seat,
        "about": about,
        "heading": block.section.heading,
        "page_marking": block.marking,
        "version": block.version,
        "rows": presenters.history_rows(seat, about, block, shown, older.text if older else ""),
        "pages": page_links(found, request.GET),
        "threads": {
            number: comment_presenters.thread_rows(seat, about, block, some)
            for number, some in threads.items()
        },
    }
    return render(request, "assessment/history.html", context)


@require_POST
@signed_in
def bring_back(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID, number: int
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about, block = _block(seat, assessment_id, block_id)
    earlier = access.revision(block, number)

    def bring(version: int) -> str:
        actions.write_text(
            by=seat, about=block, version=version, text=earlier.text, marking=block.marking,
            origin=Origin.BROUGHT_BACK, source=str(number),
        )  # fmt: skip
        return _("The earlier text stands again.")

    try:
        return _pressed(request, seat, about, block, bring)
    except ChangedMeanwhile as changed:
        keep = presenters.address("history", seat, about.pk, block.pk)
        return text_conflict(request, seat, changed, earlier.text, keep)


@form_page
@signed_in
def add_block(
    request: Asked, partnership_id: UUID, assessment_id: UUID, section_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    section = access.section(seat, about, section_id)
    form = AddBlockForm(sent(request))

    def add() -> HttpResponse:
        data = form.cleaned_data
        made = actions.add_block(
            by=seat, about=section, kind=Kind(data["kind"]), content=data["content"],
            marking=data["marking"],
        )  # fmt: skip
        return _done(request, _("It was added."), seat, about, made)

    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "heading": section.heading,
        "made": presenters.made_blocks(),
    }
    return acted(form, add, "content") or render(request, "assessment/add_block.html", context)


@require_POST
@signed_in
def move_block(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about, block = _block(seat, assessment_id, block_id)
    places = -1 if request.POST.get("to") == UP else 1

    def move(version: int) -> str:
        actions.move_block(by=seat, about=block, version=version, places=places)
        return _("It was moved.")

    return _pressed_as_seen(request, seat, about, block, move)


@require_POST
@signed_in
def remove_block(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about, block = _block(seat, assessment_id, block_id)

    def remove(version: int) -> str:
        actions.remove_block(by=seat, about=block, version=version)
        return _("It was taken out. It can be put back below its section.")

    return _pressed_as_seen(request, seat, about, block, remove)


@require_POST
@signed_in
def put_back(
    request: Asked, partnership_id: UUID, assessment_id: UUID, block_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about, block = _block(seat, assessment_id, block_id)

    def put(_version: int) -> str:
        actions.put_back_block(by=seat, about=block)
        return _("It stands again.")

    return _pressed(request, seat, about, block, put)


def _pressed_as_seen(
    request: HttpRequest, seat: Seat, about: Assessment, block: Block, act: Callable[[int], str]
) -> HttpResponse:
    """Do the same where there is nothing to compare: whoever was second is shown the block."""
    try:
        return _pressed(request, seat, about, block, act)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody changed this block meanwhile. Look at it again."))
    return redirect(presenters.block_href(seat, about, block))


def _pressed(
    request: HttpRequest, seat: Seat, about: Assessment, block: Block, act: Callable[[int], str]
) -> HttpResponse:
    """Act on a block as it was seen, and say what was done or why not, on the assessment's page."""
    try:
        messages.success(request, act(seen_version(request)))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    return redirect(presenters.block_href(seat, about, block))


def _done(
    request: HttpRequest, said: str, seat: Seat, about: Assessment, block: Block
) -> HttpResponse:
    messages.success(request, said)
    return redirect(presenters.block_href(seat, about, block))


def _block(seat: Seat, assessment_id: UUID, block_id: UUID) -> tuple[Assessment, Block]:
    about = access.assessment(seat, assessment_id)
    return about, access.block(seat, about, block_id)
