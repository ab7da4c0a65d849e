"""The three rules for SQLite, decided once from the version of its library.

1. Never Django's defaults: transactions begin as writers and wait for each other.
2. Write-ahead logging only from 3.51.3: older libraries can corrupt a database under it.
3. Never memory-mapped.
"""

import sys
from importlib import import_module
from typing import Any

SAFE_FOR_WAL = (3, 51, 3)


def use_newest_library() -> tuple[int, int, int]:
    """Let Django use the bundled SQLite of the extra `sqlite`, where that is installed and newer.

    Must run before Django's backend is imported. Returns the version that is used.
    """
    built_in = import_module("sqlite3")
    try:
        bundled = import_module("pysqlite3")
    except ImportError:
        return version_of(built_in)
    if version_of(bundled) > version_of(built_in):
        sys.modules["sqlite3"] = bundled
        sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")
    return version_of(sys.modules["sqlite3"])


def version_of(library: Any) -> tuple[int, int, int]:
    """Return the version of the SQLite that a Python module was built with."""
    major, minor, patch = library.sqlite_version_info
    return major, minor, patch


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal mode that is safe with a version of the library."""
    return "WAL" if version >= SAFE_FOR_WAL else "TRUNCATE"


def options(version: tuple[int, int, int]) -> dict[str, object]:
    """Return what Django's database OPTIONS are, by the rules."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode(version)}; PRAGMA synchronous=FULL; "
            "PRAGMA mmap_size=0;"
        ),
    }
