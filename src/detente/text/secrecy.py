"""What one audience may see of a text: everything else is cut before anything is computed (§2.11).

Clauses, brackets and terms are open to their own label, else to the text's, else to the case's default; a wording or an
alternative without a label to whoever may see what it stands in. What a side said (answers, understandings, the pool)
and what mediators note (releases) is for mediators alone unless its own label opens it. An item that names a closed one
is left out with it. Ties to a plan are kept only where the plan is open to the audience.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from detente.case.model import MEDIATORS, Audience, Case
from detente.case.references import dangles, known_names
from detente.case.secrecy import as_seen_by as case_as_seen_by
from detente.case.secrecy import may_read, readers
from detente.text.model import Bracket, Clause, Text, Wording, alternatives
from detente.text.wording import marks

SPOKEN = ("answers", "understandings", "pool", "releases", "ratifications")
WORDS = ("terms", "clauses", "brackets")


def label(text: Text, collection: str, item: Any, within: Any = None) -> Audience:  # noqa: ANN401 - any item of a text
    """The label that tells who may read an item: its own, else that of what it stands in, else the default."""
    if item.audience is not None:
        return item.audience  # type: ignore[no-any-return]
    if collection in SPOKEN:
        return ()
    inherited: Audience = within.audience if within is not None else None
    return text.audience if inherited is None else inherited


def as_seen_by(text: Text, case: Case, audience: str, *, obligations: Iterable[str] = ()) -> Text:
    """The text as `audience` may see it; `obligations` are those of its plan that the audience may see.

    `case` is whole. Raises UnknownAudience. An audience to whom nothing is open gets an empty text.
    """
    if audience == MEDIATORS:
        return text
    cut = case_as_seen_by(case, audience)

    def visible(collection: str, items: Iterable[Any], within: object = None) -> Iterator[Any]:
        for each in items:
            if may_read(audience, readers(case, label(text, collection, each, within))):
                yield _bare(each, lambda name, inner, each=each: tuple(visible(name, inner, each)))

    kept: dict[str, Any] = {name: tuple(visible(name, getattr(text, name))) for name in (*WORDS, *SPOKEN)}
    seen = frozenset(obligations)
    rounds = {each.id for each in cut.rounds}
    text = replace(text, audience=None, rounds=tuple(each for each in text.rounds if each in rounds), **kept)
    return _without_dangling(_untied(text, seen), cut)


def _bare(item: Any, visible: Any) -> Any:  # noqa: ANN401
    """The item without its label, and without those of its parts that are closed."""
    if isinstance(item, Clause):
        item = replace(item, wordings=visible("clauses", item.wordings))
    elif isinstance(item, Bracket):
        item = replace(item, alternatives=visible("brackets", item.alternatives))
    return replace(item, audience=None)


def _untied(text: Text, obligations: frozenset[str]) -> Text:
    """The text with ties to these obligations alone; with none of them, without any tie to a plan."""

    def known(those: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in those if each in obligations)

    def bracket(each: Bracket) -> Bracket:
        if obligations:
            ways = tuple(replace(one, leaves_out=known(one.leaves_out)) for one in each.alternatives)
        else:
            ways = tuple(replace(one, leaves_out=(), fills=(), plan="") for one in each.alternatives)
        return replace(each, alternatives=ways)

    return replace(
        text,
        plan=text.plan if obligations else "",
        clauses=tuple(replace(each, obligations=known(each.obligations)) for each in text.clauses),
        brackets=tuple(bracket(each) for each in text.brackets),
    )


def names_known(text: Text, case: Case, obligations: Iterable[str] = ()) -> dict[str, frozenset[str]]:
    """What each kind of name may mean in a text."""
    return {kind: frozenset(those) for kind, those in known_names(case).items()} | {
        "clause": frozenset(each.id for each in text.clauses),
        "bracket": frozenset(each.id for each in text.brackets),
        "alternative": frozenset(name for name, _ in alternatives(text)),
        "round": frozenset(text.rounds),
        "obligation": frozenset(obligations),
    }


def _without_dangling(text: Text, case: Case) -> Text:
    """The text without the items that name something no longer there, until none is left."""
    while True:
        ties = (name for each in text.clauses for name in each.obligations)
        left_out = (name for _, each in alternatives(text) for name in each.leaves_out)
        known = names_known(text, case, (*ties, *left_out))

        def sound(items: Iterable[Any], known: dict[str, frozenset[str]] = known) -> tuple[Any, ...]:
            return tuple(each for each in items if not dangles(each, known))

        def turns(each: Bracket, ways: tuple[Any, ...], known: dict[str, frozenset[str]] = known) -> tuple[Any, ...]:
            ids = {"", *(one.id for one in ways)}
            return tuple(turn for turn in each.turns if turn.closes in ids and not dangles(turn, known))

        inner: dict[str, Any] = {
            "clauses": tuple(
                replace(each, wordings=tuple(one for one in sound(each.wordings) if _marks_known(one, known)))
                for each in text.clauses
            ),
            "brackets": tuple(
                replace(each, alternatives=ways, turns=turns(each, ways))
                for each in text.brackets
                for ways in [sound(each.alternatives)]
            ),
        }
        kept: dict[str, Any] = {name: sound(inner.get(name, getattr(text, name))) for name in (*WORDS, *SPOKEN)}
        cut = replace(text, **kept)
        if cut == text:
            return text
        text = cut


def _marks_known(wording: Wording, known: dict[str, frozenset[str]]) -> bool:
    """The brackets and clauses that the words name are all there."""
    told = (wording.words, *(words for _, words in wording.parallel))
    return all(name in known[kind] for words in told for kind, name in marks(words))
