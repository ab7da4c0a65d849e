"""Compares this engine with its peers, in an environment made for nothing else.

python benchmarks/run.py            prints the tables
python benchmarks/run.py --check    and exits with 1 where a promised ratio or bound is broken
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
PACKAGES = "commonground, pymcdm, skcriteria, pysensmcda, krippendorff"
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")}


def main() -> int:
    """Make the environment where it is missing, and compare in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    parser.add_argument("--repeats", type=int, default=5, help="how often each one is timed")
    parser.add_argument(
        "--python", type=Path, help="use this environment's python instead of making var/bench"
    )
    options = parser.parse_args()
    python = options.python or _own_python()
    _install(python)
    command = [str(python), str(HERE / "comparing.py"), "--repeats", str(options.repeats)]
    if options.check:
        command.append("--check")
    return subprocess.run(command, env={**os.environ, **ONE_THREAD}, check=False).returncode


def _own_python() -> Path:
    folder = PROJECT / "var" / "bench"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    return python


def _install(python: Path) -> None:
    """Install the project and its peers, unless they are there."""
    look = [str(python), "-c", f"import {PACKAGES}"]
    found = subprocess.run(look, check=False, capture_output=True)
    if found.returncode != 0:
        print("Installing the project and the peers ...", file=sys.stderr)
        pip = [str(python), "-m", "pip", "install", "-qq", "--editable", f"{PROJECT}[bench]"]
        subprocess.run(pip, check=True)


if __name__ == "__main__":
    sys.exit(main())
