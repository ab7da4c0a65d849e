"""Where the people room's pages are."""

from django.urls import path

from commonground.rooms.people import import_pages, link_pages, member_pages, pages, token_pages

app_name = "people"
_HERE = "p/<uuid:partnership_id>/"

urlpatterns = [
    path("partnerships/new/", pages.new_partnership, name="new_partnership"),
    path("demo/", pages.look_round, name="look_round"),
    path(_HERE + "partnership/", pages.change_partnership, name="change_partnership"),
    path(_HERE + "roles/", pages.role_names, name="role_names"),
    path(_HERE + "agencies/", pages.agencies, name="agencies"),
    path(_HERE + "agencies/add/", pages.add_agency, name="add_agency"),
    path(_HERE + "agencies/<uuid:agency_id>/", pages.agency, name="agency"),
    path(_HERE + "agencies/<uuid:agency_id>/change/", pages.change_agency, name="change_agency"),
    path(_HERE + "people/", member_pages.members, name="members"),
    path(_HERE + "people/add/", member_pages.add_member, name="add_member"),
    path(_HERE + "people/import/", import_pages.import_contacts, name="import_contacts"),
    path(_HERE + "people/import/confirm/", import_pages.confirm_import, name="confirm_import"),
    path(
        _HERE + "people/import/template/", import_pages.contacts_template, name="contacts_template"
    ),
    path(_HERE + "people/<uuid:member_id>/", member_pages.member, name="member"),
    path(
        _HERE + "people/<uuid:member_id>/change/", member_pages.change_member, name="change_member"
    ),
    path(_HERE + "people/<uuid:member_id>/role/", member_pages.give_role, name="give_role"),
    path(_HERE + "people/<uuid:member_id>/invite/", member_pages.invite, name="invite"),
    path(_HERE + "roles/<uuid:held_role_id>/end/", member_pages.end_role, name="end_role"),
    path(_HERE + "links/<uuid:link_id>/withdraw/", member_pages.revoke_link, name="revoke_link"),
    path(_HERE + "tokens/", token_pages.tokens, name="tokens"),
    path(_HERE + "tokens/make/", token_pages.make_token, name="make_token"),
    path(_HERE + "tokens/<uuid:token_id>/withdraw/", token_pages.revoke_token, name="revoke_token"),
    path("link/<str:token>/", link_pages.link, name="link"),
]
