"""Which pages have a picture in the documentation, and where it is."""

from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/images/tour"
WIDTHS = (1280, 360)
NO_PAGE = {
    "health": "answers ok, for whatever watches the server",
    "set_language": "a button",
    "people-look_round": "a button",
    "people-invite": "a button",
    "people-revoke_link": "a button",
    "people-revoke_token": "a button",
    "people-confirm_import": "a button; what it shows is the preview before it",
    "people-contacts_template": "a file",
    "issues-export_issues": "a file",
    "issues-withdraw_link": "a button",
    "meetings-start": "a button",
    "meetings-date_letters": "a log, as that of a round's letters",
    "meetings-ask_in_room": "a button",
    "meetings-end": "a button",
    "meetings-reveal": "a button",
    "meetings-note": "a button",
    "meetings-ask": "a button",
    "meetings-tell": "a button",
    "meetings-choose_date": "a button",
    "meetings-withdraw_date": "a button",
    "meetings-lead_now": "a part of the page of those who lead",
    "meetings-screen_now": "all that changes on the big screen",
    "meetings-now": "a part of one’s own page in a meeting",
    "meetings-calendar": "a file",
    "meetings-own_calendar": "a file",
    "ranking-make": "a button",
    "themes-gather_round": "a button",
    "themes-gather_proposals": "a button",
    "themes-undo": "a button",
    "themes-export": "a file",
    "themes-look_at_survey": "a button; what it shows is a step of the import",
    "themes-confirm_survey": "a button",
    "themes-export_check": "a file",
    "themes-finish_part": "a button",
    "themes-end_check": "a button",
    "themes-take_agreed": "a button",
    "themes-settle": "a button",
    "assessment-bring_back": "a button",
    "assessment-move_block": "a button",
    "assessment-remove_block": "a button",
    "assessment-put_back": "a button",
    "assessment-settle_comment": "a button",
    "assessment-file": "a file",
    "plan-file": "a file",
    "plan-workbook": "a file",
    "plan-confirm_workbook": "a button; what it shows is the preview before it",
    "places-look_at": "a button",
    "places-go_on": "a button",
    "places-give_up_import": "a button",
    "places-import_file": "a file",
    "places-cube_file": "a file",
    "places-show_import": "offered for an earlier import, which the demonstration has not",
    "places-locations_file": "a file",
    "places-boundaries_file": "a file",
    "places-shapes": "what the map's script asks for",
    "places-map_months": "what the map's script asks for",
    "places-map_picture": "the map where there is no script; a picture",
    "places-map_file": "a file",
    "places-keep_indicators": "a button; what it shows is the step before it",
    "places-look_at_counts": "a button; what it shows is a step of bringing counts in",
    "places-keep_counts": "a button",
    "places-layer_file": "a file",
    "places-set_layer_aside": "a button",
    "places-use_layer": "a button",
    "profile-hold_section": "a button",
    "profile-confirm_entry": "a button",
    "profile-take_out": "a button",
    "profile-put_back": "a button",
    "profile-send_again": "a button",
    "profile-withhold_no_more": "a button",
    "profile-draft_file": "a file",
    "profile-release_file": "a file",
    "profile-read_file": "a file",
    "profile-read": "opened by the link that a recipient is sent",
    "readiness-check": "a button",
    "readiness-file": "a file",
    "assessment-use_word_template": "a button",
    "assessment-set_word_template_aside": "a button",
    "assessment-word_template_file": "a file",
    "assessment-word_template_example": "a file",
    "assessment-plain_word_template": "a file",
    "assessment-plain_word_example": "a file",
    "assessment-accept_uncontested": "a button",
    "assessment-accept_offer": "a button",
    "assessment-leave_offer": "a button",
    "assessment-offer_again": "a button",
    "plan-milestone_done": "a button",
    "plan-take_back_gap": "a button",
    "plan-gaps_file": "a file",
    "plan-value_file": "a file",
    "plan-evidence_file": "a file",
    "plan-send_letters": "a button",
    "plan-send_again": "a button",
    "plan-revoke_calendar": "a button",
    "plan-calendar": "for calendar programs",
    "plan-answer_milestone": "a button",
    "ranking-file": "a file",
    "ranking-compare_file": "a file",
}
"""The addresses that show no page of their own, and what they are."""
API = "ninja"
"""What the API's addresses are under: they answer programs."""
OF_THE_LIBRARY = ("account_login", "mfa_index")
"""The sign-in library's addresses whose pages are shown; the others are forms like these."""


def picture(folder: Path, name: str, width: int) -> Path:
    """Return where the picture of a page is."""
    return folder / f"{name}-{width}.webp"


def addresses() -> Iterator[str]:
    """Yield the name of each page of ours, as its picture is called."""
    for one in get_resolver().url_patterns:
        yield from _names(one)


def _names(one: URLPattern | URLResolver, room: str = "") -> Iterator[str]:
    if isinstance(one, URLResolver):
        if "allauth" in str(one.urlconf_name) or one.app_name == API:
            return
        for below in one.url_patterns:
            yield from _names(below, f"{one.app_name}-" if one.app_name else room)
    elif (name := f"{room}{one.name}") not in NO_PAGE:
        yield name
