"""The pages that say why: one issue's, the matrix, and what would change the list."""

from meetings_here import planned
from people_here import Here, at_most, text_of
from rounds_here import ISSUES, Consulted, ready_round, round_of

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.agreeing_actions import Agreed, agree
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.issues.actions import add_issue
from commonground.rooms.issues.merging_actions import merge_issues
from commonground.rooms.issues.models import Issue
from commonground.rooms.meetings import room_actions
from commonground.rooms.meetings.models import Note
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking import access, actions
from commonground.rooms.ranking.models import Direction, Ranking


def ranking_of(found: Consulted) -> Ranking:
    return Ranking.objects.get(closing__round=found.round_id)


def page_of(found: Consulted, name: str) -> str:
    issue = access.round_issues(found.round)[name]
    return text_of(found.here.analysts_browser.get(f"{found.at}ranking/{issue.pk}/"))


def next_cycle(found: Consulted) -> Consulted:
    """Return another round of the same people, with two issues merged and one new, ranked."""
    here = found.here
    live = {one.name: one for one in Issue.objects.filter(partnership=here.partnership)}
    merged = merge_issues(
        by=here.seat, issues=[live["Knife crime"], live["Fly-tipping"]], name="Street harm",
        theme=None, description="", reason="They are one",
    )  # fmt: skip
    new = add_issue(by=here.seat, name="County lines")
    members = [one.membership for one in found.assessors]
    kept = [live["Loan sharks"], merged, new]
    made = round_of(here, kept, members, name="Spring").open().score_everything().close()
    here.analysts_browser.post(f"{made.at}ranking/make/")
    return made


def test_the_page_of_an_issue_shows_its_scores_its_figures_and_what_was_said(
    ranked: Consulted,
) -> None:
    page = page_of(ranked, "On-line grooming")

    assert "1 of 4" in page
    assert "6 people from 3 agencies" in page
    assert "Likelihood" in page
    assert "rank 1 of 4" in page
    assert "Pooled median" in page
    assert "Agency 0" in page
    assert "Seen often" in page
    assert "Invented" not in page
    assert "is at most as high on everything" in page or "are at most as high" in page


def test_the_page_of_an_issue_shows_the_decisions_on_it_alone(ranked: Consulted) -> None:
    for name in ("On-line grooming", "Loan sharks"):
        actions.decide(
            by=ranked.here.seat, ranking=ranking_of(ranked),
            about=access.round_issues(ranked.round)[name], direction=Direction.OUT,
            reason=f"{name} is led elsewhere", decided_by="The board",
        )  # fmt: skip

    page = page_of(ranked, "Loan sharks")

    assert "Loan sharks is led elsewhere" in page
    assert "On-line grooming is led elsewhere" not in page
    assert "Moved out by decision" in page
    assert "Take it in" in page


def test_an_issue_leads_to_its_ranking_for_those_who_may_see_it(ranked: Consulted) -> None:
    one = access.round_issues(ranked.round)["Loan sharks"]
    at = f"/p/{ranked.here.partnership.pk}/issues/{one.issue_id}/"
    told = "Where it stands in the ranking of Autumn"

    browser = ranked.here.analysts_browser
    with at_most(10):
        page = text_of(browser.get(at))

    assert told in page
    assert f"/ranking/{one.pk}/" in page
    assert told not in text_of(ranked.here.browser(Role.ASSESSOR).get(at))


def test_an_issue_that_nobody_scored_says_so(here: Here) -> None:
    found = ready_round(here).open()
    found.score_everything()
    for one in found.assessors:
        one.assignments.get(round_issue__name="Loan sharks").scores.all().delete()
    found.close()
    here.analysts_browser.post(f"{found.at}ranking/make/")

    assert "It was not ranked" in page_of(found, "Loan sharks")


def test_what_a_meeting_agreed_on_stands_with_its_reason(here: Here) -> None:
    found = ready_round(here).open().score_everything()
    about = consultation_access.round_issues(found.round).get(name="Loan sharks")
    reveal(by=here.seat, about=about)
    agree(by=here.seat, about=about, said={"impact": Agreed(4, "The figures are new", 0)})
    found.close()
    here.analysts_browser.post(f"{found.at}ranking/make/")

    page = page_of(found, "Loan sharks")

    assert "Agreed in session" in page
    assert "The figures are new" in page
    assert "The figures are new" not in page_of(found, "Knife crime")


def test_the_matrix_holds_every_issue_criterion_and_figure(ranked: Consulted) -> None:
    page = text_of(ranked.here.analysts_browser.get(f"{ranked.at}ranking/matrix/"))

    assert all(f">{name}</a>" in page for name in ISSUES)
    assert page.index("On-line grooming") < page.index("Knife crime")
    assert all(label in page for label in ("Likelihood", "Impact", "Total", "Risk"))


def test_nobody_but_who_runs_rounds_is_led_to_a_second_one(ranked: Consulted) -> None:
    page = text_of(ranked.here.browser(Role.CHAIR).get(f"{ranked.at}ranking/"))

    assert "Ask once more" not in page


def test_the_list_says_where_each_issue_stood_in_the_last_cycle(ranked: Consulted) -> None:
    later = next_cycle(ranked)
    browser = later.here.analysts_browser

    with at_most(10):
        page = text_of(browser.get(f"{later.at}ranking/"))

    assert "Last cycle" in page
    assert "2 of 4" in page
    assert "merged from 4 of 4; 3 of 4" in page or "merged from 3 of 4; 4 of 4" in page
    assert "Last cycle" not in text_of(browser.get(f"{ranked.at}ranking/"))
    issue = access.round_issues(later.round)["Street harm"]
    with at_most(10):
        own = text_of(browser.get(f"{later.at}ranking/{issue.pk}/"))
    assert "merged from" in own


def test_two_cycles_stand_beside_each_other_with_what_merged_and_what_came(
    ranked: Consulted,
) -> None:
    later = next_cycle(ranked)
    browser = later.here.analysts_browser
    at = f"/p/{later.here.partnership.pk}/rankings/compare/"

    page = text_of(browser.get(at))
    rows = browser.get(f"{at}download/").content.decode("utf-8-sig").splitlines()

    assert "1 issue is in both lists; 1 are new and 1 are gone." in page
    assert "Merged from" in page
    assert "The same place: 1 then, 1 now, of the 1 in both" in page
    assert "Knife crime" in page
    assert "County lines" in page
    assert sorted(row.partition(",")[0] for row in rows[1:]) == [
        "gone", "merged", "merged", "new", "same",
    ]  # fmt: skip
    # the other way round, what was merged is what it came from, and nothing fails
    first, second = ranking_of(ranked).pk, ranking_of(later).pk
    assert browser.get(f"{at}?then={second}&now={first}").status_code == 200


def test_with_one_ranking_the_page_says_that_there_is_nothing_to_compare(
    ranked: Consulted,
) -> None:
    at = f"/p/{ranked.here.partnership.pk}/rankings/compare/"

    assert "There is nothing to compare yet" in text_of(ranked.here.analysts_browser.get(at))


def test_the_page_of_an_issue_shows_what_meetings_noted_on_it_until_the_close(here: Here) -> None:
    found = planned(here)
    found.of.score_everything()
    found.start()
    for place, text in ((0, "More of it in summer"), (1, "Said of another issue")):
        room_actions.take_note(
            by=here.seat, about=found.meeting, issue=found.issues[place], text=text
        )
    found.of.close()
    late = Note.objects.create(
        meeting=found.meeting, round_issue=found.issues[0], text="Said in the second round"
    )
    here.analysts_browser.post(f"{found.of.at}ranking/make/")
    at = f"{found.of.at}ranking/{found.issues[0].pk}/"
    chair = here.browser(Role.CHAIR)

    with at_most(10):
        page = text_of(chair.get(at))

    noted = page.split("What meetings noted", 1)[1]
    assert "Violence, first meeting, 15 January 2030" in noted
    assert "More of it in summer" in noted
    assert "Said of another issue" not in noted
    assert late.text not in noted


def test_an_issue_that_no_meeting_noted_anything_on_has_no_heading_for_it(
    ranked: Consulted,
) -> None:
    assert "What meetings noted" not in page_of(ranked, "Knife crime")
