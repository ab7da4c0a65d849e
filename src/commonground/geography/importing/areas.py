"""The area that counts are made for, as a person types it: names or codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonground.errors import BadInput
from commonground.geography.cube_facts import AreaNamed, Kind
from commonground.geography.lookup_files import lsoa_rows, ward_rows
from commonground.geography.lookups import Choice, districts, lsoas_of, partnerships, wards
from commonground.sentences import say

_MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class AreaChosen:
    """The area that incidents are counted in: its name, and its LSOAs of 2021."""

    named: AreaNamed
    lsoas: tuple[str, ...]


def area_called(texts: Sequence[str]) -> AreaChosen:
    """Return the area that some texts name together.

    Each is the name or code of a community safety partnership or a district, or the code of a ward
    or of an LSOA of 2021. A partnership goes before a district of the same name.

    Raises BadInput, with names that are like it, where nothing is called so.
    """
    found = [_choice(text.strip()) for text in texts]
    lsoas = sorted({lsoa for one in found for lsoa in lsoas_of(one.kind, [one.code])})
    kinds = {one.kind for one in found}
    if len(found) == 1:
        named = AreaNamed(found[0].kind, found[0].code, found[0].name)
    else:
        kind = Kind.WARDS if kinds == {Kind.WARDS} else Kind.OWN
        named = AreaNamed(kind, "", ", ".join(one.name for one in found))
    return AreaChosen(named, tuple(lsoas))


def _choice(text: str) -> Choice:
    if text in lsoa_rows():
        return Choice(Kind.OWN, text, lsoa_rows()[text].name, "")
    if text in ward_rows():
        return next(one for one in wards(ward_rows()[text].district) if one.code == text)
    every = (*partnerships(), *districts())
    for one in every:
        if text.casefold() in (one.code.casefold(), one.name.casefold()):
            return one
    raise BadInput(
        say(
            "There is no community safety partnership, district, ward or LSOA called “%(text)s”. "
            "%(offered)s",
            text=text,
            offered=_offered(text, every),
        )
    )


def _offered(text: str, every: Iterable[Choice]) -> str:
    like = [one for one in every if text.casefold() in one.name.casefold()] if text else []
    names = list(dict.fromkeys(f"{one.name} ({one.code})" for one in like))
    if not names:
        return say("Give a name as the ONS writes it, or a code such as E08000025.")
    return say("Did you mean: %(names)s?", names=", ".join(names[:_MOST_OFFERED]))
