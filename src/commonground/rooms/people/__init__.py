"""Who is in a partnership: agencies, persons, and what each of them may do there."""
