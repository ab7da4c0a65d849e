"""Every write to comments: said, answered and settled by name, and never deleted."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.assessment import comment_access
from commonground.rooms.assessment.models import COMMENT_LENGTH, Block, Comment
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile


@action
def comment_on(*, by: Seat, about: Block, text: str) -> Comment:
    """Begin a thread about a block as it reads now. What was issued can still be commented on."""
    check_may_do(by.roles, Verb.COMMENT)
    current = Block.objects.select_for_update().get(pk=about.pk)
    if current.is_removed:
        raise BadInput(_("This block was taken out. It takes no more comments."))
    return _said(by, Comment(block=current, revision=current.revision, text=text))


@action
def answer_comment(*, by: Seat, about: Comment, text: str) -> Comment:
    """Answer in an open thread; BadInput where it was settled meanwhile."""
    check_may_do(by.roles, Verb.COMMENT)
    begun = _locked(about)
    if begun.settled_at is not None:
        raise BadInput(_("This was settled meanwhile. Write a new comment instead."))
    begun.version += 1
    begun.save(update_fields=["version"])
    return _said(
        by, Comment(block=begun.block, answers_to=begun, revision=begun.block.revision, text=text)
    )


@action
def settle_comment(*, by: Seat, about: Comment, version: int) -> Comment:
    """Settle a thread as it was read; ChangedMeanwhile where somebody answered since.

    Settling what is settled already leaves it with whoever was first.
    """
    begun = _locked(about)
    if not comment_access.may_settle(by, begun):
        check_may_do(by.roles, Verb.SETTLE_COMMENTS)
    if begun.settled_at is not None:
        return begun
    if begun.version != version:
        raise ChangedMeanwhile(begun)
    before = _told(begun)
    begun.settled_by, begun.settled_at = by.person, timezone.now()
    begun.version += 1
    begun.save(update_fields=["settled_by", "settled_at", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("settled"), about=begun,
        before=before, after=_told(begun),
    )  # fmt: skip
    return begun


def _locked(about: Comment) -> Comment:
    found = Comment.objects.select_for_update(of=("self",)).select_related("block")
    return found.get(pk=about.pk)


def _said(by: Seat, made: Comment) -> Comment:
    made.text, made.by = made.text.replace("\r\n", "\n").strip(), by.person
    if not made.text:
        raise BadInput(_("Write what you want to say."))
    if len(made.text) > COMMENT_LENGTH:
        most = f"{COMMENT_LENGTH:,}"
        raise BadInput(_("A comment is at most %(most)s characters long.") % {"most": most})
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made),
    )  # fmt: skip
    return made


def _told(one: Comment) -> dict[str, object]:
    """Return what the record says of a comment: not its words, which stand here for good."""
    told = facts(one)
    del told["text"]
    return told
