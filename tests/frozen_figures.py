"""Computes an assessment's figures from its frozen texts alone, by none of the product's code.

The texts are read as plain JSON. Whatever a ranking says of an issue that can be computed from
something deeper in the same text is: its risk from the published cells, its rank from all issues'
graded risks, its chance from the ranks that it held in the redrawn consultations.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from operator import mul
from typing import Any

HARM = ("individual", "community", "public_expectation", "environmental", "financial",
        "organisational", "organisational_economic")  # fmt: skip
LIKELIHOOD = ("frequency", "volume", "confidence")
ROUNDED = 0.001
"""How far the shares by rank, kept to four decimals, may add up beside the chance."""

Held = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """The three texts that a document's figures come from, as the database keeps them."""

    ranking: str
    closing: str
    snapshot: str

    @property
    def digests(self) -> set[str]:
        """What the texts are known by, digested here."""
        held = json.loads(self.ranking)
        for name in ("kind", "format", "sha256", "versions"):
            del held[name]
        content = json.dumps(held, sort_keys=True, separators=(",", ":"))
        texts = (content, self.closing, self.snapshot)
        return {hashlib.sha256(one.encode()).hexdigest() for one in texts}

    @cached_property
    def result(self) -> Held:
        found: Held = json.loads(self.ranking)
        return found

    @cached_property
    def record(self) -> Held:
        found: Held = json.loads(self.closing)
        return found

    @cached_property
    def kept(self) -> Held:
        found: Held = json.loads(self.snapshot)
        return found

    @cached_property
    def issues(self) -> dict[str, Held]:
        return {one["issue"]: one for one in self.result["issues"]}

    @cached_property
    def graded(self) -> dict[str, Decimal]:
        """The graded risk of each issue, from its published cells."""
        return {name: risk(one) * _factor(one) for name, one in self.issues.items()}

    @cached_property
    def decided(self) -> dict[str, Held]:
        """The board's last word on each issue that it decided about."""
        return {one["issue"]: one for one in sorted(self.kept["decisions"], key=_number)}

    def moved(self, *, is_in: bool) -> list[Held]:
        """Return the decisions that stand and put an issue on the other side than its rank."""
        return [
            one
            for one in self.decided.values()
            if one["is_in"] is is_in and self.issues[one["issue"]]["in_shortlist"] is not is_in
        ]

    def themes(self, reach: str) -> int:
        return sum(one["reach"] == reach for one in self.kept["themes"])

    def said(self, reference: str) -> str:
        """Return what a document must print for a reference, as it stands in its link."""
        if reference in _OF_ALL:
            return _OF_ALL[reference](self)
        for name, say in _OF_ISSUE.items():
            if (
                reference.startswith(f"{name} ")
                and reference.removeprefix(f"{name} ") in self.issues
            ):
                return say(self, self.issues[reference.removeprefix(f"{name} ")])
        by_name = {one["name"]: one for one in self.kept["themes"]}
        for name, tell in _OF_THEME.items():
            if reference.startswith(f"{name} "):
                return tell(by_name[reference.removeprefix(f"{name} ")])
        raise LookupError(reference)


def risk(issue: Held) -> Decimal:
    """Return total harm times total likelihood."""
    cells = issue["scores"]
    sums = [sum(Decimal(cells[name]) for name in names) for names in (HARM, LIKELIHOOD)]
    return reduce(mul, sums, Decimal(1))


def _factor(issue: Held) -> Decimal:
    return Decimal(issue["figures"]["organisational_position_factor"])


def _number(decision: Held) -> int:
    return int(decision["number"])


def _rank(frozen: Frozen, issue: Held) -> str:
    own = frozen.graded[issue["issue"]]
    above = sum(other > own for other in frozen.graded.values())
    shared = sum(other == own for other in frozen.graded.values()) > 1
    return f"{above + 1}{'=' * shared}"


def _chance(frozen: Frozen, issue: Held) -> str:
    certainty, length = issue["certainty"], frozen.result["shortlist_length"]
    shares = certainty["rank_acceptability"].items()
    added = sum(share for rank, share in shares if int(rank) <= length)
    chance = certainty["probability_in_top"]
    assert abs(added - chance) < ROUNDED
    if 0.01 <= chance <= 0.99:
        return f"{round(chance * 100)} in 100"
    return "over 99 in 100" if chance > 0.5 else "under 1 in 100"


def _interval(_frozen: Frozen, issue: Held) -> str:
    low, high = (issue["certainty"][f"rank_{end}"] for end in ("low", "high"))
    return str(low) if low == high else f"{low} to {high}"


def _disagreement(_frozen: Frozen, issue: Held) -> str:
    held = issue["disagreement"]
    apart, camps = len(held["criteria_contested"]), len(held["criteria_in_two_camps"])
    if not apart + camps:
        return "on no criterion"
    said = f"on {apart} {'criterion' if apart == 1 else 'criteria'}"
    return said + (f", in two camps on {camps}" if camps else "")


def _decision(frozen: Frozen, issue: Held) -> str:
    one = frozen.decided.get(issue["issue"])
    if one is None:
        return f"{'' if issue['in_shortlist'] else 'not '}on the shortlist, by its rank"
    way = "taken in" if one["is_in"] else "taken out"
    return f"{way} by {one['decided_by']}: {one['reason']}"


def _last(frozen: Frozen, issue: Held) -> str:
    last = frozen.kept["last"]
    return str(last["ranks"].get(issue["issue"], "not ranked then") if last else "not ranked then")


def _scored_by(frozen: Frozen, issue: Held, what: str) -> str:
    """Return how many scored an issue, as the closing counted it and the ranking did."""
    [closed] = (one for one in frozen.record["issues"] if one["issue"] == issue["issue"])
    assert closed[what] == issue[what]
    return str(closed[what])


_OF_ISSUE: Mapping[str, Callable[[Frozen, Held], str]] = {
    "rank of": _rank,
    "interval of": _interval,
    "chance of": _chance,
    "state of": lambda _frozen, one: str(one["certainty"]["band"]),
    "risk of": lambda _frozen, one: f"{risk(one):,.2f}",
    "graded risk of": lambda frozen, one: f"{frozen.graded[one['issue']]:,.2f}",
    "disagreement over": _disagreement,
    "agencies that scored": lambda frozen, one: _scored_by(frozen, one, "agencies"),
    "people who scored": lambda frozen, one: _scored_by(frozen, one, "assessors"),
    "heading of": lambda _frozen, one: str(one["theme"]),
    "decision on": _decision,
    "last rank of": _last,
}


def _added(rows: list[Held], what: str) -> int:
    return sum(int(one[what]) for one in rows)


def _banded(band: str) -> Callable[[Frozen], str]:
    return lambda frozen: str(
        sum(one["certainty"]["band"] == band for one in frozen.result["issues"])
    )


def _took_part(what: str) -> Callable[[Frozen], str]:
    return lambda frozen: f"{_added(frozen.record['took_part'], what):,}"


def _expected(frozen: Frozen) -> str:
    listed = (one for one in frozen.result["issues"] if one["in_shortlist"])
    return f"{sum(1 - one['certainty']['probability_in_top'] for one in listed):.1f}"


def _share(frozen: Frozen) -> str:
    people = (_added(frozen.record[one], "assessors") for one in ("took_part", "invited"))
    took_part, invited = people
    return f"{round(100 * took_part / invited)}%"


def _closed_on(frozen: Frozen) -> str:
    on = date.fromisoformat(frozen.record["closed_at"][:10])
    return f"{on.day} {on:%B} {on.year}"


def _on_the_list(frozen: Frozen) -> str:
    taken_in, taken_out = (len(frozen.moved(is_in=way)) for way in (True, False))
    return str(frozen.result["shortlist_length"] + taken_in - taken_out)


_OF_ALL: Mapping[str, Callable[[Frozen], str]] = {
    "issues ranked": lambda frozen: str(len(frozen.issues)),
    "issues not ranked": lambda frozen: str(len(frozen.result["unranked"])),
    "issues in": _banded("In"),
    "issues contested": _banded("Contested"),
    "expected changes": _expected,
    "scoring method": lambda frozen: str(
        tomllib.loads(frozen.result["inputs"]["method"]["text"])["title"]
    ),
    "issues on the shortlist": _on_the_list,
    "issues taken in": lambda frozen: str(len(frozen.moved(is_in=True))),
    "issues taken out": lambda frozen: str(len(frozen.moved(is_in=False))),
    "last cycle": lambda frozen: (frozen.kept["last"] or {"ranking": {"name": "none"}})["ranking"][
        "name"
    ],
    "people who took part": _took_part("assessors"),
    "agencies that took part": lambda frozen: str(
        len({one["agency"] for one in frozen.record["took_part"] if one["scores"]})
    ),
    "people in meetings": _took_part("meeting"),
    "people who took part remotely": _took_part("remote"),
    "people invited": lambda frozen: f"{_added(frozen.record['invited'], 'assessors'):,}",
    "agencies invited": lambda frozen: str(
        len({one["agency"] for one in frozen.record["invited"]})
    ),
    "share who took part": _share,
    "scores given": _took_part("scores"),
    "name of the round": lambda frozen: str(frozen.record["name"]),
    "closing date": _closed_on,
    "golden themes": lambda frozen: str(frozen.themes("cross_cutting")),
    "stand-alone areas": lambda frozen: str(frozen.themes("stand_alone")),
    "remarks behind the themes": lambda frozen: str(
        len({said["number"] for one in frozen.kept["themes"] for said in one["remarks"]})
    ),
}


def _said_of(what: str) -> Callable[[Held], str]:
    return lambda theme: str(len({one[what] for one in theme["remarks"]} - {""}))


_OF_THEME: Mapping[str, Callable[[Held], str]] = {
    "remarks in": _said_of("number"),
    "agencies behind": _said_of("agency"),
    "issues of": _said_of("issue"),
    "reason for": lambda theme: str(theme["why"] or "no reason was written"),
}
