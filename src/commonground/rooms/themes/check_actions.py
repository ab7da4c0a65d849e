"""Every write of a check by two coders: starting, coding, finishing, ending and settling."""

import json
import secrets
from collections.abc import Collection, Iterator
from hashlib import sha256
from uuid import UUID

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access, check_access
from commonground.rooms.themes.coding_actions import read_again
from commonground.rooms.themes.comparing import Agreement, on_any_of, overall
from commonground.rooms.themes.models import (
    BlindReading,
    Check,
    Code,
    Coder,
    Drawn,
    Figure,
    Letter,
    Measured,
    Remark,
    Status,
)
from commonground.rooms.themes.rules import Verb, check_may_do

ONE_IN = 5
FEWEST = 5
SEEDS = 2**53
"""So that a seed is the same number in a spreadsheet."""


@action
def start_check(*, by: Seat, first: Person, second: Person, seed: int | None = None) -> Check:
    """Draw a fifth of the remarks at random, and give them to two coders.

    The draw is plain: every remark is as likely as any other. BadInput where a check is running,
    there are no codes or too few remarks, or the two are one or may not.
    """
    _lock(by, Verb.START_CHECK)
    possible = {one.pk for one in check_access.possible_coders(by)}
    if first.pk == second.pk or not {first.pk, second.pk} <= possible:
        raise BadInput(_("Choose two different people who may code."))
    if by.partnership.checks.filter(ended_at__isnull=True).exists():
        raise BadInput(_("A check is running. End it before you start another."))
    if not access.live_codes(by):
        raise BadInput(_("There are no codes yet. Write some before two people apply them."))
    every = list(
        Remark.objects.filter(partnership=by.partnership).order_by("number").values_list("pk")
    )
    if len(every) < FEWEST:
        raise BadInput(_("There are too few remarks: gather at least %d.") % FEWEST)
    chosen = secrets.randbelow(SEEDS) if seed is None else seed
    drawn = draw([pk for (pk,) in every], chosen)
    made = Check.objects.create(
        partnership=by.partnership, seed=chosen, size=len(drawn), population=len(every),
        draw_sha256=_digest([str(pk) for pk in drawn]),
    )  # fmt: skip
    Drawn.objects.bulk_create(
        Drawn(of=made, remark_id=pk, position=at) for at, pk in enumerate(drawn, 1)
    )
    Coder.objects.bulk_create(
        Coder(of=made, person=person, letter=letter)
        for person, letter in ((first, Letter.A), (second, Letter.B))
    )
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("started"), about=made,
        after={
            "seed": chosen, "size": made.size, "population": made.population,
            "draw_sha256": made.draw_sha256,
        },
    )  # fmt: skip
    return made


def draw(remarks: list[UUID], seed: int) -> list[UUID]:
    """Return a fifth of the remarks, rounded up, in a random order: the same for the same seed."""
    size = -(-len(remarks) // ONE_IN)
    chosen = np.random.default_rng(seed).choice(len(remarks), size=size, replace=False)
    return [remarks[at] for at in chosen]


@action
def code_blind(
    *, by: Seat, about: Check, drawn: UUID, version: int, codes: Collection[UUID]
) -> BlindReading:
    """Say which codes a remark of a check carries, none included, for one's own part alone.

    The record holds that it was done, never which codes. BadInput once one's part is finished.
    """
    coder = _own_part(by, about)
    found = Drawn.objects.filter(of=about, pk=drawn).first()
    if found is None:
        raise BadInput(_("This remark is not in the check."))
    live = Code.objects.filter(partnership=by.partnership, status=Status.LIVE, pk__in=codes)
    if len(wanted := list(live)) != len(set(codes)):
        raise BadInput(_("One of these codes is no longer in use. Look at the remark again."))
    before = coder.readings.filter(drawn=found).first()
    if before is not None and {one.pk for one in before.codes.all()} == set(codes):
        return before
    if (before.version if before else 0) != version:
        raise ChangedMeanwhile(before or coder)
    reading = before or BlindReading(coder=coder, drawn=found, version=0)
    reading.version, reading.at = reading.version + 1, timezone.now()
    reading.save()
    reading.codes.set(wanted)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("coded in a check"),
        about=found.remark,
    )  # fmt: skip
    return reading


@action
def finish_part(*, by: Seat, about: Check) -> bool:
    """Finish one's own part; return whether that ended the check, as the second to finish."""
    coder = _own_part(by, about)
    coder.finished_at = timezone.now()
    coder.version += 1
    coder.save(update_fields=["finished_at", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("finished a part of"), about=about
    )
    if about.coders.filter(finished_at__isnull=True).exists():
        return False
    _end(by, about)
    return True


@action
def end_check(*, by: Seat, about: Check) -> None:
    """End a check whether both have finished or not; what somebody did not read is left out."""
    _lock(by, Verb.START_CHECK)
    current = Check.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    if not current.is_running:
        raise BadInput(_("This check has ended."))
    _end(by, current)


@action
def settle(*, by: Seat, about: Check, drawn: UUID, letters: Collection[str]) -> None:
    """Give a remark the codes that one coder gave it, or both together; recorded as a reading.

    A code that is no longer in use is left out. BadInput before the check has ended.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    found = Drawn.objects.select_for_update().filter(of=about, pk=drawn).first()
    if about.is_running or found is None:
        raise BadInput(_("This remark is not in a check that has ended."))
    if found.settled_in_id is not None:
        raise BadInput(_("This remark was settled already."))
    said = BlindReading.objects.filter(drawn=found, coder__letter__in=letters)
    if not said.exists():
        raise BadInput(_("Choose whose codes it gets."))
    _settle(by, found, Code.objects.filter(pk__in=said.values("codes"), status=Status.LIVE))


@action
def take_agreed(*, by: Seat, about: Check) -> int:
    """Give the remarks that nobody had read the codes that both coders gave; return how many."""
    check_may_do(by.roles, Verb.CODE_REMARKS)
    found = check_access.result(by, Check.objects.get(pk=about.pk, partnership=by.partnership))
    first, second = found.given
    agreed = [
        one for pk, one in found.drawn.items()
        if first.get(pk, None) == second.get(pk) is not None
        and one.settled_in_id is None and not one.remark.is_read
    ]  # fmt: skip
    live = {one.pk: one for one in access.live_codes(by)}
    for one in agreed:
        _settle(by, one, [live[pk] for pk in first[one.pk] if pk in live])
    return len(agreed)


def _settle(by: Seat, found: Drawn, codes: Collection[Code]) -> None:
    found.settled_in = read_again(by=by, about=found.remark, codes=codes)
    found.version += 1
    found.save(update_fields=["settled_in", "version"])


def _own_part(by: Seat, about: Check) -> Coder:
    current = Check.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    coder = check_access.own_part(by, current)
    if not current.is_running or coder.finished_at is not None:
        raise BadInput(_("You have finished your part of this check, so it stays as it is."))
    return coder


def _lock(by: Seat, verb: Verb) -> None:
    check_may_do(by.roles, verb)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _end(by: Seat, about: Check) -> None:
    about.ended_at = timezone.now()
    figures = list(_figures(by, about))
    Figure.objects.bulk_create(figures)
    about.result_sha256 = result_digest(about)
    about.version += 1
    about.save(update_fields=["ended_at", "result_sha256", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("ended"), about=about,
        after={"result_sha256": about.result_sha256},
    )  # fmt: skip


def _figures(by: Seat, about: Check) -> Iterator[Figure]:
    """Yield the agreement over all codes, on each golden theme, and on each code in use."""
    first, second = (check_access.given(one) for one in check_access.coders(about))
    codes = list(Code.objects.filter(partnership=by.partnership, status=Status.LIVE))
    codes.sort(key=lambda one: one.name.casefold())
    themes = by.partnership.golden_themes.order_by("name")
    yield _figure(about, 0, overall([one.pk for one in codes], first, second), Measured.OVERALL)
    at = 0
    for theme in themes:
        held = [one.pk for one in codes if one.golden_theme_id == theme.pk]
        # of one code alone it would say the same twice
        if len(held) > 1:
            at += 1
            found = on_any_of(held, first, second)
            yield _figure(about, at, found, Measured.THEME, theme.name)
    for code in codes:
        at += 1
        found = on_any_of([code.pk], first, second)
        yield _figure(about, at, found, Measured.CODE, code.name, code)


def _figure(
    about: Check,
    position: int,
    found: Agreement,
    measured: Measured,
    name: str = "",
    code: Code | None = None,
) -> Figure:
    return Figure(
        of=about, position=position, measured=measured, code=code, name=name, read=found.read,
        given_a=found.given[0], given_b=found.given[1], alike=found.alike, alpha=found.alpha,
    )  # fmt: skip


def result_digest(about: Check) -> str:
    """Return the digest of the draw, of what both coders said and of the figures."""
    said = [
        [str(pk), sorted(str(code) for code in codes)]
        for one in check_access.coders(about)
        for pk, codes in sorted(check_access.given(one).items())
    ]
    figures = [
        [one.position, one.measured, one.name, one.read, one.given_a, one.given_b, one.alike,
         one.alpha]
        for one in about.figures.order_by("position")
    ]  # fmt: skip
    return _digest([about.draw_sha256, about.seed, said, figures])


def _digest(content: object) -> str:
    return sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
