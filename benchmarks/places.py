"""Counts 20 million synthetic rows of police files, beside what others take for the same count.

python benchmarks/places.py                 makes the files, once, and prints the table
python benchmarks/places.py --check         and exits with 1 where a promise is broken
python benchmarks/places.py --rows 2000000  fewer of them; --folder DIR keeps them elsewhere

Each row of the table is a process of its own: the clock's seconds from an imported library to the
result, and the peak memory of the process. The rows are invented; the schema is the publisher's.
"duckdb" is four keys into a table of its own, and "counting" the import's expression, with all
that it asks of each row, into such tables. "duckdb, groups" is all its keys by hand, brought to
Python; "expression" is the same as the import does it, and "ours" is the whole import: every file's
digest, the groups kept, the ledger, the months judged, the cube written.
Apache Spark is measured where `.venv-spark` is, which `./test` makes.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PROMISED_TIMES, PROMISED_MB, PROMISED_FILTER_MS = 1.3, 2000.0, 50.0
ROWS = 20_000_000
MONTHS = tuple(f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13))
KEYS = ("Reported by", "Month", "LSOA code", "Crime type")
CITY = "Birmingham"

_ROOT = Path(__file__).parents[1]
_SPARK = _ROOT / ".venv-spark" / "bin" / "python"


def main() -> int:
    """Make the files if need be, let each contender count them, print what each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "places-rows")
    parser.add_argument("--alone", choices=CONTENDERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.folder / str(options.rows)
    if options.alone:
        print(json.dumps(alone(options.alone, folder)))
        return 0
    make_files(folder, options.rows)
    took = {name: in_a_process(name, options) for name in CONTENDERS}
    table(took)
    broken = list(promises(took))
    print(*broken, sep="\n")
    return 1 if broken and options.check else 0


def in_a_process(name: str, options: argparse.Namespace) -> dict[str, float]:
    """Return what one contender took; nothing where it is not installed."""
    python = str(_SPARK) if name.startswith("spark") else sys.executable
    if not Path(python).exists():
        return {}
    command = [python, __file__, "--alone", name, "--rows", str(options.rows)]
    found = subprocess.run(
        [*command, "--folder", str(options.folder)], capture_output=True, text=True, check=False
    )
    if found.returncode:
        print(f"{name}: {found.stderr[-600:]}", file=sys.stderr)
        return {}
    told: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return told


def alone(name: str, folder: Path) -> dict[str, float]:
    """Return seconds, megabytes and what was counted, of one contender in this process."""
    count = CONTENDERS[name]
    files = sorted(folder.rglob("*-street.csv"))
    # what a process imports is no part of counting
    told = count(files, folder)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"MB": (own + children) / 1024, **told}


def ours(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count for England and Wales, from the files to the bytes of the cube on the disk."""
    return _ours(files, folder, "duckdb")


def ours_on_spark(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count as `ours`, on Apache Spark."""
    return _ours(files, folder, "spark")


def _ours(files: Sequence[Path], folder: Path, engine: str) -> dict[str, float]:
    from commonground import reference  # noqa: PLC0415
    from commonground.geography.analysis_rules import load_analysis_rules  # noqa: PLC0415
    from commonground.geography.cube_facts import AreaNamed, Kind  # noqa: PLC0415
    from commonground.geography.cubes import cube_bytes, cube_digest  # noqa: PLC0415
    from commonground.geography.importing import (  # noqa: PLC0415
        AreaChosen,
        Engine,
        engines,
        make_cube,
    )
    from commonground.geography.lookup_files import lsoa_rows  # noqa: PLC0415

    for module in ("ibis", "sqlglot", "duckdb" if engine == "duckdb" else "pyspark.sql"):
        engines._installed(module)
    area = AreaChosen(AreaNamed(Kind.OWN, "", "England and Wales"), tuple(lsoa_rows()))
    rule = load_analysis_rules(reference.places_analysis_path()).presence
    work = folder / f"work-{engine}"
    shutil.rmtree(work, ignore_errors=True)
    begun = time.perf_counter()
    cube = make_cube(files, area, work, rule, lambda progress: None, engine=Engine(engine))
    content = cube_bytes(cube)
    (folder / f"{engine}.cube").write_bytes(content)
    took = time.perf_counter() - begun
    shutil.rmtree(work)
    rows = cube.facts.rows()
    return {
        "seconds": took,
        "rows": rows["rows"],
        "cube_MB": len(content) / 1e6,
        "digest": int(cube_digest(content)[:12], 16),
    }


def duckdb_alone(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count with the embedded engine and nothing else, into a table of its own."""
    import duckdb  # noqa: PLC0415

    connection = duckdb.connect(":memory:")
    columns = json.dumps(dict.fromkeys(_columns(), "VARCHAR")).replace('"', "'")
    keys = ", ".join(f'"{key}"' for key in KEYS)
    begun = time.perf_counter()
    connection.execute(
        f"CREATE TABLE counted AS SELECT {keys}, count(*) AS rows FROM read_csv("
        f"{[str(file) for file in files]}, columns = {columns}, header = true, "
        "auto_detect = false, delim = ',', quote = '\"', escape = '\"') GROUP BY ALL"
    )
    took = time.perf_counter() - begun
    (rows,) = connection.execute("SELECT sum(rows) FROM counted").fetchone() or (0,)
    return {"seconds": took, "rows": int(rows)}


def duckdb_groups(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count by all that the import asks, with the embedded engine alone, and bring it to Python."""
    import duckdb  # noqa: PLC0415

    connection = duckdb.connect(":memory:")
    columns = json.dumps(dict.fromkeys(_columns(), "VARCHAR")).replace('"', "'")
    keys = ", ".join(f"coalesce(\"{key}\", '')" for key in KEYS)
    begun = time.perf_counter()
    found = connection.execute(
        f"SELECT filename, {keys}, coalesce(try_cast(Longitude AS DOUBLE) NOT BETWEEN -9.5 AND 2.5 "
        "OR try_cast(Latitude AS DOUBLE) NOT BETWEEN 49 AND 61.5, Longitude <> '') AS astray, "
        f"count(*) AS rows FROM read_csv({[str(file) for file in files]}, columns = {columns}, "
        "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "filename = true) GROUP BY ALL"
    ).fetchnumpy()
    took = time.perf_counter() - begun
    return {"seconds": took, "rows": int(found["rows"].sum())}


def counting(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count by the import's expression, a month at a time, into the engine's own tables."""
    import duckdb  # noqa: PLC0415

    from commonground.geography.importing.counting import counted  # noqa: PLC0415
    from commonground.geography.importing.engines import said  # noqa: PLC0415
    from commonground.geography.importing.layouts import STREET  # noqa: PLC0415

    connection = duckdb.connect(":memory:", config={"memory_limit": "1200MB"})
    columns = json.dumps(dict.fromkeys(_columns(), "VARCHAR")).replace('"', "'")
    asked = said(counted(STREET), "duckdb")
    rows = 0
    begun = time.perf_counter()
    for month in MONTHS:
        own = [str(file) for file in files if file.name.startswith(month)]
        connection.execute(
            "CREATE OR REPLACE TEMP VIEW incoming AS SELECT *, filename AS source FROM read_csv("
            f"{own}, columns = {columns}, header = true, auto_detect = false, delim = ',', "
            "quote = '\"', escape = '\"', filename = true)"
        )
        connection.execute(f"CREATE OR REPLACE TEMP TABLE groups AS {asked}")
        (found,) = connection.execute("SELECT sum(numbers) FROM groups").fetchone() or (0,)
        rows += int(found or 0)
    return {"seconds": time.perf_counter() - begun, "rows": rows}


def expression(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count by the expression, as the import does, to groups in Python and nothing further."""
    from commonground.geography.cube_facts import Holds  # noqa: PLC0415
    from commonground.geography.importing import engines  # noqa: PLC0415
    from commonground.geography.importing.batches import batches_of  # noqa: PLC0415
    from commonground.geography.importing.layouts import STREET  # noqa: PLC0415
    from commonground.geography.importing.sources import find_sources  # noqa: PLC0415

    for module in ("ibis", "sqlglot", "duckdb"):
        engines._installed(module)
    rows = 0
    begun = time.perf_counter()
    found = find_sources(files, (Holds.INCIDENTS,)).sources
    with engines.counting_on(engines.Engine.DUCKDB, folder) as counting:
        for batch in batches_of(found):
            tally = counting.count([one.path for one in batch.sources], STREET)
            rows += int(tally.numbers.sum())
    return {"seconds": time.perf_counter() - begun, "rows": rows}


def pandas_alone(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count with pandas, a file at a time, so that it fits in memory."""
    import pandas as pd  # noqa: PLC0415

    keys = list(KEYS)
    begun = time.perf_counter()
    parts = [
        pd.read_csv(file, usecols=keys, dtype=str).groupby(keys, dropna=False).size()
        for file in files
    ]
    counted = pd.concat(parts).groupby(level=keys, dropna=False).sum()
    took = time.perf_counter() - begun
    return {"seconds": took, "rows": int(counted.sum())}


def spark_alone(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Count with Apache Spark on this machine and nothing else, into Parquet."""
    # installed in an environment of its own, which types are not read from
    spark: Any = import_module("pyspark.sql")
    session = (
        spark.SparkSession.builder.master("local[*]")
        .config("spark.driver.memory", "4g")
        .config("spark.local.dir", str(folder / "spark"))
        .getOrCreate()
    )
    schema = ", ".join(f"`{name}` STRING" for name in _columns())
    begun = time.perf_counter()
    rows = session.read.schema(schema).option("header", True).csv([str(file) for file in files])
    counted: Any = rows.groupBy(*KEYS).count()
    counted.write.mode("overwrite").parquet(str(folder / "spark.parquet"))
    took = time.perf_counter() - begun
    total = session.read.parquet(str(folder / "spark.parquet")).agg({"count": "sum"}).collect()
    session.stop()
    return {"seconds": took, "rows": int(total[0][0])}


def a_city(files: Sequence[Path], folder: Path) -> dict[str, float]:
    """Open the country's cube, take a city's part of it, and add up its last year."""
    from commonground.geography.cubes import read_cube  # noqa: PLC0415
    from commonground.geography.lookup_files import lsoa_rows  # noqa: PLC0415

    city = [code for code, row in lsoa_rows().items() if row.name.startswith(f"{CITY} ")]
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        cube = read_cube(folder / "duckdb.cube")
        opened = time.perf_counter()
        totals = cube.only(city).totals(MONTHS[-12:], cube.categories)
        times.append((time.perf_counter() - opened, opened - begun))
    return {
        "seconds": min(times)[0],
        "rows": float(totals.sum()),
        "opening_ms": 1000 * min(one[1] for one in times),
    }


CONTENDERS: dict[str, Callable[[Sequence[Path], Path], dict[str, float]]] = {
    "duckdb": duckdb_alone,
    "counting": counting,
    "duckdb, groups": duckdb_groups,
    "expression": expression,
    "ours": ours,
    "city": a_city,
    "pandas": pandas_alone,
    "spark": spark_alone,
    "spark, ours": ours_on_spark,
}


def promises(took: dict[str, dict[str, float]]) -> list[str]:
    """Return a sentence for each promise that is broken."""
    ours, base, city = took["ours"], took["duckdb, groups"], took["city"]
    times = ours["seconds"] / base["seconds"]
    counting_times = took["counting"]["seconds"] / took["duckdb"]["seconds"]
    found = {
        f"counting takes {counting_times:.2f} times DuckDB's time": counting_times
        <= PROMISED_TIMES,
        f"the whole import takes {times:.2f} times DuckDB's time": times <= PROMISED_TIMES,
        f"ours takes {ours['MB']:.0f} MB": ours["MB"] < PROMISED_MB,
        f"a city takes {1000 * city['seconds']:.1f} ms": 1000 * city["seconds"]
        < PROMISED_FILTER_MS,
        "rows are lost": ours["rows"] == base["rows"],
        "Spark makes another cube": not took["spark, ours"]
        or took["spark, ours"]["digest"] == ours["digest"],
    }
    return [f"Broken: {sentence}." for sentence, holds in found.items() if not holds]


def table(took: dict[str, dict[str, float]]) -> None:
    """Print what each took, and its ratio to DuckDB's own time."""
    base = took["duckdb"]["seconds"]
    print(f"{'':<16}{'seconds':>9}{'x DuckDB':>10}{'MB':>8}{'rows':>14}")
    for name, one in took.items():
        if one:
            print(
                f"{name:<16}{one['seconds']:>9.3f}{one['seconds'] / base:>10.3f}{one['MB']:>8.0f}"
                f"{one['rows']:>14,.0f}"
            )
    print(f"cube: {took['ours'].get('cube_MB', 0):.0f} MB, opened in "
          f"{took['city'].get('opening_ms', 0):.1f} ms")  # fmt: skip


def _columns() -> tuple[str, ...]:
    from commonground.geography.importing.layouts import STREET  # noqa: PLC0415

    return STREET.columns


def make_files(folder: Path, rows: int) -> None:
    """Write the files of 36 months and every force, unless they are there."""
    if (folder / "whole").exists():
        return
    import duckdb  # noqa: PLC0415

    from commonground.geography.lookup_files import lsoa_rows  # noqa: PLC0415
    from commonground.geography.lookups import forces_of  # noqa: PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known = lsoa_rows()
    forces = forces_of(known)
    lsoas = folder / "lsoas.csv"
    by_force: dict[str, list[str]] = {}
    for code in known:
        by_force.setdefault(forces[code].slug, []).append(code)
    lines = [
        f'"{slug}","{forces[code].name} Police","{code}","{known[code].name}",{at}'
        for slug, codes in by_force.items()
        for at, code in enumerate(codes)
    ]
    lsoas.write_text("slug,force,code,name,at\n" + "\n".join(lines) + "\n", encoding="utf-8")
    connection = duckdb.connect(":memory:")
    connection.execute(f"CREATE TABLE lsoas AS SELECT * FROM read_csv('{lsoas}')")
    for number, month in enumerate(MONTHS):
        (folder / month).mkdir()
        for slug, codes in by_force.items():
            size = round(rows / len(MONTHS) * len(codes) / len(known))
            connection.execute(_ROWS_OF.format(
                month=month, slug=slug, size=size, areas=len(codes), seed=number,
                file=folder / month / f"{month}-{slug}-street.csv",
            ))  # fmt: skip
    (folder / "whole").write_text("")


_ROWS_OF = """
COPY (
  WITH drawn AS (
    SELECT i, (hash(i, '{slug}', {seed}) >> 2)::BIGINT AS h,
      floor({areas} * power((hash(i, 'area', '{slug}', {seed}) % 1000000) / 1e6, 1.6))::INT AS at
    FROM range({size}) t(i)
  )
  SELECT
    CASE WHEN h % 5 = 0 THEN '' ELSE md5(h::VARCHAR) || md5(i::VARCHAR) END AS "Crime ID",
    '{month}' AS "Month", l.force AS "Reported by", l.force AS "Falls within",
    CASE WHEN h % 43 = 0 THEN '' ELSE printf('%.6f', -1.9 + (h % 1000) / 1000.0) END AS "Longitude",
    CASE WHEN h % 43 = 0 THEN '' ELSE printf('%.6f', 52.4 + (h % 997) / 1000.0) END AS "Latitude",
    'On or near ' || ['High Street', 'Parking Area', 'Supermarket', 'Church Lane'][1 + h % 4]
      AS "Location",
    CASE WHEN h % 43 = 0 THEN '' ELSE l.code END AS "LSOA code",
    CASE WHEN h % 43 = 0 THEN '' ELSE l.name END AS "LSOA name",
    CASE WHEN h % 5 = 0 THEN 'Anti-social behaviour' ELSE
      ['Violence and sexual offences', 'Violence and sexual offences', 'Criminal damage and arson',
       'Other theft', 'Burglary', 'Vehicle crime', 'Shoplifting', 'Public order', 'Drugs',
       'Other crime', 'Robbery', 'Bicycle theft', 'Possession of weapons', 'Theft from the person']
      [1 + (h // 7) % 14] END AS "Crime type",
    CASE WHEN h % 5 = 0 THEN '' ELSE 'Investigation complete; no suspect identified' END
      AS "Last outcome category",
    '' AS "Context"
  FROM drawn JOIN lsoas l ON l.slug = '{slug}' AND l.at = drawn.at
) TO '{file}' (HEADER, DELIMITER ',')
"""

if __name__ == "__main__":
    sys.exit(main())
