"""Pages about a meeting's dates: the analyst's, and that of whoever is asked, by their link."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.meetings import (
    access,
    date_access,
    date_actions,
    date_presenters,
    presenters,
)
from commonground.rooms.meetings.calendars import calendar_file
from commonground.rooms.meetings.forms import DateForm
from commonground.rooms.meetings.joining_presenters import GONE
from commonground.rooms.meetings.letters import send_asks, send_date
from commonground.rooms.meetings.models import Meeting
from commonground.rooms.meetings.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import LinkState
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.telling import faults_told

GONE_DATES = {LinkState.REVOKED: gettext_lazy("This link was withdrawn.")}


@form_page
@signed_in
def dates(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    form = DateForm(sent(request))

    def propose() -> HttpResponse:
        date_actions.propose_date(by=seat, about=found, starts_at=form.starts_at())
        said = _("The date was proposed.")
        return done(request, said, "meetings:dates", partnership_id, meeting_id)

    answer = acted(form, propose)
    if answer is not None:
        return answer
    register = access.register(found)
    waiting = date_presenters.Waiting(
        ask=len(date_access.to_ask(found)), tell=len(date_access.to_tell(found, register))
    )
    page = date_presenters.dates_page(
        seat, found, date_access.suited(found), register,
        answered=date_access.answered(found), waiting=waiting,
    )  # fmt: skip
    return render(request, "meetings/dates.html", {"seat": seat, "page": page, "form": form})


@require_POST
@signed_in
def withdraw_date(
    request: Asked, partnership_id: UUID, meeting_id: UUID, date_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    date_actions.withdraw_date(by=seat, about=found, date=date_access.date(found, date_id))
    said = _("The date was withdrawn.")
    return done(request, said, "meetings:dates", partnership_id, meeting_id)


@require_POST
@signed_in
def choose_date(
    request: Asked, partnership_id: UUID, meeting_id: UUID, date_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    date, version = date_access.date(found, date_id), request.POST.get("version", "")
    try:
        date_actions.choose_date(
            by=seat, about=found, date=date,
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        )  # fmt: skip
    except ChangedMeanwhile:
        messages.error(request, _("Somebody else changed the meeting. This is how it is now."))
        return redirect("meetings:dates", partnership_id, meeting_id)
    said = _("The date was chosen. Tell everybody who is invited.")
    return done(request, said, "meetings:dates", partnership_id, meeting_id)


@require_POST
@signed_in
def ask(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    try:
        made = date_actions.make_asks(by=seat, about=found)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect("meetings:dates", partnership_id, meeting_id)
    failed = send_asks(request, found, made)
    date_actions.take_back_asks(by=seat, failed=failed)
    if failed:
        names = ", ".join(one.invited.membership.person.name for one in failed)
        messages.error(request, _("These could not be sent: %(names)s.") % {"names": names})
    return done(
        request, _reached(len(made) - len(failed)), "meetings:dates", partnership_id, meeting_id
    )


def _reached(count: int) -> str:
    said = ngettext("%(count)d letter was sent.", "%(count)d letters were sent.", count)
    return said % {"count": count}


@require_POST
@signed_in
def tell(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    to = date_access.to_tell(found, access.register(found))
    count, failed = send_date(seat, found, to) if to else (0, 0)
    if failed:
        said = _("Not sent: %(count)d. The log says why.") % {"count": failed}
        messages.error(request, said)
    return done(request, _reached(count), "meetings:dates", partnership_id, meeting_id)


@require_safe
@signed_in
def letters(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.PLAN_MEETINGS)
    found = access.meeting(seat, meeting_id)
    page = page_of(date_access.date_letters(found), request.GET)
    context = {
        "seat": seat,
        "name": found.name,
        "rows": date_presenters.letter_rows(page),
        "links": page_links(page, request.GET),
        "back_href": presenters.address("dates", seat, found.pk),
    }
    return render(request, "meetings/date_letters.html", context)


@require_safe
@signed_in
def calendar(request: Asked, partnership_id: UUID, meeting_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_MEETINGS)
    return _calendar(access.meeting(seat, meeting_id))


def _calendar(found: Meeting) -> HttpResponse:
    if found.starts_at is None:
        raise Http404
    answer = HttpResponse(calendar_file(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    opened = date_access.asked(token, timezone.now())
    who = opened.invited
    if opened.state is not LinkState.GOOD or who is None or opened.link is None:
        what = GONE_DATES.get(opened.state, GONE[opened.state])
        return render(request, "consultation/gone.html", {"what": what}, status=410)
    every = date_access.dates(who.meeting)
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        said = {one.pk: request.POST.get(date_presenters.field_of(one.pk), "") for one in every}
        try:
            date_actions.answer_dates(link=opened.link, of=who, said=said)
        except BadInput as refused:
            faults = faults_told(refused)
        else:
            messages.success(request, _("Thank you. You can change it until the date is chosen."))
            return redirect("meetings:answer", token)
    page = date_presenters.answer_page(who, every, date_access.own_answers(who))
    context = {"page": page, "faults": faults, "token": token}
    return render(request, "meetings/answer.html", context, status=422 if faults else 200)


@never_cache
@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    opened = date_access.asked(token, timezone.now())
    if opened.state is not LinkState.GOOD or opened.invited is None:
        raise Http404
    return _calendar(opened.invited.meeting)
