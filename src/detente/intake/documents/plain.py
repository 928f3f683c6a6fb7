"""Plain text and Markdown: the file's own characters, paragraphs at its lines or blank lines.

UTF-8, or UTF-16 with its mark; anything else is refused, since a guessed encoding misspells names without saying so.
"""

import re
from itertools import pairwise

from detente.intake.documents.model import Content, Paragraph, Part
from detente.intake.documents.refusals import UnreadableSource

_ITEM = re.compile(r"[ \t]*(?:[-*•·]|\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)])[ \t]+\S", re.I)


def decode(raw: bytes, name: str) -> str:
    """The characters of a file. Raises UnreadableSource where they are in another encoding."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise UnreadableSource(
            f"{name}, line {line}: not UTF-8 text; save it as UTF-8 (most editors: Save as, Encoding)"
        ) from problem


def read_plain(raw: bytes, name: str) -> Content:
    return Content(text=decode(raw, name))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of plain text: at blank lines where lines are wrapped, else line by line; items by themselves.

    >>> [p.part.value for p in paragraphs("# Head\\n\\nOne line\\ngoes on.\\n\\n- an item\\n- another")]
    ['heading', 'paragraph', 'item', 'item']
    """
    wrapped = _is_wrapped(text)
    found: list[Paragraph] = []
    for block in re.finditer(r"\S(?:.*\S)?(?:\n(?![ \t]*\n)[ \t]*\S(?:.*\S)?)*", text):
        start = block.start()
        lines = list(re.finditer(r"[^\n]+", block[0]))
        groups: list[tuple[int, int]] = []
        for line in lines:
            at = (start + line.start(), start + line.end())
            if groups and wrapped and not _ITEM.match(line[0]) and not line[0].lstrip().startswith("#"):
                groups[-1] = (groups[-1][0], at[1])
            else:
                groups.append(at)
        found += [_paragraph(text, *each) for each in groups]
    return tuple(found)


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken at a width: many end in the middle of a sentence."""
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not _ITEM.match(b)]
    going_on = sum(not re.search(r"[.!?:;\"”’»]$", a) and (len(a) > 40 or b.lstrip()[0].islower()) for a, b in pairs)
    return going_on * 2 >= len(pairs) > 0


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    while start < end and text[start] in " \t":
        start += 1
    words = text[start:end]
    part = Part.HEADING if re.match(r"#{1,6} ", words) else Part.ITEM if _ITEM.match(words) else Part.PARAGRAPH
    if part is Part.HEADING:
        start += len(words) - len(words.lstrip("# "))
    return Paragraph(start, end, part)
