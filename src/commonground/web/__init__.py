"""The web application: settings, the layout of every page, and what belongs to no one room."""
