"""Refuses what in a template would fetch something whenever a document written in it is opened.

Such a document would tell a stranger who reads it and when, and show what the stranger likes.
"""

from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn

from commonground.errors import BadInput
from commonground.sentences import say

_FETCHING = frozenset(
    {"DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK"}
)
"""Fields that read another file, or ask another program."""

_LONGEST_SHOWN = 80


def check_fetches_nothing(file: WordFile) -> None:
    """Raise BadInput where a part of a file leads out of it, other than by a link to follow."""
    for part in file.part.package.iter_parts():
        for found in (*_relations(part), *_fields(part)):
            raise BadInput(
                say(
                    "The template fetches something from elsewhere whenever a document is opened "
                    "(%(what)s). In Word, put the picture or the text itself in its place, and "
                    "save the template.",
                    what=found[:_LONGEST_SHOWN],
                )
            )


def _relations(part: Part) -> Iterator[str]:
    for relation in part.rels.values():
        if relation.is_external and relation.reltype.rpartition("/")[2] != "hyperlink":
            yield relation.target_ref


def _fields(part: Part) -> Iterator[str]:
    if not isinstance(part, XmlPart):
        return
    codes = [each.get(qn("w:instr"), "") for each in part.element.iter(qn("w:fldSimple"))]
    for whole in part.element.iter(qn("w:p")):
        # Word cuts the code of a field into runs wherever it likes
        codes.append("".join(each.text or "" for each in whole.iter(qn("w:instrText"))))
    for code in codes:
        if not _FETCHING.isdisjoint(code.upper().split()):
            yield code.strip()
