"""What comes back from a Word file that people have edited."""

from dataclasses import dataclass

from commonground.sentences import Sentence


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A text as it stands in the file now."""

    id: str
    revision: int
    """The revision that the file was written from; 0 where the file no longer tells."""
    text: str
    """Light text, as `contents.writing` has it: figures that were left alone are references."""
    is_changed: bool
    """False where the text reads as it was written; True also where the file no longer tells."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know before they take a text over."""

    said: Sentence
    text_id: str = ""
    """The text it is about; empty where it is about none."""
    words: str = ""
    """What stood there and was not taken over, so that nothing is lost unseen."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Every text of a file in reading order, and what could not be taken as it stands."""

    document: str
    """The id of the document; empty where a word processor dropped it."""
    texts: tuple[ReturnedText, ...]
    notes: tuple[Note, ...]
