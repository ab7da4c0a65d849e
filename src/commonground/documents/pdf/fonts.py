"""The fonts a pdf is set in, which come with the product, and what they cannot show."""

import json
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

SANS = "Source Sans Pro"
FAMILIES = (SANS, "Libertinus Serif", "DejaVu Sans Mono")
"""The first that has a letter shows it; the latter two are inside typst itself."""

_FILES = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Bold.ttf",
    "SourceSansPro-It.ttf",
    "SourceSansPro-BoldIt.ttf",
)
_PROBE = b"""
#set document(title: "Which letters the fonts have")
#let given = json(bytes(sys.inputs.given))
#text(font: given.fonts, given.letters)
"""
INSTEAD = "\N{REPLACEMENT CHARACTER}"


@contextmanager
def our_fonts() -> Iterator[typst.Fonts]:
    """Give the fonts that a pdf is set in, for as long as it is being set.

    The package of the sans serif holds each face in two formats, of which typst would take the one
    that the file system lists last: the same document would give other bytes on another machine.
    So the four faces are laid out in a folder of their own.
    """
    package = find_spec("font_source_sans_pro")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("The package font-source-sans-pro is not installed.")
    held = Path(package.origin).parent / "files"
    with TemporaryDirectory(prefix="commonground-fonts-") as folder:
        for name in _FILES:
            shutil.copyfile(held / name, Path(folder) / name)
        yield typst.Fonts(include_system_fonts=False, font_paths=[folder])


def instead_of(letters: frozenset[str], fonts: typst.Fonts) -> dict[int, str]:
    """Return what stands in a pdf for each letter that no font has, for `str.translate`.

    A pdf for everybody may not hold a letter that cannot be shown. What is invisible is left out.
    """
    missing = _missing("".join(sorted(letters)), fonts)
    return {
        ord(each): "" if unicodedata.category(each).startswith("C") else INSTEAD for each in missing
    }


def _missing(letters: str, fonts: typst.Fonts) -> str:
    """Return the letters that typst refuses: all at once, and in halves where it refuses any."""
    if not letters or _can_show(letters, fonts):
        return ""
    if len(letters) == 1:
        return letters
    middle = len(letters) // 2
    return _missing(letters[:middle], fonts) + _missing(letters[middle:], fonts)


def _can_show(letters: str, fonts: typst.Fonts) -> bool:
    try:
        compiled(_PROBE, {"fonts": FAMILIES, "letters": letters}, fonts)
    except typst.TypstError:
        return False
    return True


def compiled(source: bytes, given: object, fonts: typst.Fonts) -> bytes:
    """Return what typst makes of a source and its data: PDF/UA-1, without the machine's clock.

    Raises TypstError where the result would not be PDF/UA-1.
    """
    return typst.compile(
        source,
        sys_inputs={"given": json.dumps(given)},
        font_paths=fonts,
        pdf_standards=["ua-1"],
        format="pdf",
        timestamp=0,
    )
