"""No page of the room asks the database more, however much is written and said."""

import pytest
from assessment_here import Begun
from people_here import at_most

from commonground.rooms.assessment.models import Block, Comment, Kind, Origin, Revision

BLOCKS, COMMENTS = 60, 40
PAGES = [
    "",
    "blocks/BLOCK/write/",
    "blocks/BLOCK/history/",
    "blocks/BLOCK/comments/",
    "blocks/BLOCK/comments/COMMENT/answer/",
    "sections/SECTION/add/",
    "refresh/",
    "becomes/issued/",
    "frozen/1/",
    "frozen/1/figure/?of=issues+ranked",
    "review/",
    "review/AGENCY/",
    "files/",
    "returned/",
]


@pytest.fixture(scope="module")
def kept_full(kept_begun: Begun) -> dict[str, str]:
    """The ids of an assessment with 60 blocks more, and 40 comments on the first of them."""
    section, by = kept_begun.outline.sections[0], kept_begun.here.analyst
    held = Block.objects.bulk_create(
        Block(section=section, position=at, kind=Kind.TEXT, revision=1,
              content=f"Text {at} of [[issues ranked]].", marking="OFFICIAL")
        for at in range(1, BLOCKS + 1)
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(block=one, number=1, text=one.content, origin=Origin.WRITTEN, by=by)
        for one in held
    )
    begun = Comment.objects.bulk_create(
        Comment(block=held[0], revision=1, text=f"Comment {at}", by=by)
        for at in range(COMMENTS // 2)
    )
    Comment.objects.bulk_create(
        Comment(block=held[0], answers_to=one, revision=1, text="Answered", by=by) for one in begun
    )
    return {
        "BLOCK": str(held[0].pk), "SECTION": str(section.pk), "COMMENT": str(begun[0].pk),
        "AGENCY": str(kept_begun.here.agency.pk),
    }  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_at_most_ten_queries(
    begun: Begun, kept_full: dict[str, str], page: str
) -> None:
    for name, pk in kept_full.items():
        page = page.replace(name, pk)
    browser = begun.here.analysts_browser

    with at_most(10):
        assert browser.get(f"{begun.at}{page}").status_code == 200
    assert Block.objects.count() > BLOCKS
