"""What the pages of frozen sources show: what is in them, and where one figure comes from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.documents.assessment.catalogue import (
    CHARTS,
    FIGURES,
    TABLES,
    About,
    Entry,
    Origin,
)
from commonground.documents.assessment.explaining import HOW
from commonground.documents.assessment.figures import Value, resolved
from commonground.documents.assessment.printing import Printed, values_of
from commonground.documents.assessment.sources import Named, Sources
from commonground.documents.assessment.tables import Material
from commonground.documents.contents import FigureKind
from commonground.documents.contents.audiences import highest
from commonground.documents.markings import MARKINGS
from commonground.errors import BadInput
from commonground.rooms.assessment import figure_access
from commonground.rooms.assessment.models import Assessment, Freeze
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.presenters import address as ranking_address
from commonground.rooms.ranking.presenters import issue_address, staged
from commonground.rooms.telling import tell
from commonground.scoring.digests import text_digest

KINDS = {
    FigureKind.COUNT: gettext_lazy("a count"),
    FigureKind.TALLY: gettext_lazy("a number"),
    FigureKind.RANK: gettext_lazy("a rank"),
    FigureKind.SHARE: gettext_lazy("a share"),
    FigureKind.SCORE: gettext_lazy("a score"),
    FigureKind.WORDS: gettext_lazy("words"),
}
UNITS = {
    "agencies": gettext_lazy("agencies"),
    "areas": gettext_lazy("areas"),
    "issues": gettext_lazy("issues"),
    "people": gettext_lazy("people"),
    "remarks": gettext_lazy("remarks"),
    "scores": gettext_lazy("scores"),
    "themes": gettext_lazy("themes"),
}


def _called(held: Freeze) -> str:
    return _("Sources %(number)d") % {"number": held.number}


def _taken(held: Freeze) -> str:
    return _("Frozen on %(date)s by %(name)s") % {
        "date": date_format(localtime(held.at), "j F Y, H:i"), "name": held.by.name,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One name that a text can ask for."""

    written: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class FrozenPage:
    """What is in frozen sources, whether it is as it was frozen, and the names it answers to."""

    name: str
    of: str
    taken: str
    faults: list[str]
    rows: list[tuple[str, str, str, str]]
    """Each frozen text: what it is, its name, its day and its digest."""
    figures: list[EntryRow]
    tables: list[EntryRow]
    charts: list[EntryRow]
    changes_href: str
    back_href: str


def frozen_page(about: Assessment, held: Freeze, sources: Sources) -> FrozenPage:
    """Return the page of frozen sources."""
    snapshot = sources.snapshot
    named = [(_("Ranking"), snapshot.ranking), (_("Closing of the round"), snapshot.closing)]
    if snapshot.last:
        named.append((_("Ranking of the cycle before"), snapshot.last.ranking))
    rows = [(what, one.name, _day(one.on), one.sha256) for what, one in named]
    rows.append((_("Decisions and golden themes"), _called(held), _day(snapshot.taken_on),
                 held.sha256))  # fmt: skip
    return FrozenPage(
        name=_called(held), of=about.title, taken=_taken(held),
        faults=list(_faults(held, sources)), rows=rows,
        figures=_entries(FIGURES, "[[{}]]"), tables=_entries(TABLES, "{}"),
        charts=_entries(CHARTS, "{}"),
        changes_href=figure_access.address("changes", about, held) if held.number > 1 else "",
        back_href=reverse("assessment:assessment", args=[about.partnership_id, about.pk]),
    )  # fmt: skip


def _day(on: str) -> str:
    return date_format(date.fromisoformat(on), "j F Y")


def _entries(entries: Iterable[Entry], form: str) -> list[EntryRow]:
    return [
        EntryRow(form.format(one.pattern), tell(one.words), str(KINDS[one.kind])) for one in entries
    ]


def _faults(held: Freeze, sources: Sources) -> Iterator[str]:
    """Yield a sentence for each text that is not as it was frozen."""
    said = _("%(what)s is not as it was frozen: its digest is %(found)s, and was %(sha256)s.")
    if (found := text_digest(held.snapshot)) != held.sha256:
        what = _("What was frozen")
        yield said % {"what": what, "found": found, "sha256": held.sha256}
    for named, found in sources.broken():
        is_ranking = named == sources.snapshot.ranking
        what = _("The ranking") if is_ranking else _("The record of the closing")
        yield said % {"what": what, "found": found, "sha256": named.sha256}


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Where one figure comes from, and whether it is the same when it is computed again."""

    reference: str
    printed: str
    again: str
    is_same: bool
    words: str
    how: str
    kind: str
    of: str
    of_href: str
    source: list[tuple[str, str]]
    faults: list[str]
    name: str
    marking: str
    """As high as the texts that hold the figure."""
    back_href: str


def figure_page(
    here: Seat, about: Assessment, held: Freeze, of: Material, asked: str, used: Mapping[str, str]
) -> FigurePage:
    """Return the page of one figure; BadInput where the snapshot knows nothing of it.

    `used` is the marking of each reference that the assessment's texts hold.
    """
    sources = of.sources
    entry, subject, again = resolved(sources, asked)
    reference = f"{entry.name} {subject}".strip()
    printed = values_of(held.figures).get(reference)
    named = _source(held, sources, entry.origin)
    subjects, of_href = _page_of(here, about, sources, entry, subject)
    return FigurePage(
        reference=reference,
        printed=printed.text if printed else _("Not frozen then"),
        again=again.text,
        is_same=printed == again,
        words=tell(entry.words),
        how=tell(HOW[entry.name]),
        kind=_kind(entry, printed or again),
        of=subjects,
        of_href=of_href,
        source=[
            (_("Source"), _origin(entry.origin)), (_("Name"), named.name),
            (_("Frozen on"), _day(named.on)), (_("Digest (SHA-256)"), named.sha256),
        ],
        faults=list(_faults(held, sources)),
        name=_called(held),
        marking=_canonical(of.printed, used).get(reference, MARKINGS[0]),
        back_href=figure_access.address("frozen", about, held),
    )  # fmt: skip


def _kind(entry: Entry, value: Value) -> str:
    exact = f", {value.number}" if entry.kind is FigureKind.SCORE and value.number else ""
    unit = f" ({UNITS[entry.unit]})" if entry.unit else ""
    return f"{KINDS[entry.kind]}{unit}{exact}"


def _origin(origin: Origin) -> str:
    said: Mapping[Origin, str] = {
        Origin.RANKING: _("The ranking, as it was computed"),
        Origin.DECISIONS: _("The ranking, with the board’s decisions as they were frozen"),
        Origin.LAST_CYCLE: _("The ranking of the cycle before"),
        Origin.CLOSING: _("The record of the closing of the round"),
        Origin.THEMES: _("The golden themes as they were frozen"),
        Origin.SELF_REVIEW: _("What agencies answered"),
    }
    return said[origin]


def _source(held: Freeze, sources: Sources, origin: Origin) -> Named:
    snapshot = sources.snapshot
    own = Named(str(held.pk), _called(held), held.sha256, snapshot.taken_on)
    match origin:
        case Origin.RANKING:
            return snapshot.ranking
        case Origin.CLOSING:
            return snapshot.closing
        case Origin.LAST_CYCLE if snapshot.last:
            return snapshot.last.ranking
        case _:
            return own


def _page_of(
    here: Seat, about: Assessment, sources: Sources, entry: Entry, subject: str
) -> tuple[str, str]:
    """Return the page of what the figure is about, and what to call it."""
    closing = about.ranking.closing
    if entry.about is About.THEME:
        theme = sources.themes[subject]
        return subject, reverse("themes:theme", args=[here.partnership.pk, theme.id])
    if entry.about is About.ISSUE:
        for one in ranking_access.issues_in(about.ranking):
            if one.name == subject:
                return subject, issue_address(here, one, closing.stage)
    if entry.origin is Origin.THEMES:
        return _("Golden themes"), reverse("themes:themes", args=[here.partnership.pk])
    if entry.origin is Origin.CLOSING:
        href = reverse("consultation:round", args=[here.partnership.pk, closing.round_id])
        return closing.round.name, href
    return _("The ranking"), staged(ranking_address("ranking", here, closing.round), closing)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure that is another than in the snapshot before."""

    reference: str
    href: str
    before: str
    now: str
    is_used: bool
    """Whether a text of the assessment asks for it."""


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What a snapshot changes against the one before."""

    name: str
    before: str
    rows: list[ChangeRow]
    same: int
    marking: str
    """As high as the texts that hold what changed."""
    back_href: str


def changes_page(
    about: Assessment, held: Freeze, before: Freeze, printed: Printed, used: Mapping[str, str]
) -> ChangesPage:
    """Return which figures are other than in the sources before; those in texts come first."""
    old, new = values_of(before.figures), printed.values
    in_texts = _canonical(printed, used)
    changed = [
        key for key in [*new, *(key for key in old if key not in new)]
        if old.get(key) != new.get(key)
    ]  # fmt: skip
    rows = [
        ChangeRow(
            key, printed.link(key) if key in new else "",
            old[key].text if key in old else _("not there"),
            new[key].text if key in new else _("no longer there"),
            key in in_texts,
        )
        for key in sorted(changed, key=lambda key: key not in in_texts)
    ]  # fmt: skip
    same = sum(old.get(key) == one for key, one in new.items())
    back_href = figure_access.address("frozen", about, held)
    marking = highest((MARKINGS[0], *(in_texts.get(key, MARKINGS[0]) for key in changed)))
    return ChangesPage(_called(held), _called(before), rows, same, marking, back_href)


def _canonical(printed: Printed, used: Mapping[str, str]) -> dict[str, str]:
    """Return the markings by references as they are kept; what asks for nothing is left out."""
    found: dict[str, str] = {}
    for text, marking in used.items():
        with suppress(BadInput):
            key = printed.figure(text).reference
            found[key] = highest((marking, found.get(key, marking)))
    return found
