"""Whatever somebody answers, nobody else is shown anything else by it before it is shown to all.

One assessor's answers are given, everything that the others can come to is kept, and the answers
are undone; then others are given in their place. Pages, files, programs, letters and the parts of
pages that ask for themselves anew must be the same, byte for byte.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from marked_pages import pages_from
from meetings_here import Met, planned
from people_here import Here, signed_in, text_of
from programs_here import program
from rounds_here import CRITERIA, ready_round

from commonground.rooms.consultation.models import Kind, Round, ScoredInRoom
from commonground.rooms.consultation.sending_actions import write_message
from commonground.rooms.people.models import Person
from commonground.rooms.people.roles import Role

pytestmark = pytest.mark.same_on_postgresql

Seen = dict[str, str]
"""What was shown, by who looked and where."""

SUBMISSION = str(uuid4())
ANSWERS = {
    "the lowest level": {f"score-{one}": "0" for one in CRITERIA},
    "the highest level": {f"score-{one}": "4" for one in CRITERIA},
    "cannot say": {f"score-{one}": "x" for one in CRITERIA},
    "a remark beside it": {
        **{f"score-{one}": "0" for one in CRITERIA},
        "remark-impact": "A remark that stands nowhere else",
        "remark": "Another of the issue as a whole",
    },
}
READERS = (Role.ANALYST, Role.CHAIR, Role.OVERSEER, Role.ASSESSOR)
NEW_EACH_TIME = re.compile(
    r"""(?x)
    (?<=name="csrfmiddlewaretoken"\ value=")[^"]+ | (?<=name="submission"\ value=")[^"]+
    | (?<=nonce=")[^"]+ | (?<=/score/)[^/"\s]+ | \b(?:[0-9a-f]{64}|[0-9a-f]{12})\b
    | \d\d?:\d\d(?::\d\d)?
    """
)
"""Secrets of a form and a link, digests that hold the time, and the time."""


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting under way, its first issue before it, and what three assessors opened there."""

    met: Met
    token: str
    """Of the link by which the last one answers."""
    others_token: str
    others_phone: str
    """Where somebody is who joined by the code."""
    page: str
    """Where the last one answers."""


@pytest.fixture
def room(here: Here) -> Room:
    """Return a meeting under way."""
    met = planned(here).start()
    last, first = met.of.assessors[-1], met.of.assessors[0]
    token = met.of.link(last).token
    return Room(met, token, met.of.link(first).token, met.joined(1), f"/score/{token}/1/")


@pytest.fixture
def asking_room(here: Here) -> Room:
    """Return one in which the last assessor was asked in the room alone."""
    of = ready_round(here)
    Round.objects.filter(pk=of.round_id).update(scored_in_room=ScoredInRoom.ALL)
    met = planned(here, of.open())
    last, first = of.assessors[-1], of.assessors[0]
    last.assignments.filter(round_issue__position=1).delete()
    met.start()
    token = of.link(last).token
    phone = f"/take-part/{token}/"
    Client().post(phone)
    asked = Client().post(f"{phone}ask/", {"issue": str(met.issues[0].pk)})["Location"]
    return Room(met, token, of.link(first).token, met.joined(1), asked)


@pytest.fixture
def readers(here: Here) -> Mapping[Role, Person]:
    """Return somebody of each role."""
    return {role: here.with_role(role, name=f"Invented {role.value}") for role in READERS}


@pytest.fixture
def analyst(room: Room) -> Mapping[Role, Person]:
    """Return the analyst alone."""
    return {Role.ANALYST: room.met.here.analyst}


def score(room: Room, answers: Mapping[str, str]) -> None:
    """Let the last assessor answer about the first issue."""
    sent = {"submission": SUBMISSION, **answers}
    assert Client().post(room.page, sent).status_code == 302


def what_others_see(room: Room, readers: Mapping[Role, Person]) -> Seen:
    """Return everything that anybody but the last assessor can come to."""
    found = room.met
    seen: Seen = {}
    for role, person in readers.items():
        browser = signed_in(person)
        for kind, page in pages_from(browser, "/", f"{found.of.at}paper/", f"{found.at}lead/"):
            # an account is nobody else's, and holds secrets that are made anew each time
            if not kind.startswith("/account/"):
                seen[f"{role}: {kind}"] = page
        for place in FILES:
            answer = browser.get(place.format(of=found.of.at, at=found.at, p=partnership(found)))
            seen[f"{role}: {place}"] = f"{answer.status_code} {answer.headers.get('ETag')} " + (
                text_of(answer) if "text" in answer.headers.get("Content-Type", "") else ""
            )
    seen |= _by_link(room) | _by_program(found, readers) | _by_letter(found)
    return {where: NEW_EACH_TIME.sub("", page) for where, page in seen.items()}


FILES = (
    "{p}issues/export/issues.csv", "{of}ranking/", "{of}ranking/files/", "{of}ranking/matrix/",
    "{of}ranking/pack/download/", "{of}ranking/table/download/", "{at}screen/now/", "{at}lead/now/",
    "{at}next/", "{at}agree/", "{p}audit/", "{p}themes/remarks/",
)  # fmt: skip


def partnership(found: Met) -> str:
    return f"/p/{found.here.partnership.pk}/"


def _by_link(room: Room) -> Seen:
    """Return what other assessors see by their own links, at home and in the room."""
    seen: Seen = {}
    token, phone = room.others_token, room.others_phone
    for place in (f"/score/{token}/", f"/take-part/{token}/", phone):
        for kind, page in pages_from(Client(), place):
            seen[f"by link: {kind}"] = page
    answer = Client().get(f"{phone}now/")
    seen["by link: now"] = f"{answer.status_code} {text_of(answer)}"
    return seen


def _by_program(found: Met, readers: Mapping[Role, Person]) -> Seen:
    """Return what programs are answered that act for somebody of each role."""
    at = f"/partnerships/{found.here.partnership.pk}/rounds"
    one = f"{at}/{found.of.round_id}"
    issue = f"{one}/issues/{found.issues[0].pk}"
    places = (
        at, one, f"{one}/issues", f"{one}/assessors", f"{one}/coverage", f"{one}/progress",
        f"{one}/closing", f"{one}/my-issues", f"{issue}/scores", f"{one}/ranking",
        f"{one}/ranking/decisions", f"{one}/ranking/standing", f"{one}/contested",
        f"{one}/letters", f"{issue}/agreed",
    )  # fmt: skip
    seen: Seen = {}
    for role, person in readers.items():
        by = program(found.here, person)
        for place in places:
            answer = by.get(place)
            seen[f"program of {role}: {place}"] = f"{answer.status_code} {text_of(answer)}"
    return seen


def _by_letter(found: Met) -> Seen:
    """Return what the letters say that go to the others."""
    mail.outbox.clear()
    write_message(by=found.here.seat, about=found.of.round, assessor=found.of.assessors[0],
                  kind=Kind.INVITATION)  # fmt: skip
    found.here.analysts_browser.post(f"{found.of.at}remind/", {"own_words": ""})
    found.here.analysts_browser.post(f"{found.of.at}invite/", {"own_words": ""})
    last = found.of.assessors[-1].membership.person.email
    letters = [one for one in mail.outbox if one.to != [last]]
    return {f"letter to {one.to}": f"{one.subject} {one.body}" for one in letters}


def seen_after(room: Room, readers: Mapping[Role, Person], answers: Mapping[str, str]) -> Seen:
    """Return what others see after an assessor has answered, and undo it all."""
    with transaction.atomic():
        if answers:
            score(room, answers)
        seen = what_others_see(room, readers)
        transaction.set_rollback(True)
    return seen


def test_what_somebody_answers_is_seen_nowhere_before_it_is_shown(
    room: Room, readers: Mapping[Role, Person]
) -> None:
    first, *others = ANSWERS
    before = seen_after(room, readers, ANSWERS[first])

    for name in others:
        after = seen_after(room, readers, ANSWERS[name])
        differ = {where for where in before.keys() | after.keys()
                  if before.get(where) != after.get(where)}  # fmt: skip
        assert differ == set(), name
    assert len(before) > 100


def test_what_somebody_answers_who_was_asked_in_the_room_is_seen_nowhere_either(
    asking_room: Room, readers: Mapping[Role, Person]
) -> None:
    seen = [seen_after(asking_room, readers, one) for one in ANSWERS.values()]

    for name, after in zip(ANSWERS, seen, strict=True):
        differ = {where for where in after if seen[0].get(where) != after[where]}
        assert (differ, after.keys()) == (set(), seen[0].keys()), name


def test_that_somebody_answered_is_seen_so_the_test_above_can_fail(
    room: Room, analyst: Mapping[Role, Person]
) -> None:
    without = seen_after(room, analyst, {})
    with_it = seen_after(room, analyst, ANSWERS["the lowest level"])

    differ = {where for where in without if without[where] != with_it.get(where)}

    assert any(where.endswith("/progress") for where in differ)
    assert any("/audit/" in where for where in differ)


def test_what_is_revealed_is_seen_so_the_test_above_can_fail(
    room: Room, analyst: Mapping[Role, Person]
) -> None:
    seen = []
    for name in ("the lowest level", "the highest level"):
        with transaction.atomic():
            score(room, ANSWERS[name])
            room.met.reveal()
            seen.append(what_others_see(room, analyst))
            transaction.set_rollback(True)

    differ = {where for where in seen[0] if seen[0][where] != seen[1].get(where)}

    assert any(where.startswith("by link") for where in differ)
    assert any(where.endswith("/scores") for where in differ)
