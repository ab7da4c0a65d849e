"""Documents as tagged pdf, set by typst: the same document gives the same bytes everywhere."""

from commonground.documents.pdf.writing import write

__all__ = ["write"]
