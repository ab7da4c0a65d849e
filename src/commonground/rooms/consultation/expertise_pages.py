"""The page that says which themes people know, by which the issues may be shared out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonground.rooms.consultation import access, actions, presenters
from commonground.rooms.consultation.access import voice
from commonground.rooms.consultation.forms import ExpertiseForm
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.whom import whom, whom_choices
from commonground.rooms.issues import access as issues_access
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page


@form_page
@signed_in
def expertise(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_ROUNDS)
    found = access.round_(seat, round_id)
    people, themes = list(access.assessors(found)), list(issues_access.themes(seat))
    form = ExpertiseForm(
        sent(request),
        whom=whom_choices(people),
        themes=[(str(one.pk), one.name) for one in themes],
    )

    def act() -> HttpResponse:
        ticked = form.cleaned_data["themes"]
        actions.set_expertise(
            by=seat, about=found, who=whom(people, form.cleaned_data["who"]),
            themes=[one for one in themes if str(one.pk) in ticked],
        )  # fmt: skip
        said = _("Who knows what was saved.")
        return done(request, said, "consultation:expertise", partnership_id, round_id)

    answer = acted(form, act)
    if answer:
        return answer
    known = access.expertise(found)
    rows = [
        (
            one.membership.person.name,
            voice(one),
            ", ".join(theme.name for theme in known.get(one.pk, ())),
        )
        for one in people
    ]
    return render(
        request,
        "consultation/expertise.html",
        {
            "seat": seat,
            "form": form if found.is_draft else None,
            "rows": rows,
            "name": found.name,
            "back_href": presenters.address("assignment", seat, found.pk),
        },
    )
