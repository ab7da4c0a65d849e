"""Thirty things that the public must not read, planted wherever a profile can be typed in."""

import pytest
from people_here import page, signed_in
from profile_here import Signing, enter, write
from searched_files import found_in
from sources_here import add_source, notice_here

from commonground.documents.contents.audiences import Audience
from commonground.rooms.people.roles import Role
from commonground.rooms.profile import exporting
from commonground.rooms.profile.profile_actions import withhold

NAMED = ["Operation Lantern", "the Harrow Street crew", "Dexter Quillfeather", "Project Umber"]
COUNTS = [
    "3 children", "four victims", "2 vulnerable adults", "one referral", "17 OCGs",
    "1,204 organised crime groups", "six county lines", "eleven active gangs", "4 arrests",
]  # fmt: skip
PLACES = ["CV34 4RL", "B1 1BB", "52.48624, -1.89042", "SP 069 866"]
SENSITIVE = {
    "judgements": {"statement": "Planted sensitive judgement", "evidence": "Planted evidence"},
    "findings": {"threat": "fraud", "found": "gap", "reason": "Planted reason of a gap"},
    "vulnerabilities": {"name": "Planted cohort", "why": "Planted vulnerability"},
    "responses": {"what": "Planted response", "capacity": "Planted capacity"},
    "gaps": {"what": "Planted gap", "method": "Planted method"},
    "recommendations": {"what": "Planted recommendation"},
}
PLANTED = [
    *NAMED, *COUNTS, *PLACES,
    *(words for told in SENSITIVE.values() for key, words in told.items()
      if words.startswith("Planted")),
    "Planted paragraph", "Planted tension", "Invented planted-member",
]  # fmt: skip
TOLD = "Parks stay empty after dark"


@pytest.fixture
def planted(of: Signing) -> Signing:
    """A signed profile with all of it in, some of it marked and some of it not."""
    for one in NAMED:
        withhold(by=of.here.seat, said=one)
    of.here.member(Role.MEMBER, name="Invented planted-member")
    for kind, told in SENSITIVE.items():
        enter(of, kind, **told, marking="OFFICIAL-SENSITIVE")
    enter(of, "judgements", statement=f"{NAMED[0]} met {COUNTS[0]} at {PLACES[0]}.")
    enter(of, "findings", threat="illegal_drugs", found="assessed", reason=COUNTS[4], groups=14)
    enter(of, "gaps", what=f"Who pays {NAMED[1]}", method=f"Ask {NAMED[2]}")
    enter(of, "vulnerabilities", name=f"Homes near {PLACES[1]}", why=COUNTS[1])
    enter(of, "responses", what=f"{NAMED[3]} with {COUNTS[5]}", capacity=COUNTS[8])
    write(of, "impact", f"{TOLD}. {'. '.join(COUNTS)}. {'. '.join(PLACES)}. {'. '.join(NAMED)}.")
    write(of, "horizon", "Invented planted-member says: **3** *children*.")
    write(of, "other_crime", "Planted paragraph", marking="OFFICIAL-SENSITIVE")
    notice_here(of.here, what="Planted tension")
    add_source(of.here, coverage=f"{COUNTS[2]} near {PLACES[2]}", caveats=NAMED[0])
    of.sign()
    return of


def test_thirty_are_planted() -> None:
    assert len(set(PLANTED)) >= 30


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_the_public_build_says_none_of_them(planted: Signing, kind: str) -> None:
    released = planted.let_go(Audience.PUBLIC)

    taken = exporting.take_release(by=planted.here.seat, about=released, kind=kind)

    assert found_in(kind, taken.held, [*PLANTED, TOLD]) == {TOLD}
    assert [one for one in PLANTED if one.encode() in taken.held] == []
    assert [one for one in PLANTED if one in released.document] == []


@pytest.mark.django_db
def test_the_partners_build_says_all_that_is_no_log(planted: Signing) -> None:
    released = planted.let_go(Audience.PARTNER)

    said = released.document
    # the log of tension is printed as counts by month, and a name stands where somebody wrote it
    assert {one for one in PLANTED if one not in said} == {"Planted tension"}
    assert '"14"' in said


@pytest.mark.django_db
def test_the_wider_build_holds_no_block_that_is_sensitive(planted: Signing) -> None:
    released = planted.let_go(Audience.WIDER_PARTNER)

    assert "OFFICIAL-SENSITIVE" not in released.document
    assert [one for one in PLANTED if one.startswith("Planted") and one in released.document] == []
    assert "Organised crime groups known" not in released.document


@pytest.mark.django_db
def test_the_page_says_before_the_release_what_is_left_out_and_why(planted: Signing) -> None:
    told = page(signed_in(planted.chair.person), f"{planted.at}builds/release/public/")

    assert "“Operation Lantern” in “Impact on communities and resilience”" in told
    assert "a small count of people in “Vulnerability”" in told
    assert "It is marked OFFICIAL-SENSITIVE." in told
    assert "No public build says it." in told
