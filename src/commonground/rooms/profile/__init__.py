"""The local profile, beginning with what it rests on: who shares which data, and by what right."""
