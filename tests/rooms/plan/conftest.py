"""What the plan room's tests are held in."""

from plan_here import planned

__all__ = ["planned"]
