"""One pass over a part's xml, with the two guards that a stranger's xml needs."""

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from xml.parsers import expat

from commonground.sentences import say

Start = Callable[[str, dict[str, str]], None]
_IS_ALL = True
MOST_TAGS = 16_000_000
"""Five million cells, each with a value, in a million rows and more."""


def new_parser() -> expat.XMLParserType:
    """Return a parser that reads bytes as UTF-8, whatever they claim, as calamine does."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    return parser


def run(parser: expat.XMLParserType, part: bytes) -> None:
    """Parse the whole part; raises ValueError where it is not well-formed."""
    try:
        parser.Parse(part, _IS_ALL)
    except expat.ExpatError as error:
        raise ValueError(say("its xml is not well-formed: %(why)s", why=str(error))) from error


def each_tag(part: bytes, start: Start) -> None:
    """Call `start` with every element's local name and attributes."""
    tags = count(1)

    def counted(tag: str, attributes: dict[str, str]) -> None:
        check_tags(next(tags))
        start(local(tag), attributes)

    parser = new_parser()
    parser.StartElementHandler = counted
    run(parser, part)


def check_tags(found: int) -> None:
    """Raise ValueError once a sheet has more elements than a sheet of scores ever would."""
    if found > MOST_TAGS:
        raise ValueError(say("it holds more than %(most)s elements", most=f"{MOST_TAGS:,}"))


@lru_cache(maxsize=256)
def local(tag: str) -> str:
    """Return a tag's or attribute's name without its namespace prefix.

    >>> local("x:row"), local("row")
    ('row', 'row')
    """
    return tag[tag.find(":") + 1 :]
