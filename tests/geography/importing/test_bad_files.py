"""What is wrong with files is said by file and row, and nothing half-made is left."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from police_files import (
    counts_text,
    of_forces,
    published_rows,
    rule,
    street_text,
    write_street_files,
)

from commonground.errors import BadInput
from commonground.geography.importing import Progress, make_cube
from commonground.geography.importing.layouts import COUNTED, STREET

FORCE = "Warwickshire Police"
NAME = "2018-10-warwickshire-street.csv"
OF_ONE = [row for row in published_rows() if row[1] == FORCE and row[2]]
OCTOBER = [row for row in OF_ONE if row[0] == "2018-10"]


def told(progress: Progress) -> None:
    """Hear of it and do nothing."""


def refused(folder: Path) -> tuple[str, ...]:
    """Return why the files of a folder make no cube."""
    with pytest.raises(BadInput) as found:
        make_cube([folder], of_forces(("Warwickshire",)), folder.parent / "work", rule(), told)
    return found.value.faults


def one_file(folder: Path, text: str, name: str = NAME) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def changed(row: int, change: Callable[[list[str]], list[str]]) -> str:
    """Return October's file with one of its rows changed, the header being row 1."""
    lines = street_text(OCTOBER).splitlines()
    lines[row - 1] = ",".join(change(lines[row - 1].split(",")))
    return "\n".join(lines) + "\n"


def with_cell(column: str, text: str) -> Callable[[list[str]], list[str]]:
    at = STREET.columns.index(column)
    return lambda cells: [*cells[:at], text, *cells[at + 1 :]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_cell("Month", "0001-10"), "expected a month such as 2026-03; found 0001-10."),
        (with_cell("Month", "2018-13"), "expected a month such as 2026-03; found 2018-13."),
        (with_cell("Month", ""), "expected a month such as 2026-03; found nothing."),
        (
            with_cell("Month", "2018-11"),
            "expected the month of the file's name, 2018-10; found 2018-11.",
        ),
        (with_cell("Reported by", ""), "expected who reported it; found nothing."),
        (with_cell("Crime type", ""), "expected a Crime type; found nothing."),
        (lambda cells: cells[:-2], "expected 12 columns; found 10."),
        (lambda cells: [*cells, "x", "y"], "expected 12 columns; found 14."),
    ],
    ids=["year 1", "month 13", "no month", "other month", "no force", "no category", "short",
         "long"],
)  # fmt: skip
def test_a_wrong_row_is_told_by_file_and_row(
    change: Callable[[list[str]], list[str]], said: str, tmp_path: Path
) -> None:
    faults = refused(one_file(tmp_path / "files", changed(7, change)))
    assert faults[0] == f"{NAME}, row 7: {said}"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("-3", "expected a whole number of incidents; found -3."),
        ("2.5", "expected a whole number of incidents; found 2.5."),
        ("", "expected a whole number of incidents; found nothing."),
        ("9" * 30, f"expected a whole number of incidents; found {'9' * 30}."),
    ],
)
def test_a_count_that_is_none_is_told_by_file_and_row(cell: str, said: str, tmp_path: Path) -> None:
    lines = counts_text(OCTOBER).splitlines()
    lines[4] = ",".join([*lines[4].split(",")[:-1], cell])
    faults = refused(one_file(tmp_path / "files", "\n".join(lines) + "\n", "counts.csv"))
    assert faults[0] == f"counts.csv, row 5: {said}"


def test_a_wrong_header_is_told_with_what_was_expected(tmp_path: Path) -> None:
    (fault,) = refused(one_file(tmp_path / "files", "When,Where\n2018-10,here\n"))
    assert fault.startswith(f"{NAME}, row 1: expected the header of a file of data.police.uk")
    assert fault.endswith("found When, Where.")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x01" * 50_000, b"a" * 200_000, b"\0" * 5_000]
)
def test_rubbish_is_refused_at_its_first_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / NAME).write_bytes(content)
    (fault,) = refused(tmp_path / "files")
    assert fault.startswith(f"{NAME}, row 1: expected the header")
    assert len(fault) < 600


@pytest.mark.parametrize(
    "rubbish", [b"\xff\xfe\n" * 9, b"no comma in it\n", b"x" * 3_000_000, b'"never closed\n' * 9]
)
def test_rubbish_behind_a_right_header_is_told_by_its_row(rubbish: bytes, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    good = street_text(OCTOBER[:3]).encode()
    (tmp_path / "files" / NAME).write_bytes(good + rubbish)
    row = good.count(b"\n") + 1
    faults = refused(tmp_path / "files")
    assert faults[0].startswith((f"{NAME}, row {row}", f"{NAME}, line {row}")), faults


def test_ten_gigabytes_of_nothing_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    with (tmp_path / "files" / NAME).open("wb") as opened:
        # a hole in a file: it is as long as it says and takes no room on the disk
        os.truncate(opened.fileno(), 10 * 1024**3)
    (fault,) = refused(tmp_path / "files")
    assert "row 1: expected the header" in fault


def test_a_truncated_zip_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"2018-10/{NAME}", street_text(OCTOBER))
    (folder / "latest.zip").write_bytes(whole.read_bytes()[:-200])
    (fault,) = refused(folder)
    assert fault == "latest.zip is no zip, or only a part of one. Download it again."


def test_a_zip_whose_file_is_damaged_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "latest.zip"
    text = street_text(OCTOBER)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr(f"2018-10/{NAME}", text)
    content = bytearray(path.read_bytes())
    content[len(text) // 2] ^= 1
    path.write_bytes(content)
    (fault,) = refused(folder)
    assert fault == f"{NAME} in latest.zip is damaged: it cannot be unpacked. Download it again."


def test_a_zip_reads_as_its_folder_does(tmp_path: Path) -> None:
    files = write_street_files(tmp_path / "files", OF_ONE)
    zipped = tmp_path / "zipped" / "latest.zip"
    zipped.parent.mkdir()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as made:
        for path in files:
            # a name that points out of the folder is only a name
            made.write(path, f"../../{path.parent.name}/{path.name}")
    area = of_forces(("Warwickshire",))
    plain = make_cube([tmp_path / "files"], area, tmp_path / "one", rule(), told)
    from_zip = make_cube([zipped], area, tmp_path / "two", rule(), told)
    assert (plain.counts == from_zip.counts).all()
    assert [one.digest for one in plain.facts.sources] == [
        one.digest for one in from_zip.facts.sources
    ]
    assert not list((tmp_path / "two").glob("scratch*"))


def test_a_month_twice_is_refused_with_both_files(tmp_path: Path) -> None:
    folder = one_file(tmp_path / "files", street_text(OCTOBER))
    one_file(folder, street_text(OCTOBER[:20]), "copied.csv")
    (fault,) = refused(folder)
    assert fault.startswith(f"2018-10 of {FORCE} is in two files, ")
    assert "copied.csv" in fault
    assert NAME in fault


def test_incidents_and_counts_are_not_added_up(tmp_path: Path) -> None:
    folder = one_file(tmp_path / "files", street_text(OCTOBER))
    one_file(folder, counts_text(OCTOBER), "counts.csv")
    (fault,) = refused(folder)
    assert "hold different things" in fault


def test_a_folder_of_other_things_says_what_was_expected(tmp_path: Path) -> None:
    folder = one_file(tmp_path / "files", "hello", "notes.txt")
    faults = refused(folder)
    assert faults[0].startswith("There is nothing to read: expected csv files")
    assert faults[1] == "notes.txt is left aside: expected csv or zip."


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path / "nowhere")
    assert fault.startswith("There is no file or folder")


class Killed(Exception):
    """As if the machine had been switched off."""


def test_an_import_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    write_street_files(tmp_path / "files", OF_ONE)
    area, work = of_forces(("Warwickshire",)), tmp_path / "work"

    def stop_in_december(progress: Progress) -> None:
        if progress.name == "2018-12":
            raise Killed

    with pytest.raises(Killed):
        make_cube([tmp_path / "files"], area, work, rule(), stop_in_december)
    first = {path: path.stat().st_mtime_ns for path in work.glob("*.npz")}
    assert len(first) == 2
    cube = make_cube([tmp_path / "files"], area, work, rule(), told)
    assert {path: path.stat().st_mtime_ns for path in first} == first
    whole = make_cube([tmp_path / "files"], area, tmp_path / "other", rule(), told)
    assert (cube.counts == whole.counts).all()


def test_after_a_file_is_mended_only_its_month_is_counted_again(tmp_path: Path) -> None:
    files = write_street_files(tmp_path / "files", OF_ONE)
    good = files[2].read_bytes()
    files[2].write_bytes(good + b"rubbish\n")
    area, work = of_forces(("Warwickshire",)), tmp_path / "work"
    with pytest.raises(BadInput):
        make_cube([tmp_path / "files"], area, work, rule(), told)
    kept = {path.name: path.stat().st_mtime_ns for path in work.glob("*.npz")}
    assert len(kept) == 2
    files[2].write_bytes(good)
    make_cube([tmp_path / "files"], area, work, rule(), told)
    again = {path.name: path.stat().st_mtime_ns for path in work.glob("*.npz")}
    assert kept.items() <= again.items()
    assert len(again) == 5


def test_a_small_zip_of_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    with zipfile.ZipFile(folder / "latest.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"2018-10/{NAME}", street_text(OCTOBER) + "x" * 3_000_000)
    area = of_forces(("Warwickshire",))
    with pytest.raises(BadInput, match="unpacked; expected at most 3 MB"):
        make_cube([folder], area, tmp_path / "w", rule(), told, most_bytes=3_000_000)
    assert not (tmp_path / "w").exists()


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    files = write_street_files(tmp_path / "files", OF_ONE)
    heard: list[Progress] = []
    make_cube(
        [tmp_path / "files"], of_forces(("Warwickshire",)), tmp_path / "w", rule(), heard.append
    )
    assert [one.name for one in heard] == [*sorted(path.parent.name for path in files), ""]
    assert heard[0].done == 0
    assert heard[-1].done == heard[-1].of == sum(path.stat().st_size for path in files)
    assert [one.done for one in heard] == sorted(one.done for one in heard)


def test_an_empty_month_of_counts_is_no_fault(tmp_path: Path) -> None:
    lines = counts_text(OCTOBER)
    folder = one_file(tmp_path / "files", lines, "2018-10.csv")
    one_file(folder, ",".join(COUNTED.columns) + "\n", "2018-11.csv")
    cube = make_cube([folder], of_forces(("Warwickshire",)), tmp_path / "w", rule(), told)
    assert cube.months == ("2018-10",)
    assert [one.rows for one in cube.facts.sources if "11" in one.name] == [0]
