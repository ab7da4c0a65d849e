"""Preparing a round, opening it and closing it, on its pages and through its actions."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from people_here import Here, text_of
from rounds_here import GAPS, ISSUES, Consulted, draft_round, letters, members_of, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access, actions, running_actions
from commonground.rooms.consultation.models import Anonymity, HeldBy, Kind, Message, Round
from commonground.rooms.consultation.recipients import recipients
from commonground.rooms.consultation.sending_actions import write_message
from commonground.rooms.issues.actions import add_issue, change_issue, retire_issue
from commonground.rooms.issues.models import Origin
from commonground.rooms.people.actions import change_agency
from commonground.rooms.people.roles import Role

FIELDS = {
    "name": "Autumn",
    "method_id": GAPS,
    "held_by": "remote",
    "anonymity": "never",
    "scored_in_room": "own",
    "closes_on": "31/1/2030",
    "shortlist_length": "2",
}


def test_the_analyst_prepares_opens_invites_and_closes_on_the_pages(here: Here) -> None:
    browser, at = here.analysts_browser, f"/p/{here.partnership.pk}/rounds/"
    members_of(here)
    issues = [add_issue(by=here.seat, name=name) for name in ISSUES]

    browser.post(f"{at}add/", FIELDS)
    found = Consulted(here, Round.objects.get().pk)
    page = text_of(browser.get(f"{found.at}open/"))
    assert "Set your own factors where the method leaves them unknown, at 2, 3, 4." in page
    assert browser.post(f"{found.at}open/").status_code == 422
    factors = {"at_2": "0.7", "at_3": "0.8", "at_4": "0.9", "set_by": "The board"}
    browser.post(f"{found.at}factors/", {**factors, "set_on": "3/3/2026"})
    ticked = {"issue": [one.pk for one in issues], "linking": [issues[0].pk]}
    browser.post(f"{found.at}issues/", ticked)
    everybody = [one.pk for one in access.can_assess(here.seat)]
    browser.post(f"{found.at}assessors/", {"member": everybody})
    browser.post(f"{found.at}assignment/", {"each": "3"})
    assert "Each assessor is asked about 3 issues." in text_of(
        browser.get(f"{found.at}assignment/")
    )
    assert "The round is open" in text_of(browser.post(f"{found.at}open/", follow=True))
    assert "Sent: 6" in text_of(browser.post(f"{found.at}invite/", follow=True))
    assert len(letters()) == len(set(letters())) == 6
    assert "Send 6 invitations" not in text_of(browser.get(found.at))
    assert "0 of 18 pages are complete; 0 of 6 people have begun." in text_of(browser.get(found.at))
    page = text_of(browser.post(f"{found.at}close/", follow=True))
    assert "0 of 6 people scored" in page
    assert "0.7, set by The board, 2026-03-03" in page


def test_a_round_that_is_open_is_frozen_whatever_changes_elsewhere(here: Here) -> None:
    found = ready_round(here).open()
    issue = access.round_issues(found.round)[0]
    agency = found.assessors[0].membership.agency
    assert agency is not None
    voices = sorted(one.counts_as for one in found.assessors)
    held = (issue.name, issue.theme, voices, found.round.method_sha256)

    change_issue(
        by=here.seat, issue=issue.issue, version=issue.issue.version, name="Renamed", theme=None,
        description="", origin=Origin.OTHER, origin_note="", tags=frozenset(),
    )  # fmt: skip
    change_agency(
        by=here.seat, agency=agency, version=agency.version, name="Renamed too", parent=None,
        counts_as=None,
    )  # fmt: skip

    issue = access.round_issues(found.round)[0]
    voices = sorted(one.counts_as for one in found.assessors)
    now = (issue.name, issue.theme, voices, found.round.method_sha256)
    assert now == held
    assert found.round.method_text
    assert sorted(one.code for one in found.assessors) == [f"A00{n}" for n in range(1, 7)]


def test_nothing_that_a_round_rests_on_can_be_changed_once_it_is_open(here: Here) -> None:
    found = ready_round(here).open()
    by, about = here.seat, found.round
    writes: list[Callable[[], object]] = [
        lambda: actions.assign(by=by, about=about, each=1),
        lambda: actions.choose_issues(by=by, about=about, issues=[], linking=()),
        lambda: actions.choose_assessors(by=by, about=about, members=[]),
        lambda: actions.set_factors(
            by=by, about=about, chosen=actions.FactorSet({}, "", date(2026, 1, 1))
        ),
        lambda: actions.change_round(
            by=by, about=about, version=about.version, name="Other", method_id=about.method_id,
            rules_id=about.rules_id, held_by=HeldBy.BOTH, anonymity=Anonymity.ANALYST,
            closes_on=about.closes_on, shortlist_length=2,
        ),
    ]  # fmt: skip

    for write in writes:
        with pytest.raises(BadInput, match="can no longer be changed"):
            write()


def test_doing_everything_twice_does_nothing_the_second_time(here: Here) -> None:
    found = ready_round(here)
    issues = [one.issue for one in access.round_issues(found.round)]
    members = [one.membership for one in found.assessors]
    chosen = actions.FactorSet({2: Decimal("0.7")}, "The board", date(2026, 3, 3))
    gaps = draft_round(here, method=GAPS, name="Gaps")
    actions.set_factors(by=here.seat, about=gaps.round, chosen=chosen)
    linking = {issues[0].pk}

    before = Entry.objects.count()
    actions.set_factors(by=here.seat, about=gaps.round, chosen=chosen)
    actions.choose_issues(by=here.seat, about=found.round, issues=issues, linking=linking)
    actions.choose_assessors(by=here.seat, about=found.round, members=members)
    actions.assign(by=here.seat, about=found.round, each=len(issues))
    assert Entry.objects.count() == before

    found.open()
    opened = Entry.objects.count()
    found.open()
    assert Entry.objects.count() == opened
    found.close()
    closed = Entry.objects.count()
    found.close()
    assert Entry.objects.count() == closed
    with pytest.raises(BadInput, match="The round is closed"):
        running_actions.open_round(by=here.seat, about=found.round)


def test_a_published_factor_cannot_be_set(here: Here) -> None:
    found = draft_round(here, method=GAPS)
    chosen = actions.FactorSet({5: Decimal(2)}, "The board", date(2026, 3, 3))

    with pytest.raises(BadInput, match="may only fill a gap"):
        actions.set_factors(by=here.seat, about=found.round, chosen=chosen)


def test_an_issue_that_left_the_list_and_a_person_without_an_agency_are_refused(here: Here) -> None:
    found = ready_round(here)
    issue = add_issue(by=here.seat, name="Gone")
    gone = retire_issue(by=here.seat, issue=issue, reason="Solved")

    with pytest.raises(BadInput, match="no longer on the list"):
        actions.choose_issues(by=here.seat, about=found.round, issues=[gone], linking=())

    nobody = here.member(Role.ASSESSOR, name="No Agency")
    nobody.agency = None
    with pytest.raises(BadInput, match="no agency to speak for"):
        actions.choose_assessors(by=here.seat, about=found.round, members=[nobody])


def test_an_issue_that_leaves_the_list_before_the_round_opens_stops_it(here: Here) -> None:
    found = ready_round(here)
    first = access.round_issues(found.round)[0].issue
    retire_issue(by=here.seat, issue=first, reason="Solved")

    with pytest.raises(BadInput, match="choose the issues again"):
        found.open()


def test_an_empty_round_says_all_that_is_missing(here: Here) -> None:
    with pytest.raises(BadInput) as refused:
        draft_round(here).open()

    assert refused.value.faults == ("Choose the issues.", "Choose the assessors.")


def test_an_invitation_is_sent_once_and_a_refused_one_is_tried_again(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ready_round(here).open()
    browser = here.analysts_browser
    with monkeypatch.context() as broken:

        def refuse(*_args: object, **_kwargs: object) -> int:
            raise ConnectionRefusedError("nobody listens")

        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        page = text_of(browser.post(f"{found.at}invite/", follow=True))
    assert "Not sent: 6" in page
    assert "nobody listens" in page
    assert len(recipients(found.round, Kind.INVITATION)) == 6

    browser.post(f"{found.at}invite/")
    browser.post(f"{found.at}invite/")

    assert len(mail.outbox) == 6
    assert Message.objects.filter(sent_at__isnull=False).count() == 6


def test_no_invitation_goes_out_before_the_round_opens(here: Here) -> None:
    found = ready_round(here)

    with pytest.raises(BadInput, match="while the round is open"):
        write_message(
            by=here.seat, about=found.round, assessor=found.assessors[0], kind=Kind.INVITATION
        )


def test_closing_keeps_who_took_part_and_how_far_they_agreed(here: Here) -> None:
    found = ready_round(here).open().score_everything().close()

    closing = access.closing(found.round)
    assert closing is not None
    record = json.loads(closing.record)
    assert record["scores_sha256"] == closing.scores_sha256
    assert [one["assessors"] for one in record["took_part"]] == [2, 2, 2]
    assert {one["agencies"] for one in record["issues"]} == {3}
    assert [one["criterion"] for one in record["agreement"]] == ["likelihood", "impact"]
    people = [one.membership.person for one in found.assessors]
    assert not any(one.name in closing.record for one in people)


def test_a_change_meanwhile_is_shown_and_not_overwritten(here: Here) -> None:
    found = draft_round(here)
    sent = {**FIELDS, "method_id": found.round.method_id, "version": found.round.version}
    browser = here.analysts_browser
    browser.post(f"{found.at}change/", {**sent, "name": "First"})

    answer = browser.post(f"{found.at}change/", {**sent, "name": "Second"})

    assert answer.status_code == 409
    assert found.round.name == "First"


def test_ticks_can_be_set_at_once_by_theme(here: Here) -> None:
    found = ready_round(here)
    browser = here.analysts_browser
    theme = access.round_issues(found.round)[0].issue.theme_id
    actions.choose_issues(by=here.seat, about=found.round, issues=[], linking=())

    assert text_of(browser.get(f"{found.at}issues/")).count(" checked") == 0
    for tick in ("all", str(theme)):
        page = text_of(browser.get(f"{found.at}issues/", {"tick": tick}))
        assert page.count(" checked") == len(ISSUES)
