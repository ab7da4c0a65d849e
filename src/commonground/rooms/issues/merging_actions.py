"""Merging issues into one and splitting one into several. What they were stays, with the reason."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.actions import add_issue, check_live, close, locked
from commonground.rooms.issues.models import Issue, Origin, Status, Succession, Theme, name_key
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat


@action
def merge_issues(
    *,
    by: Seat,
    issues: Sequence[Issue],
    name: str,
    theme: Theme | None,
    description: str,
    reason: str,
    new_theme: str = "",
) -> Issue:
    """Make one new issue of several live ones, which stay readable and lead to it.

    It carries all their tags; their evidence is read on its page. Raises BadInput for fewer than
    two, where one is no longer live, and without a reason.
    """
    check_may_do(by.roles, Verb.CLOSE_ISSUES)
    merged = [locked(by, one) for one in sorted(issues, key=lambda one: one.pk)]
    if len(merged) < 2:
        raise BadInput(_("Choose at least two issues to merge."))
    for one in merged:
        close(by=by, issue=one, status=Status.MERGED, reason=reason)
    origins = {Origin(one.origin) for one in merged}
    whole = add_issue(
        by=by, name=name, theme=theme, new_theme=new_theme, description=description,
        origin=origins.pop() if len(origins) == 1 else Origin.OTHER,
        origin_note=_("merged from several issues"),
        tags=frozenset[str]().union(*(one.tag_ids for one in merged)),
    )  # fmt: skip
    for one in merged:
        _succeed(by, one, whole)
    return whole


@action
def split_issue(*, by: Seat, issue: Issue, names: Sequence[str], reason: str) -> list[Issue]:
    """Make several new issues of a live one, which stays readable and leads to them.

    Each has its theme and tags, and shows its evidence. Raises BadInput for fewer than two names or
    a name twice, where it is no longer live, and without a reason.
    """
    check_may_do(by.roles, Verb.CLOSE_ISSUES)
    current = locked(by, issue)
    check_live(current)
    if len({name_key(name) for name in names if name_key(name)}) < max(2, len(names)):
        raise BadInput(_("Enter at least two names, each on its own line and each different."))
    close(by=by, issue=current, status=Status.SPLIT, reason=reason)
    parts = [
        add_issue(
            by=by, name=name.strip(), theme=current.theme, origin=Origin(current.origin),
            origin_note=current.origin_note, tags=current.tag_ids,
        )
        for name in names
    ]  # fmt: skip
    for part in parts:
        _succeed(by, current, part)
    return parts


def _succeed(by: Seat, earlier: Issue, later: Issue) -> None:
    link = Succession.objects.create(earlier=earlier, later=later)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="linked", about=link,
        after=facts(link),
    )  # fmt: skip
