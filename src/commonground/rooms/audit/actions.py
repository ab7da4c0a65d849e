"""What is recorded of the installation itself: that it was copied, and put back."""

from commonground.rooms.audit.models import INSTALLATION, Chain
from commonground.rooms.audit.recording import SYSTEM, Facts, action, record


@action
def record_backup(*, taken: Facts) -> None:
    """Record that a copy of everything was taken."""
    _record("took a backup of", taken)


@action
def record_restore(*, restored: Facts) -> None:
    """Record, after what it restored, that a backup was put back."""
    _record("restored a backup of", restored)


def _record(verb: str, known: Facts) -> None:
    chain, _ = Chain.objects.get_or_create(id=INSTALLATION)
    record(partnership_id=None, by=SYSTEM, verb=verb, about=chain, after=known)
