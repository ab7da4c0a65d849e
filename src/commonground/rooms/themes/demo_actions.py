"""Gathers what was said in the invented partnership's closed round, and codes part of it."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _noop

from commonground.demo.pilot import make_pilot
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.consultation.models import Round, Status
from commonground.rooms.people.access import Seat
from commonground.rooms.themes import access
from commonground.rooms.themes.code_actions import add_code
from commonground.rooms.themes.gathering_actions import gather_round
from commonground.rooms.themes.golden_actions import add_theme
from commonground.rooms.themes.models import Code, Coding, Gathering, Reach, Reading, Remark

CODES = {
    "youth": ("Youth", "Children and young people, as victims, as suspects or at risk"),
    "mental_health": ("Mental health", "Distress, illness and whether help could be had"),
    "victim_support_and_protection": (
        "Victim support and protection", "What victims need, and whether they got it",
    ),
    "offender_management": (
        "Offender management", "Those who did it: what stops them, and what lets them go on",
    ),
    "deprivation_and_diversity": (
        "Demographics: deprivation and diversity",
        "Poverty, housing, language and who is seldom heard",
    ),
    "violence": ("Violence", "Force, threats and weapons, wherever they happen"),
    "world_wide_web": ("The World Wide Web", "What happens on line, or is made worse there"),
    "counter_terrorism": ("Counter terrorism", "Radicalisation, extremism and protected places"),
}  # fmt: skip
"""Each subject of the invented remarks as a code and a golden theme, named as in the pilot."""
ALONE = "counter_terrorism"


@action
def fill_demo(*, by: Seat) -> None:
    """Gather the closed round's remarks, code three of every five, and make the golden themes."""
    about = Round.objects.get(partnership=by.partnership, status=Status.CLOSED)
    gather_round(by=by, about=about)
    codes = {
        subject: add_code(by=by, name=name, definition=definition)
        for subject, (name, definition) in CODES.items()
    }
    subjects = {one.text: one.subject for one in make_pilot().remarks}
    found = [one for one in access.wanted_remarks(by, access.EVERYTHING) if one.number % 5 < 3]
    _code(by, [(one, codes[subjects[one.text]]) for one in found])
    for subject, code in codes.items():
        reach = Reach.STAND_ALONE if subject == ALONE else Reach.CROSS_CUTTING
        why = f"{code.definition} (invented)."
        add_theme(by=by, name=code.name, reach=reach.value, why=why, codes=[code])


def _code(by: Seat, given: Iterable[tuple[Remark, Code]]) -> None:
    """Write the codings at once, with one entry in the record for all of them."""
    pairs = [(one, code, Reading(remark=one, by=by.person)) for one, code in given]
    Reading.objects.bulk_create(reading for _one, _code, reading in pairs)
    Coding.objects.bulk_create(
        Coding(remark=one, code=code, given_in=reading) for one, code, reading in pairs
    )
    read = Remark.objects.filter(pk__in=[one.pk for one, _code, _reading in pairs])
    read.update(is_read=True, version=2)
    gathered = Gathering.objects.get(partnership=by.partnership)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("coded"), about=gathered,
        after={**facts(gathered), "remarks": len(pairs)},
    )  # fmt: skip
