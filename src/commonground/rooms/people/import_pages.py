"""Pages that bring contacts in from a spreadsheet: choose it, look at every row, confirm."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.reading.files.tables import Place
from commonground.errors import BadInput
from commonground.rooms.people import access, import_presenters
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.comparing import Comparison, compare
from commonground.rooms.people.forms import AddAgenciesForm, ConfirmImportForm, UploadForm
from commonground.rooms.people.import_actions import NoLongerSo
from commonground.rooms.people.import_actions import import_contacts as write
from commonground.rooms.people.importing import Contact, Contacts, read_contacts
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import MEANINGS
from commonground.rooms.people.rules import Verb
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told
from commonground.rooms.uploads import read_upload, sealed, unsealed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@form_page
@signed_in
def import_contacts(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    form = UploadForm(sent(request), request.FILES or None)

    def look() -> HttpResponse:
        read = read_contacts(read_upload(form.cleaned_data["file"]), access.role_names(seat))
        return _preview(request, seat, read, compare(seat, read.rows))

    return acted(form, look, onto="file") or render(
        request, "people/import_contacts.html", {"seat": seat, "form": form}
    )


def _preview(
    request: Asked,
    seat: access.Seat,
    read: Contacts,
    found: Comparison,
    refused: ConfirmImportForm | None = None,
) -> HttpResponse:
    """Show every row. 422 while a fault stands, and then there is nothing to confirm."""
    kept = _sealed(seat, read, found)
    page = import_presenters.preview(read, found, access.role_names(seat))
    form = refused or _form_for(found)(initial={"read": kept})
    context = {"seat": seat, "page": page, "kept": kept, "form": form, "again": UploadForm()}
    status = 422 if found.faults or refused else 200
    return render(request, "people/import_preview.html", context, status=status)


def _form_for(found: Comparison) -> type[ConfirmImportForm]:
    return AddAgenciesForm if found.new_agencies else ConfirmImportForm


@require_POST
@signed_in
def confirm_import(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    try:
        read, seen = _unsealed(seat, request.POST.get("read", ""))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect("people:import_contacts", partnership_id)
    found = compare(seat, read.rows)
    form = _form_for(found)(request.POST)
    if not form.is_valid():
        return _preview(request, seat, read, found, form)
    try:
        written = write(by=seat, contacts=read.rows, seen=seen)
    except BadInput:
        return _preview(request, seat, read, compare(seat, read.rows))
    except NoLongerSo as changed:
        messages.warning(
            request,
            _("Somebody changed the people or agencies meanwhile, and nothing was imported. "
              "Look at what would be done now."),
        )  # fmt: skip
        answer = _preview(request, seat, read, changed.now)
        answer.status_code = 409
        return answer
    return done(request, import_presenters.told(written), "people:members", partnership_id)


def _purpose(seat: access.Seat) -> str:
    """Return what a preview is sealed for: one person, in one partnership."""
    return f"commonground.people.import:{seat.partnership.pk}:{seat.person.pk}"


def _sealed(seat: access.Seat, read: Contacts, found: Comparison) -> str:
    """Return what was read and what was seen of it; nothing where a fault stands."""
    if found.faults:
        return ""
    rows = [{**asdict(one), "faults": ()} for one in read.rows]
    return sealed({"source": read.source, "rows": rows, "seen": found.digest}, _purpose(seat))


def _unsealed(seat: access.Seat, text: str) -> tuple[Contacts, str]:
    kept = unsealed(text, _purpose(seat))
    return Contacts(kept["source"], tuple(map(_contact, kept["rows"]))), kept["seen"]


def _contact(row: dict[str, Any]) -> Contact:
    made = {
        "name_at": Place(**row["name_at"]),
        "email_at": Place(**row["email_at"]) if row["email_at"] else None,
        "roles": tuple(row["roles"]),
        "faults": (),
    }
    return Contact(**{**row, **made})


@require_safe
@signed_in
def contacts_template(request: Asked, partnership_id: UUID) -> HttpResponse:
    # what writes workbooks takes as long to load as all of this room: no start waits for it
    from commonground.documents.workbooks.contacts import contacts_workbook  # noqa: PLC0415

    seat = access.seat(request.user, partnership_id, Verb.EDIT_PEOPLE)
    names = access.role_names(seat)
    content = contacts_workbook(
        roles={names[role]: str(meaning) for role, meaning in MEANINGS.items()},
        ways=[str(way.label) for way in Way],
        agencies=[one.name for one in access.agencies(seat) if one.parent is None],
    )
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    return answer
