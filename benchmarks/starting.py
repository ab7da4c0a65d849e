"""Times `./run` in a copy of this project: from nothing, and again once everything is there.

python benchmarks/starting.py            prints both
python benchmarks/starting.py --check    and exits with 1 where a promise is broken

Cold, it makes an environment and installs what is locked: packages come from wherever this machine
takes them, and the time is partly theirs.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

PROJECT = Path(__file__).resolve().parent.parent
PROMISED_S = {"cold": 60.0, "warm": 3.0}
WARM_STARTS = 5
GIVES_UP_S = 600.0


def main() -> int:
    """Start it once from nothing and some times more; print how long each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="exit 1 if a promise is broken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonground-starting-") as folder:
        copy = Path(folder) / "commonground"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", PROJECT, copy], check=True)
        cold = seconds_to_a_page(copy)
        warm = min(seconds_to_a_page(copy) for _ in range(WARM_STARTS))
    taken = {"cold": cold, "warm": warm}
    for name, seconds in taken.items():
        print(f"{name:<6}{seconds:6.1f} s to the first page   (promised: {PROMISED_S[name]:.0f} s)")
    return int(options.check and any(taken[name] > PROMISED_S[name] for name in taken))


def seconds_to_a_page(project: Path) -> float:
    """Start the project as it is committed, and end it once its first page has been answered."""
    port = _free_port()
    kept = {name: one for name, one in os.environ.items() if not name.startswith("COMMONGROUND_")}
    began = time.monotonic()
    server = subprocess.Popen(
        ["./run", "--no-browser", "--port", str(port)],
        cwd=project, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        _wait_for(f"http://localhost:{port}/", server, began)
        return time.monotonic() - began
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def _wait_for(address: str, server: subprocess.Popen[bytes], began: float) -> None:
    while time.monotonic() - began < GIVES_UP_S:
        try:
            urllib.request.urlopen(address, timeout=60).close()
        except (URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    sys.exit(f"./run answered nothing at {address}.")


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
