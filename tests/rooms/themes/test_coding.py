"""Giving codes to remarks, undoing it, and what becomes of the codes."""

import pytest
from django.db import IntegrityError
from people_here import Here, text_of
from themes_here import Coded, coded

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access, code_actions, coding_actions
from commonground.rooms.themes.models import Code, Coding, Reading, Status


@pytest.fixture
def found(here: Here) -> Coded:
    """Return gathered remarks and the codes Housing and Youth."""
    return coded(here)


def test_saving_a_remark_gives_its_codes_and_opens_the_next_of_the_list(found: Coded) -> None:
    housing, youth = found.codes
    first, second = found.remarks[:2]
    at = f"{found.at}remarks/{first.pk}/?q=often"

    answer = found.here.analysts_browser.post(
        at, {"version": first.version, "code": [str(housing.pk), str(youth.pk)]}
    )

    assert answer["Location"] == f"{found.at}remarks/{second.pk}/?q=often"
    assert found.carried(first.pk) == ["Housing", "Youth"]
    assert access.progress(found.here.seat) == access.Progress(all=48, read=1)


def test_the_last_of_a_list_leads_back_to_it(found: Coded) -> None:
    last = found.remarks[-1]

    answer = found.here.analysts_browser.post(
        f"{found.at}remarks/{last.pk}/", {"version": last.version}, follow=True
    )

    assert "That was the last remark" in text_of(answer)


def test_a_remark_that_no_code_fits_counts_as_read(found: Coded) -> None:
    assert found.give(1).is_read
    assert len(list(access.remarks(found.here.seat, access.Wanted(code="no_code")))) == 1


def test_saving_it_twice_writes_nothing_more(found: Coded) -> None:
    found.give(1, found.codes[0])
    found.give(1, found.codes[0])

    assert Reading.objects.count() == 1
    assert Entry.objects.filter(verb="coded").count() == 1


def test_two_people_do_not_overwrite_each_other(found: Coded) -> None:
    housing, youth = found.codes
    opened = found.remarks[0]
    found.give(1, housing)
    at = f"{found.at}remarks/{opened.pk}/"

    answer = found.here.analysts_browser.post(
        at, {"version": opened.version, "code": [str(youth.pk)]}
    )

    assert answer.status_code == 409
    assert "Somebody else coded it meanwhile" in text_of(answer)
    assert found.carried(opened.pk) == ["Housing"]
    ticked = [line for line in text_of(answer).splitlines() if " checked" in line]
    assert [str(youth.pk) in line for line in ticked] == [True]
    with pytest.raises(ChangedMeanwhile):
        coding_actions.code_remark(
            by=found.here.seat, about=opened, version=opened.version, codes={youth.pk}
        )


def test_undoing_brings_the_remark_back_as_it_was(found: Coded) -> None:
    housing, youth = found.codes
    found.give(1, housing)
    about = found.give(1, youth)
    at = f"{found.at}remarks/undo/"

    answer = found.here.analysts_browser.post(at)
    assert answer["Location"].endswith(f"/remarks/{about.pk}/")
    assert found.carried(about.pk) == ["Housing"]

    found.here.analysts_browser.post(at)
    assert found.carried(about.pk) == []
    assert not found.remarks[0].is_read
    assert "nothing of yours to undo" in text_of(found.here.analysts_browser.post(at, follow=True))


def test_codes_of_another_partnership_are_refused(found: Coded, elsewhere: Here) -> None:
    theirs = code_actions.add_code(by=elsewhere.seat, name="Theirs")

    with pytest.raises(BadInput, match="no longer in use"):
        found.give(1, theirs)


def test_a_version_that_makes_no_sense_is_refused(found: Coded) -> None:
    about = found.remarks[0]

    answer = found.here.analysts_browser.post(
        f"{found.at}remarks/{about.pk}/", {"version": "²", "code": ["nothing"]}
    )

    assert answer.status_code == 409


def test_a_code_is_added_changed_and_named_once(found: Coded) -> None:
    browser, at = found.here.analysts_browser, f"{found.at}codes/"
    fields = {"name": "Mental health", "definition": "Of anybody", "example": "", "parent": ""}

    browser.post(f"{at}add/", fields)
    twice = browser.post(f"{at}add/", {**fields, "name": "mental  HEALTH"})

    made = Code.objects.get(name="Mental health")
    assert "already a code called mental HEALTH" in text_of(twice)
    renamed = browser.post(
        f"{at}{made.pk}/change/", {**fields, "name": "Mental ill-health", "version": made.version}
    )
    assert renamed.status_code == 302
    stale = browser.post(f"{at}{made.pk}/change/", {**fields, "version": made.version})
    assert stale.status_code == 409


def test_a_part_has_no_parts(found: Coded) -> None:
    housing, youth = found.codes
    part = code_actions.add_code(by=found.here.seat, name="Rents", parent=housing)

    assert [one.name for one in found.codes] == ["Housing", "Rents", "Youth"]
    with pytest.raises(BadInput, match="has no parts"):
        code_actions.add_code(by=found.here.seat, name="Arrears", parent=part)
    with pytest.raises(BadInput, match="Other codes are part of it"):
        code_actions.retire_code(by=found.here.seat, about=housing, version=1, reason="Unused")
    assert youth.is_live


def test_merging_moves_the_remarks_and_keeps_the_story(found: Coded) -> None:
    housing, youth = found.codes
    both, one = found.give(1, housing, youth), found.give(2, housing)

    count = code_actions.merge_code(
        by=found.here.seat, about=housing, version=1, into=youth, reason="The same"
    )

    assert count == 2
    assert found.carried(both.pk) == found.carried(one.pk) == ["Youth"]
    page = text_of(found.here.analysts_browser.get(f"{found.at}codes/"))
    assert "Now Youth. The same" in page
    ended = Coding.objects.filter(code=housing)
    assert {row.taken_in is None for row in ended} == {False}


def test_splitting_shares_the_remarks_between_two_codes(found: Coded) -> None:
    housing = found.codes[0]
    one, two = found.give(1, housing), found.give(2, housing)
    at = f"{found.at}codes/{housing.pk}/split/"
    form = {
        "first": "Rents", "second": "Repairs", "to_second": [str(two.pk)], "reason": "Two things",
        "version": "1",
    }  # fmt: skip

    answer = found.here.analysts_browser.post(at, form)

    assert answer.status_code == 302
    assert found.carried(one.pk) == ["Rents"]
    assert found.carried(two.pk) == ["Repairs"]
    assert Code.objects.get(pk=housing.pk).status == Status.SPLIT


def test_two_halves_of_one_name_are_refused_and_nothing_is_written(found: Coded) -> None:
    with pytest.raises(BadInput, match="different names"):
        code_actions.split_code(
            by=found.here.seat, about=found.codes[0], version=1, first="A", second=" a ",
            to_second=(), reason="Two",
        )  # fmt: skip

    assert len(found.codes) == 2


def test_a_retired_code_goes_from_its_remarks_and_is_given_no_more(found: Coded) -> None:
    housing = found.codes[0]
    about = found.give(1, housing)

    found.here.analysts_browser.post(
        f"{found.at}codes/{housing.pk}/retire/", {"reason": "Unclear", "version": "1"}
    )

    assert found.carried(about.pk) == []
    with pytest.raises(BadInput, match="no longer in use"):
        found.give(2, housing)
    with pytest.raises(BadInput, match="Enter the reason"):
        code_actions.retire_code(by=found.here.seat, about=found.codes[0], version=1, reason=" ")


def test_undoing_does_not_bring_a_retired_code_back(found: Coded) -> None:
    housing = found.codes[0]
    found.give(1, housing)
    code_actions.retire_code(by=found.here.seat, about=housing, version=1, reason="Unclear")

    with pytest.raises(BadInput, match="no longer in use"):
        coding_actions.undo_last(by=found.here.seat)


def test_the_database_gives_a_code_once(found: Coded) -> None:
    about = found.give(1, found.codes[0])
    again = Coding(remark=about, code=found.codes[0], given_in=Reading.objects.get())

    with pytest.raises(IntegrityError):
        again.save()


def test_the_record_says_what_was_given(found: Coded) -> None:
    found.give(1, *found.codes)

    page = text_of(found.here.analysts_browser.get(f"/p/{found.here.partnership.pk}/audit/"))

    assert "coded" in page
    assert "Housing, Youth" in page


def test_the_likeliest_codes_are_offered_and_none_is_ticked(found: Coded) -> None:
    youth = found.codes[1]
    found.give(1, youth)
    second = found.remarks[1]

    page = text_of(found.here.analysts_browser.get(f"{found.at}remarks/{second.pk}/"))

    assert "Likeliest, by keywords:" in page
    assert "<strong>2 Youth</strong>" in page
    assert " checked" not in page
    assert found.carried(second.pk) == []


def test_a_reader_is_offered_no_codes(found: Coded) -> None:
    found.give(1, found.codes[1])
    at = f"{found.at}remarks/{found.remarks[1].pk}/"

    assert "Likeliest" not in text_of(found.here.browser(Role.MEMBER).get(at))


def test_remarks_that_say_nearly_the_same_are_shown_with_their_codes(found: Coded) -> None:
    found.give(1, *found.codes)
    second = found.remarks[1]

    page = text_of(found.here.analysts_browser.get(f"{found.at}remarks/{second.pk}/"))

    shown = page.partition("Remarks that say nearly the same")[2]
    assert "Remark 1</a>: Seen often (Housing, Youth)" in shown
    assert "Remark 2</a>" not in shown
