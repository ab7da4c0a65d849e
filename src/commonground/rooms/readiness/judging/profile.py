"""What inspectors ask of the local profile: its age, what it says, who signed and read it."""

from collections.abc import Iterator

from commonground.rooms.readiness.judging.evidence import Evidence, Profile
from commonground.rooms.readiness.judging.failing import (
    Asked,
    Kind,
    Row,
    Target,
    months_before,
    shortened,
)
from commonground.rooms.readiness.judging.rulebook import Severity
from commonground.sentences import Sentence, say

MONTHS_OF_A_QUARTER = 3
LEVELS = (
    ("critical_months", Severity.CRITICAL),
    ("fail_months", Severity.FAIL),
    ("warn_months", Severity.WARN),
)
VULNERABLE = {
    "people": say("It names no people who are harmed."),
    "place": say("It describes no vulnerable place."),
    "system": say("It describes no vulnerable system."),
}
COHORT = "cohort"
KEY_LENGTH = 100
"""As much of a key as is kept."""


def profile_is_young(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A1: a profile was approved, and not too long ago."""
    about = found.profile
    if about is None or about.approved_on is None:
        told = say("No local profile has been approved here.")
        yield Row("none", Target(Kind.PROFILES), "", told, asked.severity)
        return
    for threshold, severity in LEVELS:
        if about.approved_on < months_before(found.day, asked[threshold]):
            told = say("It was approved on %(date)s.", date=about.approved_on.isoformat())
            yield _row(about, told, severity)
            return


def data_are_young(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A2: the data end close before the approval, and what comes each quarter has come."""
    about = found.profile
    if about is None or about.approved_on is None:
        return
    if about.data_until < months_before(about.approved_on, asked["months"]):
        told = say("Its data end on %(date)s, long before it was approved.",
                   date=about.data_until.isoformat())  # fmt: skip
        yield _row(about, told, asked.severity, "cut_off")
    oldest = months_before(found.day, asked["quarters"] * MONTHS_OF_A_QUARTER)
    for one in found.data_sets:
        if one.is_quarterly and one.last_until is not None and one.last_until < oldest:
            told = say("It comes each quarter, and the last of it ends on %(date)s.",
                       date=one.last_until.isoformat())  # fmt: skip
            yield Row(str(one.id), Target(Kind.SOURCE, one.id), shortened(one.name), told,
                      asked.severity)  # fmt: skip


def sections_are_written(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A3: each mandatory section says something, counted as it was signed."""
    if (about := found.profile) is None:
        return
    for one in about.sections:
        if one.words < asked["words"]:
            told = say("%(heading)s has %(words)s words.", heading=one.heading,
                       words=str(one.words))  # fmt: skip
            yield _row(about, told, asked.severity, one.key)


def threats_are_found(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A4: each threat of the picture is assessed, or found absent, or named as a gap."""
    if (about := found.profile) is None:
        return
    for key, label in about.unfound.items():
        told = say("It says nothing of this threat: %(threat)s.", threat=label)
        yield _row(about, told, asked.severity, key)


def judgements_are_grounded(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A7: each key judgement has its evidence, a confidence and a word of the yardstick."""
    if (about := found.profile) is None:
        return
    for one in about.judgements:
        missing = {
            "evidence": (one.has_evidence, say("It names no evidence.")),
            "confidence": (one.has_confidence, say("It does not say how sure it is.")),
            "likelihood": (
                one.is_on_the_yardstick,
                say("Its likelihood is no word of the yardstick."),
            ),
        }
        for part, (there, told) in missing.items():
            if not there:
                yield Row(f"{one.id}:{part}", Target(Kind.PROFILE, about.id), shortened(one.text),
                          told, asked.severity, one.marking)  # fmt: skip


def gaps_are_dealt_with(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A8: each gap is listed, and has an owner, a way to close it and a date."""
    if (about := found.profile) is None:
        return
    for one in about.gaps:
        if not one.is_whole:
            told = say("It lacks an owner, a role, a way to close it or a date.")
            yield Row(str(one.id), Target(Kind.PROFILE, about.id), shortened(one.text), told,
                      asked.severity, one.marking)  # fmt: skip
    for key, label in about.unlisted_gaps.items():
        told = say("It is found to be a gap, and none is listed for this threat: %(threat)s.",
                   threat=label)  # fmt: skip
        yield _row(about, told, asked.severity, key)


def vulnerability_is_described(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A9: vulnerable people, places and systems are described, and locations are chosen."""
    if (about := found.profile) is None:
        return
    for sort, told in VULNERABLE.items():
        if sort not in about.vulnerable:
            yield _row(about, told, asked.severity, sort)
    if not about.has_locations:
        told = say("No priority location is chosen, with its boundary and a reason.")
        yield Row("locations", Target(Kind.LOCATIONS), "", told, asked.severity)


def cohorts_are_described(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A10: who is at risk of being drawn in is described, as a cohort."""
    if (about := found.profile) is not None and COHORT not in about.vulnerable:
        yield _row(about, say("It describes no cohort at risk of being drawn in."), asked.severity)


def progress_is_told(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A11: the profile says what became of the last one and its plan."""
    if (about := found.profile) is not None and not about.tells_progress:
        told = say("Its section on progress is empty.")
        yield _row(about, told, asked.severity)


def profile_was_acknowledged(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A16: most of the agencies that somebody is here for said that they read it."""
    about, agencies = found.profile, found.people.manned
    if about is None:
        return
    read = agencies & about.read_by
    if len(read) * 100 < asked["percent"] * len(agencies):
        told = say("%(some)s of %(all)s agencies said that they read it.", some=str(len(read)),
                   all=str(len(agencies)))  # fmt: skip
        yield Row("read", Target(Kind.BUILDS, about.id), about.title, told, asked.severity,
                  about.marking)  # fmt: skip


def another_hand_approved(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C2: nobody who wrote the profile signed it."""
    if (about := found.profile) is None:
        return
    for name in about.signed_by_writers:
        told = say("%(name)s wrote in it, and signed it.", name=name)
        yield _row(about, told, asked.severity, name)


def public_builds_give_nothing_away(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C5: no public build says what is withheld today."""
    if (about := found.profile) is None:
        return
    for one in about.builds:
        for heading in one.gives_away:
            told = say("The public build says what is withheld, under “%(heading)s”.",
                       heading=heading)  # fmt: skip
            yield Row(f"{one.id}:{heading}"[:KEY_LENGTH], Target(Kind.BUILDS, about.id),
                      about.title, told, asked.severity, about.marking)  # fmt: skip


def assessment_of_protection_is_named(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C7: a data protection impact assessment is named."""
    if (about := found.profile) is not None and not about.dpia.strip():
        yield _row(about, say("It names no data protection impact assessment."), asked.severity)


def builds_are_of_what_was_signed(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C10: no build that was released is of an earlier edition than the one that was signed."""
    if (about := found.profile) is None:
        return
    for one in about.builds:
        if one.edition < about.edition:
            told = say("The build “%(build)s” is of edition %(old)s; %(new)s was signed since.",
                       build=one.title, old=str(one.edition), new=str(about.edition))  # fmt: skip
            yield Row(str(one.id), Target(Kind.BUILDS, about.id), about.title, told,
                      asked.severity, about.marking)  # fmt: skip


def _row(about: Profile, told: Sentence, severity: Severity, part: str = "profile") -> Row:
    return Row(
        f"{about.id}:{part}"[:KEY_LENGTH], Target(Kind.PROFILE, about.id), shortened(about.title),
        told, severity, about.marking,
    )  # fmt: skip


CHECKS = {
    "A1": profile_is_young,
    "A2": data_are_young,
    "A3": sections_are_written,
    "A4": threats_are_found,
    "A7": judgements_are_grounded,
    "A8": gaps_are_dealt_with,
    "A9": vulnerability_is_described,
    "A10": cohorts_are_described,
    "A11": progress_is_told,
    "A16": profile_was_acknowledged,
    "C2": another_hand_approved,
    "C5": public_builds_give_nothing_away,
    "C7": assessment_of_protection_is_named,
    "C10": builds_are_of_what_was_signed,
}
"""The rules on the local profile that can be judged, by id."""
