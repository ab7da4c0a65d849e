"""What the page of a partnership's Word templates shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commonground.documents.word.styles import NEEDED
from commonground.rooms.assessment.models import WordTemplate
from commonground.rooms.assessment.presenters import address, address_if
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.access import Seat


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template that was kept: what it is, who put it there, and what can be done with it."""

    name: str
    size: str
    sha256: str
    by: str
    at: datetime
    file_href: str
    example_href: str
    press_href: str
    """Where it is taken out of use, or used again; empty to those who may not."""


@dataclass(frozen=True, slots=True)
class TemplatesPage:
    """The template in use, where there is one, and those before it."""

    in_use: TemplateRow | None
    others: list[TemplateRow]
    add_href: str
    own_href: str
    own_example_href: str
    back_href: str


def templates_page(here: Seat, found: Iterable[WordTemplate]) -> TemplatesPage:
    """Return the page of these templates."""
    kept = list(found)
    return TemplatesPage(
        in_use=next((_row(here, one) for one in kept if one.is_used), None),
        others=[_row(here, one) for one in kept if not one.is_used],
        add_href=address_if("add_word_template", here, Verb.CHOOSE_TEMPLATE),
        own_href=address("plain_word_template", here),
        own_example_href=address("plain_word_example", here),
        back_href=address("assessments", here),
    )


def _row(here: Seat, one: WordTemplate) -> TemplateRow:
    press = "set_word_template_aside" if one.is_used else "use_word_template"
    return TemplateRow(
        name=one.name,
        size=_("%(size)s\u00a0kB") % {"size": number_format(max(1, one.size // 1000))},
        sha256=one.sha256,
        by=one.added_by.name,
        at=one.added_at,
        file_href=address("word_template_file", here, one.pk),
        example_href=address("word_template_example", here, one.pk),
        press_href=address_if(press, here, Verb.CHOOSE_TEMPLATE, one.pk),
    )


def needed_styles() -> str:
    """Return the names of the styles that a template must have."""
    return ", ".join(NEEDED)
