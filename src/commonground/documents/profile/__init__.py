"""What a local profile is made of, apart from where it is kept: rules that are data. No clock."""
