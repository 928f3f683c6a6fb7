"""Mail as a mail program saves it (.eml): its plain text, or its web page; attachments are named, not read."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from detente.intake.documents.model import Content, Part, Piece, ProposedDate
from detente.intake.documents.plain import paragraphs
from detente.intake.documents.refusals import UnreadableSource
from detente.intake.documents.web import read_web


def read_mail(raw: bytes, name: str) -> Content:
    message = BytesParser(policy=policy.default).parsebytes(raw)
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise UnreadableSource(f"{name}: this mail has no text; save its attachment and give that")
    try:
        words = body.get_content()
    except (LookupError, UnicodeDecodeError) as problem:
        raise UnreadableSource(f"{name}: the mail's encoding cannot be read; save its text as .txt") from problem
    if body.get_content_subtype() == "html":
        pieces = read_web(words.encode(), name).pieces
    else:
        text = words.replace("\r\n", "\n")
        pieces = tuple(Piece(" ".join(text[p.start : p.end].split()), p.part) for p in paragraphs(text))
    subject = (Piece(str(message["subject"]), Part.HEADING),) if message["subject"] else ()
    sent = message["date"].datetime if message["date"] and hasattr(message["date"], "datetime") else None
    dates = (ProposedDate(sent.date(), "the mail's Date"),) if sent else ()
    real, address = parseaddr(str(message["from"] or ""))
    attached = tuple(part.get_filename() or "without a name" for part in message.iter_attachments())
    return Content((*subject, *pieces), publisher=real or address or None, dates=dates, attachments=attached)
