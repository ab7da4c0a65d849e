"""Disruptions: who records, changes and moderates them, and what a list of them counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from disrupted_here import disrupted, fields_of, member_of
from django.test import Client
from django.utils import timezone
from forms_here import filled
from people_here import at_most, text_of
from plan_here import Planned

from commonground.errors import BadInput
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import disruption_access, disruption_actions
from commonground.rooms.plan.disruption_access import Moderation, Wanted
from commonground.rooms.plan.models import Disruption, DisruptionEntry, Scale, ScaleMeaning
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(planned: Planned) -> Client:
    return planned.here.analysts_browser


def at(planned: Planned, page: str = "") -> str:
    return f"/p/{planned.here.partnership.pk}/disruptions/{page}"


def moderate(planned: Planned, about: Disruption, scale: Scale, reason: str = "Read") -> Disruption:
    now = Disruption.objects.get(pk=about.pk)
    return disruption_actions.moderate_disruption(
        by=planned.seat, about=now, version=now.version, scale=scale, reason=reason
    )


def test_one_is_recorded_from_its_action_and_read_there(planned: Planned, browser: Client) -> None:
    action = f"/p/{planned.here.partnership.pk}/actions/{planned.actions[0].pk}/"
    page = at(planned, f"record/?action={planned.actions[0].pk}")
    assert page.removeprefix("/p/") in text_of(browser.get(action))
    sent = filled(browser, page)
    assert sent["action"] == [str(planned.actions[0].pk)]

    answer = browser.post(
        page,
        {**sent, "subject": "A phone line", "strand": "four-ps:pursue", "scale": "minor",
         "rationale": "Fewer calls", "agency": str(planned.here.agency.pk)},
        follow=True,
    )  # fmt: skip

    for word in ("D1 was recorded.", "Fewer calls", "Waiting for moderation", "Pursue",
                 "Somebody else moderates it", "There was a small or short effect."):  # fmt: skip
        assert word in text_of(answer)
    assert "D1: A phone line</a>" in text_of(browser.get(action))


def test_the_same_again_by_the_same_person_is_one_row(planned: Planned) -> None:
    member = member_of(planned.here)

    assert disrupted(planned, member) == disrupted(planned, member)
    assert disrupted(planned, planned.seat).ref == "D2"
    assert DisruptionEntry.objects.count() == 2


def test_nobody_moderates_what_they_recorded_or_changed(planned: Planned, browser: Client) -> None:
    own = disrupted(planned, planned.seat)
    others = disrupted(planned)
    disruption_actions.change_disruption(
        by=planned.seat, about=others, version=1,
        fields=replace(fields_of(planned), rationale="Two months"),
    )  # fmt: skip

    for one in (own, others):
        with pytest.raises(NotAllowed, match="Somebody else must moderate it"):
            moderate(planned, one, Scale.MINOR)
        assert "Moderate the scale" not in text_of(browser.get(at(planned, f"{one.pk}/")))
        assert browser.get(at(planned, f"{one.pk}/moderate/")).status_code == 403
    assert not Disruption.objects.exclude(moderated_by=None).exists()


def test_a_second_person_changes_the_scale_with_a_reason_and_each_time_is_kept(
    planned: Planned, browser: Client
) -> None:
    about = disrupted(planned)
    page = at(planned, f"{about.pk}/moderate/")
    sent = filled(browser, page)
    assert sent["scale"] == ["major"]
    assert "error" in text_of(browser.post(page, {**sent, "scale": "none", "reason": " "}))

    shown = text_of(
        browser.post(page, {**sent, "scale": "none", "reason": "It moved"}, follow=True)
    )
    moderate(planned, about, Scale.MODERATE, "It moved in part")

    assert "It moved" in shown
    assert "Waiting for moderation" not in shown
    now = Disruption.objects.get()
    assert (now.scale, now.moderated_scale) == (Scale.MAJOR, Scale.MODERATE)
    assert list(about.entries.order_by("number").values_list("turn", "scale", "reason")) == [
        ("recorded", "major", "No call in a month"), ("moderated", "none", "It moved"),
        ("moderated", "moderate", "It moved in part"),
    ]  # fmt: skip


def test_moderating_alike_twice_writes_one_row_and_an_old_form_overwrites_nothing(
    planned: Planned, browser: Client
) -> None:
    about = disrupted(planned)
    sent = filled(browser, at(planned, f"{about.pk}/moderate/")) | {"reason": ["Mine"]}
    moderate(planned, about, Scale.NONE)
    moderate(planned, about, Scale.NONE)

    assert about.entries.count() == 2
    both = browser.post(at(planned, f"{about.pk}/moderate/"), sent)
    assert both.status_code == 409
    assert "Mine" in text_of(both)
    with pytest.raises(ChangedMeanwhile):
        disruption_actions.change_disruption(
            by=planned.seat, about=about, version=1,
            fields=replace(fields_of(planned), subject="Another line"),
        )  # fmt: skip


def test_changing_what_was_judged_makes_it_wait_again_and_the_action_alone_does_not(
    planned: Planned,
) -> None:
    about = moderate(planned, disrupted(planned), Scale.MINOR)
    fields = replace(fields_of(planned), action=None)
    kept = disruption_actions.change_disruption(
        by=planned.seat, about=about, version=about.version, fields=fields
    )
    assert kept.moderated_scale == Scale.MINOR

    changed = disruption_actions.change_disruption(
        by=planned.seat, about=kept, version=kept.version,
        fields=replace(fields, scale=Scale.NEGATIVE),
    )  # fmt: skip

    assert (changed.moderated_by, changed.moderated_scale) == (None, "")
    assert changed.entries.count() == 3


def test_a_member_changes_their_own_and_no_other(planned: Planned) -> None:
    member = member_of(planned.here)
    other = member_of(planned.here, "Other")
    about = disrupted(planned, member)
    fields = replace(fields_of(planned), subject="Two phone lines")
    disruption_actions.change_disruption(by=member, about=about, version=1, fields=fields)

    with pytest.raises(NotAllowed, match="Only the analyst, or who recorded"):
        disruption_actions.change_disruption(by=other, about=about, version=2, fields=fields)
    assert Disruption.objects.get().subject == "Two phone lines"


def test_a_change_is_saved_on_its_page_to_those_who_may(planned: Planned, browser: Client) -> None:
    about = moderate(planned, disrupted(planned), Scale.MINOR)
    page = at(planned, f"{about.pk}/change/")
    assert "it waits for moderation again" in text_of(browser.get(page))
    sent = filled(browser, page) | {"subject": ["Three phone lines"]}

    shown = text_of(browser.post(page, sent, follow=True))

    assert "The disruption was saved." in shown
    assert "Three phone lines" in shown
    assert "Waiting for moderation" in shown
    assert planned.here.browser(Role.MEMBER).get(page).status_code == 403
    assert browser.put(page).status_code == 405


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"subject": " "}, "Enter what was disrupted."),
        ({"rationale": ""}, "Say why it is on this step"),
        ({"strand": "divert"}, "Choose a strand of the plan"),
        ({"marking": "SECRET"}, "Choose one of the markings"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "Nothing was disrupted after today"),
    ],
)
def test_one_is_refused_with_a_sentence(
    planned: Planned, other: dict[str, object], sentence: str
) -> None:
    fields = replace(fields_of(planned), **other)  # type: ignore[arg-type]

    with pytest.raises(BadInput, match=sentence):
        disruption_actions.record_disruption(by=planned.seat, fields=fields)
    assert not Disruption.objects.exists()


def test_totals_count_the_scale_that_stands_and_keep_what_waits_apart(planned: Planned) -> None:
    member = member_of(planned.here)
    moderate(planned, disrupted(planned, member), Scale.NONE)
    for subject, scale in (("A second", Scale.MAJOR), ("A third", Scale.NONE)):
        fields = replace(fields_of(planned), subject=subject, scale=scale)
        disruption_actions.record_disruption(by=member, fields=fields)

    found = disruption_access.disruptions(planned.seat, Wanted())

    assert [(one.scale, one.moderated, one.waiting) for one in disruption_access.totals(found)] == [
        (Scale.MAJOR, 0, 1), (Scale.MODERATE, 0, 0), (Scale.MINOR, 0, 0), (Scale.NONE, 1, 1),
        (Scale.NEGATIVE, 0, 0),
    ]  # fmt: skip


def test_a_list_is_of_a_plan_a_scale_an_agency_or_what_waits(planned: Planned) -> None:
    one = moderate(planned, disrupted(planned), Scale.NONE)
    fields = replace(fields_of(planned), subject="Untied", action=None, on=date(2016, 2, 1))
    two = disruption_actions.record_disruption(by=planned.seat, fields=fields)

    def found(**wanted: object) -> list[Disruption]:
        return list(disruption_access.disruptions(planned.seat, Wanted(**wanted)))  # type: ignore[arg-type]

    assert found() == [one, two]
    assert found(plan=planned.plan.pk) == [one]
    assert found(scale=Scale.MAJOR) == [two]
    assert found(scale=Scale.NONE) == [one]
    assert found(agency=planned.here.agency.pk) == [one, two]
    assert found(moderation=Moderation.WAITING) == [two]
    assert found(moderation=Moderation.DONE) == [one]


def test_the_list_says_what_to_do_filters_by_its_address_and_stays_within_ten_queries(
    planned: Planned, browser: Client
) -> None:
    assert "No disruption is recorded yet" in text_of(browser.get(at(planned)))
    disrupted(planned)
    ScaleMeaning.objects.create(
        partnership=planned.here.partnership, scale=Scale.MAJOR, meaning="Gone for a year"
    )

    with at_most(10):
        shown = text_of(browser.get(at(planned, f"?plan={planned.plan.pk}&moderation=waiting")))
    assert "D1: A phone line" in shown
    assert "Gone for a year" in shown
    none = text_of(browser.get(at(planned, "?scale=none")))
    assert "None is like that." in none
    assert "D1: A phone line" not in none
    assert "D1: A phone line" in text_of(browser.get(at(planned, "?scale=nonsense")))


def test_one_is_read_within_ten_queries(planned: Planned, browser: Client) -> None:
    about = moderate(planned, disrupted(planned), Scale.NONE)

    with at_most(10):
        browser.get(at(planned, f"{about.pk}/"))
    with at_most(10):
        browser.get(at(planned, f"{about.pk}/change/"))
    with at_most(10):
        browser.get(at(planned, f"{about.pk}/moderate/"))


def test_a_partnership_puts_its_own_words_to_a_step_and_takes_them_back(
    planned: Planned, browser: Client
) -> None:
    page = at(planned, "scale/major/")
    disrupted(planned)
    sent = filled(browser, page) | {"meaning": ["Gone for a year"]}
    assert "Gone for a year" in text_of(browser.post(page, sent, follow=True))
    late = browser.post(page, sent | {"meaning": ["Gone for two years"]})
    assert late.status_code == 409
    assert "Gone for two years" in text_of(late)

    again = filled(browser, page) | {"meaning": [""]}
    shown = text_of(browser.post(page, again, follow=True))

    assert "can no longer operate" in shown
    assert [one.version for one in ScaleMeaning.objects.all()] == [2]
    assert browser.get(at(planned, "scale/huge/")).status_code == 404
