"""Who is asked about what: a pure rule, so properties can be tried on any size."""

from hypothesis import given
from hypothesis import strategies as st

from commonground.rooms.consultation.allotting import Heard, Sharing, allot, coverage

SIZES = st.integers(1, 12)


@given(people=SIZES, agencies=SIZES, issues=SIZES, linking=st.integers(0, 12), each=SIZES)
def test_everybody_gets_the_linking_set_and_as_many_as_asked(
    people: int, agencies: int, issues: int, linking: int, each: int
) -> None:
    agency_of = {who: f"Agency {who % agencies}" for who in range(people)}
    links = list(range(min(linking, issues)))

    given_ = allot(agency_of, list(range(issues)), links, each)

    for some in given_.values():
        assert set(links) <= set(some)
        assert len(some) == len(set(some)) == max(len(links), min(each, issues))
        assert some == sorted(some)


@given(people=SIZES, agencies=SIZES, issues=SIZES, each=SIZES)
def test_no_issue_is_heard_by_two_agencies_more_than_another_could_be(
    people: int, agencies: int, issues: int, each: int
) -> None:
    agency_of = {who: f"Agency {who % agencies}" for who in range(people)}
    given_ = allot(agency_of, list(range(issues)), [], each)
    pairs = [(who, what) for who, some in given_.items() for what in some]

    heard = coverage(agency_of, range(issues), pairs)

    counts = [one.assessors for one in heard.values()]
    assert sum(counts) == len(pairs)
    if people * each >= issues:
        assert min(counts) >= 1 or each * agencies < issues


def test_the_same_people_and_issues_give_the_same_assignment() -> None:
    agency_of = {who: f"Agency {who % 3}" for who in range(7)}

    assert allot(agency_of, range(9), [4], 5) == allot(agency_of, range(9), [4], 5)


def test_a_large_agency_does_not_crowd_the_others_out() -> None:
    agency_of = {who: "Police" if who < 8 else f"Agency {who}" for who in range(12)}
    given_ = allot(agency_of, range(6), [], 2)
    pairs = [(who, what) for who, some in given_.items() for what in some]

    heard = coverage(agency_of, range(6), pairs)

    assert {one.agencies for one in heard.values()} <= {2, 3}


def test_coverage_counts_an_agency_once() -> None:
    heard = coverage({"a": "Police", "b": "Police"}, [1, 2], [("a", 1), ("b", 1)])

    assert heard == {1: Heard(1, 2), 2: Heard(0, 0)}


@given(
    people=SIZES, agencies=SIZES, issues=SIZES, linking=st.integers(0, 12), each=SIZES,
    themes=st.integers(1, 4), data=st.data(),
)  # fmt: skip
def test_by_theme_people_are_asked_about_what_they_know_and_the_linking_set(
    people: int,
    agencies: int,
    issues: int,
    linking: int,
    each: int,
    themes: int,
    data: st.DataObject,
) -> None:
    agency_of = {who: f"Agency {who % agencies}" for who in range(people)}
    links = list(range(min(linking, issues)))
    knows = {
        who: [one for one in range(issues) if one % themes in some]
        for who in agency_of
        if (some := data.draw(st.sets(st.integers(0, themes - 1))))
    }

    strictly, first = (
        allot(agency_of, range(issues), links, each, sharing, knows)
        for sharing in (Sharing.OWN_THEMES, Sharing.OWN_THEMES_FIRST)
    )

    full = max(len(links), min(each, issues))
    for who, asked in strictly.items():
        assert set(links) <= set(asked)
        assert len(asked) == len(set(asked)) <= full
        if knows.get(who):
            assert set(asked) <= set(links) | set(knows[who])
            assert len(asked) == full or set(knows[who]) <= set(asked)
        else:
            assert len(asked) == full
    for who, asked in first.items():
        assert len(asked) == full
        beyond = set(asked) - set(links) - set(knows.get(who) or range(issues))
        # nothing else comes before what is known
        assert not beyond or set(knows[who]) <= set(asked)


def test_by_theme_a_thinly_known_issue_shows_as_short() -> None:
    agency_of = {"a": "Police", "b": "Council", "c": "Health"}
    knows = {"a": [1], "b": [1], "c": [2]}
    given_ = allot(agency_of, [1, 2, 3], [3], 3, Sharing.OWN_THEMES, knows)

    heard = coverage(agency_of, [1, 2, 3], [(w, i) for w, some in given_.items() for i in some])

    assert [heard[one].agencies for one in (1, 2, 3)] == [2, 1, 3]
