"""Remarks that say nearly the same: grouped, looked through, coded together and undone together."""

import pytest
from people_here import Here, at_most, text_of
from themes_here import Coded, coded

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access, coding_actions, gathering_actions, suggesting
from commonground.rooms.themes.models import Reading
from commonground.rooms.themes.rules import Verb

NOTES = """Knives are sold to children after school
Children were sold knives after school
After school children are sold knives again
Nobody answers when we call about repairs"""


@pytest.fixture
def found(here: Here) -> Coded:
    """Return gathered remarks, of which the last four are notes: three say nearly the same."""
    made = coded(here)
    gathering_actions.paste_notes(
        by=here.seat, name="Workshop", text=NOTES, issue=None, agency="", way=""
    )
    return made


def ticks(found: Coded, *numbers: int) -> list[str]:
    return [f"{found.remarks[at - 1].pk}.{found.remarks[at - 1].version}" for at in numbers]


def at(found: Coded, number: int) -> str:
    return f"{found.at}remarks/{found.remarks[number - 1].pk}/group/"


def test_a_group_lists_what_is_near_its_centre_and_nothing_else(found: Coded) -> None:
    groups = suggesting.groups(found.here.seat)

    notes = [one for one in groups.found if groups.said[one.centre].number > 48]
    assert [{groups.said[pk].number for pk in one.members} for one in notes] == [{49, 50, 51}]
    page = text_of(found.here.analysts_browser.get(at(found, 50)))
    assert [number for number in range(47, 53) if f"{number}. " in page] == [49, 50, 51]
    assert " checked" not in page


def test_ticked_remarks_get_a_reading_each_and_nothing_else_changes(found: Coded) -> None:
    youth = found.codes[1]

    answer = found.here.analysts_browser.post(
        at(found, 50), {"remark": ticks(found, 49, 51), "code": [str(youth.pk)]}, follow=True
    )

    assert "2 remarks were coded." in text_of(answer)
    carried = [found.carried(found.remarks[number - 1].pk) for number in (49, 50, 51)]
    assert carried == [["Youth"], [], ["Youth"]]
    assert [one.number for one in found.remarks if one.is_read] == [49, 51]
    assert Reading.objects.count() == 2
    assert Entry.objects.filter(verb="coded").count() == 2


def test_one_undo_takes_the_whole_group_back(found: Coded) -> None:
    housing, youth = found.codes
    found.give(49, housing)
    chosen = {
        found.remarks[number - 1].pk: found.remarks[number - 1].version for number in (49, 50)
    }
    coding_actions.code_group(by=found.here.seat, chosen=chosen, codes={youth.pk})
    assert found.carried(found.remarks[48].pk) == ["Housing", "Youth"]

    answer = found.here.analysts_browser.post(f"{found.at}remarks/undo/", follow=True)

    assert "of 2 remarks, was undone" in text_of(answer)
    assert found.carried(found.remarks[48].pk) == ["Housing"]
    assert found.carried(found.remarks[49].pk) == []
    assert not found.remarks[49].is_read


def test_undoing_a_group_leaves_what_was_coded_since(found: Coded) -> None:
    housing, youth = found.codes
    chosen = {one.pk: one.version for one in found.remarks[48:50]}
    coding_actions.code_group(by=found.here.seat, chosen=chosen, codes={youth.pk})
    colleague = found.here.with_role(Role.ANALYST)
    of_colleague = access.seat(colleague, found.here.partnership.pk, Verb.CODE_REMARKS)
    about = found.remarks[49]
    coding_actions.code_remark(
        by=of_colleague, about=about, version=about.version, codes={housing.pk}
    )

    undone = coding_actions.undo_last(by=found.here.seat)

    assert [one.number for one in undone] == [49]
    assert found.carried(about.pk) == ["Housing"]


def test_nothing_is_coded_where_somebody_was_first_on_one_of_them(found: Coded) -> None:
    housing, youth = found.codes
    looked_at = ticks(found, 49, 50)
    found.give(50, housing)

    answer = found.here.analysts_browser.post(
        at(found, 50), {"remark": looked_at, "code": [str(youth.pk)]}
    )

    assert answer.status_code == 409
    assert "Somebody else coded one of these meanwhile" in text_of(answer)
    assert found.carried(found.remarks[48].pk) == []
    assert found.carried(found.remarks[49].pk) == ["Housing"]
    with pytest.raises(ChangedMeanwhile):
        coding_actions.code_group(
            by=found.here.seat, chosen={found.remarks[49].pk: 1}, codes={youth.pk}
        )


def test_nothing_ticked_is_refused_with_what_to_do(found: Coded) -> None:
    answer = found.here.analysts_browser.post(at(found, 50), {"remark": ["nonsense.²"]})

    assert answer.status_code == 422
    assert "Tick the remarks that say the same." in text_of(answer)
    assert "Tick the codes that they carry." in text_of(answer)


def test_a_remark_of_another_partnership_is_not_coded(found: Coded, elsewhere: Here) -> None:
    theirs = coded(elsewhere)
    about = theirs.remarks[0]

    with pytest.raises(BadInput, match="Tick the remarks"):
        coding_actions.code_group(
            by=found.here.seat, chosen={about.pk: about.version}, codes={found.codes[0].pk}
        )

    assert theirs.carried(about.pk) == []


def test_pressed_twice_it_writes_nothing_more(found: Coded) -> None:
    youth = found.codes[1]
    for _press in range(2):
        chosen = {one.pk: one.version for one in found.remarks[48:51]}
        coding_actions.code_group(by=found.here.seat, chosen=chosen, codes={youth.pk})

    assert Reading.objects.count() == 3


def test_all_are_ticked_only_where_that_is_asked_for(found: Coded) -> None:
    page = text_of(found.here.analysts_browser.get(f"{at(found, 50)}?tick=all"))

    assert page.count(" checked") == 3


def test_a_group_that_is_read_through_is_left_out_until_it_is_asked_for(found: Coded) -> None:
    youth = found.codes[1]
    chosen = {one.pk: one.version for one in found.remarks}
    coding_actions.code_group(by=found.here.seat, chosen=chosen, codes={youth.pk})
    browser = found.here.analysts_browser

    assert "There is no group with a remark" in text_of(browser.get(f"{found.at}remarks/groups/"))
    assert "Youth (3)" in text_of(browser.get(f"{found.at}remarks/groups/?all=1"))


def test_long_groups_open_in_at_most_ten_queries(found: Coded) -> None:
    browser = found.here.analysts_browser
    gathering_actions.paste_notes(
        by=found.here.seat, name="Again", text="\n".join(["Bins are set on fire"] * 120),
        issue=None, agency="", way="",
    )  # fmt: skip

    address = at(found, 60)

    with at_most(10):
        listed = browser.get(f"{found.at}remarks/groups/")
    with at_most(10):
        one = browser.get(address)

    assert "120 remarks, 120 not read yet" in text_of(listed)
    assert "20 more are left out" in text_of(one)


def test_a_reader_is_refused(found: Coded) -> None:
    assert found.here.browser(Role.CHAIR).get(at(found, 50)).status_code == 403
