"""What published counts of the police cannot say, to stand beside every table and map of them."""

from commonground.sentences import say

NOT_THE_THING = say(
    "Published police counts say nothing of modern slavery, child sexual exploitation, county "
    "lines, fraud or cyber crime. They are context for serious and organised crime, never the "
    "thing itself."
)
ONLY_MONTH_AND_AREA = say(
    "The publisher gives the month and a place near the incident. Nothing is said here below the "
    "LSOA, of a street, or of a time of day."
)
FEW_CHANGE_BY_CHANCE = say(
    "Small numbers rise and fall by chance: a difference of a few incidents between two areas, or "
    "two months, needs no other reason."
)
ASB_IS_COUNTED_IN = say(
    "Anti-social behaviour is counted in. Forces record it so differently that a total with it is "
    "not to be compared with another force's."
)
"""Beside whatever has the category `looking.ASB` in it."""
