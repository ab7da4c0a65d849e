"""What the text in a score's cell stands for, or a sentence on why it stands for nothing."""

from decimal import Decimal, InvalidOperation

from commonground.documents.method_words import level_words
from commonground.documents.reading.files.texts import is_formula_error, shown
from commonground.documents.words import joined
from commonground.scoring.methods import Criterion


class Answers(dict[tuple[str, str], Decimal | str]):
    """The score of each (criterion id, text) seen so far, or what is wrong with that text.

    A file repeats few distinct texts many times, so each is judged once.
    """

    def __init__(self, criteria: tuple[Criterion, ...]) -> None:
        super().__init__()
        self._criteria = {criterion.id: criterion for criterion in criteria}

    def __missing__(self, answer: tuple[str, str]) -> Decimal | str:
        self[answer] = judged = _judged(self._criteria[answer[0]], answer[1])
        return judged


def number_in(text: str) -> Decimal | None:
    """Return the number that a text is; None where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _judged(criterion: Criterion, text: str) -> Decimal | str:
    value = criterion.score_of(text)
    return _refusal(criterion, text) if value is None else value


def _refusal(criterion: Criterion, text: str) -> str:
    levels = [level_words(level) for level in criterion.levels]
    expected = f"expected {joined(levels, 'or')} for {criterion.label}"
    if not text:
        return f"is empty; {expected}."
    if is_formula_error(text):
        return f"holds the formula error {text}; {expected}. Mend the formula or type the score."
    if number_in(text) is not None:
        return f"holds {text}, which is not on the scale; {expected}."
    return f"holds the text {shown(text)}; {expected}."
