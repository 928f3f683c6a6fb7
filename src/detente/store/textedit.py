"""One more entry written into a file that a person wrote: comments, order and spelling of all else stay as they were.

`begun` is the first text of a plan, a clause for each obligation, to be worded from there.
"""

from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from typing import Any

import yaml

from detente.errors import Path
from detente.plan.model import Obligation, Plan
from detente.store.casetext import Dumper, text_keeper
from detente.store.yamltree import Plain
from detente.text.taking import END


def with_entry(raw: str, way: Path, entry: Plain) -> str:
    """The file's text with `entry` at the end of `way`; mappings and lists on the way are begun where they lack.

    A key that is there already is written over.
    """
    held = Edited(raw)
    held.put(way, entry)
    return held.text()


class Edited:
    """A file open for entries: several can be put before its text is asked for."""

    def __init__(self, raw: str) -> None:
        self.writer = text_keeper()
        self.tree = self.writer.load(raw)

    def put(self, way: Path, entry: Plain) -> None:
        """Put an entry at the end of `way`, as `with_entry` does."""
        spot = self.tree
        for step, following in pairwise(way):
            held = spot[step] if isinstance(step, int) else spot.get(step)
            if held is None or (following == END and not isinstance(held, list)):
                held = [held] if held is not None else [] if following == END else {}
                spot[step] = held
            spot = spot[step]
        if way[-1] == END:
            spot.append(_written(entry))
        else:
            spot[way[-1]] = _written(entry)

    def keys(self, *way: str) -> tuple[str, ...]:
        """The keys or plain items at the end of `way`; none where nothing is there."""
        spot = self.tree
        for step in way:
            spot = spot.get(step) or {}
        return tuple(map(str, spot))

    def field(self, *way: str) -> str:
        """The plain words at the end of `way`, or nothing."""
        spot = self.tree
        for step in way:
            spot = (spot or {}).get(step)
        return "" if spot is None else str(spot)

    def each(self, way: str, key: str) -> frozenset[str]:
        """What the entries of a list say under a key."""
        return frozenset(str(entry.get(key)) for entry in self.tree.get(way) or ())

    def text(self) -> str:
        """The file as it now reads."""
        out = StringIO()
        self.writer.dump(self.tree, out)
        return out.getvalue()


def _written(entry: Plain) -> Any:  # noqa: ANN401 - ruamel's own kinds of mapping
    """The entry as the writer takes it, mappings in braces on one line."""
    from ruamel.yaml.comments import CommentedMap

    if isinstance(entry, dict):
        held = CommentedMap((key, _written(each)) for key, each in entry.items())
        held.fa.set_flow_style()
        return held
    return [_written(each) for each in entry] if isinstance(entry, list) else entry


def begun(plan: Plan, rounds: tuple[str, ...], name: Callable[[str], str]) -> str:
    """The first text over a plan: its phases as headings, its obligations as clauses, its blanks as open brackets."""
    loose = [each for each in plan.obligations if not each.phase]
    clauses: dict[str, Plain] = {each.id: _clause(each, name) for each in loose}
    for phase in plan.phases:
        own: Plain = {each.id: _clause(each, name) for each in plan.obligations if each.phase == phase.id}
        held: dict[str, Plain] = {"clauses": own} if own else {"not_modelled": "nothing is owed in it"}
        clauses[phase.id if phase.id not in clauses else f"phase-{phase.id}"] = {"title": phase.title, **held}
    brackets: dict[str, Plain] = {each.id: {"title": each.title} for each in plan.blanks}
    if brackets:
        marks = "; ".join(f"{each.title.lower()}: [{each.id}]" for each in plan.blanks)
        clauses["left-open"] = {
            "title": "Left open",
            "words": f"{marks}.",
            "not_modelled": "to be put where it belongs",
        }
    told: dict[str, Plain] = {"detente": "1", "title": plan.title, "plan": plan.id}
    if rounds:
        told["rounds"] = list(rounds)
    told |= {"clauses": clauses, "brackets": brackets} if brackets else {"clauses": clauses}
    return yaml.dump(told, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)


def _clause(each: Obligation, name: Callable[[str], str]) -> Plain:
    who = " and ".join(name(party) for party in each.by)
    return {"words": f"{who} {each.does}.".strip(), "obligations": [each.id]}
