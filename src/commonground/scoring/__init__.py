"""How issues are scored, combined, ranked, and how sure the ranking is: NumPy only."""
