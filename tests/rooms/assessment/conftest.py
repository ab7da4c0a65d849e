"""What the assessment room's tests are held in."""

from assessment_here import begun, found, kept_begun, kept_found

__all__ = ["begun", "found", "kept_begun", "kept_found"]
