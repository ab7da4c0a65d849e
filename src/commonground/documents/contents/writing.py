"""The light text that people type, and the paragraphs it stands for: both ways, nothing lost.

A blank line ends a paragraph; `- ` begins a bullet, `1. ` a number, `> ` a quote; `**strong**`,
`*emphasis*`, and `[[rank of Modern Slavery]]` for a figure. A backslash before any of these signs
makes it plain. Everything else is what it looks like: there are no links, headings or html.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from commonground.documents.contents.inline import runs_of, text_of
from commonground.documents.contents.parts import Figure, Inline, Paragraph, ParagraphKind
from commonground.documents.contents.tidying import cleaned, tidied

_KINDS = {
    "bullet_list": ParagraphKind.BULLET,
    "ordered_list": ParagraphKind.NUMBER,
    "blockquote": ParagraphKind.QUOTE,
}
_DEEPEST = 10
"""Lists and quotes within one another, counted as the parser does; it drops text at 20."""
_LINE_START = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=\s|$)|>")
"""What begins a list or a quote."""


def read(text: str) -> tuple[Paragraph, ...]:
    r"""Return the paragraphs of a light text; every text can be read.

    Figures are references alone. Signs that make no sense where they stand are plain text.

    >>> [paragraph.kind.value for paragraph in read("Two ways:\n\n- one\n- another")]
    ['body', 'bullet', 'bullet']
    """
    clean = cleaned(text).replace("\t", "    ")
    tokens = _blocks().parse(clean)
    if any(token.level > _DEEPEST for token in tokens):
        return tidied(_paragraph(part, ParagraphKind.BODY) for part in clean.split("\n\n"))
    return tidied(_paragraphs(tokens))


def written(paragraphs: Iterable[Paragraph]) -> str:
    r"""Return paragraphs as light text: reading it gives the same paragraphs, tidied.

    >>> written(read("* one\n* *two*"))
    '- one\n- *two*'
    """
    return "\n\n".join(
        _joined(kind, [_lines(paragraph) for paragraph in alike])
        for kind, alike in groupby(tidied(paragraphs), lambda paragraph: paragraph.kind)
    )


def with_figures(
    paragraphs: Iterable[Paragraph], resolved: Callable[[str], Figure]
) -> tuple[Paragraph, ...]:
    """Return paragraphs with each figure as `resolved` gives it by its reference."""

    def put(run: Inline) -> Inline:
        if not isinstance(run, Figure):
            return run
        return replace(resolved(run.reference), strong=run.strong, emphasis=run.emphasis)

    return tuple(replace(each, runs=tuple(map(put, each.runs))) for each in paragraphs)


def references(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """Return the references of the figures in reading order, each as often as it stands there."""
    runs = (run for paragraph in paragraphs for run in paragraph.runs)
    return tuple(run.reference for run in runs if isinstance(run, Figure))


@cache
def _blocks() -> MarkdownIt:
    """Return a parser of paragraphs, lists and quotes that knows nothing else."""
    return MarkdownIt("zero").enable(["list", "blockquote"]).disable("inline")


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    around: list[Token] = []
    number = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} "
        elif token.type == "inline":
            yield _in(around[-1], number, token.content) if around else _paragraph(token.content)
            number = ""
        elif token.type.rpartition("_")[0] in _KINDS:
            if token.nesting > 0:
                around.append(token)
            else:
                around.pop()


def _in(around: Token, number: str, text: str) -> Paragraph:
    """Return a paragraph of a list or quote.

    A list that starts elsewhere than at 1 is text: `2014. was a good year` begins no list.
    """
    if around.attrs.get("start"):
        return _paragraph(number + text)
    return _paragraph(text, _KINDS[around.type.removesuffix("_open")])


def _paragraph(text: str, kind: ParagraphKind = ParagraphKind.BODY) -> Paragraph:
    return Paragraph(tuple(runs_of(re.sub(r"\s*\n\s*", "\n", text.strip()))), kind)


def _lines(paragraph: Paragraph) -> list[str]:
    return [_escaped(line) for line in text_of(paragraph.runs).split("\n")]


def _escaped(line: str) -> str:
    """Return a line so that it begins no list and no quote."""
    if not (found := _LINE_START.match(line)):
        return line
    sign = found.end(1) if found[1] else 0
    return f"{line[:sign]}\\{line[sign:]}"


def _joined(kind: ParagraphKind, paragraphs: Sequence[Sequence[str]]) -> str:
    """Return paragraphs of one kind that follow one another."""
    if kind is ParagraphKind.BODY:
        return "\n\n".join("\n".join(lines) for lines in paragraphs)
    if kind is ParagraphKind.QUOTE:
        return "\n>\n".join("\n".join(f"> {line}" for line in lines) for lines in paragraphs)
    return "\n".join(
        _item("- " if kind is ParagraphKind.BULLET else f"{number}. ", lines)
        for number, lines in enumerate(paragraphs, 1)
    )


def _item(sign: str, lines: Sequence[str]) -> str:
    return sign + f"\n{' ' * len(sign)}".join(lines)
