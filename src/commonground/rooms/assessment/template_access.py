"""The Word templates of a partnership that `access` has given a seat in."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.assessment.models import WordTemplate
from commonground.rooms.people.access import Seat


def word_templates(here: Seat) -> QuerySet[WordTemplate]:
    """Return the templates that were ever kept, the latest first, without the files themselves."""
    found = WordTemplate.objects.filter(partnership=here.partnership)
    return found.select_related("added_by").defer("held").order_by("-added_at", "pk")


def word_template(here: Seat, template_id: UUID) -> WordTemplate:
    """Return one template with its file; Http404 where it is another's."""
    one = WordTemplate.objects.filter(partnership=here.partnership, pk=template_id).first()
    if one is None:
        raise Http404
    return one


def template_in_use(partnership_id: UUID) -> WordTemplate | None:
    """Return the template that a partnership's documents are written in; None where it is ours.

    The file itself is read from the database when it is asked for.
    """
    found = WordTemplate.objects.filter(partnership=partnership_id, is_used=True)
    return found.defer("held").first()
