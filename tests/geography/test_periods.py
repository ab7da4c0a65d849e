"""Periods are read however a partner writes them, and what is none is told so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.geography.periods import MONTH, QUARTER, YEAR, Period, YearStarts, period_in

MARCH = Period("2026-03", MONTH)
SPRING = Period("2025-04", QUARTER)
FINANCIAL = Period("2025-04", YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03", "2026/03", "2026-3", "202603", "2026M03", "03/2026", "3-2026", "2026-03-01",
        "2026-03-01 00:00:00", "2026-03-31T00:00:00", "01/03/2026", "31.3.2026", "Mar 2026",
        "March 2026", "Mar-26", "mar 26", "MAR'26", "2026 March",
        "Mar. 2026", "Mar to Mar 2026",
    ],
)  # fmt: skip
def test_a_month_is_read(text: str) -> None:
    assert period_in(text, YearStarts.JANUARY) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "Q1 2025/26", "2025/26 Q1", "2025-26 Q1", "Qtr 1 2025/2026", "Quarter 1 2025/26",
        "Q1 25/26", "2025 Q2", "2025-Q2", "2025Q2", "Q2 2025", "Q2-2025", "Apr-Jun 2025",
        "April to June 2025", "Apr - Jun 25", "Apr 2025 to Jun 2025",
    ],
)  # fmt: skip
def test_a_quarter_is_read(text: str) -> None:
    assert period_in(text, YearStarts.JANUARY) == SPRING


@pytest.mark.parametrize(
    "text",
    [
        "2025/26", "2025-26", "2025/2026", "FY2025/26", "FY 25/26", "25/26", "Apr 2025 to Mar 2026",
        "April 2025 - March 2026", "Apr 25-Mar 26", "year ending March 2026",
        "12 months to Mar 2026",
    ],
)  # fmt: skip
def test_a_year_from_april_is_read(text: str) -> None:
    assert period_in(text, YearStarts.JANUARY) == FINANCIAL


def test_a_partners_year_says_where_a_bare_quarter_or_year_begins() -> None:
    assert period_in("2025 Q1", YearStarts.JANUARY) == Period("2025-01", QUARTER)
    assert period_in("2025 Q1", YearStarts.APRIL) == SPRING
    assert period_in("2025 Q4", YearStarts.APRIL) == Period("2026-01", QUARTER)
    assert period_in("2025", YearStarts.JANUARY) == Period("2025-01", YEAR)
    assert period_in("2025", YearStarts.APRIL) == FINANCIAL
    assert period_in("year ending December 2025", YearStarts.APRIL) == Period("2025-01", YEAR)
    assert period_in("Dec-Feb 2026", YearStarts.JANUARY) == Period("2025-12", QUARTER)


@pytest.mark.parametrize(
    "text",
    ["", "1", "0001-01", "year 1", "2026-13", "13/2026", "Q5 2025", "2025/27", "Marsh 2026",
     "Jan to May 2026", "2026-00 to 2026-02", "3026-01", "all", "2026-03 and 2026-04"],
)  # fmt: skip
def test_what_is_no_period_is_told_so(text: str) -> None:
    assert period_in(text, YearStarts.JANUARY) is None


def test_a_period_names_its_months() -> None:
    assert FINANCIAL.last == "2026-03"
    assert len(FINANCIAL.all_months()) == 12
    assert Period("2025-12", QUARTER).all_months() == ("2025-12", "2026-01", "2026-02")
    for one in (MARCH, SPRING, FINANCIAL):
        assert period_in(one.said, YearStarts.JANUARY) == one
    assert (MARCH.said, FINANCIAL.said) == ("2026-03", "2025-04 to 2026-03")


@given(st.dates())
def test_a_day_is_its_month(day: object) -> None:
    text = str(day)
    found = period_in(text, YearStarts.APRIL)
    assert found == (Period(text[:7], MONTH) if "1900" <= text[:4] < "2100" else None)
