"""What a strategic assessment is made of: templates, and figures by reference to frozen sources."""
