"""A server whose clock is set back or forward takes nobody's pen away, and orders nothing by it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from people_here import Here
from rounds_here import Consulted, answered, anybody, ready_round

from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.consultation.closed_scores import held_scores
from commonground.rooms.consultation.visibility import Viewer

JUMPS = (timedelta(days=-400), timedelta(hours=-2), timedelta(days=30))


@pytest.fixture
def found(here: Here) -> Consulted:
    return ready_round(here).open()


@pytest.mark.parametrize("jump", JUMPS)
def test_scores_are_taken_the_later_stands_and_the_round_closes(
    found: Consulted, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    link = found.link(found.assessors[0])
    page = f"/score/{link.token}/1/"
    assert anybody().post(page, answered(likelihood="1", impact="1")).status_code == 302

    right = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() + jump)
    assert anybody().post(page, answered(likelihood="4", impact="4")).status_code == 302
    monkeypatch.setattr(timezone, "now", right)
    found.close()

    levels = {row[5] for row in held_scores(found.round, Viewer.ANALYST).rows}
    assert levels == {"5"}
    assert [one.broken_at for one in check_chains() if one.broken_at] == []


def test_a_clock_that_is_set_back_reminds_nobody_twice(
    found: Consulted, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = found.here.analysts_browser
    browser.post(f"{found.at}invite/", {"own_words": ""})
    browser.post(f"{found.at}remind/", {"own_words": ""})
    sent = len(mail.outbox)
    assert sent == 2 * len(found.assessors)

    right = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: right() - timedelta(days=3))
    browser.post(f"{found.at}remind/", {"own_words": ""})

    assert len(mail.outbox) == sent
