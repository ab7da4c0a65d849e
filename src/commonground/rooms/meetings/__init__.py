"""Meetings of a round: when and who, and the room in which issues are scored, shown and agreed."""
