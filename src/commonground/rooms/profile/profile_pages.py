"""Pages of local profiles: the list, a new one, one, its control page, its next step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.documents.profile.governance import governance
from commonground.errors import BadInput
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.profile import access, profile_access, profile_actions
from commonground.rooms.profile import profile_presenters as presenters
from commonground.rooms.profile.addresses import address, address_if
from commonground.rooms.profile.comparing import compared
from commonground.rooms.profile.entry_actions import hold_section as hold
from commonground.rooms.profile.models import Profile
from commonground.rooms.profile.profile_forms import BeginForm, ControlForm, MoveForm
from commonground.rooms.profile.rules import Verb
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def profiles(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PROFILES)
    is_ranked = bool(ranking_access.rankings(seat))
    context = {
        "seat": seat,
        "rows": presenters.rows(seat, profile_access.profiles(seat), timezone.localdate()),
        "is_ranked": is_ranked,
        "begin_href": address_if("begin", seat, Verb.WRITE_PROFILES) if is_ranked else "",
        "sources_href": address_if("sources", seat, Verb.SEE_SOURCES),
        "tension_href": address_if("tension", seat, Verb.SEE_TENSION),
    }
    return render(request, "profile/profiles.html", context)


@form_page
@signed_in
def begin(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE_PROFILES)
    earlier = list(profile_access.profiles(seat))
    rankings = [(str(one.pk), one.closing.round.name) for one in ranking_access.rankings(seat)]
    form = BeginForm(
        sent(request), rankings=rankings, templates=presenters.template_choices(),
        profiles=[(str(one.pk), one.document.title) for one in earlier],
        initial={"previous": str(earlier[0].pk) if earlier else ""},
    )  # fmt: skip

    def make() -> HttpResponse:
        data = form.cleaned_data
        before = data["previous"]
        made = profile_actions.begin(
            by=seat, ranking=ranking_access.one_ranking(seat, data["ranking"]),
            template=data["template"], fields=form.told,
            previous=profile_access.profile(seat, before) if before else None,
        )  # fmt: skip
        said = _("The profile was begun.")
        return done(request, said, "profile:profile", partnership_id, made.pk)

    return acted(form, make) or render(
        request, "profile/begin_profile.html", {"seat": seat, "form": form}
    )


@require_safe
@signed_in
def profile(request: Asked, partnership_id: UUID, profile_id: UUID) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.SEE_PROFILES)
    counts, made = profile_access.entry_counts(about), profile_access.moves(about)
    context = {
        "seat": seat,
        "about": about,
        "page": presenters.page(seat, about, counts, made),
        "page_marking": highest([OFFICIAL, *profile_access.markings_of(about)]),
    }
    return render(request, "profile/profile.html", context)


@require_safe
@signed_in
def sections(request: Asked, partnership_id: UUID, profile_id: UUID) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.SEE_PROFILES)
    found = profile_access.standings(about, profile_access.outline_of(seat, about))
    findings = profile_access.findings(about)
    rows = presenters.part_rows(seat, about, found, findings, timezone.localdate())
    return render(request, "profile/sections.html", {"seat": seat, "about": about, "rows": rows})


@form_page
@signed_in
def change_profile(request: Asked, partnership_id: UUID, profile_id: UUID) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.WRITE_PROFILES)

    def form_of(now: Any, typed: QueryDict | None = None) -> ControlForm:
        names = ("data_until", "review_on", "dpia", "version")
        return ControlForm(typed, initial={name: getattr(now, name) for name in names})

    form = form_of(about, sent(request))

    def change() -> HttpResponse:
        profile_actions.change(
            by=seat, about=about, version=form.cleaned_data["version"] or 0, fields=form.told
        )
        return done(request, _("Changed."), "profile:profile", partnership_id, about.pk)

    return saved(request, form, change, form_of, seat=seat) or render(
        request, "profile/change_profile.html", {"seat": seat, "form": form, "about": about}
    )


@form_page
@signed_in
def move(
    request: Asked, partnership_id: UUID, profile_id: UUID, before: str, to: str
) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.MOVE_PROFILES)
    found = governance().move(before, to)
    if found is None:
        raise Http404
    form = MoveForm(sent(request), needs_reason=found.needs_reason)

    def go() -> HttpResponse:
        profile_actions.move_on(
            by=seat, about=about, before=before, to=to, why=form.cleaned_data["why"]
        )
        said = _("It now says: %(state)s.") % {"state": _(governance().states[to].label)}
        return done(request, said, "profile:profile", partnership_id, about.pk)

    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "label": _(found.label),
        "becomes": governance().states[to],
        "signs": found.is_by_another_hand,
    }
    return acted(form, go) or render(request, "profile/move.html", context)


@require_POST
@signed_in
def hold_section(
    request: Asked, partnership_id: UUID, profile_id: UUID, section_id: UUID
) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.WRITE_PROFILES)
    try:
        hold(by=seat, about=about, section_id=section_id)
        messages.success(request, _("It still holds. Your name and the day stand beside it."))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
    return redirect(address("sections", seat, about.pk))


@require_safe
@signed_in
def changes(request: Asked, partnership_id: UUID, profile_id: UUID) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id, Verb.SEE_PROFILES)
    if about.previous is None:
        raise Http404
    found = compared(about, about.previous)
    context = {
        "seat": seat,
        "about": about,
        "found": found,
        "before": about.previous.document.title,
        "page_marking": found.marking,
    }
    return render(request, "profile/changes.html", context)


def _about(
    request: Asked, partnership_id: UUID, profile_id: UUID, verb: Verb
) -> tuple[Seat, Profile]:
    seat = access.seat(request.user, partnership_id, verb)
    return seat, profile_access.profile(seat, profile_id)
