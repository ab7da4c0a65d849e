"""Runs the expression that counts: on DuckDB, inside this process, or on Apache Spark.

Each engine shows the rows of some csv files under one name, has Ibis say the expression in its own
SQL, and answers with columns. Neither pandas nor pyarrow is needed for that.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from commonground.errors import BadInput
from commonground.geography.importing.counting import (
    KEYS,
    ROWS,
    Tally,
    counted,
    numbered_tally,
    tally_of,
)
from commonground.geography.importing.layouts import Layout
from commonground.sentences import say

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Engine(StrEnum):
    """What counts rows."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Unreadable(Exception):
    """The engine could not read its files; reading them again finds what is wrong with them."""


class Counting(Protocol):
    """An engine at work."""

    def count(self, files: Sequence[Path], layout: Layout) -> Tally:
        """Return the tally of files of one layout; Unreadable where one of them is not of it."""


@contextmanager
def counting_on(engine: Engine, scratch: Path) -> Iterator[Counting]:
    """Start an engine that keeps in the folder `scratch` what does not fit in memory."""
    with _STARTED[engine](scratch) as counting:
        yield counting


def said(expression: "ir.Table", dialect: str) -> str:
    """Return an expression in the SQL of an engine, such as duckdb, spark, trino or postgres.

    Ibis says it for DuckDB and SQLGlot, on which it rests, for the others: so none of them needs
    pandas, which their own backends in Ibis ask for.
    """
    embedded = str(_installed("ibis").to_sql(expression, dialect="duckdb"))
    (sentence,) = _installed("sqlglot").transpile(embedded, read="duckdb", write=dialect)
    return str(sentence)


@cache
def _counting_in(dialect: str, layout: Layout) -> str:
    """Return the expression that counts, said once for a layout and an engine."""
    return said(counted(layout), dialect)


def _installed(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as missing:
        raise BadInput(
            say(
                "%(package)s is not installed, and importing needs it: pip install "
                "commonground[places].",
                package=str(missing.name),
            )
        ) from None


class _OnDuckDB:
    def __init__(self, connection: Any, duckdb: Any) -> None:
        self._connection = connection
        self._faults = (duckdb.Error, UnicodeDecodeError)

    def count(self, files: Sequence[Path], layout: Layout) -> Tally:
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in layout.columns)
        listed = ", ".join(_quoted(str(file)) for file in files)
        ask = self._connection.execute
        try:
            ask(
                f"CREATE OR REPLACE TEMP VIEW {ROWS} AS SELECT *, filename AS source FROM read_csv("
                f"[{listed}], columns = {{{columns}}}, header = true, auto_detect = false, "
                "delim = ',', quote = '\"', escape = '\"', filename = true)"
            )
            ask(f"CREATE OR REPLACE TEMP TABLE groups AS {_counting_in('duckdb', layout)}")
        except self._faults as fault:
            raise Unreadable(str(fault)) from None
        # texts cross into Python once each, and groups as numbers: three times as fast
        names = {key: self._names(key) for key in KEYS}
        numbered = ", ".join(f'enum_code("{key}"::of_{key}) AS "{key}"' for key in KEYS)
        found = ask(f"SELECT {numbered}, astray, numbers FROM groups").fetchnumpy()
        ask("DROP TABLE groups")
        return numbered_tally(names, found)

    def _names(self, key: str) -> tuple[str, ...]:
        """Return the different texts of a key, and have the engine number them in that order."""
        ask = self._connection.execute
        ask(f"DROP TYPE IF EXISTS of_{key}")
        ask(f'CREATE TYPE of_{key} AS ENUM (SELECT DISTINCT "{key}" FROM groups ORDER BY 1)')
        (names,) = ask(f"SELECT enum_range(NULL::of_{key})").fetchone()
        return tuple(names)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _duckdb(scratch: Path) -> Iterator[Counting]:
    duckdb: Any = _installed("duckdb")
    settings = {
        "temp_directory": str(scratch),
        "memory_limit": MEMORY,
        # no address is ever asked for more of the engine
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield _OnDuckDB(connection, duckdb)
    finally:
        connection.close()


MEMORY = "1200MB"
"""What the embedded engine may hold; beyond it uses its scratch folder."""


class _OnSpark:
    def __init__(self, session: Any, functions: Any) -> None:
        self._session = session
        self._functions = functions

    def count(self, files: Sequence[Path], layout: Layout) -> Tally:
        by_address = {file.resolve().as_uri(): str(file) for file in files}
        schema = ", ".join(f"`{name}` STRING" for name in layout.columns)
        rows = (
            self._session.read.schema(schema)
            .options(header=True, quote='"', escape='"', mode="FAILFAST", enforceSchema=False)
            .csv(list(by_address))
        )
        rows.withColumn("source", self._functions.input_file_name()).createOrReplaceTempView(ROWS)
        try:
            found = self._session.sql(_counting_in("spark", layout)).collect()
        except _installed("pyspark.errors").PySparkException as fault:
            raise Unreadable(str(fault)) from None
        columns = {
            name: np.array([row[name] for row in found], dtype=object)
            for name in ("source", "force", "month", "code", "category", "astray", "numbers")
        }
        # Spark writes file:///a where others write file:/a
        known = {
            address.replace("file:///", "file:/"): file for address, file in by_address.items()
        }
        columns["source"] = np.array(
            [known[one.replace("file:///", "file:/")] for one in columns["source"]], dtype=object
        )
        return tally_of(columns)


@contextmanager
def _spark(scratch: Path) -> Iterator[Counting]:
    sql: Any = _installed("pyspark.sql")
    # an own cluster is named as Spark itself is told of it: SPARK_REMOTE or spark-defaults.conf
    builder = sql.SparkSession.builder.appName("commonground").config(
        "spark.local.dir", str(scratch)
    )
    session = builder.getOrCreate()
    try:
        yield _OnSpark(session, _installed("pyspark.sql.functions"))
    finally:
        session.stop()


_STARTED = {Engine.DUCKDB: _duckdb, Engine.SPARK: _spark}
