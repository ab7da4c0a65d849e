"""A year later by the clock: what was written is old, and a refresh asks whether it holds."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from people_here import page
from profile_here import SOUND, Signing, begin_profile, enter, section_id, write

from commonground.documents.contents.audiences import Audience
from commonground.rooms.assessment.models import Origin, Revision
from commonground.rooms.profile import profile_access
from commonground.rooms.profile.comparing import compared
from commonground.rooms.profile.entry_actions import change_entry, confirm_entry, hold_section
from commonground.rooms.profile.models import Gap, Judgement
from commonground.rooms.profile.profile_presenters import part_rows

NOW = timezone.now()
A_YEAR = timedelta(days=366)


def written(of: Signing) -> Signing:
    for kind in SOUND:
        enter(of, kind)
    for key in ("impact", "context", "progress"):
        write(of, key, f"What stands in {key}")
    of.sign()
    of.let_go(Audience.PARTNER)
    of.move(of.here.seat, "issued")
    return of


def refreshed(of: Signing) -> Signing:
    later = begin_profile(of.here, of.about.document.ranking, previous=of.now)
    return Signing(of.here, later, of.lead, of.chair, of.overseer)


def tags(of: Signing, at: datetime) -> dict[str, str]:
    now = of.now
    found = profile_access.standings(now, profile_access.outline_of(of.here.seat, now))
    rows = part_rows(of.here.seat, now, found, profile_access.findings(now), at.date())
    return {one.heading: one.tag.text for one in rows}


@pytest.mark.django_db
def test_what_was_written_a_year_ago_is_old(of: Signing) -> None:
    written(of)

    assert tags(of, NOW)["Impact on communities and resilience"] == "Fresh"
    assert tags(of, NOW + A_YEAR)["Impact on communities and resilience"] == "Old"


@pytest.mark.django_db
def test_a_refresh_carries_over_what_was_written_and_entered(of: Signing) -> None:
    second = refreshed(written(of))

    assert tags(second, NOW)["Impact on communities and resilience"] == (
        "Carried over: does it still hold?"
    )
    assert tags(second, NOW)["Horizon scan"] == "Empty"
    carried = Revision.objects.filter(
        block__section__assessment=second.about.document, origin=Origin.CARRIED
    )
    assert {one.text for one in carried} == {
        "What stands in impact", "What stands in context", "What stands in progress",
    }  # fmt: skip
    assert {one.source for one in carried} == {of.about.document.title}
    counts = profile_access.entry_counts(second.about)
    assert set(counts.values()) == {(1, 1)}
    assert "1 to confirm" in page(of.here.analysts_browser, second.at)


@pytest.mark.django_db
def test_saying_that_it_holds_or_writing_it_anew_settles_it(of: Signing) -> None:
    second = refreshed(written(of))
    browser = of.here.analysts_browser

    browser.post(f"{second.at}hold/{section_id(second, 'impact')}/")
    write(second, "context", "Written anew")

    now = tags(second, NOW)
    assert now["Impact on communities and resilience"] == "Fresh"
    assert now["Local context and drivers"] == "Fresh"
    assert now["Progress since the last profile and plan"].startswith("Carried over")
    assert "Still holds, says" in page(browser, f"{second.at}sections/")
    assert tags(second, NOW + A_YEAR)["Impact on communities and resilience"] == "Old"


@pytest.mark.django_db
def test_what_was_entered_is_confirmed_or_changed(of: Signing) -> None:
    second = refreshed(written(of))
    seat = of.here.seat
    gap = Gap.objects.get(profile=second.about)
    judgement = Judgement.objects.get(profile=second.about)

    confirm_entry(by=seat, about=gap)
    changed = {**SOUND["judgements"], "likelihood": "almost certain", "change": "stronger"}
    change_entry(by=seat, about=judgement, version=1, values=changed)

    counts = profile_access.entry_counts(second.about)
    assert (counts["gaps"], counts["judgements"], counts["responses"]) == ((1, 0), (1, 0), (1, 1))


@pytest.mark.django_db
def test_the_page_of_changes_says_what_differs_and_no_more(of: Signing) -> None:
    second = refreshed(written(of))
    assert second.now.previous is not None
    assert compared(second.now, second.now.previous).is_same

    write(second, "impact", "Parks are full again")
    enter(second, "gaps", what="Who rents by the day")
    told = page(of.here.analysts_browser, f"{second.at}changes/")

    assert "<ins>Parks are full again</ins>" in told
    assert "<del>What stands in impact</del>" in told
    assert "Who rents by the day" in told
    assert "What stands in context" not in told


@pytest.mark.django_db
def test_there_is_no_page_of_changes_without_a_profile_before(of: Signing) -> None:
    assert of.here.analysts_browser.get(f"{of.at}changes/").status_code == 404


@pytest.mark.django_db
def test_holding_a_section_of_a_signed_profile_is_refused(of: Signing) -> None:
    written(of)

    answer = of.here.analysts_browser.post(f"{of.at}hold/{section_id(of, 'impact')}/", follow=True)

    assert "The profile is locked" in answer.content.decode()


@pytest.mark.django_db
def test_another_profiles_section_is_not_found(of: Signing) -> None:
    second = refreshed(written(of))
    url = f"{second.at}hold/{section_id(of, 'impact')}/"

    assert of.here.analysts_browser.post(url).status_code == 404
    assert hold_section(by=of.here.seat, about=second.now, section_id=section_id(second, "impact"))
