"""A profile is moved on, signed and released by those who may, and never by its own writers."""

import pytest
from people_here import page, signed_in
from profile_here import (
    SOUND,
    Signing,
    begin_profile,
    enter,
    seat_of,
    write,
)

from commonground.documents.contents.audiences import Audience
from commonground.documents.profile.governance import Party, governance
from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry as Recorded
from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.profile.editions import digest_of, document_in, text_of
from commonground.rooms.profile.entry_actions import add_entry
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import Edition, MoveMade, Profile
from commonground.rooms.profile.profile_access import current_edition
from commonground.rooms.profile.profile_actions import move_on
from commonground.rooms.refusals import NotAllowed

EVERY = [
    (state, move.to, party)
    for state in governance().states for move in governance().moves_from(state) for party in Party
]  # fmt: skip


def seats(of: Signing) -> dict[Party, Seat]:
    analyst = of.here.member(Role.ANALYST, name="Another analyst")
    return {
        Party.ANALYST: seat_of(of.here, analyst, Role.ANALYST),
        Party.POLICE_LEAD: of.lead,
        Party.CHAIR: of.chair,
        Party.OVERSEER: of.overseer,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "to", "party"), EVERY)
def test_every_state_and_step_with_every_party(
    of: Signing, state: str, to: str, party: Party
) -> None:
    Profile.objects.filter(pk=of.about.pk).update(state=state)
    move = governance().move(state, to)
    assert move is not None
    by = seats(of)[party]

    def go() -> MoveMade:
        return move_on(by=by, about=of.now, before=state, to=to, why="Because")

    if party not in move.by:
        with pytest.raises(BadInput, match="This step is for"):
            go()
    elif move.needs:
        with pytest.raises(BadInput, match="Release the build first"):
            go()
    else:
        made = go()
        assert (made.before, made.after, made.why) == (state, to, "Because")
        assert len(made.sha256) == 64
        assert of.now.state == to


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.ACTION_OWNER])
def test_no_other_role_moves_anything(of: Signing, role: Role) -> None:
    member = of.here.member(role)

    with pytest.raises(NotAllowed):
        move_on(by=seat_of(of.here, member, role), about=of.now, before="scoping", to="draft")


@pytest.mark.django_db
def test_nobody_signs_what_they_wrote(of: Signing) -> None:
    both = seat_of(of.here, of.here.member(Role.ANALYST, Role.CHAIR), Role.ANALYST, Role.CHAIR)
    own = Signing(of.here, of.about, of.lead, both, of.overseer)
    of.move(both, "draft")
    of.move(both, "sanitisation")
    of.move(of.lead, "signed_police")
    of.move(own.chair, "draft")
    add_entry(by=both, about=of.now, kind=KINDS["gaps"], values=SOUND["gaps"])
    of.move(both, "sanitisation")
    of.move(of.lead, "signed_police")

    with pytest.raises(BadInput, match="You wrote in this profile"):
        of.move(both, "signed_board")
    of.move(of.chair, "signed_board")


@pytest.mark.django_db
def test_nobody_signs_twice_under_two_hats(of: Signing) -> None:
    of.here.partnership.police_lead = of.here.partnership.memberships.get(person=of.chair.person)
    of.here.partnership.save()
    of.move(of.here.seat, "draft")
    of.move(of.here.seat, "sanitisation")
    of.move(of.chair, "signed_police")

    with pytest.raises(BadInput, match="You have signed this profile already"):
        of.move(of.chair, "signed_board")


@pytest.mark.django_db
def test_what_is_signed_is_kept_as_it_was_and_each_move_logs_its_digest(of: Signing) -> None:
    write(of, "impact", "Parks are empty.")
    of.sign()
    edition = current_edition(of.now)

    assert edition is not None
    assert "Parks are empty." in edition.document
    assert digest_of(edition.document) == edition.sha256
    assert text_of(document_in(edition.document)) == edition.document
    signed = MoveMade.objects.filter(profile=of.about, after__in=["signed_police", "signed_board"])
    assert {one.sha256 for one in signed} == {edition.sha256}
    assert Recorded.objects.filter(verb="moved", object_id=str(of.about.pk)).count() == 4


@pytest.mark.django_db
def test_sending_it_back_opens_the_text_and_takes_the_signature_away(of: Signing) -> None:
    of.sign()
    with pytest.raises(BadInput, match="has been issued"):
        write(of, "impact", "Too late")
    with pytest.raises(BadInput, match="Enter why"):
        of.move(of.chair, "draft", why=" ")

    of.move(of.chair, "draft", why="A figure is wrong")
    write(of, "impact", "Mended")

    assert current_edition(of.now) is None
    assert Edition.objects.filter(profile=of.about).count() == 1


@pytest.mark.django_db
def test_a_second_press_moves_nothing_twice_and_a_stale_page_moves_nothing(of: Signing) -> None:
    first = move_on(by=of.here.seat, about=of.about, before="scoping", to="draft")
    again = move_on(by=of.here.seat, about=of.about, before="scoping", to="draft")

    assert first == again
    other = seats(of)[Party.ANALYST]
    with pytest.raises(BadInput, match="moved the profile on meanwhile"):
        move_on(by=other, about=of.about, before="scoping", to="analysis")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audience", "allowed"),
    [(Audience.PARTNER, {"lead", "chair"}), (Audience.WIDER_PARTNER, {"lead", "chair"}),
     (Audience.PUBLIC, {"chair"})],
)  # fmt: skip
def test_each_build_is_released_by_those_who_may(
    of: Signing, audience: Audience, allowed: set[str]
) -> None:
    of.sign()
    by = {"lead": of.lead, "chair": of.chair, "overseer": of.overseer, "analyst": of.here.seat}

    for name, seat in by.items():
        if name in allowed:
            assert of.let_go(audience, seat).audience == audience
        else:
            with pytest.raises(BadInput, match="This build is released by"):
                of.let_go(audience, seat)


@pytest.mark.django_db
def test_a_build_is_released_once_and_stays_as_it_was(of: Signing) -> None:
    of.sign()

    first, again = of.let_go(Audience.PARTNER), of.let_go(Audience.PARTNER, of.lead)

    assert first == again
    assert digest_of(first.document) == first.sha256
    document = document_in(first.document)
    assert document.version == "Edition 1"
    assert {"Signed by the police lead", "Signed by the board"} <= dict(document.details).keys()


@pytest.mark.django_db
def test_an_issued_profile_stands_in_the_place_of_the_one_before(of: Signing) -> None:
    of.sign()
    of.let_go(Audience.PARTNER)
    of.move(of.here.seat, "issued")
    later = begin_profile(of.here, of.about.document.ranking, previous=of.now)
    second = Signing(of.here, later, of.lead, of.chair, of.overseer)
    second.sign()
    second.let_go(Audience.PARTNER)
    second.move(of.here.seat, "issued")

    assert of.now.state == "superseded"
    browser = of.here.analysts_browser
    assert "A later profile was issued." in page(browser, of.at)
    assert "As released" in page(browser, f"{of.at}builds/")


@pytest.mark.django_db
def test_the_page_says_who_may_take_each_step(of: Signing) -> None:
    told = page(signed_in(of.chair.person), of.at)
    assert "For: the analyst" in told

    of.move(of.here.seat, "draft")
    of.move(of.here.seat, "sanitisation")
    enter_href = f"{of.at}move/sanitisation/signed_police/"
    assert enter_href in page(signed_in(of.lead.person), of.at)
    assert enter_href not in page(signed_in(of.chair.person), of.at)


@pytest.mark.django_db
def test_signing_through_its_page(of: Signing) -> None:
    enter(of, "gaps")
    of.move(of.here.seat, "draft")
    of.move(of.here.seat, "sanitisation")
    browser = signed_in(of.lead.person)

    answer = browser.post(f"{of.at}move/sanitisation/signed_police/", {"why": ""}, follow=True)

    assert "It now says: Signed by the police lead." in answer.content.decode()
    edition = current_edition(of.now)
    assert edition is not None
    released = signed_in(of.chair.person)
    released.post(f"{of.at}move/signed_police/signed_board/", {"why": ""})
    unseen = released.post(f"{of.at}builds/release/partner/", {"edition": str(edition.pk)})
    assert "I have looked at what this build holds" in unseen.content.decode()
    sent = {"edition": str(edition.pk), "seen": "on"}
    answer = released.post(f"{of.at}builds/release/partner/", sent, follow=True)
    assert "The build was released." in answer.content.decode()
