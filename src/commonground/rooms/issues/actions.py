"""Every write to one issue, its theme and its evidence; merging and lists are apart."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Deed, action, facts, record, record_all
from commonground.rooms.issues.models import (
    Evidence,
    Issue,
    IssueTag,
    Origin,
    Status,
    Theme,
    name_key,
)
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.issues.threat_picture import in_order, threat_picture
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile

Facts = dict[str, object]


@action
def theme_named(*, by: Seat, name: str) -> Theme:
    """Return the theme of that name, however it is spaced or cased; a new one where there is none.

    Raises BadInput where the name is empty.
    """
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    if not name_key(name):
        raise BadInput(_("Enter the theme's name."))
    theme, is_new = Theme.objects.get_or_create(
        partnership=by.partnership, name_key=name_key(name), defaults={"name": name.strip()}
    )
    if is_new:
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb="added", about=theme,
            after=facts(theme),
        )  # fmt: skip
    return theme


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to be added to the long list."""

    name: str
    theme: Theme | None = None
    description: str = ""
    origin: Origin = Origin.OTHER
    origin_note: str = ""
    tags: frozenset[str] = frozenset()


@action
def add_issue(
    *,
    by: Seat,
    name: str,
    theme: Theme | None = None,
    new_theme: str = "",
    description: str = "",
    origin: Origin = Origin.OTHER,
    origin_note: str = "",
    tags: frozenset[str] = frozenset(),
) -> Issue:
    """Add an issue to the long list; BadInput where a live one has that name."""
    theme = theme_of(by, theme, new_theme)
    new = NewIssue(name, theme, description, origin, origin_note, tags)
    [issue] = add_issues(by=by, new=[new])
    return issue


@action
def add_issues(*, by: Seat, new: Sequence[NewIssue]) -> list[Issue]:
    """Add issues of different names, or none: BadInput where live ones have some of the names."""
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    check_tags(frozenset().union(*(one.tags for one in new)))
    issues = [
        Issue(
            partnership=by.partnership, name=one.name, name_key=name_key(one.name),
            theme=theme_of(by, one.theme, ""), description=one.description, origin=one.origin,
            origin_note=one.origin_note,
        )
        for one in new
    ]  # fmt: skip
    with _named_once(*issues):
        Issue.objects.bulk_create(issues)
    IssueTag.objects.bulk_create(
        IssueTag(issue=issue, tag=tag)
        for issue, one in zip(issues, new, strict=True)
        for tag in sorted(one.tags)
    )
    deeds = [
        Deed("added", issue, after=facts_with_tags(issue, one.tags))
        for issue, one in zip(issues, new, strict=True)
    ]
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
    return issues


@action
def change_issue(
    *,
    by: Seat,
    issue: Issue,
    version: int,
    name: str,
    theme: Theme | None,
    description: str,
    origin: Origin,
    origin_note: str,
    tags: frozenset[str],
    new_theme: str = "",
) -> Issue:
    """Change a live issue; ChangedMeanwhile where somebody else did after `version` was read."""
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    theme = theme_of(by, theme, new_theme)
    current = locked(by, issue)
    held = current.tag_ids
    before = facts_with_tags(current, held)
    current.name, current.name_key, current.theme = name, name_key(name), theme
    current.description, current.origin, current.origin_note = description, origin, origin_note
    if facts_with_tags(current, tags) == before:
        return current
    if current.version != version:
        current.refresh_from_db()
        raise ChangedMeanwhile(current)
    check_live(current)
    current.version += 1
    with _named_once(current):
        current.save()
    _set_tags(current, held, tags)
    _record(by, "changed", current, before, facts_with_tags(current, tags))
    return current


@action
def retire_issue(*, by: Seat, issue: Issue, reason: str) -> Issue:
    """Take an issue off the list, with the reason; one that is retired already stays as it is."""
    check_may_do(by.roles, Verb.CLOSE_ISSUES)
    current = locked(by, issue)
    if current.status != Status.RETIRED:
        close(by=by, issue=current, status=Status.RETIRED, reason=reason)
    return current


@action
def close(*, by: Seat, issue: Issue, status: Status, reason: str) -> None:
    """End a live issue that this action has locked; BadInput without a reason."""
    check_may_do(by.roles, Verb.CLOSE_ISSUES)
    check_live(issue)
    if not reason.strip():
        raise BadInput(_("Enter the reason: it is what somebody reads who looks for the issue."))
    before = facts(issue)
    issue.status, issue.reason, issue.version = status, reason.strip(), issue.version + 1
    issue.save()
    _record(by, str(status), issue, before, facts(issue))


@action
def add_evidence(
    *, by: Seat, issue: Issue, text: str, source: str, period: str = "", link: str = ""
) -> Evidence:
    """Add evidence to a live issue; the same evidence again does nothing."""
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    current = locked(by, issue)
    check_live(current)
    evidence, is_new = Evidence.objects.get_or_create(
        issue=current, text=text, source=source, period=period, link=link, withdrawn_because=""
    )
    if is_new:
        _record(by, "added", evidence, after=facts(evidence))
    return evidence


@action
def withdraw_evidence(*, by: Seat, evidence: Evidence, reason: str) -> Evidence:
    """Withdraw evidence with the reason; it stays readable. Withdrawing it twice does nothing."""
    check_may_do(by.roles, Verb.EDIT_ISSUES)
    current = Evidence.objects.select_for_update().get(
        pk=evidence.pk, issue__partnership=by.partnership
    )
    if current.is_withdrawn:
        return current
    if not reason.strip():
        raise BadInput(_("Enter the reason."))
    before = facts(current)
    current.withdrawn_because, current.version = reason.strip(), current.version + 1
    current.save()
    _record(by, "withdrew", current, before, facts(current))
    return current


def locked(by: Seat, issue: Issue) -> Issue:
    """Return an issue as it is now, kept from others until the action ends."""
    return Issue.objects.select_for_update().get(pk=issue.pk, partnership=by.partnership)


def check_live(issue: Issue) -> None:
    """Raise BadInput where an issue is no longer on the list."""
    if not issue.is_live:
        raise BadInput(
            _("%(name)s is no longer live: it was %(status)s.")
            % {"name": issue.name, "status": str(Status(issue.status).label).lower()}
        )


def theme_of(by: Seat, theme: Theme | None, new_theme: str) -> Theme | None:
    """Return the theme that was chosen, or the new one that was named; BadInput for another's."""
    if theme is not None and theme.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose a theme of this partnership."))
    return theme_named(by=by, name=new_theme) if new_theme else theme


def check_tags(wanted: frozenset[str]) -> None:
    """Raise BadInput where one of them is no tag."""
    if unknown := wanted - set(threat_picture().labels):
        raise BadInput(_("There is no tag %(tag)s.") % {"tag": ", ".join(sorted(unknown))})


def _set_tags(issue: Issue, held: frozenset[str], wanted: frozenset[str]) -> None:
    check_tags(wanted)
    if gone := held - wanted:
        IssueTag.objects.filter(issue=issue, tag__in=gone).delete()
    IssueTag.objects.bulk_create(IssueTag(issue=issue, tag=tag) for tag in sorted(wanted - held))
    # else whoever reads its tags next is given those that were fetched with it
    issue._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def facts_with_tags(issue: Issue, tags: frozenset[str]) -> Facts:
    """Return what is recorded of an issue."""
    return {**facts(issue), "tags": ", ".join(in_order(tags))}


@contextmanager
def _named_once(*issues: Issue) -> Iterator[None]:
    if not all(one.name_key for one in issues):
        raise BadInput(_("Enter the issue's name."))
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        named = {one.name_key: one.name for one in issues}
        live = Issue.objects.filter(
            partnership=issues[0].partnership, status=Status.LIVE, name_key__in=named
        )
        said = _("There is already a live issue called %(name)s.")
        taken = live.order_by("name").values_list("name_key", flat=True)
        raise BadInput(said % {"name": named[key]} for key in taken) from refused


def _record(
    by: Seat,
    verb: str,
    about: Issue | Evidence,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=about,
        before=before, after=after,
    )  # fmt: skip
