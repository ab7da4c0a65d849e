"""Remarks for tests: those of a closed round, gathered, and two codes to give them."""

from dataclasses import dataclass
from uuid import UUID

from people_here import Here
from rounds_here import Consulted, ready_round

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.roles import Role
from commonground.rooms.themes import (
    access,
    check_access,
    check_actions,
    code_actions,
    coding_actions,
    gathering_actions,
    golden_actions,
)
from commonground.rooms.themes.models import Check, Code, Drawn, Remark
from commonground.rooms.themes.rules import Verb


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


@dataclass(frozen=True)
class Checked:
    """A check that runs: the analyst is coder A, somebody else is coder B."""

    found: Coded
    check_id: UUID
    other: Person

    @property
    def check(self) -> Check:
        """The check as it is now."""
        return check_access.check(self.found.here.seat, self.check_id)

    @property
    def drawn(self) -> list[Drawn]:
        """Its remarks in order."""
        return list(self.check.drawn.select_related("remark").order_by("position"))

    @property
    def at(self) -> str:
        """Where its pages are."""
        return f"{self.found.at}checks/{self.check_id}/"

    def seats(self) -> tuple[Seat, Seat]:
        """Return the seats of coder A and coder B."""
        here = self.found.here
        return here.seat, access.seat(self.other, here.partnership.pk, Verb.CODE_BLIND)

    def say(self, letter: str, position: int, *codes: Code) -> None:
        """Let a coder say which codes the remark at this place carries."""
        coder = self.check.coders.get(letter=letter)
        drawn = self.drawn[position - 1]
        before = coder.readings.filter(drawn=drawn).first()
        check_actions.code_blind(
            by=self.seats()["AB".index(letter)], about=self.check, drawn=drawn.pk,
            version=before.version if before else 0, codes={one.pk for one in codes},
        )  # fmt: skip

    def end(self) -> Check:
        """End it as the analyst may."""
        check_actions.end_check(by=self.found.here.seat, about=self.check)
        return self.check


def checked(found: Coded, role: Role = Role.MEMBER) -> Checked:
    """Return a check that was started on the remarks; coder B has this role."""
    other = found.here.with_role(role, name="Invented coder")
    made = check_actions.start_check(
        by=found.here.seat, first=found.here.analyst, second=other, seed=7
    )
    return Checked(found, made.pk, other)


CHECK_PAGES = {
    "checks": "",
    "start_check": "start/",
    "check": "{check}/",
    "finish_part": "{check}/finish/",
    "end_check": "{check}/end/",
    "take_agreed": "{check}/agreed/",
    "export_check": "{check}/export/csv/",
    "check_remark": "{check}/remarks/{drawn}/",
    "settle": "{check}/remarks/{drawn}/settle/",
}
"""The pages of checks by name, and where they are."""
