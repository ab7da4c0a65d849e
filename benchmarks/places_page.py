"""Times the page of the map with 1,719 areas: its server, and Chromium until the map is drawn.

python benchmarks/places_page.py            prints the table
python benchmarks/places_page.py --check    and exits with 1 where a promise is broken

It fills an installation of its own in a temporary folder with invented areas side by side, as many
as the West Midlands have LSOAs, and 36 months. Without Chromium it times the server alone.
"""

import argparse
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlsplit
from uuid import uuid4
from wsgiref.simple_server import WSGIRequestHandler, make_server

import numpy as np
import shapely

from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.cube_facts import (
    AreaNamed,
    CubeFacts,
    ForceMonth,
    ForceMonths,
    Kind,
)
from commonground.geography.cubes import Cube, cube_bytes
from commonground.geography.presence import MonthFound, Presence
from pages import MOST_QUERIES, Taken, timed

AREAS, ACROSS = 1719, 42
SIDE = 0.01
"""Degrees."""
CORNERS = 7
"""Points along each side of an area: twice as many as boundaries of LSOAs have in a page."""
MONTHS = [f"{2023 + at // 12}-{at % 12 + 1:02}" for at in range(36)]
CATEGORIES = ("Anti-social behaviour", *(f"Category {at}" for at in range(1, 14)))
PROMISED_MS = {"server": 500.0, "Chromium": 2000.0}
REPEATS = 7
LICENCE = "Invented."


def main() -> int:
    """Fill an installation, time its map, print that."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonground-map-") as folder:
        url = f"http://localhost:{free_port()}"
        os.environ |= {"COMMONGROUND_HOME": folder, "COMMONGROUND_BASE_URL": url}
        taken = list(time_map(url))
    print(f"{'map of 1,719 areas':<34}{'ms':>8}{'queries':>9}{'kB':>8}")
    for one in taken:
        print(f"{one.page:<34}{one.milliseconds:8.0f}{one.queries:9}{one.kilobytes:8.0f}")
    broken = [
        one.page
        for one in taken
        if one.milliseconds > PROMISED_MS[one.page.split(":")[0]] or one.queries > MOST_QUERIES
    ]
    if broken:
        print(f"Over what is promised: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.create_server(("localhost", 0)) as found:
        return int(found.getsockname()[1])


def time_map(url: str) -> Iterator[Taken]:
    """Yield what each measure took the server, then what the first page took Chromium."""
    from commonground.web import starting  # noqa: PLC0415

    starting.prepare(0)
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from commonground.rooms.people.models import Person  # noqa: PLC0415

    analyst = Person.objects.create(name="Analyst", email="a@example.org", password="!unusable")
    browser = Client(HTTP_HOST=urlsplit(url).netloc)
    browser.force_login(analyst)
    place = f"/p/{fill(analyst)}/places/"
    for show in ("incidents", "spots", "patterns", "change"):
        yield timed(f"server: {show}", browser, f"{place}?show={show}")
    yield timed("server: the picture", browser, f"{place}map/picture/download/")
    yield timed("server: all months of the slider", browser, f"{place}map/months/download/")
    chromium = shutil.which("chromium")
    if chromium is not None:
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        yield drawn(chromium, url, place, (settings.SESSION_COOKIE_NAME, session))


def drawn(chromium: str, url: str, place: str, session: tuple[str, str]) -> Taken:
    """Return how long Chromium takes from asking for the page until every area is drawn."""
    from commonground.web.wsgi import application  # noqa: PLC0415

    port = urlsplit(url).port
    assert port is not None
    server = make_server("localhost", port, application, handler_class=_Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": session[0], "value": session[1], "url": url}])
        page = context.new_page()
        times = []
        for _ in range(REPEATS):
            began = time.perf_counter()
            page.goto(url + place)
            page.wait_for_selector(f"#map[data-drawn='{AREAS}']")
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            times.append(1000 * (time.perf_counter() - began))
        browser.close()
    server.shutdown()
    return Taken("Chromium: until it is drawn", statistics.median(times), 0, 0)


class _Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *_said: object) -> None:
        """Write nothing."""


def fill(analyst: object) -> object:
    """Make a partnership with areas, boundaries and counts; return its id."""
    from commonground.rooms.people import access, actions  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415
    from commonground.rooms.people.rules import Verb  # noqa: PLC0415
    from commonground.rooms.places.area_actions import choose_area  # noqa: PLC0415
    from commonground.rooms.places.area_finding import AreaAsked  # noqa: PLC0415
    from commonground.rooms.places.boundary_actions import keep_boundaries  # noqa: PLC0415
    from commonground.rooms.places.import_actions import begin_import, keep_cube  # noqa: PLC0415
    from commonground.rooms.places.models import AreaKind, Level  # noqa: PLC0415

    assert isinstance(analyst, Person)
    large = actions.make_partnership(by=analyst, name="Large", area="Large", board_kind="Board")
    seat = access.seat(analyst, large.pk, Verb.EDIT_PEOPLE)
    shapes, cube = grid(), counts()
    lsoas = dict(zip(cube.areas, cube.names, strict=True))
    asked = AreaAsked(AreaKind.OWN, "", "Large", {}, lsoas)
    about = choose_area(by=seat, asked=asked)
    keep_boundaries(
        by=seat, about=about, level=Level.LSOA, found=shapes, file_name="grid.geojson",
        file_sha256="0" * 64, licence=LICENCE,
    )  # fmt: skip
    begun = begin_import(by=seat, about=about, file_names=["large.cube"], import_id=uuid4())
    keep_cube(by=seat, about=begun, content=cube_bytes(cube), cube=cube)
    return large.pk


def grid() -> Boundaries:
    """Return areas side by side, as many points along their sides as real ones have."""
    along = np.linspace(0, 1, CORNERS, endpoint=False)
    wave = 0.1 * np.sin(2 * np.pi * along)
    back, wave_back = 1 - along, 0.1 * np.sin(2 * np.pi * (1 - along))
    # the same wave on opposite sides, so that areas share their borders
    ring = SIDE * np.column_stack(
        (
            np.concatenate((along, 1 + wave, back, wave_back)),
            np.concatenate((wave, along, 1 + wave_back, back)),
        )
    )
    corners = [np.array([-2 + SIDE * (at % ACROSS), 52 + SIDE * (at // ACROSS)])
               for at in range(AREAS)]  # fmt: skip
    shapes = tuple(shapely.Polygon(ring + corner) for corner in corners)
    codes = tuple(f"E{1_000_001 + at:08}" for at in range(AREAS))
    return Boundaries(codes, codes, shapes, Coordinates.DEGREES)


def counts() -> Cube:
    """Return invented counts that are high in the middle."""
    codes = tuple(f"E{1_000_001 + at:08}" for at in range(AREAS))
    generator = np.random.default_rng(1)
    place = np.arange(AREAS)
    away = np.hypot(place % ACROSS - ACROSS / 2, place // ACROSS - ACROSS / 2)
    rate = 0.5 + 12 * np.exp(-away / 4)
    held = generator.poisson(rate[:, None, None], (AREAS, len(MONTHS), len(CATEGORIES)))
    months = tuple(
        ForceMonth(MonthFound(one, Presence.WHOLE, 9e3, 1.0, 1.0), unlocated=0.02, asb=0.1)
        for one in MONTHS
    )
    facts = CubeFacts(
        area=AreaNamed(Kind.OWN, "", "Large"), areas=codes,
        names=tuple(f"Invented {at:04}" for at in range(AREAS)), months=tuple(MONTHS),
        categories=CATEGORIES, sources=(),
        forces=(ForceMonths("Invented Police", decides=True, months=months),), findings=(),
        licence=LICENCE,
    )  # fmt: skip
    return Cube(facts, held.astype(np.int32))


if __name__ == "__main__":
    sys.exit(main())
