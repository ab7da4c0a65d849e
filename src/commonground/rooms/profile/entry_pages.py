"""Pages of what is entered in a profile: each kind's list, entering, changing, confirming."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL, OFFICIAL_SENSITIVE
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access as plan_access
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.profile import access, entry_actions, profile_access
from commonground.rooms.profile import entry_presenters as presenters
from commonground.rooms.profile.addresses import address
from commonground.rooms.profile.entry_forms import FORMS, EntryForm, PlanForm
from commonground.rooms.profile.entry_kinds import KINDS, EntryKind
from commonground.rooms.profile.models import Entry, Finding, Profile
from commonground.rooms.profile.rules import Verb
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def entries(request: Asked, partnership_id: UUID, profile_id: UUID, kind: str) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.SEE_PROFILES)
    some = profile_access.entries(about, found)
    page = presenters.page(seat, about, found, some, profile_access.taken_out(about, found))
    context = {"seat": seat, "about": about, "page": page, "page_marking": _marking(some)}
    return render(request, "profile/entries.html", context)


@form_page
@signed_in
def add_entry(request: Asked, partnership_id: UUID, profile_id: UUID, kind: str) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    form = FORMS[found.id](
        sent(request), choices=presenters.choices(seat, about),
        initial={"threat": request.GET.get("threat", "")},
    )  # fmt: skip

    def add() -> HttpResponse:
        entry_actions.add_entry(by=seat, about=about, kind=found, values=form.values)
        return done(request, _("It was entered."), "profile:entries", partnership_id, about.pk,
                    found.id)  # fmt: skip

    context = {"seat": seat, "form": form, "about": about, "title": _(found.add),
               "back_title": _(found.title),
               "back_href": address("entries", seat, about.pk, found.id)}  # fmt: skip
    return acted(form, add) or render(request, "profile/entry.html", context)


@form_page
@signed_in
def change_entry(
    request: Asked, partnership_id: UUID, profile_id: UUID, kind: str, entry_id: UUID
) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    one = profile_access.entry(about, found, entry_id)
    choices = presenters.choices(seat, about)

    def form_of(now: Any, typed: QueryDict | None = None) -> EntryForm:
        return FORMS[found.id](typed, choices=choices, initial=presenters.initial(now))

    form = form_of(one, sent(request))

    def change() -> HttpResponse:
        entry_actions.change_entry(
            by=seat, about=one, version=form.cleaned_data["version"] or 0, values=form.values
        )
        return done(request, _("Changed."), "profile:entries", partnership_id, about.pk, found.id)

    context = {"seat": seat, "form": form, "about": about, "title": _("Change"),
               "back_title": _(found.title), "page_marking": one.marking,
               "back_href": address("entries", seat, about.pk, found.id)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "profile/entry.html", context
    )


@require_POST
@signed_in
def confirm_entry(
    request: Asked, partnership_id: UUID, profile_id: UUID, kind: str, entry_id: UUID
) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    one = profile_access.entry(about, found, entry_id)

    def confirm() -> str:
        entry_actions.confirm_entry(by=seat, about=one)
        return _("It still holds.")

    return _pressed(request, seat, about, found, confirm)


@require_POST
@signed_in
def take_out(
    request: Asked, partnership_id: UUID, profile_id: UUID, kind: str, entry_id: UUID
) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    one = profile_access.entry(about, found, entry_id)

    def take() -> str:
        entry_actions.take_out(by=seat, about=one)
        return _("It was taken out. It can be put back below the table.")

    return _pressed(request, seat, about, found, take)


@require_POST
@signed_in
def put_back(
    request: Asked, partnership_id: UUID, profile_id: UUID, kind: str, entry_id: UUID
) -> HttpResponse:
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    one = profile_access.entry(about, found, entry_id)

    def put() -> str:
        entry_actions.put_back(by=seat, about=one)
        return _("It stands again.")

    return _pressed(request, seat, about, found, put)


@form_page
@signed_in
def plan_advice(
    request: Asked, partnership_id: UUID, profile_id: UUID, entry_id: UUID
) -> HttpResponse:
    kind = "recommendations"
    seat, about, found = _about(request, partnership_id, profile_id, kind, Verb.WRITE_PROFILES)
    one = profile_access.entry(about, found, entry_id)
    plans = list(plan_access.plans(seat))
    form = PlanForm(sent(request), plans=[(str(each.pk), each.name) for each in plans])

    def take() -> HttpResponse:
        into = plan_access.plan(seat, form.cleaned_data["plan"])
        made = entry_actions.plan_advice(by=seat, about=one, plan=into)
        said = _("It is in the plan as %(ref)s.") % {
            "ref": made.planned.ref if made.planned else ""
        }
        return done(request, said, "profile:entries", partnership_id, about.pk, kind)

    context = {"seat": seat, "form": form, "about": about, "one": one, "page_marking": one.marking,
               "back_href": address("entries", seat, about.pk, kind)}  # fmt: skip
    return acted(form, take) or render(request, "profile/plan_advice.html", context)


def _pressed(
    request: HttpRequest, seat: Seat, about: Profile, kind: EntryKind, act: Callable[[], str]
) -> HttpResponse:
    try:
        messages.success(request, act())
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    return redirect(address("entries", seat, about.pk, kind.id))


def _about(
    request: Asked, partnership_id: UUID, profile_id: UUID, kind: str, verb: Verb
) -> tuple[Seat, Profile, EntryKind]:
    seat = access.seat(request.user, partnership_id, verb)
    about = profile_access.profile(seat, profile_id)
    if kind not in KINDS:
        raise Http404
    return seat, about, KINDS[kind]


def _marking(some: list[Entry]) -> str:
    """Return the highest marking of some entries; how many groups there are is always sensitive."""
    counted = any(isinstance(one, Finding) and one.groups is not None for one in some)
    return highest(
        [OFFICIAL, *(one.marking for one in some), *([OFFICIAL_SENSITIVE] if counted else [])]
    )
