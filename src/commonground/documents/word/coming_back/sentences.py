"""Reads the words of a paragraph as they look once every tracked change is accepted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.oxml.ns import qn
from lxml import etree

from commonground.documents.contents import Figure, Inline, Run
from commonground.documents.contents.tidying import tidied_runs
from commonground.documents.word.archives import damaged
from commonground.documents.word.coming_back.kept import KeptFigure
from commonground.documents.word.coming_back.looks import Looks
from commonground.documents.word.coming_back.places import is_placeholder, tag_of

_GONE = {qn("w:del"), qn("w:moveFrom")}
_NEW = {qn("w:ins"), qn("w:moveTo")}
_HOLDERS = {
    qn("w:hyperlink"), qn("w:smartTag"), qn("w:customXml"), qn("w:fldSimple"), qn("w:dir"),
    qn("w:bdo"),
}  # fmt: skip
_LETTERS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATIVE}
_REMARKS = {
    qn("w:commentReference"): "w:comment",
    qn("w:footnoteReference"): "w:footnote",
    qn("w:endnoteReference"): "w:endnote",
}

_DEEPEST = 30
"""Content controls within one another: a word processor nests two or three."""


@dataclass(slots=True)
class Met:
    """What is met on the way through a text besides its words."""

    tracked: int = 0
    pictures: int = 0
    remarks: list[tuple[str, str]] = field(default_factory=list)
    """Comments, footnotes and endnotes: what each is, and its number in the file."""
    typed_over: list[str] = field(default_factory=list)
    """References of figures that no longer read as they were written."""


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of one text, in order."""

    looks: Looks
    figures: Mapping[str, KeptFigure]
    """Every figure of the file: one may have been moved to another text."""
    unmarked: Mapping[str, list[KeptFigure]]
    """Those that this text was written with, by their words, in order."""
    met: Met = field(default_factory=Met)
    depth: int = 0
    """How many content controls are around."""
    is_in_code: bool = False
    """Whether the instruction of a field is passing by, which nobody reads."""

    def runs(self, holder: etree._Element) -> Iterator[Inline]:
        """Yield the runs of a paragraph, or of what holds some of them."""
        for element in holder:
            if element.tag == qn("w:r"):
                yield from self._run(element)
            elif element.tag in _GONE:
                self.met.tracked += 1
            elif element.tag in _NEW:
                self.met.tracked += 1
                yield from self.runs(element)
            elif element.tag in _HOLDERS:
                yield from self.runs(element)
            elif element.tag == qn("w:sdt") and not is_placeholder(element):
                yield from self._control(element)

    def _control(self, control: etree._Element) -> Iterator[Inline]:
        content = control.find(qn("w:sdtContent"))
        if content is None:
            return
        self.depth += 1
        if self.depth > _DEEPEST:
            raise damaged(f"{_DEEPEST} content controls stand in one another")
        runs = list(self.runs(content))
        self.depth -= 1
        meant = self._meant(tag_of(control), _words(runs))
        if meant is None:
            yield from runs
        elif _words(runs) == meant.shown.strip() and len(tidied_runs(runs)) == 1:
            yield Figure(meant.reference, strong=runs[0].strong, emphasis=runs[0].emphasis)
        else:
            self.met.typed_over.append(meant.reference)
            yield from runs

    def _meant(self, tag: str, words: str) -> KeptFigure | None:
        """Return the figure that a control holds.

        LibreOffice 7.4 keeps the control and forgets its mark: then the words tell which it is.
        """
        if tag:
            return self.figures.get(tag)
        alike = self.unmarked.get(words)
        return alike.pop(0) if alike else None

    def _run(self, run: etree._Element) -> Iterator[Inline]:
        strong, emphasis = (self.looks.is_set(run, look) for look in ("b", "i"))
        text = "".join(self._letters(run))
        if text:
            yield Run(text, strong, emphasis)

    def _letters(self, run: etree._Element) -> Iterator[str]:
        for element in run:
            if element.tag == qn("w:fldChar"):
                self.is_in_code = element.get(qn("w:fldCharType")) == "begin"
            elif self.is_in_code:
                continue
            elif element.tag == qn("w:t"):
                yield element.text or ""
            elif element.tag == qn("w:br"):
                yield "\n" if element.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
            elif element.tag in _PICTURES:
                self.met.pictures += 1
            elif element.tag in _REMARKS:
                self.met.remarks.append((_REMARKS[element.tag], element.get(qn("w:id"), "")))
            else:
                yield _LETTERS.get(element.tag, "")


def is_joined_to_next(paragraph: etree._Element) -> bool:
    """Return whether the end of a paragraph is deleted as a tracked change."""
    mark = f"{qn('w:pPr')}/{qn('w:rPr')}"
    return any(paragraph.find(f"{mark}/{gone}") is not None for gone in _GONE)


def words_in(element: etree._Element) -> str:
    """Return every word in an element, with a line for each paragraph."""
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in element.iter(qn("w:p")))
    return "\n".join(line for line in lines if line.strip())


def _words(runs: Iterable[Inline]) -> str:
    return "".join(run.text for run in runs if isinstance(run, Run)).strip()


def all_strong(runs: Iterable[Inline]) -> list[Inline]:
    """Return runs as strong as a heading is."""
    return [replace(run, strong=True) for run in runs]
