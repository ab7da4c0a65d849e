"""A chain is whole, or its first break is named: whatever is altered, removed or put in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.rooms.audit.chain import NOTHING_BEFORE, Head, Line, digest_of, first_break

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def chain_of(length: int) -> list[Line]:
    """Return a whole chain."""
    lines: list[Line] = []
    for number in range(1, length + 1):
        line = Line(
            chain="a",
            sequence=number,
            at=NOON + timedelta(minutes=number),
            actor="system",
            verb="added",
            object_type="agency",
            object_id=str(number),
            before="",
            after='{"name":"Café"}',
            previous=lines[-1].digest if lines else NOTHING_BEFORE,
        )
        lines.append(replace(line, digest=digest_of(line)))
    return lines


def head_of(lines: list[Line]) -> Head:
    """Return the head that belongs to a chain."""
    return Head(lines[-1].sequence, lines[-1].digest) if lines else Head(0, NOTHING_BEFORE)


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_chain_as_it_was_written_is_whole(length: int) -> None:
    lines = chain_of(length)

    assert first_break(lines, head_of(lines)) is None


@given(
    at=st.integers(0, 4),
    field=st.sampled_from(["actor", "verb", "object_type", "object_id", "before", "after"]),
    put_instead=st.text(min_size=1, max_size=5).filter(
        lambda text: text not in {"system", "added"}
    ),
)
def test_any_altered_field_is_named_by_its_entry(at: int, field: str, put_instead: str) -> None:
    lines = chain_of(5)
    head = head_of(lines)
    changed = {field: "altered " + put_instead}
    lines[at] = replace(lines[at], **changed)  # type: ignore[arg-type]

    found = first_break(lines, head)

    assert found is not None
    assert found.sequence == at + 1
    assert found.sentence == f"entry {at + 1} was altered after it was written."


def test_an_altered_moment_shows() -> None:
    lines = chain_of(3)
    lines[1] = replace(lines[1], at=lines[1].at + timedelta(microseconds=1))

    found = first_break(lines, head_of(lines))

    assert found is not None
    assert found.sequence == 2


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_removed_entry_is_named(at: int) -> None:
    lines = chain_of(5)
    head = head_of(lines)
    del lines[at]

    found = first_break(lines, head)

    assert found is not None
    assert found.sequence == at + 1
    assert "is missing" in found.sentence


def test_an_altered_entry_with_a_new_digest_breaks_the_one_after_it() -> None:
    lines = chain_of(3)
    forged = replace(lines[1], actor="somebody else")
    lines[1] = replace(forged, digest=digest_of(forged))

    found = first_break(lines, head_of(lines))

    assert found is not None
    assert found.sequence == 3
    assert "does not follow on" in found.sentence


def test_a_forged_last_entry_is_not_the_one_the_record_ended_with() -> None:
    lines = chain_of(3)
    head = head_of(lines)
    forged = replace(lines[2], actor="somebody else")
    lines[2] = replace(forged, digest=digest_of(forged))

    found = first_break(lines, head)

    assert found is not None
    assert found.sequence == 3
    assert "ended with" in found.sentence
