"""Which role may do what, as one table; every verb and every role is in it."""

import pytest

from commonground.rooms.people.roles import MEANINGS, Role
from commonground.rooms.people.rules import (
    ALLOWED,
    Standing,
    Verb,
    check_may_do,
    may_do,
    may_make_partnership,
)
from commonground.rooms.refusals import NotAllowed

TRUTH = {
    #                          analyst chair  member overseer assessor owner
    Verb.SEE_AGENCIES: "       yes     yes    yes    yes      yes      yes",
    Verb.SEE_PEOPLE: "         yes     yes    yes    yes      no       no",
    Verb.EDIT_PARTNERSHIP: "   yes     yes    no     no       no       no",
    Verb.EDIT_AGENCIES: "      yes     no     no     no       no       no",
    Verb.EDIT_PEOPLE: "        yes     no     no     no       no       no",
    Verb.INVITE: "             yes     no     no     no       no       no",
    Verb.READ_AUDIT: "         yes     yes    no     yes      no       no",
    Verb.HOLD_TOKENS: "        yes     yes    yes    yes      yes      yes",
}


@pytest.mark.parametrize("verb", Verb)
def test_the_table_is_the_one_agreed(verb: Verb) -> None:
    said = [answer == "yes" for answer in TRUTH[verb].split()]

    assert [may_do({role}, verb) for role in Role] == said


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(TRUTH) == set(Verb)


def test_every_role_is_explained() -> None:
    assert set(MEANINGS) == set(Role)


@pytest.mark.parametrize("verb", Verb)
def test_without_a_role_nothing_may_be_done(verb: Verb) -> None:
    assert not may_do(frozenset(), verb)


def test_two_roles_may_what_either_may() -> None:
    assert may_do({Role.ASSESSOR, Role.OVERSEER}, Verb.READ_AUDIT)


def test_the_refusal_says_whom_to_ask() -> None:
    with pytest.raises(NotAllowed, match="does not let you read the audit"):
        check_may_do({Role.MEMBER}, Verb.READ_AUDIT)


@pytest.mark.parametrize(
    ("operator", "is_open", "first", "may"),
    [
        (False, False, False, False),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, True),
    ],
)
def test_who_may_make_a_partnership(
    *, operator: bool, is_open: bool, first: bool, may: bool
) -> None:
    standing = Standing(is_operator=operator, is_sign_up_open=is_open, is_first=first)

    assert may_make_partnership(standing) is may
