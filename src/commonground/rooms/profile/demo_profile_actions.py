"""Writes, signs, releases and sends out the profile of the invented partnership."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from commonground.documents.contents.audiences import Audience
from commonground.documents.markings import OFFICIAL
from commonground.reference.demo import demo_path
from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.assessment.actions import write_text
from commonground.rooms.assessment.models import Kind
from commonground.rooms.audit.recording import action
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.actions import change_partnership
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.models import Plan
from commonground.rooms.profile.distributing_actions import acknowledge, address, note_sent
from commonground.rooms.profile.entry_actions import (
    add_entry,
    confirm_entry,
    hold_section,
    plan_advice,
)
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import Advice, Entry, Judgement, Profile, Release
from commonground.rooms.profile.profile_access import current_edition, profile
from commonground.rooms.profile.profile_actions import (
    ProfileFields,
    begin,
    move_on,
    release,
    withhold,
)
from commonground.rooms.profile.threats import threat_id
from commonground.rooms.ranking.models import Ranking

TEMPLATE = "partnership-2025"
LEAD = "Senior police lead (invented)"
CHAIR = "Independent chair (invented)"
OVERSEER = "Office of the commissioner (invented)"
RECIPIENTS, READERS = 12, 9
STEPS = ("data_requested", "data_in", "analysis", "draft", "partner_check", "sanitisation")


@action
def fill_profile(*, by: Seat, today: date) -> Profile | None:
    """Write a whole profile, sign it, release its builds, and have most recipients read it."""
    ranking = Ranking.objects.filter(closing__round__partnership=by.partnership).first()
    if ranking is None:
        return None
    with demo_path("profile").open("rb") as file:
        held = tomllib.load(file)
    made = begin(
        by=by, ranking=ranking, template=TEMPLATE,
        fields=ProfileFields(
            held["title"], held["author"], today - timedelta(days=50),
            today + timedelta(days=330), held["dpia"],
        ),
    )  # fmt: skip
    _write(by, made, held)
    _enter(by, made, held, today)
    withhold(by=by, said="Operation Larkspur", why="An operation (invented)")
    _sign(by, made)
    _refresh(by, ranking, held, today, profile(by, made.pk))
    return made


def _refresh(
    by: Seat, ranking: Ranking, held: Mapping[str, Any], today: date, earlier: Profile
) -> None:
    """Begin the next profile: a section still holds, another is written anew, a gap is new."""
    later = begin(
        by=by, ranking=ranking, template=TEMPLATE, previous=earlier,
        fields=ProfileFields(
            held["next_title"], held["author"], today, today + timedelta(days=365)
        ),
    )  # fmt: skip
    _move(by, later, "draft")
    outline = assessment_access.outline(later.document)
    sections = {one.key: one for one in outline.sections if not one.subject}
    hold_section(by=by, about=later, section_id=sections["context"].pk)
    (block,) = (one for one in outline.standing(sections["tension"]) if one.kind == Kind.TEXT)
    write_text(
        by=by, about=block, version=block.version, text=held["next_tension"],
        marking=block.marking,
    )  # fmt: skip
    (first, *_others) = Judgement.objects.filter(profile=later).order_by("number")
    confirm_entry(by=by, about=first)
    add_entry(by=by, about=later, kind=KINDS["gaps"], values=held["next_gap"])


def _write(by: Seat, about: Profile, held: Mapping[str, Any]) -> None:
    outline = assessment_access.outline(about.document)
    sections = {one.pk: one for one in outline.sections}
    assessed = {one["threat"] for one in held["findings"] if one["found"] == "assessed"}
    for block in outline.blocks:
        section = sections[block.section_id]
        if block.kind != Kind.TEXT:
            continue
        if section.subject and threat_id(about.threat_picture, section.subject) not in assessed:
            continue
        said = held["threat_texts" if section.subject else "texts"].get(section.key, "")
        is_free = not block.content or section.key == "ranked_priorities"
        if said and is_free:
            write_text(by=by, about=block, version=block.version, text=said, marking=block.marking)


def _enter(by: Seat, about: Profile, held: Mapping[str, Any], today: date) -> None:
    agencies = list(Agency.objects.filter(partnership=by.partnership, parent=None).order_by("name"))
    judgements: list[Entry] = []
    for kind in KINDS.values():
        for number, one in enumerate(held[kind.id]):
            values = {"marking": OFFICIAL, **one}
            if kind.id in ("gaps", "responses"):
                values["agency"] = agencies[number % len(agencies)].pk
            if kind.id == "gaps":
                values["due_on"] = today + timedelta(days=values.pop("due_in"))
            if at := values.pop("judgement", 0):
                values["judgement"] = judgements[at - 1].pk
            made = add_entry(by=by, about=about, kind=kind, values=values)
            if kind.id == "judgements":
                judgements.append(made)
            _plan(by, made)


def _plan(by: Seat, made: object) -> None:
    """Take the recommendations that rest on a judgement into the plan."""
    plan = Plan.objects.filter(partnership=by.partnership).order_by("made_at").first()
    if plan is not None and isinstance(made, Advice) and made.judgement_id:
        plan_advice(by=by, about=made, plan=plan)


def _sign(by: Seat, about: Profile) -> None:
    lead = _seat(by, LEAD, Role.MEMBER, "police-lead@example.invalid")
    chair = _seat(by, CHAIR, Role.CHAIR, "board-chair@example.invalid")
    overseer = _seat(by, OVERSEER, Role.OVERSEER, "commissioner@example.invalid")
    here = by.partnership
    by.partnership.refresh_from_db()
    change_partnership(
        by=by, version=here.version, name=here.name, area=here.area, board_kind=here.board_kind,
        chair=_member(chair), police_lead=_member(lead),
    )  # fmt: skip
    for one in (by, lead, chair):
        one.partnership.refresh_from_db()
    for to in STEPS:
        _move(by, about, to)
    _move(lead, about, "signed_police")
    _move(chair, about, "signed_board")
    _move(overseer, about, "noted", "Noted by the commissioner (invented)")
    released = {one: _release(chair, about, one) for one in Audience}
    _move(by, about, "issued")
    _send(by, released[Audience.PARTNER])
    _move(by, about, "public_issued")
    _move(by, about, "plan_live")


def _seat(by: Seat, name: str, role: Role, email: str) -> Seat:
    police = Agency.objects.filter(partnership=by.partnership, name__contains="Police").first()
    made = add_member(
        by=by, name=name, email=email, agency=police if role is Role.MEMBER else None,
        roles=frozenset({role}),
    )  # fmt: skip
    return Seat(made.person, by.partnership, frozenset({role}))


def _member(of: Seat) -> Membership:
    found: Membership = of.partnership.memberships.get(person=of.person)
    return found


def _move(by: Seat, about: Profile, to: str, why: str = "") -> None:
    now = profile(by, about.pk)
    move_on(by=by, about=now, before=now.state, to=to, why=why)


def _release(by: Seat, about: Profile, audience: Audience) -> Release:
    now = profile(by, about.pk)
    edition = current_edition(now)
    assert edition is not None
    return release(by=by, about=now, audience=audience, edition=edition)


def _send(by: Seat, about: Release) -> None:
    """Put some people on the list, as if each had an e-mail; most of them have read it."""
    members = people_access.reachable(by).exclude(agency=None).order_by("agency__name", "pk")
    chosen = [one.pk for one in members[:RECIPIENTS]]
    for number, one in enumerate(address(by=by, about=about, members=chosen)):
        note_sent(by=by, about=one.recipient)
        if number < READERS and one.recipient.link is not None:
            acknowledge(by=Holder(one.recipient.link))
