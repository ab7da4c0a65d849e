"""Names of files that somebody sends, as they can be kept and shown."""

from pathlib import PurePath

from commonground.rooms.visible import unseen_in

_LONGEST, _LONGEST_ENDING = 100, 10


def plain_name(name: str) -> str:
    r"""Return the name of a file without its folder and what cannot be seen in it.

    >>> plain_name("C:\\data\\2019-02-west-mercia-street.csv")
    '2019-02-west-mercia-street.csv'
    """
    own = name.replace("\\", "/").rpartition("/")[2]
    path = PurePath("".join(one for one in own if not unseen_in(one)) or "file")
    return path.stem[: _LONGEST - _LONGEST_ENDING] + path.suffix[:_LONGEST_ENDING]
