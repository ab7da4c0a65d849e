"""Keeping what shows that something was done: a link, or a small file."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Holder
from commonground.rooms.people.member_actions import held_member
from commonground.rooms.people.models import Purpose
from commonground.rooms.plan.action_actions import keep, locked
from commonground.rooms.plan.checking import one_line
from commonground.rooms.plan.evidence_files import KeptFile
from commonground.rooms.plan.log_actions import By, enter
from commonground.rooms.plan.models import NAME_LENGTH, Action, Evidence, Kind, Via
from commonground.rooms.plan.progress_actions import check_may_say

_LONGEST_LINK = 1000


@action
def keep_evidence(
    *, by: By, about: Action, name: str, url: str = "", file: KeptFile | None = None
) -> Evidence:
    """Keep evidence of an action, with a row in its log.

    The same file or link under the same name is the evidence that there is. BadInput where there is
    neither a link nor a file.
    """
    via = _check_may(by, about)
    current = locked(by, about)
    called = one_line(name, NAME_LENGTH, _("Say what it shows."))
    address = _address(url)
    if not address and file is None:
        raise BadInput(_("Give a link or choose a file."))
    digest = file.sha256 if file else ""
    there = Evidence.objects.filter(action=current, name=called, url=address, sha256=digest)
    if (found := there.defer("content").first()) is not None:
        return found
    keep(current)
    entry = enter(by, current, Kind.CHANGED, via=via, after={"evidence": called})
    made = Evidence(
        action=current, entry=entry, name=called, url=address,
        file_name=file.name if file else "", content=file.content if file else b"",
        sha256=digest, size=len(file.content) if file else 0,
    )  # fmt: skip
    made.save(force_insert=True)
    # the digest stands for what is in the file
    held = {field: value for field, value in facts(made).items() if field != "content"}
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made, after=held
    )
    return made


def _check_may(by: By, about: Action) -> Via:
    if isinstance(by, Holder):
        held_member(by=by, purpose=Purpose.ANSWER)
        return Via.LINK
    check_may_say(by, about)
    return Via.PAGE


def _address(url: str) -> str:
    typed = url.strip()
    if not typed:
        return ""
    try:
        URLValidator(schemes=["https", "http"])(typed)
    except ValidationError:
        raise BadInput(_("A link begins with https:// and has no spaces.")) from None
    if len(typed) > _LONGEST_LINK:
        raise BadInput(_("The link is too long: at most 1,000 characters."))
    return typed
