"""Judges a partnership by the rules and keeps what came out; what is mended stays readable."""

from dataclasses import dataclass
from json import dumps

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import Actor, action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.readiness import access
from commonground.rooms.readiness.gathering import gathered
from commonground.rooms.readiness.judging.engine import Settings, Verdict, digest, judged
from commonground.rooms.readiness.judging.failing import Row
from commonground.rooms.readiness.judging.rulebook import rulebook
from commonground.rooms.readiness.models import Finding, FindingRow, Run
from commonground.rooms.readiness.rules import Verb, check_may_do

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """A run that was just kept, and what came out of it."""

    run: Run
    verdicts: list[Verdict]


@action
def check(*, by: Seat) -> Checked:
    """Judge the partnership as it is today."""
    check_may_do(by.roles, Verb.CHECK)
    return keep_run(partnership=by.partnership, actor=by.actor, person=by.person)


@action
def keep_run(*, partnership: Partnership, actor: Actor, person: Person | None) -> Checked:
    """Do the same for whoever may: a command asks for it where nobody signs in."""
    settings, day = access.settings(partnership), timezone.localdate()
    verdicts = judged(rulebook(), gathered(partnership, day), settings)
    return keep_verdicts(
        partnership=partnership, actor=actor, person=person, verdicts=verdicts, settings=settings
    )


@action
def keep_verdicts(
    *, partnership: Partnership, actor: Actor, person: Person | None, verdicts: list[Verdict],
    settings: Settings,
) -> Checked:  # fmt: skip
    """Keep what came out as the partnership's next run."""
    # whoever checks waits here for whoever checks too, so that two never share a number
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    book, held = rulebook(), access.answers(partnership, timezone.localdate())
    last = access.runs_of(partnership).first()
    run = Run.objects.create(
        partnership=partnership, number=(last.number if last else 0) + 1, by=person,
        rules=book.id, sha256=digest(book, verdicts, settings),
    )  # fmt: skip
    Finding.objects.bulk_create(_finding(run, one, held) for one in verdicts)
    _keep_rows(run, verdicts)
    record(
        partnership_id=partnership.pk, by=actor, verb=_noop("made"), about=run,
        after={"number": run.number, "rules": run.rules, "sha256": run.sha256},
    )  # fmt: skip
    run.sequence = Chain.objects.get(pk=partnership.pk).sequence
    run.save(update_fields=["sequence"])
    return Checked(run, verdicts)


def _finding(run: Run, verdict: Verdict, held: access.Answers) -> Finding:
    rule_id = verdict.rule.id
    answered = sum(held.to(rule_id, row.key) is not None for row in verdict.rows)
    return Finding(
        run=run, rule=rule_id, state=verdict.state.value, why=str(verdict.why),
        rows=len(verdict.rows), answered=answered,
    )  # fmt: skip


def _keep_rows(run: Run, verdicts: list[Verdict]) -> None:
    """End the rows that are mended, go on with those that are not, and begin the new ones."""
    known = {(one.rule, one.key): one for one in access.open_rows(run.partnership)}
    found = {(one.rule.id, row.key): row for one in verdicts for row in one.rows}
    mended = [one.pk for key, one in known.items() if key not in found]
    for start in range(0, len(mended), AT_ONCE):
        some = FindingRow.objects.filter(pk__in=mended[start : start + AT_ONCE])
        some.update(mended=run)
    fresh, changed = [], []
    for (rule_id, key), row in found.items():
        kept = known.get((rule_id, key))
        if kept is None:
            made = FindingRow(partnership=run.partnership, rule=rule_id, key=key, since=run)
            fresh.append(_put(made, row))
        elif _differs(kept, row):
            changed.append(_put(kept, row))
    FindingRow.objects.bulk_create(fresh, batch_size=AT_ONCE)
    FindingRow.objects.bulk_update(changed, _TOLD, batch_size=AT_ONCE)


_TOLD = ("severity", "target_kind", "target_id", "target_within", "what", "marking", "template",
         "values")  # fmt: skip


def _differs(kept: FindingRow, row: Row) -> bool:
    before = [getattr(kept, name) for name in _TOLD]
    return [getattr(_put(kept, row), name) for name in _TOLD] != before


def _put(kept: FindingRow, row: Row) -> FindingRow:
    kept.severity = row.severity.value
    kept.target_kind = row.target.kind.value
    kept.target_id, kept.target_within = row.target.id, row.target.within
    kept.what, kept.marking = row.what, row.marking
    kept.template = row.sentence.template
    kept.values = dumps(dict(row.sentence.values), ensure_ascii=False)
    return kept
