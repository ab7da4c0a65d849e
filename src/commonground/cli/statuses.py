"""Exit statuses beside 0, which is done."""

BAD_INPUT, FAILURE = 2, 1
