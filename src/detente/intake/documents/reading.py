"""Open a file as a document, by its kind.

A document must have a date. What the file says of itself is proposed; a person confirms it by giving `date`.
"""

import datetime
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from detente.intake.documents.mail import read_mail
from detente.intake.documents.model import Content, Paragraph, ProposedDate, SourceDocument
from detente.intake.documents.pdf import read_pdf
from detente.intake.documents.plain import paragraphs, read_plain
from detente.intake.documents.refusals import NoDate, UnreadableSource
from detente.intake.documents.web import read_web
from detente.intake.documents.word import read_word

LARGEST = 50_000_000
"""Bytes of a file."""
KINDS: dict[str, tuple[str, Callable[[bytes, str], Content]]] = {
    ".txt": ("text", read_plain),
    ".md": ("markdown", read_plain),
    ".html": ("web page", read_web),
    ".htm": ("web page", read_web),
    ".docx": ("Word", read_word),
    ".pdf": ("PDF", read_pdf),
    ".eml": ("mail", read_mail),
}
BETWEEN = "\n\n"


def read(path: Path, *, date: datetime.date | None = None, publisher: str | None = None) -> SourceDocument:
    """A document with its date. Raises UnreadableSource, and NoDate with the dates the file proposes."""
    kind, content, digest = _open(path)
    if date is None:
        raise NoDate(path.name, content.dates)
    text, parts = _laid_out(content)
    if not parts:
        raise UnreadableSource(f"{path.name}: holds no text")
    return SourceDocument(
        path.name, text, digest, kind, date, parts, publisher or content.publisher, content.attachments
    )


def propose_dates(path: Path) -> tuple[ProposedDate, ...]:
    """The dates a file states about itself, each with where. Raises UnreadableSource."""
    return _open(path)[1].dates


def _open(path: Path) -> tuple[str, Content, str]:
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise UnreadableSource(f"{path.name}: cannot be read; give one of {', '.join(KINDS)}")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableSource(f"{path.name}: larger than {LARGEST:,} bytes; give it in parts")
        raw = path.read_bytes()
    except OSError as problem:
        raise UnreadableSource(f"{path}: {problem.strerror or problem}") from problem
    kind, reader = KINDS[suffix]
    return kind, reader(raw, path.name), sha256(raw).hexdigest()


def _laid_out(content: Content) -> tuple[str, tuple[Paragraph, ...]]:
    """The text and its paragraphs; pieces follow each other with a blank line between."""
    if content.text is not None:
        return content.text, paragraphs(content.text)
    text, parts = "", []
    for piece in content.pieces:
        text += BETWEEN if text else ""
        parts.append(Paragraph(len(text), len(text) + len(piece.words), piece.part, piece.page, piece.box))
        text += piece.words
    return text, tuple(parts)
