"""Sharing issues out by what people know: set by person or agency, and kept for the next round."""

from datetime import date

import pytest
from people_here import Here, text_of
from rounds_here import METHOD, RULES, Consulted, ready_round

from commonground.errors import BadInput
from commonground.rooms.consultation import access, actions
from commonground.rooms.consultation.allotting import Sharing
from commonground.rooms.consultation.models import Anonymity, HeldBy
from commonground.rooms.issues.actions import add_issue, theme_named
from commonground.rooms.issues.models import Theme


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return a draft round of two themes, of which everybody scores the first issue."""
    made = ready_round(here)
    theme = theme_named(by=here.seat, name="On line")
    new = [add_issue(by=here.seat, name=name, theme=theme) for name in ("Fraud", "Hacking")]
    issues = [one.issue for one in access.round_issues(made.round)]
    actions.choose_issues(
        by=here.seat, about=made.round, issues=[*issues, *new], linking={issues[0].pk}
    )
    return made


def theme(name: str) -> Theme:
    return Theme.objects.get(name=name)


def asked(found: Consulted) -> dict[str, set[str]]:
    """Return the themes of what each agency is asked about, but for what everybody is."""
    issues = {one.pk: one for one in access.round_issues(found.round)}
    voices = {one.pk: access.voice(one) for one in found.assessors}
    told: dict[str, set[str]] = {}
    for who, what in access.assignments(found.round):
        about = issues[what].issue
        if not issues[what].is_linking and about.theme:
            told.setdefault(voices[who], set()).add(about.theme.name)
    return told


def test_an_agency_that_knows_a_theme_is_asked_about_that_alone(found: Consulted) -> None:
    browser = found.here.analysts_browser
    sent = {"who": "agency:Agency 1", "themes": [str(theme("On line").pk)]}

    page = text_of(browser.post(f"{found.at}expertise/", sent, follow=True))
    assert page.count('<td class="govuk-table__cell">On line</td>') == 2
    browser.post(f"{found.at}assignment/", {"each": "6", "sharing": Sharing.OWN_THEMES.value})

    assert asked(found) == {
        "Agency 0": {"On line", "Violence"}, "Agency 1": {"On line"},
        "Agency 2": {"On line", "Violence"},
    }  # fmt: skip
    page = text_of(browser.get(f"{found.at}assignment/"))
    assert "Each assessor is asked about 3 to 6 issues." in page
    assert "3 issues are short" in page


def test_sharing_evenly_asks_nobody_what_they_know(found: Consulted) -> None:
    who = found.assessors[:2]
    actions.set_expertise(by=found.here.seat, about=found.round, who=who, themes=[theme("On line")])

    actions.assign(by=found.here.seat, about=found.round, each=6)

    assert all(some == {"On line", "Violence"} for some in asked(found).values())


def test_what_people_know_is_kept_for_the_next_round(found: Consulted) -> None:
    here, who = found.here, found.assessors[0]
    actions.set_expertise(by=here.seat, about=found.round, who=[who], themes=[theme("On line")])
    later = actions.make_round(
        by=here.seat, name="Later", method_id=METHOD, rules_id=RULES, held_by=HeldBy.BOTH,
        anonymity=Anonymity.NEVER, closes_on=date(2031, 1, 1), shortlist_length=2,
    )  # fmt: skip

    members = [one.membership for one in found.assessors]
    actions.choose_assessors(by=here.seat, about=later, members=members)

    [themes] = access.expertise(later).values()
    assert [one.name for one in themes] == ["On line"]


def test_nothing_is_said_of_strangers_by_strangers_themes_or_once_it_is_open(
    here: Here, elsewhere: Here, found: Consulted
) -> None:
    theirs = ready_round(elsewhere)
    strange = Theme.objects.get(partnership=elsewhere.partnership)
    own = Theme.objects.get(partnership=here.partnership, name="On line")

    with pytest.raises(BadInput, match="Choose somebody who takes part"):
        actions.set_expertise(by=here.seat, about=found.round, who=theirs.assessors, themes=[own])
    with pytest.raises(BadInput, match="theme of this partnership"):
        actions.set_expertise(
            by=here.seat, about=found.round, who=found.assessors, themes=[strange]
        )
    actions.assign(by=here.seat, about=found.round, each=6)
    found.open()
    with pytest.raises(BadInput, match="can no longer be changed"):
        actions.set_expertise(by=here.seat, about=found.round, who=found.assessors, themes=[own])
