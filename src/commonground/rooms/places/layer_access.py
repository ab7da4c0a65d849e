"""The only door to layers of figures, and their figures on the areas of a map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.documents.reading import Table
from commonground.documents.reading.files.texts import same_name
from commonground.documents.reading.partner_counts import CountMapping, header_digest
from commonground.geography.kept_layers import Layer, read_layer
from commonground.geography.layers import Aligned, summed_on
from commonground.geography.periods import YearStarts
from commonground.geography.vulnerability import Indicator, Worse
from commonground.rooms.people.access import Seat
from commonground.rooms.places.holding import Shelf
from commonground.rooms.places.models import (
    ChosenArea,
    ColumnUse,
    LayerKind,
    LayerMeasure,
    Level,
    SuppliedLayer,
)
from commonground.rooms.places.rules import Verb, check_may_do

_LAYERS: Shelf[Layer] = Shelf(most=128)


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """One measure of a layer on given areas; values of counts are by period as well."""

    layer: SuppliedLayer
    measure: LayerMeasure
    figures: Layer
    on: Aligned


def layers(here: Seat, about: ChosenArea) -> QuerySet[SuppliedLayer]:
    """Return every layer that was ever kept over an area, those in use first, without figures."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = SuppliedLayer.objects.filter(area=about, area__partnership=here.partnership)
    held = found.select_related("added_by").prefetch_related("measures").defer("held")
    return held.order_by("-is_current", "kind", "name", "-added_at", "pk")


def layers_of(here: Seat, about: ChosenArea) -> list[SuppliedLayer]:
    """Return the layers in use over an area, each with its measures and its area at hand."""
    found = list(layers(here, about).filter(is_current=True))
    for one in found:
        one.area = about
    return found


def one_layer(here: Seat, layer_id: UUID) -> SuppliedLayer:
    """Return one layer with its area, without figures; Http404 where it is another's."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = SuppliedLayer.objects.filter(area__partnership=here.partnership, pk=layer_id)
    held = found.select_related("area", "added_by").prefetch_related("measures").defer("held")
    one = held.first()
    if one is None:
        raise Http404
    return one


def content_of(found: SuppliedLayer) -> bytes:
    """Return the file of a layer, from the database."""
    return bytes(found.held)


def figures_of(found: Sequence[SuppliedLayer]) -> dict[UUID, Layer]:
    """Return the figures of layers by their ids, in one query at most.

    Only those that this process has not read before come from the database.
    """
    lacking = _LAYERS.lacking(one.sha256 for one in found)
    fresh: dict[str, bytes] = {}
    if lacking:
        rows = SuppliedLayer.objects.filter(pk__in=[one.pk for one in found], sha256__in=lacking)
        fresh = {digest: bytes(held) for digest, held in rows.values_list("sha256", "held")}
    return {one.pk: _LAYERS.get(one.sha256, partial(_read, one, fresh)) for one in found}


def laid_on(found: Sequence[SuppliedLayer], level: Level, areas: Sequence[str]) -> list[Laid]:
    """Return each measure of the layers of a level on areas that may be joined, in their order.

    Counts are added, shape (areas, periods). Residents are added and other indicators are means by
    residents, shape (areas,). Nothing of a layer of another level.
    """
    there = [one for one in found if one.level == level]
    figures = figures_of(there)
    living = _residents(there, figures)
    laid = []
    for one in there:
        for measure in one.measures.all():
            held = figures[one.pk]
            laid.append(Laid(one, measure, held, _on(one, measure, held, areas, living)))
    return laid


def indicators(laid: Iterable[Laid]) -> list[Indicator]:
    """Return what a composite is made of: the measures of vulnerability that have a weight."""
    return [
        Indicator(
            name=one.measure.label, source=one.layer.source, vintage=one.layer.vintage,
            worse=Worse(one.measure.worse), weight=float(one.measure.weight), values=one.on.values,
        )
        for one in laid
        if one.layer.kind == LayerKind.INDICATORS and one.measure.weight > 0
        and not one.measure.is_residents
    ]  # fmt: skip


def residents_on(laid: Iterable[Laid]) -> Aligned | None:
    """Return how many live in each area, of the first layer that says so; None where none does."""
    return next((one.on for one in laid if one.measure.is_residents), None)


def column_use(here: Seat, name: str, table: Table) -> CountMapping | None:
    """Return what the columns of a table are, as it was said for a layer of this name before.

    Where there is none of the name, what was said of a file with the same headings. None where
    neither is there, or where the table has not all of the columns.
    """
    check_may_do(here.roles, Verb.KEEP_LAYERS)
    said = list(ColumnUse.objects.filter(partnership=here.partnership).order_by("-said_at", "pk"))
    digest = header_digest(table)
    of_name = [one for one in said if same_name(one.name) == same_name(name)]
    of_header = [one for one in said if one.header_sha256 == digest]
    there = {same_name(label) for label in table.header}
    for one in of_name + of_header:
        mapping = _mapping(one)
        if there.issuperset(map(same_name, mapping.labels())):
            return mapping
    return None


def _mapping(said: ColumnUse) -> CountMapping:
    return CountMapping(
        said.area_column, said.period_column, tuple(said.count_columns.splitlines()),
        said.measure_column, YearStarts(said.year_begins),
    )  # fmt: skip


def _read(one: SuppliedLayer, fresh: Mapping[str, bytes]) -> Layer:
    # put away for another request's since it was asked for: it comes from the database by itself
    return read_layer(fresh[one.sha256] if one.sha256 in fresh else content_of(one))


def _residents(
    found: Sequence[SuppliedLayer], figures: Mapping[UUID, Layer]
) -> Mapping[str, float]:
    """Return how many live in each area by its code; nothing where no layer says so."""
    for one in found:
        for measure in one.measures.all():
            if measure.is_residents:
                held = figures[one.pk]
                return dict(zip(held.codes, held.measure(measure.label)[:, -1], strict=True))
    return {}


def _on(
    one: SuppliedLayer,
    measure: LayerMeasure,
    held: Layer,
    areas: Sequence[str],
    living: Mapping[str, float],
) -> Aligned:
    if one.kind == LayerKind.COUNTS:
        return held.counts_on(measure.label, areas)
    if measure.is_residents:
        return summed_on(held.codes, held.measure(measure.label)[:, -1], areas)
    return held.indicator_on(measure.label, areas, living)


def measures_before(here: Seat, labels: Sequence[str]) -> dict[str, LayerMeasure]:
    """Return how indicators of these labels that are in use were asked for, by their labels."""
    check_may_do(here.roles, Verb.KEEP_LAYERS)
    found = LayerMeasure.objects.filter(
        layer__area__partnership=here.partnership, layer__kind=LayerKind.INDICATORS,
        layer__is_current=True, label__in=labels,
    )  # fmt: skip
    return {one.label: one for one in found.order_by("layer__added_at", "pk")}


def said_before(here: Seat, name: str) -> dict[str, str]:
    """Return what was said last of a partner's layer of this name; nothing where there is none."""
    check_may_do(here.roles, Verb.KEEP_LAYERS)
    found = SuppliedLayer.objects.filter(
        area__partnership=here.partnership, kind=LayerKind.COUNTS, name=name
    )
    one = found.defer("held").order_by("-added_at", "pk").first()
    if one is None:
        return {}
    return {"source": one.source, "licence": one.licence, "marking": one.marking}
