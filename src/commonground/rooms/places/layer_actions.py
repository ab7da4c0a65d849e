"""Every write to layers: which are kept, which are in use, and what a partner's columns are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.documents.reading import Table
from commonground.documents.reading.partner_counts import (
    CountMapping,
    CountReport,
    header_digest,
)
from commonground.geography.kept_layers import Layer, layer_bytes
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.places.file_names import plain_name
from commonground.rooms.places.layer_exporting import file_name, layer_csv
from commonground.rooms.places.layer_reading import MeasureAsked, Over
from commonground.rooms.places.models import (
    ChosenArea,
    ColumnUse,
    LayerKind,
    LayerMeasure,
    SuppliedLayer,
    WorseEnd,
)
from commonground.rooms.places.rules import Verb, check_may_do

_MOST_UNKNOWN = 200
"""So many codes of unknown areas are kept by name; how many rows they have is kept whole."""


@dataclass(frozen=True, slots=True)
class LayerSaid:
    """What somebody says of a layer."""

    name: str
    source: str
    vintage: str
    licence: str
    marking: str


@action
def keep_indicators(
    *, by: Seat, about: ChosenArea, said: LayerSaid, over: Over, asked: Sequence[MeasureAsked]
) -> SuppliedLayer:
    """Keep the indicators that are asked for over an area, in the place of those of this name."""
    kept = [one for one in asked if one.is_kept]
    made = _made(by, about, LayerKind.INDICATORS, said, over, [one.label for one in kept])
    measures = [
        LayerMeasure(
            layer=made, position=position, label=one.label, worse=one.worse,
            weight=Decimal(one.weight), is_residents=one.is_residents,
        )
        for position, one in enumerate(kept, start=1)
    ]  # fmt: skip
    return _keep(by, about, made, measures)


@action
def keep_counts(
    *,
    by: Seat,
    about: ChosenArea,
    said: LayerSaid,
    over: Over,
    report: CountReport,
    table: Table,
    mapping: CountMapping,
) -> SuppliedLayer:
    """Keep a partner's counts over an area, in the place of those of this name.

    What the columns of the file are is kept too, for the next one.
    """
    made = _made(by, about, LayerKind.COUNTS, said, over, over.layer.measures)
    made.rows, made.unlocated = report.rows, report.unlocated
    made.unknown_rows, made.held_back = report.unknown_rows, report.held_back
    codes = [code for code, _rows in report.unknown_areas if code]
    made.unknown_areas = "\n".join(codes[:_MOST_UNKNOWN])
    made.absent = report.absent
    made.first_month = over.layer.periods[0].first
    made.last_month = over.layer.periods[-1].last
    measures = [
        LayerMeasure(layer=made, position=position, label=label, worse=WorseEnd.HIGHER, weight=0)
        for position, label in enumerate(over.layer.measures, start=1)
    ]
    kept = _keep(by, about, made, measures)
    _remember(by, said.name, table, mapping)
    return kept


@action
def use_layer(*, by: Seat, about: SuppliedLayer) -> None:
    """Use a layer again, in the place of the one of its name that is used now."""
    check_may_do(by.roles, Verb.KEEP_LAYERS)
    one = _locked(by, about)
    if not one.is_current:
        _make_room(by, one)
        _change(by, one, is_current=True)


@action
def set_layer_aside(*, by: Seat, about: SuppliedLayer) -> None:
    """Use a layer no more; it stays, and can be used again."""
    check_may_do(by.roles, Verb.KEEP_LAYERS)
    one = _locked(by, about)
    if one.is_current:
        _change(by, one, is_current=False)


@action
def take_layer(*, by: Seat, about: SuppliedLayer, figures: Layer) -> tuple[str, bytes]:
    """Return the name and the bytes of a layer as csv. That it was taken is recorded."""
    check_may_do(by.roles, Verb.EXPORT)
    name, held = file_name(about), layer_csv(about, figures)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return name, held


def _made(
    by: Seat,
    about: ChosenArea,
    kind: LayerKind,
    said: LayerSaid,
    over: Over,
    labels: Sequence[str],
) -> SuppliedLayer:
    content = layer_bytes(over.layer.only(labels))
    return SuppliedLayer(
        area=about, kind=kind, name=said.name, source=said.source, vintage=said.vintage,
        licence=said.licence.strip(), marking=said.marking, level=over.level, census=over.census,
        held=content, size=len(content), sha256=sha256(content).hexdigest(),
        file_name=plain_name(over.file_name), parts=over.parts, covered=over.covered,
        left_out=over.left_out, rows=over.rows, added_by=by.person,
    )  # fmt: skip


def _keep(
    by: Seat, about: ChosenArea, made: SuppliedLayer, measures: Sequence[LayerMeasure]
) -> SuppliedLayer:
    check_may_do(by.roles, Verb.KEEP_LAYERS)
    ChosenArea.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    _make_room(by, made)
    made.save(force_insert=True)
    LayerMeasure.objects.bulk_create(measures)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made) | {"measures": len(measures)},
    )  # fmt: skip
    return made


def _locked(by: Seat, about: SuppliedLayer) -> SuppliedLayer:
    ChosenArea.objects.select_for_update().get(pk=about.area_id, partnership=by.partnership)
    return SuppliedLayer.objects.defer("held").get(pk=about.pk)


def _make_room(by: Seat, about: SuppliedLayer) -> None:
    """Set aside what is used now under the name of a layer."""
    same = SuppliedLayer.objects.filter(
        area_id=about.area_id, kind=about.kind, name=about.name, is_current=True
    )
    for one in same.exclude(pk=about.pk).defer("held"):
        _change(by, one, is_current=False)


def _change(by: Seat, about: SuppliedLayer, *, is_current: bool) -> None:
    before = _told(about)
    about.is_current = is_current
    about.version += 1
    about.save(update_fields=["is_current", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=about,
        before=before, after=_told(about),
    )  # fmt: skip


def _remember(by: Seat, name: str, table: Table, mapping: CountMapping) -> None:
    held = ColumnUse.objects.filter(partnership=by.partnership, name=name).first()
    one = held or ColumnUse(partnership=by.partnership, name=name)
    before = _use_told(one) if held else None
    one.header_sha256 = header_digest(table)
    one.area_column, one.period_column = mapping.area, mapping.period
    one.measure_column, one.count_columns = mapping.measure, "\n".join(mapping.counts)
    one.year_begins = mapping.year_starts.value
    after = _use_told(one)
    if before == after:
        return
    one.said_at = timezone.now()
    one.version += 1 if held else 0
    one.save(force_insert=held is None)
    record(
        partnership_id=by.partnership.pk, by=by.actor,
        verb=_noop("changed") if held else _noop("added"), about=one, before=before, after=after,
    )  # fmt: skip


def _told(about: SuppliedLayer) -> dict[str, object]:
    """Return what the record says of a layer: its digest, not the figures."""
    return {
        "area_id": str(about.area_id), "kind": about.kind, "name": about.name,
        "source": about.source, "vintage": about.vintage, "licence": about.licence,
        "marking": about.marking, "level": about.level, "file_name": about.file_name,
        "sha256": about.sha256, "size": about.size, "covered": about.covered,
        "left_out": about.left_out, "is_current": about.is_current,
    }  # fmt: skip


def _use_told(about: ColumnUse) -> dict[str, object]:
    return {
        "name": about.name, "area_column": about.area_column,
        "period_column": about.period_column, "measure_column": about.measure_column,
        "count_columns": about.count_columns, "year_begins": about.year_begins,
    }  # fmt: skip
