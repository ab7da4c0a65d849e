"""Action plans under each strand: owned, measured, reviewed, and answered by link."""
