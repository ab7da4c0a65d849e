"""Charts as SVG, each with what it says in words: no script, no font, no address."""
