"""The shape of the house where imports alone do not hold it: who may ask the database."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src/commonground"
SKINS = [
    path
    for pattern in (
        "rooms/*/*pages.py",
        "rooms/*/*api.py",
        "rooms/*/shapes.py",
        "rooms/*/*presenters.py",
        "web/*.py",
    )
    for path in sorted(ROOT.glob(pattern))
]


@pytest.mark.parametrize("path", SKINS, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_and_presenters_never_ask_the_database_themselves(path: Path) -> None:
    names = [
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "save"}
    ]

    assert names == []


def test_only_actions_and_the_record_write() -> None:
    writes = {"create", "bulk_create", "update", "delete", "save", "get_or_create"}
    records = {"recording.py", "changing.py"}
    # what a model reads out of texts, kept only to be quick: nobody wrote it, all can be dropped
    caches = {"kept_meanings.py"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}"
        for path in ROOT.glob("rooms/*/*.py")
        if not path.stem.endswith("actions") and path.name not in records | caches
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writes
        and not isinstance(node.func.value, ast.Call | ast.Dict)
    ]

    assert found == []


def test_every_room_is_tested_on_postgresql_too() -> None:
    """What is left out there is marked, so that a new file runs on both databases."""
    tests = Path(__file__).parents[1] / "rooms"
    on_both = {
        path.parent.name
        for path in tests.glob("*/test_*.py")
        if "same_on_postgresql" not in path.read_text(encoding="utf-8")
    }

    assert on_both >= {path.name for path in ROOT.glob("rooms/*") if (path / "models.py").exists()}
