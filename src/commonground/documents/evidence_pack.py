"""The evidence pack: a zip with a ranking and all that computing it again needs, on any machine."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from commonground.documents.flat import FlatTable, csv_text
from commonground.errors import BadInput
from commonground.scoring.arithmetic import plain
from commonground.scoring.digests import text_digest
from commonground.scoring.scores import AgreedScore

RESULT, SCORES, AGENCIES, DIGESTS = "result.json", "scores.csv", "agencies.csv", "SHA256SUMS"
AGREED = "agreed.csv"
"""There where a meeting agreed on scores; the result holds them too."""
NEEDED = (RESULT, SCORES, AGENCIES)
SCORE_COLUMNS = ("assessor", "agency", "issue", "theme", "criterion", "score", "remark", "way")
AGREED_COLUMNS = ("issue", "criterion", "score", "reason")
AGENCY_COLUMNS = ("agency", "counts_as")
MOST_BYTES = 200_000_000
"""The most that a pack may unpack to; a pilot's is about 7 million."""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""One moment for every file, the earliest a zip knows, so that one result makes one pack."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A pack's files, for as long as they are there."""

    result: Path
    scores: Path
    agencies: Path
    agreed: Path | None


def pack(texts: Mapping[str, str]) -> bytes:
    """Return a zip of text files by name, with their digests in a file of their own.

    The same texts give the same bytes.
    """
    sums = "".join(f"{text_digest(text)}  {name}\n" for name, text in sorted(texts.items()))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in sorted([*texts.items(), (DIGESTS, sums)]):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            made.writestr(entry, text)
    return held.getvalue()


def score_table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return scores in long form as csv, in the columns that `commonground rank` reads."""
    return csv_text(FlatTable(SCORE_COLUMNS, tuple(rows)))


def agency_table(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the agency map as csv."""
    return csv_text(FlatTable(AGENCY_COLUMNS, tuple(pairs)))


def agreed_table(agreed: Iterable[AgreedScore]) -> str:
    """Return agreed scores as csv, in the columns that `commonground rank --agreed` reads."""
    rows = ((one.issue, one.criterion, plain(one.score), one.reason) for one in agreed)
    return csv_text(FlatTable(AGREED_COLUMNS, tuple(rows)))


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """Lay a pack's files out in a folder of their own while they are looked at.

    Raises BadInput where it is no zip, lacks a file, or a file is not what its digest says.
    """
    with TemporaryDirectory(prefix="commonground-pack-") as folder:
        for name, text in _texts(path).items():
            (Path(folder) / name).write_bytes(text)
        agreed = Path(folder) / AGREED
        result, scores, agencies = (Path(folder) / name for name in NEEDED)
        yield Unpacked(result, scores, agencies, agreed if agreed.exists() else None)


def _texts(path: Path) -> dict[str, bytes]:
    """Return the files that are needed, after their digests; nothing else in the zip is read."""
    try:
        with zipfile.ZipFile(path) as held:
            names = set(held.namelist())
            if absent := [name for name in (*NEEDED, DIGESTS) if name not in names]:
                raise BadInput(f"{path} is no evidence pack: it lacks {', '.join(absent)}.")
            wanted = (*NEEDED, DIGESTS, *({AGREED} & names))
            size = sum(held.getinfo(name).file_size for name in wanted)
            if size > MOST_BYTES:
                raise BadInput(
                    f"{path} unpacks to {size:,} bytes; expected {MOST_BYTES:,} or less."
                )
            texts = {name: held.read(name) for name in wanted}
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}.") from None
    except (OSError, zipfile.BadZipFile, RuntimeError):
        raise BadInput(f"{path} cannot be read as a zip.") from None
    _check_digests(path, texts)
    return {name: text for name, text in texts.items() if name != DIGESTS}


def _check_digests(path: Path, texts: Mapping[str, bytes]) -> None:
    lines = texts[DIGESTS].decode("utf-8", "replace").splitlines()
    told = {name: told for told, _space, name in (line.partition("  ") for line in lines)}
    for name in sorted(texts.keys() - {DIGESTS}):
        if told.get(name) != text_digest(texts[name].decode("utf-8", "replace")):
            raise BadInput(f"{path}: {name} is not what {DIGESTS} says; the pack was altered.")
