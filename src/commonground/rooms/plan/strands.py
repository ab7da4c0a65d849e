"""The sets of strands that ship with the product, and the scale of disruptions, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.reference.strands import disruption_scale_path, strand_set_paths
from commonground.rooms.plan.models import Scale
from commonground.scoring.file_tables import FileTable, read_toml


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand. Its id is what is stored."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StrandSet:
    """The strands of one strategy in its order, and where they were published."""

    id: str
    title: str
    source: str
    strands: tuple[Strand, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Every strand's label by its id, in order."""
        return {one.id: one.label for one in self.strands}

    def check_has(self, strand: str) -> None:
        """Raise BadInput, with the strands that there are, for one of another set."""
        if strand not in self.labels:
            raise BadInput(
                _("Choose a strand of the plan: %(strands)s.")
                % {"strands": ", ".join(self.labels.values())}
            )


@cache
def strand_sets() -> Mapping[str, StrandSet]:
    """Return the shipped sets of strands by their id."""
    return {key: _strand_set(path) for key, path in strand_set_paths().items()}


def strand_set(set_id: str) -> StrandSet:
    """Return one set by its id; BadInput, with the ids that there are, where there is none."""
    found = strand_sets().get(set_id)
    if found is None:
        raise BadInput(_("Choose a set of strands: %(sets)s.") % {"sets": ", ".join(strand_sets())})
    return found


@cache
def scale_meanings() -> Mapping[Scale, str]:
    """Return what the product means by each step of the scale of disruptions."""
    steps = read_toml(disruption_scale_path()).tables("steps", at_least=1)
    return {Scale(one.identifier("id")): one.text("meaning") for one in steps}


def _strand_set(path: Path) -> StrandSet:
    read = read_toml(path)
    strands = tuple(_strand(one) for one in read.tables("strands", at_least=2))
    return StrandSet(read.text("id"), read.text("title"), read.text("source"), strands)


def _strand(table: FileTable) -> Strand:
    return Strand(table.identifier("id"), table.text("label"), table.text("meaning"))
