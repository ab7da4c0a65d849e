"""A cycle's strategic assessment: written by people, with every figure from a frozen source."""
