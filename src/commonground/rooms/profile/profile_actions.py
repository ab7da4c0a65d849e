"""Beginning a profile, moving it from state to state, signing it and releasing its builds."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.assessment.templates import DocumentKind, templates_of
from commonground.documents.contents import Document
from commonground.documents.contents.audiences import Audience, rule_for
from commonground.documents.profile.governance import Move, governance, may_move
from commonground.documents.words import day
from commonground.errors import BadInput
from commonground.rooms.assessment.carrying_actions import carry_over, put_lock
from commonground.rooms.assessment.starting_actions import begin as begin_document
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.checking import one_line, words
from commonground.rooms.profile.building import built, document_of
from commonground.rooms.profile.editions import digest_of, document_in, text_of
from commonground.rooms.profile.entry_actions import carry_entries, open_profile
from commonground.rooms.profile.models import (
    NAME_LENGTH,
    Edition,
    MoveMade,
    Profile,
    Release,
    Withheld,
)
from commonground.rooms.profile.parties import PARTIES, Hand
from commonground.rooms.profile.profile_access import current_edition
from commonground.rooms.profile.rules import Verb, check_may_do
from commonground.rooms.profile.threats import labelled, threats
from commonground.rooms.ranking.models import Ranking

SUPERSEDED, ISSUED = "superseded", "issued"
STILL_STANDS = ("issued", "public_issued", "plan_live", "quarterly_review")


@dataclass(frozen=True, slots=True)
class ProfileFields:
    """What can be said of a profile."""

    title: str
    author: str
    data_until: date
    review_on: date
    dpia: str = ""


@action
def begin(
    *, by: Seat, ranking: Ranking, template: str, fields: ProfileFields,
    previous: Profile | None = None,
) -> Profile:  # fmt: skip
    """Begin a profile from a frozen ranking, with what still may hold of the profile before."""
    check_may_do(by.roles, Verb.WRITE_PROFILES)
    chosen = templates_of(DocumentKind.PROFILE).get(template)
    if chosen is None:
        raise BadInput(_("Choose one of the templates that are offered."))
    _check_days(fields)
    picture = chosen.threat_picture
    text = begin_document(
        by=by, ranking=ranking, template=chosen, title=fields.title, author=fields.author,
        threats=[labelled(picture, one) for one in threats(picture)],
    )  # fmt: skip
    made = Profile(
        partnership=by.partnership, document=text, threat_picture=picture,
        state=governance().first, previous=previous, data_until=fields.data_until,
        review_on=fields.review_on, dpia=words(fields.dpia)[:NAME_LENGTH], made_by=by.person,
    )  # fmt: skip
    made.save(force_insert=True)
    carried = 0
    if previous is not None:
        carry_over(by=by, about=text, earlier=previous.document)
        carried = carry_entries(by, made, previous)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after={**facts(made), "title": text.title, "carried": carried},
    )  # fmt: skip
    return made


@action
def change(*, by: Seat, about: Profile, version: int, fields: ProfileFields) -> Profile:
    """Change what the control page says of a profile."""
    current = open_profile(by, about)
    _check_days(fields)
    before = facts(current)
    current.data_until, current.review_on = fields.data_until, fields.review_on
    current.dpia = words(fields.dpia)[:NAME_LENGTH]
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


def _check_days(fields: ProfileFields) -> None:
    if fields.data_until > timezone.localdate():
        raise BadInput(_("The data cannot be of a day that is yet to come."))
    if fields.review_on <= fields.data_until:
        raise BadInput(_("The next review is after the day that the data are of."))


@action
def move_on(*, by: Seat, about: Profile, before: str, to: str, why: str = "") -> MoveMade:
    """Move a profile from the state that was seen to another, by the rules of governance.

    The digest of the document, as it stands, is kept with the move. Signing as police lead freezes
    the document: what is released comes from that. BadInput says who may, or what is missing.
    """
    check_may_do(by.roles, Verb.MOVE_PROFILES)
    current = Profile.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    last = current.moves.order_by("-number").first()
    if last and (last.before, last.after, last.by_id) == (before, to, by.person.pk):
        return last
    if current.state != before:
        raise BadInput(_("Somebody moved the profile on meanwhile. Look at it again."))
    move = governance().move(before, to)
    if move is None:
        raise BadInput(_("That is no step from where the profile is."))
    said = words(why)
    check_move(Hand(by, current), move)
    if move.needs_reason and not said:
        raise BadInput(_("Enter why."))
    sha256 = _frozen(by, current, move)
    return _moved(by, current, to, said, sha256)


def check_move(hand: Hand, move: Move) -> None:
    """Raise BadInput unless somebody may make a move now: who they are, and what it needs."""
    if not may_move(move, hand.parties):
        raise BadInput(_("This step is for: %(who)s.") % {"who": who_told(move)})
    if move.is_by_another_hand and hand.wrote:
        raise BadInput(_("You wrote in this profile, so somebody else signs it."))
    if move.is_by_another_hand and not move.freezes and hand.signed:
        raise BadInput(_("You have signed this profile already, so somebody else signs it now."))
    for audience in move.needs:
        if audience.value not in hand.released:
            raise BadInput(
                _("Release the build first: %(build)s.") % {"build": _(rule_for(audience).title)}
            )


def who_told(move: Move) -> str:
    """Return who may make a move, in words."""
    return ", ".join(str(PARTIES[one]) for one in sorted(move.by))


@action
def release(*, by: Seat, about: Profile, audience: Audience, edition: Edition) -> Release:
    """Release a build of what was signed. The same build is released once."""
    check_may_do(by.roles, Verb.MOVE_PROFILES)
    current = Profile.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    check_release(Hand(by, current), audience)
    signed = current_edition(current)
    if signed is None or signed.pk != edition.pk:
        raise BadInput(_("Another edition was signed meanwhile. Look at it again."))
    if found := signed.releases.filter(audience=audience.value).first():
        return found
    (build,) = built(by.partnership, _as_signed(current, signed), [audience])
    text = text_of(build.document)
    made = Release(
        edition=signed, audience=audience.value, document=text, sha256=digest_of(text), by=by.person
    )
    made.save(force_insert=True)
    told = {"audience": audience.value, "sha256": made.sha256, "edition": signed.number,
            "left_out": len(build.left_out)}  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("released"), about=made,
        after=told,
    )  # fmt: skip
    return made


def _as_signed(about: Profile, signed: Edition) -> Document:
    """Return what was signed, with which edition it is and when it was signed by whom."""
    states = governance().states
    found = [
        one for one in about.moves.order_by("number")
        if one.at >= signed.at and states[one.after].is_locked
    ]  # fmt: skip
    rows = [(states[one.after].label, day(localdate(one.at))) for one in found]
    document = document_in(signed.document)
    return replace(
        document,
        version=f"Edition {signed.number}",
        details=(*document.details, *rows, ("Digest of what was signed", signed.sha256)),
    )


def check_release(hand: Hand, audience: Audience) -> None:
    """Raise BadInput unless somebody may release a build now."""
    rule = governance().releases[audience]
    if hand.about.state not in rule.sources:
        raise BadInput(_("A build is released once the board has signed."))
    if rule.by.isdisjoint(hand.parties):
        who = ", ".join(str(PARTIES[one]) for one in sorted(rule.by))
        raise BadInput(_("This build is released by: %(who)s.") % {"who": who})


@action
def withhold(*, by: Seat, said: str, why: str = "") -> Withheld:
    """Keep words out of every public build that is made from now on."""
    check_may_do(by.roles, Verb.WITHHOLD)
    held = one_line(said, NAME_LENGTH, _("Enter the words."))
    found = Withheld.objects.filter(partnership=by.partnership, words__iexact=held, is_ended=False)
    if same := found.first():
        return same
    made = Withheld(partnership=by.partnership, words=held, why=" ".join(why.split())[:NAME_LENGTH],
                    by=by.person)  # fmt: skip
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def withhold_no_more(*, by: Seat, about: Withheld) -> Withheld:
    """Let words stand in public builds again."""
    check_may_do(by.roles, Verb.WITHHOLD)
    current = Withheld.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    before = facts(current)
    current.is_ended = True
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=_noop("ended"),
    )  # fmt: skip
    return current


def _frozen(by: Seat, current: Profile, move: Move) -> str:
    """Return the digest of the document as it stands, kept as an edition where the move says so."""
    edition = current_edition(current)
    if governance().states[current.state].is_locked and edition is not None:
        return edition.sha256
    text = text_of(document_of(by, current, timezone.localdate()))
    if move.freezes:
        last = current.editions.aggregate(last=Max("number"))["last"] or 0
        Edition.objects.create(
            profile=current, number=last + 1, document=text, sha256=digest_of(text)
        )
    return digest_of(text)


def _moved(by: Seat, current: Profile, to: str, why: str, sha256: str) -> MoveMade:
    before = facts(current)
    last = current.moves.aggregate(last=Max("number"))["last"] or 0
    made = MoveMade.objects.create(
        profile=current, number=last + 1, before=current.state, after=to, why=why, sha256=sha256,
        by=by.person,
    )  # fmt: skip
    current.state = to
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=_noop("moved"),
    )  # fmt: skip
    put_lock(by=by, about=current.document, is_locked=governance().states[to].is_locked)
    earlier = current.previous
    if to == ISSUED and earlier is not None and earlier.state in STILL_STANDS:
        locked = Profile.objects.select_for_update().get(pk=earlier.pk)
        edition = current_edition(locked)
        told = _("A later profile was issued.")
        _moved(by, locked, SUPERSEDED, told, edition.sha256 if edition else "")
    return made
