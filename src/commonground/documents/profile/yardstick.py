"""The probability yardstick: which words a key judgement may use, and what they mean."""

from dataclasses import dataclass
from functools import cache

from commonground.reference.governance import yardstick_path
from commonground.scoring.file_tables import read_toml


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A word of the yardstick with its range in per cent, both ends included."""

    label: str
    also: tuple[str, ...]
    low: int
    high: int

    @property
    def told(self) -> str:
        """The word with its range, as it is printed."""
        return f"{self.label} ({self.low} to {self.high} %)"


@cache
def yardstick() -> tuple[Likelihood, ...]:
    """Return the words, the least likely first."""
    found = read_toml(yardstick_path()).tables("words", at_least=1)
    return tuple(
        Likelihood(
            one.text("label"), one.texts("also"), one.whole_number("low"), one.whole_number("high")
        )
        for one in found
    )


def on_the_yardstick(words: str) -> Likelihood | None:
    """Return what some words mean; None where the yardstick does not have them.

    >>> on_the_yardstick("Highly likely").low
    80
    >>> on_the_yardstick("possible") is None
    True
    """
    said = " ".join(words.casefold().split())
    return next((one for one in yardstick() if said in (one.label, *one.also)), None)
