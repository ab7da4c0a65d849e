"""The forms of an action: all that is said of it, its milestones, its progress and its reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonground.documents.markings import OFFICIAL
from commonground.rooms.choosing import set_choices
from commonground.rooms.plan.action_fields import BY_LENGTH, MOST_MONTHS, ROLE_LENGTH, ActionFields
from commonground.rooms.plan.choices import OF_MARKINGS, Choices, none_or
from commonground.rooms.plan.fields import (
    DayField,
    FigureField,
    IdField,
    IdsField,
    LongField,
    VersionField,
)
from commonground.rooms.plan.milestone_actions import MILESTONE_LENGTH
from commonground.rooms.plan.models import TEXT_LENGTH, Status
from commonground.rooms.visible import LineField


@dataclass(frozen=True, slots=True)
class ActionChoices:
    """What an action's form lets somebody choose from."""

    agencies: Choices
    members: Choices
    boards: Choices
    recommendations: Choices


class StaffDaysField(forms.CharField):
    """Staff days, an agency on each line: "Larkenmere Council: 12.5"."""

    widget = forms.Textarea(attrs={"rows": 3})
    agencies: Mapping[str, UUID] = {}

    def clean(self, value: Any) -> Any:
        """Return the days by the agency's id."""
        lines = [one.strip() for one in super().clean(value).splitlines()]
        found = [self._line(one) for one in lines if one]
        days = dict(found)
        if len(days) < len(found):
            raise ValidationError(_now("Name each agency on one line only."))
        return days

    def _line(self, line: str) -> tuple[UUID, Decimal]:
        name, _colon, figure = line.rpartition(":")
        agency = self.agencies.get(name.strip().casefold())
        if agency is None:
            raise ValidationError(
                _now("No agency of the partnership is called “%(name)s”. Write its name as under "
                     "Agencies, then a colon and the days.")
                % {"name": name.strip() or line}
            )  # fmt: skip
        try:
            days = Decimal(figure.strip())
        except InvalidOperation:
            days = Decimal(-1)
        if not days.is_finite() or days < 0 or days != round(days, 1):
            raise ValidationError(
                _now("Write the days of %(name)s as a number with at most one decimal; found "
                     "“%(found)s”.")
                % {"name": name.strip(), "found": figure.strip()}
            )  # fmt: skip
        return agency, days


class ActionForm(forms.Form):
    """Every field of an action, in the groups that its page shows."""

    text = LongField(label=_("Action"), max_length=TEXT_LENGTH)
    recommendations = IdsField(label=_("Recommendations that it serves"))
    lead_agency = IdField(label=_("Lead agency"), required=False)
    lead_role = LineField(
        label=_("Lead role"), required=False, max_length=ROLE_LENGTH,
        help_text=_("The role keeps the action when a person leaves, such as head of housing."),
    )  # fmt: skip
    lead_person = IdField(label=_("Lead person"), required=False)
    supporting_agencies = IdsField(label=_("Supporting agencies"))
    boards = IdsField(label=_("Also reported to"))
    starts_on = DayField(label=_("Start"), required=False)
    due_on = DayField(label=_("Due"), required=False)
    review_on = DayField(label=_("Next review"), required=False)
    review_every_months = forms.IntegerField(
        label=_("Reviewed every so many months"), required=False, min_value=1,
        max_value=MOST_MONTHS,
    )  # fmt: skip
    status = forms.ChoiceField(
        label=_("Status"), choices=Status.choices, initial=Status.NOT_STARTED
    )
    reason = LongField(label=_("Reason for the status"), required=False, max_length=TEXT_LENGTH)
    cost = FigureField(
        label=_("Cost in pounds"), required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=_("Leave it empty where it is not known. 0 says that it costs nothing."),
    )  # fmt: skip
    staff_days = StaffDaysField(
        label=_("Staff days"), required=False,
        help_text=_("An agency on each line, then a colon and its days: Larkenmere Council: 12.5"),
    )  # fmt: skip
    resource = LongField(label=_("Resources"), required=False, max_length=TEXT_LENGTH)
    dependency = LongField(label=_("Dependency or risk"), required=False, max_length=TEXT_LENGTH)
    expected_effect = LongField(label=_("Assumed effect"), required=False, max_length=TEXT_LENGTH)
    expected_by = LineField(label=_("Who assumes it"), required=False, max_length=BY_LENGTH)
    completion = LongField(
        label=_("Evidence of completion"), required=False, max_length=TEXT_LENGTH
    )
    learning = LongField(label=_("What was learnt"), required=False, max_length=TEXT_LENGTH)
    equality_note = LongField(label=_("Equality note"), required=False, max_length=TEXT_LENGTH)
    marking = forms.ChoiceField(label=_("Marking"), choices=OF_MARKINGS, initial=OFFICIAL)
    version = VersionField()

    def __init__(self, *args: Any, choices: ActionChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody, none = _("Nobody by name"), _("None yet")
        set_choices(self, none_or(none, choices.agencies), "lead_agency")
        set_choices(self, none_or(nobody, choices.members), "lead_person")
        for name, some in (
            ("supporting_agencies", choices.agencies), ("boards", choices.boards),
            ("recommendations", choices.recommendations),
        ):  # fmt: skip
            if some:
                set_choices(self, some, name)
            else:
                del self.fields[name]
        days = self.fields["staff_days"]
        assert isinstance(days, StaffDaysField)
        days.agencies = {name.casefold(): UUID(pk) for pk, name in choices.agencies}

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields that there are, under a heading each."""
        return [
            (str(heading), [self[name] for name in names if name in self.fields])
            for heading, names in _GROUPS
        ]

    @property
    def told(self) -> ActionFields:
        """What the form holds, as an action takes it."""
        held = {name: value for name, value in self.cleaned_data.items() if name in _TOLD}
        some = {name: frozenset(held[name]) for name in _SETS if name in held}
        return ActionFields(**{**held, **some, "status": Status(held["status"])})


class ChangeActionForm(ActionForm):
    """The same, with a note for the log."""

    note = LongField(
        label=_("Why it changes"), required=False, max_length=TEXT_LENGTH,
        help_text=_("It is kept in the log, beside what changed."),
    )  # fmt: skip


_SETS = ("recommendations", "supporting_agencies", "boards")
_GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What and why"), ("text", "recommendations")),
    (_("Who"), ("lead_agency", "lead_role", "lead_person", "supporting_agencies", "boards")),
    (_("When"), ("starts_on", "due_on", "review_on", "review_every_months")),
    (_("How it stands"), ("status", "reason")),
    (_("Means and effect"),
     ("cost", "staff_days", "resource", "dependency", "expected_effect", "expected_by")),
    (_("At the end"), ("completion", "learning")),
    (_("Handling"), ("equality_note", "marking", "note")),
)  # fmt: skip
_TOLD = {name for _heading, names in _GROUPS for name in names} - {"note"}


def days_in_lines(days: Iterable[tuple[str, Decimal]]) -> str:
    """Return staff days as the form takes them."""
    return "\n".join(f"{name}: {figure.normalize():f}" for name, figure in days)


class MilestoneForm(forms.Form):
    """A milestone as it is added."""

    text = LineField(label=_("Milestone"), max_length=MILESTONE_LENGTH)
    due_on = DayField(label=_("Due"), required=False)


class ChangeMilestoneForm(MilestoneForm):
    """A milestone as it is changed."""

    done_on = DayField(label=_("Done on"), required=False)
    version = VersionField()


class PressForm(forms.Form):
    """A press of a button about something as it was seen."""

    version = VersionField(required=True)


class ProgressForm(forms.Form):
    """How an action goes."""

    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    reason = LongField(
        label=_("Reason for the status"), required=False, max_length=TEXT_LENGTH,
        help_text=_("Needed where it is stopped; worth a sentence where it is not on track."),
    )  # fmt: skip
    note = LongField(label=_("What was done"), required=False, max_length=TEXT_LENGTH)
    version = VersionField()


class ReviewForm(forms.Form):
    """What a review found."""

    reviewed_on = DayField(label=_("Reviewed on"))
    reviewed_by = LineField(
        label=_("Reviewed by"), max_length=BY_LENGTH,
        help_text=_("A board or a role, such as the community safety board."),
    )  # fmt: skip
    note = LongField(label=_("What the review found"), max_length=TEXT_LENGTH)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    reason = LongField(label=_("Reason for the status"), required=False, max_length=TEXT_LENGTH)
    next_on = DayField(label=_("Next review"), required=False)
    version = VersionField()
