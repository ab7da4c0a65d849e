"""Lets 156 assessors score at once while 156 others listen, against the server as it is run.

python benchmarks/scoring.py                         on every database that this machine has
python benchmarks/scoring.py --database sqlite-wal   on one of them
python benchmarks/scoring.py --check                 and exits with 1 where a promise is broken
python benchmarks/scoring.py --kill 5                kills the server so often on the way
python benchmarks/scoring.py --one-by-one            each answer is sent by itself

Everybody opens their personal link within 5 s and has answered 20 criteria 25 s later. Answers are
saved as the page's own script saves them: those given within seconds of each other together. The
next page is opened when one is done. It fills an installation of its own
in a temporary folder. Client and server share this machine: where others work on it too, the
processor time of a request, beside that of an empty one, says more than its milliseconds do.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from scoring_people import Plan, Sent, Told, Waits, everybody

BESIDE = Path(__file__).resolve().parent
# without the bundled library Python's own is used, by the older journal
OLD_LIBRARY = "import sys; sys.modules['pysqlite3'] = None\n"
MADE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from commonground.web import starting
starting.prepare(0)
starting.make_demo()
import scoring_made
print(json.dumps(getattr(scoring_made, sys.argv[2])()))
"""
SERVE = "from commonground.cli.main import main; main()"
DATABASES = ("sqlite-truncate", "sqlite-wal", "postgresql")
ANSWERS, WITHIN_S, POLL_S, OPENING_S = 20, 30.0, 2.0, 5.0
AS_THE_PAGE, AT_ONCE = Waits(2.0, 4.0), Waits(0.0, 0.0)
EMPTY = 200
PROMISED_P95_MS = 300.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of what was acknowledged."""

    lost: int
    doubled: int
    faults: list[str]


def main() -> int:
    """Run it on each database; print what the people saw and what was kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=DATABASES, help="this one alone")
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the server N times")
    parser.add_argument("--one-by-one", action="store_true", help="each answer by itself")
    options = parser.parse_args()
    chosen = [options.database] if options.database else DATABASES
    waits = AT_ONCE if options.one_by_one else AS_THE_PAGE
    broken = [one for one in chosen if not holds(one, options.kill, waits)]
    if broken:
        print(f"Not as promised: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def holds(database: str, kills: int, waits: Waits) -> bool:
    """Run it on one database and print it; return whether all that is promised held."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="commonground-scoring-"))
        kept = {key: one for key, one in os.environ.items() if not key.startswith("COMMONGROUND_")}
        here = {**kept, "COMMONGROUND_HOME": folder, "OPENBLAS_NUM_THREADS": "1"}
        if database == "postgresql":
            here["COMMONGROUND_DATABASE_URL"] = stack.enter_context(postgresql())
        before = OLD_LIBRARY if database == "sqlite-truncate" else ""
        made = beside(here, before, "make")
        server = Server(here, before)
        stack.callback(server.kill)
        plan = Plan(
            server.port, [(token, asked) for token, asked in made["scorers"]], made["scales"],
            ANSWERS, WITHIN_S, POLL_S, waits, made["seen"], OPENING_S, survives=bool(kills),
        )  # fmt: skip
        empty_ms = server.empty_ms()
        spent = -server.cpu_seconds()
        told, took = asyncio.run(scored(plan, server, kills))
        spent += server.cpu_seconds()
        counted = compare(told.acknowledged, beside(here, before, "count"))
    print_people(database, told, took)
    print_kept(told, counted)
    if kills:
        print(f"killed {kills} times, {told.retried} sent again until acknowledged")
    else:
        print_spent(told, spent, empty_ms)
    return is_whole(told, counted, plan) and (kills > 0 or is_quick(told))


def is_whole(told: Told, counted: Counted, plan: Plan) -> bool:
    """Return whether everything was taken, once, and nothing went wrong."""
    wanted = len(plan.scorers) * plan.answers
    is_broken = told.errors or counted.lost or counted.doubled or counted.faults
    return not is_broken and taken_once(told) == wanted


def is_quick(told: Told) -> bool:
    """Return whether every kind of request was answered within what is promised."""
    return all(spread(some)[1] < PROMISED_P95_MS for some in told.milliseconds.values())


async def scored(plan: Plan, server: "Server", kills: int) -> tuple[Told, float]:
    """Let everybody score; return what they saw and the seconds it took."""
    began = time.monotonic()
    killer = asyncio.create_task(server.be_killed(kills, plan.seconds))
    told = await everybody(plan)
    took = time.monotonic() - began
    await killer
    return told, took


def taken_once(told: Told) -> int:
    """Return how many answers were acknowledged, those that were sent twice counted once."""
    return sum({one.submission: len(one.answers) for one in told.acknowledged}.values())


def compare(acknowledged: list[Sent], held: dict[str, Any]) -> Counted:
    """Hold what the database has against what was acknowledged.

    Something is lost where its id is not there, or where it does not stand as it was sent; doubled
    where its id was recorded more than once, or nobody sent it.
    """
    sent = {str(one.submission) for one in acknowledged}
    taken = {str(one) for one in held["taken"]}
    stands = held["pages"]
    altered = sum(
        stands.get(str(one.assignment), {}).get(name) != level
        for one in acknowledged
        for name, level in one.answers.items()
    )
    doubled = len(taken - sent) + sum(one != 1 for one in held["recorded"])
    return Counted(len(sent - taken) + altered, doubled, list(held["faults"]))


def beside(here: dict[str, str], before: str, what: str) -> Any:
    """Return what `scoring_made.py` makes or counts in an installation."""
    told = subprocess.run(
        [sys.executable, "-c", before + MADE, BESIDE, what],
        env=here, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(told.stdout.splitlines()[-1])


class Server:
    """The server as it is run: two workers of eight threads, in a group of its own."""

    def __init__(self, here: dict[str, str], before: str) -> None:
        self.here, self.before = here, before
        with socket.socket() as tried:
            tried.bind(("127.0.0.1", 0))
            self.port = int(tried.getsockname()[1])
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.before + SERVE, "serve", "--port", str(self.port)],
            env=self.here, start_new_session=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(2000):
            try:
                return self._ask()
            except OSError:
                time.sleep(0.02)
        sys.exit("The server answered nothing.")

    def _ask(self) -> None:
        urllib.request.urlopen(f"http://localhost:{self.port}/health/", timeout=10).close()

    def empty_ms(self) -> float:
        """Return the processor time of a request that asks for nothing."""
        for _ in range(EMPTY):  # so that both workers have served before anything is timed
            self._ask()
        spent = -self.cpu_seconds()
        for _ in range(EMPTY):
            self._ask()
        return 1000 * (spent + self.cpu_seconds()) / EMPTY

    def cpu_seconds(self) -> float:
        """Return the processor time of all of its processes."""
        found = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            if int(fields[2]) == self.process.pid:
                found += int(fields[11]) + int(fields[12])
        return found / TICKS

    def kill(self) -> None:
        """End every process of it at once, as when memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    async def be_killed(self, times: int, seconds: float) -> None:
        """Be killed and started again so often, spread over some seconds."""
        chance = random.Random(3)
        for _ in range(times):
            await asyncio.sleep(seconds / (times + 1) * chance.uniform(0.5, 1))
            await asyncio.to_thread(self.kill)
            await asyncio.to_thread(self._start)


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of a database on a server that the tests' own script starts."""
    script = BESIDE.parent / "tests" / "postgresql_here.py"
    tell = "import os; print(os.environ['COMMONGROUND_DATABASE_URL'], flush=True); input()"
    with subprocess.Popen(
        [sys.executable, script, sys.executable, "-c", tell],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate("\n")


def spread(milliseconds: list[float]) -> tuple[float, float, float]:
    """Return the 50th, 95th and 99th percentile."""
    cuts = quantiles(milliseconds, n=100)
    return cuts[49], cuts[94], cuts[98]


def print_people(database: str, told: Told, took: float) -> None:
    """Print what the people saw."""
    loads = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{database}: {took:.1f} s; load averages {loads}")
    print(f"{'request':<12}{'count':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'most':>9}")
    for what, some in sorted(told.milliseconds.items()):
        figures = "".join(f"{one:9.0f}" for one in (*spread(some), max(some)))
        print(f"{what:<12}{len(some):>7}{figures}")


def print_kept(told: Told, counted: Counted) -> None:
    """Print what was kept of it."""
    print(
        f"{taken_once(told)} answers acknowledged, {told.sent_again} requests sent twice at once; "
        f"errors {len(told.errors)}, lost {counted.lost}, doubled {counted.doubled}"
    )
    for fault in (*told.errors[:5], *counted.faults):
        print(f"  {fault}")


def print_spent(told: Told, spent: float, empty_ms: float) -> None:
    """Print what it took of the processors."""
    requests = sum(map(len, told.milliseconds.values()))
    each = 1000 * spent / requests
    print(
        f"server: {spent:.1f} s of processor time, {each:.1f} ms a request, {each / empty_ms:.1f} "
        f"times an empty one; client: {time.process_time():.1f} s in all"
    )


if __name__ == "__main__":
    sys.exit(main())
