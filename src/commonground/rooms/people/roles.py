"""The roles that a membership can hold, and what a partnership may call them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is for in a partnership; whatever the board calls it."""

    ANALYST = "analyst", _("Analyst")
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Board member")
    OVERSEER = "overseer", _("Overseer")
    ASSESSOR = "assessor", _("Assessor")
    ACTION_OWNER = "action_owner", _("Action owner")


MEANINGS = {
    Role.ANALYST: _("Keeps the lists, runs the consultation, writes the documents."),
    Role.CHAIR: _("Leads the board: moves the line with a reason, and signs off."),
    Role.MEMBER: _("Sits on the board and sees the ranking."),
    Role.OVERSEER: _("Reads and asks why, such as the PCC's office, scrutiny or an inspector."),
    Role.ASSESSOR: _("Scores issues for an agency, usually by a personal link."),
    Role.ACTION_OWNER: _("Answers for actions in the plan, usually by a personal link."),
}
"""One sentence on each role, for those who give them."""
