"""A register of sources for tests, filled by the same actions as a real one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from people_here import Here

from commonground.rooms.people.models import Agency
from commonground.rooms.profile.models import Cadence, DataSet, Gateway, Noticed, Request, Supply
from commonground.rooms.profile.source_actions import DataSetFields, add_data_set, ask, receive
from commonground.rooms.profile.tension_actions import NoticedFields, notice

TODAY = timezone.localdate()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def source_fields(agency: Agency, **told: Any) -> DataSetFields:
    """Return what is said of a data set that nothing is wrong with."""
    sound = DataSetFields(
        agency=agency.pk, name="Call-outs to assaults", owner_role="Performance team",
        gateway=Gateway.DUTY, agreement="Agreement 7", agreement_review_on=ago(-100),
        cadence=Cadence.QUARTERLY, coverage="The whole area", caveats="Counts are rounded",
        onward="Ask before it is published",
    )  # fmt: skip
    return replace(sound, **told)


def add_source(here: Here, agency: Agency | None = None, **told: Any) -> DataSet:
    """Return a new data set of the partnership."""
    return add_data_set(by=here.seat, fields=source_fields(agency or here.agency, **told))


def came(here: Here, about: DataSet, days: int = 10) -> Supply:
    """Enter that a data set of the months before came so many days ago."""
    return receive(
        by=here.seat, about=about, period_from=ago(days + 90), period_to=ago(days + 1),
        received_on=ago(days),
    )  # fmt: skip


def asked_for(here: Here, about: DataSet, days: int, within: int = 28) -> Request:
    """Enter that a data set was asked for so many days ago."""
    return ask(by=here.seat, about=about, asked_on=ago(days), due_on=ago(days - within))


def noticed_fields(here: Here, **told: Any) -> NoticedFields:
    """Return what is said of a sign of tension that nothing is wrong with."""
    sound = NoticedFields(
        on=ago(5), where="High Street", what="Shops close early", step="tension",
        agency=here.agency.pk,
    )  # fmt: skip
    return replace(sound, **told)


def notice_here(here: Here, **told: Any) -> Noticed:
    """Return a new entry of the log of community tension."""
    return notice(by=here.seat, fields=noticed_fields(here, **told))
