"""Reads a scoring method from its TOML file; every refusal names file, table and key."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from commonground.errors import refuse
from commonground.scoring.arithmetic import plain, total_range, whole
from commonground.scoring.file_tables import FileTable, listed, read_toml
from commonground.scoring.methods import (
    Combine,
    Criterion,
    Descriptor,
    Group,
    Level,
    Lookup,
    Method,
    Output,
    OutputBand,
    Provenance,
    RankedOutput,
    Status,
    Step,
    Switch,
)

FORMAT = 1

_PROVENANCE_KEYS = {"status", "note", "source"}
_LEAST_WEIGHT = "0.000001"
"""A criterion without weight has no place in a method, and no weight can be drawn around nought."""


def load_method(path: Path) -> Method:
    """Return the method that the TOML file at `path` describes.

    Raises BadInput, naming the file, the table and the key, where the file cannot be read, holds
    a key the format does not know, lacks one it needs, or contradicts itself.
    """
    return method_from(read_toml(path))


def method_from(root: FileTable) -> Method:
    """Return the method in a file's root table; BadInput as `load_method`."""
    method = _method(root)
    refuse(f"{root.file}: {fault}" for fault in _contradictions(method))
    return method


def _method(root: FileTable) -> Method:
    root.allow_only(
        {"format", "id", "title", "source", "notes", "scales", "groups", "lookup"}
        | {"outputs", "rankings", "switches", "bands"}
    )
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    source = root.text("source")
    scales = root.table("scales")
    levels = {name: _scale(scales, name) for name in scales.entries}
    groups = tuple(_group(table, source, levels) for table in root.tables("groups", at_least=1))
    return Method(
        format=FORMAT,
        id=root.text("id"),
        title=root.text("title"),
        source=source,
        notes=root.texts("notes"),
        groups=groups,
        lookup=_lookup(root.table("lookup"), source) if root.has("lookup") else None,
        outputs=tuple(_output(table, source) for table in root.tables("outputs", at_least=1)),
        rankings=tuple(_ranking(table) for table in root.tables("rankings", at_least=1)),
        switches=tuple(_switch(table) for table in root.tables("switches")),
        bands=tuple(_band(table, source) for table in root.tables("bands")),
    )


def _provenance(table: FileTable, source: str) -> Provenance:
    return Provenance(
        Status(table.choice("status", tuple(Status))),
        table.text("source", default=source),
        table.text("note", default=""),
    )


def _scale(scales: FileTable, name: str) -> tuple[Level, ...]:
    levels = tuple(_level(entry) for entry in scales.tables(name, at_least=2))
    scores = [level.score for level in levels if not level.is_unknown]
    if len(scores) < 2 or scores != sorted(set(scores)):
        raise scales.fault(name, "two or more scores that rise from level to level", listed(scores))
    answers = Counter(
        answer
        for level in levels
        for answer in {level.label.casefold(), "" if level.is_unknown else plain(level.score)}
        if answer
    )
    for answer, count in answers.items():
        if count > 1:
            raise scales.fault(name, "answers that mean one level each", f"{answer} {count} times")
    return levels


def _level(table: FileTable) -> Level:
    table.allow_only({"score", "label", "unknown"})
    return Level(
        score=table.number("score"),
        label=table.text("label", default=""),
        is_unknown=table.flag("unknown"),
    )


def _group(table: FileTable, source: str, scales: dict[str, tuple[Level, ...]]) -> Group:
    table.allow_only({"id", "label", "combine", "criteria"} | _PROVENANCE_KEYS)
    combine = Combine(table.choice("combine", tuple(Combine)))
    criteria = tuple(
        _criterion(entry, source, scales, combine) for entry in table.tables("criteria", at_least=1)
    )
    return Group(
        id=table.identifier("id"),
        label=table.text("label"),
        combine=combine,
        criteria=criteria,
        provenance=_provenance(table, source),
    )


def _criterion(
    table: FileTable, source: str, scales: dict[str, tuple[Level, ...]], combine: Combine
) -> Criterion:
    table.allow_only({"id", "label", "scale", "weight", "help", "descriptors"} | _PROVENANCE_KEYS)
    if table.has("weight") and combine is not Combine.WEIGHTED_SUM:
        raise table.fault("weight", "no weight but in a weighted_sum group", combine.value)
    levels = scales[table.choice("scale", tuple(scales))]
    return Criterion(
        id=table.identifier("id"),
        label=table.text("label"),
        levels=_described(levels, table.tables("descriptors")),
        provenance=_provenance(table, source),
        weight=table.number("weight", least=_LEAST_WEIGHT) if table.has("weight") else Decimal(1),
        help=table.text("help", default=""),
    )


def _described(levels: tuple[Level, ...], tables: Iterable[FileTable]) -> tuple[Level, ...]:
    """Put each descriptor on the level it describes."""
    described = {level.score: level for level in levels if not level.is_unknown}
    for table in tables:
        table.allow_only({"score", "text", "author", "date"})
        score = table.number("score")
        if score not in described:
            raise table.fault("score", f"one of {listed(tuple(described))}", score)
        level = described[score]
        if level.descriptor is not None:
            raise table.fault("score", "one descriptor for each level", score)
        text = Descriptor(table.text("text"), table.text("author"), table.text("date"))
        described[score] = Level(level.score, level.label, text)
    return tuple(level if level.is_unknown else described[level.score] for level in levels)


def _lookup(table: FileTable, source: str) -> Lookup:
    table.allow_only({"id", "label", "of", "steps"})
    return Lookup(
        id=table.identifier("id"),
        label=table.text("label"),
        group=table.identifier("of"),
        steps=tuple(_step(entry, source) for entry in table.tables("steps", at_least=1)),
    )


def _step(table: FileTable, source: str) -> Step:
    table.allow_only({"total", "factor"} | _PROVENANCE_KEYS)
    provenance = _provenance(table, source)
    is_gap = table.entries.get("factor") == "unknown"
    if is_gap != (provenance.status is Status.UNKNOWN):
        raise table.fault(
            "status", "unknown where, and only where, the factor is", provenance.status.value
        )
    factor = None if is_gap else table.number("factor")
    return Step(table.whole_number("total"), factor, provenance)


def _output(table: FileTable, source: str) -> Output:
    table.allow_only({"id", "label", "expression"} | _PROVENANCE_KEYS)
    return Output(
        id=table.identifier("id"),
        label=table.text("label"),
        expression=table.expression("expression"),
        provenance=_provenance(table, source),
    )


def _ranking(table: FileTable) -> RankedOutput:
    table.allow_only({"id", "label", "output"})
    return RankedOutput(table.identifier("id"), table.text("label"), table.identifier("output"))


def _switch(table: FileTable) -> Switch:
    table.allow_only({"id", "label", "rank_by", "leave_out"})
    if not (table.has("rank_by") or table.has("leave_out")):
        raise table.fault("rank_by", "an expression, or leave_out with criteria", "neither")
    return Switch(
        id=table.identifier("id"),
        label=table.text("label"),
        rank_by=table.expression("rank_by") if table.has("rank_by") else None,
        leave_out=table.texts("leave_out"),
    )


def _band(table: FileTable, source: str) -> OutputBand:
    table.allow_only({"output", "label", "lowest", "highest"} | _PROVENANCE_KEYS)
    return OutputBand(
        output=table.identifier("output"),
        label=table.text("label"),
        lowest=table.number("lowest"),
        highest=table.number("highest"),
        provenance=_provenance(table, source),
    )


def _contradictions(method: Method) -> Iterator[str]:
    """Yield a sentence for each way the method contradicts itself."""
    criteria = set(method.criterion_ids)
    known = {group.id for group in method.groups}
    names = [
        *method.criterion_ids,
        *method.computed_ids(),
        *(switch.id for switch in method.switches),
    ]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"the id {name} is used {count} times; every id must be used once."
    if method.lookup is not None:
        yield from _lookup_contradictions(method, method.lookup)
        known.add(method.lookup.id)
    for output in method.outputs:
        yield from _unknown_names("outputs", output.id, output.expression.names, known)
        known.add(output.id)
    outputs = {output.id for output in method.outputs}
    for ranking in method.rankings:
        yield from _unknown_names("rankings", ranking.id, (ranking.output,), outputs)
    for switch in method.switches:
        used = switch.rank_by.names if switch.rank_by else ()
        left = criteria - set(switch.leave_out)
        yield from _unknown_names("switches", switch.id, used, known | left)
        yield from _unknown_names("switches", switch.id, switch.leave_out, criteria)
        yield from _switch_contradictions(method, switch)
    for band in method.bands:
        yield from _unknown_names("bands", band.label, (band.output,), outputs)
        if band.lowest > band.highest:
            yield f"table [bands], {band.label}: lowest {band.lowest} is above {band.highest}."


def _lookup_contradictions(method: Method, lookup: Lookup) -> Iterator[str]:
    groups = {group.id: group for group in method.groups}
    yield from _unknown_names("lookup", "of", (lookup.group,), set(groups))
    if lookup.group in groups:
        lowest, highest = map(whole, total_range(groups[lookup.group]))
        totals = [step.total for step in lookup.steps]
        if totals != list(range(lowest, highest + 1)):
            yield (
                f"table [lookup], steps: expected a step for every whole total of {lookup.group}, "
                f"from {lowest} to {highest} (its factor may be unknown); found {listed(totals)}."
            )


def _switch_contradictions(method: Method, switch: Switch) -> Iterator[str]:
    """Yield a sentence for each group that the switch leaves without a meaning."""
    for group in method.groups:
        left = {criterion.id for criterion in group.criteria} - set(switch.leave_out)
        is_looked_up = method.lookup is not None and method.lookup.group == group.id
        if not left and group.combine in (Combine.PRODUCT, Combine.MAX):
            yield (
                f"table [switches], {switch.id}, key leave_out: it leaves no criterion in "
                f"{group.id}, and a {group.combine} of nothing is no number."
            )
        if len(left) < len(group.criteria) and is_looked_up:
            yield (
                f"table [switches], {switch.id}, key leave_out: the look-up is made for the whole "
                f"total of {group.id}, so none of its criteria can be left out."
            )


def _unknown_names(table: str, entry: str, used: Iterable[str], known: set[str]) -> Iterator[str]:
    for name in used:
        if name not in known:
            yield (
                f"table [{table}], {entry}: expected one of {listed(sorted(known))}; found {name}."
            )
