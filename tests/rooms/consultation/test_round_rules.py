"""The tables: who may do what, what follows what, and who sees which scores when."""

from itertools import product

import pytest

from commonground.errors import BadInput
from commonground.rooms.consultation.models import Anonymity, ScoredInRoom, Status
from commonground.rooms.consultation.rules import (
    ALLOWED,
    NEXT,
    Step,
    Verb,
    after,
    check_draft,
    check_may_do,
    may_do,
)
from commonground.rooms.consultation.visibility import (
    Moment,
    Viewer,
    may_be_asked_in_room,
    may_score,
    may_see_scores,
    may_see_who_scored,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Verb)


@pytest.mark.parametrize(("verb", "role"), [*product(Verb, Role)])
def test_check_and_may_agree(verb: Verb, role: Role) -> None:
    if may_do({role}, verb):
        check_may_do({role}, verb)
    else:
        with pytest.raises(NotAllowed, match=r"Ask the (analyst|assessor)"):
            check_may_do({role}, verb)


def test_every_status_says_what_may_follow() -> None:
    assert set(NEXT) == set(Status)


@pytest.mark.parametrize(("status", "step"), [*product(Status, Step)])
def test_a_step_leads_where_the_table_says_or_is_refused(status: Status, step: Step) -> None:
    if step in NEXT[status]:
        assert after(status, step) is NEXT[status][step]
    else:
        with pytest.raises(BadInput, match="The round"):
            after(status, step)


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {Status.DRAFT}
    for _step in Status:
        reached |= {later for one in reached for later in NEXT[one].values()}

    assert reached == set(Status)


@pytest.mark.parametrize("status", Status)
def test_only_a_draft_can_be_prepared(status: Status) -> None:
    if status is Status.DRAFT:
        check_draft(status)
    else:
        with pytest.raises(BadInput, match="can no longer be changed"):
            check_draft(status)


SEES = {
    (Viewer.SELF, Moment.BLIND): True,
    (Viewer.SELF, Moment.REVEALED): True,
    (Viewer.SELF, Moment.CLOSED): True,
    (Viewer.ASSESSOR, Moment.BLIND): False,
    (Viewer.ASSESSOR, Moment.REVEALED): True,
    (Viewer.ASSESSOR, Moment.CLOSED): True,
    (Viewer.ANALYST, Moment.BLIND): False,
    (Viewer.ANALYST, Moment.REVEALED): True,
    (Viewer.ANALYST, Moment.CLOSED): True,
    (Viewer.BOARD, Moment.BLIND): False,
    (Viewer.BOARD, Moment.REVEALED): True,
    (Viewer.BOARD, Moment.CLOSED): True,
}


def test_the_table_of_blindness_is_whole() -> None:
    assert set(SEES) == set(product(Viewer, Moment))


@pytest.mark.parametrize(("viewer", "moment"), SEES)
def test_nobody_but_oneself_sees_scores_while_they_are_blind(
    viewer: Viewer, moment: Moment
) -> None:
    assert may_see_scores(viewer, moment) is SEES[viewer, moment]


@pytest.mark.parametrize(("viewer", "moment", "anonymity"), [*product(Viewer, Moment, Anonymity)])
def test_who_scored_is_told_to_the_analyst_at_most_and_only_after_the_close(
    viewer: Viewer, moment: Moment, anonymity: Anonymity
) -> None:
    told = (viewer, moment, anonymity) == (Viewer.ANALYST, Moment.CLOSED, Anonymity.ANALYST)

    assert may_see_who_scored(viewer, moment, anonymity) is (told or viewer is Viewer.SELF)


@pytest.mark.parametrize(
    ("status", "moment", "why"), [*product(Status, Moment, ("", "The agency withdrew"))]
)
def test_scores_are_taken_while_they_are_blind_alone(
    status: Status, moment: Moment, why: str
) -> None:
    expected = (status, moment, why) == (Status.OPEN, Moment.BLIND, "")
    is_open = status is Status.OPEN
    found = may_score(is_round_open=is_open, moment=moment, is_withdrawn=bool(why))

    assert found is expected


@pytest.mark.parametrize(("rule", "allowed"), [*product(ScoredInRoom, (False, True))])
def test_the_room_scores_more_than_was_shared_out_where_it_may_and_was_declared_so(
    rule: ScoredInRoom, *, allowed: bool
) -> None:
    expected = (rule, allowed) == (ScoredInRoom.ALL, True)

    assert may_be_asked_in_room(rule, may_score=allowed) is expected
