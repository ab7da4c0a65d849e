"""An assessment is begun, written in a block at a time, and taken away; nobody is overwritten."""

import json
import re

import pytest
from assessment_here import Begun, ranking_of
from django.conf import settings
from people_here import at_most, text_of
from searched_files import found_in
from themes_here import Coded

from commonground.documents.assessment.printing import values_of
from commonground.rooms.assessment.models import Assessment, Block, Revision
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role


def page_of(begun: Begun) -> str:
    return text_of(begun.here.analysts_browser.get(begun.at))


def write(begun: Begun, block: Block, text: str, **more: str) -> str:
    sent = {"text": text, "marking": block.marking, "version": str(block.version), **more}
    answer = begun.here.analysts_browser.post(f"{begun.block_at(block)}write/", sent, follow=True)
    return text_of(answer)


def test_one_is_begun_from_a_ranking_and_a_template(found: Coded) -> None:
    browser, at = found.here.analysts_browser, f"/p/{found.here.partnership.pk}/assessments/"
    assert "Begin an assessment" in text_of(browser.get(at))
    sent = {
        "title": "Strategic assessment 2026",
        "author": "The team",
        "ranking": str(ranking_of(found.of).pk),
        "template": "strategic-assessment-1",
    }

    page = text_of(browser.post(f"{at}begin/", sent, follow=True))

    assert "Core messages" in page
    assert "people from" in page
    assert "Strategic assessment 2026" in text_of(browser.get(at))


def test_a_text_prints_figures_of_the_frozen_sources(begun: Begun) -> None:
    page = write(begun, begun.texts[0], "In all [[issues ranked]] issues, **ranked**.")

    ranked = begun.assessment.ranking.closing.round.round_issues.count()
    assert re.search(rf'In all <a class="[^"]*cg-figure" href="[^"]+">{ranked}</a> issues', page)
    assert "<strong>ranked</strong>" in page


def test_what_asks_for_nothing_is_told_beside_it(begun: Begun) -> None:
    page = write(begun, begun.texts[0], "In all [[issues rankd]] issues.")

    assert "[issues rankd]" in page
    assert "issues ranked" in page


def test_each_text_is_a_revision_and_an_earlier_one_can_stand_again(begun: Begun) -> None:
    block = begun.texts[0]
    write(begun, block, "First.")
    block.refresh_from_db()
    write(begun, block, "Second.")

    browser = begun.here.analysts_browser
    history = text_of(browser.get(f"{begun.block_at(block)}history/"))
    assert history.index("Revision 3") < history.index("Revision 2") < history.index("Revision 1")
    block.refresh_from_db()
    assert f'name="version" value="{block.version}"' in history
    browser.post(f"{begun.block_at(block)}history/2/", {"version": block.version})

    block.refresh_from_db()
    assert (block.content, block.revision) == ("First.", 4)
    assert Revision.objects.filter(block=block).count() == 4


def test_a_long_history_stands_in_pages_each_with_what_changed(begun: Begun) -> None:
    block, browser, person = begun.texts[0], begun.here.analysts_browser, begun.seat.person
    Revision.objects.bulk_create(
        Revision(block=block, number=at, text=f"Number {at}.", origin="written", by=person)
        for at in range(2, 26)
    )
    at = f"{begun.block_at(block)}history/"

    first, last = (text_of(browser.get(f"{at}?page={number}")) for number in (1, 2))

    assert "Revision 25<" in first
    assert "<del>Number 5.</del>" in first
    assert "Revision 5<" not in first
    assert "<ins>Number 5.</ins>" in last
    assert "Revision 1<" in last


def test_of_two_who_write_the_second_is_shown_both(begun: Begun) -> None:
    block = begun.texts[0]
    write(begun, block, "Mine.")

    page = write(begun, block, "Yours.")

    assert "Mine." in page
    assert "Yours." in page
    block.refresh_from_db()
    assert block.content == "Mine."


def test_an_earlier_text_does_not_stand_again_over_one_that_nobody_looked_at(
    begun: Begun,
) -> None:
    block, browser = begun.texts[0], begun.here.analysts_browser
    write(begun, block, "First.")
    block.refresh_from_db()
    seen, at = block.version, f"{begun.block_at(block)}history/1/"
    write(begun, block, "Second.")

    answer = browser.post(at, {"version": seen})

    assert answer.status_code == 409
    assert "Second." in text_of(answer)
    assert f'<form method="post" action="{at}"' in text_of(answer)
    assert f'href="{begun.block_at(block)}history/"' in text_of(answer)
    block.refresh_from_db()
    assert block.content == "Second."
    browser.post(at, {"version": block.version})
    block.refresh_from_db()
    assert block.content == Revision.objects.get(block=block, number=1).text


@pytest.mark.parametrize("press", ["put-back/", "history/1/"])
def test_once_issued_a_press_says_why_nothing_was_done(begun: Begun, press: str) -> None:
    browser, block = begun.here.analysts_browser, begun.texts[0]
    browser.post(f"{begun.at}becomes/issued/", {"version": begun.assessment.version})

    page = browser.post(f"{begun.block_at(block)}{press}", {"version": 1}, follow=True)

    assert "has been issued" in text_of(page)


def test_the_record_names_both_blocks_that_changed_places(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    section = begun.outline.under(None)[0]
    add = f"{begun.at}sections/{section.pk}/add/"
    browser.post(add, {"kind": "table", "content": "shortlist", "marking": "OFFICIAL"})
    first, added = begun.outline.standing(section)

    browser.post(f"{begun.block_at(added)}move/", {"version": added.version, "to": "up"})

    told = {
        one.object_id: (json.loads(one.before)["position"], json.loads(one.after)["position"])
        for one in Entry.objects.filter(verb="moved", object_type="block")
    }
    assert told == {
        str(added.pk): (added.position, first.position),
        str(first.pk): (first.position, added.position),
    }


def test_a_block_can_be_added_moved_taken_out_and_put_back(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    section = begun.outline.under(None)[0]
    add = f"{begun.at}sections/{section.pk}/add/"
    browser.post(add, {"kind": "table", "content": "shortlist", "marking": "OFFICIAL"})
    first, added = begun.outline.standing(section)
    at = begun.block_at(added)

    browser.post(f"{at}move/", {"version": added.version, "to": "up"})
    assert begun.outline.standing(section)[0].pk == added.pk
    added.refresh_from_db()
    browser.post(f"{at}remove/", {"version": added.version})
    assert begun.outline.standing(section) == [first]
    assert "1 block was taken out" in page_of(begun)
    browser.post(f"{at}put-back/")
    assert len(begun.outline.standing(section)) == 2


def test_a_table_that_there_is_not_is_refused_with_the_nearest_names(begun: Begun) -> None:
    section = begun.outline.under(None)[0]
    sent = {"kind": "table", "content": "shortlst", "marking": "OFFICIAL"}

    page = begun.here.analysts_browser.post(f"{begun.at}sections/{section.pk}/add/", sent)

    assert "shortlist" in text_of(page)
    assert len(begun.outline.standing(section)) == 1


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
def test_each_reader_takes_away_what_they_may_read_and_no_more(begun: Begun, kind: str) -> None:
    """Every place of the file is searched; in the partner's file each secret is found."""
    sensitive, counted = begun.texts[:2]
    write(begun, sensitive, "Only for Larkspur partners.", marking="OFFICIAL-SENSITIVE")
    told = "Spoken of [[remarks in Golden Youth]] times by Openly."
    write(begun, counted, told, marking="OFFICIAL")
    section = begun.outline.under(None)[0]
    add = f"{begun.at}sections/{section.pk}/add/"
    browser = begun.here.analysts_browser
    for marking in ("OFFICIAL", "OFFICIAL-SENSITIVE"):
        table = "remarks Golden Youth" if marking != "OFFICIAL" else "theme by agency"
        browser.post(add, {"kind": "table", "content": table, "marking": marking})
    own = {settings.ADDRESS.host, str(counted.pk), "The community safety team"}
    remark, *others = begun.remarks_in("Golden Youth")
    count = 1 + len(others)
    assert count < 5

    held = {
        audience: browser.get(f"{begun.at}downloads/{audience}/{kind}/").content
        for audience in ("partner", "wider-partner", "public")
    }

    in_sentences = {"Only for Larkspur partners.", f"Spoken of {count} times by Openly."}
    secrets = {remark, "OFFICIAL-SENSITIVE", *own, *in_sentences}
    # a workbook holds no text, and only Word says which text is which
    expected = secrets - (in_sentences if kind == "xlsx" else set())
    expected -= set() if kind == "docx" else {str(counted.pk)}
    assert found_in(kind, held["partner"], list(secrets)) == expected
    assert found_in(kind, held["wider-partner"], [remark, "Larkspur"]) == set()
    assert found_in(kind, held["public"], list(secrets)) == set()
    if kind != "xlsx":
        assert found_in(kind, held["public"], ["by Openly."]) == {"by Openly."}


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_public_reads_how_many_themes_there_are_and_not_how_little_was_said_of_one(
    begun: Begun, kind: str
) -> None:
    values = values_of(begun.assessment.freezes.get().figures)
    small = [key for key, one in values.items() if one.number and 0 < one.number < 5]
    assert {"golden themes", "remarks in Golden Youth"} <= set(small)
    said = "Themes: [[golden themes]]. Of one [[remarks in Golden Youth]] remarks speak."
    write(begun, begun.texts[0], said, marking="OFFICIAL")

    held = begun.here.analysts_browser.get(f"{begun.at}downloads/public/{kind}/").content

    themes = f"Themes: {values['golden themes'].text}. Of one [number not published] remarks speak."
    assert found_in(kind, held, [themes]) == {themes}


def test_a_file_is_recorded_when_it_is_taken_and_not_when_it_is_only_looked_at(
    begun: Begun,
) -> None:
    browser, at = begun.here.analysts_browser, f"{begun.at}downloads/public/html/"
    before = Entry.objects.count()

    assert browser.head(at).status_code == 405
    for header in ("Sec-Purpose", "Purpose"):
        looked = browser.get(at, headers={header: "prefetch;prerender"})
        assert (looked.status_code, looked.content) == (204, b"")
    assert Entry.objects.count() == before
    assert browser.get(at).status_code == 200
    assert Entry.objects.filter(verb="took away").count() == Entry.objects.count() - before == 1


def test_what_was_issued_is_written_no_more(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    browser.post(f"{begun.at}becomes/issued/", {"version": begun.assessment.version})

    page = write(begun, begun.texts[0], "Later.")

    assert "has been issued" in page
    assert Block.objects.filter(content="Later.").count() == 0
    assert Assessment.objects.get().state == "issued"


def test_an_assessment_takes_at_most_ten_queries(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    browser.get(begun.at)

    with at_most(10):
        browser.get(begun.at)


def test_a_member_reads_and_writes_nothing(begun: Begun) -> None:
    browser = begun.here.browser(Role.MEMBER)

    assert browser.get(begun.at).status_code == 200
    assert browser.get(f"{begun.block_at(begun.texts[0])}write/").status_code == 403


def test_a_page_is_marked_as_highly_as_what_it_shows(begun: Begun) -> None:
    block, banner = begun.texts[0], '<p class="govuk-body-s cg-marking">{}</p>'
    browser, history = begun.here.analysts_browser, f"{begun.block_at(begun.texts[0])}history/"
    assert banner.format("OFFICIAL") in text_of(browser.get(history))

    page = write(begun, block, "Named.", marking="OFFICIAL-SENSITIVE")

    assert banner.format("OFFICIAL-SENSITIVE") in page
    asked = f"{begun.at}frozen/1/figure/?of="
    assert banner.format("OFFICIAL") in text_of(browser.get(f"{asked}issues+ranked"))
    block.refresh_from_db()
    write(begun, block, "Named [[ Issues  ranked ]].", marking="OFFICIAL-SENSITIVE")
    assert banner.format("OFFICIAL-SENSITIVE") in text_of(browser.get(f"{asked}issues+ranked"))
    assert banner.format("OFFICIAL") in text_of(browser.get(f"{asked}issues+in"))
    assert banner.format("OFFICIAL-SENSITIVE") in text_of(browser.get(history))
