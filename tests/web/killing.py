"""Serves an installation and kills all of it, again and again; prints what was acknowledged.

Run as its own process: `killing.py TIMES`. The server is that of `commonground serve`, with two
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
from urllib.parse import urlencode

from commonground.web import starting

WRITERS = 4
TOKEN = "k" * 32
PATIENCE_S = 30


def main(times: int) -> None:
    """Kill it so many times."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    starting.prepare(port)
    starting.make_demo()
    from commonground.web.serving import Server  # noqa: PLC0415

    server = Server(port, workers=2)
    server.wsgi()
    path, cookies = signed_in()
    chance = random.Random(3)
    for number in range(times):
        writers = Writers(port, path, cookies, number)
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            server.run()
        writers.write_for(chance.uniform(0, 0.15), process)


def signed_in() -> tuple[str, str]:
    """Return where agencies are added, and the cookies of the demo's analyst."""
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from commonground.rooms.people import access  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415

    analyst = Person.objects.get(email="analyst@example.invalid")
    [seat] = access.seats(analyst)
    browser = Client()
    browser.force_login(analyst)
    session = browser.cookies["sessionid"].value
    connections.close_all()
    return f"/p/{seat.partnership.pk}/agencies/add/", f"sessionid={session}; csrftoken={TOKEN}"


class Writers:
    """People who add agencies to one server, each as fast as it answers."""

    def __init__(self, port: int, path: str, cookies: str, number: int) -> None:
        self.port, self.path, self.number = port, path, number
        self.headers = {
            "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded",
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
                status = self._add(name)
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

    def _add(self, name: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, "name": name})
            connection.request("POST", self.path, body, self.headers)
            return connection.getresponse().status
        finally:
            connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
