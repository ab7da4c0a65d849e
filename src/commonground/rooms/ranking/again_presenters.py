"""What a frozen ranking says while a later stage of its round is open."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.rooms.consultation.models import Closing, Round, RoundIssue


@dataclass(frozen=True, slots=True)
class Again:
    """That a second round is running, and which issues it asks about."""

    told: str
    issues: list[str]


def again(about: Round, closing: Closing, issues: Iterable[RoundIssue]) -> Again | None:
    """Return what is to be said of a stage's ranking while a later one runs; None otherwise."""
    if not about.is_open or closing.stage >= about.stage:
        return None
    told = _(
        "Stage %(stage)d of the round is running: scores are wanted by %(day)s. This ranking is of "
        "stage %(closed)d, and stays as it was frozen. Scored again:"
    ) % {
        "stage": about.stage, "closed": closing.stage, "day": date_format(about.closes_on, "j F Y"),
    }  # fmt: skip
    asked = [one for one in issues if one.last_stage >= about.stage]
    return Again(told, [str(one) for one in sorted(asked, key=lambda one: one.position)])
