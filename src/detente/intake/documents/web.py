"""Web pages, by trafilatura: the article without menus, scripts and notices. Nothing is fetched."""

import re
from datetime import date

from detente.intake.documents.model import Content, Part, Piece, ProposedDate
from detente.intake.documents.plain import decode
from detente.intake.documents.refusals import UnreadableSource

_PARTS = {"head": Part.HEADING, "item": Part.ITEM, "cell": Part.CELL, "p": Part.PARAGRAPH, "quote": Part.PARAGRAPH}


def read_web(raw: bytes, name: str) -> Content:
    from trafilatura import bare_extraction

    page = decode(raw, name)
    found = bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True)
    if found is None or isinstance(found, dict):
        raise UnreadableSource(f"{name}: no article is found in this page; save its text as .txt")
    pieces = tuple(Piece(words, part) for words, part in _blocks(found.body) if words)
    dates = (ProposedDate(date.fromisoformat(found.date), "page metadata"),) if found.date else ()
    return Content(pieces, publisher=found.sitename, dates=dates)


def _blocks(body) -> list[tuple[str, Part]]:  # type: ignore[no-untyped-def] # an lxml element, which bears no types
    blocks = []
    for element in body.iter(*_PARTS):
        if element.tag == "quote" and len(element):
            continue
        words = re.sub(r"\s+", " ", "".join(element.itertext())).strip()
        if element.getparent().tag != "cell" or element.tag == "cell":
            blocks.append((words, _PARTS[element.tag]))
    return blocks
