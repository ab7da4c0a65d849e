"""Makes the reference page of the rules of readiness from the rules themselves."""

from collections.abc import Iterator

from reference_pages import MADE

from commonground.rooms.readiness.judging.engine import NEEDS
from commonground.rooms.readiness.judging.rulebook import Basis, Rule, Rulebook, rulebook

BASES = {Basis.LAW: "law", Basis.PUBLISHED: "published", Basis.OUR_DESIGN: "our design"}

ABOUT = """
# The rules of readiness

Each rule asks what an inspector asks. A rule that is **on** is judged from what the rooms hold; one
that is **off** says why it cannot be judged yet. Severities: `critical`, `fail`, `warn`. A basis is
`law`, `published`, or `our design`; where a rule names no other source, it is our design:
{source}.

A partnership may set each threshold otherwise, or turn a rule off for a reason. The rules are
`src/commonground/reference/readiness/{id}.toml`. How to work with them is in
[get ready for an inspection](../how-to/get-ready-for-an-inspection.md).

{on} rules are on and {off} are off.
"""


def readiness_page() -> str:
    """Return the page of every rule, the ones that are off with the reason."""
    book = rulebook()
    off = sum(bool(one.off_because) for one in book.rules)
    about = ABOUT.format(source=book.source, id=book.id, on=len(book.rules) - off, off=off)
    return MADE + about + "".join(_headings(book))


def _headings(book: Rulebook) -> Iterator[str]:
    for heading in book.headings:
        yield f"\n## {heading.title}\n\n{heading.asks}\n\n"
        yield "| Rule | Asks | Severity | Basis | Thresholds | Rests on | State |\n"
        yield f"|{' --- |' * 7}\n"
        for rule in book.under(heading):
            yield f"| {' | '.join(_cells(book, rule))} |\n"


def _cells(book: Rulebook, rule: Rule) -> Iterator[str]:
    yield f"**{rule.id}** {rule.title}"
    yield rule.asks
    yield ", ".join(f"`{one}`" for one in rule.severities)
    yield BASES[rule.basis] + ("" if rule.source == book.source else f": {rule.source}")
    yield "; ".join(f"{one.label} {one.value} {one.unit}" for one in rule.thresholds)
    yield ", ".join(rule.rests_on)
    yield _state(rule)


def _state(rule: Rule) -> str:
    if rule.off_because:
        return f"**off**: {rule.off_because}"
    if rule.needs is None:
        return "on"
    return f"on; nothing to check while: {NEEDS[rule.needs][1]}"
