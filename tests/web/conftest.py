"""The partnership that the web application's tests are held in."""

from people_here import elsewhere, here, outsider

__all__ = ["elsewhere", "here", "outsider"]
