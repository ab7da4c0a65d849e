"""The who, how and what that an issue can be tagged with, as the reference data has them."""

from dataclasses import dataclass
from functools import cache

from commonground.reference.threat_pictures import threat_picture_path
from commonground.scoring.file_tables import FileTable, read_toml

PICTURE = "deck-2015"


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of an axis. Its id is what is stored."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis, with its entries in the order of the source."""

    id: str
    label: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class ThreatPicture:
    """All axes, and where they were published."""

    title: str
    source: str
    axes: tuple[Axis, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Every tag's label by its id, in order."""
        return {tag.id: tag.label for axis in self.axes for tag in axis.tags}


@cache
def threat_picture() -> ThreatPicture:
    """Return the threat picture that ships with the product."""
    read = read_toml(threat_picture_path(PICTURE))
    axes = tuple(_axis(table) for table in read.tables("axes", at_least=1))
    return ThreatPicture(read.text("title"), read.text("source"), axes)


def _axis(table: FileTable) -> Axis:
    entries = table.tables("entries", at_least=1)
    tags = tuple(Tag(one.identifier("id"), one.text("label")) for one in entries)
    return Axis(table.identifier("id"), table.text("label"), tags)


def in_order(tags: frozenset[str]) -> list[str]:
    """Return the labels of tags in the order of the picture."""
    return [label for tag, label in threat_picture().labels.items() if tag in tags]
