"""Every write to a partnership's Word templates: which are kept, and which one is in use."""

from hashlib import sha256
from pathlib import PurePath

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _noop

from commonground.documents.word.trying import tried
from commonground.rooms.assessment.models import TEMPLATE_NAME_LENGTH, WordTemplate
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.visible import unseen_in

_LONGEST_ENDING = 10


def keep_template(*, by: Seat, name: str, held: bytes) -> WordTemplate:
    """Keep a Word file as the template of the documents from now on.

    BadInput says in one sentence why it can be none. A file that is kept already is used again.
    """
    check_may_do(by.roles, Verb.CHOOSE_TEMPLATE)
    # before anything is locked: a document is written in it, which takes a moment
    tried(held)
    return _keep(by=by, name=_plain(name), held=held)


def use_template(*, by: Seat, about: WordTemplate) -> WordTemplate:
    """Use a template that was kept before, after trying it again: this release may ask for more."""
    return keep_template(by=by, name=about.name, held=bytes(about.held))


@action
def set_aside(*, by: Seat, about: WordTemplate) -> None:
    """Take a template out of use: documents are written in ours. It stays, and can be used again.

    One that another has taken the place of meanwhile is out of use already.
    """
    _lock(by)
    current = _kept(by).get(pk=about.pk)
    if current.is_used:
        _change(by, current, is_used=False)


@action
def _keep(*, by: Seat, name: str, held: bytes) -> WordTemplate:
    _lock(by)
    digest = sha256(held).hexdigest()
    there = _kept(by).filter(sha256=digest).first()
    if there is None:
        return _add(by, name, held, digest)
    if not there.is_used:
        _use_none(by)
        _change(by, there, is_used=True)
    return there


def _add(by: Seat, name: str, held: bytes, digest: str) -> WordTemplate:
    _use_none(by)
    made = WordTemplate(
        partnership=by.partnership, name=name, held=held, size=len(held), sha256=digest,
        added_by=by.person,
    )  # fmt: skip
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made),
    )  # fmt: skip
    return made


def _lock(by: Seat) -> None:
    """Let whoever chooses a template wait for each other: one is in use, or none."""
    check_may_do(by.roles, Verb.CHOOSE_TEMPLATE)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _kept(by: Seat) -> QuerySet[WordTemplate]:
    return WordTemplate.objects.filter(partnership=by.partnership).defer("held")


def _use_none(by: Seat) -> None:
    for one in _kept(by).filter(is_used=True):
        _change(by, one, is_used=False)


def _change(by: Seat, current: WordTemplate, *, is_used: bool) -> None:
    before = _told(current)
    current.is_used = is_used
    current.version += 1
    current.save(update_fields=["is_used", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=_told(current),
    )  # fmt: skip


def _told(template: WordTemplate) -> dict[str, object]:
    """Return what the record says of a template: its digest, not the file itself."""
    return {
        "name": template.name, "size": template.size, "sha256": template.sha256,
        "is_used": template.is_used,
    }  # fmt: skip


def _plain(name: str) -> str:
    """Return the name of a file without its folder and what cannot be seen in it."""
    own = name.replace("\\", "/").rpartition("/")[2]
    path = PurePath("".join(one for one in own if not unseen_in(one)) or "template")
    return path.stem[: TEMPLATE_NAME_LENGTH - _LONGEST_ENDING] + path.suffix[:_LONGEST_ENDING]
