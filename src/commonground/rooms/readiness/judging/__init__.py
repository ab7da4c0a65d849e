"""Judges a snapshot of a partnership by the rules that ship, without a database."""
