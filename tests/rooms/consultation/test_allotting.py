"""Who is asked about what: a pure rule, so properties can be tried on any size."""

from hypothesis import given
from hypothesis import strategies as st

from commonground.rooms.consultation.allotting import Heard, allot, coverage

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
