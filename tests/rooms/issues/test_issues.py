"""The long list and one issue: added, found, changed, retired; nobody overwritten, nothing lost."""

import pytest
from people_here import Here, at_most, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues import access, actions
from commonground.rooms.issues.models import Evidence, Issue, Origin, Status, Theme
from commonground.rooms.issues.pages import PER_PAGE
from commonground.rooms.issues.threat_picture import threat_picture
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.refusals import NotAllowed


def at(here: Here, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/issues/{rest}"


def names(here: Here, **asked: str) -> list[str]:
    wanted = access.Wanted(**asked)
    return [one.name for one in access.issues(here.seat, wanted)]


def add(here: Here, name: str, theme: str = "", tags: tuple[str, ...] = ()) -> Issue:
    return actions.add_issue(by=here.seat, name=name, new_theme=theme, tags=frozenset(tags))


def test_the_threat_picture_holds_the_decks_nineteen_entries() -> None:
    picture = threat_picture()

    assert [(axis.id, len(axis.tags)) for axis in picture.axes] == [
        ("who", 5), ("how", 5), ("what", 9),
    ]  # fmt: skip
    assert "December 2015" in picture.source
    assert len(picture.labels) == 19


def test_an_issue_is_added_once_however_often_it_is_sent(here: Here) -> None:
    browser = here.analysts_browser
    form = {"name": "Knife crime", "new_theme": "Violence", "origin": "meeting", "tags": ["drugs"]}

    first = browser.post(at(here, "add/"), form, follow=True)
    again = browser.post(at(here, "add/"), {**form, "name": " KNIFE  crime"})

    assert "Knife crime was added." in text_of(first)
    assert "There is already a live issue called" in text_of(again)
    issue = Issue.objects.get()
    assert issue.origin == "meeting"
    assert issue.tag_ids == {"drugs"}
    assert Theme.objects.get().name == "Violence"


def test_a_theme_is_one_however_it_is_spaced_or_cased(here: Here) -> None:
    add(here, "A", theme="Cyber crime")

    assert add(here, "B", theme=" cybercrime ").theme == Theme.objects.get()


def test_a_form_with_errors_says_so_at_the_top_and_beside_the_field(here: Here) -> None:
    page = text_of(here.analysts_browser.post(at(here, "add/"), {}))

    assert "Error: Add an issue" in page
    assert 'href="#id_name"' in page
    assert 'id="id_name-error"' in page


def test_the_list_is_searched_filtered_and_sorted(here: Here) -> None:
    add(here, "knife crime", "Violence", ("firearms",))
    add(here, "Burglary", "Acquisitive")
    actions.add_issue(by=here.seat, name="Fraud", description="By knife-sharp callers",
                      origin=Origin.MEETING)  # fmt: skip
    violence = Theme.objects.get(name="Violence")

    assert names(here) == ["Burglary", "Fraud", "knife crime"]
    assert names(here, words="knife") == ["Fraud", "knife crime"]
    assert names(here, words="knife violence") == ["knife crime"]
    assert names(here, theme=str(violence.pk)) == ["knife crime"]
    assert names(here, theme=access.NO_THEME) == ["Fraud"]
    assert names(here, origin="meeting") == ["Fraud"]
    assert names(here, tag="firearms") == ["knife crime"]
    assert names(here, sort="newest")[0] == "Fraud"
    assert set(names(here, sort="theme")) == {"Burglary", "Fraud", "knife crime"}


def test_the_pages_filters_are_in_its_address_and_nonsense_filters_nothing(here: Here) -> None:
    add(here, "Knife crime", "Violence")
    add(here, "Burglary")
    browser = here.analysts_browser

    page = text_of(browser.get(at(here), {"q": "knife", "theme": "", "sort": "theme"}))
    nonsense = text_of(browser.get(at(here), {"theme": "x", "sort": "x", "tag": "x", "page": "x"}))

    assert "1 issue" in page
    assert "Burglary" not in page
    assert "2 issues" in nonsense
    assert "No issue matches" in text_of(browser.get(at(here), {"q": "zebra"}))


def test_an_empty_list_says_how_to_begin(here: Here) -> None:
    assert "There are no issues yet." in text_of(here.analysts_browser.get(at(here)))


def test_a_thousand_issues_are_paged(here: Here) -> None:
    theme = actions.theme_named(by=here.seat, name="Violence")
    Issue.objects.bulk_create(
        Issue(partnership=here.partnership, name=f"Issue {number:04}", name_key=f"issue{number:04}",
              theme=theme, origin=Origin.MEETING)
        for number in range(1000)
    )  # fmt: skip
    browser = here.analysts_browser

    with at_most(10):
        page = text_of(browser.get(at(here), {"page": "2", "sort": "name"}))

    assert "1000 issues" in page
    assert page.count('type="checkbox"') == PER_PAGE
    assert f"Issue {PER_PAGE:04}" in page
    assert "page=3&amp;sort=name" in page


def test_two_analysts_never_overwrite_each_other_silently(here: Here) -> None:
    issue = add(here, "Knife crime")
    browser, address = here.analysts_browser, at(here, f"{issue.pk}/change/")
    opened = {"version": 1, "origin": "other"}
    browser.post(address, {**opened, "name": "Theirs", "tags": ["drugs"]})

    conflict = browser.post(address, {**opened, "name": "Mine"})

    assert conflict.status_code == 409
    assert "Theirs" in text_of(conflict)
    assert "What: drugs" in text_of(conflict)
    assert "<strong>(empty)</strong>" in text_of(conflict)
    assert 'name="version" value="2"' in text_of(conflict)
    issue.refresh_from_db()
    assert issue.name == "Theirs"

    browser.post(address, {**opened, "version": 2, "name": "Mine"})
    after = Issue.objects.get()
    assert (after.name, after.version, after.tag_ids) == ("Mine", 3, frozenset())


def test_saving_what_is_there_already_records_nothing(here: Here) -> None:
    issue = add(here, "Knife crime", tags=("drugs",))
    before = Entry.objects.count()

    answer = here.analysts_browser.post(
        at(here, f"{issue.pk}/change/"),
        {"version": 1, "name": "Knife crime", "origin": "other", "tags": ["drugs"]},
    )

    assert answer.status_code == 302
    assert Entry.objects.count() == before


def test_a_refused_change_leaves_no_new_theme_behind(here: Here) -> None:
    add(here, "Knife crime")

    with pytest.raises(BadInput):
        add(here, "Knife crime", theme="Never")

    assert not Theme.objects.exists()


def test_a_retired_issue_leaves_the_list_and_stays_readable_with_the_reason(here: Here) -> None:
    issue = add(here, "Knife crime")
    browser, address = here.analysts_browser, at(here, f"{issue.pk}/retire/")
    assert "Enter: reason" in text_of(browser.post(address, {"reason": " "}))

    browser.post(address, {"reason": "Not in our area"})
    entries = Entry.objects.count()
    browser.post(address, {"reason": "Again"})

    assert Entry.objects.count() == entries
    assert names(here, status="live") == []
    page = text_of(browser.get(at(here, f"{issue.pk}/")))
    assert "This issue was retired." in page
    assert "Not in our area" in page
    assert "Add evidence" not in page
    assert "Knife crime" in text_of(browser.get(at(here), {"status": "retired"}))
    add(here, "Knife crime")  # its name is free again
    with pytest.raises(BadInput, match="no longer live: it was retired"):
        actions.add_evidence(by=here.seat, issue=issue, text="Late", source="Police")


def test_evidence_is_added_once_and_withdrawn_but_never_lost(here: Here) -> None:
    issue = add(here, "Knife crime")
    browser = here.analysts_browser
    form = {"text": "Up by a third", "source": "Invented survey", "period": "2025",
            "link": "https://example.org/survey"}  # fmt: skip
    for _ in range(2):
        browser.post(at(here, f"{issue.pk}/evidence/"), form)
    evidence = Evidence.objects.get()

    for reason in ("Counted twice", "Again"):
        browser.post(at(here, f"evidence/{evidence.pk}/withdraw/"), {"reason": reason})

    page = text_of(browser.get(at(here, f"{issue.pk}/")))
    assert "Up by a third" in page
    assert "Withdrawn because: Counted twice" in page
    assert 'href="https://example.org/survey"' in page


def test_a_link_that_would_run_as_a_script_is_refused(here: Here) -> None:
    issue = add(here, "Knife crime")
    form = {"text": "x", "source": "y", "link": "javascript:alert(1)"}

    answer = here.analysts_browser.post(at(here, f"{issue.pk}/evidence/"), form)

    assert answer.status_code == 200
    assert not Evidence.objects.exists()


def test_the_audit_names_issues_and_their_tags(here: Here) -> None:
    issue = add(here, "Knife crime", "Violence", ("drugs",))
    browser = here.analysts_browser

    with at_most(10):
        page = text_of(browser.get(f"/p/{here.partnership.pk}/audit/?about={issue.pk}"))

    assert "issue: Knife crime" in page
    assert "<li>theme: Violence</li>" in page
    assert "<li>tags: drugs</li>" in page
    assert "name key" not in page
    assert all(one.broken_at is None for one in check_chains())


def test_the_action_checks_the_rule_itself(here: Here) -> None:
    from commonground.rooms.people import access as people_access  # noqa: PLC0415

    reader = people_access.seat(here.with_role(Role.MEMBER), here.partnership.pk, Verb.SEE_AGENCIES)
    issue = add(here, "Knife crime")

    with pytest.raises(NotAllowed):
        actions.add_issue(by=reader, name="Never")
    with pytest.raises(NotAllowed):
        actions.retire_issue(by=reader, issue=issue, reason="Never")


def test_a_closed_issue_is_shown_without_what_it_cannot_do(here: Here) -> None:
    issue = add(here, "Knife crime")
    actions.retire_issue(by=here.seat, issue=issue, reason="Gone")
    answer = here.analysts_browser.post(
        at(here, f"{issue.pk}/change/"), {"version": 2, "name": "New", "origin": "other"}
    )

    assert "no longer live" in text_of(answer)
    assert Issue.objects.get().status == Status.RETIRED


def test_a_board_member_reads_without_being_offered_changes(here: Here) -> None:
    issue = add(here, "Knife crime")
    browser = here.browser(Role.MEMBER)

    page = text_of(browser.get(at(here)))
    assert "Knife crime" in page
    assert 'type="checkbox"' not in page
    assert "Add an issue" not in page
    assert "Add evidence" not in text_of(browser.get(at(here, f"{issue.pk}/")))
