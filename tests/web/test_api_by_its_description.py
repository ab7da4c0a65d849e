"""Whatever the API's own description allows, and much that it does not, is answered as it says.

Each case is sent to the application in this process, with a token that may write and with one that
may not, and undone afterwards. The cases are the same in every run.
"""

import json
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as cases
from hypothesis import strategies as st
from people_here import Here
from programs_here import ids_in, program, round_ids_in
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, positive_data_acceptance

from commonground.rooms.people.models import Scope
from commonground.rooms.people.roles import Role
from commonground.web.api import api

pytestmark = pytest.mark.same_on_postgresql

load_all_checks()
DESCRIPTION = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
DESCRIPTION.app = get_wsgi_application()
FOUND: Any = DESCRIPTION.get_all_operations()
OPERATIONS = [one.ok() for one in FOUND]
EXAMPLES = 10
# a rule that no description can say may refuse what is well formed, such as a name that is taken
NOT_HELD = [positive_data_acceptance]


@pytest.fixture(autouse=True)
def _asked_often(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["localhost"]


def status_for(operation: Any) -> str:
    """Return how far a round has come with which an operation can do something."""
    verb, _round, part = operation.label.partition("/rounds/{round_id}")
    if part.startswith(("/closing", "/ranking", "/contested", "/reopen")):
        return "closed"
    prepares = verb.startswith("PUT") and not part.endswith(("{submission_id}", "/agreed"))
    return "draft" if prepares or part in {"/assign", "/open"} else "open"


def real_ids(here: Here, operation: Any) -> dict[str, str]:
    """Return ids of the partnership for an operation's address."""
    found = ids_in(here)
    if "{round_id}" in operation.label:
        status = status_for(operation)
        found |= round_ids_in(here, status)
        found["round"] = found[status]
        found["round_issue"] = found[
            "round_issue" if "submission_id" in operation.label else "revealed"
        ]
    found["member"] = found.get("scorer", found["member"])
    ids = {f"{name}_id": str(one) for name, one in found.items()}
    ids["partnership_id"] = str(here.partnership.pk)
    return {one.name: ids[one.name] for one in operation.path_parameters}


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_answer_is_as_the_description_says(here: Here, operation: Any, scope: Scope) -> None:
    person = here.with_role(Role.ANALYST, Role.ASSESSOR, name="Whoever")
    sent_with = {"Authorization": f"Bearer {program(here, person, scope=scope).token}"}
    found = real_ids(here, operation)
    right = operation.as_strategy(GenerationMode.POSITIVE, path_parameters=found)
    wrong = operation.as_strategy(GenerationMode.NEGATIVE)
    nearly = operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=found)

    @cases(
        derandomize=True, database=None, deadline=None, max_examples=EXAMPLES,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of(right, nearly, wrong))
    def holds(case: Any) -> None:
        with transaction.atomic():
            case.call_and_validate(headers=sent_with, excluded_checks=NOT_HELD)
            transaction.set_rollback(True)

    holds()


def test_the_checks_find_an_answer_that_is_not_described(here: Here) -> None:
    operation = next(one for one in OPERATIONS if one.label.endswith("/token"))
    case = operation.Case(headers={"Authorization": "Bearer none"})
    answer = case.call()
    answer.status_code = 418

    with pytest.raises(BaseException, match="Undocumented status code"):
        case.validate_response(answer)
