"""A saved ranking as the value it was: read back, so that every skin lays out the same figures."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from commonground.scoring.results import Ranking

_Kind = TypeVar("_Kind")
_Reader = Callable[[Any], Any]


def thawed(content: Mapping[str, object]) -> Ranking:
    """Return the ranking that `frozen` made this content of.

    Shares come back to the billionth at which they are saved, so that freezing it again gives the
    same digest. Raises KeyError, TypeError or ValueError where the content is no such ranking; a
    file that somebody hands in is read by `read_saved` and recomputed, not believed.
    """
    return thawed_as(Ranking, content)


def thawed_as(kind: type[_Kind], content: Mapping[str, object]) -> _Kind:
    """Return the value of a frozen dataclass that `to_plain` made this content of; as `thawed`."""
    made = _of_dataclass(kind)(content)
    assert isinstance(made, kind)
    return made


@cache
def _reader(kind: Any) -> _Reader:
    """Return what reads a value of a type back from JSON."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _of_dataclass(kind)
    inside = get_args(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return _of_tuple(inside)
    if origin is not None and issubclass(origin, Mapping):
        key, value = map(_reader, inside)
        return lambda held: {key(name): value(one) for name, one in held.items()}
    if origin is UnionType:
        (known,) = (_reader(one) for one in inside if one is not type(None))
        return lambda held: None if held is None else known(held)
    # text, flags and numbers stand as they are; a decimal or a key is made of its text
    return lambda held: held if type(held) is kind else kind(held)


def _of_dataclass(kind: type) -> _Reader:
    hints = get_type_hints(kind)
    parts = [(part.name, _reader(hints[part.name])) for part in fields(kind)]
    return lambda held: kind(**{name: read(held[name]) for name, read in parts})


def _of_tuple(inside: tuple[Any, ...]) -> _Reader:
    if inside[1:] == (Ellipsis,):
        read = _reader(inside[0])
        return lambda held: tuple(map(read, held))
    readers = tuple(map(_reader, inside))
    return lambda held: tuple(read(one) for read, one in zip(readers, held, strict=True))
