"""The rules of a consultation are read whole, with their sources, or refused by table and key."""

import pytest

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.file_tables import parse_toml
from commonground.scoring.rules import rules_from

SHIPPED = reference.rules_path("consultation-1").read_text(encoding="utf-8")

BROKEN = [
    ("format = 1", "format = 2", "the top of the file, key format"),
    ("ridge = 2", "ridge = -1", "table [severity], key ridge"),
    ("ridge = 2", "ridge = inf", "table [severity], key ridge"),
    ("sweeps = 30", "sweeps = 3.5", "table [severity], key sweeps"),
    ("trim_each_end = 0.25", "trim_each_end = 0.5", "table [aggregation], key trim_each_end"),
    ("decimals = 4", "decimals = 40", "table [aggregation], key decimals"),
    ("fewest_agencies = 8", 'fewest_agencies = "8"', "table [resampling], key fewest_agencies"),
    ("concentration = 20", "concentration = 0", "table [resampling], key weight_concentration"),
    ("screening_draws = 256", "", "table [resampling], key screening_draws"),
    ("without_weights = 2000", "without_weights = 0", "[resampling], key draws_without_weights"),
    ("confidence = 200", "confidence = 0", "table [resampling], key draws_for_confidence"),
    ("in_at_least = 0.95", "in_at_least = 95", "table [bands], key in_at_least"),
    ("out_at_most = 0.05", "out_at_most = 0.5", "table [bands], key out_at_most"),
    ("interval_percent = 90", "interval_percent = 100", "table [bands], key interval_percent"),
    ("near_cut = 5", "near_cut = -5", "table [bands], key near_cut"),
    ("within_one = 0.75", "within_one = 75", "table [consensus], key min_share_within_one"),
    ("share_moved = 0.15", "share_moved = true", "table [consensus], key max_share_moved"),
    ("camp_share = 0.3", "camp_share = 3", "table [consensus], key min_camp_share"),
    ("max_rounds = 2", "max_rounds = 2.0", "table [consensus], key max_rounds"),
    ("per_issue = 3", "per_issue = 2.5", "table [coverage], key fewest_agencies_per_issue"),
    ("[coverage]", "[cover]", "the top of the file, key coverage"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_broken_rule_is_refused_by_file_table_and_key(old: str, new: str, said: str) -> None:
    assert old in SHIPPED

    with pytest.raises(BadInput, match=r"^rules\.toml, ") as refusal:
        rules_from(parse_toml("rules.toml", SHIPPED.replace(old, new, 1)))

    assert f"{said}: expected" in str(refusal.value)


@pytest.mark.parametrize("key", ["status", "source"])
def test_every_table_of_rules_must_say_where_its_numbers_come_from(key: str) -> None:
    parts = SHIPPED.split(f"\n{key} = ")
    for number in range(1, len(parts)):
        kept = [f"\n{key} = ".join(parts[:number]), f"\n{key} = ".join(parts[number:])]
        content = f"\nlost_{key} = ".join(kept)
        with pytest.raises(BadInput, match=f"key {key}: expected"):
            rules_from(parse_toml("rules.toml", content))
    assert len(parts) == 7


def test_the_shipped_rules_are_those_of_the_partnership() -> None:
    rules = rules_from(parse_toml("rules.toml", SHIPPED))

    assert (rules.ridge, rules.sweeps, rules.trim_each_end) == (2, 30, 0.25)
    assert (rules.in_at_least, rules.out_at_most, rules.interval_percent) == (0.95, 0.05, 90)
    assert (rules.fewest_agencies, rules.weight_concentration) == (8, 20)
    assert rules.consensus.min_share_within_one == 0.75
