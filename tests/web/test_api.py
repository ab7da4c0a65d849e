"""What the API answers, where its form says more than who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from people_here import Here
from programs_here import Program, ids_in, made_token, program

from commonground.rooms.people import token_actions
from commonground.rooms.people.models import ApiToken, HeldRole, Membership
from commonground.rooms.people.roles import Role


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    caches["counts"].clear()


def at(here: Here) -> str:
    return f"/partnerships/{here.partnership.pk}"


def faults(answer: Any) -> str:
    return " ".join(answer.json()["faults"])


def test_a_token_says_whom_it_acts_for(here: Here) -> None:
    said = program(here).get("/token").json()

    assert said["person_name"] == "Larkenmere analyst"
    assert said["partnership_id"] == str(here.partnership.pk)
    assert (said["name"], said["scope"]) == ("A program", "write")


def test_a_token_lists_its_own_partnership_alone(here: Here, elsewhere: Here) -> None:
    found = program(here).get("/partnerships").json()

    assert [(one["name"], one["your_roles"]) for one in found] == [
        ("Larkenmere Partnership", ["analyst"])
    ]


def test_the_threat_picture_is_read(here: Here) -> None:
    axes = program(here).get("/threat-picture").json()["axes"]

    assert "firearms" in {tag["id"] for axis in axes for tag in axis["tags"]}


def test_an_unknown_token_is_refused_with_what_to_do(here: Here) -> None:
    answer = Program("cg_nothing").get("/token")

    assert answer.status_code == 401
    assert "We do not know this token" in faults(answer)


def test_an_expired_token_is_refused_with_what_to_do(here: Here) -> None:
    made = made_token(here)
    ApiToken.objects.filter(pk=made.token.pk).update(expires_at=made.token.made_at)

    answer = Program(made.secret).get("/token")

    assert answer.status_code == 401
    assert faults(answer) == "This token has expired. Make a new one under your account."


def test_a_withdrawn_token_is_refused_at_once(here: Here) -> None:
    made = made_token(here)
    token_actions.revoke_token(by=here.seat, token=made.token)

    answer = Program(made.secret).get("/token")

    assert answer.status_code == 401
    assert "was withdrawn" in faults(answer)


def test_a_token_of_somebody_who_was_shut_out_is_unknown(here: Here) -> None:
    asked = program(here)
    here.analyst.is_active = False
    here.analyst.save()

    assert asked.get("/token").status_code == 401


def test_a_token_never_does_more_than_its_person_may_that_day(here: Here) -> None:
    person = here.with_role(Role.ANALYST, name="Short")
    asked = program(here, person)
    assert asked.post(f"{at(here)}/themes", {"name": "Fraud"}).status_code == 200

    HeldRole.objects.filter(membership__person=person).update(
        since="2020-01-01", until="2020-12-31"
    )

    assert asked.post(f"{at(here)}/themes", {"name": "Arms"}).status_code == 404
    assert asked.get("/partnerships").json() == []


def test_when_a_token_was_last_used_is_noted_to_ten_minutes(here: Here) -> None:
    made = made_token(here)
    asked = Program(made.secret)

    asked.get("/token")
    first = ApiToken.objects.get(pk=made.token.pk).last_used_at
    asked.get("/token")
    assert first is not None
    assert ApiToken.objects.get(pk=made.token.pk).last_used_at == first
    ApiToken.objects.filter(pk=made.token.pk).update(last_used_at=first - timedelta(hours=1))
    asked.get("/token")

    again = ApiToken.objects.get(pk=made.token.pk).last_used_at
    assert again is not None
    assert again >= first


def test_too_many_requests_in_a_minute_are_told_to_wait(
    here: Here, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    monkeypatch.setattr("commonground.web.api.time.time", lambda: 90.0)
    asked, other = program(here), Program(made_token(here, name="Another").secret)

    answers = [asked.get("/token") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "30"
    assert "too many requests" in faults(answers[-1])
    assert other.get("/token").status_code == 200


def test_an_address_that_is_none_answers_in_the_same_form(here: Here) -> None:
    answer = program(here).get("/nowhere")

    assert answer.status_code == 404
    assert "openapi.json" in faults(answer)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(here: Here, body: bytes) -> None:
    answer = Client(headers={"Authorization": f"Bearer {program(here).token}"}).post(
        f"/api/v1{at(here)}/themes", body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert "not JSON" in faults(answer)


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\ud800", "x" * 101, 3, None, ["a"]])
def test_a_text_that_a_form_would_refuse_is_refused(here: Here, name: object) -> None:
    answer = program(here).post(f"{at(here)}/themes", {"name": name})

    assert answer.status_code == 422
    assert faults(answer).startswith("name: ")


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/members", {"name": "A", "email": "nobody"}, "email: Enter a valid email address."),
        ("/issues/{issue}/evidence", {"text": "A", "source": "B", "link": "no link"}, "link: "),
        ("/issues", {"name": "A", "tags": ["none"]}, "There is no tag none."),
        ("/issues", {"name": "KNIFE  crime"}, "There is already a live issue called"),
        ("/members/{member}/roles", {"role": "king"}, "role: Input should be 'analyst'"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    here: Here, path: str, body: object, said: str
) -> None:
    answer = program(here).post(f"{at(here)}{path.format(**ids_in(here))}", body)

    assert answer.status_code == 422
    assert said in faults(answer)


@pytest.mark.parametrize(
    "query", ["page=0", "per_page=201", "status=lost", "sort=size", "theme=x", "stauts=live"]
)
def test_a_filter_that_makes_no_sense_is_refused(here: Here, query: str) -> None:
    answer = program(here).get(f"{at(here)}/issues?{query}")

    assert answer.status_code == 422
    assert query.partition("=")[0] in faults(answer)


def test_a_list_comes_in_pages(here: Here) -> None:
    asked = program(here)
    ids_in(here)

    pages = [asked.get(f"{at(here)}/issues?per_page=1&page={n}").json() for n in (1, 2, 3)]

    assert [[one["name"] for one in page["items"]] for page in pages] == [
        ["Gun crime"], ["Knife crime"], [],
    ]  # fmt: skip
    assert {(page["total"], page["pages"]) for page in pages} == {(2, 2)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=knife", ["Knife crime"]),
        ("tag=firearms", ["Gun crime"]),
        ("theme=none", ["Gun crime"]),
        ("theme={theme}", ["Knife crime"]),
        ("origin=meeting", []),
        ("status=all&sort=newest", ["Gun crime", "Knife crime"]),
        ("status=retired", []),
    ],
)
def test_the_filters_are_those_of_the_page(here: Here, query: str, names: list[str]) -> None:
    found = program(here).get(f"{at(here)}/issues?{query.format(**ids_in(here))}").json()

    assert [one["name"] for one in found["items"]] == names


def test_a_conflict_shows_both_and_overwrites_nothing(here: Here) -> None:
    ids, asked = ids_in(here), program(here)
    path = f"{at(here)}/issues/{ids['issue']}"
    asked.put(path, {"version": 1, "name": "Theirs"})

    answer = asked.put(path, {"version": 1, "name": "Yours"})

    said = answer.json()
    assert answer.status_code == 409
    assert (said["current"]["name"], said["current"]["version"]) == ("Theirs", 2)
    assert said["yours"]["name"] == "Yours"
    assert asked.put(path, {"version": 2, "name": "Yours"}).json()["name"] == "Yours"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("", {"name": "A", "area": "B", "board_kind": "C"}, "name"),
        ("/agencies/{agency}", {"name": "A"}, "name"),
        ("/members/{member}", {"title": "A"}, "title"),
    ],
)
def test_everything_with_a_version_answers_409(
    here: Here, path: str, body: dict[str, str], field: str
) -> None:
    asked, address = program(here), f"{at(here)}{path.format(**ids_in(here))}"
    now = asked.get(address).json()

    assert asked.put(address, {**body, "version": now["version"]}).status_code == 200
    late = asked.put(address, {**body, field: "Other", "version": now["version"]})

    assert late.status_code == 409
    assert late.json()["current"][field] == "A"
    assert late.json()["yours"][field] == "Other"


def test_what_a_program_does_is_recorded_under_its_person(here: Here) -> None:
    asked = program(here)
    made = asked.post(f"{at(here)}/issues", {"name": "Scams"}).json()

    entries = asked.get(f"{at(here)}/audit?about={made['id']}").json()["items"]

    assert [(one["actor"], one["verb"]) for one in entries] == [
        (f"person:{here.analyst.pk}", "added")
    ]
    assert entries[0]["after"]["name"] == "Scams"
    assert entries[0]["before"] is None


def test_an_issue_is_read_with_its_story(here: Here) -> None:
    ids, asked = ids_in(here), program(here)
    whole = asked.post(
        f"{at(here)}/issues/merge",
        {"issue_ids": [str(ids["issue"]), str(ids["other"])], "name": "Arms", "reason": "One"},
    ).json()

    story = asked.get(f"{at(here)}/issues/{whole['id']}").json()

    assert {one["name"] for one in story["came_from"]} == {"Knife crime", "Gun crime"}
    assert [one["text"] for one in story["evidence"]] == ["More"]
    assert story["issue"]["tags"] == ["firearms"]


def test_an_import_tells_every_fault_and_writes_nothing(here: Here) -> None:
    asked = program(here)
    rows = [{"issue": "A", "tags": "nonsense"}, {"issue": "B", "origin": "moon"}, {"issue": "a"}]

    answer = asked.post(f"{at(here)}/issues/import", {"rows": rows})

    assert answer.status_code == 422
    assert [one.partition(",")[2].split(",")[0] for one in answer.json()["faults"]] == [
        " row 1", " row 2", " row 3",
    ]  # fmt: skip
    assert asked.get(f"{at(here)}/issues").json()["total"] == 0


def test_an_import_updates_the_columns_that_it_has(here: Here) -> None:
    asked = program(here)
    first = {"rows": [{"issue": "A", "theme": "Fraud", "description": "Long"}]}
    again = {
        "rows": [{"issue": "A", "theme": "Arms"}], "columns": ["theme"], "repeats": "update",
    }  # fmt: skip

    assert asked.post(f"{at(here)}/issues/import", first).json()["added"] == 1
    assert asked.post(f"{at(here)}/issues/import", again).json()["updated"] == 1

    (issue,) = asked.get(f"{at(here)}/issues").json()["items"]
    assert (issue["theme"]["name"], issue["description"]) == ("Arms", "Long")


def test_the_export_is_the_pages(here: Here) -> None:
    ids_in(here)
    ours = program(here).get(f"{at(here)}/issues/export.csv")
    theirs = here.analysts_browser.get(f"/p/{here.partnership.pk}/issues/export/")

    assert ours["Content-Type"] == "text/csv; charset=utf-8"
    assert ours.content == theirs.content


def test_a_member_is_added_with_roles_and_has_them_ended(here: Here) -> None:
    asked = program(here)
    made = asked.post(
        f"{at(here)}/members",
        {"name": "New", "email": "NEW@example.org", "roles": ["member"], "way": "paper"},
    ).json()
    (held,) = made["held_roles"]

    ended = asked.post(f"{at(here)}/roles/{held['id']}/end", {}).json()

    assert (made["email"], made["roles"], made["way"]) == ("new@example.org", ["member"], "paper")
    assert ended["until"] == ended["since"]
    assert Membership.objects.filter(partnership=here.partnership).count() == 2


def test_the_description_is_whole(client: Client) -> None:
    said = client.get("/api/v1/openapi.json").json()
    operations = [one for methods in said["paths"].values() for one in methods.values()]

    assert said["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
    for one in operations:
        assert one["description"]
        assert one["security"] == [{"Token": []}]
        assert {"400", "401", "403", "404", "405", "422", "429", "500"} <= set(one["responses"])
        assert {"200", "201"} & set(one["responses"]), one["operationId"]
