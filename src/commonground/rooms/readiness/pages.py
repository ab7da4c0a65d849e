"""Pages of readiness: the overview, a heading, one rule with all it found, and what stood when."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.posting import done
from commonground.rooms.readiness import (
    access,
    checking_actions,
    history_presenters,
    presenters,
    row_access,
)
from commonground.rooms.readiness.addresses import address, address_if
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.rules import Verb

SHOWN = 10
RUNS_SHOWN = 8


@require_safe
@signed_in
def overview(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    found = presenters.judged(seat, timezone.localdate())
    context = {
        "seat": seat,
        "check_href": address_if("check", seat, Verb.CHECK),
        "links": presenters.links(seat),
    }
    if found is not None:
        context |= {
            "checked": presenters.told_run(found.run),
            "is_stale": access.written_since(found.run),
            "headings": presenters.heading_rows(seat, found),
            "to_mend": presenters.to_mend(seat, found),
        }
    return render(request, "readiness/overview.html", context)


@require_POST
@signed_in
def check(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CHECK)
    checking_actions.check(by=seat)
    said = _("The rules were checked against everything as it is now.")
    return done(request, said, "readiness:overview", partnership_id)


@require_safe
@signed_in
def heading(request: Asked, partnership_id: UUID, heading_id: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    about = access.heading(heading_id)
    rules = rulebook().under(about)
    found = presenters.judged(seat, timezone.localdate())
    context = {"seat": seat, "title": _(about.title), "asks": _(about.asks)}
    if found is not None:
        rows = row_access.first_rows(seat, [one.id for one in rules], SHOWN)
        settings = access.thresholds(seat)
        context |= {
            "checked": presenters.told_run(found.run),
            "page_marking": presenters.marking_of(one for some in rows.values() for one in some),
            "rules": [
                presenters.rule_row(seat, one, found, rows.get(one.id, []), settings)
                for one in rules
            ],
        }
    return render(request, "readiness/heading.html", context)


@require_safe
@signed_in
def rule(request: Asked, partnership_id: UUID, rule_id: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    about = access.rule(rule_id)
    answers = access.answers(seat.partnership, timezone.localdate())
    page = page_of(row_access.rows(seat, about.id), request.GET)
    rows = list(page)
    context = {
        "seat": seat,
        "title": presenters.called(about),
        "asks": _(about.asks),
        "to_do": _(about.to_do),
        "back_href": f"{address('heading', seat, about.heading)}#{about.id}",
        "lines": presenters.lines(seat, rows, answers),
        "links": page_links(page, request.GET),
        "page_marking": presenters.marking_of(rows),
    }
    return render(request, "readiness/rule.html", context)


@require_safe
@signed_in
def history(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_READINESS)
    page = page_of(access.runs(seat), request.GET, RUNS_SHOWN)
    runs = list(page)
    context = {
        "seat": seat,
        "runs": [presenters.told_run(one) for one in runs],
        "days": history_presenters.days(runs),
        "rows": history_presenters.rows(runs, access.findings(runs)),
        "links": page_links(page, request.GET),
    }
    return render(request, "readiness/history.html", context)
