"""Takes people out of a round that runs, with the reason: an assessor, or all of an agency."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action, record
from commonground.rooms.consultation.actions import locked
from commonground.rooms.consultation.models import Assessor, Round
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat


@action
def withdraw(*, by: Seat, about: Round, who: Collection[Assessor], reason: str) -> int:
    """Withdraw assessors from a round that is open; return how many had not been already.

    Their scores of this stage count no more, and are kept. BadInput without a reason, for nobody,
    or where the round is not open.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    # as scores do, so that none is on its way
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about)
    if not current.is_open:
        raise BadInput(_("People withdraw from a round while it is open."))
    if not reason.strip():
        raise BadInput(_("Enter why: it is kept in the record of the round."))
    wanted = Assessor.objects.filter(round=current, pk__in=[one.pk for one in who])
    if not wanted:
        raise BadInput(_("Choose somebody who takes part in this round."))
    count = wanted.filter(withdrawn_because="").update(
        withdrawn_because=reason.strip(), withdrawn_in=current.stage
    )
    if count:
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb=_noop("withdrew people from"),
            about=current, after={"assessors": count, "reason": reason.strip()},
        )  # fmt: skip
    return count
