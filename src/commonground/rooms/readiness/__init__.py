"""Whether a partnership is ready for an inspection: rules as data, findings and answers."""
