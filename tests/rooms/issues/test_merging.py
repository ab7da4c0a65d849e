"""Merging, splitting and one change to many: whatever becomes of an issue, nothing is lost."""

import pytest
from people_here import Here, at_most, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.issues import access, actions, list_actions, merging_actions
from commonground.rooms.issues.models import Evidence, Issue, Origin, Status
from commonground.rooms.people.roles import Role


def at(here: Here, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/issues/{rest}"


def add(here: Here, name: str, *tags: str, theme: str = "") -> Issue:
    return actions.add_issue(
        by=here.seat, name=name, tags=frozenset(tags), new_theme=theme, origin=Origin.MEETING
    )


def known(here: Here, issue: Issue, text: str) -> Evidence:
    return actions.add_evidence(by=here.seat, issue=issue, text=text, source="Police")


def chosen(*issues: Issue) -> str:
    return "?" + "&".join(f"issue={one.pk}" for one in issues)


def live(here: Here) -> list[str]:
    return [one.name for one in access.issues(here.seat, access.Wanted(status="live"))]


def test_merged_issues_lead_to_the_one_which_shows_all_that_was_known(here: Here) -> None:
    knives, guns = add(here, "Knife crime", "drugs"), add(here, "Gun crime", "firearms")
    known(here, knives, "Up by a third")
    known(here, guns, "Down by half")
    browser, address = here.analysts_browser, at(here, f"merge/{chosen(knives, guns)}")
    assert "Knife crime" in text_of(browser.get(address))

    answer = browser.post(
        address, {"name": "Armed violence", "new_theme": "Violence", "reason": "One problem"}
    )

    assert answer.status_code == 302
    assert live(here) == ["Armed violence"]
    whole = Issue.objects.get(name="Armed violence")
    assert whole.tag_ids == {"drugs", "firearms"}
    assert whole.origin == "meeting"
    with at_most(10):
        page = text_of(browser.get(at(here, f"{whole.pk}/")))
    assert "Up by a third" in page
    assert "Given for Gun crime" in page
    assert f"{knives.pk}" in page
    was = text_of(browser.get(at(here, f"{knives.pk}/")))
    assert "This issue was merged with others." in was
    assert "One problem" in was
    assert f"{whole.pk}" in was
    assert "Up by a third" in was


def test_an_empty_reason_is_empty_in_its_form(here: Here) -> None:
    page = text_of(here.analysts_browser.get(at(here, f"{add(here, 'Knife crime').pk}/retire/")))

    assert "None</textarea>" not in page
    assert "></textarea>" in page


def test_a_merged_issue_may_take_the_name_of_one_of_them(here: Here) -> None:
    knives, guns = add(here, "Knife crime"), add(here, "Gun crime")

    whole = merging_actions.merge_issues(
        by=here.seat, issues=[knives, guns], name="Knife crime", theme=None, description="",
        reason="Same",
    )  # fmt: skip

    assert live(here) == ["Knife crime"]
    assert whole.pk != knives.pk


def test_merging_twice_merges_once(here: Here) -> None:
    knives, guns = add(here, "Knife crime"), add(here, "Gun crime")
    address = at(here, f"merge/{chosen(knives, guns)}")
    browser, form = here.analysts_browser, {"name": "Armed violence", "reason": "Same"}
    browser.post(address, form)
    entries = Entry.objects.count()

    again = browser.post(address, form)

    assert "no longer live: it was merged" in text_of(again)
    assert Entry.objects.count() == entries


def test_a_refused_merge_changes_nothing(here: Here) -> None:
    knives, guns = add(here, "Knife crime"), add(here, "Gun crime")
    add(here, "Burglary")
    entries = Entry.objects.count()

    with pytest.raises(BadInput, match="already a live issue called Burglary"):
        merging_actions.merge_issues(
            by=here.seat, issues=[knives, guns], name="burglary".title(), theme=None,
            description="", reason="Same",
        )  # fmt: skip
    with pytest.raises(BadInput, match="at least two"):
        merging_actions.merge_issues(
            by=here.seat, issues=[knives], name="A", theme=None, description="", reason="x"
        )
    with pytest.raises(BadInput, match="Enter the reason"):
        merging_actions.merge_issues(
            by=here.seat, issues=[knives, guns], name="A", theme=None, description="", reason=" "
        )

    assert live(here) == ["Burglary", "Gun crime", "Knife crime"]
    assert Entry.objects.count() == entries


def test_one_issue_alone_is_not_merged_and_the_page_says_what_to_do(here: Here) -> None:
    knives = add(here, "Knife crime")

    answer = here.analysts_browser.get(at(here, f"merge/{chosen(knives)}"), follow=True)

    assert "Tick at least two issues first." in text_of(answer)


@pytest.mark.parametrize("page", ["merge", "change", "retire"])
def test_nothing_chosen_goes_back_to_the_list_and_nonsense_is_not_found(
    here: Here, page: str
) -> None:
    browser = here.analysts_browser

    assert browser.get(at(here, f"{page}/")).status_code == 302
    assert browser.get(at(here, f"{page}/?issue=x")).status_code == 404


def test_split_issues_show_what_was_known_of_the_one(here: Here) -> None:
    whole = add(here, "Exploitation", "csea", theme="Exploitation")
    known(here, whole, "Seen at the station")
    browser, address = here.analysts_browser, at(here, f"{whole.pk}/split/")
    assert "at least two names" in text_of(browser.post(address, {"names": "A", "reason": "x"}))
    assert "at least two" in text_of(browser.post(address, {"names": "A\n a ", "reason": "x"}))

    browser.post(address, {"names": "Of children\n\nOf workers\n", "reason": "Two laws"})
    entries = Entry.objects.count()
    again = browser.post(address, {"names": "Of children\nOf workers", "reason": "Two laws"})

    assert "no longer live: it was split" in text_of(again)
    assert Entry.objects.count() == entries
    assert live(here) == ["Of children", "Of workers"]
    part = Issue.objects.get(name="Of children")
    assert part.tag_ids == {"csea"}
    assert part.theme_id == whole.theme_id
    assert "Seen at the station" in text_of(browser.get(at(here, f"{part.pk}/")))
    was = text_of(browser.get(at(here, f"{whole.pk}/")))
    assert "This issue was split." in was
    assert "Of workers" in was


def test_what_was_known_is_shown_however_often_an_issue_became_another(here: Here) -> None:
    first = add(here, "First")
    known(here, first, "Long known")
    for step in range(3):
        names = [f"Left {step}", f"Right {step}"]
        merging_actions.split_issue(by=here.seat, issue=first, names=names, reason="x")
        first = Issue.objects.get(name=f"Left {step}")

    told = access.story(here.seat, first)

    assert [one.text for one in told.evidence] == ["Long known"]
    assert Issue.objects.filter(status=Status.SPLIT).count() == 3


def test_many_are_put_under_a_theme_and_tagged_at_once(here: Here) -> None:
    issues = [add(here, "Knife crime", "drugs"), add(here, "Gun crime")]
    browser, address = here.analysts_browser, at(here, f"change/{chosen(*issues)}")
    form = {"new_theme": "Violence", "add_tags": ["firearms"], "remove_tags": ["drugs"]}

    first = browser.post(address, form, follow=True)
    again = browser.post(address, form, follow=True)

    assert "Issues changed: 2" in text_of(first)
    assert "Issues changed: 0" in text_of(again)
    for one in Issue.objects.all():
        assert one.tag_ids == {"firearms"}
        assert str(one.theme) == "Violence"


def test_a_tag_cannot_be_added_and_removed_at_once(here: Here) -> None:
    issue = add(here, "Knife crime")

    answer = here.analysts_browser.post(
        at(here, f"change/{chosen(issue)}"), {"add_tags": ["drugs"], "remove_tags": ["drugs"]}
    )

    assert "not both: drugs" in text_of(answer)


def test_many_are_changed_together_or_not_at_all(here: Here) -> None:
    knives, guns = add(here, "Knife crime"), add(here, "Gun crime")
    actions.retire_issue(by=here.seat, issue=guns, reason="Gone")

    with pytest.raises(BadInput, match="no longer live"):
        list_actions.change_many(by=here.seat, issues=[knives, guns], add_tags=frozenset({"drugs"}))

    assert Issue.objects.get(pk=knives.pk).tag_ids == frozenset()


def test_many_are_retired_with_one_reason_and_once(here: Here) -> None:
    issues = [add(here, "Knife crime"), add(here, "Gun crime")]
    browser, address = here.analysts_browser, at(here, f"retire/{chosen(*issues)}")

    first = browser.post(address, {"reason": "Not ours"}, follow=True)
    again = browser.post(address, {"reason": "Not ours"}, follow=True)

    assert "Issues retired: 2" in text_of(first)
    assert "Issues retired: 0" in text_of(again)
    assert live(here) == []
    assert {one.reason for one in Issue.objects.all()} == {"Not ours"}


def test_the_home_page_says_how_long_the_list_is(here: Here) -> None:
    browser = here.analysts_browser
    assert "The long list of problems" in text_of(browser.get("/"))
    add(here, "Knife crime", theme="Violence")

    with at_most(10):
        page = text_of(browser.get("/"))

    assert "1 issue in 1 theme" in page
    assert at(here) in page
    assert at(here) not in text_of(here.browser(Role.ASSESSOR).get("/"))
