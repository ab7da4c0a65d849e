"""The pages that belong to no room, the errors, and what every answer carries."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from people_here import Here, at_most, make_person, signed_in, text_of

from commonground.rooms.issues.actions import add_issue
from commonground.rooms.people.models import Partnership
from commonground.rooms.people.roles import Role
from commonground.web.errors import bad_request
from commonground.web.jinja import load_templates, used_environment
from commonground.web.urls import urlpatterns as real


def fails(request: object) -> HttpResponse:
    raise RuntimeError("somebody@example.org typed this")


urlpatterns = [path("fails/", fails), *real]
handler500 = "commonground.web.errors.failed"


def test_a_newcomer_is_led_to_an_account_and_a_partnership(db: None) -> None:
    cache.clear()
    browser = Client()
    assert "Make an account" in text_of(browser.get("/"))

    browser.post(
        "/account/signup/",
        {"name": "Ada Invented", "email": "ada@example.org", "password1": "three odd words"},
    )
    assert "Create a partnership" in text_of(browser.get("/"))

    made = {"name": "Larkenmere", "area": "Larkenmere", "board_kind": "Safety board"}
    answer = browser.post("/partnerships/new/", made)
    assert answer.status_code == 302
    assert Partnership.objects.get().name == "Larkenmere"
    assert "Where the cycle stands" in text_of(browser.get("/"))


def test_who_may_not_make_a_partnership_is_told_whom_to_ask(here: Here) -> None:
    person = make_person("New Comer")

    answer = signed_in(person).get("/partnerships/new/")

    assert answer.status_code == 403
    assert "Ask whoever runs this installation" in text_of(answer)
    assert "Create a partnership" not in text_of(signed_in(person).get("/"))


def test_the_home_page_says_what_needs_the_analyst(here: Here) -> None:
    browser = here.analysts_browser

    with at_most(10):
        page = text_of(browser.get("/"))

    assert "Name the chair and the senior police lead" in page
    assert "Golden themes" in page
    assert f"/p/{here.partnership.pk}/themes/" in page
    assert f"/p/{here.partnership.pk}/assessments/" in page
    assert f"/p/{here.partnership.pk}/plans/" in page
    assert f"/p/{here.partnership.pk}/profile/" in page
    assert "Bring in the long list" in page
    assert "Ask partners for issues" in page


def test_the_home_page_counts_what_has_no_theme(here: Here) -> None:
    add_issue(by=here.seat, name="Fraud")
    add_issue(by=here.seat, name="Arson", new_theme="Fire")

    page = text_of(here.analysts_browser.get("/"))

    assert "1 issue has no theme yet" in page
    assert "2 issues in 1 theme" in page
    assert "Bring in the long list" not in page
    assert "no theme yet" not in text_of(here.browser(Role.MEMBER).get("/"))


def test_the_status_page_names_database_mail_and_backup(here: Here) -> None:
    page = text_of(here.analysts_browser.get("/status/"))

    assert re.search(r"SQLite 3\.\d+|PostgreSQL \d+", page)
    assert "None yet" in page
    assert "Outgoing mail" in page


def test_the_status_page_is_for_those_who_are_signed_in(db: None) -> None:
    assert Client().get("/status/").status_code == 302


def test_the_health_check_is_for_anybody(db: None) -> None:
    assert text_of(Client().get("/health/")) == "ok\n"


@pytest.mark.parametrize("address", ["/", "/health/"])
def test_the_wrong_method_is_refused(db: None, address: str) -> None:
    assert Client().post(address).status_code == 405


def test_a_page_that_is_not_there_helps(db: None) -> None:
    answer = Client().get("/nowhere/")

    assert answer.status_code == 404
    assert "check it is correct" in text_of(answer)


@override_settings(ROOT_URLCONF="test_pages")
def test_a_fault_of_ours_says_nothing_was_saved_and_repeats_nothing(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/fails/")

    assert answer.status_code == 500
    assert "was not saved" in text_of(answer)
    assert "example.org" not in text_of(answer)


def test_a_form_without_its_secret_says_what_to_do(here: Here) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(here.analyst)

    answer = browser.post(f"/p/{here.partnership.pk}/agencies/add/", {"name": "Never"})

    assert answer.status_code == 403
    assert "This form has expired" in text_of(answer)


def test_a_bad_request_gets_a_page() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert bad_request(request, ValueError()).status_code == 400


def test_every_script_carries_the_pages_nonce_and_none_is_inline(here: Here) -> None:
    answer = here.analysts_browser.get("/")
    policy = answer["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)

    assert nonce is not None
    scripts = re.findall(r"<script([^>]*)>", text_of(answer))
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in one for one in scripts)
    assert "unsafe" not in policy
    assert " style=" not in text_of(answer)


def test_two_answers_never_share_a_nonce(db: None) -> None:
    first, second = (Client().get("/")["Content-Security-Policy"] for _ in range(2))

    assert first != second


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_answer_carries_its_safety_headers(db: None, header: str, value: str) -> None:
    assert Client().get("/")[header] == value


def test_pages_are_kept_out_of_caches(here: Here) -> None:
    assert "no-store" in here.analysts_browser.get("/")["Cache-Control"]


def test_a_partnerships_pages_carry_the_marking_and_others_do_not(here: Here) -> None:
    browser = here.analysts_browser

    assert "cg-marking" in text_of(browser.get(f"/p/{here.partnership.pk}/agencies/"))
    assert "cg-marking" not in text_of(browser.get("/status/"))


def test_nothing_is_fetched_from_anywhere_else(here: Here) -> None:
    static = Path(__file__).parents[2] / "src/commonground/web/static"
    page = text_of(here.analysts_browser.get("/"))

    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    for css in static.rglob("*.css"):
        text = css.read_text()
        assert "url(" not in text
        assert not re.search(r"GDS Transport|crest|crown", text)


def test_a_server_compiles_its_templates_before_anybody_asks() -> None:
    load_templates()

    held = {name for _loader, name in (used_environment().cache or {})}
    assert {"consultation/score.html", "layout.html"} <= held
    assert any((settings.HOME / "compiled-templates").iterdir())


def test_every_template_says_what_its_context_is() -> None:
    root = Path(__file__).parents[2] / "src/commonground"
    templates = [*root.glob("web/templates/**/*.html"), *root.glob("rooms/*/templates/**/*.*")]

    assert templates
    assert [one.name for one in templates if not one.read_text().startswith("{#")] == []
