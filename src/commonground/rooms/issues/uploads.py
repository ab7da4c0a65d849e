"""An uploaded spreadsheet between its preview and its import: kept in the page, signed.

Nothing is stored on the server in between, so nothing is left behind and any worker can go on.
"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from commonground.documents.reading import Table, read_table
from commonground.errors import BadInput
from commonground.rooms.issues.importing import Draft, LongList
from commonground.rooms.issues.models import Origin

MOST_BYTES = 10_000_000
SALT = "commonground.rooms.issues.uploads"
LASTS_SECONDS = 12 * 60 * 60


def read_upload(upload: "UploadedFile[bytes]") -> Table:
    """Return the table in an uploaded file; BadInput says why it cannot be read."""
    name = Path(upload.name or "file").name
    if (upload.size or 0) > MOST_BYTES:
        raise BadInput(
            _("%(name)s is larger than %(most)d MB: split it.")
            % {"name": name, "most": MOST_BYTES // 1_000_000}
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(upload.read())
        return read_table(path)


def packed(read: LongList, partnership: object) -> str:
    """Return what was read, signed for one partnership, to be sent back by the page."""
    rows = [{**asdict(one), "tags": sorted(one.tags)} for one in read.drafts]
    content = {"rows": rows, "has": sorted(read.has)}
    return signing.dumps(content, salt=f"{SALT}:{partnership}", compress=True)


def unpacked(text: str, partnership: object) -> LongList:
    """Return what a page sent back; BadInput where it is too old, altered, or another's."""
    try:
        content = signing.loads(text, salt=f"{SALT}:{partnership}", max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise BadInput(_("The preview has expired. Choose the file again.")) from None
    return LongList(tuple(_drafts(content["rows"])), frozenset(content["has"]), (), ())


def _drafts(rows: Iterable[dict[str, Any]]) -> Iterable[Draft]:
    for row in rows:
        known = {
            "origin": Origin(row["origin"]),
            "tags": frozenset(row["tags"]),
            "faults": tuple(row["faults"]),
        }
        yield Draft(**{**row, **known})
