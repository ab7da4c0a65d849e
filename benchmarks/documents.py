"""Times a 60-page assessment in each of its four files, with the most memory that it takes.

python benchmarks/documents.py            prints the table
python benchmarks/documents.py --check    and exits with 1 where a promise is broken

Each file is written in a process of its own, the first in it, so that nothing is warm: the time is
the clock's from an imported writer to the last byte, and the memory is the peak of the whole
process. The floor is the same process with nothing written.
"""

import argparse
import datetime
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.people import Covered, coverage_chart
from commonground.documents.charts.ranks import Interval, Scale, interval_chart
from commonground.documents.contents import (
    Alignment,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    FigureKind,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Table,
    Text,
)
from commonground.scoring.results import Band

PROMISED_SECONDS, PROMISED_MB = 10.0, 300.0
PARTS = 10
_ID = "0b0c6f0e-7f3e-4a58-a4a4-{:012d}"
_SAID = (
    "Partners said that what is reported is only part of what happens, and that victims who are "
    "moved between areas are counted nowhere. "
)
_BANDS = (Band.IN, Band.CONTESTED, Band.OUT)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file took."""

    file: str
    seconds: float
    processor: float
    """Seconds of every thread together: more than the clock's where several work at once."""
    megabytes: float
    kilobytes: float


def main() -> int:
    """Write each file in a process of its own, print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    parser.add_argument("--alone", choices=WRITERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(*measured(options.alone))
        return 0
    taken = [in_a_process(file) for file in WRITERS]
    floor = taken[0]
    print(f"{'file':<22}{'seconds':>9}{'processor':>11}{'MB':>7}{'x floor':>9}{'kB':>8}")
    for one in taken:
        times = one.megabytes / floor.megabytes
        print(
            f"{one.file:<22}{one.seconds:9.2f}{one.processor:11.2f}{one.megabytes:7.0f}{times:9.1f}{one.kilobytes:8.0f}"
        )
    broken = [
        one.file for one in taken if one.seconds > PROMISED_SECONDS or one.megabytes > PROMISED_MB
    ]
    if broken:
        print(f"Over {PROMISED_SECONDS:.0f} s or {PROMISED_MB:.0f} MB: {', '.join(broken)}.")
    return int(options.check and bool(broken))


def in_a_process(file: str) -> Taken:
    """Return what a file takes in a process that does nothing else."""
    command = [sys.executable, __file__, "--alone", file]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    seconds, processor, megabytes, kilobytes = map(float, said)
    return Taken(file, seconds, processor, megabytes, kilobytes)


def measured(file: str) -> tuple[float, float, float, float]:
    """Return a file's seconds by the clock and of the processor, peak megabytes and kilobytes."""
    document = assessment()
    writer = WRITERS[file]()
    began, worked = time.perf_counter(), time.process_time()
    size = len(writer(document))
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, processor, peak / (1e6 if sys.platform == "darwin" else 1e3), size / 1e3


Writer = Callable[[Document], bytes]


def _nothing() -> Writer:
    return lambda _document: b""


def _word() -> Writer:
    from commonground.documents import word  # noqa: PLC0415

    return word.write


def _word_back() -> Writer:
    from commonground.documents import word  # noqa: PLC0415
    from commonground.documents.word import coming_back  # noqa: PLC0415

    return lambda document: repr(coming_back.read(word.write(document))).encode()


def _pdf() -> Writer:
    from commonground.documents import pdf  # noqa: PLC0415

    return pdf.write


def _html() -> Writer:
    from commonground.documents import pages  # noqa: PLC0415

    return lambda document: pages.write(document).encode()


def _xlsx() -> Writer:
    from commonground.documents.workbooks import annex_tables  # noqa: PLC0415

    return annex_tables.write


def _public() -> Writer:
    from commonground.documents.contents.builds import Audience, build_for  # noqa: PLC0415

    return lambda document: repr(build_for(document, Audience.PUBLIC)).encode()


WRITERS: Mapping[str, Callable[[], Writer]] = {
    "nothing: floor": _nothing,
    "docx": _word,
    "docx, and read back": _word_back,
    "pdf": _pdf,
    "html": _html,
    "xlsx": _xlsx,
    "a public build": _public,
}


def assessment() -> Document:
    """Return an assessment of some 60 pages of A4: texts, long tables, a wide one, charts."""
    numbers = iter(range(1, 10_000))
    parts = tuple(_part(part, numbers) for part in range(1, PARTS + 1))
    return Document(
        id=_ID.format(0),
        title="Strategic assessment 2026 to 2029",
        partnership="Larkenmere Community Safety Partnership",
        version="Version 1.2",
        author="The partnership’s analyst",
        date=datetime.date(2026, 3, 1),
        marking="OFFICIAL-SENSITIVE",
        language="en-GB",
        details=(("Approved by", "The board"),),
        sections=parts,
    )


def _part(part: int, numbers: Iterator[int]) -> Section:
    made: tuple[tuple[Block, ...], ...] = (
        (_ranked(part),),
        (_ranges(part),),
        (_themes(part), _heat(part)),
    )
    priorities = tuple(
        Section(
            f"priority-{part}-{each}",
            f"Priority {each}: a harm in its place",
            (_text(numbers), _text(numbers)),
            (Section(f"why-{part}-{each}", "Why it stands", (_text(numbers),)),),
        )
        for each in range(1, 4)
    )
    return Section(f"part-{part}", f"Part {part}", (_text(numbers), *made[part % 3]), priorities)


def _text(numbers: Iterator[int]) -> Text:
    number = next(numbers)
    address = f"https://commonground.example/figures/{number}/"
    rank = Figure("rank of Fraud", "4th", Decimal(4), FigureKind.RANK, address)
    paragraphs = (
        Paragraph((Run(_SAID * 3), Run("It stands "), rank, Run(", and is hidden.", strong=True))),
        Paragraph((Run(f"First point: {_SAID}"),), ParagraphKind.BULLET),
        Paragraph((Run("A second point."),), ParagraphKind.BULLET),
        Paragraph((Run("“We see it every night.” Housing, in a meeting"),), ParagraphKind.QUOTE),
        Paragraph((Run(_SAID * 4),)),
    )
    return Text(_ID.format(number), paragraphs, "OFFICIAL", revision=1)


def _count(number: int) -> Figure:
    return Figure("", str(number), Decimal(number), FigureKind.COUNT)


def _ranked(part: int) -> Table:
    columns = (
        Column("Rank", Alignment.RIGHT, FigureKind.RANK),
        Column("Issue", width=5),
        Column("Band", width=2),
        Column("People", Alignment.RIGHT, FigureKind.COUNT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(rank), f"Issue {rank} of the long list", _BANDS[rank // 36].value, _count(rank % 50))
        for rank in range(1, 107)
    )
    return Table(f"ranked-{part}", "Every ranked issue, in order", columns, rows, "OFFICIAL")


def _themes(part: int) -> Table:
    agencies = (Column(f"Agency {each}", Alignment.RIGHT, FigureKind.COUNT) for each in range(11))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"Theme {row}", *(_count(row * each) for each in range(11))) for row in range(20)
    )
    columns = (Column("Theme", width=3), *agencies)
    return Table(f"themes-{part}", "Themes by agency", columns, rows, "OFFICIAL")


def _ranges(part: int) -> Chart:
    intervals = [
        Interval(str(rank), f"Issue {rank} of the long list", _BANDS[rank // 16],
                 max(1, rank - 3), rank, rank + 5)
        for rank in range(1, 46)
    ]  # fmt: skip
    says = Alternative(f"ranges-{part}", "Ranks", "How far each of 45 issues could move.")
    svg = interval_chart(intervals, 15, Scale(ranks=106, cut=15), says)
    return Chart(
        f"ranges-{part}", "Ranks, and how far each could move", says.description, svg, "OFFICIAL"
    )


def _heat(part: int) -> Chart:
    issues, themes = [f"Issue {each}" for each in range(1, 31)], [f"Theme {n}" for n in range(1, 8)]
    cells = [
        Covered(issue, theme, (row * column) % 15, 14)
        for row, issue in enumerate(issues)
        for column, theme in enumerate(themes)
    ]
    says = Alternative(f"heat-{part}", "Themes by issue", "Which themes are spoken of by issue.")
    svg = coverage_chart(issues, themes, cells, says)
    return Chart(f"heat-{part}", "Themes by issue", says.description, svg, "OFFICIAL")


if __name__ == "__main__":
    sys.exit(main())
