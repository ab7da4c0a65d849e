"""What a saved ranking was computed from, read back so that anyone can compute it again."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path

from commonground.errors import BadInput
from commonground.scoring.digests import text_digest
from commonground.scoring.file_tables import FileTable, content_of, parse_toml
from commonground.scoring.frozen import FORMAT, KIND
from commonground.scoring.loading import method_from
from commonground.scoring.methods import Method, with_local_factors
from commonground.scoring.results import Inputs, LocalFactor, SourceFile
from commonground.scoring.rules import Rules, rules_from
from commonground.scoring.scores import AgreedScore

_MOST_SEED = 2**128


def source_file(path: Path, file_id: str, title: str) -> SourceFile:
    """Return a method or rules file as a result keeps it."""
    text = path.read_text(encoding="utf-8")
    return SourceFile(file_id, title, text_digest(text), text)


def local_factors(method: Method) -> tuple[LocalFactor, ...]:
    """Return the factors that the partnership set, in its file or beside it."""
    return tuple(
        LocalFactor(step.total, factor, step.provenance.source)
        for step, factor in method.local_steps
    )


def method_of(inputs: Inputs) -> Method:
    """Return the method a ranking was made by, with the partnership's factors in its gaps.

    A factor that the method's file itself holds is in it already.
    """
    method = method_from(parse_toml(inputs.method.id, inputs.method.text))
    gaps = method.lookup.gaps if method.lookup else ()
    for local in inputs.local_factors:
        if local.total in gaps:
            method = with_local_factors(method, {local.total: local.factor}, local.set_by)
    return method


def rules_of(inputs: Inputs) -> Rules:
    """Return the rules a ranking was made by."""
    return rules_from(parse_toml(inputs.rules.id, inputs.rules.text))


def read_saved(path: Path) -> FileTable:
    """Return a saved ranking as it stands.

    Raises BadInput where the file is not a ranking that this release can recompute.
    """
    try:
        content = json.loads(content_of(path))
    except (ValueError, RecursionError):
        raise BadInput(f"{path} is not a saved ranking: it does not hold JSON.") from None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise BadInput(f"{path} is not a saved ranking; `commonground rank --save` writes one.")
    saved = FileTable(str(path), "", content)
    if (found := saved.whole_number("format")) != FORMAT:
        raise saved.fault("format", f"{FORMAT}, the format this release recomputes", found)
    return saved


def inputs_of(saved: FileTable) -> Inputs:
    """Return what a saved ranking was computed from; BadInput names what is damaged.

    The digests of its files are taken of the texts it holds, and not believed.
    """
    table = saved.table("inputs")
    return Inputs(
        method=_source_file(table.table("method")),
        local_factors=tuple(map(_local_factor, table.tables("local_factors"))),
        rules=_source_file(table.table("rules")),
        top=table.whole_number("top"),
        draws=table.whole_number("draws"),
        seed=table.whole_number("seed", most=_MOST_SEED),
        agreed=tuple(map(_agreed, table.tables("agreed"))),
        agency_map=table.pairs("agency_map"),
        scores_sha256=table.written("scores_sha256"),
    )


def _source_file(table: FileTable) -> SourceFile:
    text = table.written("text")
    return SourceFile(table.written("id"), table.written("title"), text_digest(text), text)


def _local_factor(table: FileTable) -> LocalFactor:
    return LocalFactor(
        table.whole_number("total"), _decimal(table, "factor"), table.written("set_by")
    )


def _agreed(table: FileTable) -> AgreedScore:
    return AgreedScore(
        table.written("issue"),
        table.written("criterion"),
        _decimal(table, "score"),
        table.written("reason"),
    )


def _decimal(table: FileTable, key: str) -> Decimal:
    text = table.written(key)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise table.fault(key, "a number as text", text) from None
