"""Commands that stand in for the framework's own."""
