"""A Word file that is being written: its styles, its marks, its numbers and its page."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from commonground.documents.word.elements import Element, w
from commonground.documents.word.record import Record
from commonground.documents.word.styles import Ids, Style, list_number

_OF_LINKS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the parts of a document are written into."""

    file: WordFile
    styles: Ids
    record: Record
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Ids of bookmarks, controls and drawings: none is used twice in a file."""
    captions: dict[str, int] = field(default_factory=dict)
    """How many tables and figures there are so far."""

    def next_number(self) -> int:
        """Return a number that nothing else in the file bears."""
        return next(self.numbers)

    def next_caption(self, label: str) -> int:
        """Return the number of the next table, or of the next figure."""
        self.captions[label] = self.captions.get(label, 0) + 1
        return self.captions[label]

    def add(self, *elements: Element) -> None:
        """Put elements at the end of the body, before the section that ends it."""
        end = self.file.element.body.sectPr
        for element in elements:
            end.addprevious(element)

    def new_list(self) -> int:
        """Return the number of a new numbered list, which starts at 1."""
        numbering = self.file.part.numbering_part.element
        base = numbering.num_having_numId(list_number(self.file, Style.NUMBER))
        made = numbering.add_num(base.abstractNumId.val)
        made.append(w("lvlOverride", w("startOverride", val=1), ilvl=0))
        return int(made.numId)

    def linked(self, address: str, content: Element) -> Element:
        """Return content that leads to an address, or as it is where there is none to lead to."""
        if not address.startswith(_OF_LINKS):
            return content
        relation = self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = w("hyperlink", content, history=1)
        link.set(qn("r:id"), relation)
        return link

    def page(self) -> Element:
        """Return a copy of the section that says what a page of the template is like."""
        section: Element = deepcopy(self.file.element.body.sectPr)
        return section
