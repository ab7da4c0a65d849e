"""A profile as each audience may read it: by rule, never by hand."""

from collections.abc import Iterable
from dataclasses import replace

from commonground.documents.contents.audiences import Audience, rule_for
from commonground.documents.contents.builds import Build, LeftOut, build_for
from commonground.documents.contents.parts import Document
from commonground.documents.profile.withholding import withhold
from commonground.sentences import say


def built(document: Document, audience: Audience, withheld: Iterable[str]) -> Build:
    """Return what an audience may read of a profile.

    To strangers, words that are withheld, names, small counts, counts of groups and exact places
    that people typed are taken out too, wherever they stand.
    """
    build = build_for(document, audience)
    if not rule_for(audience).is_for_strangers:
        return build
    found = withhold(build.document, withheld)
    taken = tuple(
        LeftOut(
            say("%(what)s in “%(heading)s”", what=what, heading=heading),
            say("No public build says it."),
        )
        for heading, what in found.found
    )
    return replace(build, document=found.document, left_out=(*build.left_out, *taken))
