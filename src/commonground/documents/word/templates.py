"""The template a document is written in: a partnership's own, or ours, emptied of all it says."""

import io
import zipfile
from copy import deepcopy
from functools import cache

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from commonground.documents.word.archives import Parts, tree_of, unpacked
from commonground.documents.word.elements import Element
from commonground.documents.word.fetching import check_fetches_nothing
from commonground.documents.word.own_look import set_own_look
from commonground.documents.word.page_sizes import text_width
from commonground.documents.word.settling import settle
from commonground.documents.word.styles import style_ids
from commonground.errors import BadInput
from commonground.sentences import say

_TEMPLATE_KIND = b"wordprocessingml.template.main+xml"
_DOCUMENT_KIND = b"wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_MEANT = (
    "styles",
    "theme",
    "numbering",
    "settings",
    "fontTable",
    "webSettings",
    "header",
    "footer",
)
"""The parts that say how a page looks. Comments, notes and people of a template stay behind."""

_EDGES = {"header": "w:hdr", "footer": "w:ftr"}

_FORGOTTEN = (
    "attachedTemplate",
    "footnotePr",
    "endnotePr",
    "rsids",
    "mailMerge",
    "documentProtection",
    "writeProtection",
    "docVars",
    "attachedSchema",
    "saveThroughXslt",
)
"""Settings that point out of the file, at parts left behind, or at who edited it, or hold words."""

FAULTS = (OpcError, LookupError, ValueError, AttributeError, TypeError)
"""What comes of a part that is not as Word makes it."""

_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Common Ground'
    b"</Application></Properties>"
)


def opened(template: bytes | None) -> WordFile:
    """Return a template without its text, ready to be written in; without one, ours.

    Raises BadInput where a template is no Word file, is damaged, holds macros, or would fetch
    something each time that a document in it is opened.
    """
    parts = unpacked(own_template() if template is None else template)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            tree_of(name, part)
    try:
        file = docx.Document(_packed(parts))
        _empty(file)
        text_width(file.element.body.sectPr)
    except FAULTS as error:
        raise cannot_be_opened() from error
    check_fetches_nothing(file)
    return file


def cannot_be_opened() -> BadInput:
    """Return the refusal of a template whose parts are not as Word makes them."""
    return BadInput(
        say(
            "The template cannot be opened as a Word document. Open it in Word and save it "
            "again as .docx or .dotx."
        )
    )


@cache
def own_template() -> bytes:
    """Return our own template as docx: what a partnership may start its own from."""
    file = docx.Document()
    set_own_look(file)
    style_ids(file)
    _empty(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def _packed(parts: Parts) -> io.BytesIO:
    """Return the parts as python-docx opens them: a template (.dotx) as a document."""
    parts = {**parts, _TYPES: parts[_TYPES].replace(_TEMPLATE_KIND, _DOCUMENT_KIND)}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    whole.seek(0)
    return whole


def _empty(file: WordFile) -> None:
    """Take out whatever a template says, and what tells who made it; its looks stay."""
    body = file.element.body
    _inherit_edges(body)
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    _drop_relations(file)
    _check_edges(file)
    settle(file)
    settings = file.settings.element
    for name in _FORGOTTEN:
        for setting in settings.findall(qn(f"w:{name}")):
            settings.remove(setting)
    for relation in list(file.part.package.rels.values()):
        kind = relation.reltype.rpartition("/")[2]
        if kind == "extended-properties":
            relation.target_part._blob = _APPLICATION
        elif kind not in ("officeDocument", "core-properties"):
            file.part.package.rels.pop(relation.rId)


def _inherit_edges(body: Element) -> None:
    """Give the last section, which stays, the headers and footers that earlier ones lend it."""
    kinds = (qn("w:headerReference"), qn("w:footerReference"))
    lent = {
        (each.tag, each.get(qn("w:type"))): each
        for section in body.iter(qn("w:sectPr"))
        for each in section.iterchildren(*kinds)
    }
    last = body.find(qn("w:sectPr"))
    if last is None:
        raise ValueError("a template says what its page is like; this one does not")
    for old in list(last.iterchildren(*kinds)):
        last.remove(old)
    for place, each in enumerate(lent.values()):
        last.insert(place, deepcopy(each))


def _check_edges(file: WordFile) -> None:
    for relation in file.part.rels.values():
        root = _EDGES.get(relation.reltype.rpartition("/")[2])
        if root and relation.target_part.element.tag != qn(root):
            raise ValueError(f"{relation.target_part.partname} is no header or footer")


def _drop_relations(file: WordFile) -> None:
    named = {each.get(qn("r:id")) for each in file.element.body.iter() if each.get(qn("r:id"))}
    for key, relation in list(file.part.rels.items()):
        kind = relation.reltype.rpartition("/")[2]
        is_needed = key in named if kind in ("header", "footer") else kind in _MEANT
        if not is_needed:
            file.part.rels.pop(key)
    outside = file.part._settings_part.rels
    for key in list(outside):
        outside.pop(key)
