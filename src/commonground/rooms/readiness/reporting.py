"""The report on readiness as a document: every rule under its heading, with what it finds wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone, translation
from django.utils.translation import gettext_noop as _noop

from commonground.documents import pages, pdf, word
from commonground.documents.contents import Column, Document, Paragraph, Run, Section, Table, Text
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.readiness import access, presenters, row_access
from commonground.rooms.readiness.judging.engine import Settings, Standing
from commonground.rooms.readiness.judging.rulebook import Rule, rulebook
from commonground.rooms.readiness.models import FindingRow
from commonground.rooms.readiness.presenters import Judged
from commonground.rooms.readiness.rules import Verb, check_may_do

MOST_ROWS = 50
ENGLISH = "en-gb"
_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "docx": (f"{_OOXML}wordprocessingml.document", word.write),
    "pdf": ("application/pdf", pdf.write),
    "html": ("text/html; charset=utf-8", lambda document: pages.write(document).encode()),
}
"""Each kind of file: its type, and what writes it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is taken away."""

    name: str
    type: str
    held: bytes


@action
def take_away(*, by: Seat, kind: str) -> Taken:
    """Return the report on the latest run as a file. That it was taken is recorded, by its digest.

    Like every document that leaves, it is written in English.
    """
    check_may_do(by.roles, Verb.EXPORT)
    found = presenters.judged(by, timezone.localdate())
    assert found is not None
    with translation.override(ENGLISH):
        document = document_of(by, found)
    form, write = KINDS[kind]
    held = write(document)
    name = f"readiness-{found.run.number}-{document.marking}.{kind}"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=found.run,
        after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return Taken(name, form, held)


def document_of(here: Seat, found: Judged) -> Document:
    """Return the whole report, as of the latest run and of the answers that hold today."""
    book = rulebook()
    rows = row_access.first_rows(here, [one.id for one in book.rules], MOST_ROWS)
    marking = presenters.marking_of(one for some in rows.values() for one in some)
    settings = access.thresholds(here)
    sections = tuple(
        Section(
            heading.id, heading.title,
            (_summary(found, heading.id, marking),),
            tuple(
                _section(here, rule, found, rows.get(rule.id, []), settings)
                for rule in book.under(heading)
                if found.standing(rule) not in (Standing.PASS, Standing.OFF, Standing.NOTHING)
            ),
        )
        for heading in book.headings
    )  # fmt: skip
    return Document(
        id=str(found.run.pk), title="Ready for an inspection", partnership=here.partnership.name,
        version=f"Check {found.run.number}", author="Common Ground, by rule",
        date=timezone.localdate(found.run.at), marking=marking, language="en-GB",
        details=(
            ("Checked", presenters.told_run(found.run)), ("Rules", found.run.rules),
            ("Digest of what was found", found.run.sha256), ("Basis of the rules", book.source),
        ),
        sections=sections,
    )  # fmt: skip


def _summary(found: Judged, heading_id: str, marking: str) -> Table:
    rules = [one for one in rulebook().rules if one.heading == heading_id]
    return Table(
        f"summary-{heading_id}", "How each rule stands",
        (Column("Rule", width=5), Column("Basis", width=2), Column("Stands", width=2)),
        tuple(
            (presenters.called(one), presenters.basis(one)[0],
             presenters.tag(found.standing(one)).text)
            for one in rules
        ),
        marking,
    )  # fmt: skip


def _section(
    here: Seat, rule: Rule, found: Judged, rows: list[FindingRow], settings: Settings
) -> Section:
    marking = presenters.marking_of(rows)
    said = (Paragraph((Run(one),)) for one in _said(here, rule, found, rows, settings))
    lines = presenters.lines(here, rows, found.answers)
    table = Table(
        f"rows-{rule.id}", f"What {rule.id} finds",
        (Column("What", width=4), Column("What is wrong", width=4), Column("Stands", width=2),
         Column("Answer", width=3)),
        tuple((one.what or "The partnership", one.sentence, one.tag.text, one.answer)
              for one in lines),
        marking,
    )  # fmt: skip
    return Section(
        rule.id, presenters.called(rule),
        (Text(f"asks-{rule.id}", tuple(said), marking), table),
    )  # fmt: skip


def _said(
    here: Seat, rule: Rule, found: Judged, rows: list[FindingRow], settings: Settings
) -> Iterator[str]:
    row = presenters.rule_row(here, rule, found, rows, settings)
    yield f"{row.asks} {row.to_do}"
    for label, number in row.thresholds:
        yield f"{label} {number}."
    if row.whole:
        yield f"Answered for the whole rule: {row.whole}"
    if row.more:
        yield f"The first {len(rows)} are listed here; the page of the rule has all."
