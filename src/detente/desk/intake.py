"""`detente intake` and `detente confirm`: from documents to proposals, from proposals to a draft case."""

import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.printing import AsJson, CaseName, print_json, print_page, say
from detente.errors import NotPermitted

if TYPE_CHECKING:
    from detente.intake.proposals import Proposal
    from detente.workbench.intake import Open, Ruling

app = typer.Typer(rich_markup_mode=None)

KEYS = "y yes   e edit   n no   u unsure   z undo   s skip   q write and quit"


@app.command()
def intake(
    documents: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Documents: txt, md, html, docx, pdf, eml.")
    ],
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The day of the documents; no text holds its own."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    case: Annotated[
        Path | None, typer.Option(help="The case to keep the proposals beside; begun where there is none.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="The documents are public; else mediators alone may see them.")
    ] = False,
    plan: Annotated[
        bool | None, typer.Option("--plan/--no-plan", help="Whether all of the text sets out a plan.")
    ] = None,
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Ask a model too, at an OpenAI-compatible address; public documents alone."),
    ] = None,
    model: Annotated[str, typer.Option(help="Which model to ask there.")] = "default",
    as_json: AsJson = False,
) -> None:
    """Read documents: who said what through whom, every number and date, who is to do what. Nothing enters a case."""
    from detente.desk.views.intake import kin_lines, summary
    from detente.workbench import intake as acts

    asked = None
    if endpoint is not None:
        from detente.intake.llm import Endpoint

        asked = Endpoint(endpoint, model, os.environ.get("DETENTE_MODEL_KEY", ""))
    for number, path in enumerate(documents, 1):
        if len(documents) > 1 and sys.stderr.isatty():
            say(f"reading {number} of {len(documents)}: {path.name}")
        taken = acts.take_in(
            path, on=on.date() if on else None, publisher=publisher, case=case, public=public, plan=plan, endpoint=asked
        )
        if not taken.reading.parsed.english:
            say(f"{path.name} does not look like English, which is all that the rules read: expect little")
        print(acts.as_json(taken)) if as_json else print_page(summary(taken))
        if case is not None:
            slug = acts.keep_beside(case, path, taken, public=public)
            held = {each.slug: each.document.text for each in acts.opened(case)}
            for words in kin_lines(slug, acts.kin(case, slug), held):
                say(words)
            say(
                f"kept beside {case}: {len(taken.proposals)} proposals; to decide on them, type: detente confirm {case}"
            )


@app.command()
def confirm(
    case: CaseName,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; your login name by default.")] = None,
    document: Annotated[str | None, typer.Option(help="Only this document.")] = None,
    sort: Annotated[str | None, typer.Option(help="Only actor, amount, date, duty, statement or stance.")] = None,
    status: Annotated[bool, typer.Option("--status", help="Only say how far it has come.")] = False,
    as_json: AsJson = False,
) -> None:
    """Decide on proposals one key each, numbers and duties first; what is confirmed is written into the case."""
    from detente.desk.views.intake import entered_lines, standing
    from detente.errors import must_be_known
    from detente.workbench import intake as acts

    documents = acts.opened(case)
    must_be_known("document", document, [each.slug for each in documents])
    if status or as_json:
        print_json(documents) if as_json else print_page(standing(documents))
        return
    if not documents:
        raise NotPermitted(f"nothing was read beside {case}; type: detente intake FILE --case {case}")
    who = by or getpass.getuser()
    queue = _Queue(case, who, document, sort)
    queue.run()
    entered = acts.enter(case)
    print("\n".join(entered_lines(entered)))


class _Queue:
    """The proposals waiting, and the decisions of this sitting, newest last."""

    def __init__(self, case: str, by: str, document: str | None, sort: str | None) -> None:
        self.case, self.by, self.document, self.sort = case, by, document, sort
        self.made: list[tuple[str, str]] = []
        self.skipped: set[str] = set()

    def waiting(self) -> "list[tuple[Open, Proposal]]":
        from detente.workbench import intake as acts

        return [
            (opened, each)
            for opened in acts.opened(self.case)
            if self.document in (None, opened.slug)
            for each in opened.pending()
            if self.sort in (None, each.sort.value) and each.id not in self.skipped
        ]

    def run(self) -> None:
        """Show one, take a key, until nothing is open or somebody quits."""
        say(KEYS)
        total = len(self.waiting())
        while waiting := self.waiting():
            opened, each = waiting[0]
            self.show(opened, each, total - len(waiting) + 1, total)
            if not self.key(opened, each):
                return

    def show(self, opened: "Open", each: "Proposal", at: int, of: int) -> None:
        from detente.desk.views.intake import beside

        print_page(beside(opened.document, each, dict(each.fields), at=at, of=of, coverage=opened.coverage()))

    def key(self, opened: "Open", each: "Proposal") -> bool:
        """Do what one key says; False ends the sitting."""
        from detente.workbench.intake import Ruling

        verdicts = {
            "y": Ruling.CONFIRMED,
            "\r": Ruling.CONFIRMED,
            "\n": Ruling.CONFIRMED,
            "n": Ruling.REJECTED,
            "u": Ruling.UNSURE,
        }
        pressed = _pressed()
        if pressed in verdicts:
            self.decide(opened.slug, each.id, verdicts[pressed])
        elif pressed == "e":
            self.decide(opened.slug, each.id, Ruling.CORRECTED, self.edited(each))
        elif pressed == "s":
            self.skipped.add(each.id)
        elif pressed == "z":
            self.undo()
        elif pressed in ("q", "", "\x04", "\x03"):
            return False
        else:
            say(KEYS)
        return True

    def edited(self, each: "Proposal") -> dict[str, str]:
        """Ask for each field anew; an empty answer leaves it, a lone hyphen empties it."""
        fields = {}
        for name, value in each.fields:
            answer = typer.prompt(f"{name}", default=value, err=True)
            if answer != value:
                fields[name] = "" if answer == "-" else answer
        return fields

    def undo(self) -> None:
        from detente.workbench.intake import Ruling

        if not self.made:
            say("nothing was decided in this sitting")
            return
        document, proposal = self.made.pop()
        self.write(document, proposal, Ruling.UNDONE, {})

    def decide(self, document: str, proposal: str, verdict: "Ruling", fields: dict[str, str] | None = None) -> None:
        self.write(document, proposal, verdict, fields or {})
        self.made.append((document, proposal))

    def write(self, document: str, proposal: str, verdict: "Ruling", fields: dict[str, str]) -> None:
        from detente.workbench import intake as acts

        acts.decide(self.case, document, proposal, verdict, by=self.by, at=datetime.now(UTC), fields=fields)


def _pressed() -> str:
    """One key where somebody types, one character of the input else; nothing at its end."""
    if sys.stdin.isatty():
        import click

        return click.getchar()
    return sys.stdin.read(1)
