"""A PostgreSQL server for the tests alone: made in a temporary folder, gone when they end.

As a command it runs another one against it, which is how `./test` runs the rooms' tests again:
    python tests/postgresql_here.py python -m pytest tests/rooms
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg

USER = "postgres"
DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's own programs, which are not on the path."""

# what is written here is thrown away: nothing need survive a power cut
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def program(name: str) -> Path | None:
    """Return where one of PostgreSQL's programs is, the newest there is; None where none is."""
    kept = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which(name)
    return kept[-1] if kept else Path(on_path) if on_path else None


@contextmanager
def serving() -> Iterator[str]:
    """Start a server, give its address, to which the name of a database is added, and stop it."""
    initdb, postgres = program("initdb"), program("postgres")
    if initdb is None or postgres is None:
        raise FileNotFoundError(
            "PostgreSQL is not installed; on Debian: apt-get install postgresql"
        )
    with tempfile.TemporaryDirectory(prefix="commonground-postgresql-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, USER, USER)
        place = Path(folder) / "data"
        make: list[str | Path] = [
            initdb,
            "-D",
            place,
            "-A",
            "trust",
            "-U",
            "commonground",
            "-E",
            "UTF8",
            "-N",
        ]
        subprocess.run([*_as_user(), *make], check=True, stdout=subprocess.DEVNULL, cwd="/")
        yield from _running([*_as_user(), postgres, "-D", place], place / "log")


def _running(start: list[str | Path], log: Path) -> Iterator[str]:
    port = _free_port()
    chosen = (f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *QUICK)
    options = [part for one in chosen for part in ("-c", one)]
    with log.open("w") as file:
        server = subprocess.Popen([*start, *options], stdout=file, stderr=file, cwd="/")
        try:
            _wait_for(port, server, log)
            yield f"postgresql://commonground@127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)  # a fast stop, in PostgreSQL's words
            server.wait(timeout=30)


def _as_user() -> list[str | Path]:
    """Return what a command begins with to run as another than root, whom the server refuses."""
    if os.getuid() != 0:
        return []
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="commonground", dbname="postgres"
            ).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"PostgreSQL did not start: {log.read_text()}")


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Run a command with COMMONGROUND_DATABASE_URL set to a server of its own."""
    signal.signal(signal.SIGTERM, _end)
    with serving() as address:
        told = {**os.environ, "COMMONGROUND_DATABASE_URL": f"{address}/postgres"}
        return subprocess.run(command, env=told, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
