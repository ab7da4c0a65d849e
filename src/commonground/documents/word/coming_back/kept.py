"""The record that a file of ours carries, read back; or what its marks say where it is lost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from commonground.documents.word.archives import Parts, tree_of
from commonground.documents.word.record import MADE_MARK, NAMESPACE, text_of_mark


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure as it was written: its mark, its reference and the words that stood for it."""

    mark: str
    text: str
    """The mark of the text it was written in."""
    reference: str
    shown: str


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it was written; its digest is empty where the record is lost."""

    mark: str
    id: str
    revision: int = 0
    sha256: str = ""

    @property
    def is_made(self) -> bool:
        """Whether the document made it by itself, so that nobody edits it."""
        return self.mark.startswith(MADE_MARK)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file says about itself."""

    document: str = ""
    texts: Mapping[str, KeptText] = field(default_factory=dict)
    """By their marks, in the order in which they were written."""
    figures: Mapping[str, KeptFigure] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    """The words of each heading, by the name of its bookmark."""

    def figures_by_text(self) -> dict[str, dict[str, list[KeptFigure]]]:
        """Return the figures by the mark of their text and the words that stood for them."""
        found: dict[str, dict[str, list[KeptFigure]]] = {}
        for each in self.figures.values():
            alike = found.setdefault(each.text, {}).setdefault(each.shown.strip(), [])
            alike.append(each)
        return found


def kept_in(parts: Parts, marks: Iterable[str]) -> Kept:
    """Return the record of a file, or what can be told from its marks; nothing: not ours."""
    for name, part in parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in part:
            root = tree_of(name, part)
            if root.tag == f"{{{NAMESPACE}}}document":
                return Kept(root.get("id", ""), _texts(root), _figures(root), _headings(root))
    found = ((mark, text_of_mark(mark)) for mark in dict.fromkeys(marks))
    return Kept("", {mark: KeptText(mark, text_id) for mark, text_id in found if text_id})


def _texts(root: etree._Element) -> dict[str, KeptText]:
    texts: dict[str, KeptText] = {}
    for each in root.findall(f"{{{NAMESPACE}}}text"):
        revision = each.get("revision", "")
        # whoever edits the record by hand gets a text that fits no revision
        number = int(revision) if re.fullmatch(r"[0-9]{1,9}", revision) else 0
        mark = each.get("mark", "")
        texts[mark] = KeptText(mark, each.get("id", ""), number, each.get("sha256", ""))
    return texts


def _headings(root: etree._Element) -> dict[str, str]:
    found = root.findall(f"{{{NAMESPACE}}}heading")
    return {each.get("mark", ""): each.get("shown", "") for each in found}


def _figures(root: etree._Element) -> dict[str, KeptFigure]:
    names = ("mark", "text", "reference", "shown")
    found = root.findall(f"{{{NAMESPACE}}}figure")
    figures = (KeptFigure(*(each.get(name, "") for name in names)) for each in found)
    return {figure.mark: figure for figure in figures}
