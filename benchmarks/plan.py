"""Times every page that shows a whole plan, of 2,000 actions over five years, in processor time.

python benchmarks/plan.py            prints the table
python benchmarks/plan.py --check    and exits with 1 where a promise is broken

It fills an installation of its own in a temporary folder, and asks without a server in between.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

PROMISED_MS = 150.0
MOST_QUERIES = 10
REPEATS = 9
ACTIONS, RECOMMENDATIONS, AGENCIES, YEARS = 2_000, 200, 40, 5
TODAY = datetime.now(UTC).date()
BEGAN = TODAY - timedelta(days=365 * 2)
PAGES = {
    "by strand": "",
    "by strand, late": "?late=late",
    "by priority": "views/priority/",
    "by priority, page 40": "views/priority/?page=40",
    "by priority, unmeasured": "views/priority/?lack=measure",
    "by agency": "views/agency/",
    "by agency, late": "views/agency/?late=late",
    "by agency, one of them": "views/agency/?agency=AGENCY",
    "by date": "views/date/",
    "by date, all of a year": f"views/date/?since={BEGAN}&status=on_track",
    "board page": "board/",
    "board page, all years": f"board/?since={BEGAN}",
    "gap matrix": "gaps/",
    "value for money": "value/",
    "files": "files/",
}
"""The pages of one plan, below its own."""
PAGES_AROUND = {
    "the plans": "plans/",
    "one action": "actions/ACTION/",
    "change an action": "actions/ACTION/change/",
    "own actions": "own-actions/",
    "proposed dates": "proposed-dates/",
    "asking owners": "asking/",
    "disruptions": "disruptions/",
    "record a disruption": "disruptions/record/",
    "readiness": "readiness/",
    "readiness: tackling": "readiness/headings/tackling/",
    "readiness, report": "readiness/report/",
}
"""The pages that show something of every plan, below the partnership's own."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page took: the median of some times, its queries and its length."""

    page: str
    milliseconds: float
    queries: int
    kilobytes: float


def main() -> int:
    """Fill an installation, time each page, print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonground-plan-") as folder:
        os.environ |= {"COMMONGROUND_HOME": folder, "COMMONGROUND_BASE_URL": "http://testserver"}
        taken = list(time_pages())
    print(f"{'page':<26}{'ms':>8}{'queries':>9}{'kB':>8}")
    for one in taken:
        print(f"{one.page:<26}{one.milliseconds:8.1f}{one.queries:9}{one.kilobytes:8.0f}")
    broken = [
        one.page for one in taken
        if one.milliseconds > PROMISED_MS or one.queries > MOST_QUERIES
    ]  # fmt: skip
    if broken:
        print(f"Over what is promised: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def time_pages() -> Iterator[Taken]:
    """Yield what each page took."""
    from commonground.web import starting  # noqa: PLC0415

    starting.prepare(0)
    from django.test import Client  # noqa: PLC0415

    from commonground.rooms.people.models import Person  # noqa: PLC0415
    from commonground.rooms.plan.models import Action  # noqa: PLC0415

    analyst = Person.objects.create(name="Analyst", email="a@example.org", password="!unusable")
    partnership, plan, agency = fill(analyst)
    browser = Client()
    browser.force_login(analyst)
    for page, where in PAGES.items():
        address = f"/p/{partnership}/plans/{plan}/{where.replace('AGENCY', str(agency))}"
        yield timed(page, browser, address)
    around = f"/p/{partnership}"
    browser.post(f"{around}/readiness/check/")
    first = Action.objects.earliest("number").pk
    for page, where in PAGES_AROUND.items():
        yield timed(page, browser, f"{around}/{where.replace('ACTION', str(first))}")
    yield timed("add an action", browser, f"{around}/plans/{plan}/actions/add/")


def fill(analyst: object) -> tuple[object, object, object]:
    """Make a partnership with a long plan; return the ids of both, and of an agency."""
    from commonground.rooms.people import actions  # noqa: PLC0415
    from commonground.rooms.people.models import Agency, Person  # noqa: PLC0415
    from commonground.rooms.plan.models import Plan, Recommendation  # noqa: PLC0415

    assert isinstance(analyst, Person)
    made = actions.make_partnership(by=analyst, name="Large", area="Large", board_kind="Board")
    agencies = Agency.objects.bulk_create(
        Agency(partnership=made, name=f"Invented agency {one}") for one in range(AGENCIES)
    )
    plan = Plan.objects.create(
        partnership=made, name="Five years", strand_set="four-ps", starts_on=BEGAN
    )
    strands = ("prevent", "protect", "prepare", "pursue")
    recommendations = Recommendation.objects.bulk_create(
        Recommendation(plan=plan, number=one + 1, strand=strands[one % 4], priority=one % 9 or None,
                       text=f"Invented recommendation {one}")
        for one in range(RECOMMENDATIONS)
    )  # fmt: skip
    fill_actions(made, recommendations, agencies)
    return made.pk, plan.pk, agencies[0].pk


def fill_actions(partnership: Any, recommendations: list[Any], agencies: list[Any]) -> None:
    """Make the actions with what hangs on them: who supports, milestones, measures and logs."""
    from commonground.rooms.plan.models import Action, Status  # noqa: PLC0415

    states = tuple(Status)
    each = YEARS * 365 / ACTIONS
    made = Action.objects.bulk_create(
        Action(
            partnership=partnership, number=one + 1, text=f"Invented action {one}",
            lead_agency=agencies[one % AGENCIES] if one % 11 else None, lead_role=f"Role {one}",
            status=states[one % len(states)], reason="Invented",
            starts_on=BEGAN + timedelta(days=int(one * each)),
            due_on=BEGAN + timedelta(days=int(one * each) + 120),
            review_on=TODAY + timedelta(days=one % 90 - 30) if one % 13 else None,
        )
        for one in range(ACTIONS)
    )  # fmt: skip
    serves, supports = Action.recommendations.through, Action.supporting_agencies.through
    serves._default_manager.bulk_create(
        serves(action=one, recommendation=recommendations[at % RECOMMENDATIONS])
        for at, one in enumerate(made)
    )
    supports._default_manager.bulk_create(
        supports(action=one, agency=agencies[(at + more) % AGENCIES])
        for at, one in enumerate(made) for more in (3, 5)
    )  # fmt: skip
    fill_logs(made)


def fill_logs(actions: list[Any]) -> None:
    """Give each action three milestones, most a measure, and two statuses that changed."""
    from commonground.rooms.plan.models import (  # noqa: PLC0415
        Change,
        Entry,
        Kind,
        Measure,
        Milestone,
    )

    Milestone.objects.bulk_create(
        Milestone(action=one, position=at, text=f"Invented step {at}", due_on=_day(number, at),
                  done_on=_day(number, at) if _day(number, at) < TODAY else None)
        for number, one in enumerate(actions) for at in range(3)
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(action=one, name="Invented", kind="output", better="higher", unit="times")
        for number, one in enumerate(actions) if number % 5
    )  # fmt: skip
    entries = Entry.objects.bulk_create(
        Entry(action=one, number=at + 1, kind=Kind.PROGRESS, status="on_track",
              at=datetime.combine(min(_day(number, at), TODAY), datetime.min.time(), UTC))
        for number, one in enumerate(actions) for at in range(2)
    )  # fmt: skip
    Change.objects.bulk_create(
        Change(entry=one, field="status", before="Not started", after="On track") for one in entries
    )


def _day(number: int, at: int) -> date:
    return BEGAN + timedelta(days=int(number * YEARS * 365 / ACTIONS) + 30 * at)


def timed(page: str, browser: object, address: str) -> Taken:
    """Return what a page took, once it has been asked for once."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    assert isinstance(browser, Client)
    browser.get(address)
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(address)
    queries = len(made)  # now: the next request forgets them
    assert answer.status_code == 200, (address, answer)
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        browser.get(address)
        times.append(1000 * (time.process_time() - began))
    return Taken(page, statistics.median(times), queries, len(answer.content) / 1000)


if __name__ == "__main__":
    sys.exit(main())
