"""Case files spoiled by a seed, and what must hold of every file whatever is in it.

A mutant is the text of a sound case with one to five things done to it that hands, editors and attackers do. Whatever
comes of it, reading never raises and never refuses without a reason, and every reason has its place in the file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

import samples
from detente.case import check
from detente.errors import Problem
from detente.store import casefile, casetext
from detente.workbench import folders

READ, REFUSED = "read", "refused"
READER = "upper"
"""Whose share of a faulty file is worked out as well."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a file, and every way in which that breaks the promise."""

    outcome: str
    flaws: tuple[str, ...]


def verdict(raw: bytes) -> Verdict:
    """Read a file as `detente check` does, and look at all that is told of it."""
    try:
        found = casefile.parse(raw)
        told = found.problems if found.case is None else found.placed(check.problems(found.case))
        found.told_to(READER)
        refused = any(problem.is_error for problem in told)
        kept = refused or found.case is None or _kept(found)
    except Exception as error:  # noqa: BLE001 - that none is raised is what is tried
        return Verdict(REFUSED, (f"raises {type(error).__name__}: {error}",))
    flaws = [flaw for problem in told if (flaw := _misplaced(problem, raw))]
    if found.case is None and not refused:
        flaws.append("is refused without a reason")
    if not kept:
        flaws.append("is another case once written and read")
    return Verdict(REFUSED if refused else READ, tuple(flaws))


def _kept(found: casefile.CaseFile) -> bool:
    return found.case is None or casefile.parse(casetext.write(found.case).encode()).case == found.case


def _misplaced(problem: Problem, raw: bytes) -> str:
    """In what way the place of a problem is none in these bytes, or nothing."""
    if problem.place is None:
        return f"{problem.code.id} has no place"
    said = f"{problem.code.id} at {problem.place}"
    try:
        lines = raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        inside = 1 <= problem.place.line <= raw.count(b"\n") + 1 and 1 <= problem.place.column <= len(raw)
        return "" if inside and not problem.place.excerpt else f"{said} is not inside the bytes"
    if not 1 <= problem.place.line <= len(lines):
        return f"{said} is not a line of {len(lines)}"
    line = lines[problem.place.line - 1]
    if problem.place.excerpt != line:
        return f"{said} shows another line"
    return "" if 1 <= problem.place.column <= len(line) + 1 else f"{said} is not in its line"


# Spoiling


def mutant(seed: int) -> bytes:
    """The file that a seed makes; the same seed makes the same file."""
    rng = Random(seed)
    text = _start(rng)
    for _ in range(rng.choice((1, 1, 1, 1, 2, 4))):
        text = rng.choice(_ON_TEXT)(rng, text)
    raw = text.encode("utf-8", "surrogatepass")
    return rng.choice(_ON_BYTES)(rng, raw) if rng.random() < 0.08 else raw


@cache
def _texts() -> tuple[str, ...]:
    gallery = [(folders.GALLERY / name / casefile.FILE).read_text(encoding="utf-8") for name in folders.gallery()]
    return (samples.VALLEY, *gallery)


def _start(rng: Random) -> str:
    """Mostly the sample, for it is short; else a case of the gallery, mostly with some of its items alone."""
    if rng.random() < 0.7:
        return samples.VALLEY
    text = rng.choice(_texts()[1:])
    if rng.random() < 0.1:
        return text
    share = rng.random()
    items = re.split(r"(?m)^(?=  \S|\S)", text)
    return "".join(item for item in items if not item.startswith("  ") or rng.random() < share)


def _lines(rng: Random, text: str, change: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    change(lines, rng.randrange(len(lines)))
    return "\n".join(lines)


def drop_lines(rng: Random, text: str) -> str:
    def drop(lines: list[str], row: int) -> None:
        del lines[row : row + rng.choice((1, 1, 2, 9))]

    return _lines(rng, text, drop)


def double_lines(rng: Random, text: str) -> str:
    def double(lines: list[str], row: int) -> None:
        lines[row:row] = lines[row : row + rng.choice((1, 1, 3, 12))]

    return _lines(rng, text, double)


def swap_lines(rng: Random, text: str) -> str:
    def swap(lines: list[str], row: int) -> None:
        other = rng.randrange(len(lines))
        lines[row], lines[other] = lines[other], lines[row]

    return _lines(rng, text, swap)


def indent(rng: Random, text: str) -> str:
    def shift(lines: list[str], row: int) -> None:
        blanks = rng.choice(("", " ", "  ", "    ", "\t", " \t", "\u00a0", "  - ", "- "))
        lines[row] = blanks + (lines[row].lstrip() if rng.random() < 0.5 else lines[row])

    return _lines(rng, text, shift)


def _span(rng: Random, text: str, pattern: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return rng.choice(found) if found else None


def _put(text: str, spans: list[tuple[re.Match[str], str]]) -> str:
    for match, new in sorted(spans, key=lambda pair: -pair[0].start()):
        text = text[: match.start()] + new + text[match.end() :]
    return text


def swap_words(rng: Random, text: str) -> str:
    return _swap(rng, text, r"[^\s,\[\]{}]+")


def swap_values(rng: Random, text: str) -> str:
    return _swap(rng, text, r"(?<=: )(?:\[[^\]\n]*\]|\{[^}\n]*\}|[^,\n{}\[\]]+)")


def _swap(rng: Random, text: str, pattern: str) -> str:
    one, other = _span(rng, text, pattern), _span(rng, text, pattern)
    if one is None or other is None or one.start() == other.start():
        return text
    return _put(text, [(one, other[0]), (other, one[0])])


def replace_value(rng: Random, text: str) -> str:
    match = _span(rng, text, r"(?<=: )[^,\n{}\[\]]+")
    return _put(text, [(match, rng.choice(_VALUES))]) if match else text


def grow_number(rng: Random, text: str) -> str:
    match = _span(rng, text, r"\d+")
    return _put(text, [(match, rng.choice(_AMOUNTS))]) if match else text


def restate_amount(rng: Random, text: str) -> str:
    match = _span(rng, text, r"(?:length|domain): [^,\n}]+|(?:options|terms|facts|conditions): \{[^}\n]+")
    if match is None:
        return text
    head, _, _ = match[0].rpartition(": ")
    return _put(text, [(match, f"{head}: {rng.choice(_AMOUNTS)}")])


def rename_key(rng: Random, text: str) -> str:
    match, other = _span(rng, text, r"[\w-]+(?=:)"), _span(rng, text, r"[\w-]+(?=:)")
    if match is None or other is None:
        return text
    spoiled = match[0][:-1] + rng.choice("aZ-_ 9é")
    return _put(text, [(match, rng.choice((other[0], spoiled, "", "[key]", match[0].upper(), match[0] * 40)))])


def insert_sign(rng: Random, text: str) -> str:
    match = _span(rng, text, r"(?<=[\s,:\[{])|(?=[\s,\]}])")
    return _put(text, [(match, rng.choice(_SIGNS))]) if match else text


def insert_character(rng: Random, text: str) -> str:
    row = rng.randrange(len(text) + 1)
    odd = rng.choice((rng.choice(_CHARACTERS), chr(rng.randrange(0x110000))))
    return text[:row] + odd * rng.choice((1, 1, 40)) + text[row:]


def nest(rng: Random, text: str) -> str:
    match = _span(rng, text, r"(?<=: )[^,\n{}\[\]]+|(?<=- )|\Z")
    depth = rng.choice((2, 20, 30, 2000))
    before, after = rng.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[", ""), ("{", ""), ("'", "'")))
    return _put(text, [(match, before * depth + match[0] + after * depth)]) if match else text


def move_items(rng: Random, text: str) -> str:
    """Items, each with the lines that belong to it, are dropped, doubled or told elsewhere."""
    items = re.split(r"(?m)^(?=  \S|\S)", text)
    row, other = rng.randrange(len(items)), rng.randrange(len(items))
    moved = items[row]
    del items[row : row + rng.choice((0, 1, 1, 3))]
    if rng.random() < 0.7:
        items.insert(other, moved)
    return "".join(items)


def splice(rng: Random, text: str) -> str:
    one, other = text.split("\n"), rng.choice(_texts()).split("\n")
    start = rng.randrange(len(other))
    length = rng.choice((1, 5, 20, len(other)))
    row = rng.randrange(len(one))
    return "\n".join([*one[:row], *other[start : start + length], *one[row + rng.choice((0, 5, len(one))) :]])


_ON_TEXT: tuple[Callable[[Random, str], str], ...] = (
    drop_lines,
    double_lines,
    swap_lines,
    indent,
    swap_words,
    swap_words,
    swap_values,
    swap_values,
    swap_values,
    replace_value,
    replace_value,
    replace_value,
    grow_number,
    restate_amount,
    restate_amount,
    rename_key,
    move_items,
    move_items,
    insert_sign,
    insert_character,
    nest,
    splice,
)
_VALUES = (
    "NO|no|yes|~|null|true|1|-1|1e3|0x1F|2024-02-30|2024-02-29|0000-00-00|9999-12-31|[]|{}|''|' '|[a, [b]]|{a: {b: c}}|[[1, 2], 34]"
    "|[2, 1]|blank|none|all|doubled|unspecified|permanent|more than permanent|whole deal|B3|g9|public|mediators|[public]|upper"
    "|mayor|envoy|elders-count|sharing|water|'[key]'|\"\\0\"|\"\\u202e\"|\"\\ud800\"|\"\\t\"|'a: b'|a # b|\u0663|٢٠٢٤-٠٢-٢٨"
    "|a-b-c|A|" + "x" * 90
).split("|")  # fmt: skip
_AMOUNTS = (
    "9" * 40,
    "9" * 190,
    "9" * 4000,
    "1" + ",000" * 60,
    "9 x " * 48 + "9",
    "0 x 3",
    "3 x permanent",
    "0",
    "-1",
    "1.5.2",
    "1e999",
    "0.000000000000000000001",
    "5 to 3",
    "between all and half",
    "1000000%",
    "999999999999 billion weeks",
    "hundreds + hundreds + permanent",
    "a few + ",
    "٣",
    "²",
    "∞",
    "nan",
    "less than 0",
    "1 1 1 1 1",
    "two hundred and",
)
_SIGNS = (
    *"&a|*a|!t|!!python/name:os.system |<<: *a|\"|'|%|@|`|? |: |- |#| # |, |[|]|{|}|---\n|\n---\n|\n...\n|%YAML 9.9\n|\n|\r\n|\r".split(
        "|"
    ),
    "|",
    "|\n",
    ">-\n",
    ">9\n",
)
_CHARACTERS = "\0\x07\x1b\x7f\x85\t\r\u00a0\u00ad\u061c\u200b\u200f\u2028\u202e\u2066\ud800\udfff\ufeff\ufffe\uffff\U0001f54a\U0010ffffİßé"


def flip_bytes(rng: Random, raw: bytes) -> bytes:
    spoiled = bytearray(raw)
    for _ in range(rng.choice((1, 1, 8)) if raw else 0):
        spoiled[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def cut_bytes(rng: Random, raw: bytes) -> bytes:
    start = rng.randrange(len(raw) + 1)
    return raw[:start] + raw[start + rng.choice((1, 100, len(raw))) :]


def insert_bytes(rng: Random, raw: bytes) -> bytes:
    start = rng.randrange(len(raw) + 1)
    return raw[:start] + rng.randbytes(rng.choice((1, 3, 50))) + raw[start:]


def encode_otherwise(rng: Random, raw: bytes) -> bytes:
    return raw.decode("utf-8", "replace").encode(
        rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "latin-1", "cp1256")), "replace"
    )


_ON_BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (flip_bytes, cut_bytes, insert_bytes, encode_otherwise)
