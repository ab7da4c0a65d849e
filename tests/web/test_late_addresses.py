"""What no first page shows is imported when it is asked for, and is found all the same."""

import subprocess
import sys
from pathlib import Path

ASKED = """
import sys
import django
django.setup()
from django.urls import get_resolver, resolve, reverse
def loaded():
    return "commonground.web.api" in sys.modules
_ = get_resolver().url_patterns
print(reverse("home"), resolve("/").view_name, loaded())
address = reverse("api-v1:openapi-json")
print(address, resolve(address).view_name, loaded())
print(reverse("plan:plans", args=["00000000-0000-0000-0000-000000000000"]))
"""


def test_a_start_imports_the_api_when_it_is_asked_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True,
        env={
            "DJANGO_SETTINGS_MODULE": "commonground.web.settings",
            "COMMONGROUND_HOME": str(tmp_path),
        },
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "/ home False",
        "/api/v1/openapi.json api-v1:openapi-json True",
        "/p/00000000-0000-0000-0000-000000000000/plans/",
    ]
