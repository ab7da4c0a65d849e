"""Keeps what was last read of cubes and boundaries, so that a page reads no bytes of the database.

Each process keeps the last few by their digests. They never change: other contents have another
digest.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

Held = TypeVar("Held")


class Shelf(Generic[Held]):
    """The last few values by their digests, oldest put away first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Held] = OrderedDict()
        self._lock = Lock()

    def lacking(self, digests: Iterable[str]) -> list[str]:
        """Return which of some digests it does not have, each once."""
        with self._lock:
            return [one for one in dict.fromkeys(digests) if one not in self._kept]

    def get(self, digest: Hashable, read: Callable[[], Held]) -> Held:
        """Return the value of this digest, read only where it is not here."""
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
                return self._kept[digest]
        # read without the lock: others need not wait for it, and two who read make the same
        made = read()
        with self._lock:
            self._kept[digest] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
