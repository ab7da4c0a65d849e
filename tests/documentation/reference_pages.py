"""Makes the reference pages that come from the product itself: its commands and its methods."""

from collections.abc import Iterable, Iterator

import click

from commonground import reference
from commonground.cli.main import commands
from commonground.documents.method_words import answers_words
from commonground.scoring.arithmetic import plain
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Criterion, Method

WIDTH = 88
MADE = (
    "<!-- Made by tests/documentation/generated_pages.py, which docs/README.md explains: "
    "change what it is made from. -->\n"
)

ABOUT_COMMANDS = """
# The command line

Everything is one command, `commonground`, with the commands below. After `./run` it stands at
`.venv/bin/commonground`.

**What goes where.** The answer goes to standard output, and nothing else does. Progress, notes and
the names of files written go to standard error. With `--output` the answer goes into a file
instead; with `--format` of another kind besides, that is printed too.

**Exit status.** 0: done. 1: it failed, or a result is not identical. 2: the input or the options
cannot be used; sentences on standard error say what to mend.

**Files.** What each input file holds is in [the files that go in](scores-format.md). What each
answer holds is in [what comes out](result-format.md).
"""

ABOUT_METHODS = """
# The scoring methods that ship

Each is a file in `src/commonground/reference/methods`, in the [method format](method-format.md). A
status says where each value comes from: `published` (the source prints it), `inferred` (what the
source prints implies it), `local` (your partnership set it) or `unknown` (a gap).

`commonground methods` lists them, and `commonground methods show ID` prints one.
"""


def command_line_page() -> str:
    """Return the page of every command's help, as the command prints it."""
    return MADE + ABOUT_COMMANDS + "".join(_helps(commands, "commonground", None))


def _helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=name.rsplit(" ", 1)[-1],
        parent=parent,
        terminal_width=WIDTH,
        **command.context_settings,
    )
    yield f"\n## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from _helps(below, f"{name} {each}", context)


def methods_page() -> str:
    """Return the page of every shipped method: what it asks, what it computes, its gaps."""
    methods = [load_method(path) for path in reference.method_paths()]
    return MADE + ABOUT_METHODS + "".join(map(_method, methods))


def _method(method: Method) -> str:
    notes = "".join(f"- {note}\n" for note in method.notes)
    parts = (
        f"\n## `{method.id}`\n\n**{method.title}.** Source: {method.source}.\n\n{notes}",
        _table("criterion, total, answers, status", _criteria(method)),
        _table("total, made by, status, note", _totals(method)),
        _factors(method),
        _table("output, computed as, status, note", _outputs(method)),
        f"\nThe shortlist is made by `{method.primary.output}`.",
        _switches(method),
    )
    return "".join(parts).rstrip() + "\n"


def _criteria(method: Method) -> Iterator[tuple[str, ...]]:
    for group in method.groups:
        for criterion in group.criteria:
            named = f"{criterion.label} (`{criterion.id}`)"
            status = criterion.provenance.status.value
            yield named, f"`{group.id}`", _answers(criterion), status


def _answers(criterion: Criterion) -> str:
    answers = answers_words(criterion)
    return answers if criterion.weight == 1 else f"{answers}; weight {plain(criterion.weight)}"


def _totals(method: Method) -> Iterator[tuple[str, ...]]:
    for group in method.groups:
        made_by = f"{group.combine.replace('_', ' ')} of {len(group.criteria)}"
        where = group.provenance
        yield f"{group.label} (`{group.id}`)", made_by, where.status.value, where.note


def _factors(method: Method) -> str:
    if method.lookup is None:
        return ""
    total = method.label_of(method.lookup.group).lower()
    rows = (
        (
            str(step.total),
            "unknown" if step.factor is None else plain(step.factor),
            step.provenance.status.value,
            step.provenance.note,
        )
        for step in method.lookup.steps
    )
    return _table(f"{total}, {method.lookup.label.lower()}, status, note", rows) + _gaps(method)


def _gaps(method: Method) -> str:
    if method.lookup is None or not method.lookup.gaps:
        return ""
    return (
        f"\n**Gaps:** the factor is unknown at {', '.join(map(str, method.lookup.gaps))}. "
        "See [set your own factors](../how-to/set-your-own-factors.md).\n"
    )


def _outputs(method: Method) -> Iterator[tuple[str, ...]]:
    for output in method.outputs:
        where = output.provenance
        named = f"{output.label} (`{output.id}`)"
        yield named, f"`{output.expression.text}`", where.status.value, where.note


def _switches(method: Method) -> str:
    names = "; ".join(switch.label[:1].lower() + switch.label[1:] for switch in method.switches)
    return f" Shown beside it: {names}.\n" if names else "\n"


def _table(header: str, rows: Iterable[tuple[str, ...]]) -> str:
    labels = header.split(", ")
    lines = [labels, ["---"] * len(labels), *rows]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)
