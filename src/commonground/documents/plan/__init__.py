"""An action plan as a document and as a workbook that comes back."""
