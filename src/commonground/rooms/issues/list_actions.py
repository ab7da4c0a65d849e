"""Every write to many issues at once: an import, and one change to those that were chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Deed, action, record_all
from commonground.rooms.issues.actions import (
    NewIssue,
    add_issues,
    change_issue,
    check_tags,
    facts_with_tags,
    locked,
    retire_issue,
    theme_named,
    theme_of,
)
from commonground.rooms.issues.importing import Draft, LongList
from commonground.rooms.issues.models import Issue, IssueTag, Origin, Status, Theme, name_key
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.issues.threat_picture import in_order
from commonground.rooms.objects import update_all
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
    live = {one.name_key: one for one in _locked_live(by)}
    themes = {"": None, **{name: theme_named(by=by, name=name) for name in _themes(read)}}
    new = [one for one in read.drafts if name_key(one.name) not in live]
    add_issues(by=by, new=[_new(one, themes[one.theme]) for one in new])
    updated = 0
    if repeats is Repeats.UPDATE:
        there = [(live[key], one) for one in read.drafts if (key := name_key(one.name)) in live]
        updated = _update(by, there, themes, read.has)
    return Imported(len(new), updated, len(read.drafts) - len(new) - updated)


def _locked_live(by: Seat) -> QuerySet[Issue]:
    """Return every live issue as it is now, kept from others until the action ends."""
    live = Issue.objects.filter(partnership=by.partnership, status=Status.LIVE).order_by("pk")
    return live.select_for_update().prefetch_related("tags")


def _themes(read: LongList) -> list[str]:
    """Return the themes that the file names, each once, in its order."""
    return [name for name in dict.fromkeys(one.theme for one in read.drafts) if name]


def _new(draft: Draft, theme: Theme | None) -> NewIssue:
    return NewIssue(
        draft.name, theme, draft.description, draft.origin, draft.origin_note, draft.tags
    )


def _update(
    by: Seat,
    there: Sequence[tuple[Issue, Draft]],
    themes: Mapping[str, Theme | None],
    has: frozenset[str],
) -> int:
    """Change issues to what the columns of the file say; return for how many that was anything new.

    `there` holds each issue, as it was locked, with its draft.
    """
    changed: list[Issue] = []
    deeds: list[Deed] = []
    tags_gone: list[int] = []
    tags_new: list[IssueTag] = []
    for issue, draft in there:
        held = issue.tag_ids
        before = facts_with_tags(issue, held)
        wanted = draft.tags if "tags" in has else held
        _take_over(issue, draft, themes[draft.theme], has)
        if facts_with_tags(issue, wanted) == before:
            continue
        issue.version += 1
        changed.append(issue)
        deeds.append(Deed("changed", issue, before, facts_with_tags(issue, wanted)))
        tags_gone += [one.pk for one in issue.tags.all() if one.tag not in wanted]
        tags_new += [IssueTag(issue=issue, tag=tag) for tag in sorted(wanted - held)]
    check_tags(frozenset(one.tag for one in tags_new))
    update_all(changed, ["theme", "description", "origin", "origin_note", "version"])
    IssueTag.objects.filter(pk__in=tags_gone).delete()
    IssueTag.objects.bulk_create(tags_new)
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
    return len(changed)


def _take_over(issue: Issue, draft: Draft, theme: Theme | None, has: frozenset[str]) -> None:
    """Set what the file has a column for; what it has not stays as it is."""
    if "theme" in has:
        issue.theme = theme
    if "description" in has:
        issue.description = draft.description
    if "origin" in has:
        issue.origin = draft.origin
    if has & {"origin", "origin_note"}:
        issue.origin_note = draft.origin_note


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
