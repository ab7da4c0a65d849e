"""Every command that a page shows works, and prints what the page says it prints."""

import re
import shutil
from pathlib import Path

import pytest
from console_blocks import commands_in, rerun, run
from generated_pages import CONSOLE_PAGES, DOCS, REFERENCE_PAGES, ROOT

AGAIN = "run .venv/bin/python tests/documentation/generated_pages.py and look at the difference"
TUTORIALS = [path for path in CONSOLE_PAGES if path.parent.name == "tutorial"]
HOW_TO = [path for path in CONSOLE_PAGES if path.parent.name == "how-to"]


def name_of(path: Path) -> str:
    return path.stem


def fewer_draws(text: str) -> str:
    """Return a page whose rankings are drawn 100 times only."""
    return re.sub(r"^(.*commonground rank \S+)", r"\1 --draws 100", text, flags=re.MULTILINE)


def shape(text: str) -> list[str]:
    """Return a page's lines without what fewer draws may change: figures, bands and spaces."""
    text = re.sub(r"\b(In|Contested|Out|Unknown)\b", "", text.replace(" --draws 100", ""))
    text = re.sub(r"(^| )\S*[\d.]\S*( to \d+)?", "", text, flags=re.MULTILINE)
    return re.sub(r"[ -]+", " ", text).splitlines()


@pytest.mark.parametrize("path", REFERENCE_PAGES, ids=name_of)
def test_a_generated_page_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == REFERENCE_PAGES[path](), AGAIN


@pytest.mark.parametrize("path", HOW_TO, ids=name_of)
def test_a_how_to_shows_what_its_commands_print(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert rerun(text, tmp_path) == text, AGAIN


@pytest.mark.parametrize("path", TUTORIALS, ids=name_of)
def test_a_tutorial_shows_what_its_commands_print_but_for_the_draws(
    path: Path, tmp_path: Path
) -> None:
    # 10,000 draws take too long for a test that everybody runs: the figures are not compared
    text = path.read_text(encoding="utf-8")
    assert shape(rerun(fewer_draws(text), tmp_path)) == shape(text), AGAIN


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures", tmp_path / "tests" / "fixtures")
    readme = fewer_draws((ROOT / "README.md").read_text(encoding="utf-8"))
    shown = commands_in(readme)
    assert len(shown) == 5
    for command in shown:
        status, printed = run(command, tmp_path)
        assert status == 0, f"{command}\n{printed}"
        shorten(tmp_path / "var" / "tour" / "scores.csv")


def shorten(scores: Path) -> None:
    """Leave the first few issues of the pilot, so that it is ranked in less time."""
    if scores.exists():
        lines = scores.read_text(encoding="utf-8").splitlines(keepends=True)
        issues = sorted({line.split(",")[2] for line in lines[1:]})[:8]
        kept = [line for line in lines[1:] if line.split(",")[2] in issues]
        scores.write_text("".join([lines[0], *kept]), encoding="utf-8")


def test_every_command_has_a_place_in_some_page() -> None:
    reference = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    names = set(re.findall(r"^## `commonground (\w+)", reference, re.MULTILINE))
    commands = [one for path in CONSOLE_PAGES for one in commands_in(path.read_text("utf-8"))]
    shown = {command.split()[1] for command in commands if command != "echo $?"}
    pages = (
        "run-a-server.md", "back-up-and-restore.md", "write-the-strategic-assessment.md",
        "take-the-plan-to-excel-and-back.md", "get-ready-for-an-inspection.md",
        "count-police-files.md",
    )  # fmt: skip
    server = "".join((DOCS / "how-to" / page).read_text(encoding="utf-8") for page in pages)
    assert names <= shown | set(re.findall(r"commonground (\w+)", server))
