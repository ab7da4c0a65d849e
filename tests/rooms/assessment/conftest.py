"""What the assessment room's tests are held in."""

from assessment_here import begun, found

__all__ = ["begun", "found"]
