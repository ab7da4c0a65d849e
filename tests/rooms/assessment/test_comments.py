"""What is said about a block: by whom, answered, settled, and in no file that is taken away."""

import io
import zipfile
from uuid import UUID

import pytest
from assessment_here import Begun
from django.test import Client
from pdf_pages import Pdf
from people_here import at_most, signed_in, text_of

from commonground.rooms.assessment import comment_actions
from commonground.rooms.assessment.models import Block, Comment
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role


def say(browser: Client, begun: Begun, text: str, block: Block | None = None) -> str:
    at = f"{begun.block_at(block or begun.texts[0])}comments/"
    return text_of(browser.post(at, {"text": text}, follow=True))


def press(browser: Client, begun: Begun, one: Comment, what: str, **sent: str) -> str:
    at = f"{begun.block_at(one.block)}comments/{one.pk}/{what}/"
    return text_of(browser.post(at, sent, follow=True))


def test_whoever_reads_may_comment_and_the_block_says_so(begun: Begun) -> None:
    member = begun.here.browser(Role.MEMBER)
    assert "1 open comment" not in text_of(member.get(begun.at))

    page = say(member, begun, "Is this the <b>whole</b> city?")

    assert "Is this the &lt;b&gt;whole&lt;/b&gt; city?" in page
    assert "Invented member" in page
    assert "1 open comment<" in text_of(member.get(begun.at))
    assert f'href="{begun.block_at(begun.texts[0])}comments/"' in text_of(member.get(begun.at))


def test_a_comment_is_answered_and_settled_and_then_folds(begun: Begun) -> None:
    member, analyst = begun.here.browser(Role.MEMBER), begun.here.analysts_browser
    say(member, begun, "Which years?")
    one = Comment.objects.get()

    page = press(analyst, begun, one, "answer", text="The last three.")
    assert page.index("Which years?") < page.index("The last three.")
    one.refresh_from_db()
    page = press(analyst, begun, one, "settle", version=str(one.version))

    assert "settled by Larkenmere analyst" in page
    assert page.index("settled by Larkenmere analyst") < page.index("The last three.")
    assert "Comments, all settled" in text_of(member.get(begun.at))
    assert Comment.objects.count() == 2


def test_a_thread_is_not_settled_over_an_answer_that_was_not_read(begun: Begun) -> None:
    member, analyst = begun.here.browser(Role.MEMBER), begun.here.analysts_browser
    say(member, begun, "Which years?")
    one = Comment.objects.get()
    press(member, begun, one, "answer", text="And which wards?")

    page = press(analyst, begun, one, "settle", version=str(one.version))

    assert "Somebody answered meanwhile" in page
    one.refresh_from_db()
    assert one.settled_at is None


def test_what_is_settled_takes_no_answer_and_stays_with_whoever_was_first(begun: Begun) -> None:
    chair = begun.here.with_role(Role.CHAIR)
    say(signed_in(chair), begun, "Which years?")
    one = Comment.objects.get()
    press(signed_in(chair), begun, one, "settle", version="1")

    page = press(begun.here.analysts_browser, begun, one, "answer", text="The last three.")
    press(begun.here.analysts_browser, begun, one, "settle", version="2")

    assert "was settled meanwhile" in page
    one.refresh_from_db()
    assert one.settled_by == chair
    assert Comment.objects.count() == 1


def test_only_an_analyst_settles_what_somebody_else_began(begun: Begun) -> None:
    member = begun.here.browser(Role.MEMBER)
    say(begun.here.analysts_browser, begun, "Which years?")
    one = Comment.objects.get()
    at = f"{begun.block_at(one.block)}comments/"

    assert f"{at}{one.pk}/settle/" not in text_of(member.get(at))
    assert member.post(f"{at}{one.pk}/settle/", {"version": "1"}).status_code == 403
    one.refresh_from_db()
    assert one.settled_at is None


@pytest.mark.parametrize(("text", "told"), [("  ", "Enter"), ("x" * 2001, "2000")])
def test_an_empty_or_endless_comment_is_refused(begun: Begun, text: str, told: str) -> None:
    page = say(begun.here.analysts_browser, begun, text)

    assert "There is a problem" in page
    assert told in page
    assert not Comment.objects.exists()


def test_history_shows_what_was_said_at_the_revision_it_speaks_of(begun: Begun) -> None:
    browser, block = begun.here.analysts_browser, begun.texts[0]
    say(browser, begun, "Which years?")
    one = Comment.objects.get()
    press(browser, begun, one, "settle", version="1")
    sent = {"text": "In 2026.", "marking": "OFFICIAL", "version": str(block.version)}
    browser.post(f"{begun.block_at(block)}write/", sent)

    page = text_of(browser.get(f"{begun.block_at(block)}history/"))

    assert page.index("Revision 1</h2>") < page.index("Which years?")
    assert "settled by Larkenmere analyst" in page
    assert "It speaks of revision 1" in page


def test_each_deed_is_in_the_record_without_its_words(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    say(browser, begun, "Which years?")
    one = Comment.objects.get()
    press(browser, begun, one, "answer", text="The last three.")
    press(browser, begun, one, "settle", version="2")

    found = Entry.objects.filter(object_type="comment").order_by("sequence")

    assert [entry.verb for entry in found] == ["added", "added", "settled"]
    assert not any("years" in entry.after or "last three" in entry.after for entry in found)
    assert str(one.pk) in found[1].after
    record = text_of(browser.get(f"/p/{begun.here.partnership.pk}/audit/"))
    assert "settled" in record


def test_a_block_that_was_taken_out_takes_no_more_and_keeps_what_it_has(begun: Begun) -> None:
    browser, block = begun.here.analysts_browser, begun.texts[0]
    say(browser, begun, "Which years?")
    browser.post(f"{begun.block_at(block)}remove/", {"version": str(block.version)})

    page = say(browser, begun, "And wards?")

    assert "It takes no more comments" in page
    assert "Which years?" in page
    assert Comment.objects.count() == 1


def test_a_table_takes_comments_too(begun: Begun) -> None:
    [table, *_] = [one for one in begun.outline.blocks if one.kind == "table"]

    page = say(begun.here.analysts_browser, begun, "Add the wards.", table)

    assert "Add the wards." in page
    assert Comment.objects.get().revision == 0


def test_a_comment_of_another_block_is_not_found(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    say(browser, begun, "Which years?")
    one = Comment.objects.get()
    elsewhere = f"{begun.block_at(begun.texts[1])}comments/{one.pk}/"

    assert browser.get(f"{elsewhere}answer/").status_code == 404
    assert browser.post(f"{elsewhere}settle/", {"version": "1"}).status_code == 404
    nobody = UUID(int=0)
    assert browser.get(f"{begun.at}blocks/{nobody}/comments/").status_code == 404


def test_an_answer_begins_no_thread_of_its_own(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    say(browser, begun, "Which years?")
    press(browser, begun, Comment.objects.get(), "answer", text="The last three.")
    answer = Comment.objects.exclude(answers_to=None).get()

    at = f"{begun.block_at(answer.block)}comments/{answer.pk}/answer/"

    assert browser.get(at).status_code == 404


def test_long_lists_come_in_pages_with_the_open_ones_first(begun: Begun) -> None:
    block = begun.texts[0]
    for number in range(52):
        made = comment_actions.comment_on(by=begun.seat, about=block, text=f"Said {number}.")
        if number == 0:
            comment_actions.settle_comment(by=begun.seat, about=made, version=1)
    browser, at = begun.here.analysts_browser, f"{begun.block_at(block)}comments/"

    with at_most(10):
        first = text_of(browser.get(at))
    second = text_of(browser.get(f"{at}?page=2"))

    assert "Said 1." in first
    assert "Said 0." not in first
    assert second.index("Said 51.") < second.index("Said 0.")


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
@pytest.mark.parametrize("audience", ["partner", "wider-partner", "public"])
def test_no_file_holds_a_comment(begun: Begun, kind: str, audience: str) -> None:
    comment = comment_actions.comment_on(by=begun.seat, about=begun.texts[0], text="Quarrelsome.")
    comment_actions.answer_comment(by=begun.seat, about=comment, text="Quarrelsome indeed.")
    sent = {"text": "Agreeable.", "marking": "OFFICIAL", "version": str(begun.texts[0].version)}
    browser = begun.here.analysts_browser
    browser.post(f"{begun.block_at(begun.texts[0])}write/", sent)

    answer = browser.get(f"{begun.at}downloads/{audience}/{kind}/")

    assert answer.status_code == 200
    said = words_of(answer.content, kind)
    assert "Agreeable." in said or kind == "xlsx"
    assert "Quarrelsome" not in said


def words_of(held: bytes, kind: str) -> str:
    """Return what a file says anywhere in it, as far as it can be read as words."""
    if kind == "pdf":
        return Pdf(held).words + held.decode("latin-1")
    if kind == "html":
        return held.decode()
    with zipfile.ZipFile(io.BytesIO(held)) as packed:
        return "".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())
