"""What a page does with a sent form: act on it, show what is in the way, or both versions."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from people_here import Here, text_of

from commonground.errors import BadInput
from commonground.rooms.people.models import Agency
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed


class NameForm(forms.Form):
    name = forms.CharField(label="Name of it")


ANSWER = HttpResponse("done")
SOUND = {"name": "Larkenmere Fire"}


def answered() -> HttpResponse:
    return ANSWER


def never() -> HttpResponse:
    pytest.fail("acted on a form that is not sound")


def refusing(*faults: str) -> HttpResponse:
    raise BadInput(faults)


def form_of(agency: Agency) -> NameForm:
    return NameForm(initial={"name": agency.name})


@pytest.fixture
def request_() -> HttpRequest:
    """Return a request that can keep messages for the next page."""
    request = RequestFactory().post("/here/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def test_a_sound_form_is_acted_on_and_its_answer_is_given() -> None:
    assert acted(NameForm(SOUND), answered) is ANSWER


@pytest.mark.parametrize("sent", [None, {}, {"name": " "}])
def test_a_form_that_was_not_sent_or_is_not_sound_is_shown_and_nothing_done(
    sent: dict[str, str] | None,
) -> None:
    assert acted(NameForm(sent), never) is None


def test_what_is_refused_stands_above_the_fields() -> None:
    form = NameForm(SOUND)

    assert acted(form, lambda: refusing("It is taken.", "It is long.")) is None
    assert form.non_field_errors() == ["It is taken.", "It is long."]


def test_what_is_refused_stands_at_the_field_that_it_is_about() -> None:
    form = NameForm(SOUND)

    assert acted(form, lambda: refusing("It is taken."), onto="name") is None
    assert form.errors == {"name": ["It is taken."]}


def test_what_a_person_may_not_do_is_not_taken_for_a_fault_of_the_form() -> None:
    def forbidden() -> HttpResponse:
        raise NotAllowed("Your role here does not let you.")

    with pytest.raises(NotAllowed):
        acted(NameForm(SOUND), forbidden)


def test_a_change_that_nobody_else_made_first_is_saved(request_: HttpRequest) -> None:
    assert saved(request_, NameForm(SOUND), answered, form_of) is ANSWER
    assert saved(request_, NameForm({}), never, form_of) is None


def test_where_somebody_else_was_first_both_versions_are_shown(
    request_: HttpRequest, here: Here
) -> None:
    here.agency.version = 7
    request_.user = here.analyst

    def too_late() -> HttpResponse:
        raise ChangedMeanwhile(here.agency)

    answer: Any = saved(request_, NameForm(SOUND), too_late, form_of, seat=here.seat)

    page = text_of(answer)
    assert answer.status_code == 409
    assert here.agency.name in page
    assert "<strong>Larkenmere Fire</strong>" in page
    assert 'name="version" value="7"' in page
    assert 'action="/here/"' in page


def test_what_was_done_is_said_on_the_page_that_comes_next(
    request_: HttpRequest, here: Here
) -> None:
    answer = done(request_, "Agency added.", "people:agencies", here.partnership.pk)

    assert (answer.status_code, answer["Location"]) == (302, f"/p/{here.partnership.pk}/agencies/")
    assert [str(one) for one in get_messages(request_)] == ["Agency added."]


@pytest.mark.parametrize(
    ("method", "status"),
    [("GET", 200), ("HEAD", 200), ("POST", 200), ("PUT", 405), ("DELETE", 405)],
)
def test_a_page_with_a_form_is_read_or_sent_and_nothing_else(method: str, status: int) -> None:
    @form_page
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.method)

    assert page(RequestFactory().generic(method, "/here/")).status_code == status
