"""Times the web application's longest pages against an empty one, in processor time.

python benchmarks/pages.py            prints the table
python benchmarks/pages.py --check    and exits with 1 where a promise is broken

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

PROMISED_MS = {"106 issues": 40.0, "matrix of 106": 40.0, "ranking of 106": 60.0}
MOST_QUERIES = 10
REPEATS = 15


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
    with tempfile.TemporaryDirectory(prefix="commonground-pages-") as folder:
        os.environ |= {"COMMONGROUND_HOME": folder, "COMMONGROUND_BASE_URL": "http://testserver"}
        taken = list(time_pages())
    floor = taken[0].milliseconds
    print(f"{'page':<22}{'ms':>8}{'x floor':>9}{'queries':>9}{'kB':>8}")
    for one in taken:
        print(
            f"{one.page:<22}{one.milliseconds:8.1f}{one.milliseconds / floor:9.1f}"
            f"{one.queries:9}{one.kilobytes:8.0f}"
        )
    broken = [
        one.page
        for one in taken
        if one.milliseconds > PROMISED_MS.get(one.page, float("inf")) or one.queries > MOST_QUERIES
    ]
    if broken:
        print(f"Over what is promised: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def time_pages() -> Iterator[Taken]:
    """Yield what each page took, the empty one first."""
    from commonground.web import starting  # noqa: PLC0415

    starting.prepare(0)
    from django.test import Client  # noqa: PLC0415

    from commonground.rooms.people.models import Person  # noqa: PLC0415

    analyst = Person.objects.create(name="Analyst", email="a@example.org", password="!unusable")
    browser = Client()
    browser.force_login(analyst)
    yield timed("an error page: floor", browser, "/nothing/here/")
    demo, large = fill(analyst)
    yield timed("home", browser, "/")
    yield timed("106 issues", browser, f"/p/{demo}/issues/")
    yield timed("156 members", browser, f"/p/{demo}/people/")
    ranking = f"/p/{demo}/rounds/{closed_round()}/ranking/"
    yield timed("ranking of 106", browser, ranking)
    yield timed("matrix of 106", browser, f"{ranking}matrix/")
    yield timed("1,000 issues", browser, f"/p/{large}/issues/")
    yield timed("5,000 entries", browser, f"/p/{large}/audit/")


def closed_round() -> object:
    """Return the id of the demo's round that is closed and ranked."""
    from commonground.rooms.consultation.models import Round, Status  # noqa: PLC0415

    return Round.objects.get(partnership__is_demo=True, status=Status.CLOSED).pk


def fill(analyst: object) -> tuple[object, object]:
    """Make the demo, and a partnership with 1,000 issues and 5,000 entries; return their ids."""
    from commonground.rooms.issues import actions as issue_actions  # noqa: PLC0415
    from commonground.rooms.people import access, actions, demo_actions  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415
    from commonground.rooms.people.rules import Verb  # noqa: PLC0415

    assert isinstance(analyst, Person)
    demo = demo_actions.look_round(by=analyst)
    large = actions.make_partnership(by=analyst, name="Large", area="Large", board_kind="Board")
    seat = access.seat(analyst, large.pk, Verb.EDIT_PEOPLE)
    new = [issue_actions.NewIssue(f"Issue {number}") for number in range(1000)]
    issues = issue_actions.add_issues(by=seat, new=new)
    for one in issues:
        issue_actions.add_evidence(by=seat, issue=one, text="Invented", source="Nobody")
    for theme in range(3):
        for one in issues:
            issue_actions.add_evidence(by=seat, issue=one, text=f"More {theme}", source="Nobody")
    return demo.pk, large.pk


def timed(page: str, browser: object, address: str) -> Taken:
    """Return what a page took, once it has been asked for once."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    assert isinstance(browser, Client)
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(address)
    queries = len(made)  # now: the next request forgets them
    assert answer.status_code == (404 if "nothing" in address else 200), (address, answer)
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        browser.get(address)
        times.append(1000 * (time.process_time() - began))
    return Taken(page, statistics.median(times), queries, len(answer.content) / 1000)


if __name__ == "__main__":
    sys.exit(main())
