"""Writes again what is generated in docs/: reference pages, and the output of commands shown.

    .venv/bin/python tests/documentation/generated_pages.py

Look at the difference before you keep it. A test fails while a page is out of date.
"""

import tempfile
from pathlib import Path

from api_page import api_page
from console_blocks import rerun
from readiness_page import readiness_page
from reference_pages import command_line_page, methods_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

REFERENCE_PAGES = {
    DOCS / "reference" / "api.md": api_page,
    DOCS / "reference" / "command-line.md": command_line_page,
    DOCS / "reference" / "methods.md": methods_page,
    DOCS / "reference" / "readiness-rules.md": readiness_page,
}
CONSOLE_PAGES = (
    *sorted((DOCS / "tutorial").glob("*.md")),
    *sorted((DOCS / "how-to").glob("*.md")),
)


def write_all() -> None:
    """Write every generated page, and every command's output, as they are now."""
    for path, made in REFERENCE_PAGES.items():
        path.write_text(made(), encoding="utf-8")
    for path in CONSOLE_PAGES:
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(rerun(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    write_all()
