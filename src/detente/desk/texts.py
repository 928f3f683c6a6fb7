"""`detente text`: a negotiating text, its answers and brackets, what moved between rounds, and how far it has come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.case.model import Setting
from detente.desk.printing import MEDIATORS, AsJson, CaseName, Reader, print_json, print_page, say
from detente.errors import NotPermitted, Problem, Unreadable
from detente.text.model import Manner, Reply

if TYPE_CHECKING:
    from detente.desk.pages import Page


class FileKind(StrEnum):
    """What a text can be written as."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


app = typer.Typer(
    help="Negotiating texts of a case: clauses, brackets, answers, rounds, redlines.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

TextName = Annotated[str, typer.Argument(metavar="TEXT", help="A text of the case: the name of its file under texts/.")]
At = Annotated[str | None, typer.Option("--at", metavar="ROUND", help="As it stood after this round; now by default.")]
InRound = Annotated[str | None, typer.Option("--round", metavar="ROUND", help="The round it came in; the last one.")]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="A language; give a second to set it beside.")
]
By = Annotated[list[str] | None, typer.Option("--by", metavar="ID", help="Who; may be given again.")]


@app.command("list")
def list_texts(case: CaseName, audience: Reader = MEDIATORS, as_json: AsJson = False) -> None:
    """List the negotiating texts of a case."""
    from detente.workbench import texts

    names = texts.texts(case, audience=audience)
    found = {name: texts.open_text(case, name, audience=audience).text.title for name in names}
    print_json(found) if as_json else print("\n".join(f"{name}  {title}" for name, title in found.items()))


@app.command()
def new(
    case: CaseName,
    text: TextName,
    plan: Annotated[str, typer.Option(help="The plan of the case that it shall put into words.")],
) -> None:
    """Begin a text over a plan: a clause for each obligation, a bracket for each blank."""
    from detente.workbench import rounds

    print(rounds.new_text(case, text, plan=plan))
    say(f"Word it, then type: detente text check {case} {text}")


@app.command()
def check(case: CaseName, text: TextName, as_json: AsJson = False) -> None:
    """Say what is wrong with a text: names, ties to its plan, sources, the course of its brackets."""
    from detente.workbench import texts

    _problems(lambda: texts.check_text(case, text), text, as_json=as_json)


@app.command()
def lint(case: CaseName, text: TextName, as_json: AsJson = False) -> None:
    """Say what practice would have worded otherwise: what has been read in two ways, each with its reason."""
    from detente.workbench import texts

    _problems(lambda: texts.lint_text(case, text), text, as_json=as_json)


@app.command()
def show(
    case: CaseName,
    text: TextName,
    manner: Annotated[Manner, typer.Option("--as", help="Words alone, with brackets, or with who said what.")] = (
        Manner.BRACKETED
    ),
    language: Languages = None,
    at: At = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Show a text, with its brackets and who said what to them."""
    from detente.desk.views.text import text_page
    from detente.text.rounds import revision
    from detente.workbench import texts

    draft = texts.open_text(case, text, audience=audience, in_round=at)
    if as_json:
        print_json({"revision": revision(draft.text), "text": draft.text})
    else:
        print_page(text_page(draft, manner=manner, languages=texts.told_in(draft, language or ())))


@app.command()
def answer(
    case: CaseName,
    text: TextName,
    to: Annotated[str, typer.Argument(metavar="TARGET", help="A clause, or an alternative as bracket.alternative.")],
    of: Annotated[str, typer.Option("--from", metavar="PARTY", help="The side whose answer it is.")],
    says: Annotated[Reply, typer.Option("--says", help="What it says.")],
    in_round: InRound = None,
    words: Annotated[str, typer.Option(help="What it said, in your own words.")] = "",
    claim: Annotated[list[str] | None, typer.Option(help="A claim of the case that tells of it.")] = None,
    heard_by: Annotated[str, typer.Option(help="The mediator who heard it.")] = "",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it was heard; today by default.")
    ] = None,
    setting: Annotated[Setting | None, typer.Option(help="How it reached us.")] = None,
    opened_to: Annotated[
        list[str] | None, typer.Option("--open-to", metavar="AUDIENCE", help="Who may read it besides mediators.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write down what a side said to a clause or an alternative; it stays with mediators unless it is opened."""
    from detente.workbench import rounds

    heard = (on.date() if on else date.today()) if heard_by else None
    column = setting or (Setting.FROM_THE_ROOM if heard_by else None)
    said = rounds.Said(tuple(claim or ()), heard_by, heard, column)
    path = rounds.answer(
        case, text, of=of, to=to, says=says, in_round=in_round, words=words, said=said, audience=tuple(opened_to or ())
    )
    print_json({"written": str(path)}) if as_json else print(path)


@app.command()
def bracket(
    case: CaseName,
    text: TextName,
    name: Annotated[str, typer.Argument(metavar="BRACKET", help="A bracket of the text.")],
    propose: Annotated[
        tuple[str, str] | None, typer.Option(metavar="ID WORDS", help="Write another alternative into it.")
    ] = None,
    fills: Annotated[
        list[str] | None, typer.Option("--fill", metavar="BLANK=VALUE", help="What the new one puts into the plan.")
    ] = None,
    withdraw: Annotated[str | None, typer.Option(metavar="ID", help="Say that this alternative was withdrawn.")] = None,
    close: Annotated[str | None, typer.Option(metavar="ID", help="Close it on this alternative.")] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
    by: By = None,
    in_round: InRound = None,
    seams: Annotated[bool, typer.Option(help="Also the seams of each plan, which takes seconds; mediators alone.")] = (
        False
    ),
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Show a bracket and what its alternatives do to the plan; or write in it: propose, withdraw, close, reopen."""
    from detente.desk.views.bracket import bracket_page
    from detente.workbench import rounds, texts

    acts = sum((propose is not None, withdraw is not None, close is not None, reopen))
    if acts > 1:
        raise NotPermitted("one act at a time: --propose, --withdraw, --close or --reopen")
    if acts:
        who = tuple(by or ())
        if propose is not None:
            filled = tuple((blank, value) for each in fills or () for blank, _, value in [each.partition("=")])
            done = rounds.propose(
                case, text, name, propose[0], words=propose[1], by=who, in_round=in_round, fills=filled
            )
        elif withdraw is not None:
            done = rounds.withdraw(case, text, name, withdraw, in_round=in_round)
        else:
            done = rounds.turn(case, text, name, closes=close, in_round=in_round, by=who)
        print_json({"written": str(done)}) if as_json else print(done)
        return
    draft = texts.open_text(case, text, audience=audience)
    found = texts.effects(case, draft, name, studied=texts.study_for(draft) if seams else None)
    shown = next(each for each in draft.text.brackets if each.id == name)
    print_json({"bracket": shown, "effects": found}) if as_json else print_page(bracket_page(draft, shown, found))


@app.command()
def redline(
    case: CaseName,
    text: TextName,
    old: Annotated[str | None, typer.Option("--from", metavar="ROUND", help="The last round but one.")] = None,
    new: Annotated[str | None, typer.Option("--to", metavar="ROUND", help="The last round.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The text's own by default.")] = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Show what was struck and added between two rounds, clause by clause and word by word."""
    from detente.desk.views.rounds import redline_page
    from detente.workbench import texts

    draft = texts.open_text(case, text, audience=audience)
    first, last = texts.between(draft, old, new)
    found = texts.redline(draft, old=first, new=last, language=language)
    shown = language or draft.text.language
    print_json(found) if as_json else print_page(redline_page(draft, first, last, found, shown))


@app.command()
def since(
    case: CaseName,
    text: TextName,
    after: Annotated[str, typer.Argument(metavar="ROUND", help="A round of the text.")],
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Say what moved after a round: who closed, opened, proposed, withdrew, reworded; what each side now answers."""
    from detente.desk.views.rounds import since_page
    from detente.workbench import texts

    draft = texts.open_text(case, text, audience=audience)
    moved, shifted = texts.since(draft, after)
    if as_json:
        print_json({"moves": moved, "answers": shifted})
    else:
        print_page(since_page(draft, after, moved, shifted))


@app.command()
def converge(
    case: CaseName,
    text: TextName,
    audience: Reader = MEDIATORS,
    svg: Annotated[Path | None, typer.Option(help="Also write the picture as an SVG file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which brackets stood open after each round, by issue and by side; one opened again shows as such."""
    from detente.desk.views.rounds import converge_page, grid_picture
    from detente.workbench import folders, texts

    draft = texts.open_text(case, text, audience=audience)
    found = texts.converge(draft)
    if svg is not None:
        from detente.desk import pictures

        say(str(folders.keep(svg, pictures.svg(grid_picture(draft, found)))))
    print_json(found) if as_json else print_page(converge_page(draft, found))


@app.command()
def export(
    case: CaseName,
    text: TextName,
    kind: Annotated[FileKind, typer.Option("--format", help="What to write.")] = FileKind.PDF,
    manner: Annotated[Manner, typer.Option("--as", help="Words alone, with brackets, or with who said what.")] = (
        Manner.BRACKETED
    ),
    language: Languages = None,
    at: At = None,
    since: Annotated[
        str | None, typer.Option(metavar="ROUND", help="Only what changed since this round, as tracked changes.")
    ] = None,
    audience: Reader = MEDIATORS,
    recipient: Annotated[str, typer.Option(help="Whose copy it is, written across every page.")] = "",
    out: Annotated[Path | None, typer.Option(help="The file to write; TEXT-AUDIENCE here by default.")] = None,
) -> None:
    """Write a text for one audience as HTML, PDF or DOCX, after a check that it holds nothing closed to it."""
    from detente.desk.views.rounds import redline_page
    from detente.desk.views.text import text_page
    from detente.workbench import folders, texts

    draft = texts.open_text(case, text, audience=audience, in_round=at)
    told = texts.told_in(draft, language or ())
    if since:
        found = texts.redline(draft, old=since, new=draft.text.rounds[-1], language=told[0])
        marked = redline_page(draft, since, draft.text.rounds[-1], found, told[0], whole=True)
        page = replace(marked, watermark=recipient)
    else:
        page = text_page(draft, manner=manner, languages=told, recipient=recipient)
    texts.safe_to_hand_over(case, draft, page.told)
    path = out or Path(f"{text}-{audience}.{kind}")
    print(folders.keep(path, _drawn(page, kind)))


def _drawn(page: "Page", kind: FileKind) -> bytes:
    if kind is FileKind.HTML:
        from detente.desk.brief.html import html

        return html(page).encode()
    if kind is FileKind.DOCX:
        from detente.desk.brief.word import word

        return word(page)
    from detente.desk.brief.pdf import pdf

    return pdf(page)


@app.command("import")
def import_copy(
    case: CaseName,
    text: TextName,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A DOCX copy that was worked on.")],
    by: Annotated[str, typer.Option("--from", metavar="ID", help="The side or mediator who gave it back.")],
    heard_by: Annotated[str, typer.Option(help="The mediator who took it; needed to take what it says.")] = "",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it came; today by default.")
    ] = None,
    in_round: InRound = None,
    language: Languages = None,
    take: Annotated[bool, typer.Option("--take", help="Write it down; without this it is only shown.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what was changed in a copy that came back, and what taking it would write; take it where asked."""
    from detente.desk.views.rounds import import_page
    from detente.workbench import rounds, texts

    heard = (on.date() if on else date.today()) if heard_by else None
    said = rounds.Said(heard_by=heard_by, on=heard, setting=Setting.FROM_THE_ROOM if heard_by else None)
    found, taken = rounds.read_back(case, text, file, by=by, said=said, languages=language or (), in_round=in_round)
    if as_json:
        print_json({"changes": found, "taken": taken if take else (), "would_write": taken})
    else:
        print_page(import_page(texts.open_text(case, text), found, taken))
    if take and taken:
        say(str(rounds.take(case, text, taken)))


def _problems(find: Callable[[], tuple[Problem, ...]], text: str, *, as_json: bool) -> None:
    from detente.desk.views.problems import problem_lines

    try:
        found, status = find(), 0
    except Unreadable as refusal:
        found, status = refusal.problems, 3
    print_json(found) if as_json else print("\n".join(problem_lines(found, name=text)))
    raise typer.Exit(status or int(any(problem.is_error for problem in found)))
