"""Plays those who score by their own links, with plain requests as of a phone without scripts."""

import html
import http.client
import re
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from commonground.demo.plan import Plan, read_plan

AT_ONCE = 8
_LINK = re.compile(r"https?://\S+(/score/[^/\s]+/)")
_ASKED = re.compile(r'<a class="govuk-link" href="(/score/[^"]+/\d+/)">([^<]+)</a>')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def links_in(mails: Path, earlier: Collection[str]) -> dict[str, str]:
    """Return the path of the link to score of each address, in files that are not `earlier`."""
    found: dict[str, str] = {}
    for path in (one for one in mails.iterdir() if one.name not in earlier):
        for part in path.read_bytes().split(b"-" * 79):
            mail = message_from_bytes(part.strip(), policy=policy.default)
            body = mail.get_body()
            link = _LINK.search(body.get_content()) if mail["To"] and body else None
            if link:
                found[str(mail["To"])] = link[1]
    return found


class Pen:
    """What the invented people answer: each issue's own level, a step up or down by who they are.

    One issue in nine divides them: every other agency stands at the other end of each scale.
    """

    def __init__(self) -> None:
        self.plan: Plan = read_plan()
        agencies = [one.name for one in self.plan.agencies]
        self._camps = {one.email: agencies.index(one.agency) % 2 for one in self.plan.people}
        self._levels = {one.name: one.levels for one in self.plan.issues}

    def answers(self, who: str, issue: str) -> dict[str, str]:
        """Return the fields of a page, for the assessor of that address."""
        found, divides = {}, len(issue) % 9 == 0
        number = int(who.partition("@")[0][1:])
        for at, (criterion, level) in enumerate(
            zip(self.plan.method.criteria, self._levels[issue], strict=True)
        ):
            step = (number * 7 + at * 3 + len(issue)) % 5 // 2 - 1
            most = len(criterion.levels) - 1
            place = self._camps[who] * most if divides else min(max(level + step, 0), most)
            found[f"score-{criterion.id}"] = str(place)
        return found


def score_all(base_url: str, links: Mapping[str, str]) -> int:
    """Let everybody score every page they are asked about; return how many pages were taken."""
    pen = Pen()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(lambda one: _score(base_url, pen, *one), links.items()))


def _score(base_url: str, pen: Pen, who: str, start: str) -> int:
    here = urlsplit(base_url)
    browser = http.client.HTTPConnection(here.hostname or "", here.port, timeout=60)
    asked = _ASKED.findall(_read(browser, start)[1])
    if not asked:
        raise AssertionError(f"{start} asks about nothing")
    cookie, page = _read(browser, asked[0][0])
    token = _TOKEN.search(page)
    assert token, page
    for path, name in asked:
        fields = {
            "csrfmiddlewaretoken": token[1],
            "submission": str(uuid4()),
            **pen.answers(who, html.unescape(name)),
        }
        browser.request("POST", path, urlencode(fields), {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie,
        })  # fmt: skip
        answer = browser.getresponse()
        said = answer.read().decode()
        assert answer.status == http.client.FOUND, said
    browser.close()
    return len(asked)


def _read(browser: http.client.HTTPConnection, path: str) -> tuple[str, str]:
    """Return the cookie that a page sets and the page."""
    browser.request("GET", path)
    answer = browser.getresponse()
    page = answer.read().decode()
    assert answer.status == http.client.OK, (path, answer.status, page)
    return (answer.getheader("Set-Cookie") or "").partition(";")[0], page
