"""A page as a tagged PDF, set by typst with the fonts it brings and ours for Arabic and Hebrew letters."""

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.desk import pictures
from detente.desk.brief.html import FONTS
from detente.desk.pages import (
    Beside,
    Block,
    Break,
    Heading,
    Ink,
    Inked,
    Line,
    Lines,
    Page,
    Passage,
    Picture,
    Table,
    direction,
)


def pdf(page: Page) -> bytes:
    """The page as PDF; the same page gives the same bytes."""
    import typst

    with TemporaryDirectory() as folder:
        root = Path(folder)
        drawings = [block for block in page.blocks if isinstance(block, Picture)]
        for number, picture in enumerate(drawings):
            for sheet, part in enumerate(pictures.sheets(picture)):
                (root / _file(number, sheet)).write_text(pictures.svg(part), encoding="utf-8")
        source = root / "page.typ"
        source.write_text(markup(page), encoding="utf-8")
        made: bytes = typst.compile(str(source), font_paths=[str(FONTS)], root=folder, timestamp=0)
        return made


def markup(page: Page) -> str:
    """The page as typst markup; pictures are named picture-0.svg, picture-1.svg in their order, and one that
    needs a second sheet goes on in picture-0-2.svg."""
    numbers = iter(range(len(page.blocks)))
    anchors = page.anchors
    head = _PREAMBLE.replace("TITLE", _quoted(page.title)).replace("FOOT", _words(page.foot))
    head = head.replace("BANNER", _words(page.banner)).replace("WATERMARK", _words(page.watermark))
    parts = [[_drawn(block, numbers, anchors) for block in part] for part in _parts(page)]
    parts[0].insert(0, _titled(page))
    told = ["\n".join(part) for part in parts]
    alone = page.sheets if len(parts) > 1 or _ends(page) else 0
    sheets = [f"#one-sheet[\n{each}\n]" if row < alone else each for row, each in enumerate(told)]
    return "\n".join((head, "\n#pagebreak()\n".join(sheets), ""))


def _titled(page: Page) -> str:
    return f"#[{_setting(page.language)}\n#heading(level: 1, [{_spelt(page.title, page.language)}])]"


def _setting(language: str) -> str:
    """What sets the words that follow in a language, from the side it is written from."""
    return f"#set text(lang: {_quoted(language)}, dir: {direction(language)})"


def _parts(page: Page) -> list[list[Block]]:
    """The blocks between breaks; one at the end begins no further part."""
    parts: list[list[Block]] = [[]]
    for block in page.blocks[:-1] if _ends(page) else page.blocks:
        if isinstance(block, Break):
            parts.append([])
        else:
            parts[-1].append(block)
    return parts


def _ends(page: Page) -> bool:
    return page.blocks[-1:] == (Break(),)


LEFT_TO_RIGHT = "\u200e"  # so that a figure after a name in another script stays on its right
SEPARATOR = "\\; "  # a bare semicolon would end the link before it
_PREAMBLE = """#set document(title: TITLE, author: "detente")
#set text(font: ("Libertinus Serif", "Noto Naskh Arabic", "Noto Sans Hebrew"), size: 9pt, lang: "en")
#set page(paper: "a4", margin: (x: 15mm, top: 13mm, bottom: 15mm), numbering: "1 / 1",
  header: align(center, strong[BANNER]), header-ascent: 3mm,
  background: rotate(-35deg, text(size: 54pt, fill: luma(225), weight: "bold")[WATERMARK]),
  footer: context [#set text(size: 7.5pt, fill: luma(70)); FOOT #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.48em, spacing: 0.6em)
#set list(indent: 0pt, body-indent: 0.5em, spacing: 0.5em)
#set table(stroke: (x, y) => if y > 0 { (top: 0.4pt + luma(150)) }, inset: (x: 4pt, y: 2.6pt), align: start + top)
#show heading.where(level: 1): it => block(below: 0.6em)[
  #text(size: 1.12em)[#it.body] #v(-0.5em) #line(length: 100%, stroke: 0.8pt)]
#show heading.where(level: 2): it => block(above: 0.9em, below: 0.45em)[#text(size: 0.98em)[#it.body]]
#show heading.where(level: 3): it => block(above: 0.7em, below: 0.4em)[#text(size: 1em)[#it.body]]
#let cite-note(body) = text(size: 0.8em, fill: luma(70), body)
// What comes before the first break stands on one sheet: in the largest of these sizes that lets it.
#let one-sheet(body) = layout(sheet => {
  let sized(size) = { set text(size: size); body }
  let fits(size) = measure(block(width: sheet.width, sized(size))).height <= sheet.height
  let size = (9.4pt, 9pt, 8.8pt, 8.6pt, 8.4pt, 8.2pt, 8pt, 7.8pt).find(fits)
  sized(if size == none { 7.8pt } else { size })
})
"""


def _drawn(block: Block, numbers: Iterable[int], anchors: frozenset[str]) -> str:
    match block:
        case Heading(text, level):
            return f"#heading(level: {level}, {_content(text)})"
        case Lines(lines, bullets):
            items = [f"[{_line(each, anchors)}]" for each in lines]
            return f"#list({', '.join(items)})" if bullets else "\n\n".join(_line(each, anchors) for each in lines)
        case Table():
            return _table(block, anchors)
        case Beside(columns):
            cells = [
                f"block(stroke: (left: 1.2pt + luma(150)), inset: (left: 6pt))[*{_words(title)}* \\\n"
                + "\n".join(_drawn(each, numbers, anchors) for each in inner)
                + "]"
                for title, inner in columns
            ]
            return f"#grid(columns: (1fr,) * {len(cells)}, gutter: 10pt, {', '.join(cells)})"
        case Picture(caption):
            number = next(iter(numbers))
            wide = "92%" if block.timeline is None else "100%"
            return "\n".join(
                f'#figure(image("{_file(number, sheet)}", width: {wide}, alt: {_quoted(" ".join(part.words))}), '
                f"caption: {_content(f'{caption} (continued)' if sheet else caption)}, numbering: none)"
                for sheet, part in enumerate(pictures.sheets(block))
            )
        case Passage():
            return _passage(block, anchors)
        case Break():  # parts are divided before they are drawn
            return ""


def _passage(block: Passage, anchors: frozenset[str]) -> str:
    """A clause: its heading, its words side by side in their languages, and notes under it in small type."""
    language = block.versions[0][0] if block.versions else block.language
    number = f"{_words(block.number)} #h(0.4em) "
    title = f"[{number}{_inked(block.title, language)}]"
    head = f"#heading(level: {min(block.level + 1, 6)}, {title})\n" if block.title else ""
    cells = []
    for row, (each, words) in enumerate(block.versions):
        first = "" if head or row else f"*{number}*"
        cells.append(f"[{_setting(each)}\n{first}{_inked(words, each)}]")
    told = f"#grid(columns: (1fr,) * {len(cells)}, gutter: 12pt, {', '.join(cells)})\n" if cells else ""
    notes = "".join(f"#list(cite-note[{_line(each, anchors)}])\n" for each in block.notes)
    side = "right" if direction(language) == "rtl" else "left"
    return f"#pad({side}: {block.level - 1}em)[#[{_setting(language)}\n{head}]\n{told}{notes}]"


_SET = {Ink.PLAIN: "{}", Ink.BRACKET: "*{}*", Ink.INSERTED: "#underline[{}]", Ink.DELETED: "#strike[{}]"}


def _inked(words: tuple[Inked, ...], language: str) -> str:
    return "".join(_SET[each.ink].format(_spelt(each.words, language)) for each in words)


def _spelt(words: str, language: str) -> str:
    """Words in a paragraph of their own language; from right to left, runs of its script are not set apart."""
    return _escaped(words) if direction(language) == "rtl" else _words(words)


def _file(number: int, sheet: int) -> str:
    return f"picture-{number}-{sheet + 1}.svg" if sheet else f"picture-{number}.svg"


def _table(block: Table, anchors: frozenset[str]) -> str:
    heads = ", ".join(f"[*{_words(head)}*]" for head in block.heads)
    cells = []
    for row, slug in zip(block.rows, block.anchors or ("",) * len(block.rows), strict=True):
        for column, cell in enumerate(row):
            label = f"#metadata(none) <{slug}> " if slug and column == 0 else ""
            cells.append(f"[{label}" + " \\\n".join(_line(each, anchors) for each in cell) + "]")
    widths = "".join(f"{share}fr, " for share in block.widths or (1,) * len(block.heads))
    title = f"#block(above: 0.8em, below: 0.3em, sticky: true)[*{_words(block.caption)}*]\n"
    return title + f"#table(columns: ({widths}), table.header({heads}),\n" + ",\n".join(cells) + ")"


def _line(each: Line, anchors: frozenset[str]) -> str:
    parts = [f"*{_words(each.lead)}*"] if each.lead else []
    parts.append(_words(each.text))
    if each.note:
        parts.append(f"#cite-note[({_words(each.note)})]")
    if each.cites:
        labels = [
            f"#link(<{cite.claim}>)[{_words(cite.label)}]" if cite.claim in anchors else _words(cite.label)
            for cite in each.cites
        ]
        parts.append(f"#cite-note[\\[{SEPARATOR.join(labels)}\\]]")
    return " ".join(part for part in parts if part)


def _content(text: str) -> str:
    return f"[{_words(text)}]"


_SPECIAL = re.compile(r"([\\#$*_`<>@~=\-+/\[\]'\"])")
_HEBREW = re.compile("([\u0590-\u05ff][\u0590-\u05ff \u2019]*)")
_ARABIC = re.compile("([\u0600-\u06ff][\u0600-\u06ff \u2019]*)")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _words(text: str) -> str:
    escaped = _escaped(text)
    escaped = _HEBREW.sub(r'#text(lang: "he", dir: rtl)[\1]' + LEFT_TO_RIGHT, escaped)
    return _ARABIC.sub(r'#text(lang: "ar", dir: rtl)[\1]' + LEFT_TO_RIGHT, escaped)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
