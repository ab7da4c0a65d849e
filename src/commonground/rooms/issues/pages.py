"""Pages of the long list and of one issue, its evidence and what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.issues import access, actions, merging_actions, presenters
from commonground.rooms.issues.forms import (
    ChangeIssueForm,
    EvidenceForm,
    FilterForm,
    IssueForm,
    ReasonForm,
    SplitForm,
)
from commonground.rooms.issues.models import Origin
from commonground.rooms.issues.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.refusals import ChangedMeanwhile

PER_PAGE = 120
"""A list the size of the pilot's 106 stands on one page: what is merged is ticked together."""

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def issues(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ISSUES)
    asked = FilterForm(request.GET, themes=access.themes(seat))
    page = page_of(access.issues(seat, asked.wanted()), request.GET, PER_PAGE)
    return render(
        request,
        "issues/issues.html",
        {
            "seat": seat,
            "rows": presenters.issue_rows(seat, page),
            "links": page_links(page, request.GET),
            "asked": asked,
            "is_part": bool(request.GET),
            "go": presenters.list_actions(seat, request.GET.urlencode()),
            "waiting": presenters.how_many_wait(access.waiting(seat)),
        },
    )


@require_safe
@signed_in
def issue(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ISSUES)
    found = access.issue(seat, issue_id)
    page = presenters.issue_page(seat, found, access.story(seat, found))
    return render(request, "issues/issue.html", {"seat": seat, "page": page})


def given(form: IssueForm) -> dict[str, Any]:
    """Return what an issue's form holds, as an action takes it."""
    held = form.cleaned_data
    return {**held, "origin": Origin(held["origin"]), "tags": frozenset(held["tags"])}


@form_page
@signed_in
def add_issue(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    form = IssueForm(sent(request), themes=access.themes(seat))
    if form.is_valid():
        try:
            made = actions.add_issue(by=seat, **given(form))
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("issues:issue", partnership_id, made.pk)
    return render(request, "issues/add_issue.html", {"seat": seat, "form": form})


@form_page
@signed_in
def change_issue(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.issue(seat, issue_id)
    themes = access.themes(seat)
    form = ChangeIssueForm(sent(request), themes=themes, initial=_issue_now(found))
    if form.is_valid():
        try:
            actions.change_issue(by=seat, issue=found, **given(form))
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            theirs = ChangeIssueForm(themes=themes, initial=_issue_now(changed.current))
            return conflict(
                request, yours=form, theirs=theirs, version=changed.current.version,
                back=request.path, seat=seat,
            )  # fmt: skip
        else:
            messages.success(request, _("The issue was saved."))
            return redirect("issues:issue", partnership_id, issue_id)
    return render(
        request, "issues/change_issue.html",
        {"seat": seat, "form": form, "name": found.name, "back_href": _back(seat, found)},
    )  # fmt: skip


def _issue_now(issue: Any) -> dict[str, object]:
    names = ("name", "description", "origin", "origin_note", "version")
    now = {name: getattr(issue, name) for name in names}
    return now | {"theme": issue.theme_id, "tags": sorted(issue.tag_ids)}


def _back(seat: Seat, issue: Any) -> str:
    return presenters.address("issue", seat, issue.pk)


@form_page
@signed_in
def retire(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = access.issue(seat, issue_id)
    form = ReasonForm(sent(request))
    if form.is_valid():
        try:
            actions.retire_issue(by=seat, issue=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("%(name)s was retired.") % {"name": found.name})
            return redirect("issues:issue", partnership_id, issue_id)
    return render(
        request, "issues/retire.html",
        {"seat": seat, "form": form, "name": found.name, "back_href": _back(seat, found)},
    )  # fmt: skip


@form_page
@signed_in
def split(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = access.issue(seat, issue_id)
    form = SplitForm(sent(request))
    if form.is_valid():
        try:
            merging_actions.split_issue(
                by=seat, issue=found, names=form.listed(), reason=form.cleaned_data["reason"]
            )
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("%(name)s was split.") % {"name": found.name})
            return redirect("issues:issue", partnership_id, issue_id)
    return render(
        request, "issues/split.html",
        {"seat": seat, "form": form, "name": found.name, "back_href": _back(seat, found)},
    )  # fmt: skip


@form_page
@signed_in
def add_evidence(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.issue(seat, issue_id)
    form = EvidenceForm(sent(request))
    if form.is_valid():
        try:
            actions.add_evidence(by=seat, issue=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("The evidence was added."))
            return redirect("issues:issue", partnership_id, issue_id)
    return render(
        request, "issues/add_evidence.html",
        {"seat": seat, "form": form, "name": found.name, "back_href": _back(seat, found)},
    )  # fmt: skip


@form_page
@signed_in
def withdraw_evidence(request: Asked, partnership_id: UUID, evidence_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.evidence(seat, evidence_id)
    form = ReasonForm(sent(request))
    if form.is_valid():
        actions.withdraw_evidence(by=seat, evidence=found, **form.cleaned_data)
        messages.success(request, _("The evidence was withdrawn. It can still be read."))
        return redirect("issues:issue", partnership_id, found.issue_id)
    return render(
        request, "issues/withdraw_evidence.html",
        {"seat": seat, "form": form, "text": found.text, "back_href": _back(seat, found.issue)},
    )  # fmt: skip
