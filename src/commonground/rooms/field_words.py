"""The field's own words beside a method's labels: a translator meets each of them once."""

from django.utils.translation import gettext_noop as _noop

FOUR_PS = (_noop("Pursue"), _noop("Prevent"), _noop("Protect"), _noop("Prepare"))
"""The four strands of a plan, in their order."""

SCORING = (
    _noop("Harm"),
    _noop("Likelihood"),
    _noop("Impact"),
    _noop("Score"),
    _noop("Not scored"),
    _noop("Remark"),
    _noop("Round"),
    _noop("Session"),
    _noop("Shortlist"),
    _noop("Recommendation"),
    _noop("Milestone"),
    _noop("Owner"),
    _noop("Review"),
    _noop("In"),
    _noop("Contested"),
    _noop("Out"),
)
