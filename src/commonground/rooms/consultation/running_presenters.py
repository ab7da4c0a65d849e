"""What the pages of a round that runs or has closed show: progress, its record, what was sent."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.consultation.access import Progress
from commonground.rooms.consultation.models import Closing, Kind, Message, Round
from commonground.rooms.consultation.reopening_presenters import SecondPart, second_part
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class Share:
    """How far one agency has come."""

    name: str
    done: str
    part: int


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """How far a round has come: counts of pages, never of scores."""

    told: str
    rows: list[Share]


def progress_part(about: Round, found: Progress, people: int) -> ProgressPart:
    """Return the progress of an open round."""
    told = _("%(done)d of %(asked)d pages are complete; %(begun)d of %(people)d people have begun.")
    counts = {"done": found.done, "asked": found.asked, "begun": found.begun, "people": people}
    rows = [
        Share(
            name,
            _("%(done)d of %(asked)d") % {"done": done, "asked": asked},
            round(100 * done / asked) if asked else 0,
        )
        for name, (done, asked) in found.by_agency.items()
    ]
    return ProgressPart(told % counts, rows)


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """The record of a closing."""

    told: str
    agencies: list[tuple[str, str, str, str, str]]
    agreement: list[tuple[str, str, str, str]]
    thin: list[str]
    digests: list[tuple[str, str]]
    second: SecondPart | None


def closed_part(found: Closing, method: Method) -> ClosedPart:
    """Return what a closing's record says, from its text as it was frozen."""
    record = json.loads(found.record)
    people = sum(one["assessors"] for one in record["took_part"])
    asked = sum(one["assessors"] for one in record["invited"])
    told = _("%(people)d of %(asked)d people scored, for %(agencies)d agencies.") % {
        "people": people, "asked": asked, "agencies": len(record["took_part"]),
    }  # fmt: skip
    invited: dict[str, int] = {}
    for one in record["invited"]:
        invited[one["agency"]] = invited.get(one["agency"], 0) + one["assessors"]
    took = {one["agency"]: one for one in record["took_part"]}
    return ClosedPart(
        told=told,
        agencies=[
            (
                name,
                _("%(part)d of %(all)d")
                % {"part": took[name]["assessors"] if name in took else 0, "all": count},
                str(took[name]["meeting"] if name in took else 0),
                str(took[name]["remote"] if name in took else 0),
                str(took[name]["issues"] if name in took else 0),
            )
            for name, count in sorted(invited.items())
        ],
        agreement=[
            (
                method.label_of(one["criterion"]),
                _number(one["alpha_ordinal"]),
                _number(one["ac2_quadratic"]),
                _share(one["share_of_cells_with_consensus"]),
            )
            for one in record["agreement"]
        ],
        thin=[one["issue"] for one in record["issues"] if one["agencies"] < 3],
        digests=[
            (_("Scores"), found.scores_sha256),
            (_("This record"), found.record_sha256),
            (_("Method"), record["method"]["sha256"]),
            (_("Rules"), record["rules"]["sha256"]),
            (
                _("What the levels mean"),
                record["descriptors"]["sha256"] if "descriptors" in record else "",
            ),
        ],
        second=second_part(record, method),
    )


def _number(value: float | None) -> str:
    return _("cannot be said") if value is None else f"{value:.2f}"


def _share(value: float | None) -> str:
    return _("cannot be said") if value is None else f"{100 * value:.0f} %"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """An e-mail that was sent."""

    who: str
    address: str
    kind: str
    own_words: str
    when: str
    state: str


def message_rows(messages: Iterable[Message]) -> list[MessageRow]:
    """Return the rows of the log."""
    return [
        MessageRow(
            who=one.assessor.membership.person.name,
            address=one.address,
            kind=str(Kind(one.kind).label),
            own_words=one.own_words,
            when=date_format(localtime(one.written_at), "j M Y, H:i"),
            state=_("Sent") if one.sent_at else one.fault or _("Not sent"),
        )
        for one in messages
    ]
