"""Files of layers as partnerships of tests send them, over the wards of places_here."""

import io
from collections.abc import Mapping, Sequence

from people_here import Here, text_of

from commonground.rooms.places import layer_access
from commonground.rooms.places.models import ChosenArea, SuppliedLayer

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
PRINTED = {
    "name": "Deprivation", "source": "MHCLG", "vintage": "2025", "licence": LICENCE,
    "marking": "OFFICIAL",
}  # fmt: skip
COLUMNS = {"part-0": "area", "part-1": "period", "part-2": "measure", "part-3": "count"}
"""What the columns of `counts_of` are."""


def indices_of(about: ChosenArea) -> str:
    """Return a table of indices of an area's LSOAs, and of one elsewhere."""
    codes = [*about.lsoa_names, "E01000001"]
    rows = [f"{code},{at % 10 + 1}.0,{at * 2.5},{1000 + at}" for at, code in enumerate(codes)]
    return "\n".join(["lsoa21_code,IMD_decile,IMD_score,total", *rows]) + "\n"


def counts_of(
    about: ChosenArea, *more: str, months: Sequence[str] = ("Jan 2026", "Feb 2026")
) -> str:
    """Return counts of an area's LSOAs by month, of which the first is held back in each."""
    rows = [
        f"{code},{month},Deliberate,{at or '<5'}"
        for month in months
        for at, code in enumerate(about.lsoa_names)
    ]
    return "\n".join(["LSOA,Month,Type,Attended", *rows, *more]) + "\n"


def send(here: Here, page: str, text: str, file_name: str = "figures.csv", **said: str) -> str:
    """Send a file to one of the pages that take one; return what the next says."""
    file = io.BytesIO(text.encode())
    file.name = file_name
    address = f"/p/{here.partnership.pk}/places/layers/{page}/"
    return here.analysts_browser.post(address, {"file": file, **said}, follow=True).content.decode()


def sealed_in(page: str) -> str:
    """Return what a page carries sealed."""
    return page.partition('name="read" value="')[2].partition('"')[0]


def press(here: Here, page: str, said: Mapping[str, str]) -> str:
    """Send a form; return what the next page says."""
    address = f"/p/{here.partnership.pk}/places/layers/{page}/"
    return text_of(here.analysts_browser.post(address, dict(said), follow=True))


def bring_in_indices(here: Here, about: ChosenArea, **said: str) -> SuppliedLayer:
    """Keep all columns of `indices_of` as a layer."""
    read = sealed_in(send(here, "indicators/add", indices_of(about)))
    ticked = {"keep-0": "1", "worse-0": "lower", "keep-1": "1", "weight-1": "2", "keep-2": "1"}
    press(here, "indicators/keep", PRINTED | ticked | {"read": read} | said)
    return latest(here, about)


def bring_in_counts(here: Here, about: ChosenArea, text: str = "", **said: str) -> SuppliedLayer:
    """Keep the counts of a file as a layer that is called Fires."""
    sent = send(here, "counts/add", text or counts_of(about), "fires.csv", name="Fires")
    press(here, "counts/keep",
          PRINTED | {"name": "Fires", "source": "Fire service", "read": sealed_in(sent)} | COLUMNS
          | said)  # fmt: skip
    return latest(here, about)


def latest(here: Here, about: ChosenArea) -> SuppliedLayer:
    """Return the layer that was kept last."""
    found = layer_access.layers(here.seat, about).order_by("-added_at").first()
    assert found is not None
    return found
