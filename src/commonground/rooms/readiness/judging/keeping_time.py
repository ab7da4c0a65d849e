"""What inspectors ask of each action: its dates, its measures, and what its log says."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from commonground.rooms.readiness.judging.evidence import Action, Evidence, Measure
from commonground.rooms.readiness.judging.failing import Asked, Row, months_before, of_action
from commonground.rooms.readiness.judging.rulebook import Severity
from commonground.sentences import Sentence, say

ON_TRACK, COMPLETE = "on_track", "complete"


def dates_are_set(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B5: each live action has a due date and a next review."""
    for one in found.live_actions:
        told = _missing_date(one)
        if told:
            yield of_action(one, told, asked.severity)


def _missing_date(one: Action) -> Sentence | None:
    if one.due_on is None and one.review_on is None:
        return say("It has neither a due date nor a next review.")
    if one.due_on is None:
        return say("It has no due date.")
    return say("It has no next review.") if one.review_on is None else None


def nothing_is_late(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B6: no live action is past its due date, or past a review that nobody held."""
    for one in found.live_actions:
        if one.due_on is not None and one.due_on < found.day:
            told = say("It was due on %(date)s.", date=one.due_on.isoformat())
            yield of_action(one, told, asked.severity, "due")
        if one.review_on is not None and one.review_on < found.day and not _was_reviewed(one):
            told = say(
                "Its review on %(date)s was not held, or not written down.",
                date=one.review_on.isoformat(),
            )  # fmt: skip
            yield of_action(one, told, asked.severity, "review")


def _was_reviewed(one: Action) -> bool:
    return one.reviewed_on is not None and one.review_on is not None and (
        one.reviewed_on >= one.review_on
    )  # fmt: skip


def reviews_are_often_enough(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B7: the time between reviews is short, and shorter for the first priorities."""
    rank = _first_ranks(found)
    for one in found.live_actions:
        is_first = any(rank[each] <= asked["top"] for each in one.recommendations if each in rank)
        most = asked["top_months"] if is_first else asked["other_months"]
        if one.review_months is not None:
            is_seldom, months = one.review_months > most, str(one.review_months)
            told = say(
                "It is reviewed every %(months)s months; %(most)s are the most here.",
                months=months, most=str(most),
            )  # fmt: skip
        elif one.review_on is not None:
            is_seldom = months_before(one.review_on, most) > (one.reviewed_on or found.day)
            told = say(
                "Its next review is on %(date)s; %(most)s months between reviews are the most"
                " here.", date=one.review_on.isoformat(), most=str(most),
            )  # fmt: skip
        else:
            continue
        if is_seldom:
            yield of_action(one, told, asked.severity)


def _first_ranks(found: Evidence) -> dict[UUID, int]:
    """Return the rank of the first shortlisted issue that each recommendation rests on."""
    ranks = {one.issue: one.rank for one in found.priorities}
    return {
        one.id: min(some)
        for one in found.recommendations
        if (some := [ranks[issue] for issue in one.issues if issue in ranks])
    }


def measures_are_whole(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B8: each live action has a measure, and each measure a baseline, a target and a source."""
    for one in found.live_actions:
        if not one.measures:
            yield of_action(one, say("It has no measure."), Severity.FAIL)
            continue
        for measure in one.measures:
            if not (measure.has_baseline and measure.has_target and measure.has_source):
                yield of_action(one, _lacking(measure), Severity.WARN, "lacking")
                break


def _lacking(measure: Measure) -> Sentence:
    if not measure.has_baseline:
        return say("Its measure “%(measure)s” has no baseline.", measure=measure.name)
    if not measure.has_target:
        return say("Its measure “%(measure)s” has no target.", measure=measure.name)
    return say("Its measure “%(measure)s” has no source.", measure=measure.name)


def progress_can_be_believed(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B13: live actions are told of, and what is said of any action fits its dates and evidence."""
    before = found.day - timedelta(days=asked["days"])
    for one in found.actions:
        if one.is_live:
            yield from _live_faults(one, found.day, before, asked)
        elif one.status == COMPLETE and not one.is_shown_done:
            told = say("It is complete, and nothing shows it.")
            yield of_action(one, told, asked.severity, "evidence")


def _live_faults(one: Action, day: date, before: date, asked: Asked) -> Iterator[Row]:
    if one.told_on < before:
        told = say("Nothing was said of it since %(date)s.", date=one.told_on.isoformat())
        yield of_action(one, told, asked.severity, "told")
    if one.status == ON_TRACK and one.due_on is not None and one.due_on < day:
        told = say("It is said to be on track, and was due on %(date)s.",
                   date=one.due_on.isoformat())  # fmt: skip
        yield of_action(one, told, asked.severity, "track")
    if one.moves >= asked["moves"]:
        told = say("Its due date was moved %(times)s times.", times=str(one.moves))
        yield of_action(one, told, asked.severity, "moved")


def learning_is_kept(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B16: each action that has ended says what was learnt."""
    for one in found.actions:
        if not one.is_live and not one.learning:
            yield of_action(one, say("It does not say what was learnt."), asked.severity)


CHECKS = {
    "B5": dates_are_set,
    "B6": nothing_is_late,
    "B7": reviews_are_often_enough,
    "B8": measures_are_whole,
    "B13": progress_can_be_believed,
    "B16": learning_is_kept,
}
"""The rules about single actions, by id."""
