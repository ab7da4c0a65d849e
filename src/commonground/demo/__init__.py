"""An invented pilot, the size of Birmingham's, to learn and to show the product with."""
