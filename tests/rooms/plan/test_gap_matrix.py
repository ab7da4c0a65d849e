"""The gap matrix: what fills a cell, who answers for an empty one, and that reasons are dated."""

import io
from copy import deepcopy
from dataclasses import dataclass
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from forms_here import filled
from people_here import Here, at_most, make_here, text_of
from plan_here import Planned, make_planned
from python_calamine import CalamineWorkbook
from rounds_here import ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import gap_actions, plan_actions
from commonground.rooms.plan.gaps import Cell, matrix_of
from commonground.rooms.plan.models import GapReason, Plan, Recommendation, Standing, Status
from commonground.rooms.plan.plan_actions import PlanFields, RecommendationFields
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.refusals import ChangedMeanwhile

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Gapped:
    """A plan that answers a ranking's shortlist and has no recommendation tied to it."""

    planned: Planned

    @property
    def plan(self) -> Plan:
        return Plan.objects.get(pk=self.planned.plan.pk)

    @property
    def at(self) -> str:
        return f"{self.planned.at}gaps/"

    @property
    def browser(self) -> Client:
        return self.planned.here.analysts_browser

    def cell(self, strand: str = "prevent", line: int = 0) -> Cell:
        """Return one cell as it is now."""
        cells = matrix_of(self.planned.seat, self.plan)[line].cells
        return next(one for one in cells if one.strand.id == strand)

    def tie(self) -> Recommendation:
        """Tie the plan's first recommendation, under Prevent, to the first issue."""
        one = self.planned.recommendations[0]
        issues = frozenset({self.cell().issue.issue_id})
        return plan_actions.change_recommendation(
            by=self.planned.seat, about=one, version=1,
            fields=RecommendationFields(one.strand, one.text, issues=issues),
        )  # fmt: skip

    def page_of(self, cell: Cell) -> str:
        """Return where a cell is answered."""
        return f"{self.at}{cell.issue.issue_id}/{cell.strand.id}/"

    def answer(self, reason: str = "Others do it", version: int = 0) -> GapReason:
        """Answer the first gap under Prevent."""
        return gap_actions.answer_gap(
            by=self.planned.seat, about=self.plan, issue=self.cell().issue.issue_id,
            strand="prevent", version=version, reason=reason, decided_by="The board",
        )  # fmt: skip


@pytest.fixture(scope="module")
def kept_gapped(kept_db: None) -> Gapped:
    """Made once for a module: a ranking takes a second."""
    here = make_here("Gapford")
    found = ready_round(here).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    planned = make_planned(here)
    ranking = Ranking.objects.get(closing__round__partnership=here.partnership)
    fields = PlanFields("Plan 2016", "four-ps", planned.plan.starts_on, ranking=ranking)
    plan_actions.change_plan(by=here.seat, about=planned.plan, version=1, fields=fields)
    return Gapped(planned)


@pytest.fixture
def gapped(kept_gapped: Gapped, db: None) -> Gapped:
    return deepcopy(kept_gapped)


def test_each_issue_of_the_shortlist_has_a_cell_for_each_strand(gapped: Gapped) -> None:
    lines = matrix_of(gapped.planned.seat, gapped.plan)

    assert len(lines) == Ranking.objects.get().closing.round.shortlist_length
    assert [one.strand.label for one in lines[0].cells] == [
        "Pursue", "Prevent", "Protect", "Prepare"
    ]  # fmt: skip
    assert not any(one.is_covered or one.is_answered for line in lines for one in line.cells)


def test_live_work_fills_a_cell_and_what_has_ended_does_not(gapped: Gapped) -> None:
    gapped.tie()
    assert gapped.cell().is_covered
    assert not gapped.cell("protect").is_covered
    page = text_of(gapped.browser.get(gapped.at))
    assert "R1</a>: 1 live action" in page

    gapped.planned.change(gapped.planned.actions[0], status=Status.COMPLETE)

    assert not gapped.cell().is_covered
    assert "R1</a>: 1 ended action" in text_of(gapped.browser.get(gapped.at))


def test_a_recommendation_that_is_withdrawn_and_has_nothing_live_is_not_shown(
    gapped: Gapped,
) -> None:
    tied = gapped.tie()
    gapped.planned.change(gapped.planned.actions[0], recommendations=frozenset())
    assert [one.live for one in gapped.cell().covers] == [0]
    plan_actions.end_recommendation(
        by=gapped.planned.seat, about=tied, version=2, standing=Standing.WITHDRAWN, reason="No"
    )

    assert gapped.cell().covers == ()


def test_a_gap_is_answered_on_its_page_changed_and_taken_back(gapped: Gapped) -> None:
    page = gapped.page_of(gapped.cell())
    said = {"reason": "Others lead", "decided_by": "The board", "version": 0}
    shown = text_of(gapped.browser.post(page, said, follow=True))
    assert "Others lead" in shown
    assert "The board, " in shown
    assert "Gap with a reason" in shown

    sent = filled(gapped.browser, page)
    assert sent["reason"] == ["Others lead"]
    gapped.browser.post(page, {**sent, "reason": "Not this year"})
    gapped.browser.post(f"{page}back/", {"version": 2})

    assert list(GapReason.objects.order_by("number").values_list("reason", flat=True)) == [
        "Others lead", "Not this year", ""
    ]  # fmt: skip
    assert not gapped.cell().is_answered
    told = text_of(gapped.browser.get(page))
    for word in ("Others lead", "Not this year", "The reason was taken back."):
        assert word in told
    assert "Take the reason back" not in told


def test_saying_the_same_and_taking_back_twice_do_nothing(gapped: Gapped) -> None:
    assert gapped.answer() == gapped.answer()
    for _time in range(2):
        gap_actions.take_back_answer(
            by=gapped.planned.seat, about=gapped.plan, issue=gapped.cell().issue.issue_id,
            strand="prevent", version=1,
        )  # fmt: skip

    assert GapReason.objects.count() == 2


def test_a_reason_that_somebody_changed_meanwhile_is_not_overwritten(gapped: Gapped) -> None:
    page = gapped.page_of(gapped.cell())
    sent = filled(gapped.browser, page) | {"reason": "Mine", "decided_by": "Me"}
    gapped.answer("Theirs")

    both = gapped.browser.post(page, sent)
    assert both.status_code == 409
    assert "Theirs" in text_of(both)
    assert "Mine" in text_of(both)
    answer = gapped.browser.post(f"{page}back/", {"version": 0})
    assert answer["Location"] == page
    with pytest.raises(ChangedMeanwhile):
        gapped.answer("Ours")
    assert [one.reason for one in GapReason.objects.all()] == ["Theirs"]
    gapped.browser.post(page, {**sent, "version": 1})
    assert gapped.cell().answer == GapReason.objects.get(number=2, reason="Mine")


def test_a_cell_that_is_covered_takes_no_reason(gapped: Gapped) -> None:
    gapped.tie()

    with pytest.raises(BadInput, match="A1 is done for it under this strand"):
        gapped.answer()
    with pytest.raises(BadInput, match="Choose a strand of the plan"):
        gap_actions.answer_gap(
            by=gapped.planned.seat, about=gapped.plan, issue=gapped.cell().issue.issue_id,
            strand="divert", version=0, reason="None", decided_by="The board",
        )  # fmt: skip


def test_the_matrix_stays_within_ten_queries_and_counts_its_cells(gapped: Gapped) -> None:
    gapped.answer()
    browser = gapped.browser
    with at_most(10):
        page = text_of(browser.get(gapped.at))

    cells = 4 * Ranking.objects.get().closing.round.shortlist_length
    assert page.count('class="cg-stacked__label"') == cells
    assert page.count("Say why") == cells - 1


def test_a_plan_without_a_ranking_says_what_to_do(planned: Planned) -> None:
    page = f"{planned.at}gaps/"

    assert "Choose the ranking" in text_of(planned.here.analysts_browser.get(page))
    told = text_of(planned.here.browser(Role.CHAIR).get(page))
    assert "answers no ranking yet" in told
    assert "Choose the ranking" not in told


def test_the_analyst_alone_answers_and_others_read(
    gapped: Gapped, outsider: Client, elsewhere: Here
) -> None:
    page = gapped.page_of(gapped.cell())
    chair = gapped.planned.here.browser(Role.CHAIR)

    browser = gapped.browser
    with at_most(10):
        assert browser.get(page).status_code == 200
    assert chair.get(page).status_code == 403
    assert chair.post(f"{page}back/", {"version": 0}).status_code == 403
    assert "Say why" not in text_of(chair.get(gapped.at))
    assert outsider.get(page).status_code == 404
    there = page.replace(str(gapped.planned.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.get(there).status_code == 404
    assert gapped.browser.put(page).status_code == 405
    assert gapped.browser.get(f"{page}back/").status_code == 405
    assert gapped.browser.get(f"{gapped.at}{uuid4()}/prevent/").status_code == 404
    assert gapped.browser.get(page.replace("prevent", "divert")).status_code == 404


def test_the_matrix_is_taken_away_as_a_workbook_and_that_is_recorded(gapped: Gapped) -> None:
    gapped.tie()
    gap_actions.answer_gap(
        by=gapped.planned.seat, about=gapped.plan, issue=gapped.cell().issue.issue_id,
        strand="pursue", version=0, reason="=Others lead", decided_by="The board",
    )  # fmt: skip

    answer = gapped.browser.get(f"{gapped.at}export/")

    assert "gap-matrix-OFFICIAL.xlsx" in answer["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    header, first, *others = rows.to_python()
    assert header == ["Rank", "Issue", "Pursue", "Prevent", "Protect", "Prepare"]
    assert first[0] == gapped.cell().issue.rank
    assert str(first[2]).startswith("Gap with a reason\n=Others lead (The board, ")
    assert first[3:] == ["R1: 1 live action", "Gap", "Gap"]
    assert len(others) == len(matrix_of(gapped.planned.seat, gapped.plan)) - 1
    assert Entry.objects.filter(verb="took away").count() == 1
    assert gapped.planned.here.browser(Role.ASSESSOR).get(f"{gapped.at}export/").status_code == 403


def test_it_is_marked_as_highly_as_a_recommendation_in_a_cell(gapped: Gapped) -> None:
    tied = gapped.tie()
    Recommendation.objects.filter(pk=tied.pk).update(marking="OFFICIAL-SENSITIVE")

    page, file = gapped.browser.get(gapped.at), gapped.browser.get(f"{gapped.at}export/")

    assert 'cg-marking">OFFICIAL-SENSITIVE' in text_of(page)
    assert "gap-matrix-OFFICIAL-SENSITIVE.xlsx" in file["Content-Disposition"]
    with ZipFile(io.BytesIO(file.content)) as parts:
        assert b"OFFICIAL-SENSITIVE" in parts.read("xl/worksheets/sheet1.xml")
