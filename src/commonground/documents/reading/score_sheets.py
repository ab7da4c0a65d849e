"""Reads a consultation's scores, in long or wide form, into the cube that ranking starts from."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.documents.reading.agencies import NONE, Agencies, agency_faults, read_agencies
from commonground.documents.reading.collected import Collected
from commonground.documents.reading.columns import has_columns, quoted
from commonground.documents.reading.contexts import by_owner, context_faults
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.long_form import read_long
from commonground.documents.reading.score_notices import (
    left_out,
    never_scored,
    two_ways,
    unlisted_agencies,
    unused_columns,
)
from commonground.documents.reading.wide_form import read_wide
from commonground.errors import BadInput, refuse
from commonground.scoring.methods import Method
from commonground.scoring.scores import Assessor, Issue, Remark, ScoreCube, make_cube


@dataclass(frozen=True, slots=True)
class Scores:
    """A consultation as its file holds it."""

    cube: ScoreCube
    """Every assessor and issue with at least one score."""
    remarks: tuple[Remark, ...]
    """In the order of the file's rows; also those on an issue that nobody scored."""
    notices: tuple[str, ...]
    """What was assumed or left out, one sentence each."""
    agency_map: tuple[tuple[str, str], ...]
    """Each agency as the file names it, and the agency it counts as; sorted."""


def read_scores(table: Table, method: Method, agencies: Table | None = None) -> Scores:
    """Return the scores of a long or wide table, and what was said with them.

    A table with the columns `criterion` and `score` is long. `agencies` says which agencies count
    as one, or which assessor scored for which agency. Raises BadInput with a sentence for every
    cell that cannot be used and for every contradiction between rows; nothing is merged by guess.
    """
    is_long = has_columns(table, "criterion", "score")
    collected, found = read_long(table, method) if is_long else read_wide(table, method)
    listing = NONE if agencies is None else read_agencies(agencies)
    if "agency" not in found and not listing.of_assessor:
        raise BadInput(_no_agency(table))
    faults = [*collected.faults, *context_faults(table, found, collected.contexts)]
    owned = _first_of(by_owner(collected.contexts, "assessor", "agency"))
    faults += agency_faults(table, collected.contexts, owned, listing)
    refuse(sentence for _, sentence in sorted(faults))
    if not collected.scores:
        raise BadInput(f"{table.source} holds no score: every score's cell is empty.")
    return _scores(collected, method, found, owned, listing)


def _no_agency(table: Table) -> str:
    return (
        f'{table.where(table.header_row)} has no column "agency", and every assessor needs one; '
        f"its columns are {quoted(table.header)}. Add the column, or give a table with the "
        "columns assessor and agency with --agencies."
    )


def _scores(
    collected: Collected,
    method: Method,
    found: Mapping[str, int],
    owned: Mapping[str, str],
    listing: Agencies,
) -> Scores:
    named = {who: agency or listing.of_assessor[who] for who, agency in owned.items()}
    whole = {who: listing.counts_as.get(agency, agency) for who, agency in named.items()}
    ways = by_owner(collected.contexts, "assessor", "way")
    themes = _first_of(by_owner(collected.contexts, "issue", "theme"))
    scorers = {score.assessor for score in collected.scores}
    scored = {score.issue for score in collected.scores}
    cube = make_cube(
        (Assessor(who, whole[who], _one(ways[who])) for who in scorers),
        (Issue(name, themes[name]) for name in scored),
        method.criterion_ids,
        collected.scores,
    )
    remarks = tuple(
        Remark(said.context.issue, whole[said.context.assessor], said.criterion, said.text)
        for said in collected.remarks
    )
    notices = (
        *collected.table.notices,
        *unused_columns(collected.table, found),
        *left_out(collected, scorers, scored),
        *never_scored(collected, method),
        *two_ways(collected.table, ways),
        *unlisted_agencies(named.values(), listing),
    )
    agency_map = {agency: listing.counts_as.get(agency, agency) for agency in named.values()}
    return Scores(cube, remarks, notices, tuple(sorted(agency_map.items())))


def _first_of(texts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return each owner's first text; empty where it has none."""
    return {owner: next(iter(found), "") for owner, found in texts.items()}


def _one(ways: Mapping[str, int]) -> str:
    return next(iter(ways)) if len(ways) == 1 else ""
