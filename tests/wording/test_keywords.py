"""The likeliest codes by keywords: what is near, what is left out, and how often it is right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.demo.pilot import make_pilot
from commonground.wording.keywords import Known, likeliest, nearly_same, stems

CODES = [
    Known("youth", "Youth: children and school"),
    Known("housing", "Housing: rents and repairs"),
    Known("web", "On line: phones and messages"),
]


def test_a_codes_own_words_point_to_it() -> None:
    assert likeliest("The rent goes up and no repair is done", CODES) == ["housing"]


def test_a_remark_that_shares_no_word_has_no_likely_code() -> None:
    assert likeliest("Nothing of the sort", CODES) == []
    assert likeliest("", CODES) == []
    assert likeliest("Children", []) == []


def test_remarks_that_people_coded_teach_words_that_the_name_has_not() -> None:
    taught = [*CODES[:2], Known("web", CODES[2].words, ["They were groomed in a game"])]

    assert likeliest("Groomed by a stranger", CODES) == []
    assert likeliest("Groomed by a stranger", taught) == ["web"]


def test_a_word_that_all_codes_share_tells_less_than_one_that_one_has() -> None:
    codes = [Known("a", "crime knives"), Known("b", "crime drugs"), Known("c", "crime")]

    assert likeliest("crime with knives", codes, most=1) == ["a"]


def test_at_most_three_are_offered() -> None:
    codes = [Known(at, f"crime number{at}") for at in range(5)]

    assert len(likeliest("crime", codes)) == 3


def test_what_says_nearly_the_same_comes_nearest_first() -> None:
    others = [
        (1, "The helpline has a waiting list of six months"),
        (2, "The helpline has a waiting list of six weeks"),
        *((at, f"Knives are carried near place{at} by somebody") for at in range(3, 9)),
    ]

    assert nearly_same("The helpline has a waiting list of six weeks", others) == [2, 1]
    assert nearly_same("", others) == []
    assert nearly_same("Anything", []) == []


@settings(deadline=None)
@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_is_answered_with_codes_that_there_are(text: str, remarks: list[str]) -> None:
    found = likeliest(text, [*CODES, Known("other", text, remarks)])

    assert set(found) <= {"youth", "housing", "web", "other"}
    assert len(found) == len(set(found))


def test_the_commonest_endings_are_left_off() -> None:
    assert stems("Parties, parties; the boss is waiting") == ["party", "party", "boss", "wait"]


@pytest.mark.slow
def test_three_of_five_coded_the_right_code_is_among_the_first_three_for_most() -> None:
    remarks = make_pilot().remarks
    taught = [one for at, one in enumerate(remarks) if at % 5 < 3]
    texts = {one.text for one in taught}
    subjects = sorted({one.subject for one in remarks})
    codes = [
        Known(name, name.replace("_", " "), [one.text for one in taught if one.subject == name])
        for name in subjects
    ]
    # those that were not taught word for word, every fourth so that it takes a few seconds
    asked = [one for one in remarks if one.text not in texts][::4]

    right = sum(one.subject in likeliest(one.text, codes) for one in asked)

    assert right / len(asked) > 0.7
