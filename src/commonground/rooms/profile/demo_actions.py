"""Enters data sets, signs of tension and a profile of the invented partnership."""

from datetime import date, timedelta

from django.utils import timezone

from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.profile.demo_profile_actions import fill_profile
from commonground.rooms.profile.models import Cadence, Gateway
from commonground.rooms.profile.source_actions import DataSetFields, add_data_set, ask, receive
from commonground.rooms.profile.tension_actions import NoticedFields, notice

AGREEMENT = "Information sharing agreement (invented)"
COVERAGE = "The whole area, all ages (invented)."
NAMES = (
    "Call-outs to assaults (invented)",
    "Referrals of children at risk (invented)",
    "Deliberate fires (invented)",
    "Complaints of noise (invented)",
    "Losses of small businesses to fraud (invented)",
)
SILENT = 2
NOTICED = (
    (200, "unease", "Residents speak of cars that meet at night (invented)."),
    (75, "tension", "Shopkeepers close early, and say why (invented)."),
    (40, "incidents", "Windows of two shops were broken (invented)."),
    (12, "eased", "Shops close at their usual hours again (invented)."),
)


@action
def fill_demo(*, by: Seat) -> None:
    """Enter data sets, two of which nobody answered for, signs of tension, and a signed profile."""
    today = timezone.localdate()
    _enter_sources(by, today)
    _enter_tension(by, today)
    fill_profile(by=by, today=today)


def _enter_tension(by: Seat, today: date) -> None:
    agency = Agency.objects.filter(partnership=by.partnership, parent=None).order_by("name").first()
    if agency is None:
        return
    for days, step, what in NOTICED:
        notice(
            by=by,
            fields=NoticedFields(
                on=today - timedelta(days=days), where="An invented high street", what=what,
                step=step, agency=agency.pk,
                response="Wardens walk there in the evening (invented).",
            ),
        )  # fmt: skip


def _enter_sources(by: Seat, today: date) -> None:
    start, end = _last_quarter(today)
    agencies = Agency.objects.filter(partnership=by.partnership, parent=None).order_by("name")
    for number, (agency, name) in enumerate(zip(agencies, NAMES, strict=False), start=1):
        made = add_data_set(
            by=by,
            fields=DataSetFields(
                agency=agency.pk, name=name,
                owner_role="Performance team", gateway=Gateway.DUTY, agreement=AGREEMENT,
                agreement_review_on=today + timedelta(days=200), cadence=Cadence.QUARTERLY,
                coverage=COVERAGE, caveats="Counts under 5 are not supplied (invented).",
                onward="Ask before it is published (invented).",
            ),
        )  # fmt: skip
        asked = today - timedelta(days=40)
        ask(by=by, about=made, asked_on=asked, due_on=asked + timedelta(days=28),
            how="Performance team, by e-mail (invented)")  # fmt: skip
        if number <= len(NAMES) - SILENT:
            receive(by=by, about=made, period_from=start, period_to=end,
                    received_on=today - timedelta(days=10))  # fmt: skip


def _last_quarter(today: date) -> tuple[date, date]:
    """Return the first and last day of the quarter that ended last."""
    begins = date(today.year, today.month - (today.month - 1) % 3, 1)
    end = begins - timedelta(days=1)
    return date(end.year, end.month - 2, 1), end
