"""Who shares the desk: people and their access, invitations, and sessions that can be ended."""

from detente.case.secrecy import audiences
from detente.desk.pages import Lines, Page, Table, line
from detente.desk.web.desk import At, Desk, Form, Seen
from detente.desk.web.shown import Field, Shown
from detente.desk.web.shown import Form as Asking
from detente.errors import UnknownName
from detente.store.team.keeping import Team
from detente.store.team.people import INVITED, Role, Session
from detente.workbench import cases, teams


def everybody(viewer: Seen, desk: At) -> Shown:
    """Everybody who may come in, with their role and whose copy they get, and who is signed in."""
    team = _team(desk)
    people, sessions = team.people(), team.sessions()
    rows = tuple(((line(each.name),), (line(each.role),), (line(each.audience),)) for each in people)
    case = cases.open_case(desk.case, audience=viewer.audience)
    inviting = Asking(
        (
            Field("name", "Name"),
            Field("role", "Role", choices=tuple((each.value, each.value) for each in Role)),
            Field("audience", "Whose copy they get", choices=tuple((each, each) for each in audiences(case))),
        ),
        "Invite",
        "Ask somebody in.",
        "/people/invitations",
    )
    removing = tuple(
        Asking((), f"Remove {each.name}", to=f"/people/{each.name}/removal")
        for each in people
        if each.name != viewer.name
    )
    table = Table("Who may come in", ("Name", "Role", "Whose copy"), rows)
    page = Page("People and access", (table, _sessions(sessions)))
    acts = (inviting, *removing, *_endings(sessions))
    return Shown({"people": people, "sessions": sessions}, lambda: page, acts=acts)


def invite(viewer: Seen, desk: At, form: Form) -> Shown:
    """Ask somebody in; the address that lets them in once is shown here and nowhere else."""
    role = form.get("role", "")
    if role not in list(Role):
        raise UnknownName("role", role, list(Role))
    person = teams.somebody(desk.case, form.get("name", ""), Role(role), form.get("audience", ""))
    address = f"{desk.origin}/invitations/{_team(desk).invite(person)}"
    hours = int(INVITED.total_seconds() // 3600)
    told = (
        line(address, lead=f"For {person.name}:"),
        line(f"It lets them in once, within {hours} hours. Give it to them in a way that nobody else reads."),
    )
    page = Page("An invitation", (Lines(told, bullets=False),))
    return Shown({"address": address}, lambda: page)


def remove(viewer: Seen, desk: At, form: Form, name: str) -> str:
    """Let somebody in no longer, and end their sessions."""
    _team(desk).remove(name)
    return "/people"


def sessions(viewer: Seen, desk: At) -> Shown:
    """One's own sessions."""
    found = _team(desk).sessions(viewer.name)
    page = Page("Your sessions", (_sessions(found),))
    return Shown(found, lambda: page, acts=_endings(found))


def end(viewer: Seen, desk: At, form: Form, handle: str) -> str:
    """End a session: a mediator anybody's, everybody else their own."""
    _team(desk).end(handle, None if viewer.mediates else viewer.name)
    return "/sessions"


def _sessions(found: tuple[Session, ...]) -> Table:
    rows = tuple(
        ((line(each.person.name),), (line(f"{each.began:%Y-%m-%d %H:%M} UTC"),), (line(f"{each.seen:%H:%M} UTC"),))
        for each in found
    )
    return Table("Who is signed in", ("Name", "Since", "Last seen"), rows)


def _endings(found: tuple[Session, ...]) -> tuple[Asking, ...]:
    return tuple(
        Asking((), f"End the session of {each.person.name} since {each.began:%H:%M}", to=f"/sessions/{each.handle}/end")
        for each in found
    )


def _team(desk: Desk) -> Team:
    assert desk.team is not None  # only who signed in comes here
    return desk.team
