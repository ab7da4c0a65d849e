"""The partnership that the rooms' tests are held in."""

from kept_here import kept_db
from people_here import demo_before_rounds, elsewhere, here, outsider

__all__ = ["demo_before_rounds", "elsewhere", "here", "kept_db", "outsider"]
