"""While two coders code the same remarks, neither can find out what the other says, nor what those
remarks carry already: pages, files, programs and the record are the same whatever it is.
"""

import io
import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from marked_pages import pages_from
from openpyxl import load_workbook
from people_here import Here, signed_in, text_of
from programs_here import program
from themes_here import Checked, checked, coded

from commonground.rooms.people.models import Person
from commonground.rooms.people.roles import Role
from commonground.rooms.themes import access, code_actions, coding_actions, golden_actions
from commonground.rooms.themes.models import Code, Coding, Reading, Remark
from commonground.rooms.themes.rules import Verb

pytestmark = pytest.mark.same_on_postgresql

Seen = dict[str, str]
NEW_EACH_TIME = re.compile(
    r"""(?x)(?<=name="csrfmiddlewaretoken"\ value=")[^"]+ | (?<=nonce=")[^"]+
    | \b(?:[0-9a-f]{64}|[0-9a-f]{12})\b | \d\d?:\d\d(?::\d\d)?(?:\.\d+)?"""
)
"""Secrets of a form, digests that hold the time, and the time."""


@pytest.fixture
def found(here: Here) -> Checked:
    """Return a check whose coders are the analyst and the chair, who both read the record."""
    light = coded(here)
    codes = [code_actions.add_code(by=here.seat, name=f"Invented code {at}") for at in (1, 2)]
    golden_actions.add_theme(
        by=here.seat, name="Invented theme", reach="cross_cutting", why="", codes=codes
    )
    return checked(light, Role.CHAIR)


def what_is_seen(found: Checked, person: Person) -> Seen:
    """Return everything that somebody can come to, in each page, file and program's answer."""
    browser, at = signed_in(person), found.found.at
    seen: Seen = {}
    for kind, page in pages_from(browser, at, found.at, f"/p/{_here(found)}/audit/"):
        if not kind.startswith("/account/"):
            seen[kind] = page
    for place in _places(found):
        seen[place] = _shown(browser, place)
    answer = program(found.found.here, person).get(f"/partnerships/{_here(found)}/audit?limit=100")
    seen["by program"] = text_of(answer)
    return {where: NEW_EACH_TIME.sub("", page) for where, page in seen.items()}


def _here(found: Checked) -> str:
    return str(found.found.here.partnership.pk)


def _places(found: Checked) -> list[str]:
    at = found.found.at
    codes = Code.objects.filter(partnership=found.found.here.partnership)
    drawn = found.drawn
    elsewhere = Remark.objects.exclude(pk__in=[one.remark_id for one in drawn])
    return [
        at, f"{at}export/xlsx/", f"{at}export/csv/", f"{at}codes/", f"{at}checks/",
        f"{at}remarks/groups/?all=1", found.at,
        f"{found.at}export/csv/", f"{at}remarks/", f"{at}remarks/?page=2",
        *(f"{at}remarks/?code={one}" for one in ("unread", "no_code")),
        *(f"{at}remarks/?code={one.pk}" for one in codes),
        *(f"{at}codes/{one.pk}/{what}/" for one in codes for what in ("split", "merge", "retire")),
        *(f"{at}{one.pk}/" for one in found.found.here.partnership.golden_themes.all()),
        *(f"{at}remarks/{one.remark_id}/" for one in drawn[:2]),
        *(f"{found.at}remarks/{one.pk}/" for one in drawn[:3]),
        *(f"{at}remarks/{one.pk}/" for one in elsewhere[:2]),
        f"/p/{_here(found)}/audit/?about={drawn[0].remark_id}",
    ]  # fmt: skip


def _shown(browser: Client, place: str) -> str:
    answer = browser.get(place, follow=True)
    if place.endswith("/xlsx/"):
        book = load_workbook(io.BytesIO(answer.content))
        return repr([[cell.value for cell in row] for sheet in book for row in sheet])
    return f"{answer.status_code} {answer.redirect_chain} {text_of(answer)}"


def undone(found: Checked, act: Callable[[], None], person: Person) -> Seen:
    """Return what somebody sees after something was done, which then is undone."""
    with transaction.atomic():
        act()
        seen = what_is_seen(found, person)
        transaction.set_rollback(True)
    return seen


def carry(found: Checked, *codes: Code) -> None:
    """Let the drawn remarks carry these codes, as if they had been read before the check."""
    for one in found.drawn:
        reading = Reading.objects.create(remark=one.remark, by=found.found.here.analyst)
        Coding.objects.bulk_create(
            Coding(remark=one.remark, code=code, given_in=reading) for code in codes
        )
    drawn = [one.remark_id for one in found.drawn]
    Remark.objects.filter(pk__in=drawn).update(is_read=True, version=2)


@pytest.mark.parametrize("coder", ["A", "B"])
def test_what_a_drawn_remark_carries_is_shown_to_neither_coder(found: Checked, coder: str) -> None:
    person = found.found.here.analyst if coder == "A" else found.other
    first, second = found.found.codes[:2]

    nothing = undone(found, lambda: None, person)
    one = undone(found, lambda: carry(found, first), person)
    other = undone(found, lambda: carry(found, first, second), person)

    assert nothing == one == other


def test_the_record_keeps_from_coders_what_drawn_remarks_were_given(found: Checked) -> None:
    here = found.found.here
    another = here.with_role(Role.ANALYST)
    seat = access.seat(another, here.partnership.pk, Verb.CODE_REMARKS)
    about = found.drawn[0].remark

    coding_actions.code_remark(
        by=seat, about=about, version=about.version, codes={found.found.codes[0].pk}
    )

    at = f"/p/{here.partnership.pk}/audit/?about={about.pk}"
    assert "codes" in text_of(signed_in(another).get(at))
    for person in (here.analyst, found.other):
        seen = what_is_seen(found, person)
        assert str(about.pk) not in seen["by program"]
        assert "codes: " not in text_of(signed_in(person).get(at))


def test_what_one_coder_says_is_shown_to_nobody_else(found: Checked) -> None:
    here = found.found.here
    first, second = found.found.codes[:2]
    readers = [found.other, here.with_role(Role.ANALYST), here.with_role(Role.OVERSEER)]

    for person in readers:
        one = undone(found, lambda: found.say("A", 1, first), person)
        other = undone(found, lambda: found.say("A", 1, first, second), person)
        none = undone(found, lambda: found.say("A", 1), person)
        assert one == other == none


def test_once_it_has_ended_all_of_it_is_shown(found: Checked) -> None:
    """The test that what is compared above could differ at all."""
    first, second = found.found.codes[:2]
    found.say("B", 1, first)
    found.say("A", 1, first, second)
    found.end()

    before = undone(found, lambda: None, found.other)
    after = undone(found, lambda: carry(found, first), found.other)

    changed = {where for where in before if before[where] != after.get(where)}
    assert f"{found.found.at}codes/" in changed
    assert f"{found.found.at}export/xlsx/" in changed
    assert f"{found.found.at}remarks/" in changed
