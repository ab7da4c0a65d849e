"""Which role may do what with issues, as one table."""

import pytest

from commonground.rooms.issues.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed

TRUTH = {
    #                     analyst chair  member overseer assessor owner
    Verb.SEE_ISSUES: "    yes     yes    yes    yes      no       no",
    Verb.EXPORT_ISSUES: " yes     yes    yes    yes      no       no",
    Verb.EDIT_ISSUES: "   yes     no     no     no       no       no",
    Verb.CLOSE_ISSUES: "  yes     no     no     no       no       no",
    Verb.IMPORT_ISSUES: " yes     no     no     no       no       no",
    Verb.EDIT_THEMES: " yes     no     no     no       no       no",
    Verb.COLLECT_PROPOSALS: " yes     no     no     no       no       no",
    Verb.DECIDE_PROPOSALS: " yes     no     no     no       no       no",
}


@pytest.mark.parametrize("verb", Verb)
def test_the_table_is_the_one_agreed(verb: Verb) -> None:
    said = [answer == "yes" for answer in TRUTH[verb].split()]

    assert [may_do({role}, verb) for role in Role] == said
    assert not may_do(frozenset(), verb)


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(TRUTH) == set(Verb)


def test_the_refusal_says_whom_to_ask() -> None:
    with pytest.raises(NotAllowed, match=r"does not let you import issues\. Ask the analyst"):
        check_may_do({Role.MEMBER}, Verb.IMPORT_ISSUES)
