"""Whether a text is sound: names, ties to its plan, who said what, and the course of its brackets.

A rule is asked of a `Draft`: the text, its case, and its plan when there is one. How well it is worded is for `lint`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.model import Case
from detente.case.references import bearers, references
from detente.case.rule import Fault, Rule, rule
from detente.case.secrecy import open_to_all_of, readers
from detente.errors import Path, Problem, Severity, did_you_mean
from detente.plan.model import Plan
from detente.text.model import Bracket, Reply, Status, Text, alternatives
from detente.text.rounds import in_force
from detente.text.secrecy import SPOKEN, WORDS, label, names_known
from detente.text.wording import marks


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with the case it belongs to and the plan it puts into words, if it names one."""

    text: Text
    case: Case
    plan: Plan | None = None

    @property
    def obligations(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.plan.obligations) if self.plan else ()


Placed = Iterator[tuple[Path, str, Any, Any]]


def placed(text: Text) -> Placed:
    """Every labelled item of a text: its place, its collection, itself, and what it stands in."""
    for collection in (*WORDS, *SPOKEN):
        for row, item in enumerate(getattr(text, collection)):
            where: Path = (collection, getattr(item, "id", row))
            yield where, collection, item, None
            for name in ("wordings", "alternatives"):
                for inner_row, inner in enumerate(getattr(item, name, ())):
                    yield (*where, name, getattr(inner, "id", inner_row)), collection, inner, item


@rule(
    "DT0601",
    "A name in a text that nothing bears",
    why="Words tied to an unknown bracket, clause, duty or round would be read as agreed, or be lost.",
    remedy="Correct the name, or add what it names. Rounds, sides, claims and issues are those of the case.",
)
def names_are_known(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    known = names_known(text, draft.case, draft.obligations)
    in_case = [each.id for each in draft.case.rounds]
    for row, name in enumerate(text.rounds):
        if name not in in_case:
            yield ("rounds", row), f"the case has no round called {name!r}", did_you_mean(name, in_case)
    for where, _, item, _ in placed(text):
        for each in _own_references(item):
            if not any(each.name in known[kind] for kind in each.kinds):
                choices = sorted(set().union(*(known[kind] for kind in each.kinds)))
                kind = " or ".join(_KINDS.get(kind, kind) for kind in each.kinds)
                way = tuple(step for step in each.where if step != "evidence")
                yield (*where, *way), f"no {kind} is called {each.name!r}", did_you_mean(each.name, choices)
    yield from _marks_known(text, known)
    if text.plan and draft.plan is None:
        yield ("plan",), f"no plan called {text.plan!r} that reads as one stands beside the case"


_KINDS = {"voice": "actor, party or faction", "round": "round of this text", "obligation": "obligation of the plan"}


def _own_references(item: Any) -> Iterator[Any]:  # noqa: ANN401 - any item of a text
    """The references of an item without those of the labelled items inside it, which are placed by themselves."""
    return (each for each in references(item) if each.where[0] not in ("wordings", "alternatives"))


def _marks_known(text: Text, known: dict[str, frozenset[str]]) -> Iterator[Fault]:
    for each in text.clauses:
        for row, wording in enumerate(each.wordings):
            for words in (wording.words, *(told for _, told in wording.parallel)):
                for kind, name in marks(words):
                    if name not in known[kind]:
                        where: Path = ("clauses", each.id, "wordings", row)
                        yield where, f"no {kind} is called {name!r}", did_you_mean(name, known[kind])


@rule(
    "DT0602",
    "Two clauses, brackets or proposals with one name",
    why="What names one would mean both.",
    remedy="Rename one of the two; a clause's name is its own wherever it stands, and no bracket bears it.",
)
def names_are_borne_once(draft: Draft) -> Iterator[Fault]:
    seen: set[str] = set()
    for collection in ("clauses", "brackets", "pool"):
        for each in getattr(draft.text, collection):
            if each.id in seen:
                yield (collection, each.id), f"something else in this text is called {each.id!r} already"
            seen.add(each.id)


@rule(
    "DT0603",
    "W12: a clause that no obligation of the plan says, and that does not say why",
    why="What stands in the text and not in the plan is followed by nobody; what is in the plan alone binds nobody.",
    remedy="Name the `obligations` that say the same, or write under `not_modelled` why there is none.",
)
def clauses_are_tied_to_the_plan(draft: Draft) -> Iterator[Fault]:
    headings = {each.under for each in draft.text.clauses}
    for each in in_force(draft.text).clauses if draft.text.plan else ():
        worded = bool(each.wordings)
        if not each.obligations and not each.not_modelled and (worded or each.id not in headings):
            yield ("clauses", each.id), f"{each.id!r} is tied to no obligation, and does not say why"


@rule(
    "DT0604",
    "A duty of the plan that no clause puts into words",
    why="A side can say that it never signed it.",
    remedy="Name the obligation under a clause that says it.",
    severity=Severity.WARNING,
)
def duties_are_put_into_words(draft: Draft) -> Iterator[Fault]:
    told = {name for each in in_force(draft.text).clauses for name in each.obligations}
    for name in draft.obligations:
        if name not in told:
            yield ("plan",), f"no clause says what the obligation {name!r} of the plan does"


@rule(
    "DT0605",
    "A bracket that stands in no clause, or in words older than itself",
    why="What is in dispute nowhere in the words would be settled without anybody reading it.",
    remedy="Write it into a clause, as `[name]`, or take it out.",
)
def brackets_stand_somewhere(draft: Draft) -> Iterator[Fault]:
    yield from _before_their_brackets(draft)
    told = {
        name
        for each in draft.text.clauses
        for wording in each.wordings
        for kind, name in marks(wording.words)
        if kind == "bracket"
    }
    for each in draft.text.brackets:
        if each.id not in told:
            yield ("brackets", each.id), f"no clause has the bracket {each.id!r} in its words"
        for way in each.alternatives:
            if any(marks(way.words)):
                where: Path = ("brackets", each.id, "alternatives", way.id)
                yield where, f"the words of {way.id!r} hold a bracket or pointer of their own; divide the bracket"


def _before_their_brackets(draft: Draft) -> Iterator[Fault]:
    """Words that name a bracket in a round in which it had not been opened."""
    order = {name: row for row, name in enumerate(draft.text.rounds)}
    opened = {each.id: order.get(each.round or "", -1) for each in draft.text.brackets}
    for clause in draft.text.clauses:
        for row, wording in enumerate(clause.wordings):
            for kind, name in marks(wording.words):
                if kind == "bracket" and opened[name] > order.get(wording.round or "", -1):
                    says = f"these words hold the bracket {name!r}, which was opened in a later round"
                    yield ("clauses", clause.id, "wordings", row), says


@rule(
    "DT0606",
    "Something a side is said to have said, without a source",
    why="Every line a mediator shows must say who said it, where, and when (convention 1).",
    remedy="Name the `claims` of the case that tell of it, or `heard: {by, on}` and the `setting`.",
)
def what_was_said_has_a_source(draft: Draft) -> Iterator[Fault]:
    for where, collection, item, _ in placed(draft.text):
        if collection in ("answers", "understandings", "pool", "ratifications") and item.evidence.orphan:
            yield where, f"{_called(item, where)} rests on no claim, and nobody is named who heard it"
        elif collection in SPOKEN and collection != "releases" and item.evidence.heard and not item.evidence.setting:
            yield where, f"{_called(item, where)} was heard, and does not say in which setting"


def _called(item: Any, where: Path) -> str:  # noqa: ANN401
    return repr(item.id) if hasattr(item, "id") else f"{where[0]} {int(where[1]) + 1}"


@rule(
    "DT0607",
    "A bracket whose course does not hold together",
    why="A text in which something is closed twice or on withdrawn words can be quoted in two ways.",
    remedy="Close an open bracket on an alternative that stands; open a closed one; keep the order of the rounds.",
)
def brackets_open_and_close_in_turn(draft: Draft) -> Iterator[Fault]:
    order = {name: row for row, name in enumerate(draft.text.rounds)}
    for each in draft.text.brackets:
        last, is_open = order.get(each.round or "", -1), True
        for row, turn in enumerate(each.turns):
            where: Path = ("brackets", each.id, "turns", row)
            at = order.get(turn.round, last)
            if at < last:
                yield where, f"a turn of {each.id!r} in {turn.round!r} stands after one of a later round"
            if bool(turn.closes) != is_open:
                yield where, f"{each.id!r} is {'closed' if turn.closes else 'opened'} and was so already"
            if turn.closes:
                yield from _closed_on(each, turn.closes, at, order, where)
            last, is_open = at, not turn.closes


def _closed_on(bracket: Bracket, name: str, at: int, order: dict[str, int], where: Path) -> Iterator[Fault]:
    way = next((each for each in bracket.alternatives if each.id == name), None)
    if way is None:
        choices = [each.id for each in bracket.alternatives]
        yield where, f"{bracket.id!r} has no alternative called {name!r}", did_you_mean(name, choices)
    elif way.withdrawn is not None and order.get(way.withdrawn, at) <= at:
        yield where, f"{bracket.id!r} is closed on {name!r}, which had been withdrawn"


@rule(
    "DT0608",
    "A closed bracket that a side is not reported to accept",
    why="A word taken for agreed that one side never gave is the dispute of the day after signature.",
    remedy="Add the side's answer to the alternative, or open the bracket again.",
    severity=Severity.WARNING,
)
def what_is_closed_is_accepted(draft: Draft) -> Iterator[Fault]:
    said = {(each.of, each.to): each.says for each in draft.text.answers}
    for each in draft.text.brackets:
        if each.chosen:
            for party in draft.case.parties:
                own = party.id in each.chosen.by
                if not own and said.get((party.id, f"{each.id}.{each.chosen.id}")) is not Reply.ACCEPTS:
                    yield ("brackets", each.id), f"{each.id!r} is closed, and {party.name} is not reported to accept it"


@rule(
    "DT0609",
    "An answer to what had been withdrawn, or before it was there",
    why="An answer has its exact target: what was withdrawn stays withdrawn, and nobody can accept it (convention 18).",
    remedy="Propose the words anew as another alternative, and answer that.",
)
def answers_are_to_what_stands(draft: Draft) -> Iterator[Fault]:
    order = {name: row for row, name in enumerate(draft.text.rounds)}
    ways = dict(alternatives(draft.text))
    for row, each in enumerate(draft.text.answers):
        way = ways.get(each.to)
        if way is None or each.round not in order:
            continue
        at = order[each.round]
        if way.withdrawn in order and order[way.withdrawn] < at:
            yield ("answers", row), f"{each.of!r} answers {each.to!r} in {each.round!r}, after it had been withdrawn"
        if way.round in order and order[way.round] > at:
            yield ("answers", row), f"{each.of!r} answers {each.to!r} in {each.round!r}, before it was there"


@rule(
    "DT0610",
    "A non-paper that is given away",
    why="Whoever hands over a non-paper relies on being able to deny it.",
    remedy="Put the words forward under the mediator's own name, and leave the non-paper closed.",
)
def non_papers_stay_deniable(draft: Draft) -> Iterator[Fault]:
    ways = dict(alternatives(draft.text))
    for each in draft.text.pool:
        if each.status is not Status.NON_PAPER:
            continue
        for name in each.became:
            if name in ways and set(each.by) & set(ways[name].by):
                yield ("pool", each.id), f"{name!r} names the author of the non-paper {each.id!r} it was made of"
        if each.audience:
            yield ("pool", each.id), f"the non-paper {each.id!r} is open to {', '.join(each.audience)}"


@rule(
    "DT0611",
    "A blank filled that the plan does not have, or with what it may not be",
    why="What an alternative does to the plan could not be worked out.",
    remedy="Name a blank of the plan, and a value within its domain.",
)
def fillings_fit_the_plan(draft: Draft) -> Iterator[Fault]:
    blanks = {each.id: each for each in draft.plan.blanks} if draft.plan else {}
    for name, way in alternatives(draft.text):
        bracket, _, own = name.partition(".")
        for blank, value in way.fills:
            where: Path = ("brackets", bracket, "alternatives", own, "fills", blank)
            if blank not in blanks:
                yield where, f"the plan has no blank called {blank!r}", did_you_mean(blank, blanks)
            elif blanks[blank].domain and not (value.isdecimal() and int(value) in blanks[blank].domain):
                least, most = blanks[blank].least, blanks[blank].most
                yield where, f"{value!r} is no whole number from {least} to {most}, which {blank!r} may be"
            elif blanks[blank].choices and value not in blanks[blank].choices:
                yield (
                    where,
                    f"{value!r} is none of the choices of {blank!r}",
                    did_you_mean(value, blanks[blank].choices),
                )


@rule(
    "DT0612",
    "Words that name what not all of their readers may see",
    why="Their readers would learn that something is kept from them, or the words would vanish from their copy.",
    remedy="Close the words as far as what they name, or open what they name.",
)
def nothing_names_what_is_closed_to_its_readers(draft: Draft) -> Iterator[Fault]:
    text, case = draft.text, draft.case
    allowed = _readers_by_name(draft)
    for where, collection, item, within in placed(text):
        wanted = readers(case, label(text, collection, item, within))
        named = [(each.kinds, each.name) for each in _own_references(item) if "obligation" not in each.kinds]
        named += [((kind,), name) for words in _worded(item) for kind, name in marks(words)]
        if within is not None:
            named.append((("clause" if collection == "clauses" else "bracket",), within.id))
        for kinds, name in named:
            open_to = [allowed[kind, name] for kind in kinds if (kind, name) in allowed]
            if open_to and not any(open_to_all_of(each, wanted) for each in open_to):
                yield where, f"this names {name!r}, which not all of its readers may see"
    for bracket in text.brackets:
        for turn in bracket.turns:
            key = ("alternative", f"{bracket.id}.{turn.closes}")
            if key in allowed and not open_to_all_of(allowed[key], allowed["bracket", bracket.id]):
                says = f"{bracket.id!r} is closed on {turn.closes!r}, which not all who see the bracket may see"
                yield ("brackets", bracket.id, "turns"), says


def _worded(item: Any) -> Iterable[str]:  # noqa: ANN401
    words = getattr(item, "words", "")
    return (words, *(told for _, told in getattr(item, "parallel", ()))) if isinstance(words, str) else ()


def _readers_by_name(draft: Draft) -> dict[tuple[str, str], frozenset[str]]:
    text, case = draft.text, draft.case
    found = {(kind, item.id): readers(case, item.audience) for kind, those in bearers(case).items() for item in those}
    kinds = {"clauses": "clause", "brackets": "bracket"}
    for _, collection, item, within in placed(text):
        if collection in kinds and hasattr(item, "id"):
            allowed = readers(case, label(text, collection, item, within))
            name = (kinds[collection], item.id) if within is None else ("alternative", f"{within.id}.{item.id}")
            found[name] = allowed
    return found


@rule(
    "DT0613",
    "A clause without its words in an authentic language",
    why="Where two texts bind, what stands in one of them alone is agreed by one side.",
    remedy="Add the words under `parallel`, or take the language out of `authentic`.",
    severity=Severity.WARNING,
)
def authentic_texts_are_whole(draft: Draft) -> Iterator[Fault]:
    for each in in_force(draft.text).clauses:
        for language in draft.text.authentic:
            if language != draft.text.language and each.wordings and not each.wording.in_language(language):
                yield ("clauses", each.id), f"{each.id!r} has no words in {language!r}, which is authentic"


RULES: tuple[Rule[Draft], ...] = (
    names_are_known,
    names_are_borne_once,
    clauses_are_tied_to_the_plan,
    duties_are_put_into_words,
    brackets_stand_somewhere,
    what_was_said_has_a_source,
    brackets_open_and_close_in_turn,
    what_is_closed_is_accepted,
    answers_are_to_what_stands,
    non_papers_stay_deniable,
    fillings_fit_the_plan,
    nothing_names_what_is_closed_to_its_readers,
    authentic_texts_are_whole,
)


def in_order(draft: Draft) -> tuple[Problem, ...]:
    """Names that are unknown or borne twice, which keep a text from being shown or compared."""
    return tuple(each for check in RULES[:2] for each in check(draft))


def problems(draft: Draft) -> tuple[Problem, ...]:
    """Every problem of a text, rule by rule. Where names are unknown or borne twice, only that is said."""
    return in_order(draft) or tuple(each for check in RULES[2:] for each in check(draft))
