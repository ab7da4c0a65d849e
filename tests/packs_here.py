"""Evidence packs, laid out in a folder as whoever checks one would."""

import io
import zipfile
from pathlib import Path

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Closing, Round
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.actions import keep_ranking
from commonground.rooms.ranking.computing import evidence_pack, result_text


def unpacked(content: bytes, folder: Path) -> Path:
    """Lay a pack's files out in a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        held.extractall(folder)
    return folder


def closing_of(about: Round) -> Closing:
    """Return what closing a round froze."""
    closing = consultation_access.closing(about)
    assert closing is not None
    return closing


def laid_out(about: Round, seat: Seat, folder: Path) -> Path:
    """Rank a closed round, and lay its pack and what is in it out in a folder."""
    closing = closing_of(about)
    ranking = keep_ranking(by=seat, closing=closing, result=result_text(closing))
    content = evidence_pack(about, closing, ranking)
    (folder / "pack.zip").write_bytes(content)
    return unpacked(content, folder)
