"""Who may move a profile from which state to which: every state with every party."""

from pathlib import Path

import pytest

from commonground.documents.contents.audiences import Audience
from commonground.documents.profile import governance as module
from commonground.documents.profile.governance import Party, governance, may_move
from commonground.errors import BadInput
from commonground.reference.governance import governance_path

A, P, C, V = Party.ANALYST, Party.POLICE_LEAD, Party.CHAIR, Party.OVERSEER
WORK = ["data_requested", "data_in", "analysis", "scoring_open", "scoring_closed", "draft"]
REVISE = {"quarterly_review": {A, C}, "exception_refresh": {A, C, P}, "superseded": {A}}
MAY: dict[str, dict[str, set[Party]]] = {
    "scoping": {to: {A} for to in WORK},
    "data_requested": {to: {A} for to in WORK[1:]},
    "data_in": {to: {A} for to in WORK[2:]},
    "analysis": {to: {A} for to in WORK[3:]},
    "scoring_open": {to: {A} for to in WORK[4:]},
    "scoring_closed": {to: {A} for to in WORK[5:]},
    "draft": {"partner_check": {A}, "sanitisation": {A}},
    "partner_check": {"sanitisation": {A}, "draft": {A}},
    "sanitisation": {"draft": {A}, "signed_police": {P}},
    "signed_police": {"signed_board": {C}, "draft": {C, P}},
    "signed_board": {"noted": {V}, "issued": {A}, "draft": {C, P}},
    "noted": {"issued": {A}, "draft": {C, P}},
    "issued": {"public_issued": {A}, "plan_live": {A}, "exception_refresh": {A, C, P},
               "superseded": {A}},
    "public_issued": {"plan_live": {A}, "exception_refresh": {A, C, P}, "superseded": {A}},
    "plan_live": REVISE,
    "quarterly_review": {"plan_live": {A, C}, "exception_refresh": {A, C, P}, "superseded": {A}},
    "exception_refresh": {"partner_check": {A}, "sanitisation": {A}, "draft": {A},
                          "quarterly_review": {A, C}},
    "superseded": {},
}  # fmt: skip
"""Written out by hand: whoever changes the rules changes this table, and sees what it does."""


def test_the_states_are_those_of_the_plan_in_their_order() -> None:
    assert list(governance().states) == list(MAY)
    assert governance().first == "scoping"


@pytest.mark.parametrize("state", list(MAY))
@pytest.mark.parametrize("party", [A, P, C, V])
def test_who_may_move_it_from_a_state(state: str, party: Party) -> None:
    found = {one.to for one in governance().moves_from(state) if may_move(one, {party})}

    assert found == {to for to, parties in MAY[state].items() if party in parties}


def test_nobody_may_make_a_move_who_is_no_party() -> None:
    assert not any(may_move(one, set()) for one in governance().moves)


def test_the_text_is_locked_from_the_first_signature_on() -> None:
    locked = {key for key, one in governance().states.items() if one.is_locked}

    assert locked == {"signed_police", "signed_board", "noted", "issued", "public_issued",
                      "plan_live", "quarterly_review", "superseded"}  # fmt: skip


def test_both_signatures_are_by_another_hand_and_the_first_freezes() -> None:
    signing = {one.to: one for one in governance().moves if one.is_by_another_hand}

    assert set(signing) == {"signed_police", "signed_board"}
    assert [to for to, one in signing.items() if one.freezes] == ["signed_police"]


def test_going_back_has_a_reason() -> None:
    assert all(one.needs_reason for one in governance().moves if one.to == "draft"
               and set(one.sources) & {"partner_check", "signed_police"})  # fmt: skip


def test_it_is_issued_once_partners_have_their_build_and_the_public_its_own() -> None:
    needs = {one.to: one.needs for one in governance().moves if one.needs}

    assert needs == {"issued": (Audience.PARTNER,), "public_issued": (Audience.PUBLIC,)}


@pytest.mark.parametrize("audience", list(Audience))
def test_no_build_is_released_before_the_board_signed(audience: Audience) -> None:
    rule = governance().releases[audience]

    assert set(rule.sources) == {"signed_board", "noted", "issued", "public_issued", "plan_live",
                                 "quarterly_review"}  # fmt: skip
    assert rule.by == ({C} if audience is Audience.PUBLIC else {C, P})


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('to = "noted"', 'to = "notted"', "there is no state notted"),
        ('first = "scoping"', 'first = "begin"', "there is no state begin"),
        ('to = "data_in"', 'to = "data_requested"', "two moves lead from scoping"),
    ],
)
def test_rules_that_lead_nowhere_are_refused(
    was: str, becomes: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(governance_path().read_text("utf-8").replace(was, becomes, 1), "utf-8")
    monkeypatch.setattr(module, "governance_path", lambda: path)

    with pytest.raises(BadInput, match=said):
        governance.__wrapped__()
