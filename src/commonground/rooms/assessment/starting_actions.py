"""Beginning an assessment from a frozen ranking and a template, and freezing its sources anew."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.assessment.figures import every_value
from commonground.documents.assessment.printing import figures_text
from commonground.documents.assessment.sources import Sources
from commonground.documents.assessment.templates import (
    ForEach,
    StartingSection,
    Template,
    filled,
    put,
)
from commonground.errors import BadInput
from commonground.rooms.assessment.freezing import freeze
from commonground.rooms.assessment.models import (
    Assessment,
    Block,
    Freeze,
    Kind,
    Origin,
    Revision,
    Section,
    State,
)
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Ranking
from commonground.scoring.digests import text_digest


@action
def begin(
    *, by: Seat, ranking: Ranking, template: Template, title: str, author: str,
    threats: Sequence[str] = (),
) -> Assessment:  # fmt: skip
    """Begin a document with the template's sections, and freeze what its figures come from.

    `threats` are the names of those that a profile has a section each for.
    """
    check_may_do(by.roles, Verb.MAKE_ASSESSMENT)
    made = Assessment(
        partnership=by.partnership, title=_one_line(title), author=_one_line(author),
        template=template.id, document=template.document.value, ranking=ranking,
        made_by=by.person,
    )  # fmt: skip
    if not made.title:
        raise BadInput(_("Enter a title."))
    made.save(force_insert=True)
    frozen, sources = _freeze(by, made, 1)
    laid = _Laid(by, made, sources, threats)
    laid.lay(template.sections, None)
    told = {
        "title": made.title, "template": made.template, "ranking_sha256": ranking.sha256,
        "sources_sha256": frozen.sha256, "blocks": len(laid.blocks),
    }  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made, after=told
    )
    return made


@action
def refresh(*, by: Seat, about: Assessment) -> Freeze:
    """Freeze the sources as they are now. No text is touched: only what its figures print."""
    check_may_do(by.roles, Verb.WRITE)
    current = Assessment.objects.select_for_update().get(pk=about.pk)
    if current.state == State.ISSUED:
        raise BadInput(_("This assessment has been issued, so its figures stay as they are."))
    before = current.freezes.latest("number")
    made, _sources = _freeze(by, about, before.number + 1)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("refreshed"), about=made,
        before={"sources_sha256": before.sha256}, after={"sources_sha256": made.sha256},
    )  # fmt: skip
    return made


def _freeze(by: Seat, about: Assessment, number: int) -> tuple[Freeze, Sources]:
    sources = freeze(by, about.ranking, _today())
    text = sources.snapshot.text
    made = Freeze.objects.create(
        assessment=about, number=number, snapshot=text, sha256=text_digest(text),
        figures=figures_text(every_value(sources)), by=by.person,
    )  # fmt: skip
    return made, sources


def _today() -> date:
    return timezone.localdate()


class _Laid:
    """Lays out the sections of a template, those for each issue or theme as often as there are."""

    def __init__(
        self, by: Seat, about: Assessment, sources: Sources, threats: Sequence[str]
    ) -> None:
        self.about, self.by = about, by
        self.blocks: list[Block] = []
        self._subjects = {
            ForEach.SHORTLISTED_ISSUE: [
                one.issue for one in sources.ranking.issues if sources.is_on(one)
            ],
            ForEach.GOLDEN_THEME: list(sources.themes),
            ForEach.THREAT: list(threats),
        }

    def lay(self, starting: Iterable[StartingSection], around: Section | None) -> None:
        """Make the sections and write their blocks with their first revisions."""
        self._sections(starting, around, "")
        Block.objects.bulk_create(self.blocks)
        Revision.objects.bulk_create(
            Revision(block=one, number=1, text=one.content, origin=Origin.TEMPLATE,
                     by=self.by.person)
            for one in self.blocks if one.kind == Kind.TEXT
        )  # fmt: skip

    def _sections(
        self, starting: Iterable[StartingSection], around: Section | None, subject: str
    ) -> None:
        for position, (one, about) in enumerate(self._each(starting, subject)):
            made = Section.objects.create(
                assessment=self.about, around=around, position=position, key=one.id,
                subject=about, heading=put(one.heading, about),
            )  # fmt: skip
            self.blocks += [
                Block(
                    section=made, position=at, kind=Kind(block.kind.value),
                    content=filled(block, about), marking=block.marking,
                    revision=int(block.kind.value == Kind.TEXT),
                )
                for at, block in enumerate(one.blocks)
            ]  # fmt: skip
            self._sections(one.sections, made, about)

    def _each(
        self, starting: Iterable[StartingSection], subject: str
    ) -> Iterator[tuple[StartingSection, str]]:
        for one in starting:
            for about in self._subjects[one.for_each] if one.for_each else [subject]:
                yield one, about


def _one_line(text: str) -> str:
    return " ".join(text.split())
