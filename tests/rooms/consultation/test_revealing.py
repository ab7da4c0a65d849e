"""Revealing an issue in the room: the end of scoring it, and the start of seeing it by agency."""

from uuid import uuid4

import pytest
from django.test import Client
from people_here import Here, text_of
from rounds_here import CRITERIA, Consulted, answered, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.models import Assessor, Reveal, Round, RoundIssue, Status
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.consultation.score_access import moment_of, own_answers
from commonground.rooms.consultation.scoring_actions import Sender, take_scores
from commonground.rooms.consultation.shown_scores import AgencySpread, spread
from commonground.rooms.consultation.visibility import Moment, Viewer
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round in which everybody scored everything."""
    return ready_round(here).open().score_everything()


def issue(found: Consulted, at: int = 0) -> RoundIssue:
    return access.round_issues(found.round)[at]


def seat_as(here: Here, role: Role) -> Seat:
    return Seat(here.analyst, here.partnership, frozenset({role}))


MOMENTS = {
    (Status.DRAFT, "never"): Moment.BLIND,
    (Status.DRAFT, "in an earlier stage"): Moment.BLIND,
    (Status.DRAFT, "in this stage"): Moment.REVEALED,
    (Status.OPEN, "never"): Moment.BLIND,
    (Status.OPEN, "in an earlier stage"): Moment.BLIND,
    (Status.OPEN, "in this stage"): Moment.REVEALED,
    (Status.CLOSED, "never"): Moment.CLOSED,
    (Status.CLOSED, "in an earlier stage"): Moment.CLOSED,
    (Status.CLOSED, "in this stage"): Moment.CLOSED,
}


@pytest.mark.parametrize(("status", "revealed"), MOMENTS)
def test_the_moment_of_an_issue_follows_its_round_and_its_reveal_in_this_stage(
    found: Consulted, status: Status, revealed: str
) -> None:
    stage = {"never": None, "in an earlier stage": 1, "in this stage": 2}[revealed]
    if stage:
        Reveal.objects.create(round_issue=issue(found), stage=stage, revealed_by=found.here.analyst)
    Round.objects.filter(pk=found.round_id).update(status=status, stage=2)

    assert moment_of(issue(found)) is MOMENTS[status, revealed]
    assert moment_of(issue(found, 1)) is MOMENTS[status, "never"]


@pytest.mark.parametrize("role", Role)
def test_it_is_the_analyst_or_the_chair_who_reveals(found: Consulted, role: Role) -> None:
    by = seat_as(found.here, role)

    if role in {Role.ANALYST, Role.CHAIR}:
        reveal(by=by, about=issue(found))
        assert moment_of(issue(found)) is Moment.REVEALED
    else:
        with pytest.raises(NotAllowed, match="show the scores of an issue to the room"):
            reveal(by=by, about=issue(found))
        assert moment_of(issue(found)) is Moment.BLIND


def test_revealing_twice_is_revealing_once_and_the_record_holds_no_score(found: Consulted) -> None:
    by, about = found.here.seat, issue(found)

    first, second = reveal(by=by, about=about), reveal(by=by, about=about)

    assert first.pk == second.pk
    entry = Entry.objects.get(verb="revealed")
    assert (entry.object_id, entry.changes) == (str(about.pk), {"stage": (None, 1)})


def test_nothing_is_revealed_that_nobody_scored_or_of_a_round_that_is_not_open(here: Here) -> None:
    found = ready_round(here)
    with pytest.raises(BadInput, match="while the round is open"):
        reveal(by=here.seat, about=issue(found))
    found.open()
    with pytest.raises(BadInput, match="Nobody has scored"):
        reveal(by=here.seat, about=issue(found))
    found.close()
    with pytest.raises(BadInput, match="while the round is open"):
        reveal(by=here.seat, about=issue(found))

    assert not Reveal.objects.exists()


def take(found: Consulted, who: Assessor, about: RoundIssue, level: int) -> None:
    link = found.link(who).message.link
    assert link is not None
    take_scores(
        by=Sender.link(link), assessor=who, submission_id=uuid4(),
        assignment_id=who.assignments.get(round_issue=about).pk,
        answers=dict.fromkeys(CRITERIA, Answer(level=level)),
    )  # fmt: skip


def test_what_was_revealed_takes_no_more_scores_and_the_others_do(found: Consulted) -> None:
    who, about = found.assessors[0], issue(found)
    before = own_answers(who, 1)
    reveal(by=found.here.seat, about=about)

    with pytest.raises(BadInput, match="have been shown, so yours can no longer be changed"):
        take(found, who, about, 4)

    assert own_answers(who, 1) == before
    take(found, who, issue(found, 1), 4)
    assert own_answers(who, 1) != before


def test_the_pages_of_a_link_say_so_politely(found: Consulted) -> None:
    at = f"/score/{found.link(found.assessors[0]).token}/"
    reveal(by=found.here.seat, about=issue(found))
    browser = Client()

    assert browser.get(f"{at}1/")["Location"] == at
    refused = browser.post(f"{at}1/", answered(likelihood="4"))
    page = text_of(browser.get(at))

    assert refused.status_code == 422
    assert "have been shown, so yours can no longer be changed" in text_of(refused)
    assert "Shown in the meeting" in page
    assert f'href="{at}1/"' not in page
    assert f'href="{at}2/"' in page


def test_a_link_of_which_everything_is_shown_leads_nowhere_else(found: Consulted) -> None:
    at = f"/score/{found.link(found.assessors[0]).token}/"
    for number in range(4):
        reveal(by=found.here.seat, about=issue(found, number))

    page = text_of(Client().get(at))

    assert page.count("Shown in the meeting") == 4
    assert "Carry on" not in page
    assert "Look through" not in page
    assert f'href="{at}' not in page


def test_the_spread_is_refused_while_it_is_blind_issue_by_issue(found: Consulted) -> None:
    with pytest.raises(BadInput, match="not been revealed"):
        spread(issue(found))
    reveal(by=found.here.seat, about=issue(found))

    assert list(spread(issue(found))) == list(CRITERIA)
    with pytest.raises(BadInput, match="not been revealed"):
        spread(issue(found, 1))
    with pytest.raises(BadInput, match="not shown before the round closes"):
        held_scores(found.round, Viewer.ANALYST)


def test_the_spread_counts_levels_by_agency_and_never_says_who(found: Consulted) -> None:
    people = found.assessors
    take(found, people[0], issue(found), 3)
    reveal(by=found.here.seat, about=issue(found))

    seen = spread(issue(found))["impact"]

    # the others of `score_everything`: level 0 or 1, the two of each agency differ
    assert seen == [
        AgencySpread("Agency 0", (0, 1, 0, 1, 0), 0),
        AgencySpread("Agency 1", (1, 1, 0, 0, 0), 0),
        AgencySpread("Agency 2", (1, 1, 0, 0, 0), 0),
    ]
    codes = {one.code for one in people} | {one.membership.person.name for one in people}
    assert not any(code in repr(seen) for code in codes)


def test_who_withdrew_is_not_in_the_spread_and_who_cannot_say_is(found: Consulted) -> None:
    first, second, *_rest = found.assessors
    about = issue(found)
    Assessor.objects.filter(pk=first.pk).update(withdrawn_because="Left")
    link = found.link(second).message.link
    assert link is not None
    take_scores(
        by=Sender.link(link), assessor=second, submission_id=uuid4(),
        assignment_id=second.assignments.get(round_issue=about).pk,
        answers={"impact": Answer(cannot_say=True)},
    )  # fmt: skip
    reveal(by=found.here.seat, about=about)

    assert spread(about)["impact"][0] == AgencySpread("Agency 0", (0,) * 5, 1)


@pytest.mark.parametrize("stage", [1, 2])
def test_an_answer_of_a_later_stage_stands_in_place_of_the_earlier(
    found: Consulted, stage: int
) -> None:
    about = issue(found)
    Round.objects.filter(pk=found.round_id).update(stage=stage)
    who = found.assessors[0]
    take(found, who, about, 4)
    reveal(by=found.here.seat, about=about)

    assert spread(about)["impact"][0] == AgencySpread("Agency 0", (0, 1, 0, 0, 1), 0)
