"""Themes are counted, renamed, merged and deleted; no issue is lost, and nobody is overwritten."""

import pytest
from people_here import Here, holder_in, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues import actions, proposing_actions, theme_actions
from commonground.rooms.issues.models import Issue, Proposal, Theme
from commonground.rooms.people.roles import Role


def at(here: Here, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/issues/themes/{rest}"


def add(here: Here, name: str, theme: str) -> Theme:
    made = actions.add_issue(by=here.seat, name=name, new_theme=theme)
    assert made.theme is not None
    return made.theme


def test_the_list_counts_live_issues_and_those_that_ended(here: Here) -> None:
    add(here, "Knife crime", "Violence")
    add(here, "Gun crime", "Violence")
    ended = actions.add_issue(by=here.seat, name="Duels", new_theme="Violence")
    actions.retire_issue(by=here.seat, issue=ended, reason="Over")

    page = " ".join(text_of(here.analysts_browser.get(at(here))).split())

    numeric = '<td class="govuk-table__cell govuk-table__cell--numeric">'
    assert f"{numeric}2</td> {numeric}1</td>" in page
    assert "delete/" not in page


def test_a_reader_sees_the_list_without_what_changes_it(here: Here) -> None:
    add(here, "Knife crime", "Violence")

    page = text_of(here.browser(Role.MEMBER).get(at(here)))

    assert "Violence" in page
    assert "Rename" not in page


def test_an_empty_list_says_where_themes_come_from(here: Here) -> None:
    assert "There are no themes yet." in text_of(here.analysts_browser.get(at(here)))


def test_a_theme_is_renamed_once_and_nobody_is_overwritten(here: Here) -> None:
    theme = add(here, "Knife crime", "Violance")
    browser, address = here.analysts_browser, at(here, f"{theme.pk}/rename/")

    for _ in range(2):
        browser.post(address, {"version": "1", "name": "Violence"})
    late = browser.post(address, {"version": "1", "name": "Force"})

    assert late.status_code == 409
    theme.refresh_from_db()
    assert (theme.name, theme.version) == ("Violence", 2)


def test_a_name_that_another_theme_has_is_refused(here: Here) -> None:
    add(here, "Knife crime", "Violence")
    other = add(here, "Fraud", "Money")

    page = here.analysts_browser.post(
        at(here, f"{other.pk}/rename/"), {"version": "1", "name": " VIOLENCE"}
    )

    assert "You can merge this one into it." in text_of(page)
    with pytest.raises(BadInput, match="Enter the theme's name"):
        theme_actions.rename_theme(by=here.seat, theme=other, version=1, name=" ")


def test_merging_moves_every_issue_and_suggestion_and_the_record_says_so(here: Here) -> None:
    gone, kept = add(here, "Knife crime", "Knives"), add(here, "Gun crime", "Violence")
    ended = actions.add_issue(by=here.seat, name="Duels", theme=gone)
    actions.retire_issue(by=here.seat, issue=ended, reason="Over")
    proposing_actions.propose_issue(
        by=holder_in(here), name="Swords", evidence="Seen", source="Staff", theme=gone
    )
    browser, address = here.analysts_browser, at(here, f"{gone.pk}/merge/")

    answer = browser.post(address, {"version": "1", "into": str(kept.pk)}, follow=True)
    again = browser.post(address, {"version": "1", "into": str(kept.pk)})

    assert "Issues moved: 2" in text_of(answer)
    assert again.status_code == 404
    assert Theme.objects.get() == kept
    assert Issue.objects.filter(theme=kept).count() == 3
    assert Proposal.objects.get().theme == kept
    assert Entry.objects.filter(verb="merged").count() == 1
    assert all(one.broken_at is None for one in check_chains())
    record = text_of(browser.get(f"/p/{here.partnership.pk}/audit/"))
    assert "Knives" in record
    assert str(gone.pk) not in record.replace(f"?about={gone.pk}", "")


@pytest.mark.parametrize("rest", ["merge/", "delete/"])
def test_a_theme_that_was_renamed_meanwhile_is_looked_at_again(here: Here, rest: str) -> None:
    theme, other = actions.theme_named(by=here.seat, name="Old"), add(here, "Fraud", "Money")
    theme_actions.rename_theme(by=here.seat, theme=theme, version=1, name="New")

    answer = here.analysts_browser.post(
        at(here, f"{theme.pk}/{rest}"), {"version": "1", "into": str(other.pk)}
    )

    assert answer.status_code == 409
    assert "New" in text_of(answer)
    assert Theme.objects.count() == 2


def test_a_theme_is_merged_neither_into_itself_nor_into_anothers(
    here: Here, elsewhere: Here
) -> None:
    theme, theirs = add(here, "Fraud", "Money"), add(elsewhere, "Fraud", "Money")

    for into in (theme, theirs):
        with pytest.raises(BadInput, match="Choose another theme"):
            theme_actions.merge_theme(by=here.seat, theme=theme, version=1, into=into)
        page = here.analysts_browser.post(
            at(here, f"{theme.pk}/merge/"), {"version": "1", "into": str(into.pk)}
        )
        assert page.status_code == 200
    with pytest.raises(BadInput, match="no longer a theme"):
        theme_actions.delete_theme(by=here.seat, theme=theirs, version=1)


def test_only_an_empty_theme_is_deleted_and_once(here: Here) -> None:
    empty, full = actions.theme_named(by=here.seat, name="Empty"), add(here, "Fraud", "Money")
    browser = here.analysts_browser
    assert f"{empty.pk}/delete/" in text_of(browser.get(at(here)))

    refused = browser.post(at(here, f"{full.pk}/delete/"), {"version": "1"})
    first = browser.post(at(here, f"{empty.pk}/delete/"), {"version": "1"}, follow=True)
    again = browser.post(at(here, f"{empty.pk}/delete/"), {"version": "1"})

    assert "merge it into another instead" in text_of(refused)
    assert "The theme was deleted." in text_of(first)
    assert again.status_code == 404
    assert Entry.objects.filter(verb="deleted").count() == 1
    proposing_actions.propose_issue(
        by=holder_in(here), name="A", evidence="B", source="C",
        theme=(suggested := actions.theme_named(by=here.seat, name="Suggested")),
    )  # fmt: skip
    with pytest.raises(BadInput, match="A proposal suggests it"):
        theme_actions.delete_theme(by=here.seat, theme=suggested, version=1)
