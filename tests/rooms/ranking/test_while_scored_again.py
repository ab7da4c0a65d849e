"""While a second round runs, the first one's ranking stays readable and says so."""

from datetime import date

from people_here import at_most, text_of
from rounds_here import Consulted

from commonground.rooms.consultation import access
from commonground.rooms.consultation.reopening_actions import reopen
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking.models import Ranking


def opened_again(ranked: Consulted) -> Consulted:
    """Open a second round of one issue."""
    issues = access.round_issues(ranked.round)[1:2]
    reopen(by=ranked.here.seat, about=ranked.round, issues=issues, wanted_by=date(2030, 2, 28))
    return ranked


def test_the_first_ranking_stays_readable_and_says_what_is_scored_again(ranked: Consulted) -> None:
    before = text_of(ranked.here.analysts_browser.get(f"{ranked.at}ranking/"))
    frozen = Ranking.objects.get().sha256
    opened_again(ranked)

    for role in (Role.ANALYST, Role.CHAIR, Role.MEMBER):
        browser = ranked.here.browser(role)
        with at_most(10):
            page = text_of(browser.get(f"{ranked.at}ranking/"))
        assert "Stage 2 of the round is running: scores are wanted by 28 February 2030" in page
        again = page.split("is running", 1)[1].split("</ul>", 1)[0]
        assert "<li>Fly-tipping</li>" in again
        assert "Knife crime" not in again
        assert frozen in page
    assert "is running" not in before


def test_the_round_leads_to_it_while_the_second_runs(ranked: Consulted) -> None:
    opened_again(ranked)

    page = text_of(ranked.here.analysts_browser.get(ranked.at))

    assert f"{ranked.at}ranking/" in page


def test_its_issues_matrix_and_files_stay_readable_too(ranked: Consulted) -> None:
    browser = ranked.here.analysts_browser
    one = access.round_issues(ranked.round)[1]
    opened_again(ranked)

    for place in ("matrix/", "files/", "table/download/", "pack/download/", f"{one.pk}/"):
        assert browser.get(f"{ranked.at}ranking/{place}").status_code == 200, place


def test_once_the_second_is_ranked_nothing_runs_and_both_are_there(ranked: Consulted) -> None:
    browser = ranked.here.analysts_browser
    opened_again(ranked).close()
    browser.post(f"{ranked.at}ranking/make/")

    pages = [text_of(browser.get(f"{ranked.at}ranking/{end}")) for end in ("", "?stage=1")]

    assert not any("is running" in page for page in pages)
    assert all("Stage 2" in page for page in pages)
