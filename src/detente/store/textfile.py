"""A negotiating text's file read into a `Text`, every fault with its place; what it means together is for `text.check`.

Texts stand beside their case, as `texts/<name>.yaml`. As with a case, `load` never raises on account of what a file
holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from detente.case.model import Audience, Inference
from detente.errors import Path, Problem
from detente.store import beside, yamltree
from detente.store import textshapes as shapes
from detente.store.shapes import Labelled
from detente.text.model import (
    Alternative,
    Answer,
    Bracket,
    Clause,
    DefinedTerm,
    Evidence,
    Floated,
    Parallel,
    Ratification,
    Release,
    Text,
    Turn,
    Understanding,
    Wording,
)

FOLDER = "texts"


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file held: the text where one could be built, the problems met, and the tree that knows the places."""

    name: str
    tree: yamltree.Tree
    text: Text | None
    problems: tuple[Problem, ...]

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same problems with the place of each, in the order of the file."""
        led = (replace(each, where=self.way(each.where)) for each in problems)
        return beside.placed_in(self.tree, led)

    def way(self, where: Path) -> Path:
        """The way through the file: a clause is named by its id alone, and may lie under others there."""
        if self.text is None or where[:1] != ("clauses",) or len(where) < 2:
            return where
        above = {each.id: each.under for each in self.text.clauses}
        way: list[str | int] = []
        step = where[1] if isinstance(where[1], str) else None
        while step is not None and step not in way:
            way = ["clauses", step, *way]
            step = above.get(step)
        return (*way, *self._worded(tuple(way), where[2:]))

    def _worded(self, way: Path, rest: Path) -> Path:
        """A clause's first wording may stand as its `words`, and the others then follow in `wordings`."""
        if rest[:1] != ("wordings",) or self.tree.locate((*way, "words")) == self.tree.locate(way):
            return rest
        row = rest[1] if len(rest) > 1 else 0
        if not isinstance(row, int):
            return rest
        return ("words",) if row == 0 else ("wordings", row - 1, *rest[2:])


def names(folder: FilePath) -> tuple[str, ...]:
    """The texts that stand beside a case, by name."""
    return beside.names(folder, FOLDER)


def load(folder: FilePath, name: str) -> TextFile:
    """Read the text of this name beside the case in `folder`."""
    return _read(name, beside.opened(folder, FOLDER, name))


def parse(raw: bytes, *, name: str = "text") -> TextFile:
    """Read the bytes of a text's file; `name` is what to call the text."""
    return _read(name, yamltree.read(f"{FOLDER}/{name}.yaml", raw))


def _read(name: str, tree: yamltree.Tree) -> TextFile:
    shape, problems = beside.shaped(tree, shapes.TextShape)
    return TextFile(name, tree, None if shape is None else _text(name, shape), problems)


def _text(name: str, s: shapes.TextShape) -> Text:
    return Text(
        id=name,
        title=s.title,
        about=s.about,
        plan=s.plan or "",
        language=s.language,
        authentic=tuple(s.authentic),
        day_count=s.day_count,
        exercise=s.exercise,
        rounds=tuple(s.rounds),
        terms=tuple(
            DefinedTerm(slug, e.term, e.means, _parallel(e.parallel), e.defined_by, _label(e))
            for slug, e in s.terms.items()
        ),
        clauses=tuple(_clauses(s.clauses, None)),
        brackets=tuple(_bracket(slug, each) for slug, each in s.brackets.items()),
        answers=tuple(Answer(e.of, e.to, e.says, e.round, e.words, _evidence(e), _label(e)) for e in s.answers),
        understandings=tuple(
            Understanding(e.of, e.clause, e.reads, e.round, _evidence(e), _label(e)) for e in s.understandings
        ),
        pool=tuple(
            Floated(slug, e.says, tuple(e.by), e.status, e.round, e.withdrawn, tuple(e.became), _evidence(e), _label(e))
            for slug, e in s.pool.items()
        ),
        releases=tuple(Release(e.about, tuple(e.to), e.words, e.by, e.on, e.until, _label(e)) for e in s.releases),
        ratifications=tuple(
            Ratification(e.by, e.how, e.when, tuple(e.clauses), _evidence(e), _label(e)) for e in s.ratifications
        ),
        titles=_parallel(s.titles),
        audience=_label(s),
    )


def _clauses(those: Mapping[str, shapes.ClauseShape], under: str | None) -> Iterator[Clause]:
    """Clauses in the order of the file, each before those under it."""
    for slug, e in those.items():
        first = [Wording(e.words, _parallel(e.parallel), e.since, tuple(e.by))] if e.words is not None else []
        later = [Wording(w.words, _parallel(w.parallel), w.round, tuple(w.by), _label(w)) for w in e.wordings]
        yield Clause(
            slug,
            e.title,
            under,
            (*first, *later),
            tuple(e.obligations),
            e.not_modelled,
            e.since,
            e.struck,
            _parallel(e.titles),
            _label(e),
        )
        yield from _clauses(e.clauses, slug)


def _bracket(slug: str, s: shapes.BracketShape) -> Bracket:
    ways = (
        Alternative(
            id=name,
            words=e.words,
            parallel=_parallel(e.parallel),
            by=tuple(e.by),
            round=e.round,
            withdrawn=e.withdrawn,
            fills=tuple(e.fills.items()),
            leaves_out=tuple(e.leaves_out),
            plan=e.plan or "",
            claims=tuple(e.claims),
            audience=_label(e),
        )
        for name, e in s.alternatives.items()
    )
    turns = tuple(Turn(each.round, each.closes or "", tuple(each.by)) for each in s.turns)
    return Bracket(slug, s.title, s.issue, s.round, tuple(ways), turns, _label(s))


def _evidence(shape: shapes.Known) -> Evidence:
    heard = None if shape.heard is None else Inference(shape.heard.by, shape.heard.on)
    return Evidence(tuple(shape.claims), heard, shape.setting)


def _parallel(words: Mapping[str, str]) -> Parallel:
    return tuple(words.items())


def _label(shape: Labelled) -> Audience:
    return None if shape.audience is None else tuple(shape.audience)
