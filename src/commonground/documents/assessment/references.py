"""What a reference asks for: `rank of Modern Slavery`, however it is spaced or capitalised."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from commonground.documents.assessment.catalogue import About, Entry
from commonground.errors import BadInput
from commonground.sentences import say, with_or

_LINKS = frozenset({"of", "on", "in", "for", "over", "about", "behind"})
"""Words that may stand for one another before what a figure is about."""
_SIGNS = str.maketrans(dict.fromkeys("‘’‛′`", "'") | dict.fromkeys("“”„″", '"')
                       | dict.fromkeys("‐‑‒–—−", "-"))  # fmt: skip
_MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reference asks for, before anybody looked whether its subject is known."""

    entry: Entry
    subject: str
    """As it was written; empty where the entry is about all."""


def asked(text: str, entries: Sequence[Entry]) -> Asked:
    """Return which entry a reference names, and what about.

    Raises BadInput, with the nearest names, where no entry is so called, or where its subject is
    missing.
    """
    words = text.split()
    plain = [word.casefold() for word in words]
    whole = " ".join(plain)
    for entry in entries:
        if entry.about is About.ALL and entry.name == whole:
            return Asked(entry, "")
    found = [(len(entry.name.split()), entry) for entry in entries if _begins(plain, entry)]
    if not found:
        raise BadInput(_unknown(text, entries))
    length, entry = max(found, key=lambda one: one[0])
    if len(words) == length:
        raise BadInput(say("%(name)s needs to say of what: write %(pattern)s.",
                           name=entry.name, pattern=entry.pattern))  # fmt: skip
    return Asked(entry, " ".join(words[length:]))


def _begins(plain: Sequence[str], entry: Entry) -> bool:
    """Say whether words begin as an entry does, by whichever linking word."""
    name = entry.name.split()
    if entry.about is About.ALL or len(plain) < len(name):
        return False
    *first, last = plain[: len(name)]
    return first == name[:-1] and (last == name[-1] or {last, name[-1]} <= _LINKS)


def _unknown(text: str, entries: Sequence[Entry]) -> str:
    patterns = {entry.name: entry.pattern for entry in entries}
    near = get_close_matches(" ".join(text.split()).casefold(), patterns, _MOST_OFFERED, 0.4)
    if not near:
        return say("Nothing is called %(text)s.", text=text)
    offered = with_or(patterns[name] for name in near)
    return say("Nothing is called %(text)s. Is it %(names)s?", text=text, names=offered)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all issues, or of all golden themes, by what people write for them."""

    exact: frozenset[str]
    near: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Return names that can be looked up."""
        held = sorted(set(names))
        near = defaultdict(list)
        for name in held:
            near[_plain(name)].append(name)
        return cls(frozenset(held), {key: tuple(some) for key, some in near.items()})

    def found(self, written: str) -> str:
        """Return the name that somebody wrote, whatever its case, spaces, quotes and dashes.

        Raises BadInput, with those it could be, where there is none or more than one.
        """
        if written in self.exact:
            return written
        match self.near.get(_plain(written), ()):
            case (name,):
                return name
            case ():
                raise BadInput(self._unknown(written))
            case several:
                raise BadInput(
                    say("%(written)s could be %(names)s: write it exactly.", written=written,
                        names=with_or(several))
                )  # fmt: skip

    def _unknown(self, written: str) -> str:
        key = _plain(written)
        holding = [some[0] for other, some in self.near.items() if key and key in other]
        close = [self.near[other][0] for other in get_close_matches(key, self.near, _MOST_OFFERED)]
        offered = list(dict.fromkeys([*close, *holding]))[:_MOST_OFFERED]
        if not offered:
            return say("There is no %(name)s in the frozen sources.", name=written)
        return say("There is no %(name)s in the frozen sources. Is it %(names)s?",
                   name=written, names=with_or(offered))  # fmt: skip


def _plain(name: str) -> str:
    """Return what two ways to write a name share."""
    alike = unicodedata.normalize("NFKC", name).translate(_SIGNS).casefold()
    return "".join(alike.split())


def reference(entry: Entry, subject: str = "") -> str:
    """Return the one way in which a reference is kept."""
    return f"{entry.name} {' '.join(subject.split())}".strip()
