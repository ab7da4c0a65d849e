"""The words that somebody looks for, as far as a database will look for them."""

MOST_CHARACTERS = 200
MOST_WORDS = 10


def words_of(search: str) -> list[str]:
    """Return the words of a search: the first ten, of its first two hundred characters.

    Databases refuse a question of a thousand parts, and a NUL byte in one.

    >>> words_of("knife  crime")
    ['knife', 'crime']
    """
    return search[:MOST_CHARACTERS].replace("\0", " ").split()[:MOST_WORDS]
