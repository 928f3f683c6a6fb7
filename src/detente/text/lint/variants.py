"""Words that are nearly a defined term: in another number, order or spelling, or cut short."""

from collections.abc import Iterable, Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.english import LINKS, Word, sentences, singular, worded
from detente.text.lint.names import bare, names
from detente.text.lint.readings import Reading, in_each_clause

_FILLERS = ("of", "the")


@rule(
    "DT0652",
    "A near miss of a defined term",
    why="Of two forms of one word the other side will say that two things were meant.",
    remedy="Write the term as it is defined, or define the other.",
    severity=Severity.WARNING,
)
def terms_are_used_as_defined(draft: Draft) -> Iterator[Fault]:
    terms = tuple((each.term, bare(each.term).casefold().split()) for each in draft.text.terms)
    exact = {bare(each.term).casefold() for each in draft.text.terms} | {each.casefold() for each in names(draft)}

    def find(reading: Reading) -> Iterator[str]:
        for sentence in sentences(reading.words):
            words = worded(sentence)
            for term, parts in terms:
                for first, last in _near_misses(words, parts, definite=bare(term) != term):
                    phrase = sentence[words[first].start : words[last].end]
                    if bare(phrase).casefold() not in exact:
                        yield f"{phrase!r} is nearly the defined term {term!r}"

    return in_each_clause(draft, find)


def near_any(name: str, terms: Iterable[str]) -> bool:
    """It comes so near to one of the terms that it is held for a slip of it."""
    words = worded(f"the {name}")
    return any(any(_near_misses(words, term.casefold().split(), definite=True)) for term in terms)


def _near_misses(words: tuple[Word, ...], term: list[str], *, definite: bool) -> Iterator[tuple[int, int]]:
    """The first and last word of each near miss of a term; `definite` where the term is of one thing, with `the`."""
    told, size = [each.plain for each in words], len(term)
    taken = {at for row in range(len(told)) if told[row : row + size] == term for at in range(row, row + size)}
    stems = {each[:3] for each in term}
    for row in (row for row, each in enumerate(told) if each[:3] in stems or each == "the"):
        last = _last_of(words, row, term, definite)
        if last is not None and not taken & set(range(row, last + 1)):
            taken |= set(range(row, last + 1))
            yield row, last


def _last_of(words: tuple[Word, ...], row: int, term: list[str], definite: bool) -> int | None:
    """The last word of a near miss that begins at this word."""
    told = [each.plain for each in words[row : row + len(term) + 2]]
    for count in range(max(1, len(term) - 1), len(told) + 1):
        if told[:count] != term and _nearly(told[:count], term, definite):
            return row + count - 1
    return _short_form(words, row, term)


def _nearly(part: list[str], term: list[str], definite: bool) -> bool:
    if part[0] in _FILLERS or part[-1] in _FILLERS:
        return False
    if "".join(part).replace("-", "") == "".join(term).replace("-", ""):
        return True
    kept = [each for each in part if each not in _FILLERS]
    if len(term) > 1 and len(kept) == len(term) and sorted(kept) == sorted(set(term) - set(_FILLERS)):
        return True
    if len(part) != len(term):
        return False
    others = [(one, other) for one, other in zip(part, term, strict=True) if one != other]
    if len(others) != 1:
        return False
    one, other = others[0]
    if singular(one) == singular(other):
        return definite and one == part[-1]
    return len(min(one, other, key=len)) >= (6 if len(term) == 1 else 4) and _slip(one, other)


def _slip(one: str, other: str) -> bool:
    """One letter too many, too few, wrong, or two exchanged; inflections are no slips.

    >>> _slip("commision", "commission"), _slip("roles", "roll"), _slip("narrow", "narrows")
    (True, False, False)
    """
    if one[0] != other[0] or one.startswith(other) or other.startswith(one):
        return False
    if len(one) == len(other):
        at = [row for row in range(len(one)) if one[row] != other[row]]
        return len(at) == 1 or (
            len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        )
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:row] + long[row + 1 :] == short for row in range(len(long)))


def _short_form(words: tuple[Word, ...], row: int, term: list[str]) -> int | None:
    """The last word of a definite short form: `the ridge` for the ridge line, or `the Commission` for the Joint one."""
    if row + 1 >= len(words) or words[row].plain != "the" or len(term) < 2 or "of" in term:
        return None
    told = [each.plain for each in words[row + 1 : row + 1 + len(term)]]
    for count in range(len(term) - 1, 0, -1):
        last = row + count
        ends = last + 1 >= len(words) or words[last + 1].plain in LINKS or _breaks(words, last)
        capital = words[row + 1].words[:1].isupper()
        if ends and (told[:count] == term[:count] or (capital and told[:count] == term[-count:])):
            return last
    return None


def _breaks(words: tuple[Word, ...], row: int) -> bool:
    """More than a space stands behind the word."""
    return words[row + 1].start - words[row].end > 1
