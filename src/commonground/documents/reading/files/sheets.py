"""The sheets of an xlsx file, found without laying any of them out."""

import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonground.documents.reading.files.archives import packed, unpacked
from commonground.documents.reading.files.cells import Cells, cells_of
from commonground.documents.reading.files.tables import MOST_CELLS
from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.files.xml_pass import each_tag, local
from commonground.sentences import say

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_NEEDED = ("[Content_Types].xml", "_rels/.rels")
_CLAIM = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]{1,20})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet of a workbook, not laid out yet."""

    name: str
    is_hidden: bool
    part: str
    """The name of its own part in the zip."""
    parts: Mapping[str, bytes]
    """Every part of the workbook."""

    def cells(self) -> Cells:
        """Return what one pass over the sheet finds; raises ValueError where it is damaged."""
        return cells_of(self.parts[self.part])

    def alone(self) -> io.BytesIO:
        """Return a workbook with what reading this sheet needs, so that nothing else is read."""
        return packed(
            {
                name: part
                for name, part in self.parts.items()
                if name in (self.part, *_NEEDED) or posixpath.dirname(name) in ("xl", "xl/_rels")
            }
        )


def sheets_of(path: Path, content: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets of an xlsx; chart sheets hold no cells and are left out.

    Raises ValueError where the zip is no Excel workbook.
    """
    parts = unpacked(path, content)
    if _BOOK not in parts or _LINKS not in parts:
        raise ValueError(
            say("it is a zip without the part %(part)s, so it is no Excel workbook", part=_BOOK)
        )
    _check_claims(parts)
    links = _worksheet_links(parts[_LINKS])
    sheets: list[Sheet] = []

    def note(tag: str, attributes: dict[str, str]) -> None:
        found = {local(name): value for name, value in attributes.items()}
        part = links.get(found.get("id", ""))
        if tag == "sheet" and part in parts:
            is_hidden = found.get("state", "visible") != "visible"
            sheets.append(Sheet(found.get("name", ""), is_hidden, part, parts))

    each_tag(parts[_BOOK], note)
    return tuple(sheets)


def _check_claims(parts: Mapping[str, bytes]) -> None:
    """Raise ValueError where a workbook claims more shared texts than a sheet has cells.

    calamine sets memory aside for the claim, and ends the whole process where there is too little
    (github.com/tafia/calamine/issues/684).
    """
    for name, part in parts.items():
        claims = _CLAIM.findall(part) if posixpath.dirname(name) == "xl" else []
        if any(int(claim) > MOST_CELLS for claim in claims):
            raise ValueError(
                say(
                    "its part %(part)s claims to hold more than %(most)s texts",
                    part=shown(name),
                    most=f"{MOST_CELLS:,}",
                )
            )


def _worksheet_links(part: bytes) -> dict[str, str]:
    """Return the name of each worksheet's part by the id that the workbook gives it."""
    links: dict[str, str] = {}

    def note(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.join("/xl", attributes.get("Target", ""))
            links[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    each_tag(part, note)
    return links
