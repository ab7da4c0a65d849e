"""Signing in: the first account, invitations, the second step, sessions, limits."""

import re
from pathlib import Path

import allauth
import pyotp
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from people_here import Here, make_person, signed_in, text_of

from commonground.rooms.audit.models import INSTALLATION, Entry
from commonground.rooms.people import member_actions
from commonground.rooms.people.models import Person, Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed

PASSWORD = "three odd words"
ACCOUNT = {"name": "Ada Invented", "email": "ada@example.org", "password1": PASSWORD}


@pytest.fixture
def ada(db: None) -> Person:
    cache.clear()
    person = make_person("Ada Invented", "ada@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(browser: Client, password: str = PASSWORD) -> int:
    sent = {"login": "ada@example.org", "password": password}
    return browser.post("/account/login/", sent).status_code


def test_the_first_account_runs_the_installation_and_is_recorded(db: None) -> None:
    cache.clear()
    answer = Client().post("/account/signup/", ACCOUNT)

    person = Person.objects.get()
    assert answer.status_code == 302
    assert (person.name, person.is_operator) == ("Ada Invented", True)
    assert Entry.objects.get(chain_id=INSTALLATION).verb == "made an account as"


def test_the_second_account_is_by_invitation(ada: Person) -> None:
    other = {**ACCOUNT, "email": "bea@example.org"}
    answer = Client().post("/account/signup/", other)

    assert "by invitation" in text_of(answer)
    assert Person.objects.count() == 1


def test_whoever_signs_up_a_moment_too_late_is_not_let_in(ada: Person) -> None:
    with pytest.raises(NotAllowed, match="by invitation"):
        member_actions.sign_up(save=lambda: make_person("Late"), is_open=False)

    assert not Person.objects.filter(name="Late").exists()


def test_the_address_may_be_written_in_capitals(ada: Person) -> None:
    answer = Client().post("/account/login/", {"login": "ADA@example.org", "password": PASSWORD})

    assert answer.status_code == 302


def test_the_wrong_password_is_said_without_saying_which_was_wrong(ada: Person) -> None:
    known = Client().post("/account/login/", {"login": "ada@example.org", "password": "x"})
    unknown = Client().post("/account/login/", {"login": "no@example.org", "password": "x"})

    errors = [
        re.findall(r'error-summary__body">(.*?)</div>', text_of(one), re.S)
        for one in (known, unknown)
    ]
    assert errors[0] == errors[1] != []


def test_trying_again_and_again_is_stopped(ada: Person) -> None:
    browser = Client()
    for _ in range(11):
        sign_in(browser, "wrong")

    assert sign_in(browser) == 200


def test_an_authenticator_app_is_a_second_step(ada: Person) -> None:
    browser = Client()
    sign_in(browser)
    asked_again = browser.get("/account/2fa/totp/activate/")["Location"]
    browser.post(asked_again, {"password": PASSWORD})
    page = text_of(browser.get("/account/2fa/totp/activate/"))
    found = re.search(r'class="cg-code">(\w+)<', page)
    assert found is not None
    secret = found[1]
    browser.post("/account/2fa/totp/activate/", {"code": pyotp.TOTP(secret).now()})
    cache.clear()

    other = Client()
    sign_in(other)
    assert other.get("/account/").status_code == 302
    codes = text_of(browser.get("/account/2fa/recovery-codes/"))
    one = re.search(r"<li>(\d{8})</li>", codes)
    assert one is not None
    other.post("/account/2fa/authenticate/", {"code": one[1]})
    assert other.get("/account/").status_code == 200


def test_a_forgotten_password_is_replaced_by_mail(ada: Person) -> None:
    browser = Client()
    browser.post("/account/password/reset/", {"email": "ada@example.org"})
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    chosen = browser.get(found[1])["Location"]
    browser.post(chosen, {"password1": "other odd words", "password2": "other odd words"})

    assert sign_in(Client(), "other odd words") == 302


def test_sessions_are_listed_and_ended(ada: Person) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)

    assert "this one" in text_of(here.get("/account/sessions/"))
    here.post("/account/sessions/")

    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "",
        "email/",
        "password/change/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "sessions/",
        "3rdparty/",
        "logout/",
    ],
)
def test_every_page_of_an_account_is_ours(ada: Person, address: str) -> None:
    browser = Client()
    sign_in(browser)
    page = text_of(browser.get(f"/account/{address}", follow=True))

    assert "govuk-template__body" in page
    assert "cg-footer" in page


@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "password/reset/",
        "password/reset/done/",
        "inactive/",
        "3rdparty/login/cancelled/",
        "3rdparty/login/error/",
        "password/reset/key/1-bad/",
    ],
)
def test_every_page_before_signing_in_is_ours(db: None, address: str) -> None:
    page = text_of(Client().get(f"/account/{address}"))

    assert "cg-footer" in page


def test_no_page_of_the_library_shows_through() -> None:
    """Every template that one of its pages may render has one of ours in front of it."""
    theirs = Path(allauth.__file__).parent / "templates"
    ours = Path(__file__).parents[3] / "src/commonground/web/templates"
    code = "".join(
        path.read_text()
        for room in ("account", "mfa", "socialaccount", "usersessions")
        for path in (theirs.parent / room).rglob("*.py")
        if "tests" not in path.parts and "providers" not in path.parts
    )
    named = set(re.findall(r'f"((?:account|mfa|socialaccount|usersessions)/[\w/]+)\.\{', code))
    off = {  # features that are switched off here
        "account/confirm_email_verification_code", "account/confirm_login_code",
        "account/confirm_password_reset_code", "account/confirm_phone_verification_code",
        "account/email", "account/phone_change", "account/request_login_code",
        "account/signup_by_passkey", "account/password_reset_help_text", "mfa/trust",
        "mfa/webauthn/signup_form",
    }  # fmt: skip

    missing = {name for name in named - off if not (ours / f"{name}.html").exists()}

    assert named
    assert missing == set()


def test_signing_out_needs_a_press_of_the_button(here: Here) -> None:
    browser = signed_in(here.analyst)

    assert browser.get("/account/logout/").status_code == 200
    assert browser.get("/account/").status_code == 200
    browser.post("/account/logout/")
    assert browser.get("/account/").status_code == 302


def test_a_link_in_an_e_mail_leads_to_the_installations_own_address(ada: Person) -> None:
    browser = Client(headers={"host": "testserver:6666"})
    browser.post("/account/password/reset/", {"email": "ada@example.org"})

    assert "http://testserver/account/" in str(mail.outbox[-1].body)
    assert "6666" not in str(mail.outbox[-1].body)


def test_what_a_visitor_says_of_where_they_are_is_not_believed(ada: Person) -> None:
    answers = [
        Client(headers={"x-forwarded-for": f"10.0.{number}.1"}).post(
            "/account/login/", {"login": f"nobody{number}@example.org", "password": "x"}
        )
        for number in range(31)
    ]

    assert answers[-1].status_code == 429


def test_a_thousand_other_counts_do_not_make_tries_forgotten(ada: Person) -> None:
    for number in range(1000):
        cache.set(f"try-{number}", 1)

    assert all(cache.get(f"try-{number}") for number in range(1000))


def test_an_account_that_nobody_proved_is_its_makers_no_more_once_an_analyst_invites(
    here: Here,
) -> None:
    with override_settings(SIGN_UP="open", ACCOUNT_EMAIL_VERIFICATION="mandatory"):
        stranger = Client()
        stranger.post("/account/signup/", ACCOUNT)
        member = here.member(Role.MEMBER, name="Ada")
        confirm = re.search(r"http://testserver(/account/confirm\S+)", str(mail.outbox[0].body))
        assert confirm is not None
        Client().post(confirm[1])
        cache.clear()
        stranger.get("/account/confirm-email/")
        sign_in(stranger)

        assert not member.person.has_usable_password()
        assert stranger.get(f"/p/{here.partnership.pk}/agencies/").status_code == 302
        made = member_actions.make_link(by=here.seat, member=member, purpose=Purpose.JOIN)
        assert made.token


def test_an_account_that_was_proved_keeps_its_password_when_an_analyst_adds_it(
    ada: Person, here: Here
) -> None:
    sign_in(Client())

    assert here.member(Role.MEMBER, name="Ada").person.has_usable_password()
