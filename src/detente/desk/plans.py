"""The commands about plans: `detente plan ...`. Parse words, call one act, show one view."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.printing import MEDIATORS, AsJson, CaseName, Progress, Reader, Seed, print_json, print_page, say
from detente.errors import Unreadable

if TYPE_CHECKING:
    from detente.plan.wellformed import Draft

app = typer.Typer(
    help="Phased plans: whether they are well formed, can be carried out, and would hold.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan of the case: the name of its file under plans/.")]
Fill = Annotated[
    list[str] | None, typer.Option("--fill", metavar="BLANK=DAYS", help="Fill a blank; may be given again.")
]
File = Annotated[Path, typer.Argument(metavar="FILE")]


@app.command("list")
def list_plans(case: CaseName, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """List the plans of a case."""
    from detente.workbench import drafts

    found = {
        name: drafts.open_plan(case, name, audience=audience).plan.title
        for name in drafts.plans(case, audience=audience)
    }
    print_json(found) if as_json else print("\n".join(f"{name}  {title}" for name, title in found.items()))


@app.command()
def check(case: CaseName, plan: PlanName, as_json: AsJson = False) -> None:
    """Say what is wrong with a plan: whether it is well formed, and what its text leaves open."""
    from detente.desk.views.problems import problem_lines
    from detente.workbench import drafts

    try:
        found, status = drafts.check_plan(case, plan), 0
    except Unreadable as refusal:
        found, status = refusal.problems, 3
    print_json(found) if as_json else print("\n".join(problem_lines(found, name=plan)))
    raise typer.Exit(status or int(any(problem.is_error for problem in found)))


@app.command()
def show(
    case: CaseName,
    plan: PlanName,
    audience: Reader = MEDIATORS,
    svg: Annotated[Path | None, typer.Option(help="Also write the timeline as an SVG file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a plan: its phases, who owes what to whom and by when, and what it leaves blank."""
    from detente.desk.views.plan import plan_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan, audience=audience)
    if svg is not None:
        say(str(_write_timeline(draft, svg)))
    print_json(draft.plan) if as_json else print_page(plan_page(draft))


@app.command()
def order(case: CaseName, plan: PlanName, as_json: AsJson = False) -> None:
    """Say who waits for whom, where nobody can move first, and what each side's reading of a clause changes."""
    from detente.desk.views.plan import order_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    found = drafts.order(draft)
    print_json(found) if as_json else print_page(order_page(draft, found))


@app.command()
def ranges(
    case: CaseName,
    plan: PlanName,
    fill: Fill = None,
    joint: Annotated[
        tuple[str, str] | None, typer.Option(metavar="BLANK BLANK", help="Map two blanks together, value by value.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what each blank in time may be: at best, for some filling whatever happens, and for every filling."""
    from detente.desk.views.plan import joint_page, ranges_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    filling = drafts.filling(draft, fill or ())
    if joint is not None:
        mapped = drafts.joint_map(draft, *joint, filling)
        print_json(mapped) if as_json else print_page(joint_page(draft, joint, mapped))
        return
    progress = Progress("fillings tried")
    found = drafts.ranges(draft, filling, tell=progress)
    progress.done()
    if as_json:
        print_json({e.blank: {"best_case": e.best_case, "possible": e.possible, "safe": e.safe} for e in found})
    else:
        print_page(ranges_page(draft, found))


@app.command()
def slack(case: CaseName, plan: PlanName, fill: Fill = None, as_json: AsJson = False) -> None:
    """Say by how many days each duration may outrun its greatest length before the plan can fail."""
    from detente.desk.views.plan import slack_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    filling = drafts.filling(draft, fill or ())
    verdict, found = drafts.slacks(draft, filling)
    owners = drafts.by_owner(draft, filling)
    if as_json:
        both = {"consistent": verdict.consistent, "controllable": verdict.controllable, "conflict": verdict.conflict}
        print_json({**both, "as_seen_by": dict(owners), "slack": found})
    else:
        print_page(slack_page(draft, filling, verdict, found, owners))


@app.command()
def seams(
    case: CaseName,
    plan: PlanName,
    weights: Annotated[
        bool, typer.Option("--weights", help="By your own weights in weights/PLAN.yaml, not by the claims.")
    ] = False,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say at which moment between two steps a side would gain by stopping, and what would hold it there."""
    from detente.desk.views.seams import seams_page, weighed_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    if weights:
        told = drafts.weighed(case, draft)
        print_json(told) if as_json else print_page(weighed_page(draft, told))
        return
    if sys.stderr.isatty():
        say("Drawing profiles that fit the claims ...")
    found = drafts.seams(draft, seed=seed)
    print_json(found) if as_json else print_page(seams_page(draft, found))


@app.command()
def sequence(
    case: CaseName,
    plan: PlanName,
    simultaneous: Annotated[
        bool, typer.Option("--simultaneous", help="Steps of both sides may change hands at once, through a guarantor.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find an order of steps that needs the least guarantees, by your own weights in weights/PLAN.yaml."""
    from detente.desk.views.seams import sequence_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    found = drafts.sequence(case, draft, simultaneous=simultaneous, tell=_tell if sys.stderr.isatty() else None)
    told = {"sequence": found.found, "verdicts": found.verdicts, "turned": found.turned}
    print_json(told) if as_json else print_page(sequence_page(draft, found))


def _tell(what: str, found: int, bound: int) -> None:
    say(f"{what}: {found} so far, no less than {bound}")


@app.command()
def calendar(
    case: CaseName,
    plan: PlanName,
    fill: Fill = None,
    ics: Annotated[Path | None, typer.Option(help="Also write an iCalendar file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say on which day each moment falls at the earliest and at the latest."""
    from detente.desk.views.plan import calendar_page
    from detente.workbench import drafts

    draft = drafts.open_plan(case, plan)
    found = drafts.calendar(draft, drafts.filling(draft, fill or ()))
    if ics is not None:
        print(drafts.export_calendar(draft, found, ics))
    print_json(found) if as_json else print_page(calendar_page(draft, found))


@app.command()
def controllable(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Networks: JSON, JSON lines, or plain text.")],
    as_json: AsJson = False,
) -> None:
    """Judge temporal networks from files: consistent at best, and controllable whatever durations turn out to be."""
    from detente.desk.views.plan import networks_page
    from detente.workbench import drafts

    found = [each for file in files for each in drafts.controllable(file)]
    print_json(found) if as_json else print_page(networks_page(found))


@app.command()
def guarantee(file: File, as_json: AsJson = False) -> None:
    """Find the least guarantees that make exchanges hold, from a file of steps with costs and values."""
    from detente.desk.views.plan import guarantees_page
    from detente.workbench import drafts

    found = drafts.guarantees(file)
    print_json(found) if as_json else print_page(guarantees_page(found))


def _write_timeline(draft: "Draft", path: Path) -> Path:
    from detente.desk import pictures
    from detente.desk.views.timeline import timeline_picture
    from detente.desk.views.wording import Wording
    from detente.workbench import drafts, folders

    return folders.keep(path, pictures.svg(timeline_picture(Wording.of(draft.case), drafts.outlook(draft))))
