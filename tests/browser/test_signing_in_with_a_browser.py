"""Every way to sign in, as a person does it."""

import pyotp
import pytest
from browser_here import PEOPLE, prove_again, send, sign_in, sign_out
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def expect_signed_in(page: Page) -> None:
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()


def test_with_a_password(page: Page) -> None:
    sign_in(page, "Analyst")

    expect_signed_in(page)
    expect(page.locator("main")).to_contain_text("Larkenmere")


def test_with_a_wrong_password_the_page_says_so_at_the_top(page: Page) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", PEOPLE["Analyst"])
    page.fill("#id_password", "three other words")
    send(page)

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title().startswith("Error:")


def test_with_an_authenticator_app(page: Page) -> None:
    sign_in(page, "With an app")
    page.goto("/account/2fa/totp/activate/")
    prove_again(page)
    app = pyotp.TOTP(page.locator(".cg-code").inner_text())
    enter_code(page, app)
    expect(page.locator("main")).to_contain_text("Recovery codes")
    page.goto("/account/history/")
    expect(page.locator("main")).to_contain_text("added a second step to")
    sign_out(page)

    sign_in(page, "With an app")
    expect(page.locator("h1")).to_have_text("Your second step")
    enter_code(page, app)

    expect_signed_in(page)


def enter_code(page: Page, app: pyotp.TOTP) -> None:
    """Enter the code of now, and that of a moment later where it changed on the way."""
    before = page.url
    for _ in range(2):
        page.fill("#id_code", app.now())
        send(page)
        if page.url != before:
            return


def test_with_a_passkey_alone(page: Page) -> None:
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    sign_in(page, "With a passkey")
    page.goto("/account/2fa/webauthn/add/")
    prove_again(page)
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    sign_out(page)

    page.goto("/account/login/")
    page.click("#passkey_login")

    expect_signed_in(page)


def test_by_the_organisation(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with Larkenmere Council").click()
    page.get_by_role("button", name="council", exact=True).click()

    expect_signed_in(page)
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text(PEOPLE["Of the council"])
