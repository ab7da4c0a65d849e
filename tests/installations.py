"""An installation in a folder of its own, driven from outside as its operator does."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from commands import Told

COMMANDS = """
import sys, click
from commonground.cli import backups, installation
from commonground.errors import BadInput
group = click.Group(commands=[
    installation.start, installation.manage, installation.audit, backups.backup, backups.restore
])
try:
    group()
except BadInput as found:
    sys.exit("\\n".join(found.faults))
"""
"""The installation's own commands, without the seconds that loading the ranking ones takes."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A state folder, and what its environment sets beside it."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: one for key, one in os.environ.items() if not key.startswith("COMMONGROUND_")}
        chosen = {f"COMMONGROUND_{key}": one for key, one in self.settings.items()}
        return {**kept, "COMMONGROUND_HOME": str(self.home), **chosen}

    def open(self, code: str, *arguments: object) -> subprocess.Popen[str]:
        """Start Python on some code here, its output to be read."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, code: str, *arguments: object) -> Told:
        """Run some code to its end."""
        with self.open(code, *arguments) as process:
            out, err = process.communicate(timeout=180)
        return Told(process.returncode, out, err)

    def command(self, *arguments: object) -> Told:
        """Run one of the installation's commands."""
        return self.run(COMMANDS, *arguments)
