"""The record of every write: append-only, and chained so that a change to it shows."""
