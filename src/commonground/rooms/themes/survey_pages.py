"""Pages that import a survey: choose the file, say what its columns are, look at every answer."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from commonground.documents.reading import Table
from commonground.documents.reading.surveys import Part, Personal, read_survey, survey_columns
from commonground.errors import BadInput, refuse
from commonground.rooms.issues import access as issues_access
from commonground.rooms.issues.models import Status as IssueStatus
from commonground.rooms.paging import page_of_list
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told, tell
from commonground.rooms.themes import access, gathering_actions, surveys
from commonground.rooms.themes.models import Kind
from commonground.rooms.themes.rules import Verb
from commonground.rooms.uploads import read_upload

PARTS = {
    Part.SKIP: gettext_lazy("Leave it out"),
    Part.REMARK: gettext_lazy("Answers in words: each is a remark"),
    Part.ISSUE: gettext_lazy("Issue"),
    Part.AGENCY: gettext_lazy("Agency"),
    Part.WAY: gettext_lazy("Way of taking part"),
    Part.RESPONDENT: gettext_lazy("Number of the response, to take none twice"),
}
PERSONAL = {
    Personal.NAME: gettext_lazy("a name"),
    Personal.EMAIL: gettext_lazy("an e-mail address"),
    Personal.PHONE: gettext_lazy("a telephone number"),
    Personal.POSTCODE: gettext_lazy("a postcode"),
    Personal.ADDRESS: gettext_lazy("an address"),
    Personal.BIRTH: gettext_lazy("a date of birth"),
}


class SurveyForm(forms.Form):
    """A survey's export."""

    file = forms.FileField(
        label=gettext_lazy("Export of the survey"),
        help_text=gettext_lazy("xlsx or csv, at most 10 MB"),
    )
    of_nobody = forms.CharField(
        label=gettext_lazy("Columns that hold nobody’s personal data although they look so"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Leave it empty the first time. The next page names the columns that were left out; if "
            "one is something else, write its heading here, a line for each."
        ),
    )

    @property
    def headings(self) -> list[str]:
        """The headings that somebody wrote."""
        lines = self.cleaned_data["of_nobody"].splitlines()
        return [one.strip() for one in lines if one.strip()]


@form_page
@signed_in
def import_survey(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    form = SurveyForm(sent(request), request.FILES or None)

    def look_at_it() -> HttpResponse:
        read = read_upload(form.cleaned_data["file"], read_survey)
        text = surveys.packed(read, partnership_id, form.headings)
        table, _personal = surveys.unpacked(text, partnership_id)
        before = access.survey_uses(seat, surveys.header_digest(table))
        if before:
            return _preview(request, seat, text, {at: Part(part) for at, part in before.items()})
        return _choose(request, seat, text, {one.at: one.guess for one in survey_columns(table)})

    return acted(form, look_at_it, onto="file") or render(
        request, "themes/import_survey.html", {"seat": seat, "form": form}
    )


@require_POST
@signed_in
def look(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    text = request.POST.get("read", "")
    try:
        table, _personal = surveys.unpacked(text, partnership_id)
    except BadInput as refused:
        return _again(request, seat, refused)
    parts = _parts_in(request, table)
    if "choose" in request.POST:
        return _choose(request, seat, text, parts)
    faults = _faults_of(parts)
    if faults:
        return _choose(request, seat, text, parts, faults)
    return _preview(request, seat, text, parts)


@require_POST
@signed_in
def confirm(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.GATHER_REMARKS)
    text = request.POST.get("read", "")
    try:
        table, _personal = surveys.unpacked(text, partnership_id)
        parts = _parts_in(request, table)
        refuse(_faults_of(parts))
        read = _read(seat, table, parts)
        refuse(fault for one in read for fault in one.faults)
        count = gathering_actions.import_answers(
            by=seat, name=table.source, drafts=[one.draft for one in read],
            header=surveys.header_digest(table),
            parts={at: part.value for at, part in parts.items()},
        )  # fmt: skip
    except BadInput as refused:
        return _again(request, seat, refused)
    if not count:
        return done(request, _("All of it is there already."), "themes:remarks", partnership_id)
    said = ngettext("%(count)d new remark.", "%(count)d new remarks.", count) % {"count": count}
    return done(request, said, "themes:remarks", partnership_id)


def _again(request: Asked, seat: Seat, refused: BadInput) -> HttpResponse:
    messages.error(request, " ".join(faults_told(refused)[:5]))
    return redirect("themes:import_survey", seat.partnership.pk)


def _parts_in(request: Asked, table: Table) -> dict[int, Part]:
    sent = {one.at: request.POST.get(f"part-{one.at}", "") for one in survey_columns(table)}
    return {at: Part(part) if part in list(Part) else Part.SKIP for at, part in sent.items()}


def _faults_of(parts: dict[int, Part]) -> list[str]:
    used = list(parts.values())
    faults = [] if Part.REMARK in used else [_("Choose at least one column of answers in words.")]
    for part in (Part.ISSUE, Part.AGENCY, Part.WAY, Part.RESPONDENT):
        if used.count(part) > 1:
            faults.append(_("Choose one column alone for: %(part)s") % {"part": PARTS[part]})
    return faults


def _read(seat: Seat, table: Table, parts: dict[int, Part]) -> list[surveys.Read]:
    live = issues_access.issues(seat, issues_access.Wanted(status=IssueStatus.LIVE))
    return surveys.read_answers(
        table, parts, live.values_list("pk", "name"),
        [one.name for one in people_access.agencies(seat)], seat.partnership.pk,
    )  # fmt: skip


def _choose(
    request: Asked, seat: Seat, text: str, parts: dict[int, Part], faults: Sequence[str] = ()
) -> HttpResponse:
    table, personal = surveys.unpacked(text, seat.partnership.pk)
    context = {
        "seat": seat,
        "read": text,
        "source": table.source,
        "faults": faults,
        "columns": [
            (one.at, one.label, one.example, parts.get(one.at, Part.SKIP).value)
            for one in survey_columns(table)
        ],
        "parts": [(part.value, words) for part, words in PARTS.items()],
        "personal": [(label, PERSONAL[kind]) for label, kind in personal],
    }
    return render(request, "themes/survey_columns.html", context, status=422 if faults else 200)


def _preview(request: Asked, seat: Seat, text: str, parts: dict[int, Part]) -> HttpResponse:
    table, personal = surveys.unpacked(text, seat.partnership.pk)
    read = _read(seat, table, parts)
    there = access.sources(seat, Kind.SURVEY)
    faults = [tell(fault) for one in read for fault in one.faults]
    found = page_of_list(read, request.POST)
    context = {
        "seat": seat,
        "shown": _shown(found),
        "before": found.previous_page_number() if found.has_previous() else 0,
        "after": found.next_page_number() if found.has_next() else 0,
        "read": text,
        "source": table.source,
        "faults": faults,
        "fresh": sum(one.draft.source not in there for one in read),
        "there": sum(one.draft.source in there for one in read),
        "parts": [(at, part.value) for at, part in parts.items()],
        "personal": [(label, PERSONAL[kind]) for label, kind in personal],
        "rows": [
            (one.answer.row, one.answer.text, one.answer.question, one.answer.issue,
             one.draft.agency, [tell(fault) for fault in one.faults])
            for one in found.object_list
        ],
    }  # fmt: skip
    return render(request, "themes/survey_preview.html", context, status=422 if faults else 200)


def _shown(found: Page[surveys.Read]) -> str:
    if found.paginator.num_pages == 1:
        return ""
    return _("Answers %(first)d to %(last)d of %(all)d") % {
        "first": found.start_index(), "last": found.end_index(), "all": found.paginator.count,
    }  # fmt: skip
