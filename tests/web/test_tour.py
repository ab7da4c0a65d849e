"""Every page of ours is shown in the documentation, on a screen and on a phone."""

import re

from tour_pages import OF_THE_LIBRARY, PICTURES, ROOT, WIDTHS, addresses, picture

PAGE = ROOT / "docs/explanation/a-look-round.md"
AGAIN = (
    "lead to the page from another, or to tests/browser/test_a_look_round.py; run ./test "
    "tests/browser --take-screenshots; and show both pictures in docs/explanation/a-look-round.md"
)


def shown() -> set[str]:
    text = PAGE.read_text(encoding="utf-8")
    return set(re.findall(r"\]\(\.\./images/tour/([^)]+)\)", text))


def test_every_page_of_the_url_conf_is_shown_at_both_widths() -> None:
    wanted = {
        picture(PICTURES, name, width).name
        for name in (*addresses(), *OF_THE_LIBRARY)
        for width in WIDTHS
    }

    assert wanted - shown() == set(), AGAIN


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    assert shown() == {path.name for path in PICTURES.iterdir()}, AGAIN


def test_each_stays_small() -> None:
    sizes = [path.stat().st_size for path in PICTURES.iterdir()]

    assert max(sizes) < 40_000
    assert sum(sizes) < 16_000 * len(sizes)
