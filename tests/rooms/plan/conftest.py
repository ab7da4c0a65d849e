"""What the plan room's tests are held in."""

from asking_here import asked, kept_asked
from plan_here import planned

__all__ = ["asked", "kept_asked", "planned"]
