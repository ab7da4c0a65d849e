"""The people of `scoring.py`: those who score and those who listen, over plain sockets.

One process plays all 312, so it does as little as it can: a new connection for each request, as
from a phone that comes and goes, and nothing is looked at in an answer but its status.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid4

SECRET = "k" * 32
"""The secret of each form, in the cookie and in the form alike."""
AGAIN = 20
"""One in so many times answers are sent twice at once, as over a bad connection."""
PATIENCE_S = 30.0
OK, SAME = 200, 204


@dataclass(frozen=True, slots=True)
class Sent:
    """Answers as they were sent, for one issue: places on scales, by the criterion's id."""

    submission: UUID
    assignment: int
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Waits:
    """How long an answer waits for others, in seconds: without a new one, and in all."""

    pause_s: float
    longest_s: float


@dataclass(slots=True)
class Told:
    """What the people saw."""

    acknowledged: list[Sent] = field(default_factory=list)
    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    sent_again: int = 0
    retried: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who scores what, how fast, and what those who listen ask."""

    port: int
    scorers: list[tuple[str, list[int]]]
    """Each one's link and what they are asked about, by the ids of their assignments."""
    scales: dict[str, int]
    """How many levels each criterion has."""
    answers: int
    seconds: float
    poll_s: float
    waits: Waits
    seen: str
    """What every phone in the meeting has seen, which has not moved on since."""
    opening_s: float
    """Within how many of these seconds everybody opens their first page."""
    survives: bool
    """Whether the server may go away: people then send the same page until it is acknowledged."""

    @property
    def pause_s(self) -> float:
        """Return the seconds from one answer of somebody's to the next."""
        return (self.seconds - self.opening_s) / self.answers


async def everybody(plan: Plan) -> Told:
    """Let everybody score and listen at once; return what they saw."""
    told = Told()
    chance = random.Random(7)
    listeners = [
        asyncio.create_task(_listen(plan, told, at / len(plan.scorers), token))
        for at, (token, _pages) in enumerate(plan.scorers)
    ]
    scorers = [
        _score(plan, told, token, pages, random.Random(chance.random()))
        for token, pages in plan.scorers
    ]
    await asyncio.gather(*scorers)
    for one in listeners:
        one.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return told


async def _score(
    plan: Plan, told: Told, token: str, asked: list[int], chance: random.Random
) -> None:
    """Answer one criterion after another, each at its time, and open the next page after the last.

    They are sent as the page's own script sends them: those given one after another together.
    """
    criteria = list(plan.scales)
    await asyncio.sleep(chance.uniform(0, plan.opening_s))
    began = time.monotonic()
    every = [began + (at + chance.uniform(0.5, 1)) * plan.pause_s for at in range(plan.answers)]
    for number, (start, assignment) in enumerate(
        zip(range(0, plan.answers, len(criteria)), asked, strict=False), start=1
    ):
        path = f"/score/{token}/{number}/"
        await _timed(plan, told, "page", "GET", path, OK)
        given = list(zip(criteria, every[start:], strict=False))
        for send_at, names in together(given, plan.waits):
            await asyncio.sleep(max(0.0, send_at - time.monotonic()))
            answers = {name: chance.randrange(plan.scales[name]) for name in names}
            one = Sent(uuid4(), assignment, answers)
            is_twice = chance.randrange(AGAIN) == 0
            told.sent_again += is_twice
            await asyncio.gather(*(_send(plan, told, path, one) for _ in range(1 + is_twice)))


def together(given: list[tuple[str, float]], waits: Waits) -> Iterator[tuple[float, list[str]]]:
    """Yield when the answers of a page are sent, and which: as `score.js` does.

    With the last of them, or when the page is left, the others that wait are sent at once.
    """
    names: list[str] = []
    oldest = 0.0
    for at, (name, when) in enumerate(given):
        oldest = oldest if names else when
        names.append(name)
        is_last = at + 1 == len(given)
        send_at = when if is_last else min(when + waits.pause_s, oldest + waits.longest_s)
        if is_last or given[at + 1][1] > send_at:
            yield send_at, names
            names = []


async def _send(plan: Plan, told: Told, path: str, sent: Sent) -> None:
    fields = {"csrfmiddlewaretoken": SECRET, "submission": str(sent.submission)}
    for name, level in sent.answers.items():
        fields |= {
            f"score-{name}": str(level), f"remark-{name}": "",
            f"seen-score-{name}": "", f"seen-remark-{name}": "",
        }  # fmt: skip
    body = urlencode(fields).encode()
    while not await _timed(plan, told, "answers", "POST", path, OK, body):
        if not plan.survives:
            return
        told.retried += 1
        await asyncio.sleep(0.2)
    told.acknowledged.append(sent)


async def _listen(plan: Plan, told: Told, offset: float, token: str) -> None:
    """Poll until everybody has scored."""
    path = f"/take-part/{token}/now/?seen={plan.seen}"
    await asyncio.sleep(offset * plan.poll_s)
    while True:
        began = time.monotonic()
        await _timed(plan, told, "poll", "GET", path, SAME)
        await asyncio.sleep(max(0.0, plan.poll_s - (time.monotonic() - began)))


async def _timed(
    plan: Plan, told: Told, what: str, method: str, path: str, wanted: int, body: bytes = b""
) -> bool:
    """Ask once and note how long it took; return whether the answer was the one that is wanted."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_S):
            status, said = await _asked(plan.port, method, path, body)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as lost:
        if not plan.survives:
            told.errors.append(f"{what}: {type(lost).__name__} {lost}")
        return False
    if status != wanted:
        told.errors.append(f"{what}: answered {status} {said}")
        return False
    told.milliseconds.setdefault(what, []).append(1000 * (time.perf_counter() - began))
    return True


async def _asked(port: int, method: str, path: str, body: bytes) -> tuple[int, str]:
    """Return the status of an answer that was read to its end, and its first words."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close",
            f"Cookie: csrftoken={SECRET}", "Accept: application/json",
        ]  # fmt: skip
        if body:
            lines += [
                "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
            ]  # fmt: skip
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        answer = await reader.read(-1)
    finally:
        writer.close()
    head, whole, _rest = answer.partition(b"\r\n\r\n")
    if not whole:
        raise ConnectionResetError("the answer ended early")
    return int(head.split(b" ", 2)[1]), head.split(b"\r\n", 1)[0].decode()
