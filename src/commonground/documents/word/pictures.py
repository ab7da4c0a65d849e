"""Puts a chart on the page: the one SVG it was drawn as, and a picture for what reads no SVG."""

import io
import re
from collections.abc import Iterator

import vl_convert
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Emu

from commonground.documents.contents import Chart
from commonground.documents.contents.tidying import cleaned
from commonground.documents.word.captions import caption
from commonground.documents.word.elements import Element, paragraph, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_sizes import TWIP, text_height, text_width
from commonground.documents.word.styles import Style

_SCALE = 2
"""Dots of the picture for each pixel of the drawing: about 200 to the inch on A4."""

_EMU_PER_PIXEL = 9525
_ROOM_FOR_CAPTION = 1_200_000
"""EMU, which a caption of three lines and the heading above take from the page."""

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_VECTOR = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{relation}"/></a:ext></a:extLst>'
)


def chart_elements(book: Manuscript, chart: Chart) -> Iterator[Element]:
    """Yield a chart with its caption below it, no larger than the page."""
    picture = vl_convert.svg_to_png(chart.svg, scale=_SCALE)
    width, height = _size(book, chart.svg)
    inline = book.file.part.new_pic_inline(io.BytesIO(picture), Emu(width), Emu(height))
    number = book.next_number()
    about = {"name": f"Chart {number}", "title": chart.caption, "descr": chart.description}
    for name, said in {"id": str(number), **about}.items():
        inline.docPr.set(name, cleaned(said))
    _add_vector(book, inline, chart.svg, number)
    yield paragraph(book.styles[Style.PICTURE], w("r", w("drawing", inline)))
    yield caption(book, "Figure", chart.caption, w("keepNext", val=0))


def _size(book: Manuscript, svg: str) -> tuple[int, int]:
    """Return width and height in EMU: as drawn, or as much smaller as the page asks for."""
    width, height = (_pixels(svg, name) * _EMU_PER_PIXEL for name in ("width", "height"))
    page = book.page()
    room = text_width(page) * TWIP, text_height(page) * TWIP - _ROOM_FOR_CAPTION
    shrunk = min(1, room[0] / width, room[1] / height)
    return int(width * shrunk), int(height * shrunk)


def _pixels(svg: str, name: str) -> float:
    found = re.search(rf'<svg[^>]*\s{name}="([0-9.]+)', svg)
    if not found:
        raise ValueError(f"a chart's SVG says its {name}; this one does not")
    return float(found[1])


def _add_vector(book: Manuscript, inline: Element, svg: str, number: int) -> None:
    name = PackURI(f"/word/media/chart{number}.svg")
    drawing = Part(name, "image/svg+xml", svg.encode(), book.file.part.package)
    relation = book.file.part.relate_to(drawing, _IMAGE)
    blip = next(inline.iter(qn("a:blip")))
    blip.append(parse_xml(_VECTOR.format(relation=relation)))
