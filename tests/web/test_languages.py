"""Every word that a page shows can be translated, and a second language can be switched on."""

import ast
import copy
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from catalogues import PO, SOURCE, compiled, gathered, messages, stored
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import override
from jinja2 import nodes
from marked_pages import (
    Marking,
    MarkingAround,
    marking,
    outside,
    pages_from,
    peoples_own_words,
    unmarked,
)
from people_here import Here, make_person, signed_in, text_of

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.presenters import UNSAID
from commonground.rooms.audit.recording import NEVER_RECORDED
from commonground.rooms.audit.words import FIELDS, VERBS
from commonground.rooms.objects import Versioned
from commonground.rooms.people.demo_actions import look_round
from commonground.rooms.people.models import Person
from commonground.rooms.telling import faults_told, tell
from commonground.sentences import say_many
from commonground.web.jinja import environment

pytestmark = pytest.mark.same_on_postgresql

PASSWORD = "three odd words"
BOTH = [("en-gb", "English"), ("cy", "Cymraeg")]
TEMPLATES = sorted(
    path for path in SOURCE.glob("**/templates/**/*.*") if "documents" not in path.parts
)
PYTHON = sorted(
    path
    for path in SOURCE.glob("rooms/**/*.py")
    if "migrations" not in path.parts and not path.stem.startswith("demo")
)


@pytest.fixture
def both() -> Iterator[None]:
    """Offer English and Welsh."""
    with override_settings(LANGUAGES=BOTH):
        yield


@pytest.fixture
def marked(both: None) -> Iterator[None]:
    """Let Welsh be the language that marks."""
    with marking():
        yield


def in_welsh(browser: Client) -> Client:
    browser.cookies["django_language"] = "cy"
    return browser


@pytest.fixture
def ada(db: None) -> Person:
    cache.clear()
    person = make_person("Ada Invented", "ada@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_every_page_an_analyst_can_come_to_can_be_translated(ada: Person, marked: None) -> None:
    look_round(by=ada)
    browser = in_welsh(Client())
    browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})

    own, found = peoples_own_words(), {}
    for kind, page in pages_from(browser, "/"):
        found[kind] = unmarked(page, own)

    assert {kind: texts for kind, texts in found.items() if texts} == {}
    assert {
        "/", "/p/ID/issues/", "/p/ID/audit/", "/p/ID/people/ID/", "/account/2fa/totp/activate/",
        "/account/name/", "/account/history/",
    } <= set(found)  # fmt: skip


def test_every_page_without_an_account_can_be_translated(ada: Person, marked: None) -> None:
    own = peoples_own_words()
    starts = ("/", "/link/altered/", "/nowhere/", "/account/signup/", "/account/inactive/")

    found = {kind: unmarked(page, own) for kind, page in pages_from(in_welsh(Client()), *starts)}

    assert {kind: texts for kind, texts in found.items() if texts} == {}
    assert len(found) > len(starts)


FORMS = (
    "issues/add/", "issues/import/", "agencies/add/", "people/add/", "people/import/",
    "partnership/",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_error_can_be_translated(here: Here, marked: None, form: str) -> None:
    browser = in_welsh(here.analysts_browser)

    page = text_of(browser.post(f"/p/{here.partnership.pk}/{form}", {}))

    assert "govuk-error-summary" in page
    assert unmarked(page, peoples_own_words()) == []


ISSUES_FAULTS = f"""issue,theme,description,origin,origin note,tags,other
,1,,,,,1
#REF!,#N/A,2,,,,1
3,4,,nowhere,,,1
3,{"4 " * 200},5,,,none,1
{"6" * 300},Theft,,,,,1
7\u202e,theft,,,,,1
8,,,,{"9" * 400},,1
"""
PEOPLE_FAULTS = f"""name,e-mail,agency,sub-department,job title,roles,way,other
,1,2,,,,,1
#REF!,no address,#N/A,,#REF!,,,1
3,same@example.org,,4,,none,nowhere,1
3,same@example.org,Police,,,,,1
5,,POLICE,,,,,1
5,,,,,,,1
6\u202e,7@example.org,{"8" * 100},{"9" * 100},,,,1
{"6" * 200},8@example.org,,,,,,1
"""


def workbook(*rows: tuple[str, ...]) -> bytes:
    """Return a workbook of two sheets; what starts with an equals sign is an uncomputed formula."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, {"in_memory": True}) as book:
        sheet = book.add_worksheet("1")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text.startswith("="):
                    sheet.write_formula(at, column, text, value="")
                else:
                    sheet.write_string(at, column, text)
        book.add_worksheet("2")
    return whole.getvalue()


NO_TABLES = {
    "no columns": ("1.csv", b"1,2,3\n4,5,6"),
    "many columns": ("1.csv", ",".join(map(str, range(60))).encode() + b"\n1"),
    "one label twice": ("1.csv", b"1,1,2\n4,5,6"),
    "no label": ("1.csv", b"1,,2\n4,5,6\n4,5,6,7"),
    "two of a column": ("1.csv", b"name,full name,issue,issue name\n1,2,3,4"),
    "empty": ("1.csv", b""),
    "blank": ("1.csv", b"\n\n"),
    "header alone": ("1.csv", b"name,issue"),
    "another kind": ("1.docx", b"1"),
    "no kind": ("1", b"1"),
    "old spreadsheet": ("1.ods", b"1"),
    "old workbook": ("1.xlsx", b"\xd0\xcf\x11\xe0"),
    "password": ("1.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
    "no workbook": ("1.xlsx", b"1"),
    "zip as text": ("1.csv", b"PK\x03\x04"),
    "another zip": ("1.xlsx", b"PK\x05\x06" + bytes(18)),
    "damaged workbook": ("1.xlsx", b"PK\x03\x04"),
    "empty workbook": ("1.xlsx", workbook()),
    "workbook with a header alone": ("1.xlsx", workbook(("name", "issue"))),
    "control character": ("1.csv", b"name\n\x01"),
    "half UTF-16": ("1.csv", b"\xff\xfe1"),
    "no encoding": ("1.csv", b"name\n\x81"),
    "quotation mark": ("1.csv", b'name\n"1'),
    "after a quotation mark": ("1.csv", b'name\n"1"2'),
    "long cell": ("1.csv", b"name\n" + b"1" * 140_000),
    "very wide": ("1.csv", b"," * 20_000),
    "too many rows": ("1.csv", b"name,issue\n" + b"1,2\n" * 5_001),
    "too large": ("1.csv", b"1" * 10_000_001),
}


def with_faults(label: str) -> dict[str, tuple[str, bytes]]:
    """Return files that are read, of which each is told something; `label` is of what is needed."""
    formulas = workbook((label, "agency", "theme"), ("1", "=A1", "=A1"), ("=A1", "2", "3"))
    return {
        "rows": ("1.csv", {"issue": ISSUES_FAULTS, "name": PEOPLE_FAULTS}[label].encode()),
        "semicolons and Windows": ("1.csv", f"{label};other\n;£".encode("cp1252")),
        "UTF-16": ("1.csv", f"{label}\tother\n\t1".encode("utf-16")),
        "bars": ("1.csv", f"{label}|other\n|1".encode()),
        "commas": ("1.tsv", f"{label},other\n,1".encode()),
        "formulas": ("1.xlsx", formulas),
    }


COLUMNS_OF_FILES = re.compile(r"(?<=⟦column ⟧)[A-Z]+(⟦ \(⟧[^⟦]*)?")
# a column must be called so in the file, and a library says in English what is wrong with a zip
OF_FILES = (
    "xl/workbook.xml", "issue name", "full name", "issue", "name", "csv", "xlsx",
    "File is not a zip file", "same@example.org", "no address", "nowhere", "none", "POLICE",
    "Police", "example.org", "Theft", "theft", "other", "#REF!", "#N/A", "U+202E", "docx", "ods",
    "tsv", "txt", "xlsm", "0x81",
)  # fmt: skip


@pytest.mark.parametrize(("room", "label"), [("issues", "issue"), ("people", "name")])
def test_every_fault_of_an_uploaded_file_can_be_translated(
    here: Here, both: None, room: str, label: str
) -> None:
    browser = in_welsh(here.analysts_browser)
    address = f"/p/{here.partnership.pk}/{room}/import/"
    own = sorted([*peoples_own_words(), *OF_FILES], key=len, reverse=True)
    left, faulty = {}, with_faults(label)

    with marking(MarkingAround):
        for kind, (name, content) in {**NO_TABLES, **faulty}.items():
            answer = browser.post(address, {"file": SimpleUploadedFile(name, content)})
            left[kind] = unmarked(COLUMNS_OF_FILES.sub("", text_of(answer)), own)
            assert "govuk-error-summary" in text_of(answer), kind
            assert (answer.status_code == 422) == (kind in faulty), kind

    assert {kind: texts for kind, texts in left.items() if texts} == {}


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("login/", {"login": "ada@example.org", "password": "wrong"}),
        ("login/", {"login": "no address"}),
        ("name/", {}),
        ("password/change/", {"oldpassword": "x", "password1": "short", "password2": "other"}),
        ("email/", {"action_add": "1", "email": "ada@example.org"}),
        ("2fa/totp/activate/", {"code": "000000"}),
    ],
)
def test_every_error_of_an_account_can_be_translated(
    ada: Person, marked: None, address: str, sent: dict[str, str]
) -> None:
    browser = in_welsh(Client())
    if address != "login/":
        browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})
        browser.post("/account/reauthenticate/", {"password": PASSWORD})

    page = text_of(browser.post(f"/account/{address}", sent))

    assert "govuk-error-summary" in page
    assert unmarked(page, peoples_own_words()) == []


def test_how_many_more_faults_there_are_is_told_in_the_readers_language(marked: None) -> None:
    with pytest.raises(BadInput) as refused, override("cy"):
        refuse(map(str, range(60)))

    assert refused.value.faults[-1] == "... and 10 more faults."
    with override("cy"):
        assert faults_told(refused.value)[-1] == "⟦... and 10 more faults.⟧"


class DualWelsh(Marking):
    """A language with a form for two of a thing, which English has not."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return {1: "un", 2: "dau"}.get(n, "%(count)s")


def test_a_count_is_told_in_the_form_that_the_readers_language_has_for_it(both: None) -> None:
    counted = [say_many("one", "%(count)s many", number) for number in (1, 2, 1_234)]
    kept = [copy.copy(one) for one in counted]

    with marking(DualWelsh), override("cy"):
        told = list(map(tell, kept))

    assert counted == ["one", "2 many", "1,234 many"]
    assert told == ["un", "dau", "1,234"]


def test_a_refusal_can_be_translated(here: Here, marked: None) -> None:
    from commonground.rooms.people.roles import Role  # noqa: PLC0415

    answer = in_welsh(here.browser(Role.ASSESSOR)).get(f"/p/{here.partnership.pk}/people/")

    assert answer.status_code == 403
    assert unmarked(text_of(answer), peoples_own_words()) == []


def test_every_email_can_be_translated(ada: Person, marked: None) -> None:
    browser = in_welsh(Client())
    browser.post("/account/password/reset/", {"email": "ada@example.org"})
    browser.post("/account/password/reset/", {"email": "nobody@example.org"})
    browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    new = {"password1": "other odd words", "password2": "other odd words"}
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, **new})

    assert len(mail.outbox) == 3
    for one in mail.outbox:
        said = outside(f"{one.subject}\n{one.body}")
        said = re.sub(r"http://testserver\S*|Common Ground:?", " ", said)
        assert re.findall(r"[^\W\d_]+", said) == []


def test_the_catalogue_is_in_step_with_the_source() -> None:
    """After changing a string: python tests/catalogues.py."""
    assert messages(stored()) == messages(gathered())
    assert PO.with_suffix(".mo").read_bytes() == compiled(stored())


def test_every_translation_keeps_the_places_for_names_and_numbers() -> None:
    faults = [
        (one.id, str(error)) for one in stored() for error in one.check() if any(one.string or "")
    ]

    assert faults == []


def test_the_welsh_says_that_no_translator_has_checked_it() -> None:
    assert "AWAITING A TRANSLATOR" in PO.read_text(encoding="utf-8")
    assert "cy" in settings.DRAFT_LANGUAGES


TAG = re.compile(r"<[^>]*>|&\w+;", re.S)
WORDS = re.compile(r"[^\W\d_]{2,}")
SAID = {"text", "html", "titleText", "label", "hint", "legend", "menuButtonText", "ariaLabel"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_that_cannot_be_translated(path: Path) -> None:
    made = environment(loader=None)
    source = path.read_text(encoding="utf-8").replace("OFFICIAL</p>", "</p>")
    tree = made.parse(re.sub(r"<(script|style|code)\b.*?</\1>", "", source, flags=re.S))
    plain = "\N{NULL}".join(one.data for one in tree.find_all(nodes.TemplateData))
    pairs = [
        pair.value.value
        for pair in tree.find_all(nodes.Pair)
        if isinstance(pair.key, nodes.Const)
        and pair.key.value in SAID
        and isinstance(pair.value, nodes.Const)
        and isinstance(pair.value.value, str)
    ]

    assert WORDS.findall(TAG.sub(" ", plain)) == []
    assert [one for one in pairs if WORDS.search(one)] == []


SENTENCES = {"BadInput", "NotAllowed", "ValidationError", "success", "error", "warning"}
NAMED = {"label", "help_text", "empty_label", "verbose_name"}
# of the database's own columns, which no page shows
NOT_SHOWN = {"person:<id>, link:<id> or system"}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_room_has_sentences_that_cannot_be_translated(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        said = [*node.args] if name in SENTENCES else []
        said += [one.value for one in node.keywords if one.arg in NAMED]
        found += [
            f"line {one.lineno}: {ast.unparse(one)}"
            for one in said
            if isinstance(one, ast.JoinedStr)
            or (isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value)
        ]

    assert [one for one in found if not any(text in one for text in NOT_SHOWN)] == []


def test_every_verb_of_the_record_can_be_translated() -> None:
    verbs = set()
    for path in SOURCE.glob("rooms/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            verbs |= {
                one.value.value
                for one in node.keywords
                if one.arg == "verb" and isinstance(one.value, ast.Constant)
            }
            if getattr(node.func, "id", "") == "_record":
                verbs |= {one.value for one in node.args if isinstance(one, ast.Constant)}

    assert verbs - VERBS == set()


def test_every_field_of_the_record_has_a_name_that_can_be_translated() -> None:
    unsaid = UNSAID | NEVER_RECORDED
    bare = {
        f"{model.__name__}.{field.attname}"
        for model in apps.get_models()
        if issubclass(model, Versioned)
        for field in model._meta.concrete_fields
        if field.attname not in unsaid
        and field.attname not in FIELDS
        and not isinstance(field.verbose_name, Promise)
    }

    assert bare == set()


def test_there_is_no_switch_where_there_is_one_language(db: None) -> None:
    answer = Client().get("/", headers={"Accept-Language": "cy"})

    assert "cg-languages" not in text_of(answer)
    assert answer["Content-Language"] == "en-gb"


def test_the_language_is_switched_without_scripts_and_remembered(here: Here, both: None) -> None:
    browser = here.analysts_browser
    assert 'value="cy"' in text_of(browser.get("/"))

    answer = browser.post("/language/", {"language": "cy", "next": "/account/"})

    assert answer["Location"] == "/account/"
    assert int(browser.cookies["django_language"]["max-age"]) > 300 * 24 * 60 * 60
    page = browser.get("/account/")
    assert page["Content-Language"] == "cy"
    assert 'lang="cy"' in text_of(page)
    assert "Eich cyfrif" in text_of(page)
    assert 'value="en-gb"' in text_of(page)


def test_a_browser_that_asks_for_welsh_is_answered_in_it(db: None, both: None) -> None:
    answer = Client().get("/account/login/", headers={"Accept-Language": "cy-GB,cy;q=0.9,en;q=0.5"})

    assert answer["Content-Language"] == "cy"
    assert "Mewngofnodi" in text_of(answer)


def test_draft_wording_says_so_on_every_page(here: Here, both: None) -> None:
    browser = here.analysts_browser
    banner = "Geiriad drafft"

    assert banner not in text_of(browser.get("/"))
    assert banner in text_of(in_welsh(browser).get("/"))


def test_the_switch_is_for_forms_alone_and_leads_nowhere_else(db: None, both: None) -> None:
    assert Client().get("/language/").status_code == 405
    answer = Client().post("/language/", {"language": "cy", "next": "https://example.com/"})

    assert answer["Location"] == "/"


def test_dates_and_times_are_written_as_the_language_does(both: None) -> None:
    moment = datetime(2027, 3, 31, 14, 5, tzinfo=ZoneInfo("Europe/London"))

    with override("en-gb"):
        assert date_format(moment, "DATETIME_FORMAT") == "31 March 2027, 14:05"
    with override("cy"):
        assert date_format(moment, "DATETIME_FORMAT") == "31 Mawrth 2027, 14:05"


def test_the_four_ps_and_the_scoring_words_are_in_the_catalogue(both: None) -> None:
    welsh = {one.id: one.string for one in stored()}

    for word in ("Pursue", "Prevent", "Protect", "Prepare", "Harm", "Likelihood"):
        assert welsh[word], word


def test_signed_in_people_keep_their_language(here: Here, both: None) -> None:
    browser = in_welsh(signed_in(here.analyst))

    assert browser.get(f"/p/{here.partnership.pk}/agencies/")["Content-Language"] == "cy"
