"""Every key of every format is in its reference page, and every key in the page is real."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from console_blocks import run
from markdown_pages import first_cells, page, rows, sections

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.file_tables import FileTable
from commonground.scoring.frozen import to_plain
from commonground.scoring.loading import load_method, method_from
from commonground.scoring.methods import Combine, Status

WHOLE_METHOD = """
format = 1
id = "whole"
title = "A method with one of everything"
source = "invented for a test"
notes = ["a note"]
[scales]
two = [{ score = 0, label = "Low" }, { score = 1 }, { score = 0, label = "Unsure", unknown = true }]
[[groups]]
id = "harm"
label = "Harm"
combine = "weighted_sum"
status = "local"
[[groups.criteria]]
id = "victims"
label = "Victims"
scale = "two"
weight = 2
status = "local"
[[groups.criteria.descriptors]]
score = 1
text = "what it means"
author = "nobody"
date = "never"
[[groups]]
id = "position"
label = "Position"
combine = "sum"
status = "local"
[[groups.criteria]]
id = "capacity"
label = "Capacity"
scale = "two"
status = "local"
[lookup]
id = "factor"
label = "Factor"
of = "position"
[[lookup.steps]]
total = 0
factor = 1
status = "local"
[[lookup.steps]]
total = 1
factor = "unknown"
status = "unknown"
[[outputs]]
id = "risk"
label = "Risk"
expression = "harm * factor"
status = "local"
[[rankings]]
id = "rank_by_risk"
label = "Rank by risk"
output = "risk"
[[switches]]
id = "by_harm"
label = "By harm"
rank_by = "harm"
leave_out = ["victims"]
[[bands]]
output = "risk"
label = "High"
lowest = 1
highest = 2
status = "local"
"""

Place = list[str | int]

TABLES: dict[str, Place] = {
    "The top of the file": [],
    "scales": ["scales", "two", 0],
    "groups": ["groups", 0],
    "groups.criteria": ["groups", 0, "criteria", 0],
    "groups.criteria.descriptors": ["groups", 0, "criteria", 0, "descriptors", 0],
    "lookup": ["lookup"],
    "lookup.steps": ["lookup", "steps", 0],
    "outputs": ["outputs", 0],
    "rankings": ["rankings", 0],
    "switches": ["switches", 0],
    "bands": ["bands", 0],
}
"""Where each table of the method format stands in the whole method."""

NAMES = {
    "rank_acceptability": "RANK",
    "central_weights": "CRITERION",
    "scores": "CRITERION",
    "figures": "FIGURE",
    "ranks": "RANKING",
    "issues_by_theme": "THEME",
}
"""Keys below which stand names, and what the page calls them."""

METHOD = "morile-thematic-2015"
CRITERIA = [one.id for one in load_method(reference.method_path(METHOD)).criteria]
SEED = 0
"""Of the small consultation: chosen so that its ranking has something of everything."""
FACTORS = "--factor 2=0.7 --factor 3=0.8 --factor 4=0.9"


def keys_the_loader_accepts(place: Place) -> set[str]:
    """Return what the loader says it expects when it meets a stray key in a table."""
    table: Any = tomllib.loads(WHOLE_METHOD)
    entries = table
    for step in place:
        table = table[step]
    table["stray"] = 1
    with pytest.raises(BadInput) as refused:
        method_from(FileTable("whole.toml", "", entries))
    found = re.search(r"expected one of the keys (.+); found", str(refused.value))
    assert found is not None, str(refused.value)
    return set(found[1].split(", "))


@pytest.mark.parametrize("table", TABLES)
def test_the_method_format_names_every_key_that_the_loader_accepts(table: str) -> None:
    documented = first_cells(sections(page("reference/method-format.md"))[table])
    assert documented == keys_the_loader_accepts(TABLES[table])


def test_the_method_format_names_every_status_and_every_way_to_combine() -> None:
    text = page("reference/method-format.md")
    assert {str(status) for status in Status} <= first_cells(text)
    assert all(f"`{combine}`" in text for combine in Combine)


def test_the_rules_page_gives_every_number_of_the_rules_as_it_is() -> None:
    path = reference.rules_path("consultation-1")
    rules = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {name: table for name, table in rules.items() if isinstance(table, dict)}
    top = {name: value for name, value in rules.items() if name not in tables}
    documented = sections(page("reference/rules-format.md"))
    for heading, table in {"The top of the file": top, **tables}.items():
        told = {row[0].strip("`"): row[1] for row in rows(documented[heading])}
        told = {key: "in the file" if key == "source" else value for key, value in told.items()}
        held = {key: "in the file" if key == "source" else str(v) for key, v in table.items()}
        assert told == held, heading


def leaves(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every value that is neither a table nor a list."""
    if isinstance(value, Mapping):
        name = NAMES.get(path.rsplit(".", 1)[-1].replace("[]", "")) if path else None
        is_named = name is not None and not path.endswith("[]")
        for key, entry in value.items():
            below = name if is_named else key
            yield from leaves(entry, f"{path}.{below}" if path else str(below))
    elif isinstance(value, list):
        for entry in value:
            yield from leaves(entry, f"{path}[]")
    elif value is not None or path.rsplit(".", 1)[-1] not in NAMES:
        yield path


def small_consultation(folder: Path) -> None:
    """Write scores of ten people from nine agencies, and what else a ranking may be given."""
    lines = ["assessor,agency,issue,theme,criterion,score,remark,way"]
    drawn = np.random.default_rng(SEED).integers(1, 3, (10, 5, len(CRITERIA)))
    for person, issue, at in product(*map(range, drawn.shape)):
        # on one criterion of the first issue the agencies fall into two camps
        score = 8 * (person % 2) if issue == at == 0 else drawn[person, issue, at]
        who = f"P{person},Agency {person % 9}"
        lines.append(f"{who},Issue {issue},Theme,{CRITERIA[at]},{score},a remark,")
    lines.append(f"P0,Agency 0,Half an issue,Theme,{CRITERIA[0]},1,,")
    lines += [f"P0,Agency 0,Issue of one agency,Theme,{name},2,," for name in CRITERIA]
    (folder / "scores.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    agreed = "issue,criterion,score,reason\nIssue 2,community,2,agreed in a session\n"
    (folder / "agreed.csv").write_text(agreed, encoding="utf-8")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a folder with a small ranking as json and csv, which has something of everything."""
    small_consultation(tmp_path)
    command = (
        f"commonground rank scores.csv --method {METHOD} {FACTORS} --set-by somebody "
        "--agreed agreed.csv --top 3 --draws 200 --save result.json --output ranking.csv"
    )
    status, printed = run(command, tmp_path)
    assert status == 0, printed
    return tmp_path


def test_the_result_page_names_every_key_of_a_saved_ranking(answers: Path) -> None:
    result = json.loads((answers / "result.json").read_text(encoding="utf-8"))
    text = page("reference/result-format.md")
    told = text[text.index("\n## A saved ranking") : text.index("\n## A method")]
    assert first_cells(told) == set(leaves(result))


def test_the_result_page_names_every_column_of_a_ranking_as_csv(answers: Path) -> None:
    with (answers / "ranking.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    told = [row[0].strip("`") for row in rows(sections(page_of("result"))["A ranking as csv"])]
    names = told.index("CRITERION")
    assert header[:names] == told[:names]
    assert header[-1] == told[-1] == "local_factors"


def test_the_result_page_names_every_key_of_a_matrix(tmp_path: Path) -> None:
    sheet = f"issue,owner,{','.join(CRITERIA)}\nOne,me,{','.join('1' for _ in CRITERIA)}\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    command = f"commonground matrix sheet.csv --method {METHOD} {FACTORS} -o sheet.json"
    status, printed = run(command, tmp_path)
    assert status == 0, printed
    (record,) = json.loads((tmp_path / "sheet.json").read_text(encoding="utf-8"))
    below = sections(page_of("result"))["A matrix"]
    told = first_cells(below)
    names = {"EXTRA", "CRITERION", "FIGURE", "RANKING"}
    computed = set(record) - {*(told - names), "owner", *CRITERIA}
    assert told - names <= set(record)
    assert computed <= set(re.findall(r"`([a-z_]+)`", below))


def test_the_result_page_names_every_key_of_a_method_as_json() -> None:
    method = method_from(FileTable("whole.toml", "", tomllib.loads(WHOLE_METHOD)))
    told = first_cells(sections(page_of("result"))["A method"])
    found = set(leaves(to_plain(method)))
    nothing = {"groups[].criteria[].levels[].descriptor"}
    assert told == found - nothing


def test_the_scores_page_names_the_columns_that_the_pilot_has(tmp_path: Path) -> None:
    run("commonground demo pilot", tmp_path)
    long = sections(page("reference/scores-format.md"))["Scores in long form"]
    header = (tmp_path / "pilot" / "scores.csv").read_text(encoding="utf-8").splitlines()[0]
    assert set(next(csv.reader(io.StringIO(header)))) <= first_cells(long)


def page_of(what: str) -> str:
    return page(f"reference/{what}-format.md")
