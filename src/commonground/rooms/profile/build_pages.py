"""Pages of a profile's builds: what each leaves out, releasing one, and what is withheld."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents.contents.audiences import Audience, highest, rule_for
from commonground.documents.markings import OFFICIAL_SENSITIVE
from commonground.errors import BadInput
from commonground.rooms.assessment.exporting import Taken
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.profile import access, exporting, profile_access, profile_actions
from commonground.rooms.profile import profile_presenters as presenters
from commonground.rooms.profile.addresses import address_if
from commonground.rooms.profile.models import Profile
from commonground.rooms.profile.profile_forms import ReleaseForm, WithheldForm
from commonground.rooms.profile.rules import Verb
from commonground.rooms.taking import recorded_file
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def builds(request: Asked, partnership_id: UUID, profile_id: UUID) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id)
    edition = profile_access.current_edition(about)
    found = exporting.builds(seat, about, edition)
    released = list(profile_access.releases(about))
    context = {
        "seat": seat,
        "about": about,
        "rows": presenters.build_rows(
            seat, about, found, edition, released, profile_access.lists(released)
        ),
        "edition": edition,
        "earlier": presenters.earlier_rows(seat, about, released, edition),
        "withheld_href": address_if("withheld", seat, Verb.WITHHOLD),
        "page_marking": highest(one.document.marking for one in found),
    }
    return render(request, "profile/builds.html", context)


@form_page
@signed_in
def release(request: Asked, partnership_id: UUID, profile_id: UUID, audience: str) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id)
    if audience not in set(Audience):
        raise Http404
    edition = profile_access.current_edition(about)
    form = ReleaseForm(sent(request), initial={"edition": edition.pk if edition else ""})
    found = exporting.builds(seat, about, edition)
    build = next(one for one in found if one.audience == audience)

    def let_go() -> HttpResponse:
        seen = profile_access.edition(about, form.cleaned_data["edition"])
        profile_actions.release(by=seat, about=about, audience=Audience(audience), edition=seen)
        return done(request, _("The build was released."), "profile:builds", partnership_id,
                    about.pk)  # fmt: skip

    context = {
        "seat": seat,
        "form": form,
        "about": about,
        "title": _(rule_for(Audience(audience)).title),
        "marking": build.document.marking,
        "left_out": presenters.left_out(build),
        "page_marking": highest(one.document.marking for one in found),
    }
    return acted(form, let_go) or render(request, "profile/release.html", context)


@recorded_file
@signed_in
def draft_file(
    request: Asked, partnership_id: UUID, profile_id: UUID, audience: str, kind: str
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WRITE_PROFILES)
    about = profile_access.profile(seat, profile_id)
    if audience not in set(Audience) or kind not in presenters.FILES:
        raise Http404
    try:
        taken = exporting.take_draft(by=seat, about=about, audience=Audience(audience), kind=kind)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect("profile:builds", partnership_id, about.pk)
    return file_of(taken)


@recorded_file
@signed_in
def release_file(
    request: Asked, partnership_id: UUID, profile_id: UUID, release_id: UUID, kind: str
) -> HttpResponse:
    seat, about = _about(request, partnership_id, profile_id)
    found = profile_access.release(about, release_id)
    if kind not in presenters.FILES:
        raise Http404
    return file_of(exporting.take_release(by=seat, about=found, kind=kind))


@form_page
@signed_in
def withheld(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WITHHOLD)
    form = WithheldForm(sent(request))

    def keep() -> HttpResponse:
        profile_actions.withhold(by=seat, **form.cleaned_data)
        return done(request, _("No public build says it from now on."), "profile:withheld",
                    partnership_id)  # fmt: skip

    context = {
        "seat": seat,
        "form": form,
        "rows": presenters.withheld_rows(seat, profile_access.withheld(seat)),
        "page_marking": OFFICIAL_SENSITIVE,
    }
    return acted(form, keep) or render(request, "profile/withheld.html", context)


@require_POST
@signed_in
def withhold_no_more(request: Asked, partnership_id: UUID, withheld_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.WITHHOLD)
    about = profile_access.one_withheld(seat, withheld_id)
    profile_actions.withhold_no_more(by=seat, about=about)
    said = _("“%(words)s” may stand in public builds again.") % {"words": about.words}
    return done(request, said, "profile:withheld", partnership_id)


def file_of(taken: Taken) -> HttpResponse:
    """Return a file that was taken, to be kept."""
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


def _about(request: Asked, partnership_id: UUID, profile_id: UUID) -> tuple[Seat, Profile]:
    seat = access.seat(request.user, partnership_id, Verb.SEE_BUILDS)
    return seat, profile_access.profile(seat, profile_id)
