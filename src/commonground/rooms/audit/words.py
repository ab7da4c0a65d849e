"""What the record says, as people read it: entries hold fixed English words, a page translates.

A verb stands between a name and a kind of object. A test holds here every verb that is recorded,
and every field that its model gives no name.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

VERBS = frozenset(
    {
        _noop("added"),
        _noop("changed"),
        _noop("ended"),
        _noop("gave"),
        _noop("made"),
        _noop("named"),
        _noop("used"),
        _noop("linked"),
        _noop("withdrew"),
        _noop("proposed"),
        _noop("made an account as"),
        _noop("let in"),
        _noop("shut out"),
        _noop("took a backup of"),
        _noop("restored a backup of"),
        _noop("signed in as"),
        _noop("signed out as"),
        _noop("failed to sign in as"),
        _noop("failed to sign in with an unknown address to"),
        _noop("failed the second step as"),
        _noop("changed the password of"),
        _noop("set a password for"),
        _noop("reset the password of"),
        _noop("changed the address of"),
        _noop("kept the address of"),
        _noop("unset the unproved password of"),
        _noop("added a second step to"),
        _noop("removed a second step from"),
        _noop("made new recovery codes for"),
        _noop("ended a session of"),
        _noop("connected the organisation's sign-in to"),
        _noop("disconnected the organisation's sign-in from"),
    }
)

FIELDS = {
    "name": _("name"),
    "since": _("since"),
    "until": _("until"),
    "role": _("role"),
    "scope": _("what it may do"),
    "purpose": _("purpose"),
    "person_id": _("person"),
    "membership_id": _("member"),
    "member_id": _("member"),
    "fate": _("what became of it"),
    "sent_at": _("sent at"),
    "is_active": _("account is switched on"),
    "is_operator": _("runs the installation"),
    "is_demo": _("is invented"),
    "made_at": _("made at"),
    "added_at": _("added at"),
    "expires_at": _("lasts until"),
    "used_at": _("used at"),
    "revoked_at": _("withdrawn at"),
    "earlier_id": _("earlier"),
    "later_id": _("later"),
    "issue_id": _("issue"),
    "theme_id": _("theme"),
    "tags": _("tags"),
    "status": _("status"),
    "kind": _("kind"),
}
"""Fields that are recorded, and that no model has a name for."""

KINDS = {
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}
"""What somebody can have as a second step."""
