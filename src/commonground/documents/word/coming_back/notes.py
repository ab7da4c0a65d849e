"""What a person should know of a file that came back, each in a sentence."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from commonground.documents.word.archives import Parts, tree_of
from commonground.documents.word.coming_back.returned import Note
from commonground.documents.word.coming_back.sentences import Met, words_in
from commonground.sentences import say, say_many

_REMARKS = {
    "word/comments.xml": "w:comment",
    "word/footnotes.xml": "w:footnote",
    "word/endnotes.xml": "w:endnote",
}

Remarks = dict[tuple[str, str], str]
"""The words of each comment and note of a file, by what it is and its number."""


def remarks_in(parts: Parts) -> Remarks:
    """Return what comments, footnotes and endnotes say."""
    return {
        (kind, each.get(qn("w:id"), "")): words_in(each)
        for name, kind in _REMARKS.items()
        if name in parts
        for each in tree_of(name, parts[name]).iter(qn(kind))
    }


def about_met(met: Met, remarks: Remarks, text_id: str) -> Iterator[Note]:
    """Yield a note for each thing that was met in a text and is no words."""
    for reference in met.typed_over:
        said = say(
            "The figure %(reference)s was typed over. It comes back as the words that stand there, "
            "and follows its source no longer.",
            reference=f"[[{reference}]]",
        )
        yield Note(said, text_id)
    for kind, number in met.remarks:
        words = remarks.get((kind, number), "")
        if kind == "w:comment":
            said = say("There is a comment on this text, which stays in the Word file.")
        else:
            said = say("A footnote is not taken in. Put its words into the text, or leave it out.")
        yield Note(said, text_id, words)
    if met.pictures:
        said = say_many(
            "%(count)s picture in this text is not taken in.",
            "%(count)s pictures in this text are not taken in.",
            met.pictures,
        )
        yield Note(said, text_id)


def about_tracked(number: int) -> Iterator[Note]:
    """Yield how many tracked changes were read as if they had been accepted."""
    if number:
        yield Note(
            say_many(
                "%(count)s tracked change was read as if it had been accepted.",
                "%(count)s tracked changes were read as if they had been accepted.",
                number,
            )
        )


def table_inside(text_id: str, words: str) -> Note:
    """Return the note on a table that somebody put into a text."""
    said = say("A table stands inside this text, which cannot hold one. Its words were left out.")
    return Note(said, text_id, words)


def heading_inside(text_id: str, words: str) -> Note:
    """Return the note on a heading that somebody put into a text."""
    said = say("A heading inside this text came back as a paragraph in strong words.")
    return Note(said, text_id, words)


def added_below(text_id: str, words: str) -> Note:
    """Return the note on a paragraph that stands right below a text."""
    said = say("A paragraph right below this text was taken as part of it.")
    return Note(said, text_id, words)


def outside(words: str) -> Note:
    """Return the note on a paragraph that belongs to no text."""
    return Note(say("A paragraph stands outside every text, and was not taken in."), "", words)


def twice(text_id: str, words: str) -> Note:
    """Return the note on a text of which there is a copy."""
    said = say("This text stands in the file more than once. The first was read, the copy was not.")
    return Note(said, text_id, words)


def heading_changed(words: str) -> Note:
    """Return the note on a heading that reads otherwise than it was written."""
    said = say("A heading was changed in the file. Headings are changed here, not there.")
    return Note(said, "", words)


def removed(text_id: str) -> Note:
    """Return the note on a text that is no longer in the file."""
    said = say(
        "This text was taken out of the file. Here it stays as it is until somebody edits it."
    )
    return Note(said, text_id)


def made_changed(text_id: str, words: str) -> Note:
    """Return the note on words that the document makes by itself."""
    said = say("These words are made by the document itself; what was changed in them is left out.")
    return Note(said, text_id, words)
