"""What a command told, for the tests that run the command line."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Told:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


class Run(Protocol):
    """Runs `commonground` with its arguments."""

    def __call__(self, *arguments: object) -> Told: ...
