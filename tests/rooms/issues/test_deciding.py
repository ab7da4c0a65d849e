"""What an analyst decides on a proposal happens once, with its reason, and overwrites nobody."""

import pytest
from people_here import Here, holder_in, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues import actions, deciding_actions, proposing_actions
from commonground.rooms.issues.models import Evidence, Fate, Issue, Origin, Proposal
from commonground.rooms.people.access import Holder
from commonground.rooms.refusals import NotAllowed

SEEN = "Five shops of 14 sold them"


def proposed(here: Here, name: str = "Vapes") -> tuple[Holder, Proposal]:
    holder = holder_in(here)
    made = proposing_actions.propose_issue(by=holder, name=name, evidence=SEEN, source="Visits")
    return holder, made


def at(here: Here, proposal: Proposal, rest: str = "") -> str:
    return f"/p/{here.partnership.pk}/issues/proposals/{proposal.pk}/{rest}"


def test_the_analyst_reads_who_proposed_what_and_what_is_near_to_it(here: Here) -> None:
    actions.add_issue(by=here.seat, name="Vapes at school")
    _, proposal = proposed(here)

    page = text_of(here.analysts_browser.get(at(here, proposal)))

    for words in ("Vapes", SEEN, "Visits", "Holder, Larkenmere Council", "Vapes at school"):
        assert words in page


def test_an_accepted_proposal_becomes_an_issue_as_it_was_mended_once(here: Here) -> None:
    _, proposal = proposed(here)
    browser, address = here.analysts_browser, at(here, proposal, "accept/")
    opened = text_of(browser.get(address))
    assert 'value="Larkenmere Council"' in opened
    form = {"version": "1", "name": "Vapes sold to children", "new_theme": "Drugs",
            "evidence": SEEN, "source": "Visits", "origin_note": "Larkenmere Council"}  # fmt: skip

    first = browser.post(address, form, follow=True)
    browser.post(address, form)

    assert "Vapes sold to children is on the list." in text_of(first)
    issue = Issue.objects.get()
    assert (issue.origin, issue.origin_note) == (Origin.PROPOSAL, "Larkenmere Council")
    assert issue.theme is not None
    assert Evidence.objects.get().text == SEEN
    proposal.refresh_from_db()
    assert (proposal.fate, proposal.became) == (Fate.ISSUE, issue)
    assert proposal.name == "Vapes"
    assert Entry.objects.filter(verb="accepted").count() == 1
    assert all(one.broken_at is None for one in check_chains())
    page = text_of(browser.get(at(here, proposal)))
    assert "Became an issue." in page
    assert "accept/" not in page


def test_a_name_that_is_live_already_is_refused_and_changes_nothing(here: Here) -> None:
    _, proposal = proposed(here)
    actions.add_issue(by=here.seat, name="Vapes")

    page = here.analysts_browser.post(
        at(here, proposal, "accept/"),
        {"version": "1", "name": "vapes", "evidence": SEEN, "source": "Visits"},
    )

    assert "There is already a live issue called" in text_of(page)
    proposal.refresh_from_db()
    assert proposal.is_waiting
    assert not Evidence.objects.exists()


def test_it_is_added_as_evidence_to_an_issue_that_is_there_once(here: Here) -> None:
    near = actions.add_issue(by=here.seat, name="Vapes at school")
    actions.add_issue(by=here.seat, name="Fraud")
    _, proposal = proposed(here)
    browser, address = here.analysts_browser, at(here, proposal, "evidence/")
    assert f'<option value="{near.pk}" selected>' in text_of(browser.get(address))
    form = {"version": "1", "issue": str(near.pk), "evidence": SEEN, "source": "Visits"}

    for _ in range(2):
        assert browser.post(address, form).status_code == 302

    assert Evidence.objects.get().issue == near
    proposal.refresh_from_db()
    assert (proposal.fate, proposal.became) == (Fate.EVIDENCE, near)


def test_another_partnerships_issue_cannot_be_given_the_evidence(
    here: Here, elsewhere: Here
) -> None:
    theirs = actions.add_issue(by=elsewhere.seat, name="Vapes")
    _, proposal = proposed(here)
    form = {"version": "1", "issue": str(theirs.pk), "evidence": SEEN, "source": "Visits"}

    assert here.analysts_browser.post(at(here, proposal, "evidence/"), form).status_code == 200
    assert not Evidence.objects.exists()


def test_it_is_declined_with_a_reason_once(here: Here) -> None:
    _, proposal = proposed(here)
    browser, address = here.analysts_browser, at(here, proposal, "decline/")
    assert "Enter: reason" in text_of(browser.post(address, {"version": "1", "reason": " "}))

    for reason in ("Trading standards deal with it", "Again"):
        browser.post(address, {"version": "1", "reason": reason})

    proposal.refresh_from_db()
    assert (proposal.fate, proposal.reason) == (Fate.DECLINED, "Trading standards deal with it")
    assert Entry.objects.filter(verb="declined").count() == 1


@pytest.mark.parametrize("rest", ["accept/", "evidence/", "decline/"])
def test_what_was_changed_meanwhile_is_not_decided_unseen(here: Here, rest: str) -> None:
    issue = actions.add_issue(by=here.seat, name="Vapes at school")
    holder, proposal = proposed(here)
    proposing_actions.change_proposal(
        by=holder, proposal=proposal, version=1, name="Vapes", evidence="New", source="Visits"
    )
    form = {"version": "1", "name": "Vapes", "evidence": SEEN, "source": "Visits",
            "reason": "No", "issue": str(issue.pk)}  # fmt: skip

    answer = here.analysts_browser.post(at(here, proposal, rest), form)

    assert answer.status_code == 409
    proposal.refresh_from_db()
    assert proposal.is_waiting


def test_what_was_withdrawn_or_decided_cannot_be_decided_otherwise(here: Here) -> None:
    holder, proposal = proposed(here)
    proposing_actions.withdraw_proposal(by=holder, proposal=proposal)

    with pytest.raises(BadInput, match="withdrawn by who proposed it"):
        deciding_actions.decline(by=here.seat, proposal=proposal, version=2, reason="No")
    again = proposing_actions.propose_issue(by=holder, name="X", evidence="Y", source="Z")
    deciding_actions.decline(by=here.seat, proposal=again, version=1, reason="No")
    page = here.analysts_browser.post(
        at(here, again, "accept/"),
        {"version": "2", "name": "X", "evidence": "Y", "source": "Z"},
    )
    assert "This was decided already" in text_of(page)
    assert not Issue.objects.exists()


def test_only_an_analyst_decides_and_only_here(here: Here, elsewhere: Here) -> None:
    _, proposal = proposed(here)
    reader = type(here.seat)(here.analyst, here.partnership, frozenset())

    with pytest.raises(NotAllowed):
        deciding_actions.decline(by=reader, proposal=proposal, version=1, reason="No")
    with pytest.raises(Proposal.DoesNotExist):
        deciding_actions.decline(by=elsewhere.seat, proposal=proposal, version=1, reason="No")


def test_those_that_wait_are_shown_first_and_all_can_be(here: Here) -> None:
    holder, proposal = proposed(here)
    deciding_actions.decline(by=here.seat, proposal=proposal, version=1, reason="No")
    proposing_actions.propose_issue(by=holder, name="Scooters", evidence="Seen", source="Staff")
    browser, where = here.analysts_browser, f"/p/{here.partnership.pk}/issues/proposals/"

    assert "Vapes" not in text_of(browser.get(where))
    assert "Vapes" in text_of(browser.get(where, {"fate": "all"}))
    assert "Scooters" not in text_of(browser.get(where, {"fate": "declined"}))
    assert "Scooters" in text_of(browser.get(where, {"fate": "nonsense"}))
