"""PDF files, by pdfplumber: words into lines, lines into paragraphs, columns one after the other.

Lines that repeat at the top or foot of pages (running heads, page numbers) are left out. A paragraph goes on over a
column or a page when its last line is full and ends no sentence. A word cut at a line's end by a hyphen is joined.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from detente.intake.documents.model import Box, Content, Piece, ProposedDate
from detente.intake.documents.refusals import UnreadableSource
from detente.intake.english import is_word

MARGIN = 0.09
"""The share of a page's height at its top and foot in which a line may be a running head."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    page: int
    box: Box
    column: int
    edge: float
    """Where the column's text begins, at its left."""
    full: float
    """Where its full lines end, at its right."""


def read_pdf(raw: bytes, name: str) -> Content:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(raw)) as file:
            pages = [
                (n, float(p.width), float(p.height), p.extract_words(x_tolerance=1.5))
                for n, p in enumerate(file.pages, 1)
            ]
            dates = tuple(_dates(file.metadata or {}))
    except (PDFSyntaxError, PDFPasswordIncorrect, PdfminerException, ValueError) as problem:
        raise UnreadableSource(f"{name}: not a PDF that opens without a password; print it to a new PDF") from problem
    gutters = [x for _, width, _, words in pages if (x := _gutter(width, words))]
    usual = median(gutters) if len(gutters) * 2 >= len(pages) > 0 and gutters else None
    lines = [line for n, _, _, words in pages for line in _lines(n, words, usual)]
    if not lines:
        raise UnreadableSource(
            f"{name}: this PDF holds pictures of pages and no text; run text recognition on it first"
        )
    heights = {n: height for n, _, height, _ in pages}
    kept = [line for line in lines if not _running(line, lines, heights)]
    return Content(tuple(_pieces(kept)), dates=dates)


def _dates(metadata: dict[str, Any]) -> Iterator[ProposedDate]:
    for key, word in (("CreationDate", "created"), ("ModDate", "last saved")):
        if match := re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", str(metadata.get(key, ""))):
            yield ProposedDate(date(*map(int, match.groups())), f"{word}, file properties")


def _lines(page: int, words: list[dict[str, Any]], gutter: float | None) -> Iterator[_Line]:
    """The lines of a page, column by column; what crosses the gutter (a title) stands with the first column."""
    columns = [[w for w in words if w["x1"] <= gutter], [w for w in words if w["x1"] > gutter]] if gutter else [words]
    for number, column in enumerate(columns):
        rows: list[list[dict[str, Any]]] = []
        for word in sorted(column, key=lambda w: (round(w["bottom"]), w["x0"])):
            if rows and abs(rows[-1][-1]["bottom"] - word["bottom"]) < 3:
                rows[-1].append(word)
            else:
                rows.append([word])
        if not rows:
            continue
        edge, full = min(r[0]["x0"] for r in rows), max(r[-1]["x1"] for r in rows)
        for row in rows:
            box = (row[0]["x0"], min(w["top"] for w in row), row[-1]["x1"], max(w["bottom"] for w in row))
            yield _Line(" ".join(w["text"] for w in row), page, box, number, edge, full)


def _gutter(width: float, words: list[dict[str, Any]]) -> float | None:
    """Where two columns part: a strip near the middle that almost no word crosses, with text on both sides."""
    if len(words) < 40:
        return None
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = width * step / 100
        crossing = sum(w["x0"] < x < w["x1"] for w in words)
        if (
            best is None
            or crossing < best[0]
            or (crossing == best[0] and abs(x - width / 2) < abs(best[1] - width / 2))
        ):
            best = (crossing, x)
    assert best is not None
    left = sum(w["x1"] <= best[1] for w in words) / len(words)
    lines = len({round(w["bottom"]) for w in words})
    return best[1] if best[0] <= max(2, lines // 20) and 0.2 < left < 0.8 else None


def _running(line: _Line, lines: list[_Line], heights: dict[int, float]) -> bool:
    """Whether a line at the edge of its page is a page number or stands on other pages too."""
    height = heights[line.page]
    if MARGIN * height < line.box[1] and line.box[3] < (1 - MARGIN) * height:
        return False
    bare = re.sub(r"\d+", "#", line.words)
    if re.fullmatch(r"(?:page )?#(?: (?:of|/) #)?|- ?# ?-", bare.lower()):
        return True
    return Counter(re.sub(r"\d+", "#", o.words) for o in lines if o.page != line.page)[bare] > 0


def _pieces(lines: list[_Line]) -> Iterator[Piece]:
    """Lines re-joined into paragraphs."""
    heights = [line.box[3] - line.box[1] for line in lines]
    pitches = [b.box[1] - a.box[1] for a, b in pairwise(lines) if _same_column(a, b)]
    pitch = median([p for p in pitches if p > 0] or [median(heights)])
    written = frozenset(w.lower() for line in lines for w in re.findall(r"\b\w+\b(?![-\u00ad])", line.words))
    group: list[_Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, pitch):
            yield _joined(group, written)
            group = []
        group.append(line)
    if group:
        yield _joined(group, written)


def _same_column(a: _Line, b: _Line) -> bool:
    return (a.page, a.column) == (b.page, b.column)


def _goes_on(a: _Line, b: _Line, pitch: float) -> bool:
    ended = re.search(r"[.!?:][\"”’»')\]]?$", a.words) is not None
    short = a.box[2] < a.full - 0.12 * (a.full - a.edge)
    if not _same_column(a, b):
        return not ended and not re.match(r"[-•*]|\(?\d+[.)]", b.words)
    if b.box[1] - a.box[1] > 1.35 * pitch or re.match(r"[-•*–] |\(?\d{1,2}[.)] ", b.words):
        return False
    indented = b.box[0] > b.edge + 6 and a.box[0] <= a.edge + 6
    larger = abs((a.box[3] - a.box[1]) - (b.box[3] - b.box[1])) > 2
    return not larger and not (ended and (indented or short))


def _joined(group: list[_Line], written: frozenset[str]) -> Piece:
    # A soft hyphen inside a line is one too: some writers set a hyphen at a line's end so.
    first, *rest = [part for line in group for part in re.split("(?<=\u00ad)(?=\\w)", line.words)]
    words = first
    for part in rest:
        words = _continued(words, part, written)
    boxes = [line.box for line in group if line.page == group[0].page]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Piece(words, page=group[0].page, box=box)


_PREFIXES = ("non", "anti", "self")


def _continued(words: str, line: str, written: frozenset[str]) -> str:
    """Words with the next line: a word cut at a line's end is whole again, a hyphen of its own stays.

    The whole form wins where the document or the language has it; else two words of the language keep their hyphen.
    """
    cut = re.search(r"(\w+)[-\u00ad]$", words)
    if not cut:
        return f"{words} {line}"
    one, two = cut[1], re.match(r"\w*", line)[0]  # type: ignore[index] # matches always
    joined = (one + two).lower() in written or (not one.isdigit() and is_word(one + two))
    own = one.lower() in _PREFIXES or (not joined and (one.isdigit() or (is_word(one) and is_word(two))))
    return words[:-1] + ("-" if own or not line[:1].islower() else "") + line
