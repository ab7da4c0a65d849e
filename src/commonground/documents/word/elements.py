"""The xml of a Word file, element by element: python-docx stops where fields and marks begin."""

from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from commonground.documents.contents.tidying import cleaned

Element = etree._Element
Value = str | int


def w(name: str, /, *children: Element, **attributes: Value) -> Element:
    """Return an element of the main namespace; its attributes are of the same."""
    made = OxmlElement(
        f"w:{name}", {qn(f"w:{key}"): cleaned(str(value)) for key, value in attributes.items()}
    )
    made.extend(children)
    return made


def words(text: str) -> Element:
    """Return a text as it stands, spaces at its ends among it."""
    made = w("t")
    made.text = cleaned(text)
    made.set(qn("xml:space"), "preserve")
    return made


def run(text: str, *looks: Element) -> Element:
    """Return a run of words; each newline is a line break."""
    made = w("r", w("rPr", *looks)) if looks else w("r")
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(w("br"))
        if line:
            made.append(words(line))
    return made


def paragraph(style: str, *content: Element, looks: Iterable[Element] = ()) -> Element:
    """Return a paragraph in the style of this id."""
    return w("p", w("pPr", w("pStyle", val=style), *looks), *content)


def field(instruction: str, shown: Iterable[Element]) -> list[Element]:
    """Return a field that a word processor computes, with what it shows until then."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    begin = w("r", w("fldChar", fldCharType="begin"))
    separate = w("r", w("fldChar", fldCharType="separate"))
    end = w("r", w("fldChar", fldCharType="end"))
    return [begin, w("r", code), separate, *shown, end]


def marked(name: str, number: int, *content: Element) -> list[Element]:
    """Return content between the two ends of a bookmark."""
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]
