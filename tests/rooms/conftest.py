"""The partnership that the rooms' tests are held in."""

from people_here import demo_before_rounds, elsewhere, here, outsider

__all__ = ["demo_before_rounds", "elsewhere", "here", "outsider"]
