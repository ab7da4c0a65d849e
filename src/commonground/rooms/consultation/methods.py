"""The method and rules of a round: from the files that ship until it opens, then its own copies."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground import reference
from commonground.rooms.consultation.models import OwnFactor, Round
from commonground.scoring.arithmetic import plain
from commonground.scoring.digests import text_digest
from commonground.scoring.file_tables import parse_toml
from commonground.scoring.loading import method_from
from commonground.scoring.methods import Level, Method, with_local_factors
from commonground.scoring.results import SourceFile
from commonground.scoring.rules import Rules, rules_from

USUAL_RULES = "consultation-1"


def shipped_methods() -> list[Method]:
    """Return the scoring methods that ship, by id."""
    return [_method(path.stem, path.read_text("utf-8")) for path in reference.method_paths()]


def method_text(about: Round) -> str:
    """Return the text of a round's method."""
    path = reference.method_path(about.method_id)
    return about.method_text or path.read_text(encoding="utf-8")


def rules_text(about: Round) -> str:
    """Return the text of a round's rules."""
    return about.rules_text or reference.rules_path(about.rules_id).read_text(encoding="utf-8")


def published_method(about: Round) -> Method:
    """Return a round's method as its source publishes it, without the partnership's factors."""
    return _method(about.method_id, method_text(about))


def method_of(about: Round, factors: Sequence[OwnFactor]) -> Method:
    """Return a round's method with the partnership's own factors in its gaps."""
    method = published_method(about)
    for one in factors:
        method = with_local_factors(method, {one.total: one.factor.normalize()}, who_set(one))
    return method


def who_set(factor: OwnFactor) -> str:
    """Return who set a factor and when, as it is printed wherever the factor is."""
    # in one language and form, since it becomes part of the frozen result
    return f"{factor.set_by}, {factor.set_on.isoformat()}"


def rules_of(about: Round) -> Rules:
    """Return a round's rules."""
    return _rules(about.rules_id, rules_text(about))


def method_file(about: Round) -> SourceFile:
    """Return the method's file as a result keeps it."""
    text = method_text(about)
    return SourceFile(about.method_id, published_method(about).title, text_digest(text), text)


def rules_file(about: Round) -> SourceFile:
    """Return the rules' file as a result keeps it."""
    text = rules_text(about)
    return SourceFile(about.rules_id, rules_of(about).title, text_digest(text), text)


def level_told(level: Level) -> str:
    """Return a level as people choose it, in the reader's language."""
    return f"{_(level.label)} ({plain(level.score)})" if level.label else plain(level.score)


def closing_day(about: Round) -> str:
    """Return the day by which scores are wanted, as people write it."""
    return date_format(about.closes_on, "j F Y")


@lru_cache(maxsize=32)
def _method(method_id: str, text: str) -> Method:
    return method_from(parse_toml(method_id, text))


@lru_cache(maxsize=32)
def _rules(rules_id: str, text: str) -> Rules:
    return rules_from(parse_toml(rules_id, text))
