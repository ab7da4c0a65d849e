"""Figures taken at random out of the files lead to their sources and come out the same there."""

import json
import random
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape
from frozen_figures import Frozen
from linked_figures import Linked, linked_figures
from people_here import make_person, signed_in, text_of

from commonground.rooms.assessment.models import Assessment
from commonground.rooms.people.demo_actions import look_round

SEEDS = (2015, 106, 30)
AT_RANDOM = 10


def frozen(about: Assessment) -> Frozen:
    closing = about.ranking.closing
    return Frozen(about.ranking.result, closing.record, about.freezes.latest("number").snapshot)


def reference_of(one: Linked) -> str:
    return parse_qs(urlsplit(one.address).query)["of"][0]


def is_said(printed: str, said: str) -> bool:
    """Whether a file says this: a workbook's numbers may have more digits than the words."""
    if printed == said:
        return True
    number = re.fullmatch(r"([\d,]+(?:\.\d+)?)%?", printed)
    least = re.fullmatch(r"([\d,]+(?:\.(\d+))?)(?:%| in 100)?", said)
    if number is None or least is None:
        return False
    found = Decimal(number[1].replace(",", ""))
    return f"{found:,.{len(least[2] or '')}f}" == least[1]


def followed(browser: Client, one: Linked) -> str:
    """Return the page that a link of a file leads to, which stands on this installation."""
    to = urlsplit(one.address)
    assert f"{to.scheme}://{to.netloc}" == settings.ADDRESS.url.rstrip("/")
    answer = browser.get(f"{to.path}?{to.query}")
    assert answer.status_code == 200, one
    return text_of(answer)


def test_ten_figures_at_random_of_each_file_recompute_to_what_is_printed(db: None) -> None:
    """On the 106 issues of the demo, which are made once for all of it."""
    analyst = make_person("Newcomer")
    look_round(by=analyst)
    about, browser = Assessment.objects.get(), signed_in(analyst)
    source = frozen(about)
    files = f"/p/{about.partnership_id}/assessments/{about.pk}/downloads/partner/"
    seen: set[str] = set()

    for kind in ("html", "docx", "pdf", "xlsx"):
        there = linked_figures(kind, browser.get(f"{files}{kind}/").content)
        agree = is_said if kind == "xlsx" else str.__eq__
        # every figure of the file, not only the ten
        for one in there:
            assert agree(one.printed, source.said(reference_of(one))), (kind, one)
        for seed in SEEDS:
            chosen = random.Random(seed).sample(there, AT_RANDOM)
            seen |= {reference_of(one) for one in chosen}
            for one in chosen:
                page = followed(browser, one)
                assert "The same" in page, one
                assert "It differs" not in page, one
                assert escape(source.said(reference_of(one))) in page, one
                assert any(digest in page for digest in source.digests), one

    assert len(seen) > 2 * AT_RANDOM


def test_the_other_path_can_disagree() -> None:
    """What it computes, it computes from deeper in the text than what the document prints."""

    def held(first: float) -> Frozen:
        certainty = {"probability_in_top": 0.8, "rank_acceptability": {"1": first, "2": 0.3}}
        issue = {"issue": "Burglary", "certainty": certainty}
        return Frozen(json.dumps({"issues": [issue], "shortlist_length": 2}), "{}", "{}")

    assert held(0.5).said("chance of Burglary") == "80 in 100"
    with pytest.raises(AssertionError):
        held(0.4).said("chance of Burglary")
    with pytest.raises(LookupError):
        held(0.5).said("rank of Arson")
