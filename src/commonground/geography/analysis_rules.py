"""The numbers by which counts by area are analysed: declared before anyone looks at a map."""

from dataclasses import dataclass
from pathlib import Path

from commonground.scoring.file_tables import FileTable, read_toml
from commonground.scoring.methods import Status

FORMAT = 1


@dataclass(frozen=True, slots=True)
class EmergingRule:
    """When an area is a persistent, emerging, former or intermittent hot spot; all are shares."""

    critical_p: float
    """The false-discovery rate at which an area counts as hot in one period."""
    hotspot_share: float
    """The least share of periods in which an area must be hot to be a hot spot of any kind."""
    persistent_share: float
    """The least share of periods in which a persistent one is hot."""
    recent_share: float
    """The share of periods, the latest, that are recent; at least one always is."""
    emerging_share_of_recent: float
    """The least share of the recent periods in which an emerging one is hot."""


@dataclass(frozen=True, slots=True)
class PresenceRule:
    """When a month of a force's counts is partial: under either share."""

    least_of_median: float
    """The least share of the median of the months around it that a whole month has."""
    least_areas: float
    """The least share of the areas that ever had an incident in which a whole month has one."""
    median_months: int
    """How many months that median is of, the month itself in their middle."""


@dataclass(frozen=True, slots=True)
class AnalysisRules:
    """One versioned set of numbers; each has its source in the file it is read from."""

    id: str
    title: str
    rate_per: int
    """Residents to which a rate refers."""
    rate_interval_percent: int
    false_discovery_rate: float
    concentration_shares: tuple[float, float]
    """The shares of incidents that a part of the areas is said to hold, the smaller first."""
    fewest_months: int
    """With fewer whole months no trend is told."""
    trend_interval_percent: int
    emerging: EmergingRule
    map_classes: int
    presence: PresenceRule


def load_analysis_rules(path: Path) -> AnalysisRules:
    """Return the numbers that the TOML file at `path` holds; BadInput names file, table and key."""
    root = read_toml(path)
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    rates, trends = _sourced(root, "rates"), _sourced(root, "trends")
    concentration = _sourced(root, "concentration")
    return AnalysisRules(
        id=root.text("id"),
        title=root.text("title"),
        rate_per=rates.whole_number("per", least=1),
        rate_interval_percent=rates.whole_number("interval_percent", least=1, most=99),
        false_discovery_rate=_share(_sourced(root, "hotspots"), "false_discovery_rate"),
        concentration_shares=(
            _share(concentration, "smaller_share"),
            _share(concentration, "larger_share"),
        ),
        fewest_months=trends.whole_number("fewest_months", least=6),
        trend_interval_percent=trends.whole_number("interval_percent", least=1, most=99),
        emerging=_emerging(_sourced(root, "emerging")),
        map_classes=_sourced(root, "mapping").whole_number("classes", least=2, most=7),
        presence=_presence(_sourced(root, "presence")),
    )


def _presence(table: FileTable) -> PresenceRule:
    return PresenceRule(
        least_of_median=_share(table, "least_of_median"),
        least_areas=_share(table, "least_areas"),
        median_months=table.whole_number("median_months", least=3, most=37),
    )


def _emerging(table: FileTable) -> EmergingRule:
    return EmergingRule(
        critical_p=_share(table, "critical_p"),
        hotspot_share=_share(table, "hotspot_share"),
        persistent_share=_share(table, "persistent_share"),
        recent_share=_share(table, "recent_share"),
        emerging_share_of_recent=_share(table, "emerging_share_of_recent"),
    )


def _share(table: FileTable, key: str) -> float:
    return float(table.number(key, least="0.0001", most="1"))


def _sourced(root: FileTable, name: str) -> FileTable:
    """Return one table of the rules, which must say where its numbers come from."""
    table = root.table(name)
    table.choice("status", tuple(Status))
    table.text("source")
    return table
