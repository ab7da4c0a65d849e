"""The Markdown pages of the product, and what stands in them: links, anchors, tables."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))

_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def page(name: str) -> str:
    """Return the text of a page in docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Return a page without its fenced blocks."""
    return _FENCED.sub("", text)


def links(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each link of a page: the file it names and the anchor, empty where there is none."""
    for target in _LINK.findall(prose(path.read_text(encoding="utf-8"))):
        file, _, anchor = target.partition("#")
        yield (path.parent / file).resolve() if file else path, anchor


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = _HEADING.findall(prose(path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def sections(text: str) -> dict[str, str]:
    """Return the text under each heading, by the heading without its code marks."""
    parts = re.split(r"^#+ (.+)$", prose(text), flags=re.MULTILINE)
    return {
        heading.replace("`", ""): below
        for heading, below in zip(parts[1::2], parts[2::2], strict=True)
    }


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row in a text, without headings and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rules = {at for at, line in enumerate(lines) if re.fullmatch(r"[|\s:-]+", line)}
    kept = [line for at, line in enumerate(lines) if at not in rules and at + 1 not in rules]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in kept]


def first_cells(text: str) -> set[str]:
    """Return what stands as code in the first cell of each table row."""
    return {code for row in rows(text) for code in re.findall(r"`([^`]+)`", row[0])}
