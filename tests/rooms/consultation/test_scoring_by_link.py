"""Scoring by a personal link: without an account, once a page, blind, until the round closes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from people_here import Here, at_most, text_of
from rounds_here import CRITERIA, Consulted, answered, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access, actions, scoring_actions
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.models import (
    Anonymity,
    Assessor,
    EnteredBy,
    HeldBy,
    Score,
    Submission,
)
from commonground.rooms.consultation.score_access import own_answers
from commonground.rooms.consultation.scoring_actions import Sender, Taken
from commonground.rooms.consultation.visibility import Viewer
from commonground.rooms.people.member_actions import make_link, revoke_link
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.people.roles import Role


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round."""
    return ready_round(here).open()


def opened(found: Consulted, at: int = 0) -> tuple[Assessor, str]:
    """Return an assessor and where their link leads."""
    who = found.assessors[at]
    return who, f"/score/{found.link(who).token}/"


def said(who: Assessor) -> dict[str, Answer]:
    """Return what somebody answered about their first issue."""
    answers = own_answers(who, 1)
    first = who.assignments.order_by("round_issue__position")[0]
    return answers.get(first.pk, {})


def test_somebody_scores_from_first_to_last_without_an_account(found: Consulted) -> None:
    who, at = opened(found)
    browser = Client()

    assert "You have scored 0 of 4 issues." in text_of(browser.get(at))
    for number in range(1, 5):
        answer = browser.post(f"{at}{number}/", answered(likelihood="2", impact="x"))
        assert answer.status_code == 302
    assert answer["Location"] == at
    page = text_of(browser.get(at))

    assert "You have scored 4 of 4 issues." in page
    assert "sessionid" not in browser.cookies
    assert said(who) == {"likelihood": Answer(level=2), "impact": Answer(cannot_say=True)}
    assert Submission.objects.filter(entered_by=EnteredBy.LINK).count() == 4


def test_what_was_said_is_there_when_they_come_back_and_can_be_changed(found: Consulted) -> None:
    who, at = opened(found)
    browser = Client()
    first = {**answered(likelihood="2"), "remark-likelihood": " Seen\x00 weekly ", "remark": "All"}
    browser.post(f"{at}1/", {**first, "list": "1"})

    page = text_of(Client().get(f"{at}1/"))
    assert 'value="Seen weekly"' in page
    assert page.count(" checked") == 1
    browser.post(
        f"{at}1/", {**answered(likelihood="0", impact="1"), "remark-likelihood": "Seen weekly"}
    )

    assert said(who)["likelihood"] == Answer(level=0, remark="Seen weekly")
    assert said(who)["impact"] == Answer(level=1)
    assert said(who)[""].remark == "All"


def test_scores_can_be_taken_back_until_the_round_closes(found: Consulted) -> None:
    who, at = opened(found)
    browser = Client()
    browser.post(f"{at}1/", answered(likelihood="2", impact="1"))

    browser.post(f"{at}1/", {**answered(likelihood="2", impact="1"), "take_back": "1"})

    assert not any(one.is_answered for one in said(who).values())
    assert "You have scored 0 of 4" in text_of(browser.get(at))


def test_the_same_page_sent_twice_counts_once(found: Consulted) -> None:
    who, at = opened(found)
    submission = uuid4()
    browser = Client()
    browser.post(f"{at}1/", answered(submission, likelihood="2"))
    browser.post(f"{at}1/", answered(likelihood="3"))
    entries = Entry.objects.count()

    again = browser.post(f"{at}1/", answered(submission, likelihood="2"))

    assert again.status_code == 302
    assert said(who)["likelihood"].level == 3
    assert Entry.objects.count() == entries
    assert Submission.objects.count() == 2
    assert Score.objects.count() == 1


def test_a_page_without_an_id_of_its_own_is_saved_too(found: Consulted) -> None:
    who, at = opened(found)

    Client().post(f"{at}1/", {"score-likelihood": "1", "submission": "not an id"})

    assert said(who)["likelihood"].level == 1


def test_somebody_elses_page_cannot_take_the_same_id(found: Consulted) -> None:
    first, at = opened(found)
    second, other = opened(found, 1)
    submission = uuid4()
    Client().post(f"{at}1/", answered(submission, likelihood="2"))

    answer = Client().post(f"{other}1/", answered(submission, likelihood="4"))

    assert answer.status_code == 422
    assert said(first)["likelihood"].level == 2
    assert said(second) == {}


@pytest.mark.parametrize("level", ["5", "-1", "99999", "1.5", "٣", "Nine", "x x"])
def test_an_answer_off_the_scale_saves_nothing_of_the_page(found: Consulted, level: str) -> None:
    _who, at = opened(found)

    answer = Client().post(f"{at}1/", answered(likelihood="1", impact=level))

    assert answer.status_code == 422
    assert "choose one of the answers that are offered" in text_of(answer)
    assert not Score.objects.exists()


def test_an_unknown_criterion_and_a_remark_that_is_too_long_are_refused(found: Consulted) -> None:
    who, at = opened(found)
    long = Client().post(f"{at}1/", {**answered(likelihood="1"), "remark-likelihood": "a" * 1001})
    link = PersonalLink.objects.get()
    first = who.assignments.order_by("round_issue__position")[0]

    assert "at most 1000 characters" in text_of(long)
    with pytest.raises(BadInput, match="There is no criterion harm"):
        scoring_actions.take_scores(
            by=Sender.link(link), assessor=who, assignment_id=first.pk, submission_id=uuid4(),
            answers={"harm": Answer(level=1)},
        )  # fmt: skip


def test_a_closed_round_refuses_politely_and_changes_nothing(found: Consulted) -> None:
    _who, at = opened(found)
    browser = Client()
    browser.post(f"{at}1/", answered(likelihood="2", impact="1"))
    found.close()

    answer = browser.post(f"{at}1/", answered(likelihood="4"), follow=True)

    assert answer.status_code == 200
    assert "This round is closed. Thank you for your scores" in text_of(answer)
    assert Score.objects.get(criterion="likelihood").level == 2


def test_a_page_that_was_on_its_way_while_the_round_closed_is_refused(found: Consulted) -> None:
    who, _at = opened(found)
    link = PersonalLink.objects.get()
    first = who.assignments.order_by("round_issue__position")[0]
    found.close()

    with pytest.raises(BadInput, match="The round is closed"):
        scoring_actions.take_scores(
            by=Sender.link(link), assessor=who, assignment_id=first.pk, submission_id=uuid4(),
            answers={"likelihood": Answer(level=1)},
        )  # fmt: skip


def test_an_issue_that_is_not_theirs_is_refused(found: Consulted) -> None:
    who, _at = opened(found)
    other = found.assessors[1].assignments.all()[0]

    with pytest.raises(BadInput, match="not asked about this issue"):
        scoring_actions.take_scores(
            by=Sender.link(PersonalLink.objects.get()), assessor=who, assignment_id=other.pk,
            submission_id=uuid4(), answers={"likelihood": Answer(level=1)},
        )  # fmt: skip


@pytest.mark.parametrize("number", [0, 5, 99])
def test_a_page_that_is_not_there_leads_to_the_list(found: Consulted, number: int) -> None:
    _who, at = opened(found)

    assert Client().get(f"{at}{number}/")["Location"] == at


def test_a_link_that_is_withdrawn_altered_unknown_or_old_says_so(
    here: Here, found: Consulted
) -> None:
    _who, at = opened(found)
    link = PersonalLink.objects.get()
    browser = Client()
    assert "missing or changed" in text_of(browser.get(f"{at[:-2]}/"))
    link.expires_at = timezone.now() - timedelta(days=1)
    link.save()
    assert "too old" in text_of(browser.get(at))
    revoke_link(by=here.seat, link=link)

    for path in (at, f"{at}1/"):
        answer = browser.get(path)
        assert answer.status_code == 410
        assert "withdrawn" in text_of(answer)
    assert browser.post(f"{at}1/", answered(likelihood="1")).status_code == 410
    assert not Score.objects.exists()


def test_a_link_to_score_signs_nobody_in_and_a_link_to_join_scores_nothing(
    here: Here, found: Consulted
) -> None:
    _who, at = opened(found)
    browser = Client()

    assert browser.post(at.replace("/score/", "/link/")).status_code == 410
    assert "_auth_user_id" not in browser.session
    member = here.member(Role.MEMBER, name="Joins")
    join = make_link(by=here.seat, member=member, purpose=Purpose.JOIN)
    assert browser.get(f"/score/{join.token}/").status_code == 410


def test_a_link_to_score_without_a_round_opens_nothing(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="Nowhere")
    made = make_link(by=here.seat, member=member, purpose=Purpose.SCORE)

    assert Client().get(f"/score/{made.token}/").status_code == 410


def test_somebody_whose_agency_withdrew_can_score_no_more(found: Consulted) -> None:
    who, at = opened(found)
    who.withdrawn_because = "The agency withdrew"
    who.save()

    answer = Client().post(f"{at}1/", answered(likelihood="1"))

    assert answer["Location"] == at
    assert not Score.objects.exists()


def test_scoring_takes_few_queries(found: Consulted) -> None:
    _who, at = opened(found)
    browser = Client()
    browser.get(f"{at}1/")  # reads the descriptors, once in the life of a server
    with at_most(4):
        browser.get(at)
    with at_most(5):
        browser.get(f"{at}1/")
    with at_most(13):
        browser.post(f"{at}1/", answered(likelihood="1"))


def test_before_it_closes_nobody_can_read_a_score_anywhere(here: Here, found: Consulted) -> None:
    who, at = opened(found)
    sent = {**answered(likelihood="3"), "remark-likelihood": "Secret remark"}
    Client().post(f"{at}1/", sent)
    _other, others = opened(found, 1)
    browser = here.analysts_browser
    pages = [found.at, f"{found.at}assignment/", f"{found.at}messages/", f"{found.at}close/"]

    for path in [*pages, f"/p/{here.partnership.pk}/audit/"]:
        page = text_of(browser.get(path))
        assert "Secret remark" not in page
        assert "cannot say" not in page
    assert " checked" not in text_of(Client().get(f"{others}1/"))
    for viewer in (Viewer.ANALYST, Viewer.BOARD, Viewer.ASSESSOR):
        with pytest.raises(BadInput, match="not shown before the round closes"):
            held_scores(found.round, viewer)
    entry = Entry.objects.get(verb="sent")
    assert '"answered":1' in entry.after
    assert "level" not in entry.after
    said_of_it = text_of(browser.get(f"/p/{here.partnership.pk}/audit/?about={entry.object_id}"))
    assert "The holder of a personal link" in said_of_it
    assert who.membership.person.name not in said_of_it


def test_the_record_counts_pages_but_never_scores(found: Consulted) -> None:
    _who, at = opened(found)
    browser = Client()

    browser.post(f"{at}1/", answered(likelihood="1"))
    low = access.progress(found.round, 2)
    browser.post(f"{at}1/", answered(likelihood="4"))

    assert access.progress(found.round, 2) == low
    assert (low.done, low.asked, low.begun) == (0, 24, 1)


def test_a_later_round_is_not_reached_by_an_earlier_rounds_link(
    here: Here, found: Consulted
) -> None:
    _who, at = opened(found)
    found.close()
    later = ready_round_again(here, found)

    answer = Client().get(f"{at}1/", follow=True)

    assert "This round is closed" in text_of(answer)
    assert later.round.is_open


def ready_round_again(here: Here, found: Consulted) -> Consulted:
    """Return a second open round of the same issues and people."""
    about = found.round
    made = actions.make_round(
        by=here.seat, name="Again", method_id=about.method_id, rules_id=about.rules_id,
        held_by=HeldBy.REMOTE, anonymity=Anonymity.NEVER, closes_on=about.closes_on,
        shortlist_length=2,
    )  # fmt: skip
    again = Consulted(here, made.pk)
    issues = [one.issue for one in access.round_issues(about)]
    actions.choose_issues(by=here.seat, about=made, issues=issues, linking=())
    members = [one.membership for one in found.assessors]
    actions.choose_assessors(by=here.seat, about=made, members=members)
    actions.assign(by=here.seat, about=made, each=2)
    return again.open()


def test_taking_the_same_page_twice_says_so(found: Consulted) -> None:
    who, _at = opened(found)
    first = who.assignments.order_by("round_issue__position")[0]
    link = PersonalLink.objects.get()
    submission = uuid4()

    def take() -> Taken:
        return scoring_actions.take_scores(
            by=Sender.link(link), assessor=who, assignment_id=first.pk, submission_id=submission,
            answers={"likelihood": Answer(level=1)},
        )  # fmt: skip

    assert [take(), take()] == [Taken.SAVED, Taken.AGAIN]


SCRIPT = {"Accept": "application/json"}
"""What the page's own script says of itself, which saves as the page is filled in."""


def test_the_pages_script_saves_what_was_changed_and_is_told_what_is_stored(
    found: Consulted,
) -> None:
    who, at = opened(found)
    sent = {**answered(likelihood="2"), "remark-likelihood": "Weekly"}

    answer = Client().post(f"{at}1/", sent, headers=SCRIPT).json()

    assert answer["answers"] == {"score-likelihood": "2", "remark-likelihood": "Weekly"}
    assert (answer["told"], answer["next"]) == ("", f"{at}2/")
    assert said(who) == {"likelihood": Answer(level=2, remark="Weekly")}


def test_what_was_not_changed_on_a_page_leaves_what_another_window_saved(
    found: Consulted,
) -> None:
    who, at = opened(found)
    browser = Client()
    seen = {f"seen-{part}-{name}": "" for part in ("score", "remark") for name in CRITERIA}
    browser.post(f"{at}1/", {**answered(likelihood="4", impact="1"), **seen})

    # a page that was opened before, on which the impact alone was chosen
    answer = browser.post(f"{at}1/", {**answered(likelihood="", impact="2"), **seen}, follow=True)

    assert said(who) == {"likelihood": Answer(level=4), "impact": Answer(level=2)}
    assert "Another window had changed this too; what you saved last stands: Impact." in text_of(
        answer
    )


def test_a_page_on_which_nothing_was_changed_writes_nothing(found: Consulted) -> None:
    _who, at = opened(found)
    browser = Client()
    browser.post(f"{at}1/", answered(likelihood="4", impact="1"))
    entries = Entry.objects.count()
    seen = {
        "seen-score-likelihood": "4", "seen-remark-likelihood": "", "seen-score-impact": "1",
        "seen-remark-impact": "",
    }  # fmt: skip

    browser.post(f"{at}1/", {**answered(likelihood="4", impact="1"), **seen})

    assert Entry.objects.count() == entries


@pytest.mark.parametrize(("level", "status"), [("9", 422), ("1", 409)])
def test_the_script_is_told_in_a_sentence_why_nothing_was_saved(
    found: Consulted, level: str, status: int
) -> None:
    _who, at = opened(found)
    if status == 409:
        found.close()

    answer = Client().post(f"{at}1/", answered(likelihood=level), headers=SCRIPT)

    assert answer.status_code == status
    assert answer.json()["faults"]
    assert not Score.objects.exists()


def test_the_script_is_told_that_a_link_was_withdrawn(here: Here, found: Consulted) -> None:
    _who, at = opened(found)
    revoke_link(by=here.seat, link=PersonalLink.objects.get())

    answer = Client().post(f"{at}1/", answered(likelihood="1"), headers=SCRIPT)

    assert (answer.status_code, answer.json()) == (410, {"faults": ["This link was withdrawn."]})


def test_pages_by_link_carry_the_marking_and_ask_nobody_to_sign_in(found: Consulted) -> None:
    _who, at = opened(found)

    for path in (at, f"{at}1/"):
        page = text_of(Client().get(path))
        assert "OFFICIAL" in page
        assert "Sign in" not in page
