"""The same scores read otherwise: without each agency, averaged otherwise, by other methods."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.documents.presenting.subject import Subject
from commonground.documents.reading.files.texts import column_letter
from commonground.documents.words import counted, in_100_short
from commonground.scoring.sensitivity import Variant


@dataclass(frozen=True, slots=True)
class VariantRow:
    """Another reading of the scores, held against the shortlist."""

    label: str
    same: str
    leaves: tuple[str, ...]
    enters: tuple[str, ...]
    note: str


def variant_rows(subject: Subject, variants: Sequence[Variant]) -> tuple[VariantRow, ...]:
    """Return what each variant keeps of the shortlist, and who comes and goes."""
    ranks = subject.rank_of
    agencies = {each.agency for each in subject.ranking.coverage}
    return tuple(
        VariantRow(
            # an agency goes by its name alone: it stands under the heading `Left out`
            label=variant.id if variant.id in agencies else variant.label,
            same=f"{variant.same} of {subject.ranking.shortlist_length}",
            leaves=tuple(f"{issue} (now {ranks[issue]})" for issue in variant.leaves),
            enters=tuple(f"{issue} (now {ranks[issue]})" for issue in variant.enters),
            note=_note(variant),
        )
        for variant in variants
    )


def _note(variant: Variant) -> str:
    missing = sum(rank is None for rank in variant.ranks)
    if not missing:
        return ""
    return f"{counted(missing, 'issue')} cannot be ranked: nobody else scored all of it."


def left_out_answer(subject: Subject) -> str:
    """Return in a sentence how much the shortlist hangs on any one agency."""
    variants = subject.ranking.without_each_agency
    shortlisted = subject.ranking.shortlist_length
    fewest = min(variant.same for variant in variants)
    if fewest == shortlisted:
        return f"Whichever one agency is left out, all {shortlisted} of the shortlist stay."
    if fewest == 0:
        return "Leaving out one agency can change the whole shortlist."
    unchanged = sum(variant.same == shortlisted for variant in variants)
    said = f"Whichever one agency is left out, at least {fewest} of the {shortlisted} stay on it."
    if unchanged:
        said += f" For {unchanged} of the {len(variants)} agencies nothing changes at all."
    return said


@dataclass(frozen=True, slots=True)
class NearRow:
    """One issue near the cut: its letter, and in how many of 100 draws it beats each other."""

    letter: str
    rank: str
    issue: str
    beats: tuple[str, ...]


def near_rows(subject: Subject) -> tuple[NearRow, ...]:
    """Return the issues near the cut held against each other; none where that is not known."""
    near = subject.ranking.near_cut
    if near is None:
        return ()
    return tuple(
        NearRow(
            letter=column_letter(place),
            rank=subject.rank_of[issue],
            issue=issue,
            beats=tuple(
                "" if place == other else in_100_short(share) for other, share in enumerate(shares)
            ),
        )
        for place, (issue, shares) in enumerate(
            zip(near.issues, near.pairwise_winning_index, strict=True)
        )
    )
