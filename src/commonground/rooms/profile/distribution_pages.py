"""Pages of a release's distribution list, and what a recipient's own link opens."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commonground.documents.contents.audiences import Audience, rule_for
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, LinkState
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.models import Purpose
from commonground.rooms.plan.answering_presenters import gone_page
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.profile import access, distributing_actions, exporting, profile_access
from commonground.rooms.profile import profile_presenters as presenters
from commonground.rooms.profile.addresses import address, address_if
from commonground.rooms.profile.build_pages import file_of
from commonground.rooms.profile.distributing_letters import send_release
from commonground.rooms.profile.editions import document_in
from commonground.rooms.profile.profile_forms import RecipientsForm
from commonground.rooms.profile.rules import Verb, check_may_do, may_do
from commonground.rooms.taking import recorded_file

GONE = 410
READ_AS = ("html", "pdf")


@form_page
@signed_in
def distribution(
    request: Asked, partnership_id: UUID, profile_id: UUID, release_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_BUILDS)
    about = profile_access.profile(seat, profile_id)
    found = profile_access.release(about, release_id)
    listed = list(profile_access.recipients(found))
    members = []
    if may_do(seat.roles, Verb.DISTRIBUTE):
        there = {one.member_id for one in listed}
        members = [
            (str(one.pk), presenters.member_told(one))
            for one in people_access.reachable(seat).select_related("person", "agency")
            if one.pk not in there
        ]  # fmt: skip
    form = RecipientsForm(sent(request), members=members)

    def send() -> HttpResponse:
        check_may_do(seat.roles, Verb.DISTRIBUTE)
        some = distributing_actions.address(
            by=seat, about=found, members=form.cleaned_data["members"]
        )
        went, refused = send_release(request, seat, found, some)
        return done(request, _told(went, refused), "profile:distribution", partnership_id,
                    about.pk, found.pk)  # fmt: skip

    context = {
        "seat": seat,
        "form": form if members else None,
        "about": about,
        "title": _(rule_for(Audience(found.audience)).title),
        "rows": presenters.recipient_rows(listed),
        "again_href": address_if("send_again", seat, Verb.DISTRIBUTE, about.pk, found.pk)
        if any(one.read_at is None for one in listed) else "",
        "back_href": address("builds", seat, about.pk),
    }  # fmt: skip
    return acted(form, send) or render(request, "profile/distribution.html", context)


@require_POST
@signed_in
def send_again(
    request: Asked, partnership_id: UUID, profile_id: UUID, release_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DISTRIBUTE)
    about = profile_access.profile(seat, profile_id)
    found = profile_access.release(about, release_id)
    some = distributing_actions.address_again(by=seat, about=found)
    went, refused = send_release(request, seat, found, some)
    return done(request, _told(went, refused), "profile:distribution", partnership_id, about.pk,
                found.pk)  # fmt: skip


def by_link(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds a good link to read; tell anybody else what to do next."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **about: str) -> HttpResponse:
        found = people_access.opened_link(token, timezone.now(), Purpose.READ)
        if found.link is None or found.state is not LinkState.GOOD:
            return render(request, "plan/answer_gone.html", {"page": gone_page(found)}, status=GONE)
        return page(request, Holder(found.link), token, **about)

    return opened


@form_page
@by_link
def read(request: HttpRequest, by: Holder, token: str) -> HttpResponse:
    one = profile_access.received(by)
    if request.method == "POST":
        distributing_actions.acknowledge(by=by)
        return done(request, _("Thank you. That you read it is kept."), "profile:read", token)
    profile = one.release.edition.profile
    document = document_in(one.release.document)
    context = {
        "title": profile.document.title,
        "partnership": profile.partnership.name,
        "is_invented": profile.partnership.is_demo,
        "state": presenters.state_tag(profile.state),
        "is_superseded": profile.state == "superseded",
        "read_at": one.read_at,
        "files": [(kind, reverse("profile:read_file", args=[token, kind])) for kind in READ_AS],
        "page_marking": document.marking,
    }
    return render(request, "profile/read.html", context)


@recorded_file
@by_link
def read_file(request: HttpRequest, by: Holder, token: str, kind: str) -> HttpResponse:
    if kind not in READ_AS:
        raise Http404
    one = profile_access.received(by)
    return file_of(exporting.take_release(by=by, about=one.release, kind=kind))


def _told(went: int, refused: int) -> str:
    said = ngettext("It was sent to %(num)s person.", "It was sent to %(num)s people.", went)
    told = said % {"num": went}
    if refused:
        more = ngettext(
            "%(num)s e-mail did not go: the list says why.",
            "%(num)s e-mails did not go: the list says why.", refused,
        )  # fmt: skip
        told = f"{told} {more % {'num': refused}}"
    return told
