"""Writes a ranking as one self-contained, accessible html page that opens offline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.board import Decision
from commonground.documents.html_pages import templates
from commonground.documents.markings import OFFICIAL, check_marking
from commonground.documents.presenting import people, pictures
from commonground.documents.presenting.answer import answer
from commonground.documents.presenting.contested import what_if
from commonground.documents.presenting.lists import issue_list, score_table
from commonground.documents.presenting.method_annex import method_annex
from commonground.documents.presenting.sensitivity import left_out_answer, near_rows, variant_rows
from commonground.documents.presenting.subject import Subject, subject_of
from commonground.scoring.methods import Method
from commonground.scoring.results import Ranking


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: its anchor, its heading, and the template that prints it."""

    id: str
    heading: str

    @property
    def template(self) -> str:
        """The file that prints it, named after the anchor."""
        return f"ranking_{self.id.replace('-', '_')}.html"


def ranking_html(
    ranking: Ranking,
    method: Method,
    *,
    title: str,
    decisions: Sequence[Decision] = (),
    marking: str = OFFICIAL,
) -> str:
    """Return the report of a ranking as a whole html page, with what a board decided about it.

    The page needs nothing but itself: no script, no font, no picture from elsewhere. Raises
    BadInput for a marking that this product may not carry.
    """
    check_marking(marking)
    subject = subject_of(ranking, method)
    template = templates().get_template("ranking.html")
    board = [Section("decisions", "What the board decided")] if decisions else []
    return template.render(
        title=title,
        marking=marking,
        sections=(*board, *sections(subject)),
        decisions=decisions,
        **contents(subject),
    )


def sections(subject: Subject) -> Iterator[Section]:
    """Yield the parts of the report that this ranking has something to say in, in reading order."""
    ranking = subject.ranking
    yield Section("shortlist", "The shortlist")
    contested = "Contested issues, and what would change them"
    yield Section("contested", contested if subject.has_bands else "What would change the list")
    if ranking.agencies > 1:
        yield Section("without-agencies", "Without each agency in turn")
    yield Section("other-ways", "Other ways to average, and other methods")
    yield Section("full-list", "The full list")
    if ranking.near_cut is not None and len(ranking.near_cut.issues) > 1:
        yield Section("near-cut", "Near the cut, two by two")
    yield Section("agreement", "Agreement by criterion")
    yield Section("coverage", "Who scored what")
    yield Section("agreed-scores", "Scores agreed in session")
    yield Section("gaps", "Issues not ranked, and issues thinly scored")
    yield Section("method", "Method annex")


def contents(subject: Subject) -> dict[str, object]:
    """Return what the templates print, by the name they know it by."""
    ranking = subject.ranking
    several = ranking.agencies > 1
    shortlist = [issue for issue in ranking.issues if issue.in_shortlist]
    covered = people.coverage(subject)
    return {
        "subject": subject,
        "answer": answer(subject),
        "shortlist": issue_list(subject, shortlist, "short"),
        "what_if": what_if(subject),
        "edge": pictures.edge_picture(subject),
        "left_out_answer": left_out_answer(subject) if several else "",
        "left_out": pictures.left_out_picture(subject) if several else None,
        "without": variant_rows(subject, ranking.without_each_agency) if several else (),
        "averages": variant_rows(subject, ranking.other_averages),
        "methods": variant_rows(subject, ranking.other_methods),
        "full": issue_list(subject, ranking.issues, "full"),
        "whole": pictures.whole_picture(subject),
        "scores": score_table(subject),
        "near": near_rows(subject),
        "agreement": people.agreement_rows(subject),
        "agreement_picture": pictures.agreement_picture(subject),
        "coverage": covered,
        "coverage_picture": pictures.coverage_picture(covered),
        "agreed": people.agreed_rows(subject),
        "unranked": people.unranked_rows(subject),
        "thin": tuple(people.thin_rows(subject)),
        "annex": method_annex(subject),
    }
