"""Choosing one assessor or all of an agency by a single answer of a form."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonground.rooms.consultation.access import voice
from commonground.rooms.consultation.models import Assessor

_AGENCY = "agency:"


def whom_choices(people: Sequence[Assessor]) -> list[tuple[str, str]]:
    """Return what a form offers: nobody yet, each agency as a whole, then each person by name."""
    agencies = sorted(Counter(map(voice, people)).items())
    by_name = sorted(people, key=lambda one: one.membership.person.name)
    return [
        ("", _("Choose")),
        *(
            (f"{_AGENCY}{name}", _("All of %(name)s (%(count)d)") % {"name": name, "count": count})
            for name, count in agencies
        ),
        *((str(one.pk), f"{one.membership.person.name} ({voice(one)})") for one in by_name),
    ]


def whom(people: Sequence[Assessor], answer: str) -> list[Assessor]:
    """Return who is meant by such an answer."""
    if answer.startswith(_AGENCY):
        return [one for one in people if voice(one) == answer.removeprefix(_AGENCY)]
    return [one for one in people if str(one.pk) == answer]
