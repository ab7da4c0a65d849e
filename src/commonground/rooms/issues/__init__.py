"""The long list of issues: what is on it, where it came from and what became of it."""
