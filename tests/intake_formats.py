"""An article written in every kind of document that can be read: the same paragraphs, in other clothes."""

import html
from email.message import EmailMessage
from pathlib import Path

TITLE = "Report on talks"
KINDS = ("txt", "md", "html", "docx", "eml", "pdf", "two_columns.pdf")


def write(paragraphs: list[str], folder: Path, kind: str) -> Path:
    path = folder / f"article.{kind}"
    WRITERS[kind](paragraphs, path)
    return path


def _txt(paragraphs: list[str], path: Path) -> None:
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def _md(paragraphs: list[str], path: Path) -> None:
    path.write_text("\n\n".join([f"# {TITLE}", *paragraphs]) + "\n", encoding="utf-8")


def _html(paragraphs: list[str], path: Path) -> None:
    body = "".join(f"<p>{html.escape(each)}</p>\n" for each in paragraphs)
    path.write_text(
        f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE}</title>"
        '<meta property="article:published_time" content="2020-01-31"><script>alert("no")</script></head><body>'
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li></ul></nav>"
        f"<article><h1>{TITLE}</h1>{body}</article><footer><p>Copyright notice</p></footer></body></html>",
        encoding="utf-8",
    )


def _docx(paragraphs: list[str], path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading(TITLE)
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(str(path))


def _eml(paragraphs: list[str], path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Desk <desk@example.org>", "team@example.org", TITLE
    mail["Date"] = "Fri, 31 Jan 2020 10:00:00 +0000"
    mail.set_content("\n\n".join(paragraphs), cte="quoted-printable")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="annex.pdf")
    path.write_bytes(mail.as_bytes())


def _pdf(paragraphs: list[str], path: Path, *, columns: int = 1) -> None:
    import typst

    special = str.maketrans({c: f"\\{c}" for c in "\\#$*_`<>@[]~/=-+\"'"})
    body = "\n\n".join(each.translate(special) for each in paragraphs)
    path.write_bytes(
        typst.compile(
            (
                f'#set page(paper: "a5", columns: {columns}, header: [The Daily Paper], numbering: "1")\n'
                f"#set text(size: 9pt, hyphenate: true)\n#set par(justify: true, spacing: 1.2em)\n= {TITLE}\n\n{body}\n"
            ).encode()
        )
    )


def _two_columns(paragraphs: list[str], path: Path) -> None:
    _pdf(paragraphs, path, columns=2)


WRITERS = dict(zip(KINDS, (_txt, _md, _html, _docx, _eml, _pdf, _two_columns), strict=True))
