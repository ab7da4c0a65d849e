"""Remarks for tests: those of a closed round, gathered, and two codes to give them."""

from dataclasses import dataclass
from uuid import UUID

from people_here import Here
from rounds_here import Consulted, ready_round

from commonground.rooms.themes import (
    access,
    code_actions,
    coding_actions,
    gathering_actions,
    golden_actions,
)
from commonground.rooms.themes.models import Code, Remark


@dataclass(frozen=True)
class Coded:
    """A round whose remarks were gathered, and how to get at them."""

    of: Consulted

    @property
    def here(self) -> Here:
        return self.of.here

    @property
    def remarks(self) -> list[Remark]:
        """Every remark as it is now."""
        return list(access.remarks(self.here.seat))

    @property
    def codes(self) -> list[Code]:
        """The codes in use."""
        return access.live_codes(self.here.seat)

    @property
    def at(self) -> str:
        """Where the room's pages are."""
        return f"/p/{self.here.partnership.pk}/themes/"

    def give(self, number: int, *codes: Code) -> Remark:
        """Give the remark of this number these codes and no others."""
        about = self.remarks[number - 1]
        coding_actions.code_remark(
            by=self.here.seat, about=about, version=about.version,
            codes={one.pk for one in codes},
        )  # fmt: skip
        return self.remarks[number - 1]

    def carried(self, remark_id: UUID) -> list[str]:
        """Return the names of the codes that a remark carries now."""
        about = access.remark(self.here.seat, remark_id)
        return [one.code.name for one in about.standing]  # type: ignore[attr-defined]


def coded(here: Here) -> Coded:
    """Return the remarks of a round that has closed, and the codes Youth and Housing."""
    of = ready_round(here).open().score_everything().close()
    gathering_actions.gather_round(by=here.seat, about=of.round)
    for name in ("Youth", "Housing"):
        code_actions.add_code(by=here.seat, name=name)
    return Coded(of)


def coded_lightly(here: Here) -> Coded:
    """Return the same with one pasted remark and a golden theme: for pages opened many times."""
    of = ready_round(here).open().close()
    gathering_actions.paste_notes(
        by=here.seat, name="Workshop", text="Seen often", issue=None, agency="", way=""
    )
    youth = code_actions.add_code(by=here.seat, name="Youth")
    golden_actions.add_theme(
        by=here.seat, name="Young people", reach="cross_cutting", why="", codes=[youth]
    )
    return Coded(of)
