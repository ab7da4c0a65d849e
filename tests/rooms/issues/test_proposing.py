"""By a personal link: propose, see one's own and what became of it, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from people_here import Here, at_most, holder_in, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues import (
    actions,
    deciding_actions,
    proposing_actions,
    rules,
)
from commonground.rooms.issues.models import Fate, Issue, Proposal
from commonground.rooms.people import member_actions
from commonground.rooms.people.access import Holder
from commonground.rooms.people.models import Membership, PersonalLink, Purpose
from commonground.rooms.people.roles import Role

TYPED = {"name": "Vapes sold to children", "evidence": "Five shops of 14", "source": "Visits"}


def link_for(here: Here, member: Membership | None = None, name: str = "Proposer") -> str:
    """Return the address that a member was sent."""
    member = member or here.member(Role.ASSESSOR, name=name)
    made = member_actions.make_link(by=here.seat, member=member, purpose=Purpose.PROPOSE)
    return f"/propose/{made.token}/"


def propose(by: Holder, name: str = "Vapes", evidence: str = "Seen") -> Proposal:
    return proposing_actions.propose_issue(by=by, name=name, evidence=evidence, source="Staff")


def test_somebody_proposes_by_their_link_without_being_signed_in(here: Here) -> None:
    at, browser = link_for(here), Client()
    theme = actions.theme_named(by=here.seat, name="Drugs")

    answer = browser.post(f"{at}add/", {**TYPED, "theme": theme.pk}, follow=True)

    page = text_of(answer)
    assert "Thank you. The analyst will look at it." in page
    assert "Vapes sold to children" in page
    assert "Waiting" in page
    assert "_auth_user_id" not in browser.session
    proposal = Proposal.objects.get()
    assert proposal.theme == theme
    entry = Entry.objects.get(verb="proposed")
    assert entry.actor == f"link:{PersonalLink.objects.get().pk}"
    assert all(one.broken_at is None for one in check_chains())
    record = text_of(here.analysts_browser.get(f"/p/{here.partnership.pk}/audit/"))
    assert "Proposer, by personal link" in record
    assert "Proposal: Vapes sold to children" in record.replace("proposal:", "Proposal:")


def test_a_form_that_is_sent_twice_counts_once(here: Here) -> None:
    at = link_for(here)
    for _ in range(2):
        assert Client().post(f"{at}add/", TYPED).status_code == 302

    assert Proposal.objects.count() == 1
    assert Entry.objects.filter(verb="proposed").count() == 1

    other = Client().post(f"{at}add/", {**TYPED, "evidence": "Another thing"})
    assert "change that one instead" in text_of(other)


def test_a_link_works_as_often_as_one_likes(here: Here) -> None:
    at = link_for(here)
    for number in range(3):
        Client().post(f"{at}add/", {**TYPED, "name": f"{'xyz'[number] * 9}"})

    assert Proposal.objects.count() == 3
    link = PersonalLink.objects.get()
    assert link.used_at is None


def test_what_is_near_on_the_list_is_shown_first_and_can_be_given_the_evidence(here: Here) -> None:
    issue = actions.add_issue(by=here.seat, name="Dwelling burglary", description="Secret words")
    actions.add_evidence(by=here.seat, issue=issue, text="Hidden", source="Police")
    at, browser = link_for(here), Client()
    typed = {**TYPED, "name": "Burglary of dwellings", "description": "Sheds too"}

    asked = text_of(browser.post(f"{at}add/", typed))

    assert "Is it on the list already?" in asked
    assert "Dwelling burglary" in asked
    assert "Secret words" not in asked
    assert "Hidden" not in asked
    assert not Proposal.objects.exists()
    unanswered = browser.post(f"{at}add/", {**typed, "asked": "yes"})
    assert "Choose: is it one of these?" in text_of(unanswered)

    chosen = {**typed, "asked": "yes", "same_as": str(issue.pk)}
    for _ in range(2):
        assert browser.post(f"{at}add/", chosen).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.about == issue
    assert proposal.evidence == "Sheds too\n\nFive shops of 14"
    assert "Your evidence on an issue of the list" in text_of(browser.get(at))


def test_what_is_only_near_can_be_sent_as_something_else_but_the_same_name_cannot(
    here: Here,
) -> None:
    issue = actions.add_issue(by=here.seat, name="Fraud")
    at, browser = link_for(here), Client()

    near = {**TYPED, "name": "Fraud on line", "asked": "yes", "same_as": "none"}
    assert browser.post(f"{at}add/", near).status_code == 302
    same = browser.post(f"{at}add/", {**TYPED, "name": " FRAUD "})
    assert "No, it is something else" not in text_of(same)
    forced = browser.post(
        f"{at}add/", {**TYPED, "name": "fraud", "asked": "yes", "same_as": "none"}
    )

    assert forced.status_code == 200
    assert Proposal.objects.count() == 1
    with pytest.raises(BadInput, match="already on the list"):
        propose(holder_in(here), name="FRAUD")
    actions.retire_issue(by=here.seat, issue=issue, reason="Over")
    with pytest.raises(BadInput, match="no longer on the list"):
        proposing_actions.propose_evidence(
            by=holder_in(here, Membership.objects.get(person__name="Holder")),
            about=issue, evidence="Late", source="Staff",
        )  # fmt: skip


def test_a_link_never_shows_the_names_the_evidence_or_the_proposals_of_others(here: Here) -> None:
    issue = actions.add_issue(by=here.seat, name="Fraud", description="About fraud")
    actions.add_evidence(by=here.seat, issue=issue, text="Known of fraud", source="Police")
    propose(holder_in(here), name="Their issue", evidence="Their evidence")
    at, browser = link_for(here), Client()

    pages = [
        text_of(browser.get(at)),
        text_of(browser.get(f"{at}add/")),
        text_of(browser.post(f"{at}add/", {**TYPED, "name": "Fraud or their issue"})),
    ]

    for page in pages:
        for secret in ("Their issue", "Their evidence", "Holder", "Known of fraud", "About fraud",
                       "Larkenmere analyst", "Proposer"):  # fmt: skip
            assert secret not in page.replace("Fraud or their issue", "")


@pytest.mark.parametrize("rest", ["change/", "withdraw/"])
def test_another_persons_link_neither_shows_nor_changes_mine(here: Here, rest: str) -> None:
    mine = propose(holder_in(here))
    at, browser = link_for(here), Client()

    assert browser.get(f"{at}{mine.pk}/{rest}").status_code == 404
    assert browser.post(f"{at}{mine.pk}/{rest}", {**TYPED, "version": 1}).status_code == 404
    mine.refresh_from_db()
    assert (mine.name, mine.fate) == ("Vapes", Fate.WAITING)


def test_another_partnerships_issues_and_themes_cannot_be_named(
    here: Here, elsewhere: Here
) -> None:
    theirs = actions.add_issue(by=elsewhere.seat, name="Vapes", new_theme="Drugs")
    at, browser = link_for(here), Client()

    page = browser.post(f"{at}add/", {**TYPED, "theme": str(theirs.theme_id)})
    assert page.status_code == 200
    assert not Proposal.objects.exists()
    browser.post(f"{at}add/", {**TYPED, "asked": "yes", "same_as": str(theirs.pk)})
    assert Proposal.objects.get().about is None
    with pytest.raises(BadInput, match="no longer on the list"):
        proposing_actions.propose_evidence(
            by=holder_in(here), about=theirs, evidence="Seen", source="Staff"
        )


def test_ones_own_is_changed_until_it_is_decided_and_never_overwritten(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="Proposer")
    at, browser = link_for(here, member), Client()
    mine = propose(holder_in(here, member))
    page = text_of(browser.get(f"{at}{mine.pk}/change/"))
    assert 'value="Vapes"' in page

    changed = {**TYPED, "version": "1"}
    assert browser.post(f"{at}{mine.pk}/change/", changed).status_code == 302
    assert browser.post(f"{at}{mine.pk}/change/", changed).status_code == 302
    late = browser.post(f"{at}{mine.pk}/change/", {**changed, "name": "From an old window"})

    assert late.status_code == 409
    assert "From an old window" in text_of(late)
    mine.refresh_from_db()
    assert (mine.name, mine.version) == ("Vapes sold to children", 2)
    deciding_actions.decline(by=here.seat, proposal=mine, version=2, reason="Out of our reach")
    after = browser.post(f"{at}{mine.pk}/change/", {**changed, "version": "3"})
    assert "This was decided already" in text_of(after)
    assert "Because: Out of our reach" in text_of(browser.get(at))


def test_ones_own_is_withdrawn_once(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="Proposer")
    at, browser = link_for(here, member), Client()
    mine = propose(holder_in(here, member))
    assert "Withdraw Vapes?" in text_of(browser.get(f"{at}{mine.pk}/withdraw/"))

    for _ in range(2):
        browser.post(f"{at}{mine.pk}/withdraw/", {"version": "1"})

    assert Entry.objects.filter(verb="withdrew", object_id=str(mine.pk)).count() == 1
    page = text_of(browser.get(at))
    assert "Withdrawn" in page
    assert f"{mine.pk}/change/" not in page
    propose(holder_in(here, member))  # and its name is free again


def test_evidence_is_changed_without_a_name(here: Here) -> None:
    issue = actions.add_issue(by=here.seat, name="Fraud")
    member = here.member(Role.ASSESSOR, name="Proposer")
    at, browser = link_for(here, member), Client()
    mine = proposing_actions.propose_evidence(
        by=holder_in(here, member), about=issue, evidence="Seen", source="Staff"
    )
    assert 'name="name"' not in text_of(browser.get(f"{at}{mine.pk}/change/"))

    browser.post(
        f"{at}{mine.pk}/change/", {"evidence": "Seen twice", "source": "Staff", "version": "1"}
    )

    mine.refresh_from_db()
    assert (mine.evidence, mine.name) == ("Seen twice", "")


def test_fifty_can_wait_at_once_and_no_more(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.MOST_WAITING == 50
    holder = holder_in(here)
    for number in range(50):
        propose(holder, name=f"Issue {number}")

    with pytest.raises(BadInput, match="50 of your proposals wait to be decided"):
        propose(holder, name="One more")
    first = Proposal.objects.get(name="Issue 0")
    proposing_actions.withdraw_proposal(by=holder, proposal=first)
    propose(holder, name="One more")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("expired", "Ask the analyst of Larkenmere Partnership for a new one."),
        ("revoked", "What you have proposed is kept."),
        ("altered", "Open it from the e-mail again"),
        ("unknown", "Ask the person who sent it for a new one."),
    ],
)
@pytest.mark.parametrize("rest", ["", "add/"])
def test_a_link_that_opens_nothing_says_what_to_do_next(
    here: Here, state: str, words: str, rest: str
) -> None:
    at = link_for(here)
    link = PersonalLink.objects.all()
    if state == "expired":
        link.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif state == "revoked":
        link.update(revoked_at=timezone.now())
    elif state == "unknown":
        link.delete()
    else:
        at = at[:-3] + "xy/"

    for answer in (Client().get(at + rest), Client().post(at + "add/", TYPED)):
        assert answer.status_code == 410
        assert words in text_of(answer)
    assert not Proposal.objects.exists()


def test_a_link_that_ends_while_a_form_is_open_sends_nothing(here: Here) -> None:
    holder = holder_in(here)
    member_actions.revoke_link(by=here.seat, link=holder.link)

    with pytest.raises(BadInput, match="cannot be used any more"):
        propose(holder)


def test_a_link_to_propose_signs_nobody_in_and_one_to_join_proposes_nothing(here: Here) -> None:
    at = link_for(here)
    member = here.member(Role.MEMBER, name="Joiner")
    join = member_actions.make_link(by=here.seat, member=member, purpose=Purpose.JOIN)
    browser = Client()

    wrong = at.replace("/propose/", "/link/")
    for answer in (browser.get(wrong), browser.post(wrong)):
        assert answer.status_code == 410
    assert browser.get(f"/propose/{join.token}/").status_code == 410
    assert "_auth_user_id" not in browser.session


def test_the_wrong_method_is_refused(here: Here) -> None:
    at = link_for(here)
    assert Client().post(at).status_code == 405
    assert Client().put(f"{at}add/").status_code == 405


def test_a_links_pages_take_at_most_ten_queries(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="Proposer")
    at, holder = link_for(here, member), holder_in(here, member)
    for number in range(20):
        propose(holder, name=f"Issue {number}")
    browser = Client()

    for rest in ("", "add/"):
        with at_most(10):
            page = browser.get(at + rest)
        assert page.status_code == 200
        assert "cg-marking" in text_of(page)


def test_the_list_and_the_home_page_say_that_proposals_wait(here: Here) -> None:
    holder = holder_in(here)
    for name in ("Vapes", "Scooters", "Gulls"):
        propose(holder, name=name)
    browser = here.analysts_browser

    with at_most(10):
        assert "3 proposals wait" in text_of(browser.get("/"))
    assert "3 proposals wait" in text_of(browser.get(f"/p/{here.partnership.pk}/issues/"))
    reader = here.browser(Role.CHAIR)
    assert "proposals wait" not in text_of(reader.get(f"/p/{here.partnership.pk}/issues/"))
    assert "proposals wait" not in text_of(reader.get("/"))
    assert not Issue.objects.exists()
