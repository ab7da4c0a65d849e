"""Every write to golden themes: making one of codes, changing it, and deleting it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import Deed, action, facts, record, record_all
from commonground.rooms.objects import update_all
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes.models import Code, GoldenTheme, Reach, Status, name_key
from commonground.rooms.themes.rules import Verb, check_may_do


@action
def add_theme(*, by: Seat, name: str, reach: str, why: str, codes: Iterable[Code]) -> GoldenTheme:
    """Make a golden theme of codes; BadInput where another has its name."""
    _lock(by)
    made = GoldenTheme(partnership=by.partnership)
    _take(made, name, reach, why)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    _gather_codes(by, made, codes)
    return made


@action
def change_theme(
    *,
    by: Seat,
    about: GoldenTheme,
    version: int,
    name: str,
    reach: str,
    why: str,
    codes: Iterable[Code],
) -> GoldenTheme:
    """Change a golden theme and which codes are in it; ChangedMeanwhile where another did."""
    current = _locked(by, about)
    if current.version != version:
        raise ChangedMeanwhile(current)
    before = facts(current)
    _take(current, name, reach, why)
    moved = _gather_codes(by, current, codes)
    if moved and facts(current) == before:
        # so that another who has the form open learns that its codes are no longer these
        current.version += 1
        current.save(update_fields=["version"])
        return current
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def delete_theme(*, by: Seat, about: GoldenTheme, version: int) -> None:
    """Delete a golden theme. Its codes and their remarks stay, in no theme."""
    current = _locked(by, about)
    if current.version != version:
        raise ChangedMeanwhile(current)
    _gather_codes(by, current, ())
    # an ended code no longer speaks of anything, but it must not hold the theme either
    _move(by, list(Code.objects.select_for_update().filter(golden_theme=current)), None)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("deleted"), about=current,
        before=facts(current),
    )  # fmt: skip
    current.delete()


def _lock(by: Seat) -> None:
    """Let changes to themes and codes wait for each other, so that none can cross."""
    check_may_do(by.roles, Verb.EDIT_THEMES)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _locked(by: Seat, about: GoldenTheme) -> GoldenTheme:
    _lock(by)
    found = GoldenTheme.objects.filter(pk=about.pk, partnership=by.partnership)
    current = found.select_for_update().first()
    if current is None:
        raise BadInput(_("%(name)s is no longer a golden theme.") % {"name": about.name})
    return current


def _take(made: GoldenTheme, name: str, reach: str, why: str) -> None:
    made.name, made.name_key = " ".join(name.split()), name_key(name)
    made.reach, made.why = Reach(reach).value, why.strip()
    others = GoldenTheme.objects.filter(partnership=made.partnership, name_key=made.name_key)
    if not made.name_key:
        raise BadInput(_("Enter the name of the golden theme."))
    if others.exclude(pk=made.pk).exists():
        raise BadInput(_("There is already a golden theme called %(name)s.") % {"name": made.name})


def _gather_codes(by: Seat, theme: GoldenTheme, codes: Iterable[Code]) -> bool:
    """Let these codes in use and no others be in a theme; return whether any moved."""
    wanted = {one.pk for one in codes}
    live = Code.objects.select_for_update().filter(partnership=by.partnership, status=Status.LIVE)
    held = list(live)
    if not wanted <= {one.pk for one in held}:
        raise BadInput(_("One of these codes is no longer in use. Look at the codes again."))
    gone = [one for one in held if one.golden_theme_id == theme.pk and one.pk not in wanted]
    new = [one for one in held if one.golden_theme_id != theme.pk and one.pk in wanted]
    _move(by, gone, None)
    _move(by, new, theme)
    return bool(gone or new)


def _move(by: Seat, codes: list[Code], theme: GoldenTheme | None) -> None:
    deeds = []
    for one in codes:
        before = facts(one)
        one.golden_theme, one.version = theme, one.version + 1
        deeds.append(Deed("changed", one, before=before, after=facts(one)))
    update_all(codes, ["golden_theme", "version"])
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
