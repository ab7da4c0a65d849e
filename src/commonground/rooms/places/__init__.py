"""Places: the area, its boundaries, the counts that are imported of it, and its maps."""
