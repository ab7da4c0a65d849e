"""Which files may be kept as evidence: told by what is in them, whatever they are called."""

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django.utils.translation import gettext as _

from commonground.errors import BadInput

MOST_BYTES = 5_000_000
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
}
"""The kinds that are kept, with the type that each is served as."""
_SAME = {"jpeg": "jpg"}
_BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_HOLDS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that may be kept, under a name that any computer takes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> KeptFile:
    """Return a file under its name without folders; BadInput where it is not to be kept."""
    given = PurePath(name.replace("\\", "/"))
    kind = given.suffix.lstrip(".").lower()
    kind = _SAME.get(kind, kind)
    stem = "".join(one for one in given.stem if one.isprintable()).strip()[:_LONGEST_STEM]
    if kind not in TYPES:
        raise BadInput(
            _("%(name)s cannot be kept. Send a file of one of these kinds: %(kinds)s.")
            % {"name": given.name[:_LONGEST_STEM], "kinds": ", ".join(TYPES)}
        )
    if not content:
        raise BadInput(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise BadInput(
            _("The file is larger than %(most)d MB. Give a link to it instead.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    if not _is(kind, content):
        raise BadInput(
            _("What is in the file is not %(kind)s. Save it once more as that, and send it again.")
            % {"kind": kind}
        )
    return KeptFile(f"{stem or 'file'}.{kind}", content)


def type_of(name: str) -> str:
    """Return the type that a kept file is served as."""
    return TYPES[name.rpartition(".")[2]]


def _is(kind: str, content: bytes) -> bool:
    if kind in _BEGINS:
        return content.startswith(_BEGINS[kind])
    if kind in _HOLDS:
        return _is_office(content, _HOLDS[kind])
    return b"\0" not in content and _is_text(content)


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_office(content: bytes, holds: str) -> bool:
    """Say whether it is a document of that kind, and carries no program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            names = held.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return holds in names and not any(one.endswith("vbaProject.bin") for one in names)
