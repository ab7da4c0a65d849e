"""Shows every page in a language that marks each message, and finds the text that carries no mark.

A message is marked only where a catalogue has it: ours, or that of a library whose own words it is.
"""

import gettext
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import allauth
import django
from catalogues import gathered, messages
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils.translation import trans_real

import commonground
from commonground.documents.markings import MARKINGS
from commonground.geography.cubes import read_cube
from commonground.rooms.assessment.models import Block, Freeze, Revision
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.methods import shipped_methods
from commonground.rooms.places.forms import OPEN_GOVERNMENT_LICENCE
from commonground.rooms.places.models import ChosenArea, CubeImport, ImportState
from commonground.rooms.plan.models import Action, Disruption, Recommendation

LOADED = "_translations"
"""Where Django keeps the languages that it has loaded."""
OPEN, CLOSE = "⟦", "⟧"
SHOWN_ATTRIBUTES = {"aria-label", "title", "alt", "placeholder", "data-i18n"}
NO_WORDS = re.compile(r"\b(?:[0-9a-f]{12}|[0-9a-f]{64}|[A-Z2-7]{32})\b")
"""A digest or its beginning, and the secret of an authenticator app."""
PLACES = re.compile(r"(%\(\w+\)[sd])")
DOCUMENTS = "en-GB"
"""What documents are written in, whatever their readers’ language; their parts say so."""
LIGHT = re.compile(r"\[\[.*?\]\]|\*+|^(?:- |> |\d+\. )|\n", re.MULTILINE)
"""What stands between two pieces of a light text that are shown each by itself."""
NEVER_SHOWN = {"script", "style", "template"}
PRODUCTS = {
    *MARKINGS,
    "DOCX",
    "PDF",
    "HTML",
    "Python",
    "SQLite",
    "PostgreSQL",
    commonground.__version__,
}
COMMANDS = {"commonground verify PACK.zip"}
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
FILES = re.compile(r"/(template|export|download)s?/|\.(csv|xlsx|json|docx|pdf)$")


class Marking(gettext.NullTranslations):
    """A language in which each message that can be translated stands in brackets."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self.known = known

    def gettext(self, message: str) -> str:
        said = message.rpartition("\x04")[2]
        return f"{OPEN}{said}{CLOSE}" if message in self.known else said

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        said = msgid1 if n == 1 else msgid2
        return f"{OPEN}{said}{CLOSE}" if msgid1 in self.known else said

    def to_language(self) -> str:
        return "cy"

    def language(self) -> str:
        return "cy"


def _library_messages(folder: Path) -> set[str]:
    """Return the English that a library has catalogues for."""
    found: set[str] = set()
    for path in folder.glob("**/locale/de/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            keys = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        found |= {key[0] if isinstance(key, tuple) else key for key in keys}
    return found


@contextmanager
def marking(how: type[Marking] = Marking) -> Iterator[None]:
    """Let Welsh be the language that marks."""
    libraries = (Path(django.__file__).parent, Path(allauth.__file__).parent)
    known = messages(gathered()) | set().union(*map(_library_messages, libraries))
    kept = getattr(trans_real, LOADED)
    setattr(trans_real, LOADED, {**kept, "cy": how(frozenset(known))})
    try:
        yield
    finally:
        setattr(trans_real, LOADED, kept)


class MarkingAround(Marking):
    """The same, with what is put into a message outside of its brackets, to be held to the same."""

    def gettext(self, message: str) -> str:
        if message not in self.known:
            return message
        parts = PLACES.split(message.rpartition("\x04")[2])
        return "".join(
            part if PLACES.fullmatch(part) or not part else f"{OPEN}{part}{CLOSE}" for part in parts
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if msgid1 not in self.known:
            return msgid1 if n == 1 else msgid2
        self.known |= {msgid2}
        return self.gettext(msgid1 if n == 1 else msgid2)


class Shown(HTMLParser):
    """Gathers what a page shows or reads out, a text at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.hidden = 0
        self.elsewhere: list[str] = []
        """The element that says its own language, such as a document's, and those of its name."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in NEVER_SHOWN
        own = {name: value or "" for name, value in attrs}
        if tag in self.elsewhere or (not self.elsewhere and own.get("lang") == DOCUMENTS):
            self.elsewhere.append(tag)
        if self.elsewhere:
            self.links += [own["href"]] if tag == "a" and "href" in own else []
            return
        self.texts += [own[name] for name in SHOWN_ATTRIBUTES & own.keys()]
        self.texts += [text for name, text in own.items() if name.startswith("data-i18n")]
        if tag == "a" and "href" in own:
            self.links.append(own["href"])

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in NEVER_SHOWN
        if tag in self.elsewhere:
            self.elsewhere.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.elsewhere and data.strip():
            self.texts.append(" ".join(data.split()))


def shown(page: str) -> Shown:
    """Return what a page shows."""
    found = Shown()
    found.feed(page)
    return found


def outside(text: str) -> str:
    """Return what of a text is in no brackets; brackets may hold others."""
    kept, depth = [], 0
    for letter in text:
        depth += letter == OPEN
        kept.append(letter if depth == 0 else " ")
        depth -= letter == CLOSE
    return "".join(kept)


def peoples_own_words() -> list[str]:
    """Return every text that somebody put into the database, and names of products; longest first.

    The record is left out: it holds our words.
    """
    found = {settings.SERVICE_NAME, *(name for _code, name in settings.LANGUAGES), *PRODUCTS}
    found |= COMMANDS | {method.title for method in shipped_methods()}  # a method keeps its title
    for model in apps.get_models():
        if not model.__module__.startswith(("commonground.rooms", "allauth")):
            continue
        if model is Entry:
            continue
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        for row in model._default_manager.values_list(*columns) if columns else ():
            found |= {" ".join(str(text).split()) for text in row if text}
    found |= set(_written_in_assessments()) | set(_numbered()) | set(_of_places())
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def _of_places() -> Iterator[str]:
    """Yield the names of areas and forces, and the licences of what was counted in them."""
    yield OPEN_GOVERNMENT_LICENCE
    for about in ChosenArea.objects.all():
        yield from about.lsoa_names.values()
    for one in CubeImport.objects.filter(state=ImportState.KEPT):
        facts = read_cube(bytes(one.held or b"")).facts
        yield from (facts.licence, *facts.names, *(each.force for each in facts.forces))
        yield from (each.name for each in facts.sources)


def _numbered() -> Iterator[str]:
    """Yield what recommendations, actions and disruptions are called by their numbers."""
    for model in (Recommendation, Action, Disruption):
        yield from (one.ref for one in model._default_manager.all())


def _written_in_assessments() -> Iterator[str]:
    """Yield what a text is shown as, in pieces around its figures, and what its figures say."""
    texts = [
        *Block.objects.values_list("content", flat=True),
        *Revision.objects.values_list("text", flat=True),
    ]
    for text in texts:
        for piece in LIGHT.split(text):
            yield " ".join(piece.split())
    for kept in Freeze.objects.values_list("figures", "snapshot"):
        for whole in kept:
            yield from _words_within(json.loads(whole))


def _words_within(kept: object) -> Iterator[str]:
    if isinstance(kept, str):
        yield " ".join(kept.split())
    elif isinstance(kept, dict):
        for one in (*kept, *kept.values()):
            yield from _words_within(one)
    elif isinstance(kept, list):
        for one in kept:
            yield from _words_within(one)


def unmarked(page: str, own: Iterable[str]) -> list[str]:
    """Return each text of a page that has letters outside of marks and of people's own words."""
    found = []
    for text in shown(page).texts:
        left = NO_WORDS.sub(" ", outside(text))
        for one in own if re.search(r"[^\W\d_]", left) else ():
            left = left.replace(one, " ")
        if re.search(r"[^\W\d_]", left):
            found.append(text)
    return found


def kind_of(address: str) -> str:
    """Return what pages of one kind share, such as the pages of all members."""
    return IDS.sub("ID", urlsplit(address).path)


def pages_from(browser: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Follow every link; yield one page of each kind, with its kind."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind in seen or FILES.search(kind) or kind.startswith("/static/"):
            continue
        seen.add(kind)
        answer = browser.get(address)
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer["Location"]))
            continue
        page = answer.content.decode()
        yield kind, page
        waiting += [
            urljoin(address, href)
            for href in shown(page).links
            if not urlsplit(href).netloc and not urlsplit(href).scheme
        ]
