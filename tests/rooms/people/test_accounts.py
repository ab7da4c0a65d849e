"""Somebody's own account: their name, what is recorded of it, and the library's words."""

import re
from pathlib import Path

import allauth
import pyotp
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.html import strip_tags
from people_here import Here, make_person, signed_in, text_of

from commonground.rooms.audit.models import INSTALLATION, Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.people import account_actions
from commonground.rooms.people.models import Person
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import ChangedMeanwhile

PASSWORD = "three odd words"
NEW = {"password1": "other odd words", "password2": "other odd words"}


@pytest.fixture
def ada(db: None) -> Person:
    cache.clear()
    person = make_person("Ada Invented", "ada@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(password: str = PASSWORD, email: str = "ada@example.org") -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": email, "password": password})
    return browser


def told_of(person: Person) -> list[tuple[str, str]]:
    """Return who did what with an account, the first thing first."""
    found = Entry.objects.filter(chain_id=person.pk).order_by("sequence")
    return [(one.actor.partition(":")[0], one.verb) for one in found]


def test_signing_in_and_out_is_in_ones_own_record(ada: Person) -> None:
    sign_in().post("/account/logout/")

    assert told_of(ada) == [("person", "signed in as"), ("person", "signed out as")]
    assert all(one.broken_at is None for one in check_chains())


def test_a_failed_try_is_recorded_without_what_was_typed(ada: Person) -> None:
    sign_in("wrong")
    sign_in("wrong", "nobody@example.org")

    assert told_of(ada) == [("somebody", "failed to sign in as")]
    unknown = Entry.objects.get(chain_id=INSTALLATION)
    assert (unknown.actor, unknown.object_type) == ("somebody", "chain")
    kept = [f"{one.before}{one.after}{one.object_id}" for one in Entry.objects.all()]
    assert not [one for one in kept if "wrong" in one or "nobody" in one]


def test_tries_beyond_the_limit_fill_no_record(ada: Person) -> None:
    for _ in range(30):
        sign_in("wrong")

    assert 1 < len(told_of(ada)) <= 10


def test_a_changed_password_is_recorded_and_never_what_it_is(ada: Person) -> None:
    browser = sign_in()
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, **NEW})

    assert ("person", "changed the password of") in told_of(ada)
    assert not Entry.objects.filter(after__contains="odd words").exists()


def test_a_second_step_is_recorded_when_it_goes(ada: Person) -> None:
    """That it comes is told once all is saved, which no test here does: a browser's test has it."""
    browser = sign_in()
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    page = text_of(browser.get("/account/2fa/totp/activate/"))
    secret = re.search(r'class="cg-code">(\w+)<', page)
    assert secret is not None
    browser.post("/account/2fa/totp/activate/", {"code": pyotp.TOTP(secret[1]).now()})
    browser.post("/account/2fa/totp/deactivate/")

    assert "removed a second step from" in [verb for _who, verb in told_of(ada)]
    assert not Entry.objects.filter(after__contains=secret[1]).exists()


def test_ending_the_other_sessions_is_recorded(ada: Person) -> None:
    browser, _other = sign_in(), sign_in()
    browser.post("/account/sessions/")

    assert told_of(ada)[-1] == ("person", "ended a session of")


def test_somebody_reads_what_became_of_their_own_account(ada: Person) -> None:
    sign_in("wrong")
    page = text_of(sign_in().get("/account/history/"))

    assert "Somebody" in page
    assert "failed to sign in as" in page


def test_the_record_of_an_account_is_for_those_who_may_read_the_audit(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="Bea Invented")
    account_actions.record_of_own(person=member.person, verb="signed in as")
    address = f"/p/{here.partnership.pk}/audit/"

    by_her = text_of(here.analysts_browser.get(f"{address}?by={member.person.pk}"))
    assert f"{address}?account={member.person.pk}" in by_her
    page = text_of(here.analysts_browser.get(f"{address}?account={member.person.pk}"))
    assert "signed in as" in page
    assert "Bea Invented" in page
    assert signed_in(member.person).get(f"{address}?account={member.person.pk}").status_code == 403


def test_the_record_of_an_account_is_closed_to_other_partnerships(
    here: Here, outsider: Client, elsewhere: Here
) -> None:
    theirs = f"/p/{elsewhere.partnership.pk}/audit/?account={here.analyst.pk}"

    assert outsider.get(theirs).status_code == 404
    assert here.analysts_browser.get(theirs).status_code == 404


def test_somebody_changes_their_own_name(ada: Person) -> None:
    browser = sign_in()
    answer = browser.post("/account/name/", {"name": "Ada Otherwise", "version": 1})

    assert answer["Location"] == "/account/"
    ada.refresh_from_db()
    assert (ada.name, ada.version) == ("Ada Otherwise", 2)
    changed = Entry.objects.get(chain_id=ada.pk, verb="changed")
    assert changed.changes["name"] == ("Ada Invented", "Ada Otherwise")
    assert "password" not in changed.after


def test_a_name_that_another_window_changed_is_not_overwritten(ada: Person) -> None:
    browser = sign_in()
    browser.post("/account/name/", {"name": "Ada First", "version": 1})
    answer = browser.post("/account/name/", {"name": "Ada Second", "version": 1})

    assert answer.status_code == 409
    assert "Ada First" in text_of(answer)
    assert "Ada Second" in text_of(answer)
    with pytest.raises(ChangedMeanwhile):
        account_actions.change_own_name(by=ada, version=1, name="Ada Third")


def test_saving_the_same_name_records_nothing(ada: Person) -> None:
    browser = sign_in()
    browser.post("/account/name/", {"name": "Ada Invented", "version": 1})

    assert told_of(ada) == [("person", "signed in as")]


@pytest.mark.parametrize("address", ["/account/name/", "/account/history/"])
def test_an_account_is_for_its_owner_alone(db: None, address: str) -> None:
    assert Client().get(address)["Location"] == f"/account/login/?next={address}"


def test_the_wrong_method_is_refused(ada: Person) -> None:
    assert sign_in().post("/account/history/").status_code == 405
    assert sign_in().put("/account/name/").status_code == 405


def test_every_email_of_the_library_is_ours(ada: Person) -> None:
    theirs = Path(allauth.__file__).parent / "templates"
    ours = Path(__file__).parents[3] / "src/commonground/web/templates"
    off = ("login_code", "password_reset_code", "phone_", "base_", "download")  # codes alone
    missing = {
        str(path.relative_to(theirs))
        for path in theirs.rglob("*.txt")
        if not path.name.startswith(off) and not (ours / path.relative_to(theirs)).exists()
    }

    assert missing == set()


def test_an_email_is_plain_and_from_here(ada: Person) -> None:
    Client().post("/account/password/reset/", {"email": "ada@example.org"})

    sent = mail.outbox[0]
    assert sent.subject == "Common Ground: Choose a new password"
    assert "http://testserver/account/password/reset/key/" in str(sent.body)
    assert "example.com" not in str(sent.body)
    assert "&#" not in str(sent.body)
    assert strip_tags(str(sent.body)) == sent.body


def test_an_email_tells_of_a_change_and_what_to_do(ada: Person) -> None:
    browser = sign_in()
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, **NEW})

    sent = mail.outbox[0]
    assert sent.subject == "Common Ground: Your password was changed"
    assert "If it was not you" in str(sent.body)
    assert "http://testserver/account/password/reset/" in str(sent.body)


@pytest.mark.parametrize(
    ("address", "sent", "told"),
    [
        ("login/", {"login": "ada@example.org", "password": "wrong"}, "Try again."),
        ("password/change/", {"oldpassword": "wrong", **NEW}, "not the password that you have"),
        ("email/", {"action_add": "1", "email": "ada@example.org"}, "your e-mail address already"),
    ],
)
def test_a_refusal_is_at_the_top_and_in_our_words(
    ada: Person, address: str, sent: dict[str, str], told: str
) -> None:
    browser = Client() if address == "login/" else sign_in()

    page = text_of(browser.post(f"/account/{address}", sent))

    summary = re.search(r'error-summary__body">(.*?)</ul>', page, re.S)
    assert summary is not None
    assert told in summary[1]
