"""What an assessment's figures come from, frozen out of the rooms that they were made in."""

from datetime import date

from assessment_here import Begun, ranking_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from people_here import text_of
from rounds_here import round_of
from themes_here import Coded, checked

from commonground.documents.assessment.figures import every_value, resolved
from commonground.documents.assessment.sources import Sources, snapshot_of
from commonground.rooms.assessment.freezing import freeze
from commonground.rooms.assessment.models import Freeze
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.models import Membership
from commonground.rooms.ranking.access import issues_in
from commonground.rooms.ranking.actions import decide
from commonground.rooms.ranking.models import Direction

TODAY = date(2026, 3, 5)


def frozen(found: Coded) -> Sources:
    return freeze(found.here.seat, ranking_of(found.of), TODAY)


def text(sources: Sources, asked: str) -> str:
    return resolved(sources, asked)[2].text


def test_figures_are_those_of_the_rooms(found: Coded) -> None:
    sources = frozen(found)

    assert text(sources, "rank of on-line grooming") == "1"
    assert text(sources, "people who took part") == "6"
    assert text(sources, "agencies that took part") == "3"
    assert text(sources, "issues ranked") == "4"
    assert text(sources, "name of the round") == "Autumn"
    assert text(sources, "golden themes") == "2"
    assert text(sources, "remarks in Golden Youth") == "2"
    assert text(sources, "remarks behind the themes") == "3"
    assert text(sources, "reason for Golden Youth") == "Often said"


def test_who_codes_a_check_freezes_nothing_until_it_has_ended(begun: Begun, found: Coded) -> None:
    check = checked(found)
    browser, before = found.here.analysts_browser, Freeze.objects.count()
    new = {
        "title": "Another", "author": "The team", "template": begun.assessment.template,
        "ranking": str(begun.assessment.ranking_id),
    }  # fmt: skip
    begin = f"/p/{found.here.partnership.pk}/assessments/begin/"
    fresh = {"version": begun.assessment.version}

    for answer in (browser.post(f"{begun.at}refresh/", fresh), browser.post(begin, new)):
        assert "You are a coder in a check of the codes." in text_of(answer)
    assert Freeze.objects.count() == before
    check.end()
    assert browser.post(f"{begun.at}refresh/", fresh).status_code == 302
    assert Freeze.objects.count() == before + 1


def test_every_frozen_text_has_the_digest_by_which_it_was_frozen(found: Coded) -> None:
    assert list(frozen(found).broken()) == []


def test_what_is_decided_later_changes_no_snapshot(found: Coded) -> None:
    sources = frozen(found)
    kept = sources.snapshot.text
    ranking = ranking_of(found.of)
    (about,) = (one for one in issues_in(ranking) if one.name == "Fly-tipping")
    decide(
        by=found.here.seat, ranking=ranking, about=about, direction=Direction.IN,
        reason="Many ask for it", decided_by="The board",
    )  # fmt: skip

    assert snapshot_of(kept) == sources.snapshot
    assert every_value(sources) == every_value(Sources(snapshot_of(kept), sources.result,
                                                       sources.record))  # fmt: skip
    assert text(sources, "decision on Fly-tipping") == "not on the shortlist, by its rank"
    assert text(frozen(found), "decision on Fly-tipping") == (
        "taken in by The board: Many ask for it"
    )


def test_the_last_cycle_goes_in_by_what_its_issues_are_called_now(found: Coded) -> None:
    here = found.here
    again = round_of(
        here, list(Issue.objects.filter(partnership=here.partnership).order_by("name")[:3]),
        list(Membership.objects.filter(agency__name__startswith="Agency")), name="Spring",
    ).open().score_everything().close()  # fmt: skip
    here.analysts_browser.post(f"{again.at}ranking/make/")

    sources = freeze(here.seat, ranking_of(again), TODAY)
    assert text(sources, "last cycle") == "Autumn"
    last = sources.snapshot.last
    assert last is not None
    assert set(last.ranks) == {"Fly-tipping", "Knife crime", "Loan sharks"}
    assert text(sources, "last rank of Loan sharks") == str(last.ranks["Loan sharks"])


def test_freezing_asks_as_often_however_many_remarks_there_are(found: Coded) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        frozen(found)
    for number in range(4, 12):
        found.give(number, *found.codes)
    with CaptureQueriesContext(connection) as many:
        frozen(found)

    assert len(many) == len(few)
    assert len(many) <= 14
