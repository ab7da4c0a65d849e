"""Pages on which the analyst says how owners are asked, and reads what was sent to them."""

import re
from datetime import timedelta

import pytest
from asking_here import REFUSING, Asked, leave, sent_to
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from people_here import Here, at_most, signed_in, text_of

from commonground.rooms.people.roles import Role
from commonground.rooms.plan.models import Action, AskingRules, Feed, Letter, Posted, Rhythm

RULES = {"is_on": "on", "every_months": Rhythm.MONTHLY, "days_before": 10, "days_after": 3}


@pytest.fixture
def asked(asked: Asked) -> Asked:
    """The same, far from its dates on the day on which the tests run."""
    today = timezone.localdate()
    asked.change(review_on=today + timedelta(days=400), due_on=today + timedelta(days=500))
    asked.action.refresh_from_db()
    return asked


def at(asked: Asked, page: str = "asking/") -> str:
    return f"/p/{asked.planned.here.partnership.pk}/{page}"


def browser(asked: Asked) -> Client:
    return asked.planned.here.analysts_browser


def made(asked: Asked, owner: Client) -> str:
    """Return the address of a calendar that an owner makes."""
    page = text_of(owner.post(at(asked, "own-actions/calendar/")))
    found = re.search(r"/calendar/\S+\.ics", page)
    assert found is not None
    return found[0]


def test_the_page_shows_the_rules_and_what_would_go_and_sends_nothing(asked: Asked) -> None:
    analyst = browser(asked)

    with at_most(10):
        page = text_of(analyst.get(at(asked)))

    assert "Every quarter" in page
    assert "14 days before" in page
    assert "Olwen Owner" in page
    assert (Posted.objects.count(), mail.outbox) == (0, [])


def test_rules_are_changed_once_and_another_who_changed_them_is_shown(asked: Asked) -> None:
    rules = AskingRules.objects.get()
    form = RULES | {"version": rules.version}

    browser(asked).post(at(asked, "asking/rules/"), form)
    late = browser(asked).post(at(asked, "asking/rules/"), form | {"days_after": 9})

    rules.refresh_from_db()
    assert (rules.every_months, rules.days_before, rules.days_after) == (1, 10, 3)
    assert late.status_code == 409
    assert "9" in text_of(late)


@pytest.mark.parametrize("days", ["-1", "91", "soon"])
def test_a_number_of_days_that_cannot_be_is_refused(asked: Asked, days: str) -> None:
    form = RULES | {"version": AskingRules.objects.get().version, "days_before": days}

    page = text_of(browser(asked).post(at(asked, "asking/rules/"), form))

    assert "There is a problem" in page
    assert AskingRules.objects.get().days_before == 14


def test_two_presses_send_each_letter_once(asked: Asked) -> None:
    for _press in range(2):
        page = text_of(browser(asked).post(at(asked, "asking/send/"), follow=True))

    assert "E-mails sent: 0" in page
    assert len(sent_to(asked.owner)) == 1


def test_the_log_tells_what_was_refused_and_sends_it_again(asked: Asked) -> None:
    with override_settings(EMAIL_BACKEND=REFUSING):
        page = text_of(browser(asked).post(at(asked, "asking/send/"), follow=True))
    assert "Not sent:" in page

    failed = text_of(browser(asked).get(at(asked, "asking/letters/?state=failed")))
    assert "is full" in failed
    letter = Posted.objects.get(letter=Letter.ASK)
    browser(asked).post(at(asked, f"asking/letters/{letter.pk}/again/"))
    again = text_of(
        browser(asked).post(at(asked, f"asking/letters/{letter.pk}/again/"), follow=True)
    )

    assert "This letter has gone out already." in again
    assert len(sent_to(asked.owner)) == 1
    assert "Nothing yet." in text_of(browser(asked).get(at(asked, "asking/letters/?state=failed")))


def test_the_log_is_paged_and_quick(asked: Asked) -> None:
    browser(asked).post(at(asked, "asking/send/"))
    one = Posted.objects.get(letter=Letter.ASK)
    Posted.objects.bulk_create(
        Posted(partnership=one.partnership, member=one.member, letter=Letter.ASK,
               key=f"earlier {number}", address=one.address, sent_at=timezone.now())
        for number in range(200)
    )  # fmt: skip

    analyst = browser(asked)

    with at_most(10):
        page = text_of(analyst.get(at(asked, "asking/letters/")))

    assert "Next" in page


def test_an_owners_calendar_reads_their_dates_until_it_is_withdrawn(asked: Asked) -> None:
    owner = signed_in(asked.owner.person)
    href = made(asked, owner)

    with at_most(10):
        read = Client().get(href)

    assert read["Content-Type"].startswith("text/calendar")
    assert read["Cache-Control"].startswith("max-age=0")
    held = read.content.decode()
    for day in (asked.action.review_on, asked.action.due_on):
        assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in held
    assert "Olwen" not in held
    assert href not in text_of(owner.get(at(asked, "own-actions/calendar/")))
    feed = Feed.objects.get()
    owner.post(at(asked, f"calendars/{feed.pk}/withdraw/"))
    assert Client().get(href).status_code == 410
    assert Client().get(f"{href[:20]}x{href[21:]}").status_code == 404


def test_a_moved_date_moves_in_the_calendar_and_a_leaver_reads_nothing(asked: Asked) -> None:
    owner = signed_in(asked.owner.person)
    href = made(asked, owner)
    before = Client().get(href).content.decode()

    moved = timezone.localdate() + timedelta(days=600)
    asked.change(due_on=moved)
    after = Client().get(href).content.decode()

    ids = [one for one in before.splitlines() if one.startswith("UID")]
    assert [one for one in after.splitlines() if one.startswith("UID")] == ids
    assert f"DTSTART;VALUE=DATE:{moved:%Y%m%d}" in after
    leave(asked.owner, timezone.localdate())
    assert Client().get(href).status_code == 410


def test_what_is_marked_stands_in_no_calendar(asked: Asked) -> None:
    owner = signed_in(asked.owner.person)
    href = made(asked, owner)
    asked.change(marking="OFFICIAL-SENSITIVE")

    held = Client().get(href).content.decode()

    assert "Briefing" not in held
    assert "A1" in held


def test_who_asks_the_owners_withdraws_anybodys_calendar_and_others_their_own(
    asked: Asked, elsewhere: Here
) -> None:
    signed_in(asked.owner.person).post(at(asked, "own-actions/calendar/"))
    feed = Feed.objects.get()
    press = at(asked, f"calendars/{feed.pk}/withdraw/")

    assert asked.planned.here.browser(Role.ACTION_OWNER).post(press).status_code == 404
    there = press.replace(str(asked.planned.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.post(there).status_code == 404
    assert "Olwen Owner" in text_of(browser(asked).get(at(asked, "asking/calendars/")))
    assert browser(asked).post(press).status_code == 302
    assert Feed.objects.get().revoked_at is not None


def test_another_partnerships_letter_is_not_there(asked: Asked, elsewhere: Here) -> None:
    browser(asked).post(at(asked, "asking/send/"))
    letter = Posted.objects.filter(letter=Letter.ASK).get()

    press = f"/p/{elsewhere.partnership.pk}/asking/letters/{letter.pk}/again/"
    assert elsewhere.analysts_browser.post(press).status_code == 404


@pytest.mark.parametrize("page", ["asking/send/", "asking/letters/LETTER/again/"])
def test_only_the_analyst_presses_and_only_by_a_press(asked: Asked, page: str) -> None:
    browser(asked).post(at(asked, "asking/send/"))
    letter = Posted.objects.filter(letter=Letter.ASK).get()
    press = at(asked, page.replace("LETTER", str(letter.pk)))

    assert browser(asked).get(press).status_code == 405
    for role in (Role.CHAIR, Role.MEMBER, Role.OVERSEER, Role.ACTION_OWNER):
        assert asked.planned.here.browser(role).post(press).status_code == 403


def test_a_plan_without_owners_asks_nobody(asked: Asked) -> None:
    Action.objects.update(lead_role="", lead_person=None)

    assert "Send" in text_of(browser(asked).get(at(asked)))
