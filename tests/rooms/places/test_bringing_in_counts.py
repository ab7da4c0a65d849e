"""A partner's counts are read by what somebody says once of their columns, and kept as they are."""

import numpy as np
import pytest
from layers_here import (
    COLUMNS,
    PRINTED,
    bring_in_counts,
    bring_in_indices,
    counts_of,
    press,
    sealed_in,
    send,
)
from people_here import Here
from places_here import choose_ward

from commonground.rooms.places import layer_access, layer_reading
from commonground.rooms.places.models import ColumnUse, Level, SuppliedLayer


def test_the_columns_are_guessed_and_nothing_is_kept_yet(here: Here) -> None:
    page = send(here, "counts/add", counts_of(choose_ward(here)), name="Fires")

    assert "What its columns are" in page
    for part in ("area", "period", "measure", "count"):
        assert f'<option value="{part}" selected>' in page
    assert not SuppliedLayer.objects.exists()


def test_what_is_found_is_shown_before_it_is_kept(here: Here) -> None:
    about = choose_ward(here)
    text = counts_of(about, "E01999999,Jan 2026,Deliberate,4", ",Jan 2026,Deliberate,1")
    read = sealed_in(send(here, "counts/add", text, name="Fires"))

    page = press(here, "counts/columns", COLUMNS | {"read": read})
    assert "1 (E01999999)" in page
    assert "Rows without an area" in page
    assert "from 2026-01 to 2026-02" in page
    assert not SuppliedLayer.objects.exists()


def test_counts_are_kept_and_what_is_held_back_is_unknown(here: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_counts(here, about)

    assert (kept.first_month, kept.last_month) == ("2026-01", "2026-02")
    assert (kept.rows, kept.held_back, kept.covered) == (
        2 * about.lsoa_count, 2, about.lsoa_count - 1,
    )  # fmt: skip
    [laid] = layer_access.laid_on([kept], Level.LSOA, list(about.lsoa_names))
    assert laid.measure.label == "Deliberate"
    assert laid.on.values.shape == (about.lsoa_count, 2)
    assert np.isnan(laid.on.values[0]).all()
    assert laid.on.values[3].tolist() == [3, 3]
    assert [one.first for one in laid.figures.periods] == ["2026-01", "2026-02"]
    assert layer_access.laid_on([kept], Level.WARD, ["E05011118"]) == []
    assert layer_access.indicators([laid]) == []
    assert layer_access.residents_on([laid]) is None


def test_next_years_file_needs_nobody_to_say_what_its_columns_are(here: Here) -> None:
    about = choose_ward(here)
    bring_in_counts(here, about)
    text = counts_of(about, months=("Jan 2027",)).replace("LSOA,Month", "lsoa,month")

    page = send(here, "counts/add", text, name="Fires")
    assert "What was found" in page
    assert 'value="Fire service"' in page
    press(here, "counts/keep", PRINTED | COLUMNS | {"name": "Fires", "read": sealed_in(page)})
    [used] = layer_access.layers_of(here.seat, about)
    assert used.first_month == "2027-01"
    assert SuppliedLayer.objects.count() == 2
    assert ColumnUse.objects.get().name == "Fires"


def test_a_file_of_the_same_headings_is_known_whatever_it_is_called(here: Here) -> None:
    about = choose_ward(here)
    bring_in_counts(here, about)

    assert "What was found" in send(here, "counts/add", counts_of(about), name="Rescues")


def test_other_headings_are_asked_for_anew(here: Here) -> None:
    about = choose_ward(here)
    bring_in_counts(here, about)
    text = counts_of(about).replace("LSOA,Month", "Area,When")

    assert "What its columns are" in send(here, "counts/add", text, name="Fires")


def test_columns_that_were_said_can_be_said_otherwise(here: Here) -> None:
    about = choose_ward(here)
    bring_in_counts(here, about)
    read = sealed_in(send(here, "counts/add", counts_of(about), name="Fires"))

    page = press(here, "counts/columns", COLUMNS | {"read": read, "choose": "1"})
    assert "What its columns are" in page


def test_faults_of_a_known_file_lead_to_its_columns(here: Here) -> None:
    about = choose_ward(here)
    bring_in_counts(here, about)
    code = next(iter(about.lsoa_names))

    page = send(here, "counts/add", counts_of(about, f"{code},Marsh 2026,x,1"), name="Fires")
    assert "expected a month, a quarter or a year" in page
    assert "What its columns are" in page


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"part-0": ""}, "Choose one column for the code of the area."),
        ({"part-1": "count"}, "Choose one column for the month, quarter or year."),
        ({"part-3": ""}, "Choose at least one column of counts."),
        ({"part-2": "count"}, "holds &quot;Deliberate&quot;; expected a number"),
        ({"part-3": "measure"}, "Choose one column alone for what is counted."),
    ],
)
def test_what_is_wrong_with_the_columns_is_told(
    here: Here, said: dict[str, str], fault: str
) -> None:
    read = sealed_in(send(here, "counts/add", counts_of(choose_ward(here)), name="Fires"))
    address = f"/p/{here.partnership.pk}/places/layers/counts/columns/"

    answer = here.analysts_browser.post(address, COLUMNS | {"read": read} | said)
    assert answer.status_code == 422
    assert fault in answer.content.decode().replace("&#34;", "&quot;")


def test_what_a_layer_must_say_is_asked_for_again(here: Here) -> None:
    read = sealed_in(send(here, "counts/add", counts_of(choose_ward(here)), name="Fires"))

    page = press(here, "counts/keep", COLUMNS | PRINTED | {"read": read, "source": ""})
    assert 'id="id_source-error"' in page
    assert not SuppliedLayer.objects.exists()


@pytest.mark.parametrize("page", ["counts/columns", "counts/keep", "indicators/keep"])
def test_what_nobody_sealed_is_refused(here: Here, page: str) -> None:
    choose_ward(here)

    assert "The preview has expired." in press(here, page, {"read": "rubbish"})


def test_counts_that_were_taken_away_can_be_brought_in_again(here: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_counts(here, about)

    address = f"/p/{here.partnership.pk}/places/layers/{kept.pk}/download/"
    text = here.analysts_browser.get(address).content.decode("utf-8-sig")
    assert text.startswith("area,area_name,period,Deliberate,source,")
    columns = {"part-0": "area", "part-2": "period", "part-3": "count"}
    sent = send(here, "counts/add", text, name="Again")
    press(here, "counts/keep",
          PRINTED | {"name": "Again", "read": sealed_in(sent), "part-1": ""} | columns)  # fmt: skip
    [again] = layer_access.layers(here.seat, about).filter(name="Again")
    assert again.sha256 == kept.sha256


def test_more_than_a_page_can_send_back_is_refused(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = choose_ward(here)
    monkeypatch.setattr(layer_reading, "MOST_SEALED", 100)

    page = send(here, "counts/add", counts_of(about), name="Fires")
    assert f"it has {2 * about.lsoa_count} rows. Split it by year." in page


def test_a_layer_says_what_became_of_its_file(here: Here) -> None:
    about = choose_ward(here)
    kept = bring_in_counts(here, about, counts_of(about, "E01999999,Jan 2026,x,4"))

    page = here.analysts_browser.get(f"/p/{here.partnership.pk}/places/layers/{kept.pk}/")
    said = " ".join(page.content.decode().split())
    assert "E01999999" in said
    assert "2026-01 to 2026-02" in said


def test_counts_and_indices_of_one_name_do_not_take_each_others_place(here: Here) -> None:
    about = choose_ward(here)
    bring_in_indices(here, about, name="Both")
    bring_in_counts(here, about, name="Both")

    assert len(layer_access.layers_of(here.seat, about)) == 2
