"""Pages of imports: the list, files sent, how far one has come, its report, and an earlier one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.flat import csv_text, flat
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.places import access, import_actions, import_presenters, import_running
from commonground.rooms.places.forms import ImportForm, ShowImportForm
from commonground.rooms.places.models import CubeImport, ImportState
from commonground.rooms.places.receiving import clear, receive, received, sweep
from commonground.rooms.places.rules import Verb, may_do
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.taking import recorded_file


@require_safe
@signed_in
def imports(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.area_now(seat)
    page = import_presenters.imports_page(seat, access.imports(about), access.choices(about))
    return render(request, "places/imports.html", {"seat": seat, "about": about, "page": page})


@form_page
@signed_in
def add_import(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT)
    about = access.area_now(seat)
    form = ImportForm(sent(request), request.FILES or None)

    def begin() -> HttpResponse:
        import_id = uuid4()
        running = access.running_import(about)
        sweep([running.pk] if running else [])
        names = receive(form.cleaned_data["file"], import_id)
        try:
            made = import_actions.begin_import(
                by=seat, about=about, file_names=names, import_id=import_id
            )
        except BadInput:
            clear(import_id)
            raise
        import_running.run(by=seat, about=made)
        return redirect("places:import", partnership_id, import_id)

    context = {"seat": seat, "about": about, "form": form}
    return acted(form, begin, onto="file") or render(request, "places/add_import.html", context)


@require_safe
@signed_in
def one_import(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    found = access.one_import(seat, import_id)
    if found.state == ImportState.RUNNING:
        return _running(request, seat, found)
    facts = access.cube_of(found).facts if found.state == ImportState.KEPT else None
    shown = access.shown_import(found.area)
    page = import_presenters.import_page(
        seat, found, facts, is_shown=shown is not None and shown.pk == found.pk
    )
    return render(request, "places/import.html", {"seat": seat, "about": found, "page": page})


def _running(request: Asked, seat: Seat, found: CubeImport) -> HttpResponse:
    """Answer how far an import has come, or offer to go on with one that came to a stop."""
    percent = import_running.percent_done(found)
    context = {
        "seat": seat, "about": found, "percent": percent,
        "may_act": may_do(seat.roles, Verb.IMPORT), "has_files": bool(received(found.pk)),
    }  # fmt: skip
    answer = render(request, "places/importing.html", context)
    if percent is not None:
        # asks again by itself, with JavaScript or without
        answer["Refresh"] = "1"
    return answer


@require_POST
@signed_in
def go_on(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT)
    found = access.one_import(seat, import_id)
    if found.state == ImportState.RUNNING:
        import_running.run(by=seat, about=found)
    return redirect("places:import", partnership_id, import_id)


@require_POST
@signed_in
def give_up(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT)
    found = access.one_import(seat, import_id)
    import_actions.give_up(by=seat, about=found)
    clear(found.pk)
    messages.success(request, _("The import is given up. Nothing of it is kept."))
    return redirect("places:imports", partnership_id)


@form_page
@signed_in
def show_import(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.IMPORT)
    found = access.one_import(seat, import_id)
    form = ShowImportForm(sent(request))

    def show() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        import_actions.show_import(by=seat, about=found, reason=reason)
        return done(request, _("The pages show this import again."), "places:imports",
                    partnership_id)  # fmt: skip

    context = {"seat": seat, "about": found, "form": form}
    return acted(form, show) or render(request, "places/show_import.html", context)


@recorded_file
@signed_in
def import_file(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = access.one_import(seat, import_id)
    rows = import_presenters.source_rows(access.cube_of(found).facts)
    content = csv_text(flat(rows)).encode("utf-8-sig")
    return _file(content, "text/csv", f"import-{found.number}-files.csv")


@recorded_file
@signed_in
def cube_file(request: Asked, partnership_id: UUID, import_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = access.one_import(seat, import_id)
    content = import_actions.take_cube(by=seat, about=found)
    return _file(content, "application/zip", f"import-{found.number}.cube")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    if not content:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
