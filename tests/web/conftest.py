"""The partnership that the web application's tests are held in, and a server of databases."""

from collections.abc import Iterator

import postgresql_here
import pytest
from commands import run
from demo_here import kept_demo
from kept_here import kept_db
from people_here import demo_before_rounds, elsewhere, here, outsider

__all__ = [
    "demo_before_rounds", "elsewhere", "here", "kept_db", "kept_demo", "outsider", "run",
]  # fmt: skip


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Return the address of a PostgreSQL server, to which a database's name is added."""
    if postgresql_here.program("postgres") is None:
        pytest.skip("PostgreSQL is missing: ./test installs it")
    with postgresql_here.serving() as address:
        yield address
