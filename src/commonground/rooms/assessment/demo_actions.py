"""Drafts the invented partnership's strategic assessment from its ranked round."""

from commonground.demo.drafting import (
    AGAIN,
    ANSWER,
    AUTHOR,
    DRAFTED_PRIORITIES,
    DRAFTS,
    OF_A_PRIORITY,
    OPEN,
    SETTLED,
    TITLE,
)
from commonground.documents.assessment.templates import templates
from commonground.rooms.assessment import access
from commonground.rooms.assessment.actions import write_text
from commonground.rooms.assessment.comment_actions import (
    answer_comment,
    comment_on,
    settle_comment,
)
from commonground.rooms.assessment.models import Block, Kind
from commonground.rooms.assessment.starting_actions import begin
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Ranking

TEMPLATE = "strategic-assessment-1"


@action
def fill_demo(*, by: Seat) -> None:
    """Begin an assessment of the closed round's ranking, and write in most of its sections."""
    ranking = Ranking.objects.filter(closing__round__partnership=by.partnership).first()
    if ranking is None:
        return
    about = begin(
        by=by, ranking=ranking, template=templates()[TEMPLATE], title=TITLE, author=AUTHOR
    )
    outline = access.outline(about)
    texts: dict[str, list[Block]] = {}
    for section in outline.sections:
        texts.setdefault(section.key, []).extend(
            one for one in outline.standing(section) if one.kind == Kind.TEXT
        )
    for draft in (*DRAFTS, AGAIN):
        held = texts[draft.section]
        held[0] = _write(by, held[0], draft.text)
    subjects = {one.pk: one.subject for one in outline.sections}
    for block in texts["priority"][:DRAFTED_PRIORITIES]:
        issue = subjects[block.section_id]
        _write(by, block, block.content + OF_A_PRIORITY.replace("{issue}", issue))
    _discuss(by, texts[DRAFTS[0].section][0])


def _discuss(by: Seat, block: Block) -> None:
    """Leave a settled thread on a block, and an open one."""
    asked = comment_on(by=by, about=block, text=SETTLED)
    answer_comment(by=by, about=asked, text=ANSWER)
    asked.refresh_from_db()
    settle_comment(by=by, about=asked, version=asked.version)
    comment_on(by=by, about=block, text=OPEN)


def _write(by: Seat, block: Block, text: str) -> Block:
    return write_text(
        by=by, about=block, version=block.version, text=text.strip(), marking=block.marking
    )
