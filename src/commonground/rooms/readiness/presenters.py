"""What the pages of this room show: labels and links, so that templates stay dumb."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.utils.translation import ngettext

from commonground.documents.markings import MARKINGS
from commonground.rooms.people.access import Seat
from commonground.rooms.readiness import access
from commonground.rooms.readiness.access import Answers, Count
from commonground.rooms.readiness.addresses import address, address_if, target_href
from commonground.rooms.readiness.judging.engine import Settings, Standing, asked
from commonground.rooms.readiness.judging.rulebook import Basis, Heading, Rule, rulebook
from commonground.rooms.readiness.models import Answer, Finding, FindingRow, Run
from commonground.rooms.readiness.rules import Verb

LABELS = {
    Standing.CRITICAL: _noop("Critical"),
    Standing.FAIL: _noop("Fail"),
    Standing.WARN: _noop("Warning"),
    Standing.ANSWERED: _noop("Answered"),
    Standing.PASS: _noop("Pass"),
    Standing.NOTHING: _noop("Nothing to check yet"),
    Standing.OFF: _noop("Off"),
}
COLOURS = {
    Standing.CRITICAL: "red",
    Standing.FAIL: "red",
    Standing.WARN: "yellow",
    Standing.ANSWERED: "blue",
    Standing.PASS: "green",
    Standing.NOTHING: "grey",
    Standing.OFF: "grey",
}
BASES = {
    Basis.LAW: _noop("Law"),
    Basis.PUBLISHED: _noop("Published"),
    Basis.OUR_DESIGN: _noop("Our design"),
}
TO_MEND = (Standing.CRITICAL, Standing.FAIL, Standing.WARN)


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a colour."""

    text: str
    colour: str


def tag(standing: Standing) -> Tag:
    """Return how a rule stands, in a word and its colour."""
    return Tag(_(LABELS[standing]), COLOURS[standing])


@dataclass(frozen=True, slots=True)
class Judged:
    """The latest run with all that pages say of it, as the access functions gave it."""

    run: Run
    findings: Mapping[str, Finding]
    answers: Answers
    counts: Mapping[str, Count]

    def standing(self, rule: Rule) -> Standing:
        """Return how a rule stands; one that came with a later release was not judged yet."""
        found = self.findings.get(rule.id)
        if found is None:
            return Standing.NOTHING
        return access.standing(found, self.counts.get(rule.id))


def judged(here: Seat, day: date) -> Judged | None:
    """Return the latest run of a partnership; None before the first."""
    run = access.runs(here).first()
    if run is None:
        return None
    answers = access.answers(here.partnership, day)
    findings = {one.rule: one for one in access.findings([run])}
    return Judged(run, findings, answers, access.counts(here.partnership, answers))


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """One heading with how many of its rules stand how."""

    title: str
    asks: str
    href: str
    tags: list[Tag]


def heading_rows(here: Seat, found: Judged) -> list[HeadingRow]:
    """Return the headings of the overview."""
    return [_heading_row(here, found, one) for one in rulebook().headings]


def _heading_row(here: Seat, found: Judged, heading: Heading) -> HeadingRow:
    stand = [found.standing(rule) for rule in rulebook().under(heading)]
    tags = [
        Tag(_("%(number)d %(stands)s") % {
            "number": stand.count(one), "stands": _(LABELS[one]).lower()
        }, COLOURS[one])
        for one in Standing if one in stand
    ]  # fmt: skip
    at = address("heading", here, heading.id)
    return HeadingRow(_(heading.title), _(heading.asks), at, tags)


@dataclass(frozen=True, slots=True)
class ToMend:
    """A rule that asks for attention."""

    title: str
    href: str
    rows: int
    tag: Tag
    to_do: str


def to_mend(here: Seat, found: Judged) -> list[ToMend]:
    """Return the rules that something unanswered stands against, the worst first."""
    rules = [(found.standing(one), one) for one in rulebook().rules]
    wanted = [(stand, one) for stand, one in rules if stand in TO_MEND]
    return [
        ToMend(
            title=called(one),
            href=f"{address('heading', here, one.heading)}#{one.id}",
            rows=_unanswered(found.counts[one.id]), tag=tag(stand), to_do=_(one.to_do),
        )
        for stand, one in sorted(wanted, key=lambda pair: TO_MEND.index(pair[0]))
    ]  # fmt: skip


def _unanswered(count: Count) -> int:
    return count.all - sum(count.answered.values())


def told_run(run: Run) -> str:
    """Return when a run was, and who asked for it."""
    when = date_format(localtime(run.at), "j F Y, H:i")
    if run.by is None:
        return _("%(when)s, by a command") % {"when": when}
    return _("%(when)s, by %(name)s") % {"when": when, "name": run.by.name}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is wrong, as a page shows it."""

    what: str
    href: str
    sentence: str
    tag: Tag
    since: str
    answer: str
    lapsed: str
    answer_href: str


def lines(here: Seat, rows: Iterable[FindingRow], answers: Answers) -> list[Line]:
    """Return rows as lines of a table."""
    return [_line(here, row, answers) for row in rows]


def _line(here: Seat, row: FindingRow, answers: Answers) -> Line:
    held = answers.to(row.rule, row.key)
    lapsed = answers.lapsed(row.rule, row.key)
    href = address_if("answer", here, Verb.ANSWER, row.rule)
    return Line(
        what=row.what,
        href=target_href(here, row),
        sentence=told(row),
        tag=tag(Standing.ANSWERED if held else Standing(row.severity)),
        since=_("since %(date)s") % {"date": date_format(localtime(row.since.at), "j F Y")},
        answer=answer_told(held) if held else "",
        lapsed=answer_told(lapsed) if lapsed and not held else "",
        answer_href=f"{href}?key={row.key}" if href else "",
    )


def told(row: FindingRow) -> str:
    """Return what is wrong in the reader's language; a value that is called `date` is a day."""
    values = dict(row.told)
    if "date" in values:
        values["date"] = date_format(date.fromisoformat(values["date"]), "j F Y")
    return _(row.template) % values


def answer_told(one: Answer) -> str:
    """Return an answer with who gave it, and how long it holds."""
    days = {
        "given": date_format(localtime(one.at), "j F Y"),
        "until": date_format(one.review_on, "j F Y") if one.review_on else "",
    }
    return _("%(reason)s (%(who)s, %(given)s, until %(until)s)") % {
        "reason": one.reason, "who": one.given_by, **days
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a heading with what stands against it."""

    id: str
    title: str
    asks: str
    to_do: str
    basis: tuple[str, str]
    """What it rests on, and where that is from in the words of that place."""
    severity: str
    thresholds: list[tuple[str, str]]
    tag: Tag
    why: str
    whole: str
    lines: list[Line]
    more: str
    href: str
    answer_href: str
    settings_href: str


def rule_row(
    here: Seat, rule: Rule, found: Judged, rows: Sequence[FindingRow], settings: Settings
) -> RuleRow:
    """Return a rule as its heading shows it, with some of its rows."""
    finding = found.findings.get(rule.id)
    held, number = found.answers.to(rule.id, ""), found.counts.get(rule.id)
    left = (number.all if number else 0) - len(rows)
    is_on = not rule.off_because
    return RuleRow(
        id=rule.id,
        title=called(rule),
        asks=_(rule.asks),
        to_do=_(rule.to_do),
        basis=basis(rule),
        severity=severities(rule),
        thresholds=thresholds(rule, settings),
        tag=tag(found.standing(rule)),
        why=_(finding.why) if finding and finding.why else "",
        whole=answer_told(held) if held and rows else "",
        lines=lines(here, rows, found.answers),
        more=ngettext("See %(number)d more", "See %(number)d more", left) % {"number": left}
        if left > 0 else "",
        href=address("rule", here, rule.id),
        answer_href=address_if("answer", here, Verb.ANSWER, rule.id) if rows else "",
        settings_href=address_if("set_rule", here, Verb.SET_RULES, rule.id) if is_on else "",
    )  # fmt: skip


def basis(rule: Rule) -> tuple[str, str]:
    """Return what a rule rests on, and where that is from; nothing where it is as all the others.

    Where something is from is said in the words of that place.
    """
    return _(BASES[rule.basis]), "" if rule.source == rulebook().source else rule.source


def called(rule: Rule) -> str:
    """Return what a rule is called."""
    return _("%(rule)s %(title)s") % {"rule": rule.id, "title": _(rule.title)}


def severities(rule: Rule) -> str:
    """Return which severities a finding of a rule can have."""
    return _(" or ").join(_(LABELS[Standing(one)]) for one in sorted(
        rule.severities, key=lambda one: -one.weight
    ))  # fmt: skip


def thresholds(rule: Rule, settings: Settings) -> list[tuple[str, str]]:
    """Return the thresholds that hold, each as its label and its number."""
    held = asked(rule, settings)
    return [
        (_(one.label), _("%(number)d %(unit)s") % {"number": held[one.id], "unit": _(one.unit)})
        for one in rule.thresholds
    ]


def marking_of(rows: Iterable[FindingRow]) -> str:
    """Return the highest marking of what these rows are about."""
    return max((one.marking for one in rows), key=MARKINGS.index, default=MARKINGS[0])


def links(here: Seat) -> list[tuple[str, str]]:
    """Return what else there is to see, beside the headings."""
    return [
        (_("Recommendations of inspections"), address("inspections", here)),
        (_("Rules and thresholds"), address("rules", here)),
        (_("Earlier checks"), address("history", here)),
        (_("Report, to print or take away"), address("report", here)),
    ]
