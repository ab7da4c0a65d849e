"""What the plan room's tests are held in."""

from answering_here import answering
from asking_here import asked, kept_asked
from commands import run
from plan_here import planned

__all__ = ["answering", "asked", "kept_asked", "planned", "run"]
