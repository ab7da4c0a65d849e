"""Reads contacts out of a spreadsheet: every row with what is wrong with it, writing nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from commonground.documents.reading import Row, Table
from commonground.documents.reading.columns import Wanted, find_columns, other_columns
from commonground.documents.reading.files.texts import is_formula_error, same_name, shown
from commonground.documents.reading.names import name_fault, same_but_for_case_and_spaces
from commonground.documents.words import joined
from commonground.errors import BadInput
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import Role
from commonground.rooms.visible import unseen_in

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
    place: str
    """Where their name stands, for messages: `people.xlsx, row 5, column A (Name)`."""
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
    if len(table.rows) > MOST_PEOPLE:
        raise BadInput(
            f"{table.source} has {len(table.rows):,} rows; the most that is read at once is "
            f"{MOST_PEOPLE:,}. Split the file."
        )
    found = find_columns(table, COLUMNS)
    rows = [_contact(table, row, found, role_names) for row in table.rows]
    unread = tuple(table.column(at) for at in other_columns(table, found))
    once = _one_spelling(table, found, _each_once(table, found, rows))
    return Contacts(table.source, tuple(once), unread, table.notices)


def _contact(
    table: Table, row: Row, found: Mapping[str, int], role_names: Mapping[Role, str]
) -> Contact:
    cell = {each.id: row.cells[found[each.id]] if each.id in found else "" for each in COLUMNS}
    roles, role_faults = _roles(cell["roles"], role_names)
    way, way_fault = _way(cell["way"])
    contact = Contact(
        row.number, table.where(row.number, found["name"]), cell["name"], cell["email"].lower(),
        cell["agency"], cell["department"], cell["title"], roles, way,
    )  # fmt: skip
    said = [
        ("name", name_fault(cell["name"], "person")),
        ("email", _email_fault(cell["email"])),
        ("department", _department_fault(contact)),
        *(("roles", fault) for fault in role_faults),
        ("way", way_fault),
        *_any_cell(table, row, found),
    ]
    faults = [f"{table.where(row.number, found[name])} {why}" for name, why in said if why]
    return replace(contact, faults=tuple(faults))


def _any_cell(table: Table, row: Row, found: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield what can be wrong with any cell: too long, a failed formula, one not computed yet."""
    for name, at in found.items():
        text = row.cells[at]
        if len(text) > _LENGTHS.get(name, len(text)):
            yield name, f"holds {len(text)} characters; expected at most {_LENGTHS[name]}."
        if name in ("agency", "department", "title") and is_formula_error(text):
            yield name, f"holds the formula error {text}; expected a name."
        if unseen := unseen_in(" ".join(text.split())):
            yield name, f"holds a character that cannot be seen ({unseen}); expected it typed anew."
        if hint := table.hint(row.number, at):
            yield name, f"is empty.{hint}"


def _email_fault(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        return f"holds {shown(text)}; expected one e-mail address, such as name@example.org."
    return ""


def _department_fault(contact: Contact) -> str:
    if contact.department and not contact.agency:
        return f"holds {shown(contact.department)}, but the row names no agency; expected both."
    if len(contact.agency) <= NAME_LENGTH < len(contact.agency_name):
        return f"and the agency hold {len(contact.agency_name)} characters; expected at most 150."
    return ""


def _roles(text: str, names: Mapping[Role, str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the roles in a cell, parted by commas or semicolons, and a fault for each unknown."""
    known = {
        same_name(word): role
        for role in Role
        for word in (role.value, str(role.label), names[role])
    }
    said = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    faults = [
        f"holds {shown(part)}; expected one or more of {joined(list(names.values()), 'or')}, "
        "parted by commas."
        for part in said
        if same_name(part) not in known
    ]
    given = {known[same_name(part)] for part in said if same_name(part) in known}
    return tuple(role.value for role in Role if role in given), faults


def _way(text: str) -> tuple[str, str]:
    known = {same_name(word): way.value for way in Way for word in (way.value, str(way.label))}
    if not text or same_name(text) in known:
        return known.get(same_name(text), ""), ""
    return "", f"holds {shown(text)}; expected {joined([str(way.label) for way in Way], 'or')}."


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
        fault, name = "", same_but_for_case_and_spaces(one.name)
        if one.email and one.email in emails:
            fault = (
                f"{table.where(one.row, found['email'])} holds {shown(one.email)}, which is "
                f"already in row {emails[one.email]}; expected each address once."
            )
        elif name and name in names and (not one.email or name in without):
            fault = (
                f"{one.place} holds {shown(one.name)}, which is already in row {names[name]}; "
                "expected an e-mail address for each of them, to tell them apart."
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
        fault = (
            f"{table.where(one.row, found['agency'])}: {shown(one.agency_name)} differs only by "
            f"case or spaces from {shown(name)} in row {row}; expected one spelling."
        )
        yield replace(one, faults=(*one.faults, fault))
