"""The partnership that the rooms' tests are held in."""

from people_here import elsewhere, here, outsider

__all__ = ["elsewhere", "here", "outsider"]
