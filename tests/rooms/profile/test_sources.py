"""The register of sources: what is entered, what is late, and what stays as it was written."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from people_here import Here, page
from sources_here import TODAY, add_source, ago, asked_for, came, source_fields

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people import actions as people_actions
from commonground.rooms.people.roles import Role
from commonground.rooms.profile import access
from commonground.rooms.profile.models import Cadence, DataSet, Gateway, Request, Supply
from commonground.rooms.profile.source_actions import ask, change_data_set, receive
from commonground.rooms.profile.source_dates import expected_by
from commonground.rooms.profile.source_presenters import tags
from commonground.rooms.readiness.gathering import gathered
from commonground.rooms.refusals import ChangedMeanwhile

pytestmark = pytest.mark.django_db


def at(here: Here, page: str, *ids: object) -> str:
    return reverse(f"profile:{page}", args=[here.partnership.pk, *ids])


def said_of(here: Here, about: DataSet) -> list[str]:
    return [one.text for one in tags(access.data_set(here.seat, about.pk), TODAY)]


def typed(here: Here, **told: str) -> dict[str, str]:
    return {
        "agency": str(here.agency.pk), "name": "Call-outs", "owner_role": "Performance team",
        "gateway": "section_17a", "agreement": "Agreement 7", "agreement_review_on": "31/3/2030",
        "cadence": "quarterly", "coverage": "All of it", **told,
    }  # fmt: skip


def test_a_data_set_is_entered_received_and_shown(here: Here) -> None:
    browser = here.analysts_browser

    browser.post(at(here, "add_source"), typed(here))
    about = DataSet.objects.get()
    browser.post(
        at(here, "receive", about.pk),
        {"period_from": "1/1/2026", "period_to": "31/3/2026", "received_on": "12/5/2026"},
    )

    told = page(browser, at(here, "source", about.pk))
    assert "1 January 2026 to 31 March 2026" in told
    assert "12 May 2026" in told
    assert "30 September 2026" in told, "when the next quarter is to be here"
    assert "Call-outs" in page(browser, at(here, "sources"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter: data set"),
        ({"agency": ""}, "Choose: agency"),
        ({"gateway": "other"}, "Describe the other gateway in words."),
        ({"agreement_review_on": "31/2/2027"}, "date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    here: Here, wrong: dict[str, str], sentence: str
) -> None:
    answer = here.analysts_browser.post(at(here, "add_source"), typed(here, **wrong))

    told = unescape(answer.content.decode())
    assert sentence in told
    assert "All of it" in told
    assert not DataSet.objects.exists()


def test_the_same_set_of_an_agency_is_not_entered_twice(here: Here) -> None:
    add_source(here, name="Call-outs")

    answer = here.analysts_browser.post(at(here, "add_source"), typed(here, name="CALL-OUTS"))

    assert "The register has “CALL-OUTS” of Larkenmere Council already." in unescape(
        answer.content.decode()
    )


def test_an_agency_of_another_partnership_is_refused(here: Here, elsewhere: Here) -> None:
    with pytest.raises(BadInput, match="Choose an agency of this partnership"):
        add_source(here, elsewhere.agency)


def test_who_is_second_to_change_it_sees_both_versions(here: Here) -> None:
    about = add_source(here)
    change_data_set(
        by=here.seat, about=about, version=1,
        fields=source_fields(here.agency, caveats="Half of March is missing"),
    )  # fmt: skip

    with pytest.raises(ChangedMeanwhile):
        change_data_set(
            by=here.seat, about=about, version=1, fields=source_fields(here.agency, caveats="None")
        )
    answer = here.analysts_browser.post(
        at(here, "change_source", about.pk), typed(here, caveats="None", version="1")
    )
    assert "Half of March is missing" in unescape(answer.content.decode())
    assert DataSet.objects.get().caveats == "Half of March is missing"


def test_pressing_twice_enters_it_once(here: Here) -> None:
    about = add_source(here)

    came(here, about)
    came(here, about)
    asked_for(here, about, 5)
    asked_for(here, about, 5)

    assert (Supply.objects.count(), Request.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("first", "last", "received", "sentence"),
    [
        (ago(10), ago(20), ago(5), "The period cannot end before it begins."),
        (ago(20), ago(10), ago(-1), "It cannot have been received after today."),
        (ago(20), ago(10), ago(30), "It cannot have been received before its period began."),
    ],
)
def test_days_that_cannot_be_are_refused(
    here: Here, first: date, last: date, received: date, sentence: str
) -> None:
    about = add_source(here)

    with pytest.raises(BadInput, match=sentence):
        receive(by=here.seat, about=about, period_from=first, period_to=last, received_on=received)
    assert not Supply.objects.exists()


def test_a_request_cannot_be_of_tomorrow_or_due_before_it_was_made(here: Here) -> None:
    about = add_source(here)

    with pytest.raises(BadInput, match="after today"):
        ask(by=here.seat, about=about, asked_on=ago(-1), due_on=ago(-5))
    with pytest.raises(BadInput, match="due before"):
        ask(by=here.seat, about=about, asked_on=ago(5), due_on=ago(6))


def test_it_says_who_was_asked_and_did_not_answer(here: Here) -> None:
    about = add_source(here)

    asked_for(here, about, 40)
    assert said_of(here, about) == ["Asked, not answered"]
    asked_for(here, about, 3)
    assert said_of(here, about) == ["Asked, not answered"], "a chaser does not begin anew"
    came(here, about, 0)
    assert said_of(here, about) == []


def test_what_is_asked_for_and_not_due_yet_is_only_awaited(here: Here) -> None:
    about = add_source(here)
    came(here, about)
    asked_for(here, about, 3)

    assert said_of(here, about) == ["Asked for"]


def test_a_feed_is_late_once_the_period_after_its_next_has_ended(here: Here) -> None:
    about = add_source(here)
    receive(
        by=here.seat, about=about, period_from=date(2020, 1, 1), period_to=date(2020, 3, 31),
        received_on=date(2020, 5, 1),
    )  # fmt: skip

    assert said_of(here, about) == ["Late"]


@pytest.mark.parametrize(
    ("cadence", "last", "by"),
    [
        (Cadence.MONTHLY, date(2026, 1, 31), date(2026, 3, 31)),
        (Cadence.QUARTERLY, date(2026, 9, 30), date(2027, 3, 31)),
        (Cadence.YEARLY, date(2024, 2, 29), date(2026, 2, 28)),
        (Cadence.AS_ASKED, date(2026, 3, 31), None),
    ],
)
def test_the_next_period_is_to_be_here_by_the_end_of_the_one_after(
    cadence: Cadence, last: date, by: date | None
) -> None:
    assert expected_by(cadence, last) == by


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"gateway": Gateway.UNKNOWN}, ["No gateway"]),
        ({"agreement": ""}, ["No agreement"]),
        ({"agreement_review_on": ago(1)}, ["Agreement past review"]),
        ({"gateway": Gateway.OPEN, "agreement": "", "agreement_review_on": None}, []),
        ({"is_ended": True, "agreement": ""}, ["Ended"]),
    ],
)
def test_what_its_right_lacks_is_seen_at_a_glance(
    here: Here, told: dict[str, Any], said: list[str]
) -> None:
    assert said_of(here, add_source(here, **told)) == said


def test_nothing_more_comes_of_a_set_that_has_ended(here: Here) -> None:
    about = add_source(here, is_ended=True)

    with pytest.raises(BadInput, match="not supplied any more"):
        came(here, about)
    assert "It was received" not in page(here.analysts_browser, at(here, "source", about.pk))


def test_agencies_of_which_the_register_has_nothing_are_named(here: Here) -> None:
    people_actions.add_agency(by=here.seat, name="Silent Housing")
    add_source(here)

    told = page(here.browser(Role.OVERSEER), at(here, "sources"))

    assert "Silent Housing" in told
    assert "Enter a data set" not in told, "an overseer reads"


def test_each_write_is_in_the_record_with_its_name(here: Here) -> None:
    about = add_source(here)
    came(here, about)
    asked_for(here, about, 5)

    kinds = set(Entry.objects.values_list("object_type", flat=True))
    assert {"dataset", "supply", "request"} <= kinds
    told = page(here.analysts_browser, reverse("audit:entries", args=[here.partnership.pk]))
    assert "Call-outs to assaults" in told


def test_readiness_reads_the_register(here: Here) -> None:
    lead = here.member(Role.MEMBER, name="Invented Lead")
    force = people_actions.add_agency(by=here.seat, name="Larkenmere Police")
    lead.agency = force
    lead.save()
    here.partnership.police_lead = lead
    here.partnership.save()
    came(here, add_source(here))
    add_source(here, force, name="Crime", gateway=Gateway.UNKNOWN)
    add_source(here, name="Of old", is_ended=True)

    found = gathered(here.partnership, TODAY)

    assert found.people.police == force.pk
    assert [(one.name, one.has_period, one.has_gateway) for one in found.data_sets] == [
        ("Call-outs to assaults", True, True),
        ("Crime", False, False),
    ]


def test_the_register_says_of_each_set_how_it_stands(here: Here) -> None:
    came(here, add_source(here))
    add_source(here, name="Not begun")

    told = page(here.analysts_browser, at(here, "sources"))

    assert "In order" in told
    assert "Nothing yet" in told


def test_a_request_goes_by_email_and_a_chaser_says_since_when(here: Here) -> None:
    about, owner = add_source(here), here.member(Role.ACTION_OWNER, name="Invented Owner")
    asked_for(here, about, 40)
    told = {"asked_on": TODAY.isoformat(), "due_on": ago(-14).isoformat(), "to": str(owner.pk)}

    for _press in range(2):
        answer = here.analysts_browser.post(at(here, "ask", about.pk), told, follow=True)

    assert "It was entered and sent." in answer.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [owner.person.email]
    assert letter.reply_to == [here.analyst.email]
    assert "Call-outs to assaults" in letter.subject
    assert "It was first asked for on" in letter.body
    assert "Section 17A" in letter.body
    assert "Sent to Invented Owner" in page(here.analysts_browser, at(here, "source", about.pk))


def test_a_request_that_the_mail_server_refuses_stays_with_the_reason(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    about, owner = add_source(here), here.member(Role.ACTION_OWNER, name="Invented Owner")

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    told = {"asked_on": TODAY.isoformat(), "due_on": ago(-14).isoformat(), "to": str(owner.pk)}
    answer = here.analysts_browser.post(at(here, "ask", about.pk), told, follow=True)

    assert "The e-mail was not sent: nobody listens" in unescape(answer.content.decode())
    assert Request.objects.get().fault == "nobody listens"
    assert said_of(here, about) == ["Asked for"]


def test_an_email_goes_to_the_agency_alone_and_today(here: Here, elsewhere: Here) -> None:
    about, owner = add_source(here), here.member(Role.ACTION_OWNER, name="Invented Owner")
    stranger = elsewhere.member(Role.MEMBER)

    with pytest.raises(BadInput, match="somebody of this agency"):
        ask(by=here.seat, about=about, asked_on=TODAY, due_on=TODAY, to=stranger.pk)
    with pytest.raises(BadInput, match="goes today"):
        ask(by=here.seat, about=about, asked_on=ago(2), due_on=TODAY, to=owner.pk)
    assert not mail.outbox
    assert not Request.objects.exists()
