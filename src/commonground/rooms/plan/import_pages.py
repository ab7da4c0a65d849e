"""Pages that bring a plan's workbook back: choose it, look at every change, confirm."""

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonground.documents.plan.workbook import Read, Row, read_plan_workbook
from commonground.documents.plan.workbook.rows import Exported
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, import_presenters
from commonground.rooms.plan.import_actions import NoLongerSo
from commonground.rooms.plan.import_actions import import_workbook as write
from commonground.rooms.plan.import_forms import (
    ConfirmWorkbookForm,
    DecideWorkbookForm,
    UploadWorkbookForm,
)
from commonground.rooms.plan.importing import Comparison, Prefer, compare
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.workbook_rows import rows_of, words_of
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told
from commonground.rooms.uploads import read_whole, sealed, unsealed


@form_page
@signed_in
def import_workbook(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    form = UploadWorkbookForm(sent(request), request.FILES or None)

    def look() -> HttpResponse:
        read = _read(about, form.cleaned_data["file"])
        return _preview(request, seat, about, read)

    context = {"seat": seat, "about": about, "form": form}
    answer = acted(form, look, onto="file")
    status = 422 if form.is_bound else 200
    return answer or render(request, "plan/import_workbook.html", context, status=status)


@require_POST
@signed_in
def confirm_workbook(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    about = access.plan(seat, plan_id)
    try:
        read, seen = _unsealed(seat, about, request.POST.get("read", ""))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect("plan:import_workbook", partnership_id, plan_id)
    form = _form_for(_compared(about, read))(request.POST)

    def take() -> HttpResponse:
        prefer = Prefer(form.cleaned_data.get("prefer") or Prefer.HERE)
        found = write(by=seat, about=about, read=read, seen=seen, prefer=prefer)
        return done(request, import_presenters.told(found), "plan:files", partnership_id, plan_id)

    try:
        return acted(form, take) or _preview(request, seat, about, read, form)
    except NoLongerSo:
        messages.warning(
            request,
            _("Somebody changed the plan meanwhile, and nothing was written. Look at what would be "
              "done now."),
        )  # fmt: skip
        answer = _preview(request, seat, about, read)
        answer.status_code = 409
        return answer


def _read(about: Plan, upload: "UploadedFile[bytes]") -> Read:
    lists = words_of(about).lists

    def read(path: Path) -> Read:
        return read_plan_workbook(path, str(about.pk), lists)

    return read_whole(upload, read)


def _compared(about: Plan, read: Read) -> Comparison:
    return compare(read, rows_of(about, words_of(about)))


def _form_for(found: Comparison) -> type[ConfirmWorkbookForm]:
    return DecideWorkbookForm if found.has_conflicts else ConfirmWorkbookForm


def _preview(
    request: Asked, seat: Seat, about: Plan, read: Read, refused: ConfirmWorkbookForm | None = None
) -> HttpResponse:
    """Show every change. 422 where what was sent to confirm it cannot be taken."""
    found = _compared(about, read)
    kept = _sealed(seat, about, read, found)
    form = refused or _form_for(found)(initial={"read": kept})
    context = {
        "seat": seat,
        "about": about,
        "page": import_presenters.preview(read.source, found),
        "form": form,
    }
    status = 422 if refused else 200
    return render(request, "plan/import_preview.html", context, status=status)


def _purpose(seat: Seat, about: Plan) -> str:
    """Return what a preview is sealed for: one person, and one plan."""
    return f"commonground.plan.import:{about.pk}:{seat.person.pk}"


def _sealed(seat: Seat, about: Plan, read: Read, found: Comparison) -> str:
    return sealed({"read": asdict(read), "seen": found.digest}, _purpose(seat, about))


def _unsealed(seat: Seat, about: Plan, text: str) -> tuple[Read, str]:
    kept: dict[str, Any] = unsealed(text, _purpose(seat, about))
    told = kept["read"]
    rows = tuple(Row(**one) for one in told["rows"])
    exported = {key: Exported(**one) for key, one in told["exported"].items()}
    return Read(**{**told, "rows": rows, "exported": exported}), kept["seen"]
