"""Rounds: who scores which issues by which method, blind until the round closes."""
