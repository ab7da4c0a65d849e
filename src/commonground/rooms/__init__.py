"""The rooms: one Django application for each thing that a user can name."""
