"""`commonground plan`: the installation's plans, taken away without signing in."""

from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from click.testing import CliRunner, Result
from plan_cases import PREVENT_ROW, PROTECT_ROW
from plan_here import Planned

from commonground.cli.main import commands
from commonground.cli.plans import KINDS
from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["plan", *map(str, arguments)])


def test_every_plan_is_listed_with_its_id(planned: Planned) -> None:
    told = run("list")

    assert told.exit_code == 0
    assert str(planned.plan.pk) in told.stdout
    assert "Plan 2016" in told.stdout


@pytest.mark.django_db
def test_an_installation_without_a_plan_says_so() -> None:
    told = run("list")

    assert (told.exit_code, told.stdout) == (0, "")
    assert "no action plan yet" in told.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_written_and_recorded(
    planned: Planned, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"out.{kind}"
    told = run("export", planned.plan.pk, "--to", kind, "--output", path)

    assert told.exit_code == 0, told.stderr
    entry = Entry.objects.filter(verb="took away").latest("id")
    assert sha256(path.read_bytes()).hexdigest() in entry.after
    assert entry.actor == "system"


def test_the_decks_two_rows_come_out_as_they_stand_in_the_deck(
    planned: Planned, tmp_path: Path
) -> None:
    path = tmp_path / "plan.docx"
    run("export", planned.plan.pk, "--to", "docx", "--output", path)

    rows = [
        tuple(cell.text for cell in row.cells)
        for table in docx.Document(str(path)).tables
        for row in table.rows
    ]
    assert PREVENT_ROW in rows
    assert PROTECT_ROW in rows


def test_the_wider_build_says_what_it_leaves_out(planned: Planned, tmp_path: Path) -> None:
    planned.change(planned.actions[1], marking="OFFICIAL-SENSITIVE")
    path = tmp_path / "out.html"
    told = run("export", planned.plan.pk, "--to", "html", "--build", "wider", "--output", path)

    assert PROTECT_ROW[1] not in path.read_text(encoding="utf-8")
    assert PREVENT_ROW[1] in path.read_text(encoding="utf-8")
    assert "Left out: Action A2: Arrange local media coverage" in told.stderr


def test_what_is_not_there_or_there_already_is_refused(planned: Planned, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"kept")

    for about, to, sentence in (
        (uuid4(), tmp_path / "new.pdf", "There is no plan"),
        ("nonsense", tmp_path / "new.pdf", "There is no plan nonsense"),
        (planned.plan.pk, path, "there is a file of this name already"),
        (planned.plan.pk, tmp_path / "none/new.pdf", "there is no folder"),
    ):
        told = run("export", about, "--to", "pdf", "--output", to)
        assert isinstance(told.exception, BadInput)
        assert sentence in str(told.exception)
    assert path.read_bytes() == b"kept"
