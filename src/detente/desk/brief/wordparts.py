"""Parts of a DOCX file the library has no words for: bookmarks, numbering, tracked changes, a watermark, a field."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day every part of a file bears: the first that its format knows."""
AUTHOR = "detente"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_VML = (
    f'{_W} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def _parsed(xml: str) -> Any:  # noqa: ANN401 - the library's elements have no common type
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _quoted(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


class Bookmarks:
    """Puts bookmarks around paragraphs, each with a number of its own."""

    def __init__(self) -> None:
        self.count = 0

    def put(self, paragraph: Any, name: str) -> None:  # noqa: ANN401
        """Around all that the paragraph holds so far."""
        start = _parsed(f'<w:bookmarkStart {_W} w:id="{self.count}" w:name="{name}"/>')
        end = _parsed(f'<w:bookmarkEnd {_W} w:id="{self.count}"/>')
        element = paragraph._p
        first = next((row for row, each in enumerate(element) if not each.tag.endswith("}pPr")), len(element))
        element.insert(first, start)
        element.append(end)
        self.count += 1


LEVELS = 6


def numbering(document: Any) -> int:  # noqa: ANN401
    """Adds the numbering of clauses, 1 and 1.1 and so on, to a document; the number to refer to it by."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{row + 1}" for row in range(level + 1))}"/><w:lvlJc w:val="start"/>'
        f'<w:pPr><w:ind w:start="{360 * level + 480}" w:hanging="480"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )
    abstract = (
        f'<w:abstractNum {_W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first = next(row for row, each in enumerate(part) if each.tag.endswith("}num"))
    part.insert(first, _parsed(abstract))
    part.append(_parsed(f'<w:num {_W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def number(paragraph: Any, numbers: int, level: int) -> None:  # noqa: ANN401
    """Numbers a paragraph at this level, from 1."""
    held = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_ilvl().val = min(level, LEVELS) - 1
    held.get_or_add_numId().val = numbers


def tracked(run: Any, kind: str, count: int) -> None:  # noqa: ANN401
    """Makes a run a tracked change: `ins` or `del`."""
    element = run._r
    if kind == "del":
        for words in element.findall(f"{{{element.nsmap['w']}}}t"):
            words.tag = words.tag.replace("}t", "}delText")
    change = _parsed(f'<w:{kind} {_W} w:id="{1000 + count}" w:author="{AUTHOR}" w:date="1980-01-01T00:00:00Z"/>')
    element.addprevious(change)
    change.append(element)


def page_field(paragraph: Any) -> None:  # noqa: ANN401
    """The number of the page, which the office program fills in."""
    paragraph._p.append(_parsed(f'<w:fldSimple {_W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def watermark(paragraph: Any, words: str) -> None:  # noqa: ANN401
    """Words across every sheet, from a paragraph of the header."""
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:430pt;height:80pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = (
        f'<w:r {_VML}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="{style}" '
        'o:allowincell="f" fillcolor="#bbbbbb" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:Georgia;font-size:1pt" string="{_quoted(words)}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
    paragraph._p.append(_parsed(shape))


def right_to_left(paragraph: Any) -> None:  # noqa: ANN401
    """Sets a paragraph from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(f"{{{properties.nsmap['w']}}}bidi") is None:
        properties.insert_element_before(
            _parsed(f"<w:bidi {_W}/>"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
        )


def without_traces(document: Any, title: str) -> None:  # noqa: ANN401
    """Takes out what the library's own template says of its maker and its day."""
    from datetime import datetime

    known = document.core_properties
    known.author, known.title, known.comments = AUTHOR, title, ""
    known.created = known.modified = datetime(*FIRST_DAY[:3])
    known.last_modified_by, known.revision = AUTHOR, 1


THUMBNAIL = "docProps/thumbnail.jpeg"


def packed(document: Any) -> bytes:  # noqa: ANN401
    """The document's file with every part on the same day, and without the template's thumbnail."""
    raw, kept = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as parts, ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for part in parts.infolist():
            if part.filename == THUMBNAIL:
                continue
            content = parts.read(part.filename)
            if part.filename == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            file.writestr(ZipInfo(part.filename, FIRST_DAY), content, ZIP_DEFLATED)
    return kept.getvalue()
