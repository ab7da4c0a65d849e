"""Every write to a theme by itself: rename it, merge it into another, delete it while empty."""

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.models import Issue, Proposal, Theme, name_key
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.refusals import ChangedMeanwhile


@action
def rename_theme(*, by: Seat, theme: Theme, version: int, name: str) -> Theme:
    """Rename a theme; BadInput where another has that name: the two can be merged instead."""
    current = _locked(by, theme)
    before = facts(current)
    current.name, current.name_key = name.strip(), name_key(name)
    if not current.name_key:
        raise BadInput(_("Enter the theme's name."))
    others = Theme.objects.filter(partnership=by.partnership, name_key=current.name_key)
    if others.exclude(pk=current.pk).exists():
        raise BadInput(
            _("There is already a theme called %(name)s. You can merge this one into it.")
            % {"name": current.name}
        )
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def merge_theme(*, by: Seat, theme: Theme, version: int, into: Theme) -> int:
    """Move every issue of a theme into another, which takes its place; return how many.

    Issues that have ended move too, and so do suggestions, so that nothing points at what is gone.
    """
    current = _locked(by, theme)
    _check_version(current, version)
    kept = Theme.objects.select_for_update().filter(pk=into.pk, partnership=by.partnership).first()
    if kept is None or kept.pk == current.pk:
        raise BadInput(_("Choose another theme of this partnership."))
    moved = list(Issue.objects.select_for_update().filter(theme=current).order_by("pk"))
    suggested = list(Proposal.objects.select_for_update().filter(theme=current).order_by("pk"))
    for issue in moved:
        _move(by, issue, kept)
    for proposal in suggested:
        _move(by, proposal, kept)
    _end(by, current, "merged")
    return len(moved)


@action
def delete_theme(*, by: Seat, theme: Theme, version: int) -> None:
    """Delete a theme that nothing is under; BadInput while something is."""
    current = _locked(by, theme)
    _check_version(current, version)
    if Issue.objects.filter(theme=current).exists():
        raise BadInput(_("There are issues under it, or were: merge it into another instead."))
    if Proposal.objects.filter(theme=current).exists():
        raise BadInput(_("A proposal suggests it: merge it into another instead."))
    _end(by, current, "deleted")


def _locked(by: Seat, theme: Theme) -> Theme:
    """Return a theme as it is now; changes to themes wait for each other, so none can cross."""
    check_may_do(by.roles, Verb.EDIT_THEMES)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    found = Theme.objects.select_for_update().filter(pk=theme.pk, partnership=by.partnership)
    current = found.first()
    if current is None:
        raise BadInput(_("%(name)s is no longer a theme.") % {"name": theme.name})
    return current


def _check_version(current: Theme, version: int) -> None:
    if current.version != version:
        raise ChangedMeanwhile(current)


def _move(by: Seat, one: Issue | Proposal, theme: Theme) -> None:
    before = facts(one)
    one.theme, one.version = theme, one.version + 1
    one.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="changed", about=one,
        before=before, after=facts(one),
    )  # fmt: skip


def _end(by: Seat, theme: Theme, verb: str) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=theme, before=facts(theme)
    )
    theme.delete()
