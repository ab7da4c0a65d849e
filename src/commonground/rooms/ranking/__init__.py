"""The ranking of a closed round, as it was computed, and where the board moved the line."""
