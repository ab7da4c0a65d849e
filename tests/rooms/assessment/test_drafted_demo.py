"""The invented partnership's assessment is drafted, and asks for nothing that there is not."""

from people_here import make_person

from commonground.documents.contents.audiences import Audience
from commonground.documents.markings import MARKINGS
from commonground.rooms.assessment import access, exporting
from commonground.rooms.assessment.composing import composed
from commonground.rooms.assessment.models import Assessment, Kind, Origin, Revision
from commonground.rooms.people.demo_actions import look_round


def no_link(_reference: str) -> str:
    return ""


def test_the_demo_holds_a_drafted_assessment_whose_public_build_holds_nothing_sensitive(
    db: None,
) -> None:
    look_round(by=make_person("Newcomer"))

    about = Assessment.objects.get()
    outline = access.outline(about)
    material = access.material(about, access.latest_freeze(about), no_link)
    assert [one for block in outline.blocks for one in composed(material, block).faults] == []
    texts = [one for one in outline.blocks if one.kind == Kind.TEXT]
    written = [one for one in texts if one.content]
    assert len(written) > len(texts) * 0.8
    assert Revision.objects.filter(origin=Origin.WRITTEN, number=3).exists()
    [sensitive] = [one for one in written if one.marking == MARKINGS[-1]]
    assert "invented" in sensitive.content

    public = exporting.built(about, Audience.PUBLIC, no_link)
    assert "fish quay" in sensitive.content
    assert "fish quay" not in str(public.document)
    assert public.left_out
