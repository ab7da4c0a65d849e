"""The command line: thin commands over the pure packages."""

import os

# The matrices here are small: a second thread only waits for the first, and on a busy machine for
# long. The answer is the same on any number of threads; set the variable to use another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
