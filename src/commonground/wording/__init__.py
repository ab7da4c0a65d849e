"""What texts speak of, by arithmetic on their words: pure, and NumPy alone."""
