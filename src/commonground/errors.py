"""What a person must mend before Common Ground can go on."""

from collections.abc import Iterable

from commonground.sentences import say_many

_MOST_FAULTS = 50


class BadInput(Exception):
    """Input that cannot be used; carries one sentence per fault, for the person who must mend it.

    Each sentence says what was wrong, where (file, row, column), what was expected and what was
    found. The command line prints them and exits with 2; a page shows them beside the upload.
    """

    def __init__(self, faults: str | Iterable[str]) -> None:
        self.faults = (faults,) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(self.faults))


def refuse(faults: Iterable[str]) -> None:
    """Raise BadInput with the first fifty faults and how many more there are; none: return."""
    found = list(faults)
    if not found:
        return
    if (more := len(found) - _MOST_FAULTS) > 0:
        found[_MOST_FAULTS:] = [
            say_many("... and %(count)s more fault.", "... and %(count)s more faults.", more)
        ]
    raise BadInput(found)
