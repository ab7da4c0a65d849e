"""Word files: a document with real styles, in a partnership's own template, that can come back."""

from commonground.documents.word.whole import write

__all__ = ["write"]
