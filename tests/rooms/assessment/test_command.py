"""`commonground assessment`: the installation's assessments, taken away without signing in."""

from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from assessment_here import Begun
from click.testing import CliRunner, Result
from django.conf import settings

from commonground.cli.main import commands
from commonground.cli.taking_away import KINDS
from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry


def run(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["assessment", *map(str, arguments)])


def test_every_assessment_is_listed_with_its_id(begun: Begun) -> None:
    told = run("list")

    assert told.exit_code == 0
    assert str(begun.assessment.pk) in told.stdout
    assert "Strategic assessment 2026" in told.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_written_and_recorded(begun: Begun, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"out.{kind}"
    told = run("export", begun.assessment.pk, "--to", kind, "--output", path)

    assert told.exit_code == 0, told.stderr
    entry = Entry.objects.filter(verb="took away").latest("id")
    assert sha256(path.read_bytes()).hexdigest() in entry.after
    assert entry.actor == "system"


def test_its_figures_lead_to_their_pages_where_the_installation_is_reached(
    begun: Begun, tmp_path: Path
) -> None:
    run("export", begun.assessment.pk, "--to", "html", "--output", tmp_path / "out.html")

    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert (
        f"{settings.ADDRESS.url.rstrip('/')}{begun.at}frozen/1/figure/?of=rank+of+On-line+grooming"
        in page
    )


def test_the_public_build_leads_nowhere_and_says_what_it_leaves_out(
    begun: Begun, tmp_path: Path
) -> None:
    path = tmp_path / "out.html"
    told = run("export", begun.assessment.pk, "--to", "html", "--build", "public", "--output", path)

    page = path.read_text(encoding="utf-8")
    assert settings.ADDRESS.host not in page
    assert "Often said" in page
    assert "Seen often" not in page
    assert "Left out:" in told.stderr
    assert "Remarks behind Golden Youth" in told.stderr


def test_what_is_not_there_or_there_already_is_refused(begun: Begun, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"kept")

    for about, to, sentence in (
        (uuid4(), tmp_path / "new.pdf", "There is no assessment"),
        ("nonsense", tmp_path / "new.pdf", "There is no assessment nonsense"),
        (begun.assessment.pk, path, "there is a file of this name already"),
        (begun.assessment.pk, tmp_path / "none/new.pdf", "there is no folder"),
    ):
        told = run("export", about, "--to", "pdf", "--output", to)
        assert isinstance(told.exception, BadInput)
        assert sentence in str(told.exception)
    assert path.read_bytes() == b"kept"
    assert run("export", begun.assessment.pk, "--to", "odt").exit_code == 2
