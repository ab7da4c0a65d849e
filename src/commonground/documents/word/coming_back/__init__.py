"""Reads a Word file of ours that people have edited: each text in it, as light text again."""

from commonground.documents.word.coming_back.returned import Note, Returned, ReturnedText
from commonground.documents.word.coming_back.whole import read

__all__ = ["Note", "Returned", "ReturnedText", "read"]
