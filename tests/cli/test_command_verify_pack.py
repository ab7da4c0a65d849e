"""`commonground verify PACK.zip`: everything it needs is inside."""

import zipfile
from pathlib import Path

import pytest
from commands import Run

from commonground.documents.evidence_pack import agency_table, pack, score_table

GRID = "five-by-five-nrr-2023"


@pytest.fixture
def packed(run: Run, scores: Path, tmp_path: Path) -> Path:
    """Return a pack of a small consultation and its ranking."""
    saved = tmp_path / "result.json"
    run("rank", scores, "--method", GRID, "--top", 2, "--draws", 300, "--save", saved)
    path = tmp_path / "pack.zip"
    names = [f"Agency {number}" for number in range(9)]
    path.write_bytes(
        pack(
            {
                "result.json": saved.read_text(encoding="utf-8"),
                "scores.csv": scores.read_text(encoding="utf-8"),
                "agencies.csv": agency_table(zip(names, names, strict=True)),
                "README.txt": "Read me.\n",
            }
        )
    )
    return path


def changed(path: Path, name: str, text: str) -> Path:
    """Return a copy of a pack in which one file holds other text."""
    with zipfile.ZipFile(path) as held:
        texts = {one: held.read(one).decode() for one in held.namelist()}
    altered = path.with_name("altered.zip")
    with zipfile.ZipFile(altered, "w") as made:
        for one, was in texts.items():
            made.writestr(one, text if one == name else was)
    return altered


def test_a_pack_verifies_by_itself(run: Run, packed: Path) -> None:
    told = run("verify", packed)

    assert told.status == 0
    assert f"Identical: {packed} is what its scores gives" in told.out


def test_the_same_texts_make_the_same_pack() -> None:
    texts = {"b.txt": "two", "a.txt": "one"}

    assert pack(texts) == pack(dict(reversed(texts.items())))


@pytest.mark.parametrize("name", ["result.json", "scores.csv", "agencies.csv"])
def test_an_altered_file_in_a_pack_is_named(run: Run, packed: Path, name: str) -> None:
    told = run("verify", changed(packed, name, "altered"))

    assert told.status == 2
    assert f"{name} is not what SHA256SUMS says" in told.err


def test_what_is_no_pack_is_refused(run: Run, packed: Path, tmp_path: Path) -> None:
    no_zip, empty = tmp_path / "no.zip", tmp_path / "empty.zip"
    no_zip.write_text("no", encoding="utf-8")
    empty.write_bytes(pack({"other.txt": score_table([])}))

    assert "cannot be read as a zip" in run("verify", no_zip).err
    assert "it lacks result.json, scores.csv, agencies.csv" in run("verify", empty).err
    assert "There is no file" in run("verify", tmp_path / "absent.zip").err
    assert "give it alone" in run("verify", packed, "scores.csv").err
    assert "Give the scores" in run("verify", tmp_path / "result.json").err


@pytest.fixture
def settled(run: Run, scores: Path, tmp_path: Path) -> Path:
    """Return the pack of a consultation of which one score was agreed."""
    agreed, saved, path = (tmp_path / name for name in ("agreed.csv", "result.json", "agreed.zip"))
    names = [f"Agency {number}" for number in range(9)]
    issue = scores.read_text(encoding="utf-8").splitlines()[1].split(",")[2]
    agreed.write_text(f"issue,criterion,score,reason\n{issue},impact,5,As seen\n", encoding="utf-8")
    run(
        "rank", scores, "--method", GRID, "--top", 2, "--draws", 300, "--agreed", agreed,
        "--save", saved,
    )  # fmt: skip
    texts = {
        "result.json": saved.read_text(encoding="utf-8"),
        "scores.csv": scores.read_text(encoding="utf-8"),
        "agencies.csv": agency_table(zip(names, names, strict=True)),
        "agreed.csv": agreed.read_text(encoding="utf-8"),
    }
    path.write_bytes(pack(texts))
    return path


def test_a_pack_with_agreed_scores_verifies_by_itself(run: Run, settled: Path) -> None:
    assert run("verify", settled).status == 0


def test_agreed_scores_that_were_altered_are_named(run: Run, settled: Path) -> None:
    told = run("verify", changed(settled, "agreed.csv", "altered"))

    assert told.status == 2
    assert "agreed.csv is not what SHA256SUMS says" in told.err


def test_agreed_scores_that_the_ranking_does_not_rest_on_are_told(
    run: Run, settled: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(settled) as held:
        texts = {one: held.read(one).decode() for one in held.namelist() if one != "SHA256SUMS"}
    texts["agreed.csv"] = texts["agreed.csv"].replace("As seen", "Otherwise")
    other = tmp_path / "other.zip"
    other.write_bytes(pack(texts))

    told = run("verify", other)

    assert told.status == 1
    assert "ranks other agreed scores than it lists" in told.out
