"""Reads contacts out of a spreadsheet: every row with what is wrong with it, writing nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from commonground.documents.reading import Row, Table
from commonground.documents.reading.columns import Wanted, find_columns, other_columns
from commonground.documents.reading.files.tables import Place
from commonground.documents.reading.files.texts import same_name, shown
from commonground.documents.reading.names import same_but_for_case_and_spaces
from commonground.errors import BadInput
from commonground.rooms import cell_faults
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import Role
from commonground.sentences import say

COLUMNS = (
    Wanted("name", ("name", "full name")),
    Wanted("email", ("e-mail", "email", "e-mail address", "email address"), is_required=False),
    Wanted("agency", ("agency", "organisation"), is_required=False),
    Wanted("department", ("sub-department", "department"), is_required=False),
    Wanted("title", ("job title", "title", "role title", "role"), is_required=False),
    Wanted("roles", ("roles",), is_required=False),
    Wanted("way", ("way", "takes part"), is_required=False),
)
MOST_PEOPLE = 5_000
NAME_LENGTH = 150
_LENGTHS = {"name": NAME_LENGTH, "email": 254, "agency": NAME_LENGTH, "title": NAME_LENGTH}


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of the file as somebody to be. What is empty says nothing about them."""

    row: int
    name_at: Place
    email_at: Place | None
    """None where the file has no such column."""
    name: str
    email: str = ""
    """In small letters, as addresses are stored."""
    agency: str = ""
    department: str = ""
    title: str = ""
    roles: tuple[str, ...] = ()
    way: str = ""
    faults: tuple[str, ...] = ()
    """A sentence each, with the file, row and column."""

    @property
    def agency_name(self) -> str:
        """What the agency or department is called in the partnership's list."""
        return f"{self.agency}: {self.department}" if self.department else self.agency


@dataclass(frozen=True, slots=True)
class Contacts:
    """A file as it was read."""

    source: str
    rows: tuple[Contact, ...]
    unread: tuple[str, ...] = ()
    """The columns that were not read, as a message names them."""
    notices: tuple[str, ...] = ()


def read_contacts(table: Table, role_names: Mapping[Role, str]) -> Contacts:
    """Return every row of a table; BadInput where a column is missing, or there are too many rows.

    Roles are named in the partnership's own words or the product's.
    """
    if fault := cell_faults.too_many(table, MOST_PEOPLE):
        raise BadInput(fault)
    found = find_columns(table, COLUMNS)
    known = _known(role_names)
    rows = [_contact(table, row, found, known) for row in table.rows]
    unread = tuple(table.column(at) for at in other_columns(table, found))
    once = _one_spelling(table, found, _each_once(table, found, rows))
    return Contacts(table.source, tuple(once), unread, table.notices)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that roles and ways go by in a file, as `same_name` has them."""

    roles: Mapping[str, Role]
    ways: Mapping[str, Way]
    role_names: Sequence[str]


def _known(role_names: Mapping[Role, str]) -> _Known:
    return _Known(
        {
            same_name(word): role
            for role in Role
            for word in (role.value, str(role.label), role_names[role])
        },
        {same_name(word): way for way in Way for word in (way.value, str(way.label))},
        list(role_names.values()),
    )


def _contact(table: Table, row: Row, found: Mapping[str, int], known: _Known) -> Contact:
    cell = {each.id: row.cells[found[each.id]] if each.id in found else "" for each in COLUMNS}
    # a column that the file has not is empty, so that nothing is said of its place
    place = {
        each.id: table.place(row.number, found.get(each.id, found["name"])) for each in COLUMNS
    }
    email_at = place["email"] if "email" in found else None
    roles, role_faults = _roles(cell["roles"], known, place["roles"])
    way, way_fault = _way(cell["way"], known, place["way"])
    contact = Contact(
        row.number, place["name"], email_at, cell["name"], cell["email"].lower(),
        cell["agency"], cell["department"], cell["title"], roles, way,
    )  # fmt: skip
    name = say("the person's name")
    said = [
        cell_faults.missing(place["name"], cell["name"], name),
        cell_faults.failed(place["name"], cell["name"], name),
        _email_fault(cell["email"], place["email"]),
        _department_fault(contact, place["department"]),
        *role_faults,
        way_fault,
        *(fault for name in found for fault in _any_cell(name, cell[name], place[name], table)),
    ]
    return replace(contact, faults=tuple(filter(None, said)))


def _any_cell(name: str, text: str, place: Place, table: Table) -> Iterator[str]:
    """Yield what can be wrong with any cell: too long, a failed formula, one not computed yet."""
    yield cell_faults.too_long(place, text, _LENGTHS.get(name, len(text)))
    if name in ("agency", "department", "title"):
        yield cell_faults.failed(place, text, say("a name"))
    yield cell_faults.unseen(place, text)
    yield cell_faults.uncomputed(place, table)


def _email_fault(text: str, place: Place) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        return say(
            "%(place)s holds %(found)s; expected one e-mail address, such as name@example.org.",
            place=place.said,
            found=shown(text),
        )
    return ""


def _department_fault(contact: Contact, place: Place) -> str:
    if contact.department and not contact.agency:
        return say(
            "%(place)s holds %(found)s, but the row names no agency; expected both.",
            place=place.said,
            found=shown(contact.department),
        )
    if len(contact.agency) <= NAME_LENGTH < len(contact.agency_name):
        return say(
            "%(place)s and the agency hold %(length)s characters; expected at most %(most)s.",
            place=place.said,
            length=str(len(contact.agency_name)),
            most=str(NAME_LENGTH),
        )
    return ""


def _roles(text: str, known: _Known, place: Place) -> tuple[tuple[str, ...], list[str]]:
    """Return the roles in a cell, parted by commas or semicolons, and a fault for each unknown."""
    said = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    faults: list[str] = [
        say(
            "%(place)s holds %(found)s; expected one or more of %(expected)s, parted by commas.",
            place=place.said,
            found=shown(part),
            expected=_either(known.role_names),
        )
        for part in said
        if same_name(part) not in known.roles
    ]
    given = {known.roles[same_name(part)] for part in said if same_name(part) in known.roles}
    return tuple(role.value for role in Role if role in given), faults


def _either(names: Sequence[str]) -> str:
    return say("%(names)s or %(last)s", names=", ".join(names[:-1]), last=names[-1])


def _way(text: str, known: _Known, place: Place) -> tuple[str, str]:
    if not text:
        return "", ""
    if way := known.ways.get(same_name(text)):
        return way.value, ""
    expected = _either([str(way.label) for way in Way])
    return "", say(
        "%(place)s holds %(found)s; expected %(expected)s.",
        place=place.said,
        found=shown(text),
        expected=expected,
    )


def _each_once(
    table: Table, found: Mapping[str, int], rows: Iterable[Contact]
) -> Iterator[Contact]:
    """Yield the rows, with a fault where an earlier one has the address, or the name and no other.

    Two people may share a name, but then each needs an address to be told apart by.
    """
    emails: dict[str, int] = {}
    names: dict[str, int] = {}
    without: set[str] = set()
    for one in rows:
        fault: str = ""
        name = same_but_for_case_and_spaces(one.name)
        if one.email and one.email in emails:
            fault = say(
                "%(place)s holds %(found)s, which is already in row %(row)s; expected each address "
                "once.",
                place=table.where(one.row, found["email"]),
                found=shown(one.email),
                row=str(emails[one.email]),
            )
        elif name and name in names and (not one.email or name in without):
            fault = say(
                "%(place)s holds %(found)s, which is already in row %(row)s; expected an e-mail "
                "address for each of them, to tell them apart.",
                place=one.name_at.said,
                found=shown(one.name),
                row=str(names[name]),
            )
        emails.setdefault(one.email, one.row)
        names.setdefault(name, one.row)
        if not one.email:
            without.add(name)
        yield replace(one, faults=(*one.faults, fault)) if fault else one


def _one_spelling(
    table: Table, found: Mapping[str, int], rows: Iterable[Contact]
) -> Iterator[Contact]:
    """Yield the rows, with a fault where an agency differs from an earlier one by case or spaces.

    The two are never merged by guess.
    """
    spelt: dict[str, tuple[str, int]] = {}
    for one in rows:
        key = same_but_for_case_and_spaces(one.agency_name)
        name, row = spelt.setdefault(key, (one.agency_name, one.row))
        if name == one.agency_name:
            yield one
            continue
        fault = say(
            "%(place)s: %(found)s differs only by case or spaces from %(other)s in row %(row)s; "
            "expected one spelling.",
            place=table.where(one.row, found["agency"]),
            found=shown(one.agency_name),
            other=shown(name),
            row=str(row),
        )
        yield replace(one, faults=(*one.faults, fault))
