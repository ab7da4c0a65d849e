"""Serves an installation and kills all of it, again and again; prints what was acknowledged.

Run as its own process: `killing.py TIMES agencies`, or `scores`, says what is written while it is
killed. The server is that of `commonground serve`, with two
workers. It is loaded once, as there before its workers are made, so that fifty starts take seconds.
"""

import http.client
import os
import random
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from commonground.web import starting

WRITERS = 4
TOKEN = "k" * 32
PATIENCE_S = 30
PAGES, LEVELS = 5, 3
"""Few pages, so that each is sent again and again; and no fewer levels than any scale has."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What one writer sends under a name, and to where."""

    path: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What people write: with which cookies, and what a writer sends under each name."""

    cookies: str
    sending: Callable[[int, int, str], Sending]


def main(times: int, what: str) -> None:
    """Kill it so many times."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    starting.prepare(port)
    starting.make_demo()
    from commonground.web.serving import Server  # noqa: PLC0415

    server = Server(port, workers=2)
    server.wsgi()
    work = {"agencies": agencies, "scores": scores}[what]()
    chance = random.Random(3)
    for number in range(times):
        writers = Writers(port, work, number)
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            server.run()
        writers.write_for(chance.uniform(0, 0.15), process)


def agencies() -> Work:
    """Return agencies to be added by the demo's analyst."""
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    seat = analysts_seat()
    browser = Client()
    browser.force_login(seat.person)
    session = browser.cookies["sessionid"].value
    connections.close_all()
    path = f"/p/{seat.partnership.pk}/agencies/add/"
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    return Work(cookies, lambda _writer, _count, name: Sending(path, {"name": name}))


def scores() -> Work:
    """Return pages of scores of the demo's open round, each writer's by a link of their own.

    All levels of a page follow from its id, and its id from its name.
    """
    from django.db import connections  # noqa: PLC0415

    from commonground.rooms.consultation import access  # noqa: PLC0415
    from commonground.rooms.consultation.methods import published_method  # noqa: PLC0415
    from commonground.rooms.consultation.models import Kind  # noqa: PLC0415
    from commonground.rooms.consultation.sending_actions import write_message  # noqa: PLC0415

    seat = analysts_seat()
    about = next(one for one in access.rounds(seat) if one.is_open)
    tokens = [
        write_message(by=seat, about=about, assessor=one, kind=Kind.INVITATION).token
        for one in access.assessors(about)[:WRITERS]
    ]
    criteria = published_method(about).criterion_ids
    connections.close_all()

    def sending(writer: int, count: int, name: str) -> Sending:
        made = uuid5(NAMESPACE_URL, name)
        levels = {f"score-{one}": str(made.int % LEVELS) for one in criteria}
        path = f"/score/{tokens[writer]}/{count % PAGES + 1}/"
        return Sending(path, {"submission": str(made), **levels})

    return Work(f"csrftoken={TOKEN}", sending)


def analysts_seat() -> Any:
    """Return the seat of the demo's analyst."""
    from commonground.rooms.people import access  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415

    [seat] = access.seats(Person.objects.get(email="analyst@example.invalid"))
    return seat


class Writers:
    """People who write to one server, each as fast as it answers."""

    def __init__(self, port: int, work: Work, number: int) -> None:
        self.port, self.work, self.number = port, work, number
        self.headers = {
            "Cookie": work.cookies, "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        self.answered = threading.Event()
        self.is_killed = False
        self.faults: list[str] = []

    def write_for(self, seconds: float, process: int) -> None:
        """Write for so long after the first acknowledgement, then kill the server."""
        threads = [threading.Thread(target=self._write, args=(one,)) for one in range(WRITERS)]
        for thread in threads:
            thread.start()
        self.answered.wait(PATIENCE_S)
        time.sleep(seconds)
        os.killpg(process, signal.SIGKILL)
        self.is_killed = True
        os.waitpid(process, 0)
        for thread in threads:
            thread.join()
        if self.faults:
            sys.exit("\n".join(self.faults))

    def _write(self, writer: int) -> None:
        count = 0
        ends = time.monotonic() + PATIENCE_S
        while not self.is_killed and time.monotonic() < ends:
            name = f"{self.number}-{writer}-{count}"
            try:
                status = self._send(self.work.sending(writer, count, name))
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)  # not up yet, or killed: nothing was acknowledged
                count += 1
                continue
            if status != http.HTTPStatus.FOUND:
                self.faults.append(f"{name}: answered {status}")
                return
            # one write of one line, so that those of several writers never mix
            os.write(sys.stdout.fileno(), f"{name}\n".encode())
            self.answered.set()
            count += 1

    def _send(self, sending: Sending) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **sending.fields})
            connection.request("POST", sending.path, body, self.headers)
            return connection.getresponse().status
        finally:
            connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
