"""Gives the invented partnership two rounds: the pilot's, closed, and one that is open."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from commonground.demo.pilot import Pilot, make_pilot
from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access
from commonground.rooms.consultation.actions import (
    FactorSet,
    assign,
    choose_assessors,
    choose_issues,
    make_round,
    set_factors,
    write_assignment,
)
from commonground.rooms.consultation.methods import USUAL_RULES, published_method
from commonground.rooms.consultation.models import (
    Anonymity,
    Assessor,
    Assignment,
    EnteredBy,
    HeldBy,
    Round,
    Score,
    Submission,
)
from commonground.rooms.consultation.running_actions import close_round, open_round
from commonground.rooms.issues.models import Issue, Status
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership, Way
from commonground.scoring.methods import Method

Said = dict[tuple[str, str], dict[str, tuple[int | None, str]]]
"""Level and remark by criterion, for each assessor's id and issue's name."""
ISSUES_EACH = 12


@action
def fill_demo(*, by: Seat) -> None:
    """Add both rounds to a demo that has its people and issues."""
    pilot = make_pilot()
    issues = _live_issues(by)
    said = _said(pilot)
    closed = _prepared(by, pilot, f"Pilot {pilot.mark}", issues, timedelta(0))
    write_assignment(by, closed, _as_in_the_pilot(closed, said))
    _number(closed, pilot)
    closed = open_round(by=by, about=closed)
    _score(closed, said, pilot)
    close_round(by=by, about=closed)

    themes = {pilot.issues[0].theme, pilot.issues[-1].theme}
    some = [one for one in issues if one.theme and one.theme.name in themes]
    later = _prepared(by, pilot, f"Second look {pilot.mark}", some, timedelta(days=21))
    assign(by=by, about=later, each=ISSUES_EACH)
    _number(later, pilot)
    later = open_round(by=by, about=later)
    half = {key: told for key, told in said.items() if int(key[0][1:]) % 2}
    _score(later, half, pilot)


def _live_issues(by: Seat) -> list[Issue]:
    found = Issue.objects.filter(partnership=by.partnership, status=Status.LIVE)
    return list(found.select_related("theme").order_by("theme__name", "name"))


def _said(pilot: Pilot) -> Said:
    """Return the pilot's answers. What an assessor left out of an issue, they could not say."""
    levels = _levels(published_method(Round(method_id=pilot.method)))
    remarks = {(one.assessor, one.issue, one.criterion): one.text for one in pilot.remarks}
    found: Said = {}
    for (who, what), scores in groupby(pilot.scores, key=lambda one: (one.assessor, one.issue)):
        told: dict[str, tuple[int | None, str]] = dict.fromkeys(levels, (None, ""))
        for one in scores:
            place = levels[one.criterion][one.value]
            told[one.criterion] = (place, remarks.get((who, what, one.criterion), ""))
        found[who, what] = told
    return found


def _levels(method: Method) -> dict[str, dict[float, int]]:
    return {
        one.id: {float(level.score): at for at, level in enumerate(one.levels)}
        for one in method.criteria
    }


def _prepared(
    by: Seat, pilot: Pilot, name: str, issues: Iterable[Issue], ends_in: timedelta
) -> Round:
    """Return a round with factors, issues and everybody who took part in the pilot."""
    today = timezone.localdate()
    made = make_round(
        by=by, name=name, method_id=pilot.method, rules_id=USUAL_RULES, held_by=HeldBy.BOTH,
        anonymity=Anonymity.ANALYST, closes_on=today + ends_in, shortlist_length=30,
    )  # fmt: skip
    factors = FactorSet(dict(pilot.board.factors), pilot.board.set_by, today)
    set_factors(by=by, about=made, chosen=factors)
    some = list(issues)
    linking = {one.name for one in pilot.issues if one.scored_by_all}
    choose_issues(
        by=by, about=made, issues=some, linking={one.pk for one in some if one.name in linking}
    )
    emails = [one.email for one in pilot.people]
    members = Membership.objects.filter(partnership=by.partnership, person__email__in=emails)
    choose_assessors(by=by, about=made, members=members.select_related("person", "agency"))
    return made


def _by_id(about: Round) -> dict[str, Assessor]:
    """Return the assessors by their ids in the pilot, which their invented addresses hold."""
    found = Assessor.objects.filter(round=about).select_related("membership__person")
    return {(one.membership.person.email or "").partition("@")[0].upper(): one for one in found}


def _as_in_the_pilot(about: Round, said: Said) -> Mapping[UUID, Collection[UUID]]:
    people = {name: one.pk for name, one in _by_id(about).items()}
    issues = {one.issue.name: one.pk for one in access.round_issues(about)}
    shared: dict[UUID, list[UUID]] = {pk: [] for pk in people.values()}
    for who, what in said:
        shared[people[who]].append(issues[what])
    return shared


def _number(about: Round, pilot: Pilot) -> None:
    """Give everybody their number in the pilot, so that its files and this round rank alike."""
    ways = {one.id: Way(one.way) for one in pilot.people}
    people = _by_id(about)
    for name, one in people.items():
        one.code, one.way = name, ways[name]
    Assessor.objects.bulk_update(people.values(), ["code", "way"], batch_size=500)


def _score(about: Round, said: Said, pilot: Pilot) -> None:
    """Write what was said of whatever an assessor is asked about, all at once."""
    entered = {
        one.id: EnteredBy.ROOM if one.way == Way.MEETING else EnteredBy.LINK for one in pilot.people
    }
    found = Assignment.objects.filter(assessor__round=about)
    asked = {
        (who, what): pk
        for pk, who, what in found.values_list("pk", "assessor__code", "round_issue__name")
    }
    stored = Submission._meta.get_field("id").get_db_prep_value
    now = Submission._meta.get_field("at").get_db_prep_value(timezone.now(), connection)
    pages = [(stored(uuid4(), connection), key, told) for key, told in said.items() if key in asked]
    _insert(
        Submission,
        ("id", "assignment_id", "stage", "entered_by", "at"),
        ((page, asked[key], about.stage, entered[key[0]].value, now) for page, key, _told in pages),
    )
    _insert(
        Score,
        ("submission_id", "assignment_id", "stage", "criterion", "level", "cannot_say", "remark"),
        (
            (page, asked[key], about.stage, criterion, level, level is None, remark)
            for page, key, told in pages
            for criterion, (level, remark) in told.items()
        ),
    )


def _insert(
    model: type[Model], columns: Sequence[str], rows: Iterable[tuple[str | int | None, ...]]
) -> None:
    """Insert rows as the database holds them: as objects, so many would take seconds."""
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns))
    places = ", ".join(["%s"] * len(columns))
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({names})"
    with connection.cursor() as cursor:
        cursor.executemany(f"{into} VALUES ({places})", list(rows))
