"""Times `commonground remind` for 2,000 actions over five years that 150 people lead.

python benchmarks/reminding.py            prints the table
python benchmarks/reminding.py --check    and exits with 1 where a promise is broken

It fills an installation of its own in a temporary folder. E-mails are written to files there, as
they are without a mail server. The promise is held against processor time: whatever else runs here
only ever adds to the rest.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PROMISED_SECONDS = 5.0
ACTIONS, OWNERS, YEARS = 2_000, 150, 5
DAY = date(2027, 4, 12)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took."""

    run: str
    seconds: float
    processor: float
    queries: int
    emails: int
    letters: int


def main() -> int:
    """Fill an installation, run on some days, print what each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonground-reminding-") as folder:
        os.environ |= {"COMMONGROUND_HOME": folder, "COMMONGROUND_BASE_URL": "http://testserver"}
        taken = list(time_runs())
    print(f"{'run':<34}{'s':>7}{'processor s':>13}{'queries':>9}{'e-mails':>9}{'letters':>9}")
    for one in taken:
        print(
            f"{one.run:<34}{one.seconds:7.2f}{one.processor:13.2f}{one.queries:9}{one.emails:9}"
            f"{one.letters:9}"
        )
    broken = [one.run for one in taken if one.processor > PROMISED_SECONDS]
    if broken:
        print(f"Over {PROMISED_SECONDS:g} s of the processor: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def time_runs() -> Iterator[Taken]:
    """Yield what the runs of some days took, the heaviest first."""
    from commonground.web import starting  # noqa: PLC0415

    starting.prepare(0)
    fill()
    yield timed("all are asked, all late escalated", DAY)
    yield timed("the same day again", DAY)
    for days in (1, 7, 30):
        yield timed(f"{days} days later", DAY + timedelta(days=days))
    yield timed("the next quarter", date(2027, 7, 1))


def fill() -> None:
    """Make a partnership with its owners and actions, and let it ask them."""
    from commonground.rooms.people import access, actions  # noqa: PLC0415
    from commonground.rooms.people.member_actions import NewMember, add_members  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415
    from commonground.rooms.people.roles import Role  # noqa: PLC0415
    from commonground.rooms.people.rules import Verb  # noqa: PLC0415
    from commonground.rooms.plan.asking_actions import RulesFields, change_rules  # noqa: PLC0415
    from commonground.rooms.plan.models import Action, Rhythm, Status  # noqa: PLC0415

    analyst = Person.objects.create(name="Analyst", email="a@example.org", password="!unusable")
    made = actions.make_partnership(by=analyst, name="Large", area="Large", board_kind="Board")
    seat = access.seat(analyst, made.pk, Verb.EDIT_PEOPLE)
    agency = actions.add_agency(by=seat, name="Council")
    new = [
        NewMember(f"Owner {one}", f"owner{one}@example.org", agency, f"Role {one}", "",
                  frozenset({Role.ACTION_OWNER}))
        for one in range(OWNERS)
    ]  # fmt: skip
    add_members(by=seat, new=new)
    each = YEARS * 365 / ACTIONS
    Action.objects.bulk_create(
        Action(
            partnership=made, number=one + 1, text=f"Invented action {one}", lead_agency=agency,
            lead_role=f"Role {one % OWNERS}", status=Status.ON_TRACK,
            due_on=DAY + timedelta(days=int((one - ACTIONS / 3) * each)),
            review_on=DAY + timedelta(days=one % 90 - 30),
        )
        for one in range(ACTIONS)
    )  # fmt: skip
    rules = RulesFields(is_on=True, every_months=Rhythm.QUARTERLY, days_before=14, days_after=7)
    change_rules(by=seat, version=1, fields=rules)


def timed(run: str, day: date) -> Taken:
    """Return what the run of a day took."""
    from django.db import connection, reset_queries  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from commonground.rooms.audit.recording import SYSTEM  # noqa: PLC0415
    from commonground.rooms.people.models import Partnership  # noqa: PLC0415
    from commonground.rooms.plan.letters import remind  # noqa: PLC0415

    reset_queries()
    partnership = Partnership.objects.get()
    began, worked = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as made:
        done = remind(by=SYSTEM, partnership=partnership, day=day)
    return Taken(
        run, time.perf_counter() - began, time.process_time() - worked, len(made), done.sent,
        sum(done.due.values()),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
