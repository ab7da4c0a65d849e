"""`commonground assessment` where nobody has begun one."""

import pytest
from click.testing import CliRunner

from commonground.cli.main import commands


@pytest.mark.django_db
def test_an_installation_without_one_says_so() -> None:
    told = CliRunner().invoke(commands, ["assessment", "list"])

    assert (told.exit_code, told.stdout) == (0, "")
    assert "no assessment yet" in told.stderr
