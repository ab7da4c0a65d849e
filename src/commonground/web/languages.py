"""The languages that an installation offers, for the switch at the top of each page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language, by the name that its speakers give it."""

    code: str
    name: str
    is_current: bool


def current_language() -> str:
    """Return the language of this answer, the installation's first outside of any."""
    return get_language() or settings.LANGUAGE_CODE


def language_links() -> list[LanguageLink]:
    """Return the languages to switch between; none where there is only one."""
    if len(settings.LANGUAGES) == 1:
        return []
    now = current_language()
    return [LanguageLink(code, name, code == now) for code, name in settings.LANGUAGES]
