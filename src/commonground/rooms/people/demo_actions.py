"""Makes the invented partnership to look round in, and seats somebody in it."""

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from commonground.demo.plan import Plan, read_plan
from commonground.rooms.audit.models import INSTALLATION, Chain
from commonground.rooms.audit.recording import Actor, action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.actions import add_agency, make_partnership
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import Agency, HeldRole, Membership, Partnership, Person
from commonground.rooms.people.roles import Role


@action
def look_round(*, by: Person) -> Partnership:
    """Seat somebody as an analyst in the demo, which is made first where it is not there.

    Everybody who looks round shares one demo. Doing it twice does nothing.
    """
    Chain.objects.select_for_update().get_or_create(id=INSTALLATION)
    demo = Partnership.objects.filter(is_demo=True).first()
    if demo is None:
        return _make_demo(by, read_plan())
    member, is_new = Membership.objects.get_or_create(partnership=demo, person=by)
    held, is_given = HeldRole.objects.get_or_create(
        membership=member,
        role=Role.ANALYST,
        until=None,
        defaults={"since": timezone.localdate()},
    )
    for about, is_written, verb in ((member, is_new, "added"), (held, is_given, "gave")):
        if is_written:
            record(
                partnership_id=demo.pk, by=Actor.person(by.pk), verb=verb, about=about,
                after=facts(about),
            )  # fmt: skip
    return demo


def _make_demo(by: Person, plan: Plan) -> Partnership:
    demo = make_partnership(
        by=by,
        name=plan.partnership,
        area="Larkenmere",
        board_kind="Community safety board",
        is_demo=True,
    )
    seat = Seat(by, demo, frozenset({Role.ANALYST}))
    agencies = _demo_agencies(seat, plan)
    for person in plan.people:
        add_member(
            by=seat,
            name=person.name,
            email=person.email,
            agency=agencies[person.agency, person.department],
            title=person.role,
            roles=frozenset({Role.ASSESSOR}),
        )
    for fill in map(import_string, settings.DEMO_FILLED_BY):
        fill(by=seat)
    return demo


def _demo_agencies(seat: Seat, plan: Plan) -> dict[tuple[str, str], Agency]:
    """Return the agencies and their departments, each department counting as its agency."""
    made: dict[tuple[str, str], Agency] = {}
    for one in plan.agencies:
        whole = made[one.name, ""] = add_agency(by=seat, name=one.name)
        for department in one.departments:
            if department.name:
                made[one.name, department.name] = add_agency(
                    by=seat, name=f"{one.name}: {department.name}", parent=whole, counts_as=whole
                )
    return made
