"""Takes a profile away: a draft as it stands, or a build that was released, written as a file."""

from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.audiences import Audience
from commonground.documents.contents.builds import Build
from commonground.rooms.assessment.exporting import KINDS, Taken, own_template, written
from commonground.rooms.audit.recording import Actor, action, record
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.profile.building import built, document_of
from commonground.rooms.profile.editions import document_in
from commonground.rooms.profile.models import Edition, Profile, Release
from commonground.rooms.profile.rules import Verb, check_may_do


def builds(by: Seat, about: Profile, edition: Edition | None) -> list[Build]:
    """Return each build of what was signed, or without an edition of the profile as it stands."""
    check_may_do(by.roles, Verb.SEE_BUILDS)
    document = (
        document_in(edition.document) if edition else document_of(by, about, timezone.localdate())
    )
    return built(by.partnership, document, Audience)


@action
def take_draft(*, by: Seat, about: Profile, audience: Audience, kind: str) -> Taken:
    """Return a build of a profile as it stands, released or not. That it was taken is recorded."""
    check_may_do(by.roles, Verb.WRITE_PROFILES)
    document = document_of(by, about, timezone.localdate())
    (build,) = built(by.partnership, document, [audience])
    made = written(build.document, KINDS[kind], own_template(about.partnership_id))
    name = f"local-profile-draft-{audience}-{build.document.marking}.{kind}"
    told = {"file": name, **made.told, "left_out": len(build.left_out)}
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after=told,
    )  # fmt: skip
    return Taken(name, KINDS[kind].type, made.held)


@action
def take_release(*, by: Seat | Holder, about: Release, kind: str) -> Taken:
    """Return a build as it was released, for a seat or whoever holds a link to it."""
    if isinstance(by, Seat):
        check_may_do(by.roles, Verb.SEE_BUILDS)
    document = document_in(about.document)
    profile = about.edition.profile
    made = written(document, KINDS[kind], own_template(profile.partnership_id))
    name = f"local-profile-{about.edition.number}-{about.audience}-{document.marking}.{kind}"
    _record(by.actor, about, {"file": name, "sha256": sha256(made.held).hexdigest()})
    return Taken(name, KINDS[kind].type, made.held)


def _record(by: Actor, about: Release, told: dict[str, object]) -> None:
    record(
        partnership_id=about.edition.profile.partnership_id, by=by, verb=_noop("took away"),
        about=about, after=told,
    )  # fmt: skip
