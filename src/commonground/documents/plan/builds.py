"""An action plan for those who may read less than its owners: by rule, never by hand."""

from dataclasses import replace

from commonground.documents.contents.audiences import Audience, Rule, highest, may_read, rule_for
from commonground.documents.contents.builds import Build, LeftOut, build_for
from commonground.documents.plan.plans import Action, Plan, Recommendation, Strand
from commonground.documents.plan.printing import printed
from commonground.documents.words import shortened
from commonground.sentences import Sentence, say

_SHOWN = 60


def plan_for(plan: Plan, audience: Audience) -> tuple[Plan, tuple[LeftOut, ...]]:
    """Return a plan without what this audience may not read, and what that is.

    What stands in a plan or under a recommendation is marked at least as highly as that is.
    Raises BadInput for a marking that this product may not carry.
    """
    rule = rule_for(audience)
    left_out: list[LeftOut] = []
    strands = tuple(_strand(one, plan.marking, rule, left_out) for one in plan.strands)
    return replace(plan, strands=strands), tuple(left_out)


def built(plan: Plan, audience: Audience) -> Build:
    """Return a plan as the document that one audience reads."""
    readable, left_out = plan_for(plan, audience)
    build = build_for(printed(readable), audience)
    return replace(build, left_out=(*left_out, *build.left_out))


def _strand(strand: Strand, marking: str, rule: Rule, left_out: list[LeftOut]) -> Strand:
    kept = []
    for one in strand.recommendations:
        marked = highest([marking, one.marking])
        if may_read(marked, rule):
            kept.append(_recommendation(one, marked, rule, left_out))
        else:
            what = say("Recommendation %(named)s", named=_named(one))
            left_out.append(LeftOut(what, _why(marked)))
    hides = len(kept) < len(strand.recommendations)
    return replace(strand, recommendations=tuple(kept), hides_recommendations=hides)


def _recommendation(
    about: Recommendation, marking: str, rule: Rule, left_out: list[LeftOut]
) -> Recommendation:
    kept = []
    for one in about.actions:
        marked = highest([marking, one.marking])
        if may_read(marked, rule):
            kept.append(one)
        else:
            what = say("Action %(named)s", named=_named(one))
            left_out.append(LeftOut(what, _why(marked)))
    hides = len(kept) < len(about.actions)
    return replace(about, actions=tuple(kept), hides_actions=hides)


def _named(one: Recommendation | Action) -> str:
    return f"{one.ref}: {shortened(one.text, _SHOWN)}"


def _why(marking: str) -> Sentence:
    return say("It is marked %(marking)s.", marking=marking)
