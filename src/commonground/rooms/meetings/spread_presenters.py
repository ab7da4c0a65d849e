"""How an issue that was revealed is shown: by criterion and level, in words, with a bar beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.documents.method_words import level_words
from commonground.rooms.consultation.answers import NOTHING, Answer, Answers
from commonground.rooms.consultation.models import AgreedScore
from commonground.rooms.consultation.shown_scores import AgencySpread, Spread
from commonground.scoring.methods import Criterion, Method


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of a scale: who chose it, by agency."""

    label: str
    people: str
    part: int
    """The bar, of a hundred."""
    agencies: str
    is_own: bool
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """One criterion of the issue."""

    id: str
    label: str
    rows: list[LevelRow]
    """The levels that somebody chose, or that were agreed on, in the order of the scale."""
    reason: str
    """Why the meeting agreed as it did; empty where it agreed on nothing."""


def spread_part(
    method: Method,
    found: Spread,
    agreed: Mapping[str, AgreedScore],
    own: Answers | None = None,
) -> list[CriterionPart]:
    """Return an issue as it is shown; `own` marks the answers of whoever looks."""
    return [
        CriterionPart(
            id=one.id,
            label=_(one.label),
            rows=_rows(one, found[one.id], agreed.get(one.id), (own or {}).get(one.id, NOTHING)),
            reason=agreed[one.id].reason if one.id in agreed else "",
        )
        for one in method.criteria
    ]


def _rows(
    criterion: Criterion, found: Sequence[AgencySpread], agreed: AgreedScore | None, own: Answer
) -> list[LevelRow]:
    everybody = sum(sum(one.levels) + one.cannot_say for one in found)
    # what nobody chose says nothing, and there are a dozen criteria
    rows = [
        _row(
            level_words(level), [(one, one.levels[at]) for one in found], everybody,
            is_own=own.level == at, is_agreed=agreed is not None and agreed.level == at,
        )
        for at, level in enumerate(criterion.levels)
        if any(one.levels[at] for one in found) or (agreed is not None and agreed.level == at)
    ]  # fmt: skip
    if any(one.cannot_say for one in found):
        rows.append(
            _row(
                _("Cannot say"), [(one, one.cannot_say) for one in found], everybody,
                is_own=own.cannot_say, is_agreed=False,
            )
        )  # fmt: skip
    return rows


def _row(
    label: str,
    chose: Sequence[tuple[AgencySpread, int]],
    everybody: int,
    *,
    is_own: bool,
    is_agreed: bool,
) -> LevelRow:
    count = sum(people for _one, people in chose)
    return LevelRow(
        label=label,
        people=ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        if count
        else _("nobody"),
        part=round(100 * count / everybody) if everybody else 0,
        agencies=", ".join(_agency(one, people) for one, people in chose if people),
        is_own=is_own,
        is_agreed=is_agreed,
    )


def _agency(one: AgencySpread, people: int) -> str:
    """Return an agency's name, and how many of its people where that is not all of them."""
    everybody = sum(one.levels) + one.cannot_say
    if people == everybody:
        return one.agency
    return _("%(agency)s (%(people)d of %(all)d)") % {
        "agency": one.agency, "people": people, "all": everybody,
    }  # fmt: skip
