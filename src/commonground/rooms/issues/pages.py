"""Pages of the long list and of one issue, its evidence and what becomes of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.issues import access, actions, merging_actions, presenters
from commonground.rooms.issues.forms import (
    ChangeIssueForm,
    EvidenceForm,
    FilterForm,
    IssueForm,
    ReasonForm,
    SplitForm,
)
from commonground.rooms.issues.models import Issue, Origin
from commonground.rooms.issues.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved

PER_PAGE = 120
"""A list the size of the pilot's 106 stands on one page: what is merged is ticked together."""


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

    def add() -> HttpResponse:
        made = actions.add_issue(by=seat, **given(form))
        said = _("%(name)s was added.") % {"name": made.name}
        return done(request, said, "issues:issue", partnership_id, made.pk)

    return acted(form, add) or render(
        request, "issues/add_issue.html", {"seat": seat, "form": form}
    )


@form_page
@signed_in
def change_issue(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.issue(seat, issue_id)
    themes = access.themes(seat)

    def form_of(now: Any, typed: QueryDict | None = None) -> ChangeIssueForm:
        return ChangeIssueForm(typed, themes=themes, initial=_issue_now(now))

    def change() -> HttpResponse:
        actions.change_issue(by=seat, issue=found, **given(form))
        return done(request, _("The issue was saved."), "issues:issue", partnership_id, issue_id)

    form = form_of(found, sent(request))
    return saved(request, form, change, form_of, seat=seat) or _show(
        request, "issues/change_issue.html", seat, form, found
    )


def _issue_now(issue: Any) -> dict[str, object]:
    names = ("name", "description", "origin", "origin_note", "version")
    now = {name: getattr(issue, name) for name in names}
    return now | {"theme": issue.theme_id, "tags": sorted(issue.tag_ids)}


def _show(
    request: Asked, template: str, seat: Seat, form: forms.Form, issue: Issue
) -> HttpResponse:
    back = presenters.address("issue", seat, issue.pk)
    context = {"seat": seat, "form": form, "name": issue.name, "back_href": back}
    return render(request, template, context)


@form_page
@signed_in
def retire(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = access.issue(seat, issue_id)
    form = ReasonForm(sent(request))

    def end() -> HttpResponse:
        actions.retire_issue(by=seat, issue=found, **form.cleaned_data)
        said = _("%(name)s was retired.") % {"name": found.name}
        return done(request, said, "issues:issue", partnership_id, issue_id)

    return acted(form, end) or _show(request, "issues/retire.html", seat, form, found)


@form_page
@signed_in
def split(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CLOSE_ISSUES)
    found = access.issue(seat, issue_id)
    form = SplitForm(sent(request))

    def divide() -> HttpResponse:
        merging_actions.split_issue(
            by=seat, issue=found, names=form.listed(), reason=form.cleaned_data["reason"]
        )
        said = _("%(name)s was split.") % {"name": found.name}
        return done(request, said, "issues:issue", partnership_id, issue_id)

    return acted(form, divide) or _show(request, "issues/split.html", seat, form, found)


@form_page
@signed_in
def add_evidence(request: Asked, partnership_id: UUID, issue_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.issue(seat, issue_id)
    form = EvidenceForm(sent(request))

    def add() -> HttpResponse:
        actions.add_evidence(by=seat, issue=found, **form.cleaned_data)
        return done(request, _("The evidence was added."), "issues:issue", partnership_id, issue_id)

    return acted(form, add) or _show(request, "issues/add_evidence.html", seat, form, found)


@form_page
@signed_in
def withdraw_evidence(request: Asked, partnership_id: UUID, evidence_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ISSUES)
    found = access.evidence(seat, evidence_id)
    form = ReasonForm(sent(request))

    def withdraw() -> HttpResponse:
        actions.withdraw_evidence(by=seat, evidence=found, **form.cleaned_data)
        said = _("The evidence was withdrawn. It can still be read.")
        return done(request, said, "issues:issue", partnership_id, found.issue_id)

    back = presenters.address("issue", seat, found.issue_id)
    context = {"seat": seat, "form": form, "text": found.text, "back_href": back}
    return acted(form, withdraw) or render(request, "issues/withdraw_evidence.html", context)
