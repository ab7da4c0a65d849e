"""Reads a whole file that comes back: its texts in reading order, and what else is in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree

from commonground.documents.contents import Inline, Paragraph
from commonground.documents.contents.writing import written
from commonground.documents.word.archives import Parts, tree_of, unpacked
from commonground.documents.word.coming_back import notes
from commonground.documents.word.coming_back.kept import Kept, KeptFigure, KeptText, kept_in
from commonground.documents.word.coming_back.looks import Looks, looks_of
from commonground.documents.word.coming_back.places import Item, items_of, marks_in, own
from commonground.documents.word.coming_back.returned import Note, Returned, ReturnedText
from commonground.documents.word.coming_back.sentences import (
    Reader,
    all_strong,
    is_joined_to_next,
    words_in,
)
from commonground.documents.word.record import digest
from commonground.errors import BadInput
from commonground.sentences import say

MOST_WORDS = 150_000
"""About 300 pages: five times the longest assessment."""

_MOST_MAIN = 40_000_000
"""Bytes of the part that holds the text."""

_MAIN = "word/document.xml"


def read(content: bytes) -> Returned:
    """Return the texts of a Word file that `documents.word.write` wrote and people edited.

    Tracked changes are read as accepted. Nothing in the file is run, fetched or believed about its
    own size. Raises BadInput, in one sentence, for a file that is no Word file of ours, is damaged,
    locked or far too long, or holds macros.
    """
    parts = unpacked(content)
    body = _body(parts)
    kept = kept_in(parts, marks_in(body))
    if not kept.texts:
        raise BadInput(
            say(
                "This Word file was not written by Common Ground, or the marks by which its texts "
                "are known are gone. Download the document again, and copy your changes into it."
            )
        )
    items = items_of(body)
    own(items, kept.texts)
    remarks, figures = notes.remarks_in(parts), kept.figures_by_text()
    return _Reading(kept, looks_of(parts), remarks, figures).returned(items)


@dataclass(slots=True)
class _Reading:
    """A file that is being read."""

    kept: Kept
    looks: Looks
    remarks: notes.Remarks
    figures_by_text: Mapping[str, Mapping[str, list[KeptFigure]]]
    notes: list[Note] = field(default_factory=list)
    tracked: int = 0

    def returned(self, items: Sequence[Item]) -> Returned:
        """Return every text of the file, and the notes on it."""
        self._adopt(items)
        texts: dict[str, ReturnedText] = {}
        seen = {""}
        for mark, group in groupby(items, lambda item: item.mark):
            held = list(group)
            if mark and mark in seen:
                words = "\n".join(words_in(item.element) for item in held)
                self.notes.append(notes.twice(self.kept.texts[mark].id, words))
            elif mark:
                texts[mark] = self._text(self.kept.texts[mark], held)
            seen.add(mark)
        for mark, text in self.kept.texts.items():
            if mark not in texts and not text.is_made:
                self.notes.append(notes.removed(text.id))
        self.notes += notes.about_tracked(self.tracked)
        mine = (each for mark, each in texts.items() if not self.kept.texts[mark].is_made)
        return Returned(self.kept.document, tuple(mine), tuple(self.notes))

    def _adopt(self, items: Sequence[Item]) -> None:
        """Give a paragraph right below a text to that text; note what belongs to none."""
        above: KeptText | None = None
        for item in items:
            words = words_in(item.element)
            if item.mark:
                text = self.kept.texts[item.mark]
                above = None if text.is_made else text
            elif item.is_table or self.looks.is_laid_out(item.element):
                above = None
                if self._is_heading_changed(item):
                    self.notes.append(notes.heading_changed(words))
            elif words and above:
                item.mark = above.mark
                self.notes.append(notes.added_below(above.id, words))
            elif words:
                self.notes.append(notes.outside(words))

    def _is_heading_changed(self, item: Item) -> bool:
        names = (str(each.get(qn("w:name"))) for each in item.element.iter(qn("w:bookmarkStart")))
        known = [self.kept.headings[name] for name in names if name in self.kept.headings]
        return any(each.split() != words_in(item.element).split() for each in known)

    def _text(self, text: KeptText, items: Iterable[Item]) -> ReturnedText:
        mine = self.figures_by_text.get(text.mark, {})
        reader = Reader(self.looks, self.kept.figures, mine)
        paragraphs: list[Paragraph] = []
        before: list[Inline] = []
        for item in items:
            if item.is_table:
                self.notes.append(notes.table_inside(text.id, words_in(item.element)))
                continue
            runs = [*before, *reader.runs(item.element)]
            if self.looks.is_heading(item.element):
                self.notes.append(notes.heading_inside(text.id, words_in(item.element)))
                runs = all_strong(runs)
            before = runs if is_joined_to_next(item.element) else []
            if not before:
                paragraphs.append(Paragraph(tuple(runs), self.looks.kind_of(item.element)))
        paragraphs.append(Paragraph(tuple(before)))
        self.notes += notes.about_met(reader.met, self.remarks, text.id)
        self.tracked += reader.met.tracked
        is_changed = digest(paragraphs) != text.sha256
        if text.is_made and is_changed:
            self.notes.append(notes.made_changed(text.id, written(paragraphs)))
        return ReturnedText(text.id, text.revision, written(paragraphs), is_changed)


def _body(parts: Parts) -> etree._Element:
    main = parts.get(_MAIN, b"")
    if len(main) > _MOST_MAIN:
        raise _too_long()
    root = tree_of(_MAIN, main)
    body = root.find(qn("w:body"))
    if body is None:
        raise BadInput(
            say("The Word file holds no text that can be read. Save it again as .docx in Word.")
        )
    words = 0
    for text in body.iter(qn("w:t")):
        words += len((text.text or "").split())
        if words > MOST_WORDS:
            raise _too_long()
    return body


def _too_long() -> BadInput:
    return BadInput(
        say(
            "The Word file is longer than %(words)s words, about 300 pages, and is not read. Take "
            "out what does not belong to the document.",
            words=f"{MOST_WORDS:,}",
        )
    )
