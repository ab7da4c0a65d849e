"""Sets texts as paragraphs, each text and each figure in it marked so that it can come back."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from commonground.documents.contents import Figure, Inline, ParagraphKind, Text
from commonground.documents.word.elements import Element, marked, paragraph, run, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.record import bookmark_in, shown
from commonground.documents.word.styles import Style

_STYLES = {
    ParagraphKind.BODY: Style.BODY,
    ParagraphKind.BULLET: Style.BULLET,
    ParagraphKind.NUMBER: Style.NUMBER,
    ParagraphKind.QUOTE: Style.QUOTE,
}


def text_elements(book: Manuscript, text: Text) -> Iterator[Element]:
    """Yield a text's paragraphs, in one content control where they may come back."""
    if not text.paragraphs:
        return
    mark = book.record.mark_text(text)
    made = list(_paragraphs(book, text, mark))
    for number, each in enumerate(made, 1):
        start, end = marked(bookmark_in(mark, number), book.next_number())
        each.insert(1, start)
        each.append(end)
    if text.revision:
        # a building block is the only control that LibreOffice 7.4 leaves as it is, but for its tag
        block = w("docPartObj", w("docPartGallery", val="AutoText"))
        yield _control(made, [*_names("Text", mark), w("id", val=book.next_number()), block])
    else:
        yield from made


def _paragraphs(book: Manuscript, text: Text, mark: str) -> Iterator[Element]:
    for kind, alike in groupby(text.paragraphs, lambda each: each.kind):
        number = book.new_list() if kind is ParagraphKind.NUMBER else 0
        looks = [w("ilvl", val=0), w("numId", val=number)]
        for each in alike:
            content = [_inline(book, run, mark) for run in each.runs]
            made = paragraph(book.styles[_STYLES[kind]], *content)
            if number:
                made[0].append(w("numPr", *(deepcopy(look) for look in looks)))
            yield made


def _inline(book: Manuscript, each: Inline, mark: str) -> Element:
    looks = [w("b")] * each.strong + [w("i")] * each.emphasis
    if not isinstance(each, Figure):
        return run(each.text, *looks)
    content = book.linked(each.source, run(shown(each), *looks))
    if not each.reference:
        return content
    # a figure is not typed over: what Word locks comes back as the reference it is
    names = _names("Figure", book.record.mark_figure(each, mark))
    about = [*names, w("id", val=book.next_number()), w("lock", val="contentLocked")]
    return _control([content], about)


def _names(title: str, mark: str) -> list[Element]:
    return [w("alias", val=title), w("tag", val=mark)]


def _control(content: list[Element], about: list[Element]) -> Element:
    return w("sdt", w("sdtPr", *about), w("sdtContent", *content))
