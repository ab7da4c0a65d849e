"""How remarks come in: once each, after a round has closed, and without anybody's name."""

import pytest
from people_here import Here, holder_in, text_of
from rounds_here import ready_round
from themes_here import Coded, coded

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.models import Score
from commonground.rooms.issues import deciding_actions, proposing_actions
from commonground.rooms.issues.actions import add_issue
from commonground.rooms.meetings.models import Meeting, Note
from commonground.rooms.themes import access, gathering_actions
from commonground.rooms.themes.models import Kind, Remark

PASTED = {"text": "One\n\n  Two   words \n", "name": "Workshop", "issue": "", "agency": "",
          "way": ""}  # fmt: skip


@pytest.fixture
def found(here: Here) -> Coded:
    """Return a closed round whose remarks were gathered."""
    return coded(here)


def test_a_remark_of_a_closed_round_keeps_its_issue_agency_and_way(found: Coded) -> None:
    # six people on four issues and two criteria
    assert len(found.remarks) == 48
    first = found.remarks[0]
    assert (first.text, first.agency, first.kind) == ("Seen often", "Agency 0", Kind.SCORE)
    assert first.issue is not None
    assert first.number == 1


def test_each_is_gathered_once_however_often_it_is_done(found: Coded) -> None:
    again = gathering_actions.gather_round(by=found.here.seat, about=found.of.round)

    assert again == 0
    assert len(found.remarks) == 48
    assert Entry.objects.filter(verb="gathered").count() == 1


def test_nothing_is_gathered_before_the_round_closes(here: Here) -> None:
    of = ready_round(here).open().score_everything()
    at = f"/p/{here.partnership.pk}/themes/remarks/gather/"

    answer = here.analysts_browser.post(f"{at}rounds/{of.round_id}/", follow=True)

    assert "not gathered before it closes" in text_of(answer)
    assert not Remark.objects.exists()
    assert "Autumn" not in text_of(here.analysts_browser.get(at)).partition("<h1")[2]


def test_remarks_are_numbered_in_no_order_of_people(here: Here) -> None:
    of = ready_round(here).open().score_everything()
    for number, one in enumerate(of.assessors):
        Score.objects.filter(assignment__assessor=one).update(remark=f"Said {9 - number}")

    gathering_actions.gather_round(by=here.seat, about=of.close().round)

    # the first issue's: of agencies in their order, and of their people in none
    told = list(Remark.objects.order_by("number").values_list("agency", "text")[:12])
    assert told == sorted(told)


def test_whoever_withdrew_is_not_gathered(here: Here) -> None:
    of = ready_round(here).open().score_everything()
    one = of.assessors[0]
    one.withdrawn_because = "Asked to"
    one.save()
    of.close()

    assert gathering_actions.gather_round(by=here.seat, about=of.round) == 40


def test_no_person_is_named_in_what_is_stored_shown_or_recorded(found: Coded) -> None:
    names = [one.membership.person.name for one in found.of.assessors]
    page = text_of(found.here.analysts_browser.get(f"{found.at}remarks/"))
    stored = str(list(Remark.objects.values())) + str(
        [one.after for one in Entry.objects.filter(verb="gathered")]
    )

    assert not [name for name in names if name in page or name in stored]
    assert not [str(one.pk) for one in found.of.assessors if str(one.pk) in stored]


def test_notes_of_the_rounds_meetings_come_with_it(here: Here) -> None:
    of = ready_round(here).open().score_everything()
    about = of.assessors[0].assignments.order_by("pk")[0].round_issue
    meeting = Meeting.objects.create(round=of.round, name="First")
    Note.objects.create(meeting=meeting, round_issue=about, text="They have nowhere to go")
    of.close()

    gathering_actions.gather_round(by=here.seat, about=of.round)

    noted = Remark.objects.get(kind=Kind.MEETING)
    assert (noted.text, noted.issue, noted.way) == (
        "They have nowhere to go", about.issue, "meeting",
    )  # fmt: skip


def test_what_was_proposed_is_gathered_once_it_is_decided(here: Here) -> None:
    proposal = proposing_actions.propose_issue(
        by=holder_in(here), name="Vapes", evidence="Five shops sold them", source="Visits"
    )
    assert gathering_actions.gather_proposals(by=here.seat) == 0
    deciding_actions.decline(
        by=here.seat, proposal=proposal, version=proposal.version, reason="Known already"
    )

    assert gathering_actions.gather_proposals(by=here.seat) == 1
    assert gathering_actions.gather_proposals(by=here.seat) == 0
    assert Remark.objects.get().kind == Kind.PROPOSAL


def test_each_line_that_is_pasted_becomes_a_remark(here: Here) -> None:
    issue = add_issue(by=here.seat, name="Knife crime")
    at = f"/p/{here.partnership.pk}/themes/remarks/"
    said = {**PASTED, "issue": str(issue.pk), "agency": here.agency.name, "way": "meeting"}

    answer = here.analysts_browser.post(f"{at}paste/", said, follow=True)

    assert "2 new remarks." in text_of(answer)
    assert [one.text for one in access.remarks(here.seat)] == ["One", "Two words"]
    last = Remark.objects.get(number=2)
    assert (last.issue, last.agency, last.way) == (issue, here.agency.name, "meeting")


def test_nothing_pasted_is_said_and_so_is_a_line_that_is_too_long(here: Here) -> None:
    at = f"/p/{here.partnership.pk}/themes/remarks/paste/"
    browser = here.analysts_browser

    spaces = browser.post(at, {**PASTED, "text": " \n\n"})
    long = browser.post(at, {**PASTED, "text": "Short\n" + "x" * 10_001})

    assert "Enter" in text_of(spaces) or "Paste some notes" in text_of(spaces)
    assert "Line 2 is longer than" in text_of(long)
    assert not Remark.objects.exists()


def test_an_issue_of_another_partnership_is_refused(here: Here, elsewhere: Here) -> None:
    theirs = add_issue(by=elsewhere.seat, name="Theirs")

    with pytest.raises(BadInput, match="of this partnership"):
        gathering_actions.paste_notes(
            by=here.seat, name="", text="One", issue=theirs, agency="", way=""
        )


def test_the_list_is_found_by_words_issue_agency_and_code(found: Coded) -> None:
    youth = found.codes[1]
    found.give(1, youth)
    browser, at = found.here.analysts_browser, f"{found.at}remarks/"

    def listed(asked: str) -> int:
        return text_of(browser.get(at + asked)).count('class="cg-said"')

    assert listed("?q=often") == 48
    assert listed("?q=nowhere") == 0
    assert listed("?agency=Agency+0") == 16
    assert listed(f"?issue={found.remarks[0].issue_id}") == 12
    assert listed(f"?code={youth.pk}") == 1
    assert listed("?code=unread") == 47
    assert listed("?code=mistyped") == 48


def test_two_thousand_remarks_are_the_most_at_once(here: Here) -> None:
    with pytest.raises(BadInput, match="the most at once is 2000"):
        gathering_actions.paste_notes(
            by=here.seat, name="", text="One\n" * 2001, issue=None, agency="", way=""
        )
