"""A page that shows something of a plan is marked as the highest part that it shows."""

import pytest
from django.utils import timezone
from people_here import text_of
from plan_here import Planned

HIGH = '<p class="govuk-body-s cg-marking">OFFICIAL-SENSITIVE</p>'
ALL = ["", "views/priority/", "views/agency/", "views/date/", "board/", "value/"]


@pytest.mark.parametrize("page", ALL)
def test_it_is_marked_as_the_action_that_it_shows(planned: Planned, page: str) -> None:
    browser = planned.here.analysts_browser
    about = planned.change(planned.actions[1], due_on=timezone.localdate())
    assert HIGH not in text_of(browser.get(planned.at + page))

    planned.change(about, marking="OFFICIAL-SENSITIVE")

    assert HIGH in text_of(browser.get(planned.at + page))


def test_what_moved_marks_the_board_page_though_nothing_else_shows_it(planned: Planned) -> None:
    """An action that is complete is in no list of what waits."""
    about = planned.change(planned.actions[0], marking="OFFICIAL-SENSITIVE")
    planned.change(about, status="complete", completion="Done")

    text = text_of(planned.here.analysts_browser.get(f"{planned.at}board/"))

    assert HIGH in text


@pytest.mark.parametrize("page", ["?status=complete", "views/priority/?status=complete"])
def test_what_a_filter_leaves_out_does_not_mark_it(planned: Planned, page: str) -> None:
    planned.change(planned.actions[1], marking="OFFICIAL-SENSITIVE")

    assert HIGH not in text_of(planned.here.analysts_browser.get(planned.at + page))
