"""What changed from one profile to the next: texts by section, and what was entered by kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff

from django.utils.translation import gettext as _

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.assessment.models import Kind
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import Finding, Found, Profile
from commonground.rooms.profile.profile_access import entries
from commonground.rooms.profile.threats import told


@dataclass(frozen=True, slots=True)
class Changed:
    """A section whose text differs, line by line."""

    heading: str
    lines: list[tuple[str, str]]
    """Each with `+` where it was added, `-` where it was taken out, or a space."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What is new among the entries of a kind, what went, and what was said otherwise."""

    title: str
    new: list[str]
    gone: list[str]
    otherwise: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """All that differs between two profiles."""

    texts: list[Changed]
    entered: list[Entered]
    marking: str

    @property
    def is_same(self) -> bool:
        return not self.texts and not self.entered


def compared(now: Profile, then: Profile) -> Compared:
    """Return what differs, in a number of queries that does not grow with either."""
    old, old_markings = _texts(then)
    new, new_markings = _texts(now)
    texts = [
        Changed(heading, _lines(old.get(place, ("", ""))[1], text))
        for place, (heading, text) in new.items() if old.get(place, ("", ""))[1] != text
    ]  # fmt: skip
    texts += [
        Changed(heading, _lines(text, "")) for place, (heading, text) in old.items()
        if place not in new and text
    ]  # fmt: skip
    entered = [one for one in _entered(now, then) if one.new or one.gone or one.otherwise]
    return Compared(texts, entered, highest([OFFICIAL, *old_markings, *new_markings]))


_Place = tuple[str, str]


def _texts(about: Profile) -> tuple[dict[_Place, tuple[str, str]], set[str]]:
    outline = assessment_access.outline(about.document)
    found = {}
    markings = set()
    for section in outline.sections:
        texts = [one for one in outline.standing(section) if one.kind == Kind.TEXT]
        said = "\n\n".join(one.content for one in texts if one.content)
        found[section.key, section.subject] = (section.heading, said)
        markings |= {one.marking for one in texts}
    return found, markings


def _lines(before: str, after: str) -> list[tuple[str, str]]:
    found = ndiff(before.splitlines(), after.splitlines())
    return [(line[0], line[2:]) for line in found if line[0] != "?" and line[2:].strip()]


def _entered(now: Profile, then: Profile) -> Iterator[Entered]:
    for kind in KINDS.values():
        new, old = entries(now, kind), entries(then, kind)
        by_id = {one.pk: one for one in old}
        kept = {one.carried_from for one in new}
        yield Entered(
            _(kind.title),
            [_told(now, one) for one in new if one.carried_from not in by_id],
            [_told(then, one) for one in old if one.pk not in kept],
            [
                (_told(then, by_id[one.carried_from]), _told(now, one)) for one in new
                if one.carried_from in by_id
                and _told(now, one) != _told(then, by_id[one.carried_from])
            ],
        )  # fmt: skip


def _told(about: Profile, one: object) -> str:
    if isinstance(one, Finding):
        return f"{told(about.threat_picture, one.threat)}: {Found(one.found).label}"
    return str(one)
