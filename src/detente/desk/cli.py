"""The command line: parse words, call one act, show one view.

What was asked for goes to standard output, talk to standard error. Exit codes: 0 an answer, however unwelcome;
1 `check` found errors, or `fmt --check` something to tidy; 2 usage, or a part that is not installed; 3 cannot be read
as a case; 4 not permitted; 5 no answer exists; 70 a fault of detente itself.
"""

import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk import following, futures, intake, opening, plans, records, texts
from detente.desk.printing import (
    MEDIATORS,
    AsJson,
    CaseName,
    Day,
    Reader,
    Seed,
    print_json,
    print_page,
    say,
    write_page,
)
from detente.errors import NoAnswer, NotPermitted, Refusal, UnknownName, Unreadable

if TYPE_CHECKING:
    from detente.bargain.doubt import Doubt
    from detente.bargain.solutions import Solved
    from detente.case.model import Case
    from detente.conduct.futures.study import Studied
    from detente.plan.wellformed import Draft
    from detente.text.check import Draft as TextDraft
    from detente.workbench.agreements import Studies
    from detente.workbench.futures import Assumed
    from detente.workbench.ledgers import Followed, Morning

RUNS_IN_A_BRIEF = 2_000

app = typer.Typer(
    name="detente",
    help="A mediator's workbench for phased agreements: sourced claims, their gaps, and a brief.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(plans.app, name="plan")
app.add_typer(texts.app, name="text")
app.add_typer(following.app)
app.add_typer(futures.app)
app.add_typer(intake.app)
app.add_typer(opening.app)
app.add_typer(records.app, name="record")


def main() -> None:
    """Run the command line; refusals become one sentence on standard error and an exit code."""
    try:
        app()
    except Refusal as refusal:
        print(f"detente: {refusal}", file=sys.stderr)
        sys.exit(exit_code(refusal))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except ModuleNotFoundError as missing:
        from detente.desk.views.doctor import remedy_for

        say(f"detente: this needs {missing.name}, which is not installed; {remedy_for(missing.name or '')}")
        sys.exit(2)
    except Exception as fault:  # noqa: BLE001 - the last net: say that the fault is ours, and where
        print(f"detente: a fault of detente itself: {type(fault).__name__}: {fault}", file=sys.stderr)
        print("Please report it with the command you typed.", file=sys.stderr)
        sys.exit(70)


def exit_code(refusal: Refusal) -> int:
    """The exit code that tells a script what kind of refusal it met."""
    codes = {UnknownName: 2, Unreadable: 3, NotPermitted: 4, NoAnswer: 5}
    return next((code for kind, code in codes.items() if isinstance(refusal, kind)), 70)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the case shall stand.")],
    title: Annotated[str, typer.Option(help="What the case is called.")] = "A new case",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it stands at; today by default.")
    ] = None,
) -> None:
    """Begin a case: a folder with a file that already reads well."""
    from detente.workbench import cases

    day = on.date() if on else date.today()
    print(cases.new_case(folder, title=title, day=day))
    say(f"Edit it, then type: detente check {folder}")


@app.command()
def check(case: CaseName, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """Say all that is wrong or doubtful with a case, each with its place."""
    from detente.desk.views.problems import problem_lines
    from detente.workbench import cases

    try:
        found, status = cases.check(case, audience=audience), 0
    except Unreadable as refusal:
        found, status = refusal.problems, 3
    if as_json:
        print_json(found)
    else:
        print("\n".join(problem_lines(found, name=case)))
    raise typer.Exit(status or int(any(problem.is_error for problem in found)))


@app.command()
def show(case: CaseName, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """Show a case at a glance: sides, proposals, answers, precedents, contacts."""
    from detente.desk.views.overview import overview
    from detente.workbench import cases

    opened = cases.open_case(case, audience=audience)
    print_json(opened) if as_json else print_page(overview(opened))


@app.command()
def gaps(
    case: CaseName,
    proposal: Annotated[str | None, typer.Option(help="Only this proposal.")] = None,
    party: Annotated[str | None, typer.Option(help="Only this party.")] = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Set each proposal against what each side is known to want, term by term."""
    from detente.desk.views.comparison import comparison
    from detente.workbench import cases

    opened = cases.open_case(case, audience=audience)
    found = cases.gaps(opened, proposal=proposal, party=party)
    pledges = cases.pledge_gaps(opened, proposal=proposal) if party is None else ()
    print_json({"gaps": found, "pledges": pledges}) if as_json else print_page(comparison(opened, found, pledges))


@app.command()
def readings(case: CaseName, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """List contradictions, tensions, groups of one origin, and what can be read in several ways."""
    from detente.desk.views.doubts import readings_page
    from detente.workbench import cases

    opened = cases.open_case(case, audience=audience)
    found = cases.readings(opened)
    print_json(found) if as_json else print_page(readings_page(opened, found))


@app.command()
def questions(
    case: CaseName,
    proposal: Annotated[str | None, typer.Option(help="Only this proposal.")] = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """List what a plan leaves unsaid that practice needs, with the reason."""
    from detente.desk.views.doubts import questions_page
    from detente.workbench import cases

    opened = cases.open_case(case, audience=audience)
    found = cases.questions(opened, proposal=proposal)
    print_json(found) if as_json else print_page(questions_page(opened, found))


@app.command()
def beliefs(case: CaseName, seed: Seed = 0, as_json: AsJson = False) -> None:
    """Say what each side's claims tell of what packages are worth to it, and how they can be read."""
    from detente.desk.views.agreement import beliefs_page, held
    from detente.workbench import cases

    opened = cases.open_case(case)
    studied = _studied(opened, seed)
    print_json(held(studied.main)) if as_json else print_page(beliefs_page(opened, studied.main))


@app.command()
def accept(
    case: CaseName,
    proposal: Annotated[str, typer.Argument(metavar="PROPOSAL", help="The id of a proposal.")],
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say under what share of the profiles that fit the evidence each side could live with a proposal."""
    from detente.desk.views.agreement import accept_page
    from detente.workbench import agreements, cases

    opened = cases.open_case(case)
    studied = _studied(opened, seed)
    found = agreements.accept(studied, proposal)
    changed = agreements.effects(studied, proposal)
    print_json(found) if as_json else print_page(accept_page(opened, proposal, found, studied.main, changed))


@app.command()
def bridge(case: CaseName, seed: Seed = 0, as_json: AsJson = False) -> None:
    """Find a few packages every side could best live with, or say that the evidence does not separate them."""
    from detente.desk.views.agreement import bridge_page
    from detente.workbench import agreements, cases

    opened = cases.open_case(case)
    found = agreements.bridge(_studied(opened, seed), seed=seed)
    print_json(found) if as_json else print_page(bridge_page(opened, found))


@app.command()
def frontier(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A case, or a folder of Genius, GeniusWeb or NegMAS.")],
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Find every package no other is better than for all, and what four principles would pick."""
    from detente.desk.views.packages import frontier_page
    from detente.workbench import agreements

    found, doubt = agreements.frontier(path, seed=seed)
    print_json(_with_doubt(found, doubt)) if as_json else print_page(frontier_page(path, found, doubt))


def _with_doubt(found: "Solved", doubt: "Doubt | None") -> object:
    """A case whose packages the evidence does not tell apart says so beside its mean values."""
    return found if doubt is None else {**asdict(found), "doubt": asdict(doubt)}


@app.command()
def solve(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A case, or a folder of Genius, GeniusWeb or NegMAS.")],
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say which packages the Nash, Kalai-Smorodinsky, egalitarian and utilitarian principles would pick."""
    from detente.desk.views.packages import solve_page
    from detente.workbench import agreements

    found, doubt = agreements.solve(path, seed=seed)
    print_json(found) if as_json else print_page(solve_page(path, found, doubt))


@app.command()
def stability(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A conflict as JSON: states, options, moves, rankings.")],
    as_json: AsJson = False,
) -> None:
    """Say which states of a conflict would hold, under five ways of expecting the others to answer."""
    from detente.bargain.stability import Concept
    from detente.desk.views.conflict import stability_page
    from detente.workbench import agreements

    conflict, found = agreements.stability(file)
    if as_json:
        print_json({concept.value: found.equilibria(concept) for concept in Concept})
    else:
        print_page(stability_page(file.name, conflict, found))


@app.command()
def since(case: CaseName, day: Day, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """Say what was reported after a day: positions moved, contradictions, answers."""
    from detente.desk.views.doubts import changes_page
    from detente.workbench import cases

    opened = cases.open_case(case, audience=audience)
    found = cases.changes(opened, day.date())
    print_json(found) if as_json else print_page(changes_page(opened, found))


@app.command()
def brief(
    case: CaseName,
    audience: Reader = MEDIATORS,
    out: Annotated[Path | None, typer.Option(help="Folder to write to; ./brief by default.")] = None,
    since_day: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="Changes since this day; since the last round by default."),
    ] = None,
    pdf: Annotated[bool, typer.Option(help="Also write the PDF.")] = True,
    agreement: Annotated[
        bool, typer.Option(help="With what could be agreed, which takes seconds; in the mediators' brief alone.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Write the brief for one audience, as HTML and PDF."""
    from detente.desk.views import brief as view
    from detente.workbench import briefs, cases

    opened = cases.open_case(case, audience=audience)
    agreement = agreement and audience == MEDIATORS
    if agreement:
        _say_drawing()
    since = since_day.date() if since_day else None
    found = briefs.briefing(opened, since=since, agreement=agreement, plans=_drafts(case, audience))
    if as_json:
        print_json(found)
        if out is None:
            return
    tried = _tried(case) if agreement else []
    page = view.brief(found, _text_for(case, audience), _followed(case, audience, opened.as_of), tried)
    written = write_page(page, out or Path("brief"), f"brief-{audience}", with_pdf=pdf)
    if not as_json:
        print_page(view.summary(found))
    for path in written:
        say(str(path)) if as_json else print(path)


@app.command()
def sheet(
    case: CaseName,
    text: Annotated[str | None, typer.Option(help="The text on the table; the case's first by default.")] = None,
    coming: Annotated[str | None, typer.Option("--round", metavar="ROUND", help="The round to come.")] = None,
    audience: Reader = MEDIATORS,
    out: Annotated[Path | None, typer.Option(help="Folder to write it to, as HTML, PDF and DOCX.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the one page for tomorrow's room: what moved, what to ask, what may be conveyed, what not to say."""
    from detente.desk.views.sheet import sheet_page
    from detente.workbench import briefs, cases, texts

    opened = cases.open_case(case, audience=audience)
    name = text or next(iter(texts.texts(case, audience=audience)), None)
    draft, ahead = texts.text_before(case, name, audience=audience, coming=coming) if name else (None, None)
    page = sheet_page(briefs.briefing(opened), draft, ahead)
    if as_json:
        print_json(page)
    elif out is None:
        print_page(page)
    for path in write_page(page, out, f"sheet-{audience}", with_docx=True) if out else ():
        say(str(path)) if as_json else print(path)


@app.command()
def export(
    case: CaseName,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the copy shall stand.")],
    audience: Annotated[str, typer.Option("--for", metavar="AUDIENCE", help="Whose copy it is.")],
) -> None:
    """Write the copy of a case that one audience may have, as a case folder of its own."""
    from detente.workbench import cases

    print(cases.export(cases.open_case(case, audience=audience), folder))


@app.command()
def fmt(
    case: CaseName,
    only_check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 when there is something to tidy.")
    ] = False,
) -> None:
    """Even out a case file; comments, order and words stay as they are."""
    from detente.workbench import cases

    if only_check:
        path, text, tidy = cases.tidied(case)
        print(f"{path}: {'even' if text == tidy else 'would be tidied'}")
        raise typer.Exit(int(text != tidy))
    print(f"{case}: {'tidied' if cases.keep_tidied(case) else 'even already'}")


@app.command()
def schema(
    plan: Annotated[bool, typer.Option("--plan", help="That of a plan file instead.")] = False,
    text: Annotated[bool, typer.Option("--text", help="That of a negotiating text's file instead.")] = False,
    ledger: Annotated[bool, typer.Option("--ledger", help="That of a ledger's file instead.")] = False,
) -> None:
    """Print the JSON Schema of `case.yaml`, for completion in editors."""
    from detente.store import ledgershapes, planshapes, shapes, textshapes

    asked = planshapes if plan else textshapes if text else ledgershapes if ledger else shapes
    print_json(asked.json_schema())


@app.command()
def explain(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="Such as DT0201; all of them without it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a code means, why practice minds, and what to do."""
    from detente.desk.views.problems import explained
    from detente.workbench import codes

    found = (codes.explain(code),) if code else codes.every_code()
    if as_json:
        print_json(found)
    elif code:
        print("\n".join(explained(found[0])))
    else:
        print("\n".join(f"{each.id}  {each.severity:<8}{each.title}" for each in found))


@app.command()
def gallery(as_json: AsJson = False) -> None:
    """List the cases that come with detente."""
    from detente.workbench import cases, folders

    found = {
        f"gallery:{name}": cases.open_case(f"gallery:{name}", audience="public").title for name in folders.gallery()
    }
    print_json(found) if as_json else print("\n".join(f"{name}  {title}" for name, title in found.items()))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what this installation can do, and what to add for the rest."""
    from detente.desk.views.doctor import findings, lines

    found = findings()
    print_json(found) if as_json else print("\n".join(lines(found)))


def _drafts(case: str, audience: str) -> "list[Draft]":
    """The case's plans that can be read; of one that cannot, a word."""
    from detente.workbench import drafts

    found = []
    for name in drafts.plans(case, audience=audience):
        try:
            found.append(drafts.open_plan(case, name, audience=audience))
        except Unreadable as refusal:
            say(f"left out of the brief: {refusal}")
    return found


def _followed(case: str, audience: str, on: date) -> "list[tuple[Followed, Morning]]":
    """The case's plans that have a ledger, and where they stand on a day; a word on one that cannot be used."""
    from detente.workbench import ledgers

    found = []
    for name in ledgers.ledgers(case, audience=audience):
        try:
            followed = ledgers.follow(case, plan=name, audience=audience)
            found.append((followed, ledgers.morning(followed, on)))
        except Unreadable as refusal:
            say(f"left out of the brief: {refusal}")
    return found


def _tried(case: str) -> "list[tuple[Assumed, Studied]]":
    """The case's plans that are played under assumptions; a word on one that cannot be."""
    from detente.conduct.futures.engines import Here
    from detente.workbench import futures

    found = []
    for name in futures.assumptions(case):
        try:
            assumed = futures.assumed(case, name)
            found.append((assumed, futures.tried(assumed, runs=RUNS_IN_A_BRIEF, on=Here())))
        except (NoAnswer, Unreadable) as refusal:
            say(f"left out of the brief: {refusal}")
    return found


def _text_for(case: str, audience: str) -> "tuple[TextDraft, str | None] | None":
    """The case's first text as it stands before the round to come; a word on one that cannot be used."""
    from detente.workbench import texts

    for name in texts.texts(case, audience=audience):
        try:
            return texts.text_before(case, name, audience=audience)
        except Unreadable as refusal:
            say(f"left out of the brief: {refusal}")
    return None


def _studied(opened: "Case", seed: int) -> "Studies":
    from detente.workbench import agreements

    _say_drawing()
    return agreements.study(opened, seed=seed)


def _say_drawing() -> None:
    """It takes seconds: say so where somebody looks on."""
    if sys.stderr.isatty():
        say("Drawing profiles that fit the claims ...")
