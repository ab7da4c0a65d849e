"""Pages that bring in layers: choose a file, see what it holds and say what it is, keep it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonground.documents.reading import Table
from commonground.documents.reading.area_tables import AreaTable, read_area_table
from commonground.documents.reading.partner_counts import (
    CountMapping,
    count_columns,
    partner_counts,
    read_count_table,
)
from commonground.documents.reading.publications import likely_publication
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.places import access, layer_access, layer_actions, layer_presenters
from commonground.rooms.places.layer_actions import LayerSaid
from commonground.rooms.places.layer_forms import (
    ColumnsSent,
    CountsForm,
    IndicatorsForm,
    LayerForm,
    check_measures,
    columns_of,
    columns_sent,
    mapping_sent,
    measures_asked,
)
from commonground.rooms.places.layer_reading import (
    MeasureAsked,
    Over,
    indicators_over,
    over_area,
    seal_indicators,
    seal_table,
    unseal_indicators,
    unseal_table,
)
from commonground.rooms.places.models import ChosenArea, SuppliedLayer, WorseEnd
from commonground.rooms.places.rules import Verb
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told, tell
from commonground.rooms.uploads import read_upload, read_whole


@form_page
@signed_in
def add_indicators(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    about = access.area_now(seat)
    form = IndicatorsForm(sent(request), request.FILES or None)

    def look() -> HttpResponse:
        table = read_whole(form.cleaned_data["file"], read_area_table)
        over = indicators_over(table, about)
        asked = _asked_first(seat, table)
        _tell(request, table.notices)
        said = LayerForm(initial=_likely(table))
        return _columns_page(request, seat, about, over, asked, said)

    context = {"seat": seat, "about": about, "form": form}
    return acted(form, look, onto="file") or render(request, "places/add_indicators.html", context)


@require_POST
@signed_in
def keep_indicators(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    about = access.area_now(seat)
    try:
        over, known = unseal_indicators(request.POST.get("read", ""), about)
    except BadInput as refused:
        return _again(request, refused, "places:add_indicators", partnership_id)
    asked = measures_asked(request.POST, known)
    form = LayerForm(request.POST)

    def keep() -> HttpResponse:
        check_measures(asked)
        made = layer_actions.keep_indicators(
            by=seat, about=about, said=_said(form), over=over, asked=asked
        )
        return _kept(request, partnership_id, made)

    return acted(form, keep) or _columns_page(request, seat, about, over, asked, form)


@form_page
@signed_in
def add_counts(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    about = access.area_now(seat)
    form = CountsForm(sent(request), request.FILES or None)

    def look() -> HttpResponse:
        table = read_upload(form.cleaned_data["file"], read_count_table)
        name = form.cleaned_data["name"]
        text = seal_table(table, name, about)
        _tell(request, table.notices)
        known = layer_access.column_use(seat, name, table)
        if known is None:
            said = columns_sent(request.POST, count_columns(table))
            return _choose(request, seat, about, text, table, said)
        try:
            return _preview(request, seat, about, text, table, known, name)
        except BadInput as refused:
            said = columns_of(known, count_columns(table))
            return _choose(request, seat, about, text, table, said, faults_told(refused))

    context = {"seat": seat, "about": about, "form": form}
    return acted(form, look, onto="file") or render(request, "places/add_counts.html", context)


@require_POST
@signed_in
def look_at_counts(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    about = access.area_now(seat)
    text = request.POST.get("read", "")
    try:
        table, name = unseal_table(text, about)
    except BadInput as refused:
        return _again(request, refused, "places:add_counts", partnership_id)
    said = columns_sent(request.POST, count_columns(table))
    if "choose" in request.POST:
        return _choose(request, seat, about, text, table, said)
    try:
        mapping = mapping_sent(said, count_columns(table))
        return _preview(request, seat, about, text, table, mapping, name)
    except BadInput as refused:
        return _choose(request, seat, about, text, table, said, faults_told(refused))


@require_POST
@signed_in
def keep_counts(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    about = access.area_now(seat)
    text = request.POST.get("read", "")
    try:
        table, name = unseal_table(text, about)
        mapping = mapping_sent(
            columns_sent(request.POST, count_columns(table)), count_columns(table)
        )
        found = partner_counts(table, mapping)
        over = over_area(found.source, found.layer, found.level, found.vintage, about)
    except BadInput as refused:
        return _again(request, refused, "places:add_counts", partnership_id)
    form = LayerForm(request.POST)

    def keep() -> HttpResponse:
        made = layer_actions.keep_counts(
            by=seat, about=about, said=_said(form), over=over, report=found.report, table=table,
            mapping=mapping,
        )  # fmt: skip
        return _kept(request, partnership_id, made)

    return acted(form, keep) or _preview(request, seat, about, text, table, mapping, name, form)


def _tell(request: Asked, notices: Sequence[str]) -> None:
    for notice in notices:
        messages.info(request, tell(notice))


def _asked_first(seat: Seat, table: AreaTable) -> list[MeasureAsked]:
    """Return what is offered of each column: as it was asked for last, or else a guess."""
    before = layer_access.measures_before(seat, [one.label for one in table.columns])
    return [
        MeasureAsked(
            one.label,
            WorseEnd(before[one.label].worse if one.label in before else one.worse.value),
            f"{before[one.label].weight.normalize():f}" if one.label in before else "1",
            one.is_residents,
            is_kept=one.label in before or len(table.columns) == 1,
        )
        for one in table.columns
    ]


def _likely(table: AreaTable) -> dict[str, str]:
    found = likely_publication(table)
    if found is None:
        return {}
    return {
        "name": found.title, "source": found.source, "vintage": found.vintage,
        "licence": found.licence,
    }  # fmt: skip


def _said(form: LayerForm) -> LayerSaid:
    held = form.cleaned_data
    return LayerSaid(
        held["name"], held["source"], held["vintage"], held["licence"], held["marking"]
    )


def _kept(request: Asked, partnership_id: UUID, made: SuppliedLayer) -> HttpResponse:
    coverage = layer_presenters.coverage_told(made.covered, made.parts)
    said = _("%(layer)s is kept: %(coverage)s parts of the area have a figure.") % {
        "layer": made.name, "coverage": coverage,
    }  # fmt: skip
    return done(request, said, "places:layers", partnership_id)


def _again(request: Asked, refused: BadInput, page: str, partnership_id: UUID) -> HttpResponse:
    messages.error(request, " ".join(faults_told(refused)[:5]))
    return redirect(page, partnership_id)


def _columns_page(
    request: Asked,
    seat: Seat,
    about: ChosenArea,
    over: Over,
    asked: Sequence[MeasureAsked],
    form: LayerForm,
) -> HttpResponse:
    context = {
        "seat": seat,
        "about": about,
        "form": form,
        "read": seal_indicators(over, asked, about),
        "page": layer_presenters.indicators_found(over, asked),
        "ends": [(one.value, one.label) for one in WorseEnd],
    }
    status = 422 if form.is_bound else 200
    return render(request, "places/indicator_columns.html", context, status=status)


def _choose(
    request: Asked,
    seat: Seat,
    about: ChosenArea,
    text: str,
    table: Table,
    said: ColumnsSent,
    faults: Sequence[str] = (),
) -> HttpResponse:
    context = {
        "seat": seat, "about": about, "read": text, "source": table.source, "faults": faults,
        "columns": layer_presenters.column_rows(count_columns(table), said.parts),
        "parts": layer_presenters.PARTS, "years": layer_presenters.year_choices(said.year_begins),
    }  # fmt: skip
    return render(request, "places/count_columns.html", context, status=422 if faults else 200)


def _preview(
    request: Asked,
    seat: Seat,
    about: ChosenArea,
    text: str,
    table: Table,
    mapping: CountMapping,
    name: str,
    form: LayerForm | None = None,
) -> HttpResponse:
    found = partner_counts(table, mapping)
    over = over_area(found.source, found.layer, found.level, found.vintage, about)
    said = columns_of(mapping, count_columns(table))
    first = layer_access.said_before(seat, name) | {"name": name}
    context = {
        "seat": seat, "about": about, "read": text, "source": table.source,
        "form": form or LayerForm(initial=first | {"vintage": layer_presenters.vintage_of(over)}),
        "parts": [*enumerate(said.parts)], "year_begins": said.year_begins.value,
        "page": layer_presenters.counts_found(over, found),
    }  # fmt: skip
    return render(request, "places/count_preview.html", context, status=422 if form else 200)
