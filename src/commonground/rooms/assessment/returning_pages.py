"""Pages that take an edited Word file back, and decide on its texts one by one."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.word.archives import MOST_BYTES
from commonground.errors import BadInput
from commonground.rooms.assessment import (
    access,
    presenters,
    returning_access,
    returning_actions,
    returning_presenters,
)
from commonground.rooms.assessment.forms import ReturnForm
from commonground.rooms.assessment.models import Offer
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.assessment.text_conflicts import seen_version, text_conflict
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told


@form_page
@signed_in
def returned(request: Asked, partnership_id: UUID, assessment_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    form = ReturnForm(sent(request), request.FILES or None)

    def take() -> HttpResponse:
        upload = form.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise BadInput(
                _("The file is larger than %(most)s MB. Take large pictures out of it.")
                % {"most": MOST_BYTES // 1_000_000}
            )
        known = set(returning_access.files(about).values_list("pk", flat=True))
        made = returning_actions.take_back(
            by=seat, about=about, name=upload.name, held=upload.read()
        )
        if made.pk in known:
            messages.info(request, _("This file was brought back before. Here is what it held."))
        else:
            messages.success(request, _("The file was read. Decide on each text below."))
        return redirect(presenters.address("returned_file", seat, about.pk, made.pk))

    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "is_open": bool(presenters.write_href("returned", seat, about)),
        "rows": returning_presenters.file_rows(seat, about, returning_access.files(about)),
    }
    return acted(form, take, "file") or render(request, "assessment/returned.html", context)


@require_safe
@signed_in
def returned_file(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    file = returning_access.file(about, file_id)
    found = returning_access.offers(file)
    rows = returning_presenters.offer_rows(seat, about, file, found)
    context = {
        "seat": seat,
        "about": about,
        "file": file,
        "rows": rows,
        "remnants": returning_presenters.remnant_rows(seat, about, returning_access.remnants(file)),
        "page_marking": returning_presenters.marking_of(found),
        "all_href": presenters.write_href("accept_uncontested", seat, about, file.pk)
        if any(one.accept_href and one.before is None and not one.is_lost for one in rows)
        else "",
    }
    return render(request, "assessment/returned_file.html", context)


@require_POST
@signed_in
def accept_offer(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID, offer_id: UUID
) -> HttpResponse:
    def accept(seat: Seat, offer: Offer) -> str:
        returning_actions.accept(by=seat, about=offer, version=seen_version(request))
        return _("The text was taken over.")

    return _decided(request, partnership_id, assessment_id, file_id, offer_id, accept)


@require_POST
@signed_in
def leave_offer(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID, offer_id: UUID
) -> HttpResponse:
    def leave(seat: Seat, offer: Offer) -> str:
        returning_actions.leave_out(by=seat, about=offer)
        return _("The text was left out. What stands here was not touched.")

    return _decided(request, partnership_id, assessment_id, file_id, offer_id, leave)


@require_POST
@signed_in
def offer_again(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID, offer_id: UUID
) -> HttpResponse:
    def again(seat: Seat, offer: Offer) -> str:
        returning_actions.offer_again(by=seat, about=offer)
        return _("The text can be decided on once more.")

    return _decided(request, partnership_id, assessment_id, file_id, offer_id, again)


@require_POST
@signed_in
def accept_uncontested(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    file = returning_access.file(about, file_id)
    try:
        taken = returning_actions.accept_uncontested(by=seat, about=file)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    else:
        said = ngettext("%(num)d text was taken over.", "%(num)d texts were taken over.", taken)
        messages.success(request, said % {"num": taken})
    return redirect(presenters.address("returned_file", seat, about.pk, file.pk))


def _decided(
    request: Asked, partnership_id: UUID, assessment_id: UUID, file_id: UUID, offer_id: UUID,
    act: Callable[[Seat, Offer], str],
) -> HttpResponse:  # fmt: skip
    """Decide on a text as it was seen, and say what was done or why not where it stands.

    Where somebody wrote in the block since, both texts are shown, and nothing is decided.
    """
    seat = access.seat(request.user, partnership_id, Verb.WRITE)
    about = access.assessment(seat, assessment_id)
    file = returning_access.file(about, file_id)
    offer = returning_access.offer(file, offer_id)
    page = presenters.address("returned_file", seat, about.pk, file.pk)
    at = f"{page}#offer-{offer.pk}"
    try:
        messages.success(request, act(seat, offer))
    except ChangedMeanwhile as changed:
        return text_conflict(request, seat, changed, offer.text, at)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    return redirect(at)
