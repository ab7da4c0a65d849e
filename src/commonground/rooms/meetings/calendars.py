"""A meeting as an iCalendar file (RFC 5545), which every calendar program takes in."""

from datetime import timedelta

from commonground.rooms.meetings.models import Meeting

PRODUCT = "-//Common Ground//meetings//EN"


def calendar_file(about: Meeting) -> bytes:
    """Return the file of a meeting that has a date.

    The id stays the same when the meeting moves, and its version counts up, so that a calendar
    moves the entry that it has.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415  # a start need not wait for it

    if about.starts_at is None:
        raise ValueError(f"{about.pk} has no date yet")
    event = Event()
    event.add("uid", f"{about.pk}@commonground")
    event.add("sequence", about.version)
    event.add("dtstamp", about.made_at)
    event.add("dtstart", about.starts_at)
    event.add("dtend", about.starts_at + timedelta(minutes=about.minutes))
    event.add("summary", about.name)
    event.add("location", about.place)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add_component(event)
    return bytes(made.to_ical())
