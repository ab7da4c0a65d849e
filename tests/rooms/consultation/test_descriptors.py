"""The partnership's own words for the levels: set, copied, shown beside the criterion, frozen."""

import json
from datetime import date

import pytest
from django.test import Client
from people_here import Here, text_of
from rounds_here import Consulted, draft_round, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access
from commonground.rooms.consultation.describing import (
    DescriptorSet,
    descriptors_digest,
    own_descriptors,
)
from commonground.rooms.consultation.describing_actions import copy_descriptors, set_descriptors

WORDS = "Seen by nobody in a year"
BY_THE_BOARD = DescriptorSet({("likelihood", 0): WORDS}, "The board", date(2026, 3, 3))


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return a draft round with one descriptor, set on its page."""
    made = ready_round(here)
    here.analysts_browser.post(
        f"{made.at}descriptors/",
        {"means-likelihood-0": WORDS, "set_by": "The board", "set_on": "3/3/2026"},
    )
    return made


def test_what_is_written_on_the_page_stands_beside_the_criterion(found: Consulted) -> None:
    assert WORDS in text_of(found.here.analysts_browser.get(f"{found.at}descriptors/"))
    found.open()

    page = text_of(Client().get(f"/score/{found.link(found.assessors[0]).token}/1/"))

    assert page.count(WORDS) == 1
    assert 'aria-describedby="score-likelihood-0-means"' in page
    assert "What the answers mean" in page


def test_they_are_frozen_with_a_digest_when_the_round_opens(found: Consulted) -> None:
    digest = descriptors_digest(own_descriptors(found.round))
    found.open()
    with pytest.raises(BadInput, match="can no longer be changed"):
        set_descriptors(by=found.here.seat, about=found.round, chosen=BY_THE_BOARD)

    found.close()

    closing = access.closing(found.round)
    assert closing is not None
    assert json.loads(closing.record)["descriptors"] == {
        "sha256": digest, "set_by": ["The board, 2026-03-03"],
    }  # fmt: skip
    assert digest in Entry.objects.get(verb="opened").after


def test_the_previous_rounds_can_be_copied_with_who_set_them(found: Consulted) -> None:
    later = draft_round(found.here, name="Next year")
    browser = found.here.analysts_browser

    browser.post(f"{later.at}descriptors/", {"source": str(found.round_id)})

    [copied] = own_descriptors(later.round)
    assert (copied.text, copied.set_by, copied.set_on) == (WORDS, "The board", date(2026, 3, 3))


def test_another_partnerships_or_another_methods_are_not_copied(
    here: Here, elsewhere: Here, found: Consulted
) -> None:
    theirs = ready_round(elsewhere)
    set_descriptors(by=elsewhere.seat, about=theirs.round, chosen=BY_THE_BOARD)
    other = draft_round(here, method="morile-thematic-2015", name="Other")

    for about, source in ((other, found), (draft_round(here, name="New"), theirs)):
        with pytest.raises(BadInput, match="has no descriptors of this method"):
            copy_descriptors(by=here.seat, about=about.round, source=source.round)


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (DescriptorSet({("likelihood", 5): "Off"}, "The board", date(2026, 3, 3)), "no level 5"),
        (DescriptorSet({("harm", 0): "Off"}, "The board", date(2026, 3, 3)), "no level 0 of harm"),
        (DescriptorSet({("likelihood", 0): "On"}, " ", date(2026, 3, 3)), "who set them"),
        (
            DescriptorSet({("likelihood", 0): "x" * 501}, "The board", date(2026, 3, 3)),
            "at most 500",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(here: Here, chosen: DescriptorSet, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        set_descriptors(by=here.seat, about=ready_round(here).round, chosen=chosen)


def test_saving_the_same_twice_writes_once(found: Consulted) -> None:
    before = Entry.objects.count()

    set_descriptors(by=found.here.seat, about=found.round, chosen=BY_THE_BOARD)

    assert Entry.objects.count() == before
