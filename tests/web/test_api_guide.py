"""Every command of the guide to the API works as it stands."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

from people_here import Here, make_here
from programs_here import Program, ids_in, made_token, round_ids_in

from commonground.rooms.people.models import Membership

GUIDE = Path(__file__).parents[2] / "docs/how-to/use-the-api.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    """Return each curl command of the guide, on one line."""
    text = "".join(_BLOCK.findall(GUIDE.read_text(encoding="utf-8"))).replace("\\\n", " ")
    return [line for line in text.splitlines() if line.startswith("curl ")]


def sent(command: str, held: dict[str, str]) -> Any:
    """Return the answer to what a command sends."""
    for name, value in held.items():
        command = command.replace(f"${name}", value)
    words = shlex.split(command)
    options = dict(zip(words[1:-1:2], words[2:-1:2], strict=True))
    assert f"Authorization: Bearer {held['TOKEN']}" in words
    body = json.loads(options["-d"]) if "-d" in options else None
    method = options.get("-X", "POST" if body is not None else "GET")
    return Program(held["TOKEN"]).send(method, words[-1].removeprefix(held["API"]), body)


def test_every_command_of_the_guide_works(here: Here) -> None:
    asked = round_ids_in(here, "open")
    scorer = Membership.objects.get(pk=asked["scorer"]).person
    held = {
        "TOKEN": made_token(here).secret,
        "API": "https://commonground.example.org/api/v1",
        "PARTNERSHIP": str(here.partnership.pk),
        "ISSUE": str(ids_in(here)["issue"]),
    }
    of_round = {"ROUND_ISSUE": "round_issue", "ROUND": "open", "SENDING": "submission"}
    scoring = {
        **{name: str(asked[key]) for name, key in of_round.items()},
        **held,
        "TOKEN": made_token(here, scorer).secret,
    }

    def held_for(command: str) -> dict[str, str]:
        if "$ROUND" not in command:
            return held
        if "/reopen" in command:
            return closed_round()
        return scoring if "/my" in command else {**scoring, "TOKEN": held["TOKEN"]}

    answers = [sent(one, held_for(one)) for one in commands()]

    assert [one.status_code for one in answers] == [200, 200, 201, *[200] * 7]
    assert answers[0].json()["partnership_id"] == held["PARTNERSHIP"]
    assert answers[4].json() == {"added": 1, "updated": 0, "left": 0}
    assert answers[7].json() == {"taken": "saved"}
    assert answers[8].json()["failed"] == 0
    assert answers[9].json()["stage"] == 2


def closed_round() -> dict[str, str]:
    """Return what a command about a closed round names."""
    there = make_here("Otherfold")
    found = round_ids_in(there, "closed")
    return {
        "TOKEN": made_token(there).secret,
        "API": "https://commonground.example.org/api/v1",
        "PARTNERSHIP": str(there.partnership.pk),
        "ROUND_ISSUE": str(found["below"]),
        "ROUND": str(found["closed"]),
    }
