"""Makes the reference page of the API from the API's own description."""

import os
import tempfile
from collections.abc import Iterator
from typing import Any

MADE = (
    "<!-- Made by tests/documentation/generated_pages.py, which docs/README.md explains: "
    "change what it is made from. -->\n"
)
ABOUT = """
# The API

{about}

[Use the API](../how-to/use-the-api.md) says how to make a token and what each refusal means. An
installation describes all of this for programs at `/api/v1/openapi.json`. Types are those of JSON;
`uuid`, `date` and `date-time` are texts of that form. A `*` marks what must be sent.
"""
Described = dict[str, Any]


def described() -> Described:
    """Return the API's description, from an installation of no one's where none is set up."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        import django  # noqa: PLC0415

        os.environ["DJANGO_SETTINGS_MODULE"] = "commonground.web.settings"
        os.environ["COMMONGROUND_HOME"] = tempfile.mkdtemp(prefix="commonground-description-")
        django.setup()
    from commonground.web.api import api  # noqa: PLC0415

    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def api_page() -> str:
    """Return the page of every verb and every shape of the API."""
    found = described()
    about = ABOUT.format(about=found["info"]["description"])
    return MADE + about + "".join(_verbs(found)) + "".join(_shapes(found))


def _verbs(found: Described) -> Iterator[str]:
    tag = ""
    for path, methods in sorted(
        found["paths"].items(), key=lambda one: next(iter(one[1].values()))["tags"]
    ):
        for method, verb in methods.items():
            if verb["tags"][0] != tag:
                tag = verb["tags"][0]
                yield f"\n## {tag}\n"
            address = path.removeprefix("/api/v1")
            yield f"\n### `{method.upper()} {address}`\n\n{verb['description']}\n"
            asked = [one for one in verb["parameters"] if one["in"] == "query"]
            yield from _table(
                "in the address", [(one["name"], one["required"], one["schema"]) for one in asked]
            )
            if "requestBody" in verb:
                yield f"\nSend: {_type(_content(verb['requestBody']))}\n"
            yield f"\nAnswers: {'; '.join(_answers(verb['responses']))}.\n"


def _answers(responses: Described) -> Iterator[str]:
    for status, one in responses.items():
        if int(status) < 300 or int(status) == 409:
            yield f"{status} {_type(_content(one))}"


def _content(one: Described) -> Described:
    (held,) = one["content"].values()
    return dict(held["schema"])


def _shapes(found: Described) -> Iterator[str]:
    yield "\n## Shapes\n"
    for name, shape in sorted(found["components"]["schemas"].items()):
        if name.startswith("Listed") or "Filter" in name or name in {"Paging", "IssueWanted"}:
            continue
        yield f"\n### `{name}`\n\n{shape.get('description', '')}\n".replace("\n\n\n", "\n")
        if "enum" in shape:
            yield f"\nOne of {', '.join(f'`{one}`' for one in shape['enum'])}.\n"
        needed = shape.get("required", [])
        fields = shape.get("properties", {}).items()
        yield from _table("field", [(key, key in needed, each) for key, each in fields])


def _table(first: str, rows: list[tuple[str, bool, Described]]) -> Iterator[str]:
    if rows:
        yield f"\n| {first} | holds | meaning |\n|---|---|---|\n"
    for name, needed, schema in rows:
        star = "*" if needed else ""
        yield f"| `{name}`{star} | {_type(schema)} | {schema.get('description', '')} |\n"


def _type(schema: Described) -> str:
    """Return in words what a schema allows."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name.startswith("Listed_"):
            return f"a page of `{name.removeprefix('Listed_').rstrip('_')}`"
        return f"`{name}`"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"`{one}`" if one else "empty" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return f"`{schema['const']}`" if "const" in schema else _plain(schema)


def _plain(schema: Described) -> str:
    kind = schema.get("format") or schema.get("type", "anything")
    least = schema.get("minLength", schema.get("minimum"))
    most = schema.get("maxLength", schema.get("maximum"))
    limits = [f"at least {least:,}"] if least else []
    limits += [f"at most {most:,}"] if most else []
    return f"{kind}, {' and '.join(limits)}" if limits else str(kind)
