"""Common Ground: from everyone's list of problems to a ranked, explained, reviewed plan."""

__version__ = "0.1.0"
