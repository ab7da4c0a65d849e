"""Pages of a partnership's own Word template: which is in use, a new one, and how it looks."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.documents import word
from commonground.documents.word.example import example
from commonground.documents.word.templates import own_template
from commonground.errors import BadInput
from commonground.rooms.assessment import (
    access,
    exporting,
    template_access,
    template_actions,
    template_presenters,
)
from commonground.rooms.assessment.forms import WordTemplateForm
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told

_ANY_DAY = date(2026, 1, 1)
_LIST = "assessment:word_templates"


@require_safe
@signed_in
def word_templates(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    page = template_presenters.templates_page(seat, template_access.word_templates(seat))
    return render(request, "assessment/word_templates.html", {"seat": seat, "page": page})


@form_page
@signed_in
def add(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CHOOSE_TEMPLATE)
    form = WordTemplateForm(sent(request), request.FILES or None)

    def keep() -> HttpResponse:
        file = form.cleaned_data["file"]
        kept = template_actions.keep_template(by=seat, name=file.name, held=file.read())
        said = _("Word files are now written in %(name)s.") % {"name": kept.name}
        return done(request, said, _LIST, partnership_id)

    context = {"seat": seat, "form": form, "needed": template_presenters.needed_styles()}
    return acted(form, keep, onto="file") or render(
        request, "assessment/add_word_template.html", context
    )


@require_POST
@signed_in
def use(request: Asked, partnership_id: UUID, template_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CHOOSE_TEMPLATE)
    about = template_access.word_template(seat, template_id)
    try:
        template_actions.use_template(by=seat, about=about)
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect(_LIST, partnership_id)
    said = _("Word files are now written in %(name)s.") % {"name": about.name}
    return done(request, said, _LIST, partnership_id)


@require_POST
@signed_in
def set_aside(request: Asked, partnership_id: UUID, template_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.CHOOSE_TEMPLATE)
    about = template_access.word_template(seat, template_id)
    template_actions.set_aside(by=seat, about=about)
    said = _("%(name)s is out of use, and kept.") % {"name": about.name}
    return done(request, said, _LIST, partnership_id)


@require_safe
@signed_in
def file(request: Asked, partnership_id: UUID, template_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = template_access.word_template(seat, template_id)
    return _word_file(about.name, bytes(about.held))


@require_safe
@signed_in
def its_example(request: Asked, partnership_id: UUID, template_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = template_access.word_template(seat, template_id)
    try:
        held = word.write(example(_ANY_DAY), bytes(about.held))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect(_LIST, partnership_id)
    return _word_file("example.docx", held)


@require_safe
@signed_in
def plain(request: Asked, partnership_id: UUID) -> HttpResponse:
    access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    return _word_file("plain-template.docx", own_template())


@require_safe
@signed_in
def plain_example(request: Asked, partnership_id: UUID) -> HttpResponse:
    access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    return _word_file("example.docx", word.write(example(_ANY_DAY)))


def _word_file(name: str, held: bytes) -> HttpResponse:
    answer = HttpResponse(held, content_type=exporting.KINDS[exporting.WORD].type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
