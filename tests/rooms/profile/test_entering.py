"""What is entered in a profile: checked, never twice, never lost, and of this profile alone."""

from copy import deepcopy

import pytest
from people_here import Here, make_here, page
from profile_here import SOUND, Signing, enter

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry as Recorded
from commonground.rooms.plan.models import Plan, Recommendation
from commonground.rooms.plan.plan_actions import PlanFields, make_plan
from commonground.rooms.profile.entry_actions import (
    add_entry,
    change_entry,
    plan_advice,
    put_back,
    take_out,
)
from commonground.rooms.profile.entry_kinds import KINDS, MOST_JUDGEMENTS
from commonground.rooms.profile.models import Judgement
from commonground.rooms.refusals import ChangedMeanwhile


def at(of: Signing, kind: str, *rest: object) -> str:
    return f"{of.at}entries/{kind}/" + "".join(f"{one}/" for one in rest)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(SOUND))
def test_each_kind_is_entered_on_its_page_and_stands_in_its_table(of: Signing, kind: str) -> None:
    browser = of.here.analysts_browser
    sent = {key: "" if value is None else value for key, value in SOUND[kind].items()}

    browser.post(at(of, kind, "add"), {**sent, "marking": "OFFICIAL"})

    (made,) = KINDS[kind].model._default_manager.filter(profile=of.about)
    assert made.number == 1
    told = page(browser, at(of, kind))
    assert made.words in told or KINDS[kind].id == "findings"
    assert Recorded.objects.filter(object_id=str(made.pk)).exists()


@pytest.mark.django_db
def test_the_same_again_is_not_entered_twice(of: Signing) -> None:
    assert enter(of, "gaps").pk == enter(of, "gaps").pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "told", "said"),
    [
        ("judgements", {"statement": "  "}, "Judgement: This field cannot be blank"),
        ("judgements", {"confidence": "certain"}, "Confidence: Value 'certain' is not a valid"),
        ("judgements", {"threat": "dragons"}, "Choose a threat of this profile"),
        ("judgements", {"marking": "SECRET"}, "Choose one of the markings"),
        ("findings", {"threat": ""}, "Choose the threat that was looked at"),
        ("findings", {"found": "gap", "reason": ""}, "Say why"),
        ("responses", {"strand": "punish"}, "Choose a strand of the plan"),
        ("vulnerabilities", {"name": "x" * 201}, "Name: Ensure this value has at most"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(
    of: Signing, kind: str, told: dict[str, object], said: str
) -> None:
    with pytest.raises(BadInput) as refused:
        enter(of, kind, **told)

    assert said in " ".join(refused.value.faults)


@pytest.mark.django_db
def test_a_marking_above_is_not_offered_and_is_refused(of: Signing) -> None:
    browser = of.here.analysts_browser

    answer = browser.post(at(of, "gaps", "add"), {"what": "Who pays", "marking": "SECRET"})

    told = answer.content.decode()
    assert "Select a valid choice. SECRET is not one of the available choices." in told
    assert "Nothing above OFFICIAL-SENSITIVE may be kept here." in told


@pytest.mark.django_db
def test_there_are_at_most_ten_judgements(of: Signing) -> None:
    for number in range(MOST_JUDGEMENTS):
        enter(of, "judgements", statement=f"Judgement {number}")

    with pytest.raises(BadInput, match="at most 10"):
        enter(of, "judgements", statement="One more")
    first = Judgement.objects.get(profile=of.about, number=1)
    take_out(by=of.here.seat, about=first)
    enter(of, "judgements", statement="One more")
    with pytest.raises(BadInput, match="at most 10"):
        put_back(by=of.here.seat, about=first)


@pytest.mark.django_db
def test_a_threat_has_one_finding(of: Signing) -> None:
    enter(of, "findings")

    with pytest.raises(BadInput, match="finding on this threat already"):
        enter(of, "findings", found="gap", reason="Nobody looked")
    told = page(of.here.analysts_browser, at(of, "findings"))
    assert "Threats without a finding" in told
    assert told.count("?threat=") == 9


@pytest.mark.django_db
def test_another_partnerships_agency_is_refused(of: Signing) -> None:
    theirs = make_here("Thirdford")

    with pytest.raises(BadInput, match="Choose an agency of this partnership"):
        enter(of, "gaps", agency=theirs.agency.pk)


@pytest.mark.django_db
def test_whoever_was_second_is_shown_both(of: Signing) -> None:
    made = enter(of, "gaps")
    values = {"what": "First", "marking": "OFFICIAL"}
    change_entry(by=of.here.seat, about=made, version=1, values=values)

    with pytest.raises(ChangedMeanwhile):
        change_entry(by=of.here.seat, about=made, version=1, values={**values, "what": "Second"})


@pytest.mark.django_db
def test_what_is_taken_out_stays_and_can_be_put_back(of: Signing) -> None:
    made = enter(of, "responses")
    browser = of.here.analysts_browser

    browser.post(at(of, "responses", made.pk, "take-out"))
    assert "1 entry was taken out" in page(browser, at(of, "responses"))
    browser.post(at(of, "responses", made.pk, "put-back"))

    assert "entry was taken out" not in page(browser, at(of, "responses"))


@pytest.mark.django_db
def test_a_judgement_says_what_it_lacks(of: Signing) -> None:
    enter(of, "judgements", likelihood="possible", confidence="", evidence="")

    told = page(of.here.analysts_browser, at(of, "judgements"))

    for tag in ("Not a word of the yardstick", "No confidence", "No evidence"):
        assert tag in told


def plan_here(here: Here) -> Plan:
    made = here.partnership.plans.first()
    if made:
        return made
    starts = here.partnership.profiles.get().data_until
    return make_plan(by=here.seat, fields=PlanFields("Plan", "four-ps", starts))


@pytest.mark.django_db
def test_a_recommendation_flows_into_the_plan_once(of: Signing) -> None:
    judged = enter(of, "judgements")
    made = enter(of, "recommendations", judgement=judged.pk, marking="OFFICIAL-SENSITIVE")
    plan = plan_here(of.here)
    browser = of.here.analysts_browser

    browser.post(f"{of.at}plan/{made.pk}/", {"plan": str(plan.pk)})
    plan_advice(by=of.here.seat, about=made, plan=plan)

    (planned,) = Recommendation.objects.filter(plan=plan)
    assert (planned.text, planned.strand) == (made.what, made.strand)
    assert planned.judgement == judged.statement
    assert planned.marking == "OFFICIAL-SENSITIVE"
    assert planned.ref in page(browser, at(of, "recommendations"))


@pytest.mark.django_db
def test_an_entry_of_another_profile_is_not_found_here(of: Signing) -> None:
    made = enter(of, "gaps")
    other = deepcopy(of.about)
    other.pk = of.here.partnership.pk

    assert of.here.analysts_browser.get(
        at(of, "gaps", made.pk).replace(str(of.about.pk), str(other.pk))
    ).status_code == 404  # fmt: skip
    assert of.here.analysts_browser.get(at(of, "dragons")).status_code == 404


@pytest.mark.django_db
def test_a_signed_profile_is_written_in_no_more(of: Signing) -> None:
    made = enter(of, "gaps")
    of.sign()

    with pytest.raises(BadInput, match="The profile is locked: Signed by the board"):
        add_entry(by=of.here.seat, about=of.now, kind=KINDS["gaps"], values=SOUND["gaps"])
    with pytest.raises(BadInput, match="locked"):
        take_out(by=of.here.seat, about=made)
    told = page(of.here.analysts_browser, at(of, "gaps"))
    assert "Enter a gap" not in told
