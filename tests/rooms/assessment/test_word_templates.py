"""A partnership's Word template is tried, kept, used in every Word file, and taken out again."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from assessment_here import Begun
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx.shared import Pt
from people_here import Here, at_most, text_of

from commonground.cli.main import commands
from commonground.documents.word.templates import own_template
from commonground.errors import BadInput
from commonground.rooms.assessment import template_actions
from commonground.rooms.assessment.models import WordTemplate
from commonground.rooms.assessment.rules import ALLOWED, Verb
from commonground.rooms.audit import presenters as audit_presenters
from commonground.rooms.audit.models import Entry
from commonground.rooms.people import access as people_access
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.refusals import NotAllowed


def template(points: int = 31, *, without: str = "") -> bytes:
    """Return a template whose first headings are of this size."""
    file = docx.Document(io.BytesIO(own_template()))
    file.styles["Heading 1"].font.size = Pt(points)
    file.sections[0].footer.paragraphs[0].text = "Anytown together"
    file.add_paragraph("Words of the template itself.")
    if without:
        file.styles[without].delete()
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def pages_of(here: Here) -> str:
    return f"/p/{here.partnership.pk}/assessments/word-template/"


def send(here: Here, held: bytes, name: str = "anytown.dotx") -> str:
    sent = {"file": SimpleUploadedFile(name, held)}
    return text_of(here.analysts_browser.post(f"{pages_of(here)}add/", sent, follow=True))


def heading_of(word_file: bytes) -> float:
    size = docx.Document(io.BytesIO(word_file)).styles["Heading 1"].font.size
    return size.pt if size else 0


def taken(begun: Begun, audience: str = "partner") -> bytes:
    return begun.here.analysts_browser.get(f"{begun.at}downloads/{audience}/docx/").content


def test_a_template_is_kept_with_who_and_when_and_every_word_file_is_written_in_it(
    begun: Begun,
) -> None:
    held = template()
    assert heading_of(taken(begun)) != 31
    assert "plain template of Common Ground" in text_of(
        begun.here.analysts_browser.get(f"{begun.at}files/")
    )

    page = send(begun.here, held)

    assert "Word files are now written in anytown.dotx." in page
    assert "In use: anytown.dotx" in page
    assert begun.seat.person.name in page
    assert sha256(held).hexdigest() in page
    for audience in ("partner", "wider-partner", "public"):
        written = taken(begun, audience)
        assert heading_of(written) == 31
        assert b"Words of the template itself" not in written
    files = text_of(begun.here.analysts_browser.get(f"{begun.at}files/"))
    assert "written in your template, anytown.dotx" in files


def test_what_is_done_with_templates_and_in_them_is_recorded(begun: Begun) -> None:
    held = template()
    send(begun.here, held)
    added = Entry.objects.get(object_type="wordtemplate")
    assert (added.verb, added.actor) == ("added", begun.seat.actor.label)
    assert sha256(held).hexdigest() in added.after
    taken(begun)
    away = Entry.objects.filter(verb="took away").latest("id")
    assert f'"template_sha256":"{sha256(held).hexdigest()}"' in away.after

    record = text_of(begun.here.analysts_browser.get(audit_presenters.address(begun.seat)))
    assert "Word template: anytown.dotx" in record
    assert "digest of the Word template" in record


def test_it_is_replaced_taken_out_and_used_again_and_none_is_lost(begun: Begun) -> None:
    send(begun.here, template(31), "first.docx")
    send(begun.here, template(33), "second.docx")
    assert heading_of(taken(begun)) == 33
    first, second = (WordTemplate.objects.get(name=f"{one}.docx") for one in ("first", "second"))
    browser, at = begun.here.analysts_browser, pages_of(begun.here)

    browser.post(f"{at}{first.pk}/use/")
    assert heading_of(taken(begun)) == 31
    page = text_of(browser.post(f"{at}{first.pk}/set-aside/", follow=True))

    assert "first.docx is out of use, and kept." in page
    assert heading_of(taken(begun)) not in (31, 33)
    assert WordTemplate.objects.filter(is_used=True).count() == 0
    for one, held in ((first, template(31)), (second, template(33))):
        assert browser.get(f"{at}{one.pk}/downloads/file/").content == bytes(one.held)
        assert len(held) == one.size


def test_the_same_file_again_is_used_again_and_done_twice_records_nothing(begun: Begun) -> None:
    held = template()
    for _again in range(2):
        send(begun.here, held)
    assert Entry.objects.filter(object_type="wordtemplate").count() == 1
    one = WordTemplate.objects.get()
    for _again in range(2):
        begun.here.analysts_browser.post(f"{pages_of(begun.here)}{one.pk}/set-aside/")
    assert Entry.objects.filter(object_type="wordtemplate").count() == 2
    send(begun.here, held, "another name.docx")
    one.refresh_from_db()
    assert (one.is_used, one.name) == (True, "anytown.dotx")


def test_to_take_out_what_was_replaced_meanwhile_leaves_the_new_one_in_use(begun: Begun) -> None:
    send(begun.here, template(31))
    first = WordTemplate.objects.get()
    send(begun.here, template(33))

    begun.here.analysts_browser.post(f"{pages_of(begun.here)}{first.pk}/set-aside/")

    assert heading_of(taken(begun)) == 33


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (template(without="Quote"), "The template lacks the style Quote. Open it in Word, use "),
        (b"just words", "The file is no Word document. Choose a file that Word saved as .docx."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "Open it in Word and save it as .docx."),
        (template()[:2000], "The Word file is damaged"),
        (b"PK" + bytes(5_000_000), "one of at most 5 MB can be kept"),
    ],
)
def test_what_can_be_no_template_is_refused_in_one_sentence_and_nothing_changes(
    begun: Begun, held: bytes, said: str
) -> None:
    send(begun.here, template())

    page = send(begun.here, held, "other.docx")

    assert said in page
    assert WordTemplate.objects.get().is_used
    assert heading_of(taken(begun)) == 31


def test_a_macro_file_is_refused(begun: Begun) -> None:
    file = docx.Document(io.BytesIO(own_template()))
    saved = io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved, "a") as whole:
        whole.writestr("word/vbaProject.bin", b"code")

    assert "holds macros, which are not taken in" in send(begun.here, saved.getvalue(), "a.docm")
    assert not WordTemplate.objects.exists()


def test_no_file_is_refused(begun: Begun) -> None:
    at = f"{pages_of(begun.here)}add/"
    assert "There is a problem" in text_of(begun.here.analysts_browser.post(at, {}))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\looks\\ours.docx", "ours.docx"),
        ("o\u202eurs.docx", "ours.docx"),
        ("x" * 300 + ".dotx", "x" * 90 + ".dotx"),
        ("\u200b", "template"),
    ],
)
def test_a_name_is_kept_as_it_can_be_read(begun: Begun, sent: str, kept: str) -> None:
    made = template_actions.keep_template(by=begun.seat, name=sent, held=template())
    assert made.name == kept


def test_each_look_can_be_looked_at(begun: Begun) -> None:
    send(begun.here, template())
    browser, at = begun.here.analysts_browser, pages_of(begun.here)
    one = WordTemplate.objects.get()
    assert heading_of(browser.get(f"{at}{one.pk}/downloads/example/").content) == 31
    assert heading_of(browser.get(f"{at}plain/downloads/example/").content) == 18
    assert browser.get(f"{at}plain/downloads/file/").content == own_template()


def test_a_template_that_a_later_release_cannot_use_is_told_and_not_used(begun: Begun) -> None:
    send(begun.here, template())
    WordTemplate.objects.update(held=template(without="Caption"))
    browser, one = begun.here.analysts_browser, WordTemplate.objects.get()

    for page in (
        browser.get(f"{begun.at}downloads/partner/docx/", follow=True),
        browser.get(f"{pages_of(begun.here)}{one.pk}/downloads/example/", follow=True),
        browser.post(f"{pages_of(begun.here)}{one.pk}/use/", follow=True),
    ):
        assert "lacks the style Caption" in text_of(page)
    assert browser.get(f"{begun.at}downloads/partner/pdf/").status_code == 200


def test_the_command_writes_in_the_template_in_use_or_in_one_it_is_given(
    begun: Begun, tmp_path: Path
) -> None:
    send(begun.here, template(31))
    (tmp_path / "other.dotx").write_bytes(template(40))
    (tmp_path / "bad.docx").write_bytes(template(without="Quote"))

    def export(name: str, *more: object) -> object:
        words = ["assessment", "export", begun.assessment.pk, "-o", tmp_path / name, *more]
        return CliRunner().invoke(commands, [str(one) for one in words]).exception

    assert export("own.docx", "--to", "docx") is None
    assert export("given.docx", "--to", "docx", "--template", tmp_path / "other.dotx") is None
    assert heading_of((tmp_path / "own.docx").read_bytes()) == 31
    assert heading_of((tmp_path / "given.docx").read_bytes()) == 40
    for more, said in (
        (("--to", "docx", "--template", tmp_path / "bad.docx"), "lacks the style Quote"),
        (("--to", "pdf", "--template", tmp_path / "other.dotx"), "Only a docx is written in a"),
    ):
        refused = export("none.docx", *more)
        assert isinstance(refused, BadInput)
        assert said in str(refused)
    assert not (tmp_path / "none.docx").exists()


GETS = ("", "add/", "ID/downloads/file/", "ID/downloads/example/", "plain/downloads/file/",
        "plain/downloads/example/")  # fmt: skip
CHOOSING = ("add/", "ID/use/", "ID/set-aside/")


@pytest.mark.parametrize("page", [*GETS, *CHOOSING[1:]])
def test_each_page_opens_to_those_who_may_and_to_no_other(
    begun: Begun, outsider: Client, elsewhere: Here, page: str
) -> None:
    one = template_actions.keep_template(by=begun.seat, name="a.docx", held=template())
    at = pages_of(begun.here) + page.replace("ID", str(one.pk))
    verb = Verb.CHOOSE_TEMPLATE if page in CHOOSING else Verb.SEE_ASSESSMENTS
    ask = "get" if page in GETS else "post"

    for role in Role:
        may = role in ALLOWED[verb]
        answer = getattr(begun.here.browser(role), ask)(at)
        assert answer.status_code in ((200, 302) if may else (403,)), role
    assert getattr(outsider, ask)(at).status_code == 404
    there = at.replace(str(begun.here.partnership.pk), str(elsewhere.partnership.pk))
    if "ID" in page:
        assert getattr(elsewhere.analysts_browser, ask)(there).status_code == 404
    assert begun.here.analysts_browser.put(at).status_code == 405


def test_who_may_choose() -> None:
    assert ALLOWED[Verb.CHOOSE_TEMPLATE] == {Role.ANALYST}


def test_an_action_refuses_who_may_not_by_itself(begun: Begun) -> None:
    member = people_access.seat(
        begun.here.with_role(Role.MEMBER), begun.here.partnership.pk, PeopleVerb.SEE_AGENCIES
    )
    with pytest.raises(NotAllowed):
        template_actions.keep_template(by=member, name="a.docx", held=template())


def test_the_page_takes_at_most_ten_queries(begun: Begun) -> None:
    for points in range(20, 26):
        send(begun.here, template(points))
    browser = begun.here.analysts_browser
    browser.get(pages_of(begun.here))
    with at_most(10):
        assert "Templates out of use" in text_of(browser.get(pages_of(begun.here)))
