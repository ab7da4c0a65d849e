"""Opens a browser once the server answers: `python -m commonground.web.opening ADDRESS`."""

import sys
import time
import urllib.request
import webbrowser
from urllib.error import URLError

TRIES = 120
BETWEEN_S = 0.25


def main(address: str) -> None:
    """Wait for the server for half a minute, then show its first page, or give up quietly."""
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"{address}health/", timeout=5).close()
        except (URLError, OSError):
            time.sleep(BETWEEN_S)
        else:
            webbrowser.open(address)
            return


if __name__ == "__main__":
    main(sys.argv[1])
