"""Every link leads somewhere, every page can be found, and no page holds what it must not."""

import os
import re
from pathlib import Path

import pytest
from markdown_pages import DOCS, PAGES, ROOT, anchors, links

NAMES = [str(path.relative_to(ROOT)) for path in PAGES]

FORBIDDEN = {
    "a web address, which may go away": (
        r"https?://(?!localhost|commonground\.example)|\bwww\.|--index-url"
    ),
    "unfinished work": r"\b(TODO|FIXME|TBC|XXX)\b",
    "a path of one machine": r"(?<![\w.])/(work|home|tmp|root|Users)/|[A-Z]:\\\\",
    "the number of an issue or a request": r"(?<![\w&/])#\d+\b",
}


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file_and_to_an_anchor_in_it(path: Path) -> None:
    for file, anchor in links(path):
        assert file.exists(), f"{path.name} links to {file}, which is not there"
        if anchor:
            assert anchor in anchors(file), f"{path.name} links to {file.name}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [DOCS / "README.md"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        found = {file for file, _ in links(path) if file.suffix == ".md" and DOCS in file.parents}
        waiting += found - reached
    assert set(DOCS.rglob("*.md")) - reached == set()


def test_the_index_lists_every_page_but_the_decisions() -> None:
    index = DOCS / "README.md"
    listed = {file for file, _ in links(index)} | {index}
    wanted = {path for path in DOCS.rglob("*.md") if path.parent.name != "decisions"}
    assert wanted - listed == set()


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_holds(what: str, path: Path) -> None:
    found = re.search(FORBIDDEN[what], path.read_text(encoding="utf-8"), re.IGNORECASE)
    assert found is None, f"{path.name} holds {what}: {found and found[0]}"


@pytest.mark.parametrize("command", ["./run", "./test"])
def test_the_two_commands_of_the_readme_are_there_and_can_be_run(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(command)}\b", readme, re.MULTILINE)
    assert os.access(ROOT / command, os.X_OK)


def test_every_picture_is_small_enough_to_keep() -> None:
    sizes = {path.name: path.stat().st_size for path in (DOCS / "images").rglob("*.*")}
    assert all(size < 250_000 for size in sizes.values()), sizes
