"""What somebody led who left: who answers for it, and handing all of it on at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from people_here import Here, at_most, make_here, text_of
from plan_here import Planned, make_planned

from commonground.errors import BadInput
from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import action_actions
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.leaver_access import leavers
from commonground.rooms.plan.leaver_actions import hand_over
from commonground.rooms.plan.models import Action, Kind, Status
from commonground.rooms.plan.rules import ALLOWED, Verb

pytestmark = pytest.mark.django_db
ROLE = "Head of Housing"


@dataclass(frozen=True)
class Left:
    """A plan with three actions of somebody who left, one of them ended, and who comes after."""

    planned: Planned
    leaver: Membership
    after: Membership
    actions: tuple[Action, ...]

    @property
    def at(self) -> str:
        return f"/p/{self.planned.here.partnership.pk}/leavers/"

    @property
    def page(self) -> str:
        return f"{self.at}{self.leaver.pk}/"

    @property
    def browser(self) -> Client:
        return self.planned.here.analysts_browser

    def send(self, *actions: Action, to: Membership | None = None) -> tuple[int, str]:
        chosen = {"actions": [str(one.pk) for one in actions], "to": str((to or self.after).pk)}
        answer = self.browser.post(self.page, chosen | {"note": "Moved away"}, follow=True)
        return answer.status_code, text_of(answer)

    def leads(self, action: Action) -> Membership | None:
        return Action.objects.get(pk=action.pk).lead_person


@pytest.fixture
def left(here: Here) -> Left:
    planned = make_planned(here)
    leaver = here.member(Role.ACTION_OWNER, name="Earlier head")
    after = here.member(Role.ACTION_OWNER, name="New head")
    agency = here.agency.pk
    some = [
        planned.change(one, lead_agency=agency, lead_role=ROLE, lead_person=leaver.pk)
        for one in planned.actions
    ]
    ended = action_actions.add_action(
        by=planned.seat,
        fields=ActionFields(
            "Close the yard", status=Status.COMPLETE, completion="Closed", lead_agency=agency,
            lead_role=ROLE, lead_person=leaver.pk,
        ),
    )  # fmt: skip
    yesterday = timezone.localdate() - timedelta(days=1)
    HeldRole.objects.filter(membership=leaver).update(since=date(2020, 1, 1), until=yesterday)
    return Left(planned, leaver, after, (*some, ended))


def test_the_page_names_who_left_and_who_answers_now(left: Left) -> None:
    page = text_of(left.browser.get(left.at))

    assert "Earlier head" in page
    assert all(one.text in page for one in left.actions[:2])
    assert left.actions[2].text not in page
    assert "nobody is in the role now" in page


def test_nobody_left_where_all_are_here(planned: Planned) -> None:
    at = f"/p/{planned.here.partnership.pk}/leavers/"

    assert "There is none" in text_of(planned.here.analysts_browser.get(at))


def test_all_are_handed_over_with_one_press_and_a_row_in_each_log(left: Left) -> None:
    status, page = left.send(*left.actions[:2])

    assert (status, "2 actions were handed over." in page) == (200, True)
    for one in left.actions[:2]:
        assert left.leads(one) == left.after
        last = Action.objects.get(pk=one.pk).entries.latest("number")
        assert (last.kind, last.note) == (Kind.HANDED_OVER, "Moved away")
        assert Action.objects.get(pk=one.pk).lead_role == ROLE
    assert left.leads(left.actions[2]) == left.leaver
    assert leavers(left.planned.seat) == []


def test_the_same_press_twice_changes_nothing_more(left: Left) -> None:
    left.send(*left.actions[:2])
    versions = list(Action.objects.order_by("pk").values_list("version", flat=True))

    status, page = left.send(*left.actions[:2])

    assert (status, "Nothing names Earlier head any more." in page) == (200, True)
    assert list(Action.objects.order_by("pk").values_list("version", flat=True)) == versions


def test_some_stay_where_only_some_are_chosen(left: Left) -> None:
    left.send(left.actions[0])

    assert [one.action for one in leavers(left.planned.seat)[0].left] == [left.actions[1]]


def test_what_somebody_else_gave_on_meanwhile_stays(left: Left) -> None:
    other = left.planned.here.member(Role.ACTION_OWNER, name="Another")
    left.planned.change(left.actions[0], lead_person=other.pk)

    given = hand_over(
        by=left.planned.seat, left=left.leaver, actions={one.pk for one in left.actions[:2]},
        to=left.after.pk, day=timezone.localdate(),
    )  # fmt: skip

    assert [one.pk for one in given] == [left.actions[1].pk]
    assert left.leads(left.actions[0]) == other


@pytest.mark.parametrize(
    ("chosen", "said"), [("nothing", "Choose: actions to hand over"), ("leaver", "valid choice")]
)
def test_what_cannot_be_is_told_and_nothing_is_written(left: Left, chosen: str, said: str) -> None:
    if chosen == "nothing":
        status, page = left.send()
    else:
        status, page = left.send(left.actions[0], to=left.leaver)

    assert (status, said in page) == (200, True)
    assert left.leads(left.actions[0]) == left.leaver


def test_nobody_of_another_partnership_takes_them_over(left: Left, elsewhere: Here) -> None:
    stranger = elsewhere.member(Role.ACTION_OWNER, name="Stranger")

    with pytest.raises(BadInput, match="in the partnership today"):
        hand_over(
            by=left.planned.seat, left=left.leaver, actions={left.actions[0].pk},
            to=stranger.pk, day=timezone.localdate(),
        )  # fmt: skip


def test_it_opens_to_those_who_may_alone(left: Left, outsider: Client, elsewhere: Here) -> None:
    for role in Role:
        status = 200 if role in ALLOWED[Verb.EDIT_PLANS] else 403
        assert left.planned.here.browser(role).get(left.page).status_code == status, role
    assert outsider.get(left.page).status_code == 404
    there = left.page.replace(str(left.planned.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.get(there).status_code == 404
    assert left.browser.get(f"{left.at}{uuid4()}/").status_code == 404
    assert left.browser.put(left.page).status_code == 405


def test_both_pages_ask_ten_queries_for_forty_actions() -> None:
    here = make_here()
    planned = make_planned(here)
    leaver = here.member(Role.ACTION_OWNER, name="Earlier head")
    Action.objects.bulk_create(
        Action(partnership=here.partnership, number=number, text=f"Invented {number}",
               lead_agency=here.agency, lead_role=ROLE, lead_person=leaver)
        for number in range(10, 50)
    )  # fmt: skip
    HeldRole.objects.filter(membership=leaver).delete()
    browser = planned.here.analysts_browser
    at = f"/p/{here.partnership.pk}/leavers/"

    for page in (at, f"{at}{leaver.pk}/"):
        with at_most(10):
            assert browser.get(page).status_code == 200
