"""A table of a TOML or JSON file that knows its own place, so that every refusal can name it."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from commonground.errors import BadInput
from commonground.scoring.expressions import LARGEST, Expression, parse_expression

_MOST_SHOWN = 400
_DECIMALS = 9
"""No number may have more places: a float64 then holds it beside one as large as LARGEST."""


def content_of(path: Path) -> bytes:
    """Return what the file at `path` holds; BadInput says why it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except OSError as fault:
        raise BadInput(f"{path} cannot be read: {fault.strerror}.") from None


def read_toml(path: Path) -> "FileTable":
    """Return the root table of the file at `path`; BadInput says why it cannot be read."""
    try:
        text = content_of(path).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput(f"{path} cannot be read as UTF-8 text: {fault}.") from None
    return parse_toml(str(path), text)


def parse_toml(file: str, content: str) -> "FileTable":
    """Return the root table of TOML text that came from `file`."""
    try:
        return FileTable(file, "", tomllib.loads(content, parse_float=Decimal))
    except (ValueError, ArithmeticError, RecursionError) as fault:
        raise BadInput(f"{file} is not valid TOML: {fault}.") from None


@dataclass(frozen=True, slots=True)
class FileTable:
    """One table: the file it stands in, its dotted name there, and its entries."""

    file: str
    name: str
    entries: Mapping[str, object]

    def fault(self, key: str, expected: str, found: object) -> BadInput:
        """Return the refusal of one key, ready to raise."""
        where = f"table [{self.name}]" if self.name else "the top of the file"
        return BadInput(
            f"{self.file}, {where}, key {key}: expected {expected}; found {_shown(found)}."
        )

    def allow_only(self, known: Set[str]) -> None:
        """Refuse a key the format does not know: most often a misspelt one."""
        for key in self.entries:
            if key not in known:
                raise self.fault(key, f"one of the keys {listed(sorted(known))}", "another key")

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self.entries

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return the text at `key`, stripped; it may not be empty unless there is a default."""
        found = self.entries.get(key, default)
        if not isinstance(found, str) or (default is None and not found.strip()):
            raise self.fault(key, "text", found)
        return found.strip()

    def written(self, key: str) -> str:
        """Return the text at `key` exactly as it stands, be it empty."""
        found = self.entries.get(key)
        if not isinstance(found, str):
            raise self.fault(key, "text", found)
        return found

    def identifier(self, key: str) -> str:
        """Return the text at `key`, which must be usable as a name in an expression."""
        found = self.text(key)
        if not (found.isidentifier() and found == found.lower() and found.isascii()):
            raise self.fault(key, "lower-case letters, digits and underscores", found)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts at `key`; empty where the key is absent."""
        found = self.entries.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
            raise self.fault(key, "a list of texts", found)
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return the list of pairs of texts at `key`."""
        found = self.entries.get(key)
        if not isinstance(found, list):
            raise self.fault(key, "a list of pairs", found)
        pairs = []
        for entry in found:
            match entry:
                case [str(first), str(second)]:
                    pairs.append((first, second))
                case _:
                    raise self.fault(key, "two texts in each pair", entry)
        return tuple(pairs)

    def number(self, key: str, *, least: str = "0", most: str = str(LARGEST)) -> Decimal:
        """Return the number at `key` exactly as it is written; it must lie in the range."""
        found = self.entries.get(key)
        if isinstance(found, bool) or not isinstance(found, (int, Decimal)):
            raise self.fault(key, "a number", found)
        number = Decimal(found)
        if not number.is_finite() or not Decimal(least) <= number <= Decimal(most):
            raise self.fault(key, f"a number from {least} to {most}", number)
        if number != round(number, _DECIMALS):
            raise self.fault(key, f"a number with at most {_DECIMALS} decimals", number)
        return number

    def whole_number(self, key: str, *, least: int = 0, most: int = LARGEST) -> int:
        """Return the whole number at `key`; it must lie in the range."""
        found = self.entries.get(key)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.fault(key, "a whole number", found)
        if not least <= found <= most:
            raise self.fault(key, f"a whole number from {least} to {most}", found)
        return found

    def flag(self, key: str) -> bool:
        """Return the true or false at `key`; false where the key is absent."""
        found = self.entries.get(key, False)
        if not isinstance(found, bool):
            raise self.fault(key, "true or false", found)
        return found

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """Return the text at `key`, which must be one of those allowed."""
        found = self.entries.get(key)
        choices = tuple(allowed)
        if found not in choices:
            raise self.fault(key, f"one of {listed(choices)}", found)
        return str(found)

    def expression(self, key: str) -> Expression:
        """Return the expression written at `key`."""
        try:
            return parse_expression(self.text(key))
        except ValueError as fault:
            raise self.fault(key, "an expression over totals", str(fault)) from None

    def table(self, key: str) -> "FileTable":
        """Return the table at `key`."""
        found = self.entries.get(key)
        if not isinstance(found, dict):
            raise self.fault(key, "a table", found)
        return FileTable(self.file, self._named(key), found)

    def tables(self, key: str, *, at_least: int = 0) -> tuple["FileTable", ...]:
        """Return the list of tables at `key`; empty where the key is absent."""
        found = self.entries.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.fault(key, "a list of tables", found)
        if len(found) < at_least:
            raise self.fault(key, f"at least {at_least} table(s)", len(found))
        return tuple(
            FileTable(self.file, f"{self._named(key)}.{number}", entry)
            for number, entry in enumerate(found, start=1)
        )

    def _named(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def listed(names: Sequence[object]) -> str:
    """Return the names as a list in a sentence."""
    return ", ".join(map(str, names))


def _shown(found: object) -> str:
    if found is None:
        return "nothing"
    text = str(found) if isinstance(found, Decimal) or " " in str(found) else repr(found)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."
