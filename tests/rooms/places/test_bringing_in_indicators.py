"""Indices of an area are read, ticked, kept, and lie on areas that may be joined."""

import numpy as np
import pytest
from layers_here import (
    LICENCE,
    PRINTED,
    bring_in_indices,
    indices_of,
    latest,
    press,
    sealed_in,
    send,
)
from people_here import Here, at_most
from places_here import ALUM_ROCK, choose_ward

from commonground.geography.vulnerability import Scale, Worse, composite
from commonground.rooms.audit.models import Entry
from commonground.rooms.places import layer_access
from commonground.rooms.places.models import Level, SuppliedLayer


def test_the_columns_are_shown_with_what_the_publication_seems_to_be(here: Here) -> None:
    about = choose_ward(here)

    page = send(here, "indicators/add", indices_of(about))
    assert "IMD_decile" in page
    assert "Ministry of Housing, Communities and Local Government" in page
    assert LICENCE in page
    assert "how many people live there" in page
    assert not SuppliedLayer.objects.exists()


def test_a_layer_is_kept_with_its_source_and_how_much_it_covers(here: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_indices(here, about)

    assert (kept.name, kept.source, kept.vintage) == ("Deprivation", "MHCLG", "2025")
    assert (kept.parts, kept.covered, kept.left_out) == (about.lsoa_count, about.lsoa_count, 1)
    assert [(one.label, one.worse, float(one.weight), one.is_residents)
            for one in kept.measures.all()] == [
        ("IMD_decile", "lower", 1, False), ("IMD_score", "higher", 2, False),
        ("total", "higher", 1, True),
    ]  # fmt: skip
    [said] = Entry.objects.filter(object_type="suppliedlayer")
    assert said.verb == "added"
    page = here.analysts_browser.get(f"/p/{here.partnership.pk}/places/layers/").content.decode()
    assert f"{about.lsoa_count} of {about.lsoa_count}" in page
    assert LICENCE in page


def test_what_is_kept_lies_on_the_areas_of_a_map(here: Here) -> None:
    about = choose_ward(here)
    bring_in_indices(here, about)
    areas = list(about.lsoa_names)[::-1]

    with at_most(4):
        laid = layer_access.laid_on(layer_access.layers_of(here.seat, about), Level.LSOA, areas)
    decile, score, total = (one.on.values for one in laid)
    assert score.tolist() == [at * 2.5 for at in range(len(areas))][::-1]
    assert decile[-1] == 1
    residents = layer_access.residents_on(laid)
    assert residents is not None
    assert residents.values[-1] == total[-1] == 1000
    with at_most(2):
        layer_access.laid_on(layer_access.layers_of(here.seat, about), Level.LSOA, areas)


def test_a_joined_area_has_the_mean_by_residents(here: Here) -> None:
    about = choose_ward(here)
    bring_in_indices(here, about)
    first, second, *_others = about.lsoa_names

    laid = layer_access.laid_on(
        layer_access.layers_of(here.seat, about), Level.LSOA, [f"{first}+{second}"]
    )
    _decile, score, total = (one.on.values for one in laid)
    assert total.tolist() == [2001]
    assert score[0] == pytest.approx(1001 * 2.5 / 2001)


def test_indicators_with_a_weight_make_a_composite(here: Here) -> None:
    about = choose_ward(here)
    bring_in_indices(here, about)

    laid = layer_access.laid_on(
        layer_access.layers_of(here.seat, about), Level.LSOA, list(about.lsoa_names)
    )
    found = layer_access.indicators(laid)
    assert [(one.name, one.worse, one.weight) for one in found] == [
        ("IMD_decile", Worse.LOWER, 1), ("IMD_score", Worse.HIGHER, 2),
    ]  # fmt: skip
    made = composite(found, Scale.RANKS)
    assert np.isfinite(made.score).all()
    assert made.vintages == ("2025",)


def test_a_newer_one_takes_its_place_and_the_older_can_be_used_again(here: Here) -> None:
    about = choose_ward(here)
    older = bring_in_indices(here, about)
    newer = bring_in_indices(here, about, vintage="2026")

    assert layer_access.layers_of(here.seat, about) == [newer]
    assert "is used again" in press(here, f"{older.pk}/use", {})
    assert layer_access.layers_of(here.seat, about) == [older]
    assert "is used no more" in press(here, f"{older.pk}/aside", {})
    assert layer_access.layers_of(here.seat, about) == []
    said = Entry.objects.filter(object_type="suppliedlayer").order_by("sequence")
    assert [one.verb for one in said] == ["added", "changed", "added", *["changed"] * 3]
    press(here, f"{older.pk}/aside", {})
    assert said.count() == 6


def test_next_years_table_is_offered_as_it_was_asked_for(here: Here) -> None:
    about = choose_ward(here)
    bring_in_indices(here, about, **{"worse-1": "lower", "weight-1": "0.5"})

    page = send(here, "indicators/add", indices_of(about).replace("total", "others"))
    assert page.count(" checked") == 2 + 1  # two columns, and the marking
    assert 'name="weight-1" value="0.5"' in page
    assert page.count('<option value="lower" selected>') == 3 - 1


def test_another_area_has_layers_of_its_own(here: Here) -> None:
    bring_in_indices(here, choose_ward(here))
    other = choose_ward(here, ALUM_ROCK)

    assert not layer_access.layers(here.seat, other).exists()


def test_a_layer_can_be_taken_away_and_brought_in_again(here: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_indices(here, about, marking="OFFICIAL-SENSITIVE")

    answer = here.analysts_browser.get(
        f"/p/{here.partnership.pk}/places/layers/{kept.pk}/download/"
    )
    assert 'filename="Deprivation-OFFICIAL-SENSITIVE.csv"' in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    assert text.startswith("area,area_name,IMD_decile,IMD_score,total,source,licence,marking")
    assert Entry.objects.get(verb="took away").object_id == str(kept.pk)
    read = sealed_in(send(here, "indicators/add", text))
    ticked = {"keep-0": "1", "keep-1": "1", "keep-2": "1"}
    press(here, "indicators/keep", PRINTED | {"name": "Again", "read": read} | ticked)
    again = latest(here, about)
    assert again.sha256 == kept.sha256
    page = here.analysts_browser.get(f"/p/{here.partnership.pk}/places/layers/").content.decode()
    assert '<p class="govuk-body-s cg-marking">OFFICIAL-SENSITIVE</p>' in page


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({}, "Tick at least one column."),
        ({"keep-1": "1", "weight-1": "much"}, "IMD_score: the weight is a number from 0 to 100"),
        ({"keep-1": "1", "weight-1": "1e400"}, "IMD_score: the weight is a number from 0 to 100"),
        ({"keep-1": "1", "licence": ""}, 'id="id_licence-error"'),
    ],
)
def test_what_is_missing_is_told_and_what_was_said_stays(
    here: Here, said: dict[str, str], fault: str
) -> None:
    about = choose_ward(here)
    read = sealed_in(send(here, "indicators/add", indices_of(about)))

    page = press(here, "indicators/keep", PRINTED | {"read": read} | said)
    assert fault in page
    assert not SuppliedLayer.objects.exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,b\n1,2\n", "has no column of codes of LSOAs, wards or districts"),
        ("code,n\nE01000001,1\nE01000002,2\n", "has no figure of the area: none of its"),
        ("code,n\nE01000001,1\nE01000001,2\n", "is in row 2 already; expected each area once"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    here: Here, text: str, fault: str
) -> None:
    choose_ward(here)

    assert fault in send(here, "indicators/add", text)


def test_what_was_sealed_for_one_area_is_not_kept_for_another(here: Here) -> None:
    about = choose_ward(here)
    read = sealed_in(send(here, "indicators/add", indices_of(about)))
    other = choose_ward(here, ALUM_ROCK)

    page = press(here, "indicators/keep", PRINTED | {"keep-0": "1", "read": read})
    assert "The preview has expired. Choose the file again." in page
    assert not layer_access.layers(here.seat, other).exists()


def test_the_layer_kept_last_is_found_by_its_id(here: Here, elsewhere: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_indices(here, about)

    assert layer_access.one_layer(here.seat, kept.pk) == kept == latest(here, about)
