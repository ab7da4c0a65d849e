"""Runs the commands that a page shows, in order and in an empty folder, and shows their output.

In a page, a block fenced as `console` holds commands after `$ `, each followed by all that it
prints. A sentence that ends in "save this as `NAME`:" names the file that the next block holds.
"""

import contextlib
import io
import re
import shlex
import sys
from pathlib import Path

from commonground.cli.main import main

_SAVED = re.compile(
    r"[Ss]ave\s+this\s+as `([^`]+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)
_PROGRESS = "Ranking\n"


def commands_in(text: str) -> list[str]:
    """Return the commands of a page's console blocks, in order."""
    blocks = _CONSOLE.findall(text)
    return [command for block in blocks for command in _COMMAND.findall(block)]


def rerun(text: str, folder: Path) -> str:
    """Return the page with what each command really prints when run in `folder`.

    The progress bar is left out: where standard error is no terminal only its label is printed.
    """
    parts, at, status = [], 0, 0
    for block in sorted([*_SAVED.finditer(text), *_CONSOLE.finditer(text)], key=re.Match.start):
        parts.append(text[at : block.start()])
        at = block.end()
        if block.re is _SAVED:
            (folder / block[1]).write_text(block[2], encoding="utf-8")
            parts.append(block[0])
            continue
        shown = []
        for command in _COMMAND.findall(block[1]):
            if command == "echo $?":
                printed = f"{status}\n"
            else:
                status, printed = run(command, folder)
            shown.append(f"$ {command}\n{printed}")
        parts.append(f"```console\n{''.join(shown)}```")
    return "".join([*parts, text[at:]])


def run(command: str, folder: Path) -> tuple[int, str]:
    """Return a command's exit status and what it prints: notes first, as it prints them."""
    name, *arguments = shlex.split(command.replace("\\\n", " "))
    assert Path(name).name == "commonground", f"only commonground is run, not {name}"
    out, err = _stream(), _stream()
    given, sys.argv = sys.argv, ["commonground", *arguments]
    status: object = 0
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as ended:
        status = ended.code
    finally:
        sys.argv = given
    printed = _text(err).removeprefix(_PROGRESS).replace(f"\n{_PROGRESS}", "\n") + _text(out)
    trimmed = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return status if isinstance(status, int) else 0, trimmed


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
