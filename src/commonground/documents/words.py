"""Figures as a board reads them: chances in 100, shares in per cent, ranks with their ties."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from commonground.scoring.arithmetic import plain


def in_100(probability: float) -> str:
    """Return a probability as so many in 100, never as certain and never as impossible.

    >>> in_100(0.7344), in_100(0.9996), in_100(1.0), in_100(0.0013)
    ('73 in 100', 'over 99 in 100', 'over 99 in 100', 'under 1 in 100')
    """
    if probability > 0.99:
        return "over 99 in 100"
    if probability < 0.01:
        return "under 1 in 100"
    return f"{round(probability * 100)} in 100"


def in_100_short(probability: float) -> str:
    """Return the same as `in_100` for a narrow cell of a table that says it is in 100.

    >>> in_100_short(0.5789), in_100_short(1.0), in_100_short(0.0)
    ('58', '>99', '<1')
    """
    return in_100(probability).replace("over ", ">").replace("under ", "<").removesuffix(" in 100")


def percent(share: float) -> str:
    """Return a share as a percentage without decimals; all and none are said only when exact.

    >>> percent(0.9151), percent(0.999), percent(1.0), percent(0.001)
    ('92%', 'over 99%', '100%', 'under 1%')
    """
    if 0.995 <= share < 1:
        return "over 99%"
    if 0 < share < 0.005:
        return "under 1%"
    return f"{round(share * 100)}%"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Not strftime's: those change with the machine's language."""

_MANY = {"agency": "agencies", "person": "people"}


def counted(number: int, one: str, many: str = "") -> str:
    """Return a count with its noun; `many` is the plural where it is not told from the singular.

    >>> counted(1, "agency"), counted(3, "agency"), counted(10000, "draw")
    ('1 agency', '3 agencies', '10,000 draws')
    """
    return f"{number:,} {one if number == 1 else many or _MANY.get(one, one + 's')}"


def day(of: date) -> str:
    """Return a date as it is read.

    >>> day(date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def month(of: date) -> str:
    """Return the month of a date as it is read.

    >>> month(date(2016, 4, 30))
    'April 2016'
    """
    return f"{_MONTHS[of.month - 1]} {of.year}"


def joined(names: Sequence[str], link: str = "and") -> str:
    """Return names as a list in a sentence.

    >>> joined(["Police", "Health", "Probation"]), joined(["Police"])
    ('Police, Health and Probation', 'Police')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {link} {names[-1]}"


def tied(ranks: Sequence[int]) -> tuple[str, ...]:
    """Return each rank as it is printed, with an equals sign where others share it.

    >>> tied([1, 2, 2, 4])
    ('1', '2=', '2=', '4')
    """
    times = Counter(ranks)
    return tuple(f"{rank}=" if times[rank] > 1 else str(rank) for rank in ranks)


def span(low: int | None, high: int | None) -> str:
    """Return a range of ranks in words; empty where it is not known.

    >>> span(9, 53), span(4, 4), span(None, None)
    ('9 to 53', '4', '')
    """
    if low is None or high is None:
        return ""
    return str(low) if low == high else f"{low} to {high}"


def fixed(numbers: Sequence[Decimal], places: int) -> tuple[str, ...]:
    """Return a column of numbers with the same decimals in each: none where all are whole.

    >>> fixed([Decimal("370.3771"), Decimal("95.4")], 2), fixed([Decimal("12.0"), Decimal("3")], 2)
    (('370.38', '95.40'), ('12', '3'))
    """
    if all(number == number.to_integral_value() for number in numbers):
        return tuple(plain(number) for number in numbers)
    step = Decimal(1).scaleb(-places)
    return tuple(f"{number.quantize(step, ROUND_HALF_UP):,f}" for number in numbers)


def shortened(text: str, longest: int) -> str:
    """Return text, or as many of its first words as so many characters hold.

    >>> shortened("Alcohol-related violence and admissions", 30), shortened("Cuckooing", 5)
    ('Alcohol-related violence and…', 'Cuck…')
    """
    if len(text) <= longest:
        return text
    between_words = text.rfind(" ", 0, longest)
    # one word that fills the line is cut through: a stump says more than what stands before it
    end = between_words if between_words > longest // 2 else longest - 1
    return f"{text[:end].rstrip()}…"
