"""What readiness makes of a profile: which one it judges, and what turns a year later."""

from datetime import timedelta

import pytest
from django.utils import timezone
from profile_here import SOUND, Signing, begin_profile, enter, write

from commonground.documents.contents.audiences import Audience
from commonground.rooms.profile.models import Profile, Withheld
from commonground.rooms.readiness.gathering import gathered
from commonground.rooms.readiness.judging.engine import Settings, judged
from commonground.rooms.readiness.judging.evidence import Evidence
from commonground.rooms.readiness.judging.evidence import Profile as Judged
from commonground.rooms.readiness.judging.rulebook import rulebook

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def evidence(of: Signing, days: int = 0) -> Evidence:
    return gathered(of.here.partnership, TODAY + timedelta(days=days))


def about(of: Signing) -> Judged:
    found = evidence(of).profile
    assert found is not None
    return found


def states(of: Signing, days: int = 0) -> dict[str, str]:
    found = judged(rulebook(), evidence(of, days), Settings({}, {}))
    return {one.rule.id: str(one.state) for one in found}


def written(of: Signing) -> Signing:
    for kind in SOUND:
        enter(of, kind)
    write(of, "context", "What stands in it, said in so many words " * 5)
    of.sign()
    return of


def test_before_anybody_approved_one_the_latest_is_judged_by_what_is_entered(of: Signing) -> None:
    found = about(of)

    assert (found.id, found.approved_on, found.edition) == (of.about.pk, None, 0)
    assert len(found.unfound) == 10
    assert states(of)["A1"] == "fail"
    assert states(of)["A3"] == "nothing"
    assert states(of)["A4"] == "fail"


def test_the_signature_of_the_police_alone_approves_nothing(of: Signing) -> None:
    of.move(of.here.seat, "draft")
    of.move(of.here.seat, "sanitisation")
    of.move(of.lead, "signed_police")
    assert about(of).approved_on is None

    of.move(of.chair, "signed_board")

    assert (about(of).approved_on, about(of).edition) == (TODAY, 1)
    assert about(of).signed_by_writers == ()


def test_what_was_signed_is_counted_in_words_by_section(of: Signing) -> None:
    written(of)

    words = {one.key: one.words for one in about(of).sections}

    assert words["context"] >= 45
    assert words["impact"] < 30
    assert "horizon" not in words
    assert states(of)["A3"] == "fail"


def test_a_year_later_by_the_clock_it_fails_and_after_two_it_is_critical(of: Signing) -> None:
    written(of)

    assert [states(of, days)["A1"] for days in (0, 320, 370, 740)] == [
        "pass", "warn", "fail", "critical",
    ]  # fmt: skip


def test_a_draft_of_the_next_is_not_judged_while_the_one_before_stands(of: Signing) -> None:
    written(of)
    of.let_go(Audience.PARTNER)
    of.move(of.here.seat, "issued")

    later = begin_profile(of.here, of.about.document.ranking, previous=of.now)

    assert Profile.objects.count() == 2
    assert about(of).id == of.about.pk
    second = Signing(of.here, later, of.lead, of.chair, of.overseer)
    second.sign()
    assert about(of).id == later.pk


def test_words_that_are_withheld_after_a_public_release_are_found_in_it(of: Signing) -> None:
    write(of, "context", "Work with the Larch Group goes on.")
    of.sign()
    of.let_go(Audience.PUBLIC)
    assert states(of)["C5"] == "pass"

    Withheld.objects.create(
        partnership=of.here.partnership, words="Larch Group", by=of.here.analyst
    )

    assert states(of)["C5"] == "fail"
    [build] = about(of).builds
    assert build.gives_away == ("Local context and drivers",)


def test_a_profile_without_an_assessment_of_protection_is_told_so(of: Signing) -> None:
    Profile.objects.update(dpia="")
    assert states(of)["C7"] == "warn"

    Profile.objects.update(dpia="D 7")
    assert states(of)["C7"] == "pass"
