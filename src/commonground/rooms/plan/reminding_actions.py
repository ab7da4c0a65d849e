"""Writing down what is sent about a plan before it goes, and what became of it after.

Two runs at once meet at the row of the partnership's rules: whoever comes second waits there, and
then finds what the first has written and taken up.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.rooms.audit.recording import Actor, Deed, action, facts, record, record_all
from commonground.rooms.objects import update_all
from commonground.rooms.people.models import Membership, Partnership, PersonalLink, Purpose
from commonground.rooms.people.tokens import hash_of, new_token
from commonground.rooms.plan.models import AskingRules, Posted
from commonground.rooms.plan.reminding import (
    TO_OWNERS,
    Asking,
    Due,
    asking_on,
    counted,
    posted_for,
    still_due,
)

LINK_LASTS = timedelta(days=120)
"""A link to answer outlasts the quarter that it was sent in."""
MOST_TRIES = 3
ON_ITS_WAY = timedelta(minutes=15)
"""How long a letter that was taken up counts as on its way, while nothing is heard of it."""
FAULT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that one member is written on one day, in one e-mail."""

    member: Membership
    due: tuple[Due, ...]

    @property
    def asks(self) -> bool:
        """Whether it goes to an owner, who answers by a link."""
        return any(one.letter in TO_OWNERS for one in self.due)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """An e-mail that this run alone sends, and the secret of its link, which nobody knows again."""

    envelope: Envelope
    posted: tuple[UUID, ...]
    token: str


def envelopes(due: Iterable[Due]) -> list[Envelope]:
    """Return what is due as one e-mail for each member."""
    held: dict[UUID, list[Due]] = {}
    for one in due:
        held.setdefault(one.member.pk, []).append(one)
    return [Envelope(some[0].member, tuple(some)) for some in held.values()]


def would_send(asking: Asking) -> list[Envelope]:
    """Return what a run would send now, and write nothing."""
    if not asking.rules.is_on:
        return []
    posted = posted_for(asking)
    return _free(still_due(asking, posted), posted)


@action
def write_down(*, by: Actor, partnership: Partnership, day: date) -> tuple[Asking, list[Envelope]]:
    """Write a row for all that is due on a day, once; return what is to be sent now.

    Nothing where the partnership's rules are off. What was written and is not due any more is
    marked as needless.
    """
    rules = _locked(partnership)
    asking = asking_on(rules, day)
    if not rules.is_on:
        return asking, []
    posted = posted_for(asking)
    due = still_due(asking, posted)
    rows = {(one.member_id, one.letter, one.key): one for one in posted}
    made = [_row(asking, one) for one in due if one.posted_as not in rows]
    Posted.objects.bulk_create(made, batch_size=500)
    _mark_needless(posted, {one.posted_as for one in due}, day)
    if made:
        told = {letter.value: count for letter, count in counted(due).items() if count}
        record(
            partnership_id=partnership.pk, by=by, verb=_noop("wrote letters by"), about=rules,
            after={"day": day.isoformat(), **told},
        )  # fmt: skip
    return asking, _free(due, posted)


def _free(due: Iterable[Due], posted: Iterable[Posted]) -> list[Envelope]:
    now = timezone.now()
    rows = {(one.member_id, one.letter, one.key): one for one in posted}
    return envelopes(one for one in due if is_free(rows.get(one.posted_as), now))


def is_free(row: Posted | None, now: datetime) -> bool:
    """Return whether a letter may be taken up: not sent, not on its way, not tried too often."""
    if row is None or row.tried_at is None:
        return True
    if row.sent_at is not None or row.tries >= MOST_TRIES:
        return False
    return bool(row.fault) or row.tried_at <= now - ON_ITS_WAY


@action
def take_up(
    *, by: Actor, partnership: Partnership, day: date, some: Sequence[Envelope]
) -> list[TakenUp]:
    """Claim e-mails for this run, each to an owner with a link of its own; skip another run's."""
    _locked(partnership)
    now = timezone.now()
    members = [one.member.pk for one in some]
    found = Posted.objects.filter(partnership=partnership, member__in=members, sent_at=None)
    rows = {
        (one.member_id, one.letter, one.key): one
        for one in found.select_for_update() if is_free(one, now)
    }  # fmt: skip
    mine = [one for one in some if one.due and all(each.posted_as in rows for each in one.due)]
    links = _links(by, partnership, [one.member for one in mine if one.asks], now)
    done, changed = [], []
    for one in mine:
        own = [rows[each.posted_as] for each in one.due]
        link, token = links.get(one.member.pk, (None, ""))
        for row in own:
            row.tried_at, row.tries, row.day, row.link = now, row.tries + 1, day, link
            row.address, row.fault = one.member.person.email or "", ""
        changed += own
        done.append(TakenUp(one, tuple(row.pk for row in own), token))
    update_all(changed, ["tried_at", "tries", "day", "link", "address", "fault"])
    return done


@action
def note_sent(*, taken: TakenUp, fault: str) -> None:
    """Keep what became of one e-mail as soon as it is known: a note, which the run's end records.

    So whoever is killed half way has written twice to one person at most.
    """
    found = Posted.objects.filter(pk__in=taken.posted)
    if fault:
        found.update(fault=fault[:FAULT_LENGTH])
    else:
        found.update(sent_at=timezone.now(), fault="")


@action
def tell_sent(*, by: Actor, rules: AskingRules, sent: int, failed: int) -> None:
    """Record how many e-mails of a run went out, and how many did not."""
    if sent or failed:
        record(
            partnership_id=rules.partnership_id, by=by, verb=_noop("sent letters by"), about=rules,
            after={"sent": sent, "failed": failed},
        )  # fmt: skip


def _locked(partnership: Partnership) -> AskingRules:
    found = AskingRules.objects.select_for_update(of=("self",)).select_related("partnership")
    return found.filter(partnership=partnership).first() or AskingRules(partnership=partnership)


def _row(asking: Asking, due: Due) -> Posted:
    return Posted(
        partnership=asking.partnership, member=due.member, letter=due.letter, key=due.key,
        action=due.action, on=due.on, day=asking.day, address=due.member.person.email or "",
    )  # fmt: skip


def _mark_needless(
    posted: Iterable[Posted], due: Collection[tuple[UUID, str, str]], day: date
) -> None:
    changed = []
    for one in posted:
        is_due = (one.member_id, one.letter, one.key) in due
        if one.sent_at is None and is_due == (one.needless_since is not None):
            one.needless_since = None if is_due else day
            changed.append(one)
    update_all(changed, ["needless_since"])


def _links(
    by: Actor, partnership: Partnership, members: Sequence[Membership], now: datetime
) -> Mapping[UUID, tuple[PersonalLink, str]]:
    """Make a link to answer for each of these members, all in a few writes."""
    made: dict[UUID, tuple[PersonalLink, str]] = {}
    for member in members:
        token = new_token()
        link = PersonalLink(
            membership=member, purpose=Purpose.ANSWER, token_hash=hash_of(token),
            expires_at=now + LINK_LASTS,
        )  # fmt: skip
        made[member.pk] = link, token
    links = [link for link, _token in made.values()]
    PersonalLink.objects.bulk_create(links)
    record_all(
        partnership_id=partnership.pk, by=by,
        deeds=[Deed("made", link, after=facts(link)) for link in links],
    )  # fmt: skip
    return made
