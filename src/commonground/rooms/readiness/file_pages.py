"""The report on readiness: a page to print, and the same as a file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.readiness import access, presenters, reporting, row_access
from commonground.rooms.readiness.addresses import address
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.rules import Verb
from commonground.rooms.taking import recorded_file

LABELS = {"docx": _noop("Word"), "pdf": _noop("PDF"), "html": _noop("Web page")}


@require_safe
@signed_in
def report(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = presenters.judged(seat, timezone.localdate())
    context: dict[str, object] = {"seat": seat}
    if found is not None:
        held = rulebook()
        rows = row_access.first_rows(seat, [one.id for one in held.rules], reporting.MOST_ROWS)
        settings = access.thresholds(seat)
        context |= {
            "checked": presenters.told_run(found.run),
            "page_marking": presenters.marking_of(one for some in rows.values() for one in some),
            "files": [
                (_(LABELS[one]), address("file", seat, one)) for one in reporting.KINDS
            ],
            "headings": [
                (_(heading.title), [
                    presenters.rule_row(seat, one, found, rows.get(one.id, []), settings)
                    for one in held.under(heading)
                ])
                for heading in held.headings
            ],
        }  # fmt: skip
    return render(request, "readiness/report.html", context)


@recorded_file
@signed_in
def file(request: Asked, partnership_id: UUID, kind: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    if kind not in reporting.KINDS or access.runs(seat).first() is None:
        raise Http404
    taken = reporting.take_away(by=seat, kind=kind)
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer
