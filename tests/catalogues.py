"""Gathers every message of the source into the Welsh catalogue and compiles it.

Run it after changing a string: python tests/catalogues.py. Django's own makemessages needs the
programs of GNU gettext, which a council's machine rarely has; Babel reads Python and Jinja2 alike.
"""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src/commonground"
PO = SOURCE / "web/locale/cy/LC_MESSAGES/django.po"
METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("web/**.py", "python"),
    ("rooms/**.py", "python"),
    ("documents/assessment/**.py", "python"),
    ("documents/reading/**.py", "python"),
    ("documents/plan/**.py", "python"),
    ("documents/profile/**.py", "python"),
    ("documents/contents/**.py", "python"),
    ("documents/word/**.py", "python"),
    ("geography/**.py", "python"),
    ("errors.py", "python"),
    ("sentences.py", "python"),
]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_noop": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "say": None,
    "say_many": (1, 2),
}


def gathered() -> Catalog:
    """Return a catalogue of every message in the source, without translations."""
    found = Catalog()
    for name, _line, message, _comments, context in extract_from_dir(
        SOURCE, METHODS, keywords=KEYWORDS, comment_tags=(), directory_filter=_is_ours
    ):
        if not name.startswith(
            "documents/templates/"
        ):  # reports have no Django, and are written in English
            found.add(message, context=context)
    for label in (*_labels(), *_of_assessments(), *_of_readiness()):
        found.add(label)
    return found


def _labels() -> Iterator[str]:
    """Yield what scoring methods call what they score, and threat pictures their tags."""
    shipped = [*SOURCE.glob("reference/methods/*.toml")]
    for path in sorted([*shipped, *SOURCE.glob("reference/threat_pictures/*.toml")]):
        waiting: list[object] = [tomllib.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                if isinstance(one.get("label"), str):
                    yield one["label"]
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one


def _of_assessments() -> Iterator[str]:
    """Yield what templates, their sections and builds are called, and what agencies are asked."""
    rooms = ("assessment_templates", "builds", "self_reviews", "strands", "tension", "governance")
    for path in sorted(one for room in rooms for one in SOURCE.glob(f"reference/{room}/*.toml")):
        waiting: list[object] = [tomllib.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                yield from (one[key] for key in ("title", "help", "label", "meaning") if key in one)
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one


def _of_readiness() -> Iterator[str]:
    """Yield what rules of readiness ask, and why some cannot be judged yet."""
    for path in sorted(SOURCE.glob("reference/readiness/*.toml")):
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        for one in (*held["headings"], *held["rules"]):
            yield from (one[key] for key in ("title", "asks", "to_do", "off_because") if key in one)
            for threshold in one.get("thresholds", ()):
                yield from (threshold["label"], threshold["unit"])


def _is_ours(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name != "migrations"


def stored() -> Catalog:
    """Return the Welsh catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="cy")


def messages(catalogue: Catalog) -> set[str]:
    """Return the English of a catalogue's messages."""
    ids = (one.id for one in catalogue if one.id)
    return {one if isinstance(one, str) else one[0] for one in ids}


def compiled(catalogue: Catalog) -> bytes:
    """Return what Django reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> None:
    """Bring the catalogue up to date; messages that are gone go from it too."""
    kept = stored()
    kept.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    kept.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, kept, no_location=True, sort_output=True, width=100)
    PO.with_suffix(".mo").write_bytes(compiled(stored()))
    done = sum(1 for one in kept if one.id and any(one.string or ""))
    print(f"{len(messages(kept))} messages, {done} translated")


if __name__ == "__main__":
    main()
