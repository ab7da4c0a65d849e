"""Every write to many issues at once: an import, and one change to those that were chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action
from commonground.rooms.issues.actions import (
    add_issue,
    change_issue,
    locked,
    retire_issue,
    theme_named,
    theme_of,
)
from commonground.rooms.issues.importing import Draft, LongList
from commonground.rooms.issues.models import Issue, Origin, Status, Theme, name_key
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.issues.threat_picture import in_order
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership


class Repeats(StrEnum):
    """What an import does with an issue that is on the list already."""

    LEAVE = "leave"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    updated: int
    left: int


@action
def import_issues(*, by: Seat, read: LongList, repeats: Repeats) -> Imported:
    """Add every draft, or none: BadInput, with every fault, while one stands.

    An issue whose name is live already is left, or updated from the columns that the file has.
    """
    check_may_do(by.roles, Verb.IMPORT_ISSUES)
    if read.faults:
        raise BadInput(read.faults)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)  # one import at a time
    live = {one.name_key: one for one in _live(by).select_related("theme")}
    themes: dict[str, Theme] = {}
    added = updated = 0
    for draft in read.drafts:
        theme = _theme(by, draft.theme, themes)
        there = live.get(name_key(draft.name))
        if there is None:
            _add(by, draft, theme)
            added += 1
        elif repeats is Repeats.UPDATE:
            updated += _update(by, there, draft, theme, read.has)
    return Imported(added, updated, len(read.drafts) - added - updated)


def _live(by: Seat) -> QuerySet[Issue]:
    return Issue.objects.filter(partnership=by.partnership, status=Status.LIVE)


def _theme(by: Seat, name: str, themes: dict[str, Theme]) -> Theme | None:
    if name and name not in themes:
        themes[name] = theme_named(by=by, name=name)
    return themes.get(name)


def _add(by: Seat, draft: Draft, theme: Theme | None) -> None:
    add_issue(
        by=by, name=draft.name, theme=theme, description=draft.description,
        origin=draft.origin, origin_note=draft.origin_note, tags=draft.tags,
    )  # fmt: skip


def _update(by: Seat, issue: Issue, draft: Draft, theme: Theme | None, has: frozenset[str]) -> bool:
    """Change an issue to what the file says; return whether that was anything new."""
    now = locked(by, issue)
    after = change_issue(
        by=by,
        issue=now,
        version=now.version,
        name=now.name,
        theme=theme if "theme" in has else now.theme,
        description=draft.description if "description" in has else now.description,
        origin=draft.origin if "origin" in has else Origin(now.origin),
        origin_note=draft.origin_note if has & {"origin", "origin_note"} else now.origin_note,
        tags=draft.tags if "tags" in has else now.tag_ids,
    )
    return after.version != now.version


@action
def change_many(
    *,
    by: Seat,
    issues: Sequence[Issue],
    theme: Theme | None = None,
    new_theme: str = "",
    add_tags: frozenset[str] = frozenset(),
    remove_tags: frozenset[str] = frozenset(),
) -> int:
    """Put live issues under a theme, or leave theirs; add and remove tags; return how many changed.

    Raises BadInput, and changes none, where one of them is no longer live.
    """
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    if both := add_tags & remove_tags:
        raise BadInput(
            _("Choose to add or to remove each tag, not both: %(tags)s.")
            % {"tags": ", ".join(in_order(both))}
        )
    theme = theme_of(by, theme, new_theme)
    changed = 0
    for one in issues:
        now = locked(by, one)
        after = change_issue(
            by=by, issue=now, version=now.version, name=now.name,
            theme=theme or now.theme, description=now.description,
            origin=Origin(now.origin), origin_note=now.origin_note,
            tags=(now.tag_ids | add_tags) - remove_tags,
        )  # fmt: skip
        changed += after.version != now.version
    return changed


@action
def retire_many(*, by: Seat, issues: Sequence[Issue], reason: str) -> int:
    """Retire issues with one reason; return how many were not retired already."""
    check_may_do(by.roles, Verb.CLOSE_ISSUES)
    return sum(
        before.version != retire_issue(by=by, issue=before, reason=reason).version
        for before in [locked(by, one) for one in issues]
    )
