"""What the command line's parts share: the options that recur, and how an answer is printed."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import NotPermitted

if TYPE_CHECKING:
    from detente.desk.pages import Page

MEDIATORS = "mediators"
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="A case folder, or gallery:NAME.")]
Reader = Annotated[
    str, typer.Option("--for", metavar="AUDIENCE", help="Whose eyes: public, mediators, a party, an actor.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the values as JSON.")]
Seed = Annotated[int, typer.Option(help="Where chance starts from; the same seed gives the same answer.")]
Day = Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="A day such as 2024-01-22.")]


def print_page(page: "Page") -> None:
    """Show a page on standard output, as wide as the terminal, or 110 characters."""
    from rich.console import Console

    from detente.desk.terminal import show

    console = Console(highlight=False, soft_wrap=False)
    show(page, console if console.is_terminal else Console(highlight=False, width=110))


def print_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    from detente.desk.plain import dumps

    print(dumps(value))


def say(words: str) -> None:
    """Talk, which goes to standard error."""
    print(words, file=sys.stderr)


class Progress:
    """A count on one line of standard error, where somebody looks on; erased when it ends."""

    def __init__(self, doing: str) -> None:
        self.doing, self.shown = doing, sys.stderr.isatty()

    def __call__(self, count: int) -> None:
        if self.shown and count % 50 == 0:
            print(f"\r{self.doing}: {count} ...", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def write_page(page: "Page", folder: Path, name: str, *, with_pdf: bool = True, with_docx: bool = False) -> list[Path]:
    """Write a page as HTML and, where wanted, PDF and DOCX. Raises NotPermitted."""
    from detente.desk.brief.html import html

    path = folder / f"{name}.html"
    written = {path: html(page).encode()}
    if with_pdf:
        from detente.desk.brief.pdf import pdf

        written[path.with_suffix(".pdf")] = pdf(page)
    if with_docx:
        from detente.desk.brief.word import word

        written[path.with_suffix(".docx")] = word(page)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, content in written.items():
            target.write_bytes(content)
    except OSError as error:
        raise NotPermitted(f"{folder} cannot be written to: {(error.strerror or 'no reason given').lower()}") from error
    return list(written)
