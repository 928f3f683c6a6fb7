"""Pages on a terminal: rich tables and lines on the stream of the console given."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from detente.desk.pages import Beside, Block, Break, Heading, Ink, Inked, Line, Lines, Page, Passage, Picture, Table


def show(page: Page, console: Console) -> None:
    """Print a page; pictures are given by their words."""
    if page.banner:
        console.print(Text(page.banner, style="bold reverse"))
    console.print(Text(page.title, style="bold"))
    for block in page.blocks:
        console.print(_drawn(block))
    if page.foot:
        console.print(Text(page.foot, style="dim"))


def _drawn(block: Block) -> RenderableType:
    match block:
        case Heading(text, level):
            return Text(f"\n{text}", style="bold underline" if level < 3 else "bold")
        case Lines(lines, bullets):
            return Group(*(_line(each, "\u2022 " if bullets else "") for each in lines if _worded(each)))
        case Table(caption, heads, rows):
            return Group(Text(caption, style="italic"), _grid(heads, rows))
        case Beside(columns):
            grid = Grid.grid(expand=True, padding=(0, 1))
            for _ in columns:
                grid.add_column(ratio=1)
            grid.add_row(*(Panel(Group(*map(_drawn, inner)), title=title) for title, inner in columns))
            return grid
        case Picture():
            return Group(*(Text(f"\u2022 {each}") for each in block.words))
        case Passage():
            return _passage(block)
        case Break():
            return Text("")


_INKS = {Ink.PLAIN: "", Ink.BRACKET: "bold", Ink.INSERTED: "underline", Ink.DELETED: "strike"}


def _passage(block: Passage) -> RenderableType:
    """A clause with its words indented under its number; what was struck and added bears marks that need no colour."""
    head = Text(f"\n{block.number}  ", style="bold").append_text(_inked(block.title)) if block.title else Text("")
    told = [_inked(words) for _, words in block.versions]
    if not block.title and told:
        told[0] = Text(f"{block.number}  ").append_text(told[0])
    parts = [*([head] if block.title else []), *told, *(_line(each, "  \u2022 ") for each in block.notes)]
    return Padding(Group(*parts), (0, 0, 0, 3 * (block.level - 1)))


def _inked(words: tuple[Inked, ...]) -> Text:
    text = Text()
    for each in words:
        marked = {Ink.INSERTED: f"{{+{each.words}+}}", Ink.DELETED: f"[-{each.words}-]"}.get(each.ink, each.words)
        text.append(marked, style=_INKS[each.ink])
    return text


def _grid(heads: tuple[str, ...], rows: tuple[tuple[tuple[Line, ...], ...], ...]) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for head in heads:
        grid.add_column(head, overflow="fold", vertical="top")
    for row in rows:
        grid.add_row(*(Group(*(_line(each, "") for each in cell)) for cell in row))
    return grid


def _line(each: Line, bullet: str) -> Text:
    text = Text(bullet)
    if each.lead:
        text.append(f"{each.lead} ", style="bold")
    text.append(each.text)
    if each.note:
        text.append(f" ({each.note})", style="italic")
    if each.cites:
        text.append(f" [{'; '.join(cite.label for cite in each.cites)}]", style="dim")
    return text


def _worded(each: Line) -> bool:
    return bool(each.text or each.lead)
