"""`detente desk` and `detente people`: the workbench in a browser, for one person or a team, and who may come in."""

from typing import Annotated

import typer

from detente.desk.printing import MEDIATORS, AsJson, CaseName, print_json, say
from detente.errors import NotPermitted, UnknownName
from detente.store.team.people import Role

app = typer.Typer(rich_markup_mode=None)
people = typer.Typer(
    help="Who may come in to a shared desk: invitations, people, sessions.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(people, name="people")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person is called.")]
Origin = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="The address the team comes by, such as https://desk.example; this machine's own."
    ),
]


@app.command()
def desk(
    case: CaseName,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to serve on; 0 takes any free one.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the address in a browser.")] = True,
    team: Annotated[bool, typer.Option("--team", help="For people who sign in, each in their own room.")] = False,
    origin: Origin = None,
) -> None:
    """Open the desk in a browser, until interrupted: for the mediator at this machine, or for a team."""
    from detente.desk.web.serving import serve, serve_team
    from detente.workbench import cases

    def tell(address: str) -> None:
        print(address, flush=True)

    cases.open_case(case)
    if team:
        serve_team(case, port=port, origin=_origin(origin), tell=tell)
    elif origin is not None:
        raise NotPermitted("a desk of one's own is not for others to come by; share it with --team")
    else:
        serve(case, port=port, browse=browser, tell=tell)


@people.command()
def invite(
    case: CaseName,
    name: Name,
    role: Annotated[Role, typer.Option(help="What they are to the process.")],
    audience: Annotated[
        str, typer.Option("--for", metavar="AUDIENCE", help="Whose copy they get: their party, an actor, the public.")
    ] = MEDIATORS,
    origin: Origin = None,
) -> None:
    """Ask somebody in, and print the address that lets them, once."""
    from detente.workbench import teams

    person = teams.somebody(case, name, role, audience)
    with teams.opened(case) as team:
        print(f"{_origin(origin) or ''}/invitations/{team.invite(person)}")
    say("It is good once, for three days. Give it to them in a way that nobody else reads.")


@people.command("list")
def list_people(case: CaseName, as_json: AsJson = False) -> None:
    """List who may come in, with their role and whose copy they get, and their open sessions."""
    from detente.workbench import teams

    with teams.opened(case) as team:
        found, sessions = team.people(), team.sessions()
    if as_json:
        print_json({"people": found, "sessions": sessions})
        return
    for each in found:
        print(f"{each.name}  {each.role}  {each.audience}")
        for session in sessions:
            if session.person == each:
                print(f"    signed in since {session.began:%Y-%m-%d %H:%M} UTC")


@people.command()
def remove(case: CaseName, name: Name) -> None:
    """Let somebody in no longer: their sessions end at once, their invitation too."""
    from detente.workbench import teams

    with teams.opened(case) as team:
        if not team.remove(name):
            raise UnknownName("person", name, [each.name for each in team.people()])


def _origin(given: str | None) -> str | None:
    """An origin as browsers tell it, without a path. Raises NotPermitted for another."""
    from urllib.parse import urlsplit

    if given is None:
        return None
    parts = urlsplit(given)
    if parts.scheme != "https" or not parts.netloc or parts.path not in ("", "/") or parts.query or "@" in parts.netloc:
        raise NotPermitted(f"{given} is no origin of a secure site, such as https://desk.example")
    return f"https://{parts.netloc}"
