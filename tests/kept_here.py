"""What is made once for all tests of a module, and stands as it was before each of them.

A truth table of roles and pages asks hundreds of times of the same partnership. What a test writes
is rolled back after it, what the module made after the module.
"""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def kept_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a module's own fixtures write to the database: each test begins after what they wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)
