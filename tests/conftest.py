"""Lets Django find its settings, with a state folder of its own, where Django is installed.

The pure packages' tests also run in an environment without it; there the web's are left out. With
COMMONGROUND_DATABASE_URL set, what touches the database runs on that server, and nothing else does:
but for what is marked as the same there, unless `--all-on-postgresql` asks for that too.
"""

import gc
import importlib.util
import os
import tempfile

import pytest

collect_ignore: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the pictures of the documentation be taken again."""
    parser.addoption(
        "--all-on-postgresql", action="store_true",
        help="leave nothing out that asks a database, where COMMONGROUND_DATABASE_URL names one",
    )  # fmt: skip
    parser.addoption(
        "--take-screenshots", action="store_true", help="write the pictures of docs/images/tour"
    )


if importlib.util.find_spec("django"):
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonground.web.settings"
    os.environ["COMMONGROUND_HOME"] = tempfile.mkdtemp(prefix="commonground-tests-")
    os.environ["COMMONGROUND_BASE_URL"] = "http://testserver"
    for name in ("SMTP_URL", "OIDC_ISSUER", "SIGN_UP", "LANGUAGES", "PROXIES", "SECRET_KEY"):
        os.environ.pop(f"COMMONGROUND_{name}", None)

    import django

    # now, since the fixtures below import models before pytest-django would
    django.setup()

    from django.conf import settings

    # a test's transaction is seen by no other thread
    settings.COMPUTED_BY = "commonground.rooms.ranking.running.at_once"
    # a password is made hard to guess by being slow to check, which a test need not wait for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
else:
    collect_ignore += ["browser", "rooms", "web"]


def pytest_collection_finish() -> None:
    """Leave what was imported out of the search for what nobody holds: it is held by all tests."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ.get("COMMONGROUND_DATABASE_URL"):
        return
    takes_all = config.getoption("--all-on-postgresql")
    others = [
        one for one in items
        if "db" not in getattr(one, "fixturenames", ())
        or (one.get_closest_marker("same_on_postgresql") and not takes_all)
    ]  # fmt: skip
    items[:] = [one for one in items if one not in set(others)]
    config.hook.pytest_deselected(items=others)
