"""Crime and vulnerability files as areas: what they hold, what is missing, what they can say."""
