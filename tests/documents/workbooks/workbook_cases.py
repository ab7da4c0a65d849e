"""Makes the workbooks that their tests read, and recalculates them with LibreOffice."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from commonground import reference
from commonground.demo.pilot import make_pilot
from commonground.demo.writing import write_pilot
from commonground.documents.reading import read_matrix, read_scores, read_table
from commonground.documents.workbooks import write_matrix
from commonground.scoring.arithmetic import SheetRow, score_sheet
from commonground.scoring.expressions import parse_expression
from commonground.scoring.loading import load_method
from commonground.scoring.methods import (
    Combine,
    Criterion,
    Descriptor,
    Group,
    Level,
    Lookup,
    Method,
    Output,
    OutputBand,
    Provenance,
    RankedOutput,
    Status,
    Step,
    with_local_factors,
)
from commonground.scoring.results import Inputs, LocalFactor, Ranking, SourceFile
from commonground.scoring.rules import load_rules
from commonground.scoring.scores import AgreedScore
from commonground.scoring.shortlist import Consultation, rank_issues

DECK = Path(__file__).parents[2] / "fixtures" / "deck-matrix.csv"
BOARD = "The board of Larkenmere, 1 May 2026"
FACTORS = {2: Decimal("0.7"), 3: Decimal("0.8"), 4: Decimal("0.9")}
SHIPPED = tuple(path.stem for path in reference.method_paths())

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="soffice is missing: ./test installs libreoffice-calc, which recalculates the workbooks",
)


def shipped(name: str) -> Method:
    return load_method(reference.method_path(name))


def morile() -> Method:
    return with_local_factors(shipped("morile-thematic-2015"), FACTORS, BOARD)


def odd_method() -> Method:
    """A method of the kinds that no shipped one has, whose sums binary cannot hold exactly."""
    local = Provenance(Status.LOCAL, BOARD)
    levels = tuple(Level(Decimal(text)) for text in ("0", "0.1", "0.2", "2.3", "48", "36"))
    words = Descriptor("=Seen every week, " + "and more " * 60, "A. Board", "1 May 2026")
    described = (Level(Decimal(0), "", words), *levels[1:])

    def criteria(*names: str) -> tuple[Criterion, ...]:
        return tuple(
            Criterion(name, f"={name.title()}", described, local, help="Ask around.")
            for name in names
        )

    steps = [("0.6", 0), ("0.6", 1), ("", 2), ("1.5", 3), ("0.8", 36), ("0.6", 48), ("0.6", 49)]
    return Method(
        format=1,
        id="odd",
        title="An odd method & <more>",
        source="Invented for a test",
        notes=("=Note",),
        groups=(
            Group("most", "Most", Combine.MAX, criteria("a", "b"), local),
            Group("sum", "Total", Combine.SUM, criteria("c", "d"), local),
        ),
        lookup=Lookup(
            "factor",
            "Factor",
            "sum",
            tuple(
                Step(total, Decimal(text) if text else None, local if text else _gap())
                for text, total in steps
            ),
        ),
        outputs=(
            Output("graded", "Graded", parse_expression("factor * most"), local),
            Output("odd", "Total", parse_expression("2 - (graded - 0.1) * (most + 1)"), local),
        ),
        rankings=(RankedOutput("rank", "Rank", "graded"),),
        switches=(),
        bands=(
            OutputBand("graded", "Low", Decimal(0), Decimal(10), local),
            OutputBand("graded", "High", Decimal("10.1"), Decimal(100), local),
        ),
    )


def _gap() -> Provenance:
    return Provenance(Status.UNKNOWN, BOARD)


ODD_ROWS = (("48", "0", "48", "0"), ("36", "0", "36", "0"), ("0.2", "0.1", "0.2", "2.3"))
"""The first two grade to 28.8 by two routes that binary tells apart; the third's sum is 2.5."""


def write_odd_matrix(path: Path) -> None:
    method = odd_method()
    rows = [
        SheetRow(f"Issue {at}", tuple(map(Decimal, texts))) for at, texts in enumerate(ODD_ROWS)
    ]
    csv = path.with_suffix(".csv")
    ids = ",".join(each.id for each in method.criteria)
    lines = [",".join((row.issue, *map(str, row.scores))) for row in rows]
    csv.write_text("\n".join([f"issue,{ids}", *lines]), encoding="utf-8")
    matrix = read_matrix(read_table(csv), method)
    write_matrix(path, method, matrix, score_sheet(method, matrix.rows))


def write_deck(path: Path, method: Method | None = None) -> None:
    method = method or shipped("morile-thematic-2015")
    matrix = read_matrix(read_table(DECK), method)
    write_matrix(path, method, matrix, score_sheet(method, matrix.rows), notes=["A note."])


def write_sleipnir(path: Path) -> None:
    """Write a matrix of nine groups, each with another answer to every attribute."""
    method = shipped("sleipnir-v1")
    csv = path.with_suffix(".csv")
    labels = ("Nil", "Low", "Medium", "High", "Unknown")
    lines = [",".join(["issue", "handled by", *(each.label for each in method.criteria)])]
    for row in range(9):
        answers = [labels[(row * 3 + at * (row + 1)) % 5] for at in range(len(method.criteria))]
        lines.append(",".join([f"Group {row}", "=1+1", *answers]))
    csv.write_text("\n".join(lines), encoding="utf-8")
    matrix = read_matrix(read_table(csv), method)
    write_matrix(path, method, matrix, score_sheet(method, matrix.rows))


def ranked_pilot(folder: Path) -> Ranking:
    """Rank the invented pilot, with one agreed score whose reason looks like a formula."""
    write_pilot(make_pilot(), folder)
    return ranked(folder / "scores.csv", morile(), top=30)


def ranked_few(folder: Path, agencies: int = 9, *, name: str = "Issue") -> Ranking:
    """Rank six issues on a five by five grid; the last has no impact, and two tie."""
    lines = ["assessor,agency,issue,theme,likelihood,impact,remark"]
    for person in range(agencies * 2):
        for number in range(6):
            likelihood, impact = 1 + (number + person % 2) % 5, 1 + (number * 2) % 5
            theme = "=Theme" if number % 2 else ""
            last = "" if number == 5 else impact
            lines.append(
                f"P{person:02},=Agency {person % agencies},{name} {min(number, 5)},{theme},"
                f"{likelihood},{last},-said"
            )
    path = folder / "few.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return ranked(path, shipped("five-by-five-nrr-2023"), top=2)


def ranked(path: Path, method: Method, top: int) -> Ranking:
    """Rank a file of scores, with a score agreed for its first issue."""
    rules = reference.rules_path("consultation-1")
    scores = read_scores(read_table(path), method)
    agreed = AgreedScore(
        scores.cube.issues[0].name, method.criteria[0].id, method.criteria[0].scale[1], "=Said so"
    )
    inputs = Inputs(
        method=SourceFile(method.id, method.title, "a" * 64, "text"),
        local_factors=tuple(LocalFactor(total, set_to, BOARD) for total, set_to in FACTORS.items()),
        rules=SourceFile("consultation-1", "Rules", "b" * 64, rules.read_text(encoding="utf-8")),
        top=top,
        draws=100,
        seed=1,
        agreed=(agreed,),
        agency_map=scores.agency_map,
        scores_sha256=scores.cube.digest(),
    )
    return rank_issues(Consultation(method, load_rules(rules), scores.cube, scores.remarks, inputs))


def without_values(path: Path, target: Path) -> Path:
    """Copy a workbook without what its formulas come to, so that it must be computed again."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            made.writestr(name, part)
    return target


def converted(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Let LibreOffice open each workbook and save it as `kind`, in a profile of its own."""
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / kind),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [folder / kind / path.with_suffix(f".{kind}").name for path in paths]


Place = tuple[str, str]
"""A sheet and a cell."""


def formulas_of(path: Path) -> dict[Place, str]:
    """Return every formula by its place."""
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values_of(path: Path) -> dict[Place, object]:
    """Return every value that the file holds, computed or not, by its place."""
    return dict(_values(path))


def _values(path: Path) -> Iterator[tuple[Place, object]]:
    for sheet in load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (sheet.title, cell.coordinate), cell.value


def header_text(sheet: object) -> str | None:
    """Return what a worksheet prints at the head of each page, in the middle."""
    assert isinstance(sheet, Worksheet)
    assert sheet.oddHeader is not None
    return sheet.oddHeader.center.text


def column_of(path: Path, sheet: str, heading: str) -> list[object]:
    """Return the values under a heading."""
    header, *rows = load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    at = header.index(heading)
    return [row[at] for row in rows]
