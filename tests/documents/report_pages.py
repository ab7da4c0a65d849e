"""Reads a page of html back, for the tests of what it says and how it is built."""

from bisect import bisect_left
from collections.abc import Iterator
from html.parser import HTMLParser


class Page(HTMLParser):
    """The tags of a page in order, where each ends, and the text inside each."""

    VOID = frozenset({"meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ends: dict[int, int] = {}
        self.open: list[int] = []
        self.said: list[tuple[int, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(len(self.tags) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            opened = self.open.pop()
            assert self.tags[opened][0] == tag, f"</{tag}> closes {self.tags[opened]}"
            self.ends[opened] = len(self.tags)

    def handle_data(self, data: str) -> None:
        self.said.append((len(self.tags) - 1, data))

    def all(self, tag: str) -> Iterator[int]:
        return (at for at, (name, _) in enumerate(self.tags) if name == tag)

    def inside(self, outer: int, *tags: str) -> list[int]:
        return [at for at in range(outer + 1, self.ends[outer]) if self.tags[at][0] in tags]

    def text(self, at: int) -> str:
        start = bisect_left(self.said, (at, ""))
        end = bisect_left(self.said, (self.ends[at], ""))
        return " ".join("".join(said for _, said in self.said[start:end]).split())

    def rows(self, table_id: str) -> list[list[str]]:
        table = next(at for at in self.all("table") if self.tags[at][1].get("id") == table_id)
        rows = self.inside(table, "tr")
        return [[self.text(cell) for cell in self.inside(row, "th", "td")] for row in rows]

    @property
    def words(self) -> str:
        return self.text(next(self.all("body")))
