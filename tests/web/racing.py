"""Lets two who lead one meeting press the same button at one moment; prints what came of it.

Run as its own process in an installation: `racing.py TIMES`. Each presser is a thread with a
connection of its own to the database. For each issue both reveal it, then both enter what was
agreed, each another score.
"""

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from commonground.web import starting

PRESSERS = 2
PORT = 8000
"""Nothing listens: the application answers in this process."""


def main(times: int) -> None:
    """Race so many times for a reveal, and as often for an agreed score."""
    starting.prepare(PORT)
    starting.make_demo()
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    race = Race()
    print(json.dumps([race.one() for _time in range(times)]))


class Race:
    """A meeting of the demo's open round, and the browsers of two who lead it."""

    def __init__(self) -> None:
        from django.test import Client  # noqa: PLC0415

        from commonground.rooms.consultation import access  # noqa: PLC0415
        from commonground.rooms.consultation.methods import published_method  # noqa: PLC0415
        from commonground.rooms.meetings import room_actions  # noqa: PLC0415
        from commonground.rooms.meetings.models import Meeting, State  # noqa: PLC0415
        from commonground.rooms.people import access as people_access  # noqa: PLC0415
        from commonground.rooms.people.models import Person  # noqa: PLC0415

        analyst = Person.objects.get(email="analyst@example.invalid")
        [self.seat] = people_access.seats(analyst)
        self.round = next(one for one in access.rounds(self.seat) if one.is_open)
        running = Meeting.objects.filter(round=self.round, state=State.RUNNING).first()
        planned = running or Meeting.objects.filter(round=self.round).first()
        assert planned is not None
        self.meeting = room_actions.start_meeting(by=self.seat, about=planned)
        self.criterion = published_method(self.round).criterion_ids[0]
        self.at = f"/p/{self.seat.partnership.pk}/meetings/{self.meeting.pk}/"
        self.browsers = [Client() for _presser in range(PRESSERS)]
        for browser in self.browsers:
            browser.force_login(analyst)

    def one(self) -> dict[str, Any]:
        """Return the answers of a race for each, and what is stored and recorded after."""
        from commonground.rooms.audit.models import Entry  # noqa: PLC0415
        from commonground.rooms.consultation.models import AgreedScore, Reveal  # noqa: PLC0415
        from commonground.rooms.meetings import room_access, room_actions  # noqa: PLC0415
        from commonground.rooms.meetings.models import Meeting  # noqa: PLC0415

        now = Meeting.objects.get(pk=self.meeting.pk)
        issue = next(
            one.issue
            for one in room_access.candidates(self.round)
            if not one.is_shown and one.people
        )
        before = room_actions.put_issue(by=self.seat, about=now, issue=issue, version=now.version)
        entries = Entry.objects.count()
        sent = {"version": str(before.version)}
        revealed = self._press(lambda _presser: ("reveal/", sent))
        agreed = self._press(
            lambda presser: ("agree/", {
                "issue": str(issue.pk), f"level-{self.criterion}": str(presser),
                f"reason-{self.criterion}": f"Said by {presser}", f"version-{self.criterion}": "0",
            })
        )  # fmt: skip
        kept = AgreedScore.objects.filter(round_issue=issue)
        return {
            "revealed": revealed,
            "agreed": agreed,
            "reveals": Reveal.objects.filter(round_issue=issue).count(),
            "kept": [[one.level, one.version] for one in kept],
            "entries": Entry.objects.count() - entries,
        }

    def _press(self, sending: Callable[[int], tuple[str, dict[str, str]]]) -> list[list[Any]]:
        """Return the status of each presser's answer, and whether it says what happened."""
        both = threading.Barrier(PRESSERS)

        def press(presser: int) -> list[Any]:
            from django.db import connections  # noqa: PLC0415

            place, fields = sending(presser)
            both.wait()
            try:
                answer = self.browsers[presser].post(f"{self.at}{place}", fields)
            finally:
                connections.close_all()
            return [answer.status_code, "Somebody else moved the meeting on" in answer.text]

        with ThreadPoolExecutor(PRESSERS) as pool:
            return list(pool.map(press, range(PRESSERS)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
