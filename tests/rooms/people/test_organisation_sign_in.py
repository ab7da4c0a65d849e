"""Signing in by the organisation: a provider on this machine plays the council's."""

import re
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from people_here import Here, text_of
from provider_here import provider as provider_served

from commonground.rooms.people.models import Person
from commonground.rooms.people.roles import Role

ADA: dict[str, object] = {"sub": "ada", "email": "ada@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Return the address of a provider for all of these tests."""
    with provider_served(ADA) as address:
        yield address


@pytest.fixture(name="provider")
def provider_of_the_council(served: str) -> str:
    """Return the address of a provider that knows one person, whose address is proved."""
    _say_of_ada(served, ADA)
    return served


def _say_of_ada(provider: str, claims: dict[str, object]) -> None:
    requests.put(f"{provider}/users/ada", json=claims, timeout=10).raise_for_status()


def signed_in_by(provider: str) -> Client:
    """Return a browser that has been to the provider and back."""
    app = {
        "provider_id": "organisation", "name": "Larkenmere Council", "client_id": "us",
        "secret": "invented", "settings": {"server_url": provider},
    }  # fmt: skip
    cache.clear()
    browser = Client()
    with override_settings(
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    ):
        page = text_of(browser.get("/account/login/"))
        assert "Sign in with Larkenmere Council" in page
        away = browser.post("/account/oidc/organisation/login/?process=login")["Location"]
        back = requests.post(away, data={"sub": "ada"}, allow_redirects=False, timeout=10)
        browser.get(back.headers["Location"].replace("http://testserver", ""))
    return browser


def test_whom_an_analyst_added_comes_in_by_their_address(here: Here, provider: str) -> None:
    member = here.member(Role.MEMBER, name="Ada")
    assert member.person.email == "ada@example.org"

    browser = signed_in_by(provider)

    assert browser.get(f"/p/{here.partnership.pk}/agencies/").status_code == 200
    assert Person.objects.filter(email="ada@example.org").count() == 1


def test_whom_nobody_added_does_not_come_in(here: Here, provider: str) -> None:
    browser = signed_in_by(provider)

    assert not Person.objects.filter(email="ada@example.org").exists()
    assert browser.get("/account/").status_code == 302


def test_the_policy_lets_a_form_be_answered_by_the_provider_alone() -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]

    assert policy == ["'self'"]
    assert not re.search(r"\*", str(policy))


@pytest.mark.parametrize("said", ["false", "no", 0, None])
def test_an_address_that_the_provider_does_not_say_is_proved_opens_nothing(
    here: Here, provider: str, said: object
) -> None:
    here.member(Role.MEMBER, name="Ada")
    _say_of_ada(provider, ADA | {"email_verified": said})

    browser = signed_in_by(provider)

    assert browser.get("/account/").status_code == 302
