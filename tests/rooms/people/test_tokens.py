"""Tokens for programs: made and withdrawn by their own person, shown once, recorded."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from people_here import Here, text_of
from programs_here import made_token

from commonground.errors import BadInput
from commonground.rooms.audit import access as audit_access
from commonground.rooms.people import token_actions
from commonground.rooms.people.models import ApiToken, Scope
from commonground.rooms.people.roles import Role

FORM = {"name": "Nightly copy", "scope": "read", "days": "30"}


def at(here: Here, more: str = "") -> str:
    return f"/p/{here.partnership.pk}/tokens/{more}"


def test_a_token_is_shown_once_and_only_its_hash_is_kept(here: Here) -> None:
    browser = here.analysts_browser

    shown = text_of(browser.post(at(here, "make/"), FORM))
    later = text_of(browser.get(at(here)))

    secret = re.search(r"cg_[\w-]{43}", shown)
    assert secret is not None
    assert secret[0] not in later
    assert "Nightly copy" in later
    assert secret[0] not in str(list(ApiToken.objects.values()))


def test_the_page_with_the_token_is_kept_nowhere(here: Here) -> None:
    answer = here.analysts_browser.post(at(here, "make/"), FORM)

    assert "no-store" in answer["Cache-Control"]


def test_sending_the_form_twice_makes_one_token(here: Here) -> None:
    browser = here.analysts_browser

    browser.post(at(here, "make/"), FORM)
    again = text_of(browser.post(at(here, "make/"), FORM))

    assert ApiToken.objects.count() == 1
    assert "You have a token called Nightly copy already." in again


def test_an_empty_form_says_what_is_missing(here: Here) -> None:
    text = text_of(here.analysts_browser.post(at(here, "make/"), {}))

    assert "There is a problem" in text
    assert ApiToken.objects.count() == 0


def test_withdrawing_is_recorded_without_the_secret(here: Here) -> None:
    made = made_token(here)
    browser = here.analysts_browser

    for _ in range(2):
        answer = browser.post(at(here, f"{made.token.pk}/withdraw/"))
        assert answer.status_code == 302

    entries = list(audit_access.entries(here.seat, about=made.token.pk))
    assert [one.verb for one in entries] == ["withdrew", "made"]
    assert "hash" not in "".join(one.before + one.after for one in entries)
    assert "withdrawn" in text_of(browser.get(at(here)))


def test_a_name_is_free_again_once_its_token_is_withdrawn(here: Here) -> None:
    token_actions.revoke_token(by=here.seat, token=made_token(here).token)

    assert made_token(here).token.name == "A program"


def test_nobody_sees_or_withdraws_the_token_of_another(here: Here, outsider: Client) -> None:
    made = made_token(here, name="Hers")
    other = here.browser(Role.ANALYST)
    withdraw = at(here, f"{made.token.pk}/withdraw/")

    assert "Hers" not in text_of(other.get(at(here)))
    assert other.post(withdraw).status_code == 404
    assert outsider.post(withdraw).status_code == 404
    assert here.analysts_browser.get(withdraw).status_code == 405
    assert ApiToken.objects.get().revoked_at is None


def test_a_token_of_one_partnership_is_not_withdrawn_in_another(
    here: Here, elsewhere: Here
) -> None:
    made = made_token(here)

    answer = elsewhere.analysts_browser.post(at(elsewhere, f"{made.token.pk}/withdraw/"))

    assert answer.status_code == 404


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_a_token_lasts_a_year_at_most(here: Here, lasts: timedelta) -> None:
    with pytest.raises(BadInput, match="lasts at most 366 days"):
        token_actions.make_token(by=here.seat, name="A", scope=Scope.READ, lasts=lasts)


def test_the_account_leads_to_the_tokens_of_each_partnership(here: Here) -> None:
    text = text_of(here.analysts_browser.get("/account/"))

    assert f'href="{at(here)}"' in text
    assert "Tokens for programs in Larkenmere Partnership" in text
