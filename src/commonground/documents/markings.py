"""The protective marking that everything which leaves bears."""

from commonground.errors import BadInput

OFFICIAL = "OFFICIAL"
OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
MARKINGS = (OFFICIAL, OFFICIAL_SENSITIVE)
"""Nothing above OFFICIAL-SENSITIVE may be handled in this product."""


def check_marking(marking: str) -> None:
    """Raise BadInput for a marking that this product may not carry."""
    if marking not in MARKINGS:
        raise BadInput(f"A document is marked {' or '.join(MARKINGS)}; found {marking!r}.")
