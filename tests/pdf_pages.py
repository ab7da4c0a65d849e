"""Reads a pdf back, for the tests of what it says, how it is tagged and what it hides."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of a pdf's structure, with how deep it lies."""

    name: str
    depth: int
    alt: str
    parent: str


class Pdf:
    """A pdf's tags, bookmarks, words and bytes."""

    def __init__(self, pdf: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(pdf))
        self.drawn = pypdfium2.PdfDocument(pdf)

    @property
    def pages(self) -> list[str]:
        """The words of each page."""
        return [page.get_textpage().get_text_bounded() for page in self.drawn]

    @property
    def words(self) -> str:
        """All words, on one line."""
        return " ".join(" ".join(self.pages).split())

    @property
    def tags(self) -> list[Tag]:
        """The structure, in reading order."""
        return list(_tags(self.file.Root.StructTreeRoot, 0, ""))

    def named(self, name: str) -> list[Tag]:
        """Return the elements of a kind."""
        return [tag for tag in self.tags if tag.name == name]

    @property
    def bookmarks(self) -> list[str]:
        """The outline, each title after as many dots as it is deep."""
        with self.file.open_outline() as outline:
            return list(_titles(outline.root, 0))

    @property
    def everything(self) -> bytes:
        """Every object and every stream, decompressed, with the words of the pages."""
        held = [self.words.encode()]
        for each in self.file.objects:
            if isinstance(each, pikepdf.Stream):
                held.append(each.read_bytes(pikepdf.StreamDecodeLevel.all))
            held.append(each.unparse(resolved=True))
        held += [text.encode() for each in self.file.objects for text in _texts(each)]
        return b"\n".join(held)

    def ink(self, page: int) -> float:
        """Return which share of a page is not white."""
        grey = self.drawn[page].render(scale=1, grayscale=True).to_numpy()
        return float((grey < 250).mean())


def _tags(element: pikepdf.Object, depth: int, parent: str) -> Iterator[Tag]:
    name = str(element.get("/S", ""))
    if name:
        yield Tag(name.lstrip("/"), depth, str(element.get("/Alt", "")), parent)
    children = element.get("/K", pikepdf.Array())
    for child in list(children) if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _tags(child, depth + 1, name.lstrip("/"))


def _titles(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[str]:
    for item in items:
        yield "." * depth + item.title
        yield from _titles(item.children, depth + 1)


def _texts(held: object) -> Iterator[str]:
    """Yield every string of an object as text, whatever encoding the file keeps it in."""
    match held:
        case pikepdf.String():
            yield str(held)
        case pikepdf.Dictionary() | pikepdf.Stream():
            for _, each in held.items():
                yield from _direct(each)
        case pikepdf.Array():
            for each in held:
                yield from _direct(each)


def _direct(held: object) -> Iterator[str]:
    if not isinstance(held, pikepdf.Object) or not held.is_indirect:
        yield from _texts(held)
