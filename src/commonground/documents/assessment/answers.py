"""The five closing questions, and what each agency answered to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from commonground.documents.words import day
from commonground.reference.self_reviews import self_review_path
from commonground.scoring.file_tables import FileTable, read_toml

REVIEW = "deck-2015"
NO_ANSWER = "No answer"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its id is what is stored."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class SelfReview:
    """Questions in order, and who asked them first."""

    title: str
    source: str
    questions: tuple[Question, ...]


@cache
def self_review() -> SelfReview:
    """Return the questions that ship with the product."""
    root = read_toml(self_review_path(REVIEW))
    questions = tuple(_question(one) for one in root.tables("questions", at_least=1))
    return SelfReview(root.text("title"), root.text("source"), questions)


def _question(table: FileTable) -> Question:
    return Question(table.identifier("id"), table.text("label"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agency answered to one question, and how it came to be there."""

    agency: str
    question: str
    words: str
    on: date
    is_on_behalf: bool
    """Whether the analyst wrote it down for the agency."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The agencies that are asked, and the answers that stand."""

    agencies: tuple[str, ...]
    given: tuple[Answer, ...]

    @property
    def waited_for(self) -> list[str]:
        """The agencies that answered nothing."""
        answered = {one.agency for one in self.given}
        return [agency for agency in self.agencies if agency not in answered]


def answer_rows(answers: Answers) -> Iterator[tuple[str, ...]]:
    """Yield each agency with each question, its answer, and when and how it was given."""
    given = {(one.agency, one.question): one for one in answers.given}
    for agency in answers.agencies:
        if agency in answers.waited_for:
            yield agency, "Every question", NO_ANSWER, ""
            continue
        for question in self_review().questions:
            one = given.get((agency, question.id))
            how = _how(one) if one else ""
            yield agency, question.label, one.words if one else NO_ANSWER, how


def _how(one: Answer) -> str:
    return f"{day(one.on)}, on its behalf" if one.is_on_behalf else day(one.on)
