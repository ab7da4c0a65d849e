"""Labels and rows for the ranking report: what its templates print, worked out in plain Python."""
