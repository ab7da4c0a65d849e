"""What inspectors ask of the data that a partnership rests on: whose, by what right, of when."""

from collections.abc import Iterator

from commonground.rooms.readiness.judging.evidence import DataSet, Evidence
from commonground.rooms.readiness.judging.failing import Asked, Kind, Row, Target, shortened
from commonground.sentences import Sentence, say


def others_supply_data(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A5: so many agencies other than the police supplied data."""
    supplied = {one.agency for one in found.data_sets if one.has_period} - {found.people.police}
    if len(supplied) < asked["agencies"]:
        told = say("Agencies other than the police that supplied data: %(found)s of %(wanted)s.",
                   found=str(len(supplied)), wanted=str(asked["agencies"]))  # fmt: skip
        yield Row("agencies", Target(Kind.SOURCES), "", told, asked.severity)


def sources_are_described(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A6: each source has an owner, a period with its date, and a coverage."""
    for one in found.data_sets:
        if not one.owner_role:
            yield _row(one, say("Nobody is named who answers for it."), asked, "owner")
        if not one.has_period:
            yield _row(one, say("Nothing of it was received, for any period."), asked, "period")
        if not one.coverage:
            yield _row(one, say("It does not say what it covers."), asked, "coverage")


def data_are_shared_by_right(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C6: each data set has a gateway, and an agreement that is not past its review."""
    for one in found.data_sets:
        if not one.has_gateway:
            yield _row(one, say("It has no legal gateway."), asked, "gateway")
        review = one.agreement_review_on
        if one.needs_agreement and not one.agreement:
            yield _row(one, say("No sharing agreement is named."), asked, "agreement")
        elif review is not None and review < found.day:
            told = say("Its sharing agreement was to be reviewed by %(date)s.",
                       date=review.isoformat())  # fmt: skip
            yield _row(one, told, asked, "review")


def _row(one: DataSet, told: Sentence, asked: Asked, part: str) -> Row:
    at = Target(Kind.SOURCE, one.id)
    return Row(f"{one.id}:{part}", at, shortened(one.name), told, asked.severity)


CHECKS = {
    "A5": others_supply_data,
    "A6": sources_are_described,
    "C6": data_are_shared_by_right,
}
"""The rules on sources that can be judged, by id."""
