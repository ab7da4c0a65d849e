"""How exactly binary holds numbers: where a formula must round, and to how many places."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Precision:
    """How many decimal places a column's numbers have, and whether binary holds them exactly."""

    places: int
    is_binary: bool

    def __mul__(self, other: "Precision") -> "Precision":
        return Precision(self.places + other.places, self.is_binary and other.is_binary)

    def __or__(self, other: "Precision") -> "Precision":
        return Precision(max(self.places, other.places), self.is_binary and other.is_binary)


EXACT = Precision(0, is_binary=True)


def precision_of(numbers: Iterable[Decimal]) -> Precision:
    """Return the precision that holds every one of `numbers`.

    >>> precision_of([Decimal("0.5"), Decimal("2.250")]), precision_of([Decimal("0.6")])
    (Precision(places=2, is_binary=True), Precision(places=1, is_binary=False))
    """
    found = EXACT
    for number in set(numbers):
        exponent = number.normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        denominator = number.as_integer_ratio()[1]
        found |= Precision(max(-exponent, 0), is_binary=denominator & (denominator - 1) == 0)
    return found
