"""The threats that a profile has a page each for, as the threat picture that it chose has them."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from commonground.reference.threat_pictures import threat_picture_path
from commonground.scoring.file_tables import read_toml

WHAT = "what"
"""The axis whose entries are the threats."""


@dataclass(frozen=True, slots=True)
class Threat:
    """A threat. Its id is what is stored."""

    id: str
    label: str
    meaning: str


@cache
def threats(picture: str) -> dict[str, Threat]:
    """Return the threats of a picture by their ids, in its order."""
    axes = read_toml(threat_picture_path(picture)).tables("axes", at_least=1)
    (what,) = (one for one in axes if one.text("id") == WHAT)
    found = (
        Threat(one.identifier("id"), one.text("label"), one.text("meaning", default=""))
        for one in what.tables("entries", at_least=1)
    )
    return {one.id: one for one in found}


def labelled(picture: str, threat_id: str) -> str:
    """Return what a threat is called; the id itself where the picture has none of it."""
    found = threats(picture).get(threat_id)
    return _capital(found.label) if found else threat_id


def told(picture: str, threat_id: str) -> str:
    """Return what a threat is called, in the reader's language."""
    found = threats(picture).get(threat_id)
    return _capital(_(found.label)) if found else threat_id


def threat_id(picture: str, label: str) -> str:
    """Return the id of a threat by what it is called; empty where the picture has none of it."""
    found = (one for one in threats(picture) if labelled(picture, one) == label)
    return next(found, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
