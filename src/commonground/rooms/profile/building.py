"""Makes the whole document of a profile: its texts, what was entered, and what other rooms hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from commonground.documents.assessment.printing import count
from commonground.documents.contents import Alignment, Block, Chart, Column, Document, Section
from commonground.documents.contents.audiences import Audience, highest
from commonground.documents.contents.builds import Build
from commonground.documents.markings import OFFICIAL, OFFICIAL_SENSITIVE
from commonground.documents.profile import builds
from commonground.documents.profile.printing import (
    Added,
    columns,
    marked_tables,
    paragraphs,
    with_added,
)
from commonground.documents.profile.yardstick import on_the_yardstick
from commonground.documents.words import day
from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.assessment import figure_access
from commonground.rooms.assessment.composing import document_of as text_document
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.places import location_access
from commonground.rooms.places.location_presenters import location_map
from commonground.rooms.places.map_reading import outlines_of
from commonground.rooms.plan import access as plan_access
from commonground.rooms.plan.composing import plan_of
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.profile import access
from commonground.rooms.profile.entry_kinds import STRAND_SET
from commonground.rooms.profile.models import (
    Advice,
    Change,
    Confidence,
    DataSet,
    Finding,
    Found,
    Gap,
    Gateway,
    Judgement,
    Profile,
    Response,
    Vulnerability,
    VulnerabilitySort,
    Withheld,
)
from commonground.rooms.profile.profile_access import every_entry, outline_of
from commonground.rooms.profile.tension_access import standing_since
from commonground.rooms.profile.tension_steps import by_month, compared, first_day
from commonground.rooms.profile.threats import labelled, threats

RIGHT = Alignment.RIGHT


def document_of(by: Seat, about: Profile, on: date) -> Document:
    """Return all of a profile as it stands on a day, from which each build is made."""
    text = about.document
    frozen, outline = assessment_access.latest_freeze(text), outline_of(by, about)
    material = assessment_access.material(
        text, frozen, figure_access.link_from_outside(text, frozen)
    )
    document = text_document(text, frozen, outline, material, on)
    added = dict(_added(by, about, on))
    by_id: dict[str, Added] = {}
    kept = []
    for section in outline.sections:
        found = added.get((section.key, section.subject))
        if found is not None:
            by_id[str(section.pk)] = found
        if section.around_id is None:
            kept.append(str(section.pk))
    whole = with_added(document, by_id, kept)
    return _with_control(whole, about)


def built(
    partnership: Partnership, document: Document, audiences: Iterable[Audience]
) -> list[Build]:
    """Return what each audience may read of a profile's document, without the words withheld."""
    words = withheld_words(partnership)
    return [builds.built(document, one, words) for one in audiences]


def withheld_words(partnership: Partnership) -> list[str]:
    """Return what no public build says: the words that are kept for it, and people's names."""
    kept = Withheld.objects.filter(partnership=partnership, is_ended=False)
    people = Person.objects.filter(memberships__partnership=partnership).distinct()
    names = [one for one in people.values_list("name", flat=True) if " " in one.strip()]
    return [*kept.values_list("words", flat=True), *names]


def _with_control(document: Document, about: Profile) -> Document:
    details = (
        *document.details,
        ("Data until", day(about.data_until)),
        ("Next review", day(about.review_on)),
        *((("Data protection impact assessment", about.dpia),) if about.dpia else ()),
        *((("Profile before", str(about.previous)),) if about.previous else ()),
    )
    return replace(document, details=details, version="Not signed")


Place = tuple[str, str]
"""The key and the subject of a section."""


def _added(by: Seat, about: Profile, on: date) -> Iterator[tuple[Place, Added]]:
    entries = every_entry(about)
    yield ("judgements", ""), Added(below=_judgements(entries["judgements"]))
    yield ("sources", ""), Added(below=tuple(_sources(by)))
    yield ("tension", ""), Added(below=tuple(_tension(by, on)))
    yield ("who", ""), Added(below=_groups(about, entries["findings"]))
    yield ("vulnerability", ""), Added(below=_vulnerabilities(entries["vulnerabilities"]))
    yield ("locations", ""), Added(sections=tuple(_locations(by)))
    yield ("response", ""), Added(below=_responses(entries["responses"]))
    yield ("gaps", ""), Added(below=_gaps(entries["gaps"]))
    yield ("recommendations", ""), Added(below=_advice(entries["recommendations"]))
    yield ("plan", ""), Added(below=_plan(by, on))
    yield from _threats(about, entries)


def _judgements(found: Sequence[Judgement]) -> tuple[Block, ...]:
    headed = columns(
        ("No", 1),
        ("Judgement", 5),
        ("Likelihood", 2),
        ("Confidence", 2),
        ("Evidence", 4),
        ("Change", 2),
    )
    rows = [
        (
            one.marking,
            (
                str(number), one.statement, _likelihood(one.likelihood),
                _label(Confidence, one.confidence), one.evidence, _label(Change, one.change),
            ),
        )
        for number, one in enumerate(found, start=1)
    ]  # fmt: skip
    note = "The likelihood is a word of the probability yardstick, with its range in per cent."
    return marked_tables("key-judgements", "Key judgements", headed, rows, note)


def _likelihood(words: str) -> str:
    found = on_the_yardstick(words)
    return found.told if found else words


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""


def _sources(by: Seat) -> Iterator[Block]:
    found = [one for one in access.data_sets(by) if not one.is_ended]
    headed = columns(
        ("Agency", 3), ("Data set", 4), ("Gateway", 3), ("Period", 3), ("Coverage and caveats", 5)
    )
    rows = [
        (
            OFFICIAL,
            (
                one.agency.name, one.name, _label(Gateway, one.gateway) or "Not named",
                _period(one),
                " ".join(each for each in (one.coverage, one.caveats) if each),
            ),
        )
        for one in found
    ]  # fmt: skip
    yield from marked_tables("register", "The register of sources", headed, rows)
    silent = [one.name for one in access.silent_agencies(by, whole=True)]
    if silent:
        yield paragraphs("silent", OFFICIAL, ("No data came from", ", ".join(silent) + "."))


def _period(one: DataSet) -> str:
    last = max(one.supplies.all(), key=lambda each: each.period_to, default=None)
    return f"{day(last.period_from)} to {day(last.period_to)}" if last else "Nothing came"


def _tension(by: Seat, on: date) -> Iterator[Block]:
    found = [one for one in standing_since(by, first_day(on)) if one[0] <= on]
    if not found:
        return
    marking = highest(marked for _on, _step, marked in found)
    months = by_month([(each, step) for each, step, _marked in found], on)
    now, before = compared(months)
    yield paragraphs(
        "tension-trend", marking,
        f"Entries of tension or worse in the last three whole months: {now}; in the three before: "
        f"{before}.",
    )  # fmt: skip
    rows = [
        (marking, (f"{one.first:%B %Y}", str(one.noticed), str(one.serious),
                   one.highest.label if one.highest else ""))
        for one in months
    ]  # fmt: skip
    headed = (
        Column("Month", width=2), Column("Entries", RIGHT), Column("Tension or worse", RIGHT),
        Column("Highest", width=2),
    )  # fmt: skip
    yield from marked_tables("tension-months", "Community tension by month", headed, rows)


def _groups(about: Profile, found: Sequence[Finding]) -> tuple[Block, ...]:
    headed = (Column("Threat", width=3), Column("Groups known", RIGHT))
    rows = [
        (OFFICIAL_SENSITIVE, (labelled(about.threat_picture, one.threat), count(one.groups)))
        for one in found if one.groups is not None
    ]  # fmt: skip
    return marked_tables("groups", "Organised crime groups known, by threat", headed, rows)


def _vulnerabilities(found: Sequence[Vulnerability]) -> tuple[Block, ...]:
    headed = columns(("Of what", 2), ("Name", 3), ("Why", 5))
    order = list(VulnerabilitySort.values)
    rows = [
        (one.marking, (_label(VulnerabilitySort, one.sort), one.name, one.why))
        for one in sorted(found, key=lambda each: order.index(each.sort))
    ]
    return marked_tables("vulnerabilities", "Vulnerabilities", headed, rows)


def _locations(by: Seat) -> Iterator[Section]:
    found = list(location_access.locations(by))
    areas = location_access.areas_of_all(found)
    outlines = outlines_of(found[0].area) if found else None
    for number, one in enumerate(found, start=1):
        said = [
            ("Why", one.reason), ("Areas", ", ".join(each.name for each in areas[one.pk])),
            ("Evidence", one.evidence), ("Confidence", str(one.get_confidence_display())),
        ]  # fmt: skip
        blocks: list[Block] = [
            paragraphs(f"location-{number}-why", one.marking, *(each for each in said if each[1]))
        ]
        if outlines is not None:
            caption = f"Where {one.name} is"
            svg = location_map(one, areas[one.pk], *outlines)
            blocks.append(Chart(f"location-{number}-map", caption, caption, svg, one.marking))
        yield Section(f"location-{number}", one.name, tuple(blocks))


def _responses(found: Sequence[Response]) -> tuple[Block, ...]:
    headed = columns(
        ("Strand", 2), ("What is done", 4), ("Led by", 2), ("Capacity", 3), ("Capability", 3)
    )
    rows = [
        (one.marking, (_strand(one.strand), one.what, _agency(one), one.capacity, one.capability))
        for one in _by_strand(found)
    ]
    return marked_tables("responses", "Current response by strand", headed, rows)


def _gaps(found: Sequence[Gap]) -> tuple[Block, ...]:
    headed = columns(("What is not known", 5), ("Owner", 3), ("How", 4), ("By when", 2))
    rows = [
        (one.marking, (one.what, ", ".join(filter(None, (_agency(one), one.owner_role))),
                       one.method, day(one.due_on) if one.due_on else ""))
        for one in found
    ]  # fmt: skip
    return marked_tables("intelligence-gaps", "Intelligence gaps", headed, rows)


def _advice(found: Sequence[Advice]) -> tuple[Block, ...]:
    headed = columns(("Strand", 2), ("Recommendation", 5), ("Judgement", 4), ("In the plan as", 2))
    rows = [
        (
            highest([one.marking, *([one.judgement.marking] if one.judgement else [])]),
            (
                _strand(one.strand), one.what, one.judgement.statement if one.judgement else "",
                one.planned.ref if one.planned else "Not yet",
            ),
        )
        for one in _by_strand(found)
    ]  # fmt: skip
    return marked_tables("recommendations", "Recommendations by strand", headed, rows)


def _plan(by: Seat, on: date) -> tuple[Block, ...]:
    found = plan_access.plans(by).filter(starts_on__lte=on).order_by("-starts_on", "pk").first()
    if found is None:
        return ()
    plan = plan_of(found, on)
    rows = {
        one.ref: (
            highest([plan.marking, advice.marking, one.marking]),
            (one.ref, strand.label, one.text, ", ".join(filter(None, (one.owners[:1] or ("",)))),
             day(one.due_on) if one.due_on else "", one.status),
        )
        for strand in plan.strands for advice in strand.recommendations for one in advice.actions
    }  # fmt: skip
    headed = columns(
        ("Ref", 1), ("Strand", 1), ("Action", 4), ("Led by", 2), ("Due", 2), ("Status", 2)
    )
    return marked_tables("plan-actions", f"The action plan: {plan.name}", headed, rows.values())


def _threats(about: Profile, entries: dict[str, list[Any]]) -> Iterator[tuple[Place, Added]]:
    findings = {one.threat: one for one in entries["findings"]}
    for threat in threats(about.threat_picture).values():
        label = labelled(about.threat_picture, threat.id)
        above: list[Block] = []
        if threat.meaning:
            above.append(paragraphs(f"{threat.id}-meaning", OFFICIAL, threat.meaning))
        above.append(_finding(threat.id, findings.get(threat.id)))
        yield (
            ("threat", label),
            Added(above=tuple(above), below=_of_threat(threat.id, label, entries)),
        )


def _finding(threat: str, found: Finding | None) -> Block:
    if found is None:
        return paragraphs(f"{threat}-finding", OFFICIAL, ("Finding", "none yet"))
    told = [("Finding", str(Found(found.found).label))]
    if found.reason:
        told.append(("Reason", found.reason))
    return paragraphs(f"{threat}-finding", found.marking, *told)


def _of_threat(threat: str, label: str, entries: dict[str, list[Any]]) -> tuple[Block, ...]:
    """Return what was entered of one threat elsewhere, by what it is."""
    found = [
        (one.marking, (what, one.words))
        for what, kind in (("Judgement", "judgements"), ("Vulnerability", "vulnerabilities"),
                           ("Response", "responses"), ("Gap", "gaps"),
                           ("Recommendation", "recommendations"))
        for one in entries[kind] if one.threat == threat
    ]  # fmt: skip
    headed = columns(("What", 1), ("In words", 5))
    return marked_tables(
        f"{threat}-entries", f"What else is said of {label.lower()}", headed, found
    )


def _by_strand(found: Iterable[Any]) -> list[Any]:
    order = list(strand_set(STRAND_SET).labels)
    return sorted(found, key=lambda one: order.index(one.strand))


def _strand(strand: str) -> str:
    return strand_set(STRAND_SET).labels.get(strand, strand)


def _agency(one: Response | Gap) -> str:
    return one.agency.name if one.agency else ""
