"""The rules by which many people's scores become one ranking: declared before anyone scores."""

from dataclasses import dataclass
from pathlib import Path

from commonground.scoring.consensus import ConsensusRule
from commonground.scoring.file_tables import FileTable, read_toml
from commonground.scoring.methods import Status

FORMAT = 1

_MOST_DECIMALS = 6
"""Exact sheets have room for a product of ten criteria at six decimals each."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One versioned set of rules; every number has its source in the file it is read from."""

    id: str
    title: str
    ridge: float
    """How strongly an assessor's severity is drawn to zero, in issues' worth of evidence."""
    sweeps: int
    """How often issue and assessor effects are estimated in turn."""
    trim_each_end: float
    """The share of the agencies' weight cut at each end of a cell."""
    decimals: int
    """The places to which a published cell is rounded, so that it recomputes by hand."""
    fewest_agencies: int
    """With fewer agencies, nothing is resampled: each agency is left out in turn instead."""
    weight_concentration: float
    """The Dirichlet concentration per criterion: the higher, the surer the declared weights."""
    screening_draws: int
    draws_without_weights: int
    draws_for_confidence: int
    in_at_least: float
    out_at_most: float
    interval_percent: int
    near_cut: int
    """How many places above and below the cut count as near it."""
    consensus: ConsensusRule
    fewest_agencies_per_issue: int


def load_rules(path: Path) -> Rules:
    """Return the rules that the TOML file at `path` holds; BadInput names file, table and key."""
    return rules_from(read_toml(path))


def rules_from(root: FileTable) -> Rules:
    """Return the rules in a file's root table; BadInput as `load_rules`."""
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    severity, aggregation = _sourced(root, "severity"), _sourced(root, "aggregation")
    resampling, bands = _sourced(root, "resampling"), _sourced(root, "bands")
    return Rules(
        id=root.text("id"),
        title=root.text("title"),
        ridge=float(severity.number("ridge")),
        sweeps=severity.whole_number("sweeps"),
        trim_each_end=float(aggregation.number("trim_each_end", most="0.49")),
        decimals=aggregation.whole_number("decimals", most=_MOST_DECIMALS),
        fewest_agencies=resampling.whole_number("fewest_agencies"),
        weight_concentration=float(resampling.number("weight_concentration", least="0.01")),
        screening_draws=resampling.whole_number("screening_draws", least=1),
        draws_without_weights=resampling.whole_number("draws_without_weights", least=1),
        draws_for_confidence=resampling.whole_number("draws_for_confidence", least=1),
        in_at_least=float(bands.number("in_at_least", least="0.5", most="1")),
        out_at_most=float(bands.number("out_at_most", most="0.49")),
        interval_percent=bands.whole_number("interval_percent", least=1, most=99),
        near_cut=bands.whole_number("near_cut"),
        consensus=_consensus(_sourced(root, "consensus")),
        fewest_agencies_per_issue=_sourced(root, "coverage").whole_number(
            "fewest_agencies_per_issue"
        ),
    )


def _sourced(root: FileTable, name: str) -> FileTable:
    """Return one table of the rules, which must say where its numbers come from."""
    table = root.table(name)
    table.choice("status", tuple(Status))
    table.text("source")
    return table


def _consensus(table: FileTable) -> ConsensusRule:
    return ConsensusRule(
        min_share_within_one=float(table.number("min_share_within_one", most="1")),
        max_interquartile_range=float(table.number("max_interquartile_range")),
        max_share_moved=float(table.number("max_share_moved", most="1")),
        max_rounds=table.whole_number("max_rounds"),
        min_camp_gap=float(table.number("min_camp_gap")),
        min_camp_share=float(table.number("min_camp_share", most="1")),
    )
