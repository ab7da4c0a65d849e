"""What the API says of issues and takes about them, as JSON."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django import forms
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import (
    Asked,
    Conflict,
    Long,
    Paging,
    Reason,
    Sent,
    Version,
    Words,
    as_in,
)
from commonground.rooms.issues import models
from commonground.rooms.issues.access import Story, Wanted
from commonground.rooms.issues.list_actions import Repeats
from commonground.rooms.issues.models import NAME_LENGTH, THEME_LENGTH, Origin, Status
from commonground.rooms.issues.threat_picture import ThreatPicture

_TEXT = as_in(forms.CharField(required=False))


def _line(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


IssueName = Annotated[str, _line(NAME_LENGTH, 1), _TEXT]
ThemeName = Annotated[str, _line(THEME_LENGTH, 1), _TEXT]
MaybeTheme = Annotated[str, _line(THEME_LENGTH), _TEXT]
Line = Annotated[str, _line(300), _TEXT]
Source = Annotated[str, _line(300, 1), _TEXT]
Period = Annotated[str, _line(100), _TEXT]
TagId = Annotated[str, _line(50, 1), _TEXT]
Tag = Annotated[str, _line(50), _TEXT]
Tags = Annotated[list[TagId], Field(max_length=100)]
Link = Annotated[
    str,
    _line(500),
    as_in(forms.URLField(required=False, max_length=500, assume_scheme="https")),
]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=500)]


class IssueWanted(Asked):
    """Which issues, as on the page."""

    q: Words = Field("", description="Words in a name, description, theme or note.")
    theme: UUID | Literal["none", ""] = Field(
        "", description="The id of a theme, or `none` for the issues without one."
    )
    status: Status | Literal["all"] = Field(
        Status.LIVE, description="Live ones, unless another status or `all` is asked for."
    )
    origin: Origin | Literal[""] = ""
    tag: Tag = Field("", description="The id of a tag of the threat picture.")
    sort: Literal["name", "theme", "newest"] = "name"

    def wanted(self) -> Wanted:
        """Return what is asked for as `access` takes it."""
        return Wanted(
            words=self.q,
            theme=str(self.theme),
            status="" if self.status == "all" else self.status,
            origin=self.origin,
            tag=self.tag,
            sort=self.sort,
        )


class IssueFilter(IssueWanted, Paging):
    """Which issues to list, and which page of them."""


class ThemeOut(BaseModel):
    """A heading of the long list."""

    id: UUID
    name: str


class ThemeNew(Sent):
    """A theme by its name."""

    name: ThemeName


class UnderTheme(Sent):
    """A theme that is there, or the name of a new one; a name goes before an id."""

    theme_id: UUID | None = None
    new_theme: MaybeTheme = ""


class IssueNew(UnderTheme):
    """A new issue."""

    name: IssueName
    description: Long = ""
    origin: Origin = Origin.OTHER
    origin_note: Line = Field("", description="Which assessment, meeting or proposal.")
    tags: Tags = Field([], description="Ids of tags of the threat picture.")


class IssueIn(IssueNew):
    """An issue as it shall be; what is left out becomes empty."""

    version: Version


class IssueOut(BaseModel):
    """An issue of the long list."""

    id: UUID
    version: int
    name: str
    theme: ThemeOut | None
    description: str
    origin: Origin
    origin_note: str
    tags: list[str]
    status: Status
    reason: str = Field(description="Why it is no longer live; empty where it is.")
    added_at: datetime


class IssueConflict(Conflict[IssueOut, IssueIn]):
    """Somebody else changed the issue."""


class EvidenceNew(Sent):
    """Something that is known about an issue, and where from."""

    text: Reason
    source: Source
    period: Period = ""
    link: Link = ""


class EvidenceOut(BaseModel):
    """Something that is known about an issue. Withdrawn, it stays readable with the reason."""

    id: UUID
    issue_id: UUID
    text: str
    source: str
    period: str
    link: str
    added_at: datetime
    withdrawn_because: str


class IssueStory(BaseModel):
    """An issue with what it came from, what it became, and the evidence of all of them."""

    issue: IssueOut
    came_from: list[IssueOut]
    became: list[IssueOut]
    evidence: list[EvidenceOut]


class Because(Sent):
    """Why something is taken away."""

    reason: Reason


class SplitIn(Because):
    """The issues that one becomes."""

    names: list[IssueName] = Field(min_length=2, max_length=50)


class MergeIn(UnderTheme):
    """The one issue that several become."""

    issue_ids: list[UUID] = Field(min_length=2, max_length=500)
    name: IssueName
    description: Long = ""
    reason: Reason


class ChangeMany(UnderTheme):
    """One change to several issues; without a theme each keeps its own."""

    issue_ids: Ids
    add_tags: Tags = []
    remove_tags: Tags = []


class RetireMany(Because):
    """Several issues to retire for one reason."""

    issue_ids: Ids


class Changed(BaseModel):
    """How many issues an action changed; those that were so already are not counted."""

    changed: int


class ImportRow(Sent):
    """One issue to import, as a row of a spreadsheet would hold it."""

    issue: Line
    theme: Line = ""
    description: Long = ""
    origin: Line = Field("", description="One of the origins, as its id or in words.")
    origin_note: Line = ""
    tags: Line = Field("", description="Ids or names of tags, parted by semicolons.")


class ImportIn(Sent):
    """A long list: all of it comes in, or none."""

    rows: list[ImportRow] = Field(min_length=1, max_length=5_000)
    columns: list[Literal["theme", "description", "origin", "origin_note", "tags"]] = Field(
        ["theme", "description", "origin", "origin_note", "tags"],
        description="What the list holds beside the names; what it does not, an update leaves.",
    )
    repeats: Repeats = Field(
        Repeats.LEAVE, description="What becomes of issues that are on the list already."
    )


class ImportedOut(BaseModel):
    """What an import did."""

    added: int
    updated: int
    left: int


class TagOut(BaseModel):
    """One entry of an axis of the threat picture."""

    id: str
    label: str


class AxisOut(BaseModel):
    """One axis of the threat picture."""

    id: str
    label: str
    tags: list[TagOut]


class ThreatPictureOut(BaseModel):
    """The who, how and what that an issue can be tagged with."""

    title: str
    source: str
    axes: list[AxisOut]


def theme_out(one: models.Theme) -> ThemeOut:
    """Return a theme as it is."""
    return ThemeOut(id=one.pk, name=one.name)


def themes_out(some: Iterable[models.Theme]) -> list[ThemeOut]:
    """Return themes as they are."""
    return [theme_out(one) for one in some]


def issue_out(one: models.Issue) -> IssueOut:
    """Return an issue as it is."""
    return IssueOut(
        id=one.pk, version=one.version, name=one.name,
        theme=theme_out(one.theme) if one.theme else None, description=one.description,
        origin=Origin(one.origin), origin_note=one.origin_note, tags=sorted(one.tag_ids),
        status=Status(one.status), reason=one.reason, added_at=one.added_at,
    )  # fmt: skip


def issues_out(some: Iterable[models.Issue]) -> list[IssueOut]:
    """Return issues as they are."""
    return [issue_out(one) for one in some]


def evidence_out(one: models.Evidence) -> EvidenceOut:
    """Return a piece of evidence as it is."""
    return EvidenceOut(
        id=one.pk, issue_id=one.issue_id, text=one.text, source=one.source, period=one.period,
        link=one.link, added_at=one.added_at, withdrawn_because=one.withdrawn_because,
    )  # fmt: skip


def story_out(one: models.Issue, story: Story) -> IssueStory:
    """Return an issue with its story."""
    return IssueStory(
        issue=issue_out(one), came_from=issues_out(story.before), became=issues_out(story.after),
        evidence=[evidence_out(each) for each in story.evidence],
    )  # fmt: skip


def picture_out(picture: ThreatPicture) -> ThreatPictureOut:
    """Return the threat picture in the order of its source."""
    return ThreatPictureOut(
        title=picture.title,
        source=picture.source,
        axes=[
            AxisOut(
                id=axis.id,
                label=axis.label,
                tags=[TagOut(id=tag.id, label=tag.label) for tag in axis.tags],
            )
            for axis in picture.axes
        ],
    )


def columns_of(sent: ImportIn) -> Sequence[str]:
    """Return the columns of a list that was sent, the names first."""
    return ("issue", *dict.fromkeys(sent.columns))
