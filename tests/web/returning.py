"""Lets two decide on texts of a Word file at one moment, and kills one who decides; prints it all.

Run as its own process in an installation: `returning.py TIMES PATH`, where PATH holds `word_here`.
Each presser is a thread with a connection of its own to the database. Whoever is killed is a
process of its own, ended by SIGKILL while it takes a whole file over, after so many of its texts.
"""

import json
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from commonground.web import starting

PRESSERS = 2
TEXTS = 6
PORT = 8000
"""Nothing listens: the application answers in this process."""
PATIENCE_S = 60


def main(times: int, tests: str) -> None:
    """Race so many times, and kill as often."""
    sys.path.insert(0, tests)
    starting.prepare(PORT)
    starting.make_demo()
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    back = Back()
    races = [back.race(number) for number in range(times)]
    kills = [back.kill(1 + number * (TEXTS - 1) // max(times - 1, 1)) for number in range(times)]
    print(json.dumps({"races": races, "kills": kills}))


class Halting:
    """Tells when a connection has written so many texts of an assessment, and then waits."""

    def __init__(self, telling: int, texts: int) -> None:
        self.telling, self.left = telling, texts

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if sql.startswith('INSERT INTO "assessment_revision"'):
            self.left -= 1
            if self.left == 0:
                os.write(self.telling, b".")
                time.sleep(PATIENCE_S)
        return done


class Back:
    """The demo's assessment, whose files come back edited, and the browsers of two who decide."""

    def __init__(self) -> None:
        from django.test import Client  # noqa: PLC0415

        from commonground.rooms.assessment import access  # noqa: PLC0415
        from commonground.rooms.assessment.models import Assessment, Kind  # noqa: PLC0415
        from commonground.rooms.people import access as people_access  # noqa: PLC0415
        from commonground.rooms.people.models import Person  # noqa: PLC0415

        analyst = Person.objects.get(email="analyst@example.invalid")
        [self.seat] = people_access.seats(analyst)
        self.about = Assessment.objects.get(document="assessment")
        texts = [one for one in access.outline(self.about).blocks if one.kind == Kind.TEXT]
        self.blocks = [one.pk for one in texts if one.marking == "OFFICIAL"][:TEXTS]
        self.browsers = [Client() for _presser in range(PRESSERS)]
        for browser in self.browsers:
            browser.force_login(analyst)

    def race(self, number: int) -> dict[str, Any]:
        """Let both take another text over the same one, then decide otherwise on one text."""
        one, other = (self._came(f"{number} from {who}", 1)[0] for who in "AB")
        seen = str(one.block.version)
        both = self._press([(one, "take-over"), (other, "take-over")], seen)
        block = self._now(one.block.pk)
        rivals = [self._offer(each.pk).state for each in (one, other)]
        [single] = self._came(f"{number} again", 1)
        version = str(single.block.version)
        decided = self._press([(single, "take-over"), (single, "leave-out")], version)
        state, now = self._offer(single.pk).state, self._now(single.block.pk)
        return {
            "both": both, "rivals": rivals, "more": block.revision - one.block.revision,
            "decided": sorted(decided), "state": state, "is_taken": now.content == single.text,
        }  # fmt: skip

    def kill(self, texts: int) -> dict[str, Any]:
        """Kill whoever takes a file over after so many texts of it; then take it over anew."""
        from django.db import connections  # noqa: PLC0415

        from commonground.rooms.assessment import returning_actions  # noqa: PLC0415

        offers = self._came(f"killed after {texts}", TEXTS)
        file = offers[0].returned
        connections.close_all()
        told, telling = os.pipe()
        process = os.fork()
        if process == 0:
            with connections["default"].execute_wrapper(Halting(telling, texts)):
                returning_actions.accept_uncontested(by=self.seat, about=file)
            os._exit(0)
        os.read(told, 1)
        os.kill(process, signal.SIGKILL)
        _pid, status = os.waitpid(process, 0)
        left = self._stands(offers)
        returning_actions.accept_uncontested(by=self.seat, about=file)
        return {
            "was_killed": os.WIFSIGNALED(status), "left": left, "after": self._stands(offers),
        }  # fmt: skip

    def _stands(self, offers: list[Any]) -> dict[str, int]:
        """Return how many of these texts are decided on, written and recorded."""
        from commonground.rooms.assessment.models import Revision  # noqa: PLC0415
        from commonground.rooms.audit.models import Entry  # noqa: PLC0415

        ids = [str(one.pk) for one in offers]
        return {
            "accepted": sum(self._offer(one.pk).state == "accepted" for one in offers),
            "written": sum(self._now(one.block_id).content == one.text for one in offers),
            "revisions": Revision.objects.filter(source=offers[0].returned.name).count(),
            "recorded": Entry.objects.filter(verb="decided on", object_id__in=ids).count(),
        }

    def _came(self, said: str, texts: int) -> list[Any]:
        """Return the texts of a file that comes back with this in so many of its texts."""
        from word_here import edited  # noqa: PLC0415

        from commonground.documents.contents.builds import Audience  # noqa: PLC0415
        from commonground.rooms.assessment import (  # noqa: PLC0415
            actions,
            exporting,
            returning_actions,
        )
        from commonground.rooms.assessment.models import Offer  # noqa: PLC0415

        changes = {}
        for at, pk in enumerate(self.blocks[:texts]):
            block = self._now(pk)
            plain = f"Text {at} as it was written."
            actions.write_text(
                by=self.seat, about=block, version=block.version, text=plain,
                marking=block.marking,
            )  # fmt: skip
            changes[plain] = f"Text {at}: {said}."
        taken = exporting.take_away(
            by=self.seat, about=self.about, audience=Audience.PARTNER,
            kind=exporting.KINDS[exporting.WORD],
        )  # fmt: skip
        file = returning_actions.take_back(
            by=self.seat, about=self.about, name=f"{said}.docx", held=edited(taken.held, changes)
        )
        found = Offer.objects.filter(returned=file).select_related("block", "returned")
        return list(found.order_by("position"))

    def _now(self, pk: Any) -> Any:
        from commonground.rooms.assessment.models import Block  # noqa: PLC0415

        return Block.objects.select_related("section__assessment").get(pk=pk)

    def _offer(self, pk: Any) -> Any:
        from commonground.rooms.assessment.models import Offer  # noqa: PLC0415

        return Offer.objects.get(pk=pk)

    def _press(self, some: list[tuple[Any, str]], version: str) -> list[int]:
        """Return the status of each presser's answer."""
        both = threading.Barrier(PRESSERS)
        room = f"/p/{self.seat.partnership.pk}/assessments/{self.about.pk}/returned/"

        def press(presser: int) -> int:
            from django.db import connections  # noqa: PLC0415

            offer, what = some[presser]
            both.wait()
            try:
                at = f"{room}{offer.returned_id}/{offer.pk}/{what}/"
                return int(self.browsers[presser].post(at, {"version": version}).status_code)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(PRESSERS) as pool:
            return list(pool.map(press, range(PRESSERS)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
