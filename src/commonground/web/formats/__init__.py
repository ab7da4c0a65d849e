"""How dates are written, a module for each language."""
