"""Two clauses of one text that cannot both be kept.

Two are set side by side where they speak of one act: word for word but for numbers and denial, or tied to one
obligation. What a clause may say in brackets counts for it: they contradict only if no reading of one agrees with any
of the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, groupby

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.acts import Act, acts
from detente.text.lint.english import COUNTED
from detente.text.lint.numerals import whole
from detente.text.lint.readings import Reading, in_english, readings
from detente.text.model import Clause, Text

_STAGED = re.compile(r"\b(?:phase|stage|step|round|week|part)\b", re.IGNORECASE)
_PARTIAL = frozenset(
    "first second third fourth last final further remaining group batch stage rest half additional more quarter "
    "part".split()
)
_FEWEST = 3
"""Words of sense that two sentences must share before they are held for one act."""


@rule(
    "DT0665",
    "Two clauses that contradict each other",
    why="Each side will keep the clause that suits it, and be in breach of the other.",
    remedy="Strike one, or say which prevails; where both are wanted, say to what each applies.",
    severity=Severity.WARNING,
)
def clauses_agree(draft: Draft) -> Iterator[Fault]:
    if not in_english(draft.text):
        return
    by_clause = groupby(readings(draft.text), key=lambda each: each.clause)
    told = {clause.id: (clause, _said(those)) for clause, those in by_clause}
    order, top = list(told), _tops(draft.text)
    for one, other in sorted(_of_one_act(told), key=lambda pair: (order.index(pair[1]), order.index(pair[0]))):
        (first, ours), (second, theirs) = told[one], told[other]
        if _apart(first, second, top):
            continue
        tied = bool(set(first.obligations) & set(second.obligations))
        found = [_clash(mine, yours, tied) for mine in ours for yours in theirs]
        if all(found):
            yield ("clauses", other), f"{found[0]} ({one!r} and {other!r})"


_Said = tuple[tuple[Act, ...], ...]
"""The acts of a clause, reading by reading."""


def _said(those: Iterator[Reading]) -> _Said:
    return tuple(tuple(acts(each.words)) for each in those)


def _of_one_act(told: dict[str, tuple[Clause, _Said]]) -> set[tuple[str, str]]:
    """Pairs of clauses, in the order of the text, that share an obligation or every word but numbers and denial."""
    alike: dict[object, list[str]] = defaultdict(list)
    for name, (clause, said) in told.items():
        about = {act.about for reading in said for act in reading if len(act.about) >= _FEWEST}
        for key in (*about, *clause.obligations):
            alike[key].append(name)
    return {pair for names in alike.values() for pair in combinations(names, 2)}


def _tops(text: Text) -> dict[str, Clause]:
    """The clause at the top over each clause."""
    top: dict[str, Clause] = {}
    for each in text.clauses:
        top[each.id] = top.get(each.under or "", each)
    return top


def _apart(one: Clause, other: Clause, top: dict[str, Clause]) -> bool:
    """They stand in different phases, or their obligations are different ones."""
    ours, theirs = top[one.id], top[other.id]
    staged = ours is not theirs and all(_STAGED.search(f"{each.title} {each.id}") for each in (ours, theirs))
    duties, others = set(one.obligations), set(other.obligations)
    return staged or bool(duties and others and not duties & others)


def _clash(ours: tuple[Act, ...], theirs: tuple[Act, ...], tied: bool) -> str:
    """What two clauses, each in one reading, say against each other; '' where nothing."""
    for one in ours:
        for other in theirs:
            same = one.about == other.about and len(one.about) >= _FEWEST
            if (same or (tied and _mostly(one, other))) and (says := _against(one, other)):
                return says
            if tied and not same and (says := _other_amount(one, other)):
                return says
    return ""


def _mostly(one: Act, other: Act) -> bool:
    shared = len(one.about & other.about)
    return shared >= _FEWEST and shared >= 0.6 * len(one.about | other.about)


def _against(one: Act, other: Act) -> str:
    """Two sentences of one act: denied by one, or other numbers, or another last day."""
    if one.denies != other.denies and not one.conditional and not other.conditional:
        return "one clause says what the other denies"
    if one.on != other.on and not (one.deadline and other.deadline):
        return ""
    for noun in dict.fromkeys(of for of, _ in one.amounts):
        mine, yours = one.amount(noun), other.amount(noun)
        if mine is not None and yours is not None and mine != yours:
            return f"{whole(mine)} {noun} in one clause, {whole(yours)} in the other"
    if len(one.days) == len(other.days) == 1 and one.days != other.days:
        return f"{whole(one.days[0])} days in one clause, {whole(other.days[0])} in the other"
    return "another last day in each clause" if one.on and other.on and one.on != other.on else ""


def _other_amount(one: Act, other: Act) -> str:
    """Two sentences on one obligation, neither of a part, with different numbers of the same thing."""
    if one.recurring or other.recurring or (one.about | other.about) & _PARTIAL:
        return ""
    for noun in dict.fromkeys(of for of, _ in one.amounts if of in COUNTED):
        mine, yours = one.amount(noun), other.amount(noun)
        if mine is not None and yours is not None and mine != yours:
            return f"{whole(mine)} {noun} in one clause, {whole(yours)} in the other"
    return ""
