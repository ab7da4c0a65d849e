"""A method file is read whole, or refused with a sentence that names file, table and key."""

import contextlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from consultations import SMALL
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.scoring.file_tables import parse_toml
from commonground.scoring.loading import load_method, method_from
from commonground.scoring.methods import Combine, Status

FIRST = "[groups.1.criteria.1]"

BROKEN = [
    # the top of the file: (what is replaced, what stands instead, what the refusal must say)
    ("format = 1\n", "", "the top of the file, key format: expected a whole number; found nothing"),
    ("format = 1", "format = 2", "key format: expected 1, the format this release reads; found 2"),
    ("format = 1", "format = true", "key format: expected a whole number; found True"),
    ("format = 1", "format = 1.0", "key format: expected a whole number; found 1.0"),
    ("format = 1", "format = -1", "key format: expected a whole number from 0 to"),
    ('id = "small"\n', "", "the top of the file, key id: expected text; found nothing"),
    ('id = "small"', 'id = "  "', "the top of the file, key id: expected text"),
    ('title = "A small', 'heading = "A small', "key heading: expected one of the keys bands"),
    ('source = "Invented for the tests"', "source = 3", "key source: expected text; found 3"),
    ('notes = ["Not for use."]', 'notes = "No"', "key notes: expected a list of texts"),
    ('notes = ["Not for use."]', "notes = [1]", "key notes: expected a list of texts"),
    # scales
    ("[scales]", "[other]", "the top of the file, key other: expected one of the keys"),
    ("score = 0.5", 'score = "0.5"', "table [scales.chance.1], key score: expected a number"),
    ("score = 0.5", "score = true", "table [scales.chance.1], key score: expected a number"),
    ("score = 0.5", "score = nan", "table [scales.chance.1], key score: expected a number from 0"),
    ("score = 0.5", "score = inf", "table [scales.chance.1], key score: expected a number from 0"),
    ("score = 0.5", "score = -1", "table [scales.chance.1], key score: expected a number from 0"),
    ("score = 2 }", "score = 1e999 }", "table [scales.chance.3], key score: expected a number"),
    (
        "score = 0.5",
        "score = 0.12345678912",
        "key score: expected a number with at most 9 decimals",
    ),
    (
        "score = 0.5",
        "scores = 0.5",
        "table [scales.chance.1], key scores: expected one of the keys",
    ),
    (
        "score = 0.5",
        "score = 3",
        "table [scales], key chance: expected two or more scores that rise",
    ),
    (
        "score = 0.5",
        "score = 1",
        "table [scales], key chance: expected two or more scores that rise",
    ),
    ("{ score = 0.5 }, { score = 1 }, ", "", "key chance: expected at least 2 table(s); found 1"),
    (
        "{ score = 0 }, { score = 1 }]",
        "{ score = 0 }, { score = 1, unknown = true }]",
        "table [scales], key place: expected two or more scores that rise",
    ),
    ('"Grave"', '"some"', "table [scales], key harm: expected answers that mean one level each"),
    ('"Grave"', '"1"', "table [scales], key harm: expected answers that mean one level each"),
    ("unknown = true", 'unknown = "yes"', "table [scales.harm.4], key unknown: expected true or"),
    # groups and criteria
    ('combine = "max"', 'combine = "mean"', "table [groups.3], key combine: expected one of sum"),
    ('combine = "max"\n', "", "table [groups.3], key combine: expected one of sum"),
    ('label = "Standing"', "label = []", "table [groups.3], key label: expected text"),
    ('id = "standing"', 'id = "Standing"', "table [groups.3], key id: expected lower-case letters"),
    (
        'id = "standing"',
        'id = "st anding"',
        "table [groups.3], key id: expected lower-case letters",
    ),
    (
        'scale = "place"',
        'scale = "space"',
        "table [groups.4.criteria.1], key scale: expected one of",
    ),
    ('scale = "place"', "scale = [1]", "table [groups.4.criteria.1], key scale: expected one of"),
    ("weight = 3", "weight = 0", f"table {FIRST}, key weight: expected a number from 0.000001"),
    ("weight = 3", "weight = -3", f"table {FIRST}, key weight: expected a number from 0.000001"),
    ("weight = 3", "weight = nan", f"table {FIRST}, key weight: expected a number"),
    ("weight = 3", "wait = 3", f"table {FIRST}, key wait: expected one of the keys"),
    (
        'combine = "weighted_sum"',
        'combine = "sum"',
        f"table {FIRST}, key weight: expected no weight but in a weighted_sum group",
    ),
    ('help = "Harm to a person."', "help = 1", f"table {FIRST}, key help: expected text"),
    ("[{ score = 4, text", "[{ score = 3, text", "criteria.1.descriptors.1], key score: expected"),
    ("[{ score = 4, text", '[{ score = "4", text', "descriptors.1], key score: expected a number"),
    ('text = "Lasting harm", ', "", "descriptors.1], key text: expected text; found nothing"),
    ('author = "The board", ', "", "descriptors.1], key author: expected text; found nothing"),
    ('date = "2024-05-01"', "date = 2024-05-01", "descriptors.1], key date: expected text"),
    (
        'date = "2024-05-01" }]',
        'date = "May" }, { score = 4, text = "a", author = "b", date = "c" }]',
        "descriptors.2], key score: expected one descriptor for each level; found 4",
    ),
    (
        "[{ score = 4, text",
        "[4, { score = 4, text",
        f"{FIRST}, key descriptors: expected a list of",
    ),
    ('id = "press"', 'id = "trust"', "the id trust is used 2 times"),
    ('id = "press"', 'id = "risk"', "the id risk is used 2 times"),
    ('id = "added"', 'id = "without_community"', "the id without_community is used 2 times"),
    ('[[groups]]\nid = "standing"', '[[group]]\nid = "standing"', "key group: expected one of"),
    # the look-up
    ("steps = [\n", "steps = []\nstep = [\n", "table [lookup], key step: expected one of the keys"),
    ('of = "position"', 'of = "risk"', "table [lookup], of: expected one of chances, position"),
    ('of = "position"', "of = 3", "table [lookup], key of: expected text"),
    ('of = "position"', 'of = "total_harm"', "table [lookup], steps: expected a step for every"),
    ("total = 0, factor", "total = 2, factor", "expected a step for every whole total of position"),
    (
        "total = 0, factor",
        "total = 0.0, factor",
        "table [lookup.steps.1], key total: expected a who",
    ),
    ("factor = 0.5", "factor = inf", "table [lookup.steps.1], key factor: expected a number"),
    ("factor = 0.5", "factor = -0.5", "table [lookup.steps.1], key factor: expected a number"),
    ('factor = 0.5, status = "local"', 'factor = 0.5, status = "unknown"', "steps.1], key status"),
    ('"unknown", status = "unknown"', '"unknown", status = "local"', "steps.2], key status"),
    ("factor = 0.5, ", "", "table [lookup.steps.1], key factor: expected a number; found nothing"),
    ('factor = 0.5, status = "local"', "factor = 0.5", "table [lookup.steps.1], key status"),
    ('[lookup]\nid = "factor"', '[[lookup]]\nid = "factor"', "key lookup: expected a table"),
    # outputs and rankings
    ("* chances + standing", "* chances + nothing", "table [outputs], risk: expected one of"),
    ("* chances + standing", "* chances + graded", "table [outputs], risk: expected one of"),
    ("* chances + standing", "* individual", "table [outputs], risk: expected one of"),
    (
        "* chances + standing",
        "** chances",
        "table [outputs.1], key expression: expected an express",
    ),
    ("* chances + standing", "* 1e999", "table [outputs.1], key expression: expected an express"),
    ('expression = "risk * factor"', 'expression = ""', "table [outputs.2], key expression"),
    ('id = "graded"\nlabel = "Graded"\n', 'id = "graded"\n', "table [outputs.2], key label"),
    ('output = "graded"', 'output = "factor"', "table [rankings], by_graded: expected one of"),
    ('output = "graded"', 'input = "graded"', "table [rankings.2], key input: expected one of"),
    # switches
    (
        'leave_out = ["community"]',
        "",
        "table [switches.1], key rank_by: expected an expression, or",
    ),
    ('leave_out = ["community"]', 'leave_out = "community"', "key leave_out: expected a list of"),
    ('leave_out = ["community"]', 'leave_out = ["noise"]', "table [switches], without_community"),
    ('rank_by = "total_harm', 'rank_by = "total', "table [switches], added: expected one of"),
    (
        'rank_by = "total_harm + chances + individual"',
        'rank_by = "individual"\nleave_out = ["individual"]',
        "table [switches], added: expected one of",
    ),
    (
        'leave_out = ["community"]',
        'leave_out = ["frequency", "volume"]',
        "table [switches], without_community, key leave_out: it leaves no criterion in chances, "
        "and a product of nothing is no number",
    ),
    (
        'leave_out = ["community"]',
        'leave_out = ["press", "trust"]',
        "key leave_out: it leaves no criterion in standing, and a max of nothing is no number",
    ),
    (
        'leave_out = ["community"]',
        'leave_out = ["capacity"]',
        "key leave_out: the look-up is made for the whole total of position",
    ),
    # bands
    ("lowest = 10", "lowest = 100", "table [bands], High: lowest 100 is above 70"),
    ("lowest = 10", "lowest = nan", "table [bands.1], key lowest: expected a number"),
    ("highest = 70", "top = 70", "table [bands.1], key top: expected one of the keys"),
    (
        '[[bands]]\noutput = "risk"',
        '[[bands]]\noutput = "by_risk"',
        "table [bands], High: expected",
    ),
]


def refusal_of(content: str) -> str:
    with pytest.raises(BadInput) as refusal:
        method_from(parse_toml("here/method.toml", content))
    assert all(fault.startswith("here/method.toml") for fault in refusal.value.faults)
    assert all(fault.endswith(".") for fault in refusal.value.faults)
    return str(refusal.value)


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_broken_method_is_refused_by_file_table_and_key(old: str, new: str, said: str) -> None:
    assert old in SMALL

    assert said in refusal_of(SMALL.replace(old, new, 1))


@pytest.mark.parametrize("table", ["groups", "outputs", "rankings"])
def test_a_method_without_outputs_or_rankings_is_refused(table: str) -> None:
    start, *rest = SMALL.split(f"[[{table}]]")
    content = start + re.sub(r"\A.*?\n\[\[(?!groups)", "[[", rest[-1], flags=re.DOTALL)

    assert f"the top of the file, key {table}: expected at least 1 table(s)" in refusal_of(content)


def test_every_status_is_checked_wherever_it_stands() -> None:
    for number in range(SMALL.count('status = "local"')):
        parts = SMALL.split('status = "local"')
        broken = 'status = "local"'.join(parts[: number + 1]) + 'status = "rumour"'
        content = broken + 'status = "local"'.join(parts[number + 1 :])

        assert "key status: expected one of published, inferred, local, unknown" in refusal_of(
            content
        )


@pytest.mark.parametrize(
    "content",
    ["a = ", "[a]\n[a]", "a = 1\na = 2", "\x00", "a = " + "[" * 5000, "a = " + "9" * 5000],
    ids=["no value", "table twice", "key twice", "no text", "too deep", "too long"],
)
def test_what_is_not_toml_is_refused(content: str) -> None:
    with pytest.raises(BadInput, match=r"^here\.toml is not valid TOML: "):
        parse_toml("here.toml", content)


@given(content=st.text(max_size=60) | st.text("[]={}\"'.#\n1a", max_size=60))
@settings(max_examples=60)
def test_any_text_at_all_is_refused_in_a_sentence(content: str) -> None:
    with pytest.raises(BadInput, match="any"):
        method_from(parse_toml("any", content))


@given(start=st.integers(0, len(SMALL)), length=st.integers(1, 60))
@settings(max_examples=60)
def test_a_method_with_a_piece_cut_out_loads_or_is_refused(start: int, length: int) -> None:
    with contextlib.suppress(BadInput):
        method = method_from(parse_toml("cut.toml", SMALL[:start] + SMALL[start + length :]))
        assert method.criteria


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^There is no file .*absent\.toml\.$"):
        load_method(tmp_path / "absent.toml")


def test_a_folder_is_not_a_method(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot be read: Is a directory\."):
        load_method(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "method.toml"
    path.write_bytes('title = "Coördination"'.encode("cp1252"))

    with pytest.raises(BadInput, match=r"method\.toml cannot be read as UTF-8 text"):
        load_method(path)


def test_a_good_file_says_everything_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")

    method = load_method(path)

    assert (method.id, method.notes) == ("small", ("Not for use.",))
    assert [group.combine for group in method.groups] == [
        Combine.WEIGHTED_SUM,
        Combine.PRODUCT,
        Combine.MAX,
        Combine.SUM,
    ]
    individual = method.criteria[0]
    assert list(map(int, individual.scale)) == [0, 1, 4]
    assert (str(individual.weight), individual.help) == ("3", "Harm to a person.")
    assert [level.is_unknown for level in individual.levels] == [False, False, False, True]
    grave = individual.levels[2].descriptor
    assert grave is not None
    assert (grave.text, grave.author, grave.date) == ("Lasting harm", "The board", "2024-05-01")
    assert individual.levels[2].label == "Grave"
    assert individual.levels[1].descriptor is individual.levels[3].descriptor is None
    assert method.lookup is not None
    assert (method.lookup.gaps, method.lookup.factor_at(0)) == ((1,), Decimal("0.5"))
    assert method.lookup.steps[1].provenance.status is Status.UNKNOWN
    assert method.primary.id == "by_graded"
    assert (str(method.bands[0].lowest), str(method.bands[0].highest)) == ("10", "70")
    assert method.switches[0].rank_by is None
