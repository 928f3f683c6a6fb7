"""`detente desk`: the workbench in a browser, on this machine alone."""

from typing import Annotated

import typer

from detente.desk.printing import CaseName

app = typer.Typer(rich_markup_mode=None)


@app.command()
def desk(
    case: CaseName,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to serve on; 0 takes any free one.")] = 8765,
    browser: Annotated[bool, typer.Option(help="Open the address in a browser.")] = True,
) -> None:
    """Open the desk in a browser, for the mediator at this machine, until interrupted."""
    from detente.desk.web.serving import serve
    from detente.workbench import cases

    cases.open_case(case)
    serve(case, port=port, browse=browser, tell=lambda address: print(address, flush=True))
