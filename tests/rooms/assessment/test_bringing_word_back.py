"""An edited Word file comes back: each text is offered, and nothing is taken over by itself."""

import io
import zipfile

import docx
import pytest
from assessment_here import Begun
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn
from people_here import Here, at_most, make_here, text_of
from word_here import edited

from commonground.rooms.assessment.models import (
    CONTENT_LENGTH,
    Block,
    Offer,
    OfferState,
    Origin,
    ReturnedFile,
    Revision,
)
from commonground.rooms.assessment.returning_presenters import side_by_side
from commonground.rooms.people.roles import Role

pytestmark = pytest.mark.django_db


def written(begun: Begun, block: Block, text: str) -> None:
    sent = {"text": text, "marking": block.marking, "version": block.version}
    begun.here.analysts_browser.post(f"{begun.block_at(block)}write/", sent)
    block.refresh_from_db()


def taken_away(begun: Begun, audience: str = "partner") -> bytes:
    answer = begun.here.analysts_browser.get(f"{begun.at}downloads/{audience}/docx/")
    return bytes(answer.content)


def bring(begun: Begun, held: bytes, name: str = "edited.docx") -> str:
    """Bring a file back; return the page that follows."""
    upload = SimpleUploadedFile(name, held)
    return text_of(
        begun.here.analysts_browser.post(f"{begun.at}returned/", {"file": upload}, follow=True)
    )


def offer_at(begun: Begun, offer: Offer) -> str:
    return f"{begun.at}returned/{offer.returned_id}/{offer.pk}/"


@pytest.fixture
def two(begun: Begun) -> tuple[Begun, Block, Block]:
    """An assessment with two texts that were written."""
    first, second = begun.texts[:2]
    written(begun, first, "The **first** of [[issues ranked]] matters here.")
    written(begun, second, "The second text.")
    return begun, first, second


def test_only_what_was_edited_is_offered_with_its_figures_still_figures(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, _second = two

    page = bring(begun, edited(taken_away(begun), {" matters here.": " matters in Larkenmere."}))

    [offer] = Offer.objects.all()
    assert (offer.block, offer.base) == (first, first.revision)
    assert offer.text == "The **first** of [[issues ranked]] matters in Larkenmere."
    assert "put in: </span>in Larkenmere.</ins>" in page
    assert "taken out: </span>here.</del>" in page
    first.refresh_from_db()
    assert first.content == "The **first** of [[issues ranked]] matters here."


def test_it_is_accepted_one_by_one_as_a_revision_that_names_the_file(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, second = two
    changes = {" matters here.": " matters, as edited.", "The second text.": "The second, too."}
    bring(begun, edited(taken_away(begun), changes))
    one, other = (Offer.objects.get(block=block) for block in (first, second))
    browser = begun.here.analysts_browser

    sent = {"version": first.version}
    page = text_of(browser.post(f"{offer_at(begun, one)}take-over/", sent, follow=True))
    browser.post(f"{offer_at(begun, other)}leave-out/")

    assert "The text was taken over." in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.content.endswith("matters, as edited.")
    assert second.content == "The second text."
    latest = Revision.objects.filter(block=first).latest("number")
    assert (latest.origin, latest.source) == (Origin.WORD, "edited.docx")
    assert Offer.objects.get(block=first).state == OfferState.ACCEPTED
    assert Offer.objects.get(block=second).state == OfferState.REFUSED


def test_pressing_twice_takes_it_over_once(two: tuple[Begun, Block, Block]) -> None:
    begun, first, _second = two
    bring(begun, edited(taken_away(begun), {" matters here.": " matters."}))
    offer = Offer.objects.get()
    at, sent = f"{offer_at(begun, offer)}take-over/", {"version": first.version}
    browser = begun.here.analysts_browser

    browser.post(at, sent)
    page = text_of(browser.post(at, sent, follow=True))

    assert "Somebody has decided on this text already." in page
    assert Revision.objects.filter(block=first).count() == first.revision + 1


def test_a_text_that_somebody_changed_meanwhile_is_taken_over_only_knowingly(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, _second = two
    held = edited(taken_away(begun), {" matters here.": " matters."})
    seen = first.version
    written(begun, first, "Meanwhile.")
    page = bring(begun, held)
    offer = Offer.objects.get()
    browser = begun.here.analysts_browser

    assert "Somebody wrote here after the file was taken away." in page
    assert "What the file was written from" in page
    refused = browser.post(f"{offer_at(begun, offer)}take-over/", {"version": seen})
    assert refused.status_code == 409
    assert "Meanwhile." in text_of(refused)
    assert offer.text in text_of(refused)
    assert f'href="{begun.at}returned/{offer.returned_id}/#offer-{offer.pk}"' in text_of(refused)
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN
    first.refresh_from_db()
    assert first.content == "Meanwhile."

    browser.post(f"{offer_at(begun, offer)}take-over/", {"version": first.version})
    first.refresh_from_db()
    assert first.content.endswith("matters.")
    assert Revision.objects.filter(block=first, text="Meanwhile.").exists()


def test_all_are_taken_over_at_once_but_those_that_somebody_changed(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, second = two
    changes = {" matters here.": " matters.", "The second text.": "The second, too."}
    held = edited(taken_away(begun), changes)
    written(begun, first, "Meanwhile.")
    bring(begun, held)
    file = ReturnedFile.objects.get()

    page = text_of(
        begun.here.analysts_browser.post(f"{begun.at}returned/{file.pk}/take-over/", follow=True)
    )

    assert "1 text was taken over." in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.content, second.content) == ("Meanwhile.", "The second, too.")


def test_what_was_left_out_can_be_decided_once_more(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two
    bring(begun, edited(taken_away(begun), {" matters here.": " matters."}))
    offer = Offer.objects.get()
    browser = begun.here.analysts_browser
    browser.post(f"{offer_at(begun, offer)}leave-out/")

    browser.post(f"{offer_at(begun, offer)}again/")

    offer.refresh_from_db()
    assert (offer.state, offer.decided_by) == (OfferState.OPEN, None)


def test_the_same_file_twice_is_offered_once(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two
    held = edited(taken_away(begun), {" matters here.": " matters."})
    bring(begun, held)

    page = bring(begun, held, "another name.docx")

    assert "This file was brought back before." in page
    assert (ReturnedFile.objects.count(), Offer.objects.count()) == (1, 1)


def test_a_file_that_nobody_edited_offers_nothing(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two

    assert "No text of it differs" in bring(begun, taken_away(begun))


def test_what_was_typed_outside_of_every_text_is_shown_with_its_words(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, _first, _second = two
    document = docx.Document(io.BytesIO(taken_away(begun)))
    body = document.element.body
    stray = document.add_paragraph("Said by nobody in particular.")._p
    heading = next(
        one for one in body.iter(qn("w:p")) if one.find(f".//{qn('w:pStyle')}") is not None
    )
    heading.addprevious(stray)
    saved = io.BytesIO()
    document.save(saved)

    page = bring(begun, saved.getvalue())

    assert "Said by nobody in particular." in page


def test_a_text_that_was_taken_out_in_word_stays_here_and_that_is_said(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, _first, second = two
    document = docx.Document(io.BytesIO(taken_away(begun)))
    mark = f"cg_{second.pk.hex}"
    for control in list(document.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val")) == mark:
            control.getparent().remove(control)
    saved = io.BytesIO()
    document.save(saved)

    page = bring(begun, saved.getvalue())

    assert "This text was taken out of the file. Here it stays" in page
    second.refresh_from_db()
    assert not second.is_removed


def test_sensitive_texts_that_a_wider_build_left_out_are_not_read_as_taken_out(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, _first, second = two
    sent = {"text": second.content, "marking": "OFFICIAL-SENSITIVE", "version": second.version}
    begun.here.analysts_browser.post(f"{begun.block_at(second)}write/", sent)

    page = bring(begun, edited(taken_away(begun, "wider-partner"), {" matters here.": " matters."}))

    assert Offer.objects.get().text.endswith("matters.")
    assert "taken out of the file" not in page


def test_a_public_file_comes_back_as_none_of_ours(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two

    page = bring(begun, taken_away(begun, "public"))

    assert "was not written by Common Ground, or the marks" in page
    assert not ReturnedFile.objects.exists()


def macros(held: bytes) -> bytes:
    """Return a file with a program in it."""
    saved = io.BytesIO(held)
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"program")
    return saved.getvalue()


def of_somebody_else() -> bytes:
    saved = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A letter.")
    document.save(saved)
    return saved.getvalue()


def long() -> bytes:
    saved = io.BytesIO()
    document = docx.Document()
    for _page in range(500):
        document.add_paragraph("word " * 400)
    document.save(saved)
    return saved.getvalue()


def test_bad_files_are_refused_with_a_sentence_and_nothing_is_kept(begun: Begun) -> None:
    sentences = {
        b"no zip": "The file is no Word document.",
        macros(taken_away(begun)): "The file holds macros, which are not taken in.",
        of_somebody_else(): "was not written by Common Ground",
        long(): "is longer than 150,000 words, about 300 pages",
        b"x" * 10_000_001: "The file is larger than 10 MB.",
        b"": "The submitted file is empty.",
    }

    for held, sentence in sentences.items():
        assert sentence in bring(begun, held), sentence
    assert not ReturnedFile.objects.exists()


def test_a_file_of_another_assessment_is_refused(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two
    held = taken_away(begun)
    begun.here.analysts_browser.post(
        f"/p/{begun.here.partnership.pk}/assessments/begin/",
        {
            "title": "Another",
            "author": "The team",
            "ranking": str(begun.assessment.ranking_id),
            "template": begun.assessment.template,
        },
    )
    other = Begun(begun.here, begun.here.partnership.assessments.get(title="Another"))

    assert "was made from another document" in bring(other, held)
    assert not ReturnedFile.objects.exists()


def test_a_text_that_is_too_long_is_kept_and_says_what_to_do(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, _second = two
    page = bring(begun, edited(taken_away(begun), {" matters here.": " matter" * CONTENT_LENGTH}))
    offer = Offer.objects.get()

    assert "copy it into two blocks" in page
    sent = {"version": first.version}
    begun.here.analysts_browser.post(f"{offer_at(begun, offer)}take-over/", sent)
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN


def test_once_issued_no_file_is_taken(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two
    held = edited(taken_away(begun), {" matters here.": " matters."})
    begun.assessment.refresh_from_db()
    sent = {"version": begun.assessment.version}
    begun.here.analysts_browser.post(f"{begun.at}becomes/issued/", sent)

    page = bring(begun, held)

    assert "has been issued" in page
    assert not ReturnedFile.objects.exists()


def test_only_who_writes_brings_a_file_back(two: tuple[Begun, Block, Block]) -> None:
    begun, _first, _second = two
    bring(begun, edited(taken_away(begun), {" matters here.": " matters."}))
    file, offer = ReturnedFile.objects.get(), Offer.objects.get()
    other: Here = make_here("Elsewhere")
    pages = [f"{begun.at}returned/", f"{begun.at}returned/{file.pk}/"]
    presses = [
        f"{begun.at}returned/{file.pk}/take-over/",
        *(f"{offer_at(begun, offer)}{verb}/" for verb in ("take-over", "leave-out", "again")),
    ]

    for role in (Role.CHAIR, Role.MEMBER, Role.OVERSEER, Role.ASSESSOR):
        browser = begun.here.browser(role)
        assert {browser.get(at).status_code for at in pages} == {403}
        assert {browser.post(at).status_code for at in presses} == {403}
    assert {other.analysts_browser.get(at).status_code for at in pages} == {404}
    assert {other.analysts_browser.post(at).status_code for at in presses} == {404}
    assert {begun.here.analysts_browser.get(at).status_code for at in presses} == {405}
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN


def test_the_pages_ask_few_questions_however_much_came_back(begun: Begun) -> None:
    changes = {}
    for at, block in enumerate(begun.texts):
        written(begun, block, f"Text number {at} stands.")
        changes[f"Text number {at} stands."] = f"Text {at} was edited."
    bring(begun, edited(taken_away(begun), changes))
    file = ReturnedFile.objects.get()

    browser = begun.here.analysts_browser

    with at_most(10):
        browser.get(f"{begun.at}returned/{file.pk}/")
    assert Offer.objects.count() == len(begun.texts) > 5


def test_a_text_that_is_too_long_keeps_no_other_from_being_taken_over(
    two: tuple[Begun, Block, Block],
) -> None:
    begun, first, second = two
    changes = {" matters here.": " matter" * CONTENT_LENGTH, "The second text.": "The second, too."}
    bring(begun, edited(taken_away(begun), changes))
    file = ReturnedFile.objects.get()

    begun.here.analysts_browser.post(f"{begun.at}returned/{file.pk}/take-over/")

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.content.endswith("matters here.")
    assert second.content == "The second, too."


def test_long_texts_are_compared_by_their_lines_and_longer_ones_not_at_all() -> None:
    same = "the same words again and again\n" * 400
    now, came = side_by_side(f"{same}one two", f"{same}one too")

    assert [words for differs, words in now if differs] == ["one two"]
    assert "".join(words for _differs, words in came) == f"{same}one too"
    assert side_by_side("a\n" * 2_000, "b\n" * 2_000)[0] == [(True, "a\n" * 2_000)]


def test_words_that_differ_are_marked_and_the_rest_is_not() -> None:
    now, came = side_by_side("one two three", "one too three four")

    assert [words for differs, words in now if differs] == ["two"]
    assert [words for differs, words in came if differs] == ["too", " four"]
