"""An uploaded spreadsheet: read into a table, and kept sealed in the page until confirmed."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from commonground.documents.reading import Table, read_table
from commonground.errors import BadInput

Got = TypeVar("Got")
MOST_BYTES = 10_000_000
LASTS_SECONDS = 2 * 60 * 60


def read_upload(upload: "UploadedFile[bytes]", read: Callable[[Path], Table] = read_table) -> Table:
    """Return the table in an uploaded file; BadInput says why it cannot be read."""
    return read_whole(upload, read)


def read_whole(
    upload: "UploadedFile[bytes]", read: Callable[[Path], Got], most_bytes: int = MOST_BYTES
) -> Got:
    """Return what an uploaded file is read into, under its own name; BadInput as `read` says."""
    given = Path(upload.name or "file")
    name = f"{given.stem[:50]}{given.suffix[:10]}"  # a folder takes no longer one
    if (upload.size or 0) > most_bytes:
        raise BadInput(
            _("%(name)s is larger than %(most)d MB: split it.")
            % {"name": name, "most": most_bytes // 1_000_000}
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as into:
            for chunk in upload.chunks():
                into.write(chunk)
        return read(path)


def sealed(content: object, purpose: str) -> str:
    """Return what was read as a text that only this installation can have made."""
    return signing.dumps(content, salt=purpose, compress=True)


def unsealed(text: str, purpose: str) -> Any:
    """Return what a page sent back; BadInput where it is too old, altered, or for another use."""
    try:
        return signing.loads(text, salt=purpose, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise BadInput(_("The preview has expired. Choose the file again.")) from None
